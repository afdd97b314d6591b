// SPDX-License-Identifier: Apache-2.0
#include "core/settings/value_text.hpp"
#include "sim/model/time_tables.hpp"
#include "sim/scenario/time_zone.hpp"
#include "tests/sim/model/built_from.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatetwin {

bool operator==(const TimeSpan& a, const TimeSpan& b)
{
  return a.from_ns == b.from_ns && a.to_ns == b.to_ns && a.value == b.value;
}
void PrintTo(const TimeSpan& span, std::ostream* out)
{
  const auto in_hours = [](std::int64_t ns) { return static_cast<double>(ns) / 3.6e12; };
  *out << in_hours(span.from_ns) << " h - " << in_hours(span.to_ns) << " h: " << span.value;
}

namespace {

using testing::ElementsAre;

constexpr std::int64_t hour = 3'600'000'000'000;
TimeSpan span(double from_h, double to_h, std::uint32_t value = 1)
{
  return {static_cast<std::int64_t>(from_h * hour), static_cast<std::int64_t>(to_h * hour), value};
}

RunCalendar run_from(const char* local, const char* zone, double hours_long)
{
  return {local_to_instant(*parse_local_time(local).value, zone).instant,
          static_cast<std::int64_t>(hours_long * hour)};
}

scenario::Week daily(std::uint32_t from_h, std::uint32_t to_h)
{
  scenario::Week week;
  for (int day = 0; day < 7; ++day) {
    auto& range = dynamic_cast<scenario::TimeRange&>(
        *week.GetReflection()->AddMessage(&week, week.GetDescriptor()->field(day)));
    range.set_from(from_h * 3600);
    range.set_to(to_h * 3600);
  }
  return week;
}

TEST(TimeTables, HoursBecomeSpansOfRunTime)
{
  const RunCalendar run = run_from("2026-06-01 06:00", "Asia/Ho_Chi_Minh", 48);
  EXPECT_THAT(open_table(daily(7, 19), "Asia/Ho_Chi_Minh", run),
              ElementsAre(span(1, 13), span(25, 37)));
}

TEST(TimeTables, SpansOverMidnightAndAtTheEdgesAreWhole)
{
  const RunCalendar run = run_from("2026-06-01 02:00", "Asia/Ho_Chi_Minh", 24);
  EXPECT_THAT(open_table(daily(22, 6), "Asia/Ho_Chi_Minh", run),
              ElementsAre(span(0, 4), span(20, 24)));
  const TimeTable always = open_table(daily(0, 24), "Asia/Ho_Chi_Minh", run);
  EXPECT_THAT(always, ElementsAre(span(0, 24)));
  EXPECT_TRUE(covers_run(always, run));
}

TEST(TimeTables, OneZonesEightIsAnothersSeven)
{
  const RunCalendar run = run_from("2026-06-01 00:00", "Asia/Ho_Chi_Minh", 24);
  const TimeTable vietnam = open_table(daily(7, 19), "Asia/Ho_Chi_Minh", run);
  const TimeTable china = open_table(daily(7, 19), "Asia/Shanghai", run);
  EXPECT_THAT(china, ElementsAre(span(6, 18)));
  EXPECT_THAT(overlap(vietnam, china), ElementsAre(span(7, 18)));
}

TEST(TimeTables, AChangeOfClocksMovesTheHours)
{
  // Clocks go forward on 29 March 2026 in Berlin: that day has 23 hours.
  const RunCalendar run = run_from("2026-03-28 00:00", "Europe/Berlin", 72);
  EXPECT_THAT(open_table(daily(7, 19), "Europe/Berlin", run),
              ElementsAre(span(7, 19), span(30, 42), span(54, 66)));
  // In Vietnam nothing changes; its 7 o'clock is Berlin's 1 o'clock, then 2 o'clock.
  EXPECT_THAT(open_table(daily(7, 9), "Asia/Ho_Chi_Minh", run),
              ElementsAre(span(1, 3), span(25, 27), span(49, 51)));
  // A night shift over the change lasts an hour less.
  EXPECT_THAT(open_table(daily(22, 6), "Europe/Berlin", run),
              ElementsAre(span(0, 6), span(22, 29), span(45, 53), span(69, 72)));
}

TEST(TimeTables, RostersAddUpAndBreaksAreTakenOff)
{
  scenario::Station station;
  auto& day = *station.add_staff();
  day.mutable_hours()->set_from(6 * 3600);
  day.mutable_hours()->set_to(14 * 3600);
  day.set_officers(4);
  for (int d = 0; d < 7; ++d) day.mutable_days()->add_day(static_cast<scenario::Days::Day>(d));
  auto& pause = *day.add_breaks();
  pause.mutable_hours()->set_from(10 * 3600);
  pause.mutable_hours()->set_to(10 * 3600 + 1800);
  pause.set_away(3);
  auto& night = *station.add_staff();
  night.mutable_hours()->set_from(13 * 3600);
  night.mutable_hours()->set_to(2 * 3600);
  night.set_officers(2);
  night.mutable_days()->add_day(scenario::Days::mon);
  auto& rest = *night.add_breaks();
  rest.mutable_hours()->set_from(0);
  rest.mutable_hours()->set_to(1 * 3600);
  rest.set_away(0); // all
  // 1 June 2026 is a Monday.
  const RunCalendar run = run_from("2026-06-01 00:00", "Asia/Ho_Chi_Minh", 30);
  EXPECT_THAT(staff_table(station.staff(), "Asia/Ho_Chi_Minh", run),
              ElementsAre(span(6, 10, 4), span(10, 10.5, 1), span(10.5, 13, 4), span(13, 14, 6),
                          span(14, 24, 2), span(25, 26, 2)));
}

TEST(TimeTables, OverlapsOfManySpans)
{
  EXPECT_THAT(overlap({span(0, 2, 5), span(4, 8, 6)}, {span(1, 5), span(6, 7), span(9, 10)}),
              ElementsAre(span(1, 2, 5), span(4, 5, 6), span(6, 7, 6)));
  EXPECT_TRUE(overlap({}, {span(0, 1)}).empty());
  EXPECT_TRUE(overlap({span(0, 1)}, {span(1, 2)}).empty());
}

TEST(TimeTables, StationsOpenWhereBothSidesDo)
{
  const CheckpointModel model = test::hall(R"(
checkpoints:
  main:
    authority: vn
    open: 07:00-19:00
    opposite: cn
    opposite_open: { mon-fri: 07:00-19:00, sat: 09:00-12:00 }
areas: { hall: {} }
entrances: { road: hall }
classes: { all: {} }
demand: { all: { class: all, entrance: road, rate: 10 /h } }
stations:
  early: { kind: plain, area: hall, service: 1 s, open: 05:00-08:00 }
  late:
    kind: one_stop_booth
    area: hall
    partner: cn
    staff: [{ hours: 06:00-18:00, officers: 1 }]
routes: [{ from: road, to: early }, { from: early, to: late }]
)");
  const TimeTable& early = model.stations[0].open;
  ASSERT_EQ(early.size(),
            5U +
                1U); // no Saturday before 8, no Sunday; Monday of the day after, while people leave
  EXPECT_EQ(early[0], span(7, 8));
  EXPECT_EQ(model.stations[1].open[0], span(7, 18));
  EXPECT_EQ(model.stations[1].open[5], span(5 * 24 + 8, 5 * 24 + 11));
  EXPECT_EQ(model.stations[1].staff[0], span(6, 18));
}

TEST(TimeTables, WeekdaysBeginOnMonday)
{
  EXPECT_EQ(weekday_of(0), 3);                               // 1970-01-01, a Thursday
  EXPECT_EQ(weekday_of(*parse_date("2026-06-01").value), 0); // a Monday
  EXPECT_EQ(weekday_of(-4), 6);
}

} // namespace
} // namespace gatetwin
