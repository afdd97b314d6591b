// SPDX-License-Identifier: Apache-2.0
// The load by the time of day: steady it gives the steady formula, overloaded the fluid model.
#include "sim/bound/backlog_curve.hpp"
#include "sim/bound/bound.hpp"
#include "sim/bound/queue_formulas.hpp"
#include "sim/bound/unit_calendar.hpp"
#include "tests/sim/model/built_from.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

constexpr std::int64_t hour = 3'600'000'000'000;
constexpr double hour_s = 3600;

CheckpointModel with_profile(const std::string& rates, const std::string& station)
{
  return test::hall(R"(checkpoints: { main: { authority: vn } }
areas: { hall: {} }
entrances: { road: hall }
classes: { all: {} }
profiles: { p: { rate_per_hour: )" +
                        rates + R"( } }
demand: { all: { class: all, entrance: road, profile: p } }
stations: { a: { kind: plain, area: hall, )" +
                        station + R"( } }
routes: [{ from: road, to: a, walk: 0 s }]
)",
                    "start: 2026-06-01 00:00 Asia/Ho_Chi_Minh\nduration: 1 d\n");
}

TEST(Backlog, ALongSteadyHourHasTheSteadyWait)
{
  // Half a day at 0.8 of four units, then another half at 0.6.
  const CheckpointBound found = bound(
      with_profile(R"({ "00:00": 320, "12:00": 240 })", "units: 4, service: exponential(36 s)"));
  const StationBound& station = found.stations[0];
  EXPECT_TRUE(found.load_changes);
  ASSERT_GE(station.profile.size(), 24U);
  EXPECT_NEAR(station.profile[9].wait_s, mmc_wait_s(4, 3.2, 36), 0.15);
  EXPECT_NEAR(station.profile[20].wait_s, mmc_wait_s(4, 2.4, 36), 0.05);
  EXPECT_NEAR(station.profile[9].utilisation, 0.8, 1e-3);
  EXPECT_TRUE(station.overloads.empty());
}

// 240 an hour are served. From 8 to 10 o'clock 400 come: 2 * 160 are left over, and 140 an hour of
// them are worked off when only 100 come: until 12:17. The last of the rush waits 320 / 240 hours.
TEST(Backlog, ARushHourIsTheFluidModel)
{
  const CheckpointBound found = bound(
      with_profile(R"({ "00:00": 100, "08:00": 400, "10:00": 100 })", "units: 4, service: 60 s"));
  const StationBound& station = found.stations[0];
  ASSERT_EQ(station.overloads.size(), 1U);
  const Overload& rush = station.overloads[0];
  EXPECT_EQ(rush.from_ns, 8 * hour);
  EXPECT_EQ(rush.to_ns, 10 * hour);
  EXPECT_TRUE(rush.cleared);
  EXPECT_FALSE(rush.closed);
  EXPECT_NEAR(static_cast<double>(rush.cleared_ns - 10 * hour) * 1e-9, 320 / 140.0 * hour_s, 120);
  EXPECT_NEAR(rush.peak_backlog, 320, 4);
  EXPECT_NEAR(static_cast<double>(rush.peak_at_ns) * 1e-9, 10 * hour_s, 61);
  EXPECT_NEAR(rush.longest_wait_s, 320 / 240.0 * hour_s, 60);
  // Area of the backlog over all who come.
  const double waited = 320 * 2 / 2.0 + 320 * (320 / 140.0) / 2;
  EXPECT_NEAR(*station.wait.mean_s, waited / (22 * 100 + 800) * hour_s, 10);
  EXPECT_NEAR(station.peak_utilisation, 400 / 240.0, 0.01);
}

TEST(Backlog, ARosterThatIsTooThinIsAnOverloadToo)
{
  const CheckpointBound found = bound(with_profile(
      R"({ "00:00": 100 })",
      "units: 4, service: 60 s, staff: [{ hours: 00:00-24:00, officers: 2, breaks: [{ hours: "
      "12:00-13:00, away: 1 }] }]"));
  ASSERT_EQ(found.stations[0].overloads.size(), 1U);
  EXPECT_EQ(found.stations[0].overloads[0].from_ns, 12 * hour);
  EXPECT_EQ(found.stations[0].overloads[0].to_ns, 13 * hour);
  EXPECT_NEAR(found.stations[0].overloads[0].peak_backlog, 40, 4);
}

TEST(Backlog, PeopleWaitForTheOpeningAndLeaveAtTheEnd)
{
  const CheckpointBound found = bound(with_profile(R"({ "00:00": 0, "06:30": 60, "18:00": 0 })",
                                                   "units: 2, service: 30 s, open: 07:00-17:00"));
  const StationBound& station = found.stations[0];
  ASSERT_EQ(station.overloads.size(), 1U);
  EXPECT_TRUE(station.overloads[0].closed);
  EXPECT_EQ(station.overloads[0].to_ns, 7 * hour);
  EXPECT_NEAR(station.overloads[0].peak_backlog, 30, 1);
  EXPECT_NEAR(station.turned_away, 60, 1.5); // who come after five o'clock
}

TEST(Backlog, AQueueWaitsThroughABreakInTheOpeningHoursThatIsShort)
{
  // 120 an hour come, 100 an hour are served until noon; 120 more come in the break. Besides that
  // flow, services of one length have a queue of some persons.
  const auto turned_away = [](const char* wait) {
    return bound(with_profile(R"({ "00:00": 0, "08:00": 120, "13:00": 0 })",
                              std::string("units: 1, service: 36 s, opening_wait: ") + wait +
                                  ", open: ['08:00-12:00', '13:00-18:00']"))
        .stations[0];
  };
  const StationBound waits = turned_away("1 h");
  EXPECT_NEAR(waits.turned_away, 0, 0.5);
  EXPECT_NEAR(waits.overloads.back().peak_backlog, 80 + 120, 10);
  EXPECT_NEAR(turned_away("59 min").turned_away, 80 + 2, 10); // and who comes in the first minute
}

TEST(Backlog, AQueueThatIsServedAtClosingIsNotTurnedAway)
{
  // 120 an hour come, 100 an hour are served until noon: 80 queue, which take 48 minutes more.
  const auto closing = [](const char* rule) {
    return bound(with_profile(R"({ "00:00": 0, "08:00": 120, "13:00": 0 })",
                              std::string("units: 1, service: 36 s, open: 08:00-12:00") + rule))
        .stations[0];
  };
  const StationBound away = closing("");
  const StationBound served = closing(", at_closing: serve_queue");
  EXPECT_NEAR(away.turned_away, 80 + 120, 10);
  EXPECT_NEAR(served.turned_away, 120, 2) << "who comes after noon";
  ASSERT_EQ(served.overloads.size(), 1U);
  EXPECT_NEAR(static_cast<double>(served.overloads[0].cleared_ns) / hour, 12.8, 0.15);
  EXPECT_NEAR(served.profile.at(12).units, 0.8, 0.15);
  EXPECT_EQ(served.profile.at(13).units, 0);
}

TEST(Backlog, OfStationsThatServeTheSameQueueAtClosingNoneLosesAnybody)
{
  // 240 an hour come, two stations serve 100 an hour each until noon.
  const std::string station = "{ kind: plain, area: hall, units: 1, service: 36 s, open: "
                              "08:00-12:00, at_closing: serve_queue }";
  const CheckpointBound found = bound(test::hall(R"(checkpoints: { main: { authority: vn } }
areas: { hall: {} }
entrances: { road: hall }
classes: { all: {} }
profiles: { day: { rate_per_hour: { "00:00": 0, "08:00": 240, "12:00": 0 } } }
demand: { all: { class: all, entrance: road, profile: day } }
stations: { a: )" + station + ", b: " + station + R"( }
routes: [{ from: road, shortest_wait: [a, b], walk: 0 s }]
)",
                                                 "start: 2026-06-01 00:00 Asia/Ho_Chi_Minh\n"
                                                 "duration: 1 d\n"));
  EXPECT_NEAR(found.stations[0].turned_away + found.stations[1].turned_away, 0, 0.01);
}

