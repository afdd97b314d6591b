// SPDX-License-Identifier: Apache-2.0
// The shipped scenarios give back the figures that are known of the field (docs/planners.md says
// which are sourced), and every run of them keeps every invariant.
#include "tests/sim/app/command_line.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace gatetwin::test {
namespace {

using nlohmann::json;

json run(const std::string& name, const std::string& options = {})
{
  const Finished done =
      run_program(GATETWIN_PROGRAM, "run " + scenario(name) + " --quiet --format json " + options);
  EXPECT_EQ(done.code, 0) << name << ": " << done.err;
  return json::parse(done.out, nullptr, false);
}

json figure(const json& results, const std::string& name, const std::string& station = "")
{
  for (const json& one : results["figures"]) {
    if (one["name"] == name && one["station"] == station && one["traveller_class"] == "")
      return one;
  }
  ADD_FAILURE() << "no figure " << name << " at " << station;
  return json();
}

std::uint64_t left_as(const json& results, const std::string& outcome)
{
  std::uint64_t count = 0;
  for (const json& one : results["outcomes"]) {
    if (one["station"] == "" && one["outcome"] == outcome)
      count += one["count"].get<std::uint64_t>();
  }
  return count;
}

std::uint64_t examined(const json& results, const std::string& invariant)
{
  for (const json& check : results["checks"]) {
    if (check["invariant"] == invariant) return check["examined"].get<std::uint64_t>();
  }
  return 0;
}

std::uint64_t served(const json& results, const std::string& station)
{
  for (const json& one : results["stations"]) {
    if (one["id"] == station) return one["served"].get<std::uint64_t>();
  }
  return 0;
}

TEST(Scenarios, ManualControlTakesAboutAMinute)
{
  const json results = run("hall-manual.yaml");
  EXPECT_NEAR(figure(results, "cycle", "booths")["mean"].get<double>(), 60, 6);
}

TEST(Scenarios, TheEGatesCycleEmergesBetween15And20Seconds)
{
  const json results = run("hall-egate.yaml");
  const double cycle = figure(results, "cycle", "egates")["p50"].get<double>();
  EXPECT_GE(cycle, 15);
  EXPECT_LE(cycle, 20);
}

TEST(Scenarios, ABarcodeBoothIsFasterThanTyping)
{
  const json results = run("hall-barcode.yaml");
  EXPECT_LT(figure(results, "cycle", "barcode_booths")["mean"].get<double>(),
            0.75 * figure(results, "cycle", "booths")["mean"].get<double>());
}

TEST(Scenarios, OneStopTakesHalfTheTimeOfTwo)
{
  const json apart = run("lao-bao-two-stop.yaml");
  const json joint = run("lao-bao-one-stop.yaml");
  const auto mean = [](const json& results, const char* name, const char* station) {
    return figure(results, name, station)["mean"].get<double>();
  };
  const double two = mean(apart, "cycle", "exit_booths") + mean(apart, "cycle", "entry_booths");
  const double one = mean(joint, "cycle", "joint_booths");
  EXPECT_GT(one / two, 0.4);
  EXPECT_LT(one / two, 0.6);
  // The way between the posts and the second queue are saved as well.
  EXPECT_LT(mean(joint, "time_in_system", "") / mean(apart, "time_in_system", ""), 0.5);
  EXPECT_GT(examined(joint, "one_stop_both_or_neither"), 100U);
}

TEST(Scenarios, OneStopGatesClearForBothCountriesAtAnEGatesPace)
{
  const json results = run("one-stop-egates.yaml");
  const double cycle = figure(results, "cycle", "joint_egates")["p50"].get<double>();
  EXPECT_GE(cycle, 15);
  EXPECT_LE(cycle, 20);
  // Nobody but the few whom a gate refers needs an officer, and every crossing is a pair.
  EXPECT_GT(served(results, "joint_egates"), 10 * served(results, "joint_booths"));
  EXPECT_GE(examined(results, "one_stop_both_or_neither"), 2 * left_as(results, "admitted"));
  const json joint = run("lao-bao-one-stop.yaml");
  EXPECT_LT(figure(results, "time_in_system")["mean"].get<double>(),
            figure(joint, "time_in_system")["mean"].get<double>());
}

TEST(Scenarios, CheckpointSixtyAgreesWithTheYardstick)
{
  const json results = run("checkpoint-60.yaml");
  const json wait = figure(results, "wait", "gates");
  EXPECT_NEAR(wait["mean"].get<double>(), 2.22, 0.06);
  EXPECT_NEAR(wait["p95"].get<double>(), 10.45, 0.3);
  EXPECT_NEAR(figure(results, "time_in_system")["mean"].get<double>(), 46.6, 0.3);
}

TEST(Scenarios, AQueueOfTheBookHasTheWaitOfTheBook)
{
  const json results = run("single-queue-theory.yaml");
  const json wait = figure(results, "wait");
  ASSERT_FALSE(wait["ci95_mean"].is_null()) << wait.dump();
}

TEST(Scenarios, AMonthAtThreeGatesBringsEveryCrossingOnceIntoTheRegistry)
{
  const json results = run("three-pilot-gates.yaml");
  const std::uint64_t admitted = left_as(results, "admitted");
  EXPECT_NEAR(static_cast<double>(admitted), 560'000, 15'000);
  EXPECT_GE(examined(results, "crossing_recorded_once"), admitted);
  EXPECT_EQ(left_as(results, "unfinished"), 0U);
}

TEST(Scenarios, AnOutageOfTwentyMinutesLosesAndDoublesNothing)
{
  const json results = run("three-pilot-gates-outage.yaml");
  EXPECT_GE(examined(results, "crossing_recorded_once"), left_as(results, "admitted"));
  for (const json& check : results["checks"]) EXPECT_EQ(check["violations"], 0) << check.dump();
  EXPECT_EQ(left_as(results, "unfinished"), 0U);
}

// Common random numbers: what both designs share falls out of the difference.
TEST(Scenarios, TwelveAndThirteenEGatesHaveTheSameTravellersWithTheSameLuck)
{
  const Finished done = run_program(
      GATETWIN_PROGRAM, "compare " + scenario("three-pilot-gates-day.yaml") +
                            " --vary stations.mc_exit_egates.units=2,3 --replications 6 --quiet "
                            "--figure wait_mean --format json");
  ASSERT_EQ(done.code, 0) << done.err;
  const json comparison = json::parse(done.out);
  for (const json& one : comparison["figures"]) {
    EXPECT_LE(one["differences"][0]["variance_ratio"].get<double>(), 0.25) << one.dump();
    EXPECT_EQ(one["best"], "units=3");
    EXPECT_TRUE(one["settled"].get<bool>()) << "six days are enough to tell";
  }
}

} // namespace
} // namespace gatetwin::test
