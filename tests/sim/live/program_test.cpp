// SPDX-License-Identifier: Apache-2.0
// The built programs, as a user and a service manager run them.
#include "core/journal/journal_reader.hpp"
#include "sim/replay/replay.hpp"
#include "tests/sim/live/running_program.hpp"
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>

namespace gatetwin {
namespace {

const std::string simulated = GATETWIN_GATE_SIMULATED;
const std::string real = GATETWIN_GATE;

class Program : public testing::Test {
protected:
  Program()
  {
    std::string pattern = (std::filesystem::temp_directory_path() / "gate.XXXXXX").string();
    folder = mkdtemp(pattern.data());
  }
  ~Program() override { std::filesystem::remove_all(folder); }

  std::string write(const std::string& name, const std::string& text) const
  {
    std::ofstream(folder + "/" + name) << text;
    return folder + "/" + name;
  }
  std::string journal() const
  {
    for (const auto& entry : std::filesystem::directory_iterator(folder + "/gatetwin-live")) {
      if (entry.path().extension() == ".journal") return entry.path().string();
    }
    return {};
  }

  std::string folder;
};

constexpr const char* settings =
    "unit: { number: 5, name: gate-5, checkpoint: 0, direction: exit, authority: 0, "
    "legal_time: 7 h }\nlog: debug\n";

TEST_F(Program, AFirstCrossingWithinAMinuteWhoseJournalReplays)
{
  RunningProgram gate(real, {"--devices", "simulated", "--travellers", "2", "--speed", "20"},
                      folder);
  EXPECT_TRUE(gate.wait_for_notice("READY=1", 60)) << gate.output();
  EXPECT_TRUE(gate.wait_for_output("admitted, ", 60)) << gate.output();
  EXPECT_EQ(gate.wait_for_end(60), 0) << gate.output();
  EXPECT_NE(gate.notices().find("WATCHDOG=1"), std::string::npos);
  EXPECT_NE(gate.notices().find("STOPPING=1"), std::string::npos);

  const auto source = journal::FileSource::open(journal());
  ASSERT_TRUE(source);
  journal::JournalReader reader(*source.value());
  Replay replay;
  EXPECT_EQ(reader.drain(replay), journal::ReadStatus::end) << "not closed";
  replay.finish();
  EXPECT_EQ(replay.counts().units, 1U);
  EXPECT_EQ(replay.counts().different, 0U);
  EXPECT_GT(replay.counts().inputs, 30U);
}

TEST_F(Program, SpeaksVietnamese)
{
  RunningProgram gate(simulated, {"--travellers", "1", "--speed", "50", "--lang", "vi"}, folder);
  EXPECT_TRUE(gate.wait_for_output("giấy tờ đặt trên đầu đọc", 60)) << gate.output();
}

TEST_F(Program, EndsCleanlyWhenItIsToldTo)
{
  RunningProgram gate(simulated, {"--config", write("gate.yaml", settings)}, folder);
  ASSERT_TRUE(gate.wait_for_notice("READY=1", 60)) << gate.output();
  gate.signal(SIGTERM);
  EXPECT_EQ(gate.wait_for_end(60), 0) << gate.output();
  const auto source = journal::FileSource::open(journal());
  ASSERT_TRUE(source);
  journal::JournalReader reader(*source.value());
  struct : journal::RecordSink {
    void on_records(std::span<const journal::Record>) override {}
  } nobody;
  EXPECT_EQ(reader.drain(nobody), journal::ReadStatus::end) << "not closed";
}

TEST_F(Program, ADamagedListIsRefusedAndTheOldOneStays)
{
  RunningProgram gate(simulated, {"--config", write("gate.yaml", settings), "--speed", "20"},
                      folder);
  ASSERT_TRUE(gate.wait_for_notice("READY=1", 60)) << gate.output();
  gate.signal(SIGHUP);
  EXPECT_TRUE(gate.wait_for_output("\"event\":\"reloaded\",\"refused\":0", 60)) << gate.output();
  write("gatetwin-live/trust-list.txt", "gatetwin-trust-list 1\nversion 99999999999\n");
  gate.signal(SIGHUP);
  EXPECT_TRUE(gate.wait_for_output("\"event\":\"reloaded\",\"refused\":1", 60)) << gate.output();
  EXPECT_TRUE(gate.wait_for_output("\"event\":\"list_refused\"", 60));
  // Passes are still believed.
  EXPECT_TRUE(gate.wait_for_output("admitted, ", 60)) << gate.output();
  gate.signal(SIGTERM);
  EXPECT_EQ(gate.wait_for_end(60), 0);
}

TEST_F(Program, NoDocumentNumberIsEverSaid)
{
  RunningProgram gate(simulated,
                      {"--config", write("gate.yaml", settings), "--travellers", "6", "--speed",
                       "50", "--seed", "3"},
                      folder);
  EXPECT_EQ(gate.wait_for_end(100), 0) << gate.output();
  // As all documents of its people are numbered.
  std::smatch number;
  EXPECT_FALSE(std::regex_search(gate.output(), number, std::regex("\\b[A-Z]{2}[0-9]{7}\\b")))
      << number.str();
}

TEST_F(Program, FaultsOfTheSettingsEndItWithTwo)
{
  RunningProgram gate(real, {"--check-config", write("gate.yaml", "unit: { nummer: 1 }\n")},
                      folder);
  EXPECT_EQ(gate.wait_for_end(), 2);
  EXPECT_NE(gate.output().find("gate.yaml:1:9: error: unknown key \"nummer\" in the unit; did you "
                               "mean \"number\"?"),
            std::string::npos)
      << gate.output();
}

TEST_F(Program, SettingsThatAreNotThereEndItWithThree)
{
  RunningProgram gate(real, {"--check-config", folder + "/none.yaml"}, folder);
  EXPECT_EQ(gate.wait_for_end(), 3) << gate.output();
}

TEST_F(Program, PrintsEveryDefault)
{
  RunningProgram gate(real, {"--print-config", write("gate.yaml", settings)}, folder);
  EXPECT_EQ(gate.wait_for_end(), 0);
  EXPECT_NE(gate.output().find("max_score_age: 2 s"), std::string::npos) << gate.output();
}

TEST_F(Program, SaysWhatToInstallWhereTheSimulatedDevicesAreMissing)
{
  const std::string alone = folder + "/gatetwin-gate";
  std::filesystem::copy_file(real, alone);
  RunningProgram gate(alone, {"--devices", "simulated"}, folder);
  EXPECT_EQ(gate.wait_for_end(), 4);
  EXPECT_NE(gate.output().find("install the package gatetwin"), std::string::npos);
}

// Its adapters are the real ones: a serial line that is a pseudo terminal, a door controller and a
// face device that do not answer, a desk that nobody sits at.
TEST_F(Program, WaitsOutOfServiceForDevicesThatDoNotAnswerAndEndsAtOnceWhenToldTo)
{
  const OwnedDescriptor line(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
  ASSERT_EQ(grantpt(line.get()), 0);
  ASSERT_EQ(unlockpt(line.get()), 0);
  char path[64];
  ASSERT_EQ(ptsname_r(line.get(), path, sizeof path), 0);
  const std::string text = std::string(settings) + "store: \"" + folder +
                           "/store.sqlite\"\njournal: \"" + folder +
                           "/journal\"\nservice: { devices_within: 1500 ms }\n"
                           "devices:\n"
                           "  doors: { address: 127.0.0.1, port: 1 }\n"
                           "  scanner: \"" +
                           path +
                           "\"\n"
                           "  face: { path: \"" +
                           folder +
                           "/face.sock\" }\n"
                           "  desk: { path: \"" +
                           folder + "/desk.sock\", officers: [ { number: 7 } ] }\n";
  RunningProgram gate(real, {"--config", write("gate.yaml", text)}, folder);
  EXPECT_TRUE(gate.wait_for_notice("STATUS=out of service: devices not heard", 60))
      << gate.output();
  EXPECT_TRUE(std::filesystem::exists(folder + "/desk.sock"));
  EXPECT_TRUE(gate.wait_for_notice("WATCHDOG=1", 60));
  gate.signal(SIGTERM);
  EXPECT_EQ(gate.wait_for_end(20), 0) << gate.output();
  EXPECT_FALSE(std::filesystem::exists(folder + "/desk.sock"));
}

TEST_F(Program, DoesNotStartWithoutItsDevicesAndNamesThem)
{
  RunningProgram gate(
      real,
      {"--config", write("gate.yaml", std::string(settings) + "store: \"" + folder +
                                          "/store.sqlite\"\njournal: \"" + folder +
                                          "\"\ndevices: { doors: { address: 127.0.0.1, port: "
                                          "1 }, scanner: /dev/nowhere }\n")},
      folder);
  EXPECT_EQ(gate.wait_for_end(), 1) << gate.output();
  EXPECT_NE(gate.output().find("devices.scanner: /dev/nowhere: "), std::string::npos)
      << gate.output();
  EXPECT_EQ(gate.notices(), "");
}

} // namespace
} // namespace gatetwin
