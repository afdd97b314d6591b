// SPDX-License-Identifier: Apache-2.0
#include "core/base/random_stream.hpp"
#include "sim/statistics/run_statistics.hpp"
#include "tests/sim/statistics/record_script.hpp"
#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using journal::UnitState;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Two plain stations: two desks for entry, one for exit; residents enter, visitors enter or leave.
RunDescription two_stations()
{
  RunDescription run;
  run.stations = {{"desk-in", "Desk in", "plain", "north", "entry", "vn"},
                  {"desk-out", "Desk out", "plain", "north", "exit", "cn"}};
  run.station_of_unit = {0, 0, 1};
  run.classes = {{"resident", "Resident", "entry"}, {"visitor", "Visitor", "exit"}};
  return run;
}

// Three residents and a visitor; waits of 0, 0, 4 and 2 s.
RecordScript a_short_morning()
{
  RecordScript script;
  for (std::uint64_t who = 0; who < 3; ++who) {
    script.arrive(10, who);
    script.join(10, who, 0);
    if (who < 2) script.start(10, who, 0, static_cast<std::uint32_t>(who), 0);
  }
  script.end(14, 0, 0, 0, 4);
  script.leave(14, 0, 4);
  script.start(14, 2, 0, 0, 4);
  script.end(16, 1, 0, 1, 6);
  script.leave(16, 1, 6);
  script.end(20, 2, 0, 0, 6);
  script.join(20, 2, 1);
  script.arrive(20, 3, 1);
  script.join(20, 3, 1, 1);
  script.start(22, 3, 1, 2, 2, 1);
  script.renege(25, 2, 1, 5);
  script.leave(25, 2, 15, Outcome::abandoned);
  script.end(30, 3, 1, 2, 8, Outcome::none, 1);
  script.leave(30, 3, 10, Outcome::none, 1);
  script.add(40, journal::RecordKind::run_ended);
  return script;
}

TEST(RunStatistics, GivesExactTimesForAMorningByHand)
{
  const RunResults r = a_short_morning().results(two_stations());
  const Figure* wait = find_figure(r, "wait");
  ASSERT_NE(wait, nullptr);
  EXPECT_EQ(wait->count, 4U);
  EXPECT_DOUBLE_EQ(*wait->mean, 1.5);
  EXPECT_DOUBLE_EQ(*wait->sd, std::sqrt(11.0 / 3));
  EXPECT_DOUBLE_EQ(*wait->max, 4);
  EXPECT_EQ(*wait->p50, 0);
  EXPECT_NEAR(*wait->p95, 4, 4.0 / 256);
  EXPECT_DOUBLE_EQ(*find_figure(r, "wait", "desk-in")->mean, 4.0 / 3);
  EXPECT_DOUBLE_EQ(*find_figure(r, "wait", "desk-out", "visitor")->mean, 2);
  EXPECT_EQ(find_figure(r, "wait", "desk-out", "resident"), nullptr) << "who reneged didn't wait";
  EXPECT_DOUBLE_EQ(*find_figure(r, "cycle", "desk-in")->mean, 16.0 / 3);
  EXPECT_DOUBLE_EQ(*find_figure(r, "time_in_system")->mean, 35.0 / 4);
  EXPECT_DOUBLE_EQ(*find_figure(r, "time_in_system", "", "resident")->mean, 25.0 / 3);
  EXPECT_EQ(find_figure(r, "inspection"), nullptr) << "plain servers have none";
  EXPECT_EQ(r.simulated_s, 40);
  EXPECT_EQ(r.events, a_short_morning().records().size());
}

TEST(RunStatistics, LabelsARowWithTheStationsDirectionAndAuthority)
{
  const RunResults r = a_short_morning().results(two_stations());
  const Figure* wait = find_figure(r, "wait", "desk-out");
  EXPECT_EQ(wait->direction, "exit");
  EXPECT_EQ(wait->authority, "cn");
  const auto part = [&](const std::string& direction, const std::string& authority) {
    return std::find_if(r.figures.begin(), r.figures.end(), [&](const Figure& f) {
      return f.name == "wait" && f.station.empty() && f.traveller_class.empty() &&
             f.direction == direction && f.authority == authority;
    });
  };
  ASSERT_NE(part("entry", ""), r.figures.end());
  EXPECT_EQ(part("entry", "")->count, 3U);
  ASSERT_NE(part("", "cn"), r.figures.end());
  EXPECT_EQ(part("", "cn")->count, 1U);
  EXPECT_EQ(part("", "")->count, 4U);
}

