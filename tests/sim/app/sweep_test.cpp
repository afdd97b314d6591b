// SPDX-License-Identifier: Apache-2.0
// Sweeps: one machine, the ranks of an MPI job, parts and a resumed half give the same bytes.
#include "tests/sim/app/running_program.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

namespace gatetwin::test {
namespace {

const std::string program = GATETWIN_PROGRAM;

const std::string sweep = "sweep " + scenario("quickstart.yaml") +
                          " --set duration='1 h' --set warm_up='10 min' --vary "
                          "stations.egates.units=3,4 --vary stations.booths.units=2..3 "
                          "--replications 5 --color never ";
const std::vector<std::string> answer_files{"study.sqlite", "sweep.csv", "sweep.json"};

TEST(Sweep, WorkersRanksAndPartsGiveTheSameBytes)
{
  const ScratchFolder out;
  const auto to = [&](const char* name) { return " -o '" + out.file(name) + "'"; };
  const Finished one = run_program(program, sweep + "-j 1" + to("one"));
  ASSERT_EQ(one.code, 0) << one.err;
  const Finished three = run_program(program, sweep + "-j 3" + to("three"));
  ASSERT_EQ(three.code, 0) << three.err;
  EXPECT_EQ(one.out, three.out);
  expect_same_files(out, "one", "three", answer_files);

  const std::string mpirun = "--allow-run-as-root --oversubscribe -n 2 '" + program + "' ";
  const Finished ranks = run_program(GATETWIN_MPIRUN, mpirun + sweep + to("ranks"));
  ASSERT_EQ(ranks.code, 0) << ranks.err;
  EXPECT_EQ(ranks.out, one.out);
  expect_same_files(out, "one", "ranks", answer_files);

  std::string plan = sweep;
  plan.insert(plan.find(' '), " plan");
  const Finished planned = run_program(program, plan + "--blocks 3" + to("parts"));
  ASSERT_EQ(planned.code, 0) << planned.err;
  std::istringstream lines(planned.out);
  int commands = 0;
  for (std::string line; std::getline(lines, line); ++commands) {
    ASSERT_EQ(line.rfind("gatetwin sweep ", 0), 0U) << line;
    if (commands == 2) { // before the last part
      const Finished early = run_program(program, "sweep merge '" + out.file("parts") + "'");
      EXPECT_EQ(early.code, 1);
      EXPECT_NE(early.err.find("unfinished: 3"), std::string::npos) << early.err;
    }
    const Finished part = run_program(program, line.substr(9));
    ASSERT_EQ(part.code, 0) << part.err;
  }
  EXPECT_EQ(commands, 3);
  const Finished merged = run_program(program, "sweep merge '" + out.file("parts") + "'");
  ASSERT_EQ(merged.code, 0) << merged.err;
  expect_same_files(out, "one", "parts", {"study.sqlite"});
  const Finished table = run_program(program, sweep + "--resume" + to("parts"));
  EXPECT_EQ(table.out, one.out) << "the joined study gives the same table";
}

TEST(Sweep, KilledHalfWayAndResumedItGivesTheSameBytes)
{
  const ScratchFolder out;
  const auto arguments = [&](const char* name, bool resume) {
    std::vector<std::string> list{"sweep",
                                  std::string(GATETWIN_SOURCE_DIR) + "/scenarios/quickstart.yaml",
                                  "--vary",
                                  "stations.egates.units=3,4,5",
                                  "--replications",
                                  "5",
                                  "-j",
                                  "2",
                                  "-o",
                                  out.file(name)};
    if (resume) list.emplace_back("--resume");
    return list;
  };
  Running whole(program, out.path(), arguments("whole", false));
  ASSERT_EQ(whole.end_with(0), 0) << whole.said();
  Running killed(program, out.path(), arguments("killed", false));
  ASSERT_TRUE(killed.says(" 50 %")) << killed.said();
  EXPECT_EQ(killed.end_with(SIGKILL), -1);
  Running resumed(program, out.path(), arguments("killed", true));
  ASSERT_EQ(resumed.end_with(0), 0) << resumed.said();
  EXPECT_NE(resumed.said().find("going on: "), std::string::npos) << resumed.said();
  expect_same_files(out, "whole", "killed", answer_files);
}

TEST(Sweep, AListAndALatinHypercubeAreDesignsToo)
{
  const std::string quick = "sweep " + scenario("quickstart.yaml") +
                            " --set duration='1 h' --set warm_up='10 min' --replications 1 "
                            "--format json --quiet ";
  const Finished listed =
      run_program(program, quick + "--design 'stations.egates.units=3;stations.booths.units=4' "
                                   "--design 'stations.egates.units=5;stations.booths.units=2'");
  ASSERT_EQ(listed.code, 0) << listed.err;
  const auto list = nlohmann::json::parse(listed.out);
  ASSERT_EQ(list["designs"].size(), 2U);
  EXPECT_EQ(list["designs"][1]["settings"]["stations.booths.units"], "2");
  EXPECT_TRUE(list["designs"][1]["figures"][0]["ci95"].is_null()) << "one replication";
  const Finished drawn = run_program(
      program, quick + "--vary stations.egates.units=2..5 --vary stations.booths.units=2..5 "
                       "--latin-hypercube 4");
  ASSERT_EQ(drawn.code, 0) << drawn.err;
  EXPECT_EQ(nlohmann::json::parse(drawn.out)["designs"].size(), 4U);
}

TEST(Sweep, FaultyRequestsEndWithASentenceThatHelps)
{
  const std::string quick = "sweep " + scenario("quickstart.yaml") + " ";
  const std::pair<std::string, const char*> cases[] = {
      {"sweep", "SCENARIO"},
      {quick, "--vary"},
      {quick + "--vary stations.nosuch.units=3,4", "nosuch"},
      {quick + "--vary stations.egates.units=4..2", "ends before"},
      {quick + "--vary stations.egates.units=0..1", "units"},
      {quick + "--vary stations.egates.units=1..9999 --vary stations.booths.units=1..9999",
       "latin"},
      {quick + "--vary stations.egates.units=3,4 --replications 0", "from 1"},
      {quick + "--vary stations.egates.units=3,4 --block 5/4 -o x", "K/N"},
      {quick + "--vary stations.egates.units=3,4 --block 1/4", "-o DIR"},
      {quick + "--design units", "PATH=VALUE"},
      {"sweep plan " + scenario("quickstart.yaml"), "-o DIR"}};
  for (const auto& [arguments, says] : cases) {
    const Finished run = run_program(program, arguments);
    EXPECT_EQ(run.code, 2) << arguments << "\n" << run.err;
    EXPECT_NE(run.err.find(says), std::string::npos) << arguments << "\n" << run.err;
  }
  EXPECT_EQ(run_program(program, quick + "--vary stations.egates.units=3,4 -o /proc/x").code, 3);
  EXPECT_EQ(run_program(program, "sweep merge /nowhere").code, 3);
}

} // namespace
} // namespace gatetwin::test
