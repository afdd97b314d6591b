// SPDX-License-Identifier: Apache-2.0
// Many replications through the real command: the same bytes whoever computed them, nothing
// complete is lost, nothing that is missing is hidden.
#include "tests/sim/app/command_line.hpp"
#include "tests/sim/app/running_program.hpp"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <vector>

namespace gatetwin::test {
namespace {

const std::string program = GATETWIN_PROGRAM;

const std::string short_run =
    "run " + scenario("quickstart.yaml") + " --set duration='1 h' --set warm_up='10 min' ";

const std::vector<std::string> answer_files{"results.json", "report.html", "effective.yaml",
                                            "study.sqlite"};

std::vector<std::string> long_study(const std::string& out, bool resume)
{
  std::vector<std::string> arguments{"run",
                                     std::string(GATETWIN_SOURCE_DIR) +
                                         "/scenarios/quickstart.yaml",
                                     "--replications",
                                     "12",
                                     "-j",
                                     "2",
                                     "-o",
                                     out};
  if (resume) arguments.emplace_back("--resume");
  return arguments;
}

TEST(Study, OneWorkerAndThreeGiveTheSameBytes)
{
  const ScratchFolder out;
  for (const char* workers : {"1", "3"}) {
    const Finished run = run_program(program, short_run + "--replications 11 -j " + workers +
                                                  " -o '" + out.file(workers) + "'");
    ASSERT_EQ(run.code, 0) << run.err;
    EXPECT_FALSE(std::filesystem::exists(out.file(std::string(workers) + "/study.partial.sqlite")));
  }
  expect_same_files(out, "1", "3", answer_files);
  const auto results = nlohmann::json::parse(text_of(out.file("1/results.json")));
  EXPECT_EQ(results["replications"], 11);
  EXPECT_TRUE(results["wall_s"].is_null());
  EXPECT_TRUE(results["figures"][0]["ci95_mean"].is_array());
  EXPECT_TRUE(results["figures"][0]["ci95_p95"].is_array());
  EXPECT_TRUE(results["service_levels"][0]["ci95"].is_array());
  const auto first =
      nlohmann::json::parse(run_program(program, short_run + "--format json --quiet").out);
  EXPECT_EQ(results["journal_digest"], first["journal_digest"]) << "of replication 0";
}

TEST(Study, KilledHalfWayAndResumedItGivesTheSameBytes)
{
  const ScratchFolder out;
  {
    Running whole(program, out.path(), long_study(out.file("whole"), false));
    ASSERT_EQ(whole.end_with(0), 0) << whole.said();
    Running killed(program, out.path(), long_study(out.file("killed"), false));
    ASSERT_TRUE(killed.says(" 50 %")) << killed.said();
    EXPECT_EQ(killed.end_with(SIGKILL), -1);
  }
  EXPECT_FALSE(std::filesystem::exists(out.file("killed/results.json")));
  Running careless(program, out.path(), long_study(out.file("killed"), false));
  EXPECT_EQ(careless.end_with(0), 2);
  EXPECT_NE(careless.said().find("--resume"), std::string::npos) << careless.said();
  Running resumed(program, out.path(), long_study(out.file("killed"), true));
  ASSERT_EQ(resumed.end_with(0), 0) << resumed.said();
  EXPECT_NE(resumed.said().find("going on: "), std::string::npos) << resumed.said();
  expect_same_files(out, "whole", "killed", answer_files);
}

TEST(Study, AnInterruptEndsItWith130AndKeepsWhatIsComplete)
{
  const ScratchFolder out;
  Running running(program, out.path(), long_study(out.file("s"), false));
  ASSERT_TRUE(running.says(" 50 %")) << running.said();
  EXPECT_EQ(running.end_with(SIGINT), 130) << running.said();
  EXPECT_NE(running.said().find("--resume"), std::string::npos) << running.said();
  EXPECT_TRUE(std::filesystem::exists(out.file("s/study.partial.sqlite")));
}

TEST(Study, AFinishedStudyCanGetMoreReplications)
{
  const ScratchFolder out;
  const std::string to = " -o '" + out.file("grown") + "'";
  ASSERT_EQ(run_program(program, short_run + "--replications 5" + to).code, 0);
  ASSERT_EQ(run_program(program, short_run + "--replications 8 --resume" + to).code, 0);
  ASSERT_EQ(
      run_program(program, short_run + "--replications 8 -o '" + out.file("eight") + "'").code, 0);
  expect_same_files(out, "grown", "eight", answer_files);
}

TEST(Study, AnotherQuestionDoesNotGoOnWithIt)
{
  const ScratchFolder out;
  const std::string to = " -o '" + out.file("s") + "'";
  ASSERT_EQ(run_program(program, short_run + "--replications 2" + to).code, 0);
  const Finished other =
      run_program(program, short_run + "--seed 5 --replications 4 --resume" + to);
  EXPECT_EQ(other.code, 2);
  EXPECT_NE(other.err.find("is not the one"), std::string::npos) << other.err;
  std::ofstream(out.file("s/study.sqlite")) << "something else";
  const Finished damaged = run_program(program, short_run + "--replications 4 --resume" + to);
  EXPECT_EQ(damaged.code, 3) << damaged.err;
}

TEST(Study, PrecisionStopsAtTheSameNumberWhoeverComputes)
{
  const ScratchFolder out;
  for (const char* workers : {"1", "2"}) {
    const Finished run = run_program(program, short_run + "--precision wait_mean=12% -j " +
                                                  workers + " -o '" + out.file(workers) + "'");
    ASSERT_EQ(run.code, 0) << run.err;
  }
  expect_same_files(out, "1", "2", answer_files);
  const auto results = nlohmann::json::parse(text_of(out.file("1/results.json")));
  EXPECT_GT(results["replications"], 10);
  const auto& wait = results["figures"][0];
  const double half = (double(wait["ci95_mean"][1]) - double(wait["ci95_mean"][0])) / 2;
  EXPECT_LE(half, 0.12 * double(wait["mean"]));
}

TEST(Study, APrecisionThatIsNotReachedSaysSoAndFails)
{
  const Finished run = run_program(
      program, short_run + "--precision wait_mean=0.1% --replications 12 --format json");
  EXPECT_EQ(run.code, 1) << run.err;
  EXPECT_NE(run.out.find("precision not reached"), std::string::npos);
}

TEST(Study, SteadyDemandFindsItsWarmUpAndADayNeedsNone)
{
  const std::string steady = "run " + scenario("single-queue-theory.yaml") +
                             " --set duration='6 h' --set warm_up='0 s' --format json --quiet ";
  const auto found = nlohmann::json::parse(run_program(program, steady + "--replications 5").out);
  EXPECT_EQ(found["warm_up_s"]["method"], "mser5");
  const auto given = nlohmann::json::parse(
      run_program(program, steady + "--replications 5 --warm-up '20 min'").out);
  EXPECT_EQ(given["warm_up_s"]["method"], "given");
  EXPECT_EQ(given["warm_up_s"]["value"], 1200);
  const auto day = nlohmann::json::parse(
      run_program(program, "run " + scenario("three-pilot-gates.yaml") +
                               " --set duration='9 h' --replications 2 --format json --quiet")
          .out);
  EXPECT_EQ(day["warm_up_s"]["method"], "none");
  EXPECT_NE(day["notes"].dump().find("no warm-up is left out"), std::string::npos);
}

TEST(Study, FaultyRequestsEndWithASentenceThatHelps)
{
  const std::pair<const char*, const char*> cases[] = {
      {"--replications 0", "from 1"},
      {"--replications -3", "from 1"},
      {"--replications many", "from 1"},
      {"-j 0", "from 1"},
      {"--precision wait_p95", "FIGURE=BOUND"},
      {"--precision wait_p96=5%", "p95"},
      {"--precision wait_p95@egate=5%", "egates"},
      {"--replications 3 --resume", "-o DIR"},
      {"--replications 3 --warm-up soon", "30 s"},
      {"--replications 3 --warm-up '9 h'", "duration"},
      {"--replications 3 --warm-up auto", "steady"},
      {"--replications 3 --replication 2", "replication"},
      {"--replications 3 --journal j.gtj --resume -o o", "replication 0"}};
  for (const auto& [arguments, says] : cases) {
    const Finished run = run_program(program, short_run + arguments);
    EXPECT_EQ(run.code, 2) << arguments << "\n" << run.err;
    EXPECT_NE(run.err.find(says), std::string::npos) << arguments << "\n" << run.err;
    EXPECT_EQ(run.out, "") << arguments;
  }
  EXPECT_EQ(run_program(program, short_run + "--replications 3 -o /proc/nowhere").code, 3);
}

const std::string gates = scenario("quickstart.yaml") +
                          " --set duration='1 h' --set warm_up='10 min' "
                          "--vary stations.egates.units=3,5 ";

TEST(Compare, OneWorkerAndThreeGiveTheSameBytes)
{
  const ScratchFolder out;
  for (const char* workers : {"1", "3"}) {
    const Finished run = run_program(program, "compare " + gates + "--replications 6 -j " +
                                                  workers + " -o '" + out.file(workers) + "'");
    ASSERT_EQ(run.code, 0) << run.err;
    EXPECT_NE(run.out.find("units=5 is best"), std::string::npos) << run.out;
  }
  expect_same_files(out, "1", "3",
                    {"comparison.json", "report.html", "study.sqlite", "design-1.results.json",
                     "design-2.results.json"});
}

TEST(Compare, TheSameDesignTwiceDiffersInNothing)
{
  const ScratchFolder out;
  const std::string effective =
      run_program(program, "scenario effective " + scenario("hall-egate.yaml")).out;
  std::ofstream(out.file("twin.yaml")) << effective;
  const std::string designs = scenario("hall-egate.yaml") + " '" + out.file("twin.yaml") + "'";
  const Finished run = run_program(program, "compare " + designs +
                                                " --set duration='2 h' --replications 5 "
                                                "--format json --quiet");
  ASSERT_EQ(run.code, 0) << run.err;
  const auto json = nlohmann::json::parse(run.out);
  for (const auto& one : json["figures"]) EXPECT_EQ(one["differences"][0]["mean"], 0) << one.dump();
}

TEST(Compare, FaultyRequestsEndWithASentenceThatHelps)
{
  const std::string quick = scenario("quickstart.yaml");
  const std::pair<std::string, const char*> cases[] = {
      {quick, "two scenarios"},
      {quick + " --vary stations.nosuch.units=3,4", "nosuch"},
      {quick + " --vary stations.egates.nits=3,4", "units"},
      {quick + " --vary stations.egates.units=3", "1 designs"},
      {quick + " --vary stations.egates.units=3,-4", "-4"},
      {quick + " --vary stations.egates.units", "PATH=VALUES"},
      {quick + " " + quick + " --vary stations.egates.units=3,4", "one file"},
      {gates + "--figure wait_p96", "p95"},
      {gates + "--figure wait_p95@egate", "egates"},
      {gates + "--replications 0", "from 1"}};
  for (const auto& [arguments, says] : cases) {
    const Finished run = run_program(program, "compare " + arguments);
    EXPECT_EQ(run.code, 2) << arguments << "\n" << run.err;
    EXPECT_NE(run.err.find(says), std::string::npos) << arguments << "\n" << run.err;
  }
}

} // namespace
} // namespace gatetwin::test