TEST(RunStatistics, WeightsQueuesAndServiceByTime)
{
  const RunResults r = a_short_morning().results(two_stations());
  const StationResult& in = r.stations[0];
  const StationResult& out = r.stations[1];
  EXPECT_DOUBLE_EQ(in.queue_mean, 4.0 / 40);    // one person from 10 to 14
  EXPECT_EQ(in.queue_max, 1U);                  // the first two went on at once
  EXPECT_DOUBLE_EQ(*in.utilisation, 16.0 / 80); // 4 + 6 + 6 of two units' 40 s
  EXPECT_EQ(in.served, 3U);
  EXPECT_EQ(in.servers, 2U);
  EXPECT_DOUBLE_EQ(out.queue_mean, (2.0 * 2 + 3) / 40); // two from 20 to 22, one to 25
  EXPECT_EQ(out.queue_max, 2U);
  EXPECT_DOUBLE_EQ(*out.utilisation, 8.0 / 40);
  const Figure* all = find_figure(r, "queue_length");
  ASSERT_NE(all, nullptr);
  EXPECT_DOUBLE_EQ(*all->mean, 11.0 / 40);
  EXPECT_EQ(*all->max, 2);
  EXPECT_EQ(*find_figure(r, "queue_length", "desk-out")->p95, 1) << "2 s of 40 are the rest";
  EXPECT_EQ(*find_figure(r, "queue_length", "desk-out")->p99, 2);
  EXPECT_EQ(find_figure(r, "queue_length", "desk-out")->count, 2U);
}

TEST(RunStatistics, CountsOutcomesOfTravellersAndOfServices)
{
  const RunResults r = a_short_morning().results(two_stations());
  EXPECT_THAT(r.outcomes, ElementsAre(OutcomeCount{"served", "", "resident", 2},
                                      OutcomeCount{"abandoned", "", "resident", 1},
                                      OutcomeCount{"served", "", "visitor", 1},
                                      OutcomeCount{"served", "desk-in", "resident", 3},
                                      OutcomeCount{"abandoned", "desk-out", "resident", 1},
                                      OutcomeCount{"served", "desk-out", "visitor", 1}));
}

TEST(RunStatistics, CountsWaysBetweenStations)
{
  const RunResults r = a_short_morning().results(two_stations());
  EXPECT_THAT(r.flows, ElementsAre(FlowResult{"desk-in", "desk-out", 1},
                                   FlowResult{"desk-in", "", 2}, FlowResult{"desk-out", "", 2},
                                   FlowResult{"", "desk-in", 3}, FlowResult{"", "desk-out", 1}));
}

TEST(RunStatistics, JudgesServiceLevelsWithThoseWhoGaveUp)
{
  RunDescription run = two_stations();
  using Measure = ServiceLevelDescription::Measure;
  constexpr std::uint32_t all = ServiceLevelDescription::all;
  run.service_levels = {{"wait 3 s", Measure::wait, all, all, RecordScript::ns(3), 0.5},
                        {"in 4 s", Measure::wait, 0, all, RecordScript::ns(4), 0.95},
                        {"through", Measure::time_in_system, all, 1, RecordScript::ns(9), 0.9}};
  const RunResults r = a_short_morning().results(run);
  ASSERT_EQ(r.service_levels.size(), 3U);
  const ServiceLevelResult& wait = r.service_levels[0];
  EXPECT_DOUBLE_EQ(*wait.share_within, 3.0 / 5) << "who left the queue after 5 s counts as late";
  EXPECT_TRUE(wait.met);
  EXPECT_FALSE(wait.ci95);
  EXPECT_THAT(wait.notes, ElementsAre("ci95: fewer than 15 batches"));
  EXPECT_EQ(r.service_levels[1].share_within, 1) << "the limit itself is kept";
  EXPECT_EQ(r.service_levels[1].count, 3U);
  EXPECT_EQ(r.service_levels[2].share_within, 0);
  EXPECT_FALSE(r.service_levels[2].met);
  EXPECT_NEAR(*r.service_levels[2].reached, 10, 10.0 / 256);
}

