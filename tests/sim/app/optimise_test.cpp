// SPDX-License-Identifier: Apache-2.0
// Searches for the cheapest design through the real command: the same bytes whoever computed them
// and however often it was interrupted, an answer in every form, and sentences that help.
#include "tests/sim/app/running_program.hpp"
#include <nlohmann/json.hpp>

namespace gatetwin::test {
namespace {

const std::string program = GATETWIN_PROGRAM;
const std::string roster_file =
    std::string(GATETWIN_SOURCE_DIR) + "/tests/sim/app/optimum/roster.yaml";
const std::string roster = "optimise '" + roster_file + "' --color never ";
const std::string search = roster + "--minimise officer_hours --subject-to 'wait_p95 <= 4 min' "
                                    "--vary stations.desk.staff.1.officers=2..7 ";
const std::vector<std::string> answer_files{"results.json", "report.html", "effective.yaml",
                                            "study.sqlite"};

TEST(Optimise, OneWorkerAndThreeGiveTheSameBytesInEveryForm)
{
  const ScratchFolder out;
  std::string printed;
  for (const char* workers : {"1", "3"}) {
    const Finished run =
        run_program(program, search + "-j " + workers + " -o '" + out.file(workers) + "'");
    ASSERT_EQ(run.code, 0) << run.err;
    EXPECT_TRUE(printed.empty() || run.out == printed) << run.out;
    printed = run.out;
    EXPECT_FALSE(std::filesystem::exists(out.file(std::string(workers) + "/study.partial.sqlite")));
  }
  expect_same_files(out, "1", "3", answer_files);
  EXPECT_NE(printed.find("is the best choice by officer_hours"), std::string::npos) << printed;
  EXPECT_NE(printed.find("keeps wait_p95 <= 4 min"), std::string::npos) << printed;
  const auto results = nlohmann::json::parse(text_of(out.file("1/results.json")));
  const auto& optimum = results["optimum"];
  EXPECT_TRUE(optimum["settled"]);
  EXPECT_EQ(optimum["designs"], 6);
  EXPECT_EQ(optimum["limit"], 240);
  EXPECT_NE(std::string(results["title"]).find(std::string(optimum["best"])), std::string::npos);
  int best = 0;
  for (const auto& point : optimum["points"]) {
    const bool is_best = point["verdict"] == "best";
    best += is_best;
    EXPECT_TRUE(!is_best || point["replications"] == results["replications"]);
  }
  EXPECT_EQ(best, 1);
  const std::string page = text_of(out.file("1/report.html"));
  EXPECT_NE(page.find("The cheapest design"), std::string::npos);
  EXPECT_NE(page.find("aria-label=\"frontier\""), std::string::npos) << "the picture";
  const Finished again = run_program(program, "report '" + out.file("1/results.json") +
                                                  "' --lang vi -o '" + out.file("vi.html") + "'");
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_NE(text_of(out.file("vi.html")).find("Phương án rẻ nhất"), std::string::npos);
}

TEST(Optimise, KilledHalfWayAndResumedItGivesTheSameBytes)
{
  const ScratchFolder out;
  const auto arguments = [&](const char* name, bool resume) {
    std::vector<std::string> list{"optimise",     roster_file,
                                  "--minimise",   "officer_hours",
                                  "--subject-to", "wait_p95 <= 4 min",
                                  "--vary",       "stations.desk.staff.1.officers=2..7",
                                  "-j",           "2",
                                  "-o",           out.file(name)};
    if (resume) list.emplace_back("--resume");
    return list;
  };
  Running whole(program, out.path(), arguments("whole", false));
  ASSERT_EQ(whole.end_with(0), 0) << whole.said();
  Running killed(program, out.path(), arguments("killed", false));
  ASSERT_TRUE(killed.says("replications of each 10")) << killed.said();
  EXPECT_EQ(killed.end_with(SIGKILL), -1);
  Running resumed(program, out.path(), arguments("killed", true));
  ASSERT_EQ(resumed.end_with(0), 0) << resumed.said();
  EXPECT_NE(resumed.said().find("going on: "), std::string::npos) << resumed.said();
  expect_same_files(out, "whole", "killed", answer_files);
  // Another limit on the same designs takes what is there, and lets no answer stand on less.
  const Finished other = run_program(program, roster +
                                                  "--minimise officer_hours --subject-to "
                                                  "'wait_p95 <= 8 min' --vary "
                                                  "stations.desk.staff.1.officers=2..7 "
                                                  "--no-bound --quiet -o '" +
                                                  out.file("other") + "'");
  EXPECT_EQ(other.code, 0) << other.err;
}

TEST(Optimise, NothingBetterIsAmongWhatTheBoundDiscards)
{
  const std::string narrow = search + "--format json --quiet --frontier 0 ";
  const auto with = nlohmann::json::parse(run_program(program, narrow).out)["optimum"];
  const auto without =
      nlohmann::json::parse(run_program(program, narrow + "--no-bound").out)["optimum"];
  EXPECT_GT(with["overloaded"], 0);
  EXPECT_EQ(without["overloaded"], 0);
  EXPECT_EQ(with["best"], without["best"]);
  EXPECT_GT(without["simulated"], with["simulated"]);
}

TEST(Optimise, SaysWhereNothingMeetsOrNothingIsCertain)
{
  const Finished none = run_program(
      program, roster + "--minimise officer_hours --subject-to 'wait_p95 <= 1 s' --vary "
                        "stations.desk.staff.1.officers=4..5 --quiet");
  EXPECT_EQ(none.code, 1) << none.err;
  EXPECT_NE(none.out.find("No design in the range"), std::string::npos) << none.out;
  const Finished vietnamese = run_program(
      program, roster + "--minimise officer_hours --subject-to 'wait_p95 <= 1 s' --vary "
                        "stations.desk.staff.1.officers=4..5 --quiet --lang vi");
  EXPECT_NE(vietnamese.out.find("không có phương án nào"), std::string::npos) << vietnamese.out;
}

TEST(Optimise, FaultyRequestsEndWithASentenceThatHelps)
{
  const std::string vary = "--vary stations.desk.staff.1.officers=2..4 ";
  const std::string cost = "--minimise officer_hours ";
  const std::string limit = "--subject-to 'wait_p95 <= 4 min' ";
  const std::pair<std::string, const char*> cases[] = {
      {cost + limit, "--vary PATH=LO..HI"},
      {vary + limit, "--minimise"},
      {vary + cost, "--subject-to"},
      {cost + limit + "--vary stations.nosuch.units=3,4", "nosuch"},
      {cost + limit + "--vary stations.desk.nits=3,4", "units"},
      {cost + limit + "--vary stations.desk.staff.7.officers=3,4", "0 to 2"},
      {cost + limit + "--vary stations.desk.units=4..2", "ends before"},
      {cost + limit + "--vary stations.desk.units=", "empty"},
      {cost + limit + "--vary stations.desk.units=1..3/0.5", "whole number"},
      {cost + limit + "--vary 'stations.desk.service=20 s,30 s'", "whole number"},
      {cost + limit + "--vary stations.desk.units=0..3", "units"},
      {cost + limit + "--vary seed=1..9999 --vary stations.desk.units=1..9999", "narrower"},
      {vary + limit + "--minimise unit", "units"},
      {vary + limit + "--minimise units@dsk", "desk"},
      {vary + limit + "--minimise '0 units'", "above 0"},
      {vary + limit + "--minimise 'units +'", "empty"},
      {vary + limit + "--minimise within@x", "more"},
      {vary + cost + "--subject-to 'wait_p96 <= 4 min'", "p95"},
      {vary + cost + "--subject-to 'wait_p95@dsk <= 4 min'", "desk"},
      {vary + cost + "--subject-to 'wait_p95 <= soon'", "10 min"},
      {vary + cost + "--subject-to 'wait_p95 < 4 min'", "<="},
      {vary + cost + "--subject-to 'wait_p95 <= -4 min'", "below 0"},
      {vary + cost + "--subject-to 'within 30 min >= 101 %'", "100 %"},
      {vary + cost + "--subject-to 'within soon >= 95 %'", "time"},
      {vary + cost + "--subject-to nosuch", "service level"},
      {vary + cost + "--subject-to 'units <= 50'", "simulation"},
      {vary + cost + limit + "--subject-to 'units <= 1'", "widen"},
      {cost + limit + "--vary stations.desk.staff.1.officers=1", "widen --vary"},
      {vary + cost + limit + "--replications 0", "from 1"},
      {vary + cost + limit + "--replications 9", "10"},
      {vary + cost + limit + "--confidence 100%", "95%"},
      {vary + cost + limit + "--tolerance much", "2%"},
      {vary + cost + limit + "--resume", "-o DIR"}};
  for (const auto& [arguments, says] : cases) {
    const Finished run = run_program(program, roster + arguments);
    EXPECT_EQ(run.code, 2) << arguments << "\n" << run.err;
    EXPECT_NE(run.err.find(says), std::string::npos) << arguments << "\n" << run.err;
    EXPECT_EQ(run.out, "") << arguments;
  }
  EXPECT_EQ(run_program(program, roster + vary + cost + limit + "-o /proc/nowhere").code, 3);
  EXPECT_EQ(run_program(program, "optimise /nowhere.yaml " + vary + cost + limit).code, 3);
}

} // namespace
} // namespace gatetwin::test