TEST(Backlog, ACoachIsABacklogOfItsOwn)
{
  const CheckpointBound found = bound(test::hall(R"(checkpoints: { main: { authority: vn } }
areas: { hall: {} }
entrances: { road: hall }
classes: { all: {} }
demand: { all: { class: all, entrance: road, coaches: [{ at: ["09:00"], persons: 40 }] } }
stations: { a: { kind: plain, area: hall, units: 2, service: 60 s } }
routes: [{ from: road, to: a, walk: 0 s }]
)",
                                                 "start: 2026-06-01 00:00 Asia/Ho_Chi_Minh\n"
                                                 "duration: 1 d\n"));
  const StationBound& station = found.stations[0];
  ASSERT_EQ(station.overloads.size(), 1U);
  EXPECT_NEAR(static_cast<double>(station.overloads[0].cleared_ns - 9 * hour) * 1e-9, 1200, 61);
  // The first two wait nothing, the last two 19 minutes.
  EXPECT_NEAR(*station.wait.mean_s, 9.5 * 60, 60);
  EXPECT_NEAR(station.persons_per_s * 86400, 40, 1e-6);
}

TEST(Backlog, TheSecondStationGetsNoMoreThanTheFirstLetsThrough)
{
  const CheckpointBound found = bound(test::hall(test::plain_hall + R"(
stations:
  a: { kind: plain, area: hall, units: 2, service: 36 s }
  b: { kind: plain, area: hall, units: 3, service: 36 s }
routes: [{ from: road, to: a, walk: 0 s }, { from: a, to: b, walk: 0 s }]
)"));
  EXPECT_EQ(found.stations[0].overloads.size(), 1U);
  EXPECT_TRUE(found.stations[1].overloads.empty());
  EXPECT_NEAR(found.stations[1].profile[100].utilisation, 2.0 / 3, 0.01);
}

TEST(UnitCalendar, HoursRosterAndPlannedFaultsAreOneList)
{
  const CheckpointModel model = test::hall(test::plain_hall + R"(
stations:
  a: { kind: plain, area: hall, units: 3, service: 5 s, open: 06:00-18:00,
       staff: [{ hours: 06:00-12:00, officers: 5 }, { hours: 12:00-20:00, officers: 2 }] }
routes: [{ from: road, to: a }]
faults:
  broken: { kind: unit_breakdown, station: a, unit: 1, after: 8 h, lasts: 1 h }
)");
  const std::vector<UnitStep> steps = unit_steps(model, 0, 24 * hour);
  std::vector<std::pair<std::int64_t, std::uint32_t>> found;
  for (const UnitStep& step : steps) found.emplace_back(step.from_ns / hour, step.units);
  const std::vector<std::pair<std::int64_t, std::uint32_t>> wanted{{0, 0}, {6, 3},  {8, 2},
                                                                   {9, 3}, {12, 2}, {18, 0}};
  EXPECT_EQ(found, wanted);
  EXPECT_FALSE(steps[0].open);
}

TEST(BacklogCurve, WaitsAreTheDistanceOfTheCurves)
{
  BacklogCurve curve;
  // Ten come in the first ten seconds, one a second can be served from the tenth second on.
  for (int i = 0; i < 30; ++i) {
    BacklogCurve::Sample sample;
    sample.at_ns = i * 1'000'000'000LL;
    sample.span_s = 1;
    sample.came = sample.work_s = i < 10 ? 1 : 0;
    sample.waiting = i < 10 ? i : std::max(0, 20 - i);
    sample.could_do_s = i < 10 ? 0 : 1;
    curve.add(sample);
  }
  EXPECT_NEAR(curve.mean_wait_s(0, 10'000'000'000), 10, 1e-6);
  EXPECT_NEAR(curve.peak_queue(), 10, 1e-9);
  const std::vector<Overload> overloads = curve.overloads();
  ASSERT_EQ(overloads.size(), 1U);
  EXPECT_EQ(overloads[0].cleared_ns, 20'000'000'000);
}

} // namespace
} // namespace gatetwin