// Closing early or losing patience must not make a service level look better.
TEST(RunStatistics, JudgesWhoIsTurnedAwayOrGivesUpAfterTheLimitAsLateAndSoonerNotAtAll)
{
  using journal::QueueExit;
  using Measure = ServiceLevelDescription::Measure;
  constexpr std::uint32_t all = ServiceLevelDescription::all;
  RunDescription run = two_stations();
  run.service_levels = {{"wait", Measure::wait, all, all, RecordScript::ns(10), 0.95},
                        {"time", Measure::time_in_system, all, all, RecordScript::ns(30), 0.95}};
  RecordScript script;
  for (std::uint64_t who = 0; who < 5; ++who) {
    script.arrive(0, who);
    script.join(0, who, 0);
  }
  script.start(5, 0, 0, 0, 5);
  script.renege(8, 1, 0, 8, QueueExit::closed);
  script.leave(8, 1, 8, Outcome::abandoned);
  script.renege(9, 2, 0, 9, QueueExit::evacuated);
  script.leave(9, 2, 9, Outcome::evacuated);
  script.end(20, 0, 0, 0, 15);
  script.leave(20, 0, 20);
  script.renege(40, 3, 0, 40, QueueExit::closed);
  script.leave(40, 3, 40, Outcome::abandoned);
  script.renege(50, 4, 0, 50, QueueExit::evacuated);
  script.leave(50, 4, 50, Outcome::evacuated);
  const RunResults r = script.results(run);
  for (const ServiceLevelResult& level : r.service_levels) {
    EXPECT_EQ(level.count, 3U) << level.name;
    EXPECT_DOUBLE_EQ(*level.share_within, 1.0 / 3) << level.name;
  }
}

TEST(RunStatistics, CountsWhoIsStillInsideAtTheEnd)
{
  RecordScript script = a_short_morning();
  script.arrive(40, 7);
  script.arrive(40, 8, 1);
  script.arrive(40, 9, 1);
  const RunResults r = script.results(two_stations());
  EXPECT_THAT(r.outcomes, Contains(OutcomeCount{"unfinished", "", "resident", 1}));
  EXPECT_THAT(r.outcomes, Contains(OutcomeCount{"unfinished", "", "visitor", 2}));
}

TEST(RunStatistics, SaysThatWaitsOutsideAreNoWaits)
{
  RecordScript script = a_short_morning();
  script.add(40, journal::RecordKind::blocked);
  script.add(45, journal::RecordKind::unblocked);
  EXPECT_THAT(script.results(two_stations()).notes, Contains(HasSubstr("held up outside")));
  EXPECT_THAT(a_short_morning().results(two_stations()).notes, ElementsAre());
}

TEST(RunStatistics, LeavesOutTheWarmUp)
{
  RunDescription run = two_stations();
  run.warm_up_ns = RecordScript::ns(14);
  const RunResults r = a_short_morning().results(run);
  EXPECT_EQ(find_figure(r, "wait")->count, 2U);
  EXPECT_DOUBLE_EQ(*find_figure(r, "wait")->mean, 3);
  EXPECT_DOUBLE_EQ(*r.stations[0].utilisation, 8.0 / 52); // 2 + 6 of two units' 26 s
  EXPECT_EQ(r.stations[0].queue_mean, 0);
  EXPECT_EQ(r.warm_up_s.method, "given");
  EXPECT_EQ(r.warm_up_s.value, 14);
  EXPECT_EQ(r.outcomes[0].count, 2U);
  run.warm_up_ns = RecordScript::ns(1000);
  const RunResults none = a_short_morning().results(run);
  EXPECT_TRUE(none.figures.empty());
  EXPECT_THAT(none.notes, Contains("the run ended before its warm-up did"));
}

TEST(RunStatistics, EndsAveragesOverTimeAtTheGivenEndButNotTheTravellers)
{
  RunDescription run = two_stations();
  run.end_ns = RecordScript::ns(20);
  const RunResults r = a_short_morning().results(run);
  EXPECT_DOUBLE_EQ(*r.stations[0].utilisation, 16.0 / 40);
  EXPECT_DOUBLE_EQ(r.stations[0].queue_mean, 4.0 / 20);
  EXPECT_EQ(r.stations[1].queue_mean, 0);
  EXPECT_EQ(find_figure(r, "wait")->count, 4U);
}

