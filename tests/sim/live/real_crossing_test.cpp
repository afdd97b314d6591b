// SPDX-License-Identifier: Apache-2.0
// gatetwin-gate with its real adapters, each against a counterpart. The centre is away, so the
// offline policy decides by the signed lists. A person with a really signed pass crosses; what
// reads it is a reader on a serial line, or a camera.
#include "tests/contract/painted_film.hpp"
#include "tests/sim/live/played_gate.hpp"

namespace gatetwin {
namespace {

class RealCrossing : public PlayedGate {
protected:
  RealCrossing()
      : doors({GATETWIN_PLAYED_CONTROLLER, "tcp"}), port(doors.hear()),
        face({GATETWIN_PLAYED_FACE_DEVICE, folder + "/face.sock"})
  {
    EXPECT_EQ(face.hear(), "ready");
    world->people().equip(0, 0, pass);
  }
  void walk_through(RunningProgram& gate, PlayedReader* reader, int patience_s)
  {
    Walk walk(doors, face, reader);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(patience_s);
    while (!walk.is_over() && std::chrono::steady_clock::now() < until) {
      walk.go_on();
      gate.listen();
    }
    EXPECT_TRUE(walk.is_over()) << "the screen says " << walk.screen() << "\n" << gate.output();
    gate.signal(SIGTERM);
    EXPECT_EQ(gate.wait_for_end(60), 0) << gate.output();
    const Counted counted = count_journals();
    EXPECT_EQ(counted.admitted, 1);
    EXPECT_EQ(counted.crossings, 1);
    EXPECT_EQ(counted.others, 0);
  }
  std::string camera(const std::string& film) const
  {
    return "camera: { file: \"" + film +
           "\", frame: 20 s, limit: 50 s, idle_period: 300 ms, capture_program: \"" +
           GATETWIN_CAPTURE_PROGRAM + "\", barcode_program: \"" + GATETWIN_BARCODE_PROGRAM + "\" }";
  }

  test::PlayedProcess doors;
  const std::string port;
  test::PlayedProcess face;
  CarriedDocument pass;
};

TEST_F(RealCrossing, OfAResidentWhileTheCentreIsAway)
{
  PlayedReader reader;
  RunningProgram gate(GATETWIN_GATE, {"--config", settings(port, reader.path())}, folder);
  ASSERT_TRUE(gate.wait_for_notice("STATUS=in service", 60)) << gate.output();
  ASSERT_FALSE(pass.label.empty());
  reader.lay(pass.label);
  walk_through(gate, &reader, 60);
}

// The pass comes and goes by the film; should the gate be in service only while it lies there, it
// comes again.
TEST_F(RealCrossing, OfAResidentWhosePassACameraReads)
{
  const std::string film = folder + "/plate.avi";
  contract::write_film(film, pass.label, {15, 25, 300});
  RunningProgram gate(GATETWIN_GATE, {"--config", settings_with(port, camera(film))}, folder);
  ASSERT_TRUE(gate.wait_for_notice("STATUS=in service", 60)) << gate.output();
  walk_through(gate, nullptr, 240);
}

// A camera that gives no frame is a device that is not heard; a program that is missing is a fault.
TEST_F(RealCrossing, IsNotBegunWithoutTheProgramsThatACameraNeeds)
{
  const auto self_test = [this](const std::string& reading) {
    RunningProgram gate(GATETWIN_GATE, {"--self-test", "--config", settings_with(port, reading)},
                        folder);
    const int code = gate.wait_for_end(60);
    return std::to_string(code) + " " + gate.output();
  };
  std::string reading = camera(folder + "/missing.avi");
  RunningProgram check(GATETWIN_GATE, {"--check-config", settings_with(port, reading)}, folder);
  EXPECT_EQ(check.wait_for_end(60), 0);
  EXPECT_NE(check.output().find("a camera, film " + folder + "/missing.avi, 2D codes alone, by " +
                                GATETWIN_CAPTURE_PROGRAM),
            std::string::npos)
      << check.output();
  EXPECT_TRUE(self_test(reading).starts_with("0 "));
  reading.replace(reading.find(GATETWIN_CAPTURE_PROGRAM), 1, "/nowhere");
  const std::string told = self_test(reading);
  EXPECT_FALSE(told.starts_with("0 "));
  EXPECT_NE(told.find("devices.camera.capture_program: /nowhere"), std::string::npos) << told;
}

} // namespace
} // namespace gatetwin
