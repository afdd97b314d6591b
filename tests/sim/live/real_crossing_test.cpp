// SPDX-License-Identifier: Apache-2.0
// gatetwin-gate with its real adapters, each against a counterpart. The centre is away, so the
// offline policy decides by the signed lists. A person with a really signed pass crosses.
#include "tests/sim/live/played_gate.hpp"

namespace gatetwin {
namespace {

class RealCrossing : public PlayedGate {};

TEST_F(RealCrossing, OfAResidentWhileTheCentreIsAway)
{
  test::PlayedProcess doors({GATETWIN_PLAYED_CONTROLLER, "tcp"});
  const std::string port = doors.hear();
  test::PlayedProcess face({GATETWIN_PLAYED_FACE_DEVICE, folder + "/face.sock"});
  ASSERT_EQ(face.hear(), "ready");
  PlayedReader reader;
  RunningProgram gate(GATETWIN_GATE, {"--config", settings(port, reader.path())}, folder);
  ASSERT_TRUE(gate.wait_for_notice("STATUS=in service", 60)) << gate.output();

  CarriedDocument pass;
  world->people().equip(0, 0, pass);
  ASSERT_FALSE(pass.label.empty());
  reader.lay(pass.label);
  Walk walk(doors, face, reader);
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!walk.is_over() && std::chrono::steady_clock::now() < until) {
    walk.go_on();
    gate.listen();
  }
  EXPECT_TRUE(walk.is_over()) << "the screen says " << walk.screen() << "\n" << gate.output();
  gate.signal(SIGTERM);
  EXPECT_EQ(gate.wait_for_end(60), 0) << gate.output();

  Counted counted;
  for (const auto& entry : std::filesystem::directory_iterator(folder + "/journal")) {
    const auto source = journal::FileSource::open(entry.path().string());
    ASSERT_TRUE(source);
    journal::JournalReader records(*source.value());
    EXPECT_EQ(records.drain(counted), journal::ReadStatus::end);
  }
  EXPECT_EQ(counted.admitted, 1);
  EXPECT_EQ(counted.crossings, 1);
  EXPECT_EQ(counted.others, 0);
}

} // namespace
} // namespace gatetwin