TEST(RunStatistics, DrawsTheDayInBuckets)
{
  const RunResults r = a_short_morning().results(two_stations());
  const TimeSeries& series = r.time_series;
  EXPECT_EQ(series.bucket_s, 1);
  ASSERT_EQ(series.arrivals.size(), 40U);
  EXPECT_EQ(series.arrivals[10], 3);
  EXPECT_EQ(series.arrivals[11], 0);
  EXPECT_EQ(series.inside_mean[12], 3);
  EXPECT_EQ(series.inside_mean[14], 2);
  ASSERT_EQ(series.stations.size(), 2U);
  EXPECT_EQ(series.stations[0].queue_mean[10], 1);
  EXPECT_EQ(series.stations[0].queue_max[10], 1);
  EXPECT_EQ(series.stations[0].wait_mean[14], 4);
  EXPECT_TRUE(std::isnan(series.stations[0].wait_mean[15]));
  EXPECT_EQ(series.stations[0].utilisation[12], 1);
  EXPECT_EQ(series.stations[0].utilisation[17], 0.5F);
}

TEST(RunStatistics, NamesRecordsThatItCannotPlace)
{
  RecordScript script = a_short_morning();
  script.join(41, 9, 77);
  script.start(42, 9, 77, 5, 0);
  script.unit(43, 99, UnitState::broken);
  script.leave(44, 9, 3, static_cast<Outcome>(200), 65535);
  const RunResults r = script.results(two_stations());
  EXPECT_THAT(r.notes, Contains("records that name an unknown station, unit or outcome: 4"));
  EXPECT_EQ(find_figure(r, "time_in_system")->count, 5U);
}

// A damaged journal may hold anything; figures may be odd then, but nothing else may happen.
TEST(RunStatistics, SurvivesAnyRecords)
{
  RandomStream random(1, 0, 0, purpose_key("garbage"));
  const RunDescription run = two_stations();
  for (int round = 0; round < 200; ++round) {
    RecordScript script;
    for (int i = 0; i < 200; ++i) {
      journal::Record& r = script.add(0, static_cast<journal::RecordKind>(random.below(100)));
      r.time_ns = static_cast<std::int64_t>(random.next() >> random.below(64));
      r.subject = random.next() >> random.below(64);
      r.value = static_cast<std::int64_t>(random.next());
      r.unit = static_cast<std::uint32_t>(random.below(4));
      r.station = static_cast<std::uint32_t>(random.below(3));
      r.code = static_cast<std::uint16_t>(random.below(30));
      r.detail = static_cast<std::uint32_t>(random.below(9));
    }
    const RunResults r = script.results(run);
    EXPECT_LE(r.time_series.arrivals.size(), series_buckets);
  }
}

// A queue that the run's end cuts off must not make a service level look better either.
TEST(RunStatistics, JudgesWhoStillWaitsOrIsInsideAfterTheLimitAtTheEndAsLate)
{
  using Measure = ServiceLevelDescription::Measure;
  constexpr std::uint32_t all = ServiceLevelDescription::all;
  RunDescription run = two_stations();
  run.service_levels = {{"wait", Measure::wait, all, all, RecordScript::ns(10), 0.95},
                        {"time", Measure::time_in_system, all, all, RecordScript::ns(40), 0.95},
                        {"desk-out", Measure::wait, 1, all, RecordScript::ns(10), 0.95},
                        {"visitors", Measure::wait, all, 1, RecordScript::ns(10), 0.95}};
  RecordScript script;
  for (std::uint64_t who = 0; who < 4; ++who) {
    script.arrive(0, who);
    script.join(0, who, 0);
  }
  script.start(5, 0, 0, 0, 5); // through both stations
  script.end(20, 0, 0, 0, 15);
  script.start(6, 1, 0, 1, 6); // and still in service
  script.join(21, 0, 1);
  script.start(22, 0, 1, 2, 1);
  script.end(30, 0, 1, 2, 8);
  script.leave(30, 0, 30);
  script.arrive(30, 5, 1); // visitors: one late already
  script.join(31, 5, 1, 1);
  script.arrive(41, 4, 1); // and one of whom nobody knows yet
  script.join(41, 4, 1, 1);
  script.add(50, RecordScript::Kind::run_ended);
  const RunResults r = script.results(run);
  const auto counts = [&](std::size_t k) {
    const ServiceLevelResult& level = r.service_levels.at(k);
    return std::pair(level.count, *level.share_within * static_cast<double>(level.count));
  };
  EXPECT_EQ(counts(0), std::pair(std::uint64_t{6}, 3.0)) << "two at desk-in, one at desk-out";
  EXPECT_EQ(counts(1), std::pair(std::uint64_t{4}, 1.0)) << "the one in service as well";
  EXPECT_EQ(counts(2), std::pair(std::uint64_t{2}, 1.0));
  EXPECT_EQ(counts(3), std::pair(std::uint64_t{1}, 0.0));
  EXPECT_EQ(find_figure(r, "wait")->count, 3U) << "waits are of those who were served";
}

TEST(RunStatistics, JudgesNobodyStillInsideWhereTheWarmUpWasNotOver)
{
  RunDescription run = two_stations();
  run.warm_up_ns = RecordScript::ns(100);
  run.end_ns = RecordScript::ns(200);
  run.service_levels = {{"wait", ServiceLevelDescription::Measure::wait,
                         ServiceLevelDescription::all, ServiceLevelDescription::all,
                         RecordScript::ns(10), 0.95}};
  RecordScript script;
  script.arrive(0, 0);
  script.join(0, 0, 0);
  script.add(50, RecordScript::Kind::run_ended);
  EXPECT_EQ(script.results(run).service_levels.at(0).count, 0U);
}

// M/D/1 with arrivals in a fixed rhythm: everything known, long enough for intervals and for the
// cells to double often.
TEST(RunStatistics, OffersIntervalsForALongSteadyRun)
{
  RunDescription run = two_stations();
  using Measure = ServiceLevelDescription::Measure;
  constexpr std::uint32_t all = ServiceLevelDescription::all;
  run.service_levels = {{"wait 3 s", Measure::wait, all, all, RecordScript::ns(3), 0.95},
                        {"through", Measure::time_in_system, all, all, RecordScript::ns(9), 0.95}};
  RunStatistics statistics(run);
  journal::Journal journal;
  journal.add_sink(statistics);
  RandomStream random(1, 0, 0, purpose_key("service"));
  for (std::uint64_t who = 0; who < 20'000; ++who) {
    RecordScript script; // every 10 s somebody, served 2 to 8 s at once
    const double at = 10.0 * static_cast<double>(who);
    const double service = random.uniform(2, 8);
    script.arrive(at, who);
    script.join(at, who, 1);
    script.start(at, who, 1, 2, 0);
    script.end(at + service, who, 1, 2, service);
    script.leave(at + service, who, service);
    for (const journal::Record& r : script.records()) journal.append(r);
  }
  journal.flush();
  RunResults r;
  statistics.fill(r);
  const StationResult& station = r.stations[1];
  ASSERT_TRUE(station.utilisation_ci95);
  EXPECT_LT(station.utilisation_ci95->lo, 0.5);
  EXPECT_GT(station.utilisation_ci95->hi, 0.5);
  EXPECT_LT(station.utilisation_ci95->hi - station.utilisation_ci95->lo, 0.01);
  const Figure* wait = find_figure(r, "wait");
  EXPECT_EQ(wait->mean, 0);
  EXPECT_FALSE(wait->ci95_mean) << "nobody waited, which doesn't show that nobody ever will";
  EXPECT_THAT(wait->notes, ElementsAre("ci95_mean: nothing varied", "ci95_p95: nothing varied"));
  ASSERT_EQ(r.service_levels.size(), 2U);
  EXPECT_EQ(r.service_levels[0].share_within, 1);
  EXPECT_THAT(r.service_levels[0].notes, ElementsAre("ci95: nothing varied"));
  EXPECT_EQ(r.service_levels[1].share_within, 1);
  ASSERT_TRUE(r.service_levels[1].ci95) << "times in system are independent and vary";
  EXPECT_NEAR(r.service_levels[1].ci95->lo, 1 - 3.84 / 20'000, 0.5 * 3.84 / 20'000);
  EXPECT_EQ(r.service_levels[1].ci95->hi, 1);
  EXPECT_TRUE(find_figure(r, "cycle")->ci95_p95);
  EXPECT_LE(r.time_series.arrivals.size(), series_buckets);
  float arrivals = 0;
  for (const float n : r.time_series.arrivals) arrivals += n;
  EXPECT_EQ(arrivals, 20'000);
  EXPECT_EQ(statistics.suggested_warm_up_s(), 0);
}

} // namespace
} // namespace gatetwin
