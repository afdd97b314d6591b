// SPDX-License-Identifier: Apache-2.0
#include "sim/model/capacity.hpp"
#include "sim/model/traffic.hpp"
#include "tests/sim/model/built_from.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using testing::ElementsAre;

// a: 60 % to b, 40 % out; b: 30 % back to a, 20 % to itself, 50 % out. By hand, with g from
// outside:
//   a = g + 0.3 b,  b = 0.6 a + 0.2 b  =>  b = 0.75 a,  a = g / 0.775.
const char* feedback = R"(
stations:
  a: { kind: plain, area: hall, units: 3, service: 20 s }
  b: { kind: plain, area: hall, units: 2, service: exponential(10 s) }
routes:
  - { from: road, to: a }
  - { from: a, choices: { b: 60 %, exit: 40 % } }
  - { from: b, choices: { a: 30 %, b: 20 %, exit: 50 % } }
)";

TEST(Traffic, FeedbackIsSolvedExactly)
{
  const CheckpointModel model = test::hall(test::plain_hall + feedback);
  const auto traffic = solve_traffic(model, whole_run(model));
  const double a = 0.1 / 0.775;
  EXPECT_NEAR(traffic[0].persons_per_s, a, 1e-12);
  EXPECT_NEAR(traffic[1].persons_per_s, 0.75 * a, 1e-12);
  EXPECT_NEAR(traffic[0].offered_load, 20 * a, 1e-12);
  EXPECT_NEAR(traffic[0].utilisation, 20 * a / 3, 1e-12);
  EXPECT_NEAR(traffic[1].utilisation, 7.5 * a / 2, 1e-12);
  EXPECT_NEAR(traffic[0].mean_service_s, 20, 1e-12);
}

TEST(Traffic, ClassesHaveTheirOwnRoutesAndServiceTimes)
{
  const CheckpointModel model = test::hall(R"(checkpoints: { main: { authority: vn } }
areas: { hall: {} }
entrances: { road: hall }
classes: { slow: {}, fast: { group_size: 4 } }
demand:
  slow: { class: slow, entrance: road, rate: 36 /h }
  fast: { class: fast, entrance: road, rate: 72 /h }
stations:
  a: { kind: plain, area: hall, service: 30 s, service_by_class: { fast: 5 s } }
  b: { kind: plain, area: hall, service: 10 s }
routes:
  - { from: road, to: a }
  - { from: a, class: fast, to: b }
)");
  EXPECT_NEAR(model.demands[1].rates[0].per_second, 72 / 3600.0 / 4, 1e-15); // groups of four
  const auto traffic = solve_traffic(model, whole_run(model));
  EXPECT_NEAR(traffic[0].persons_per_s, 108 / 3600.0, 1e-12);
  EXPECT_NEAR(traffic[0].offered_load, 0.01 * 30 + 0.02 * 5, 1e-12);
  EXPECT_NEAR(traffic[1].persons_per_s_by_class[0], 0, 1e-15);
  EXPECT_NEAR(traffic[1].persons_per_s_by_class[1], 0.02, 1e-12);
}

TEST(Traffic, CheckpointSixtyHasTheLoadsOfItsConstants)
{
  const auto model = test::shipped("checkpoint-60");
  const auto traffic = solve_traffic(model, whole_run(model));
  EXPECT_NEAR(traffic[0].offered_load, 2000.0 / 3600 * 18, 1e-9);
  EXPECT_NEAR(traffic[1].offered_load, 2000.0 / 3600 * 0.08 * 60, 1e-9);
  // The coins are independent: 15 % of everybody, whether seen at a booth or not.
  EXPECT_NEAR(traffic[2].offered_load, 2000.0 / 3600 * 0.15 * 45, 1e-9);
}

TEST(Traffic, ClosedStationsAndRostersCountInTheirWindow)
{
  const CheckpointModel model = test::hall(test::plain_hall + R"(
stations:
  a:
    { kind: plain, area: hall, units: 4, service: 20 s, open: 06:00-18:00,
      staff: [{ hours: 06:00-12:00, officers: 2 }, { hours: 12:00-18:00, officers: 9 }] }
routes: [{ from: road, to: a }]
)");
  constexpr std::int64_t hour = 3'600'000'000'000;
  EXPECT_NEAR(mean_units(model.stations[0], {0, 24 * hour}), (6 * 2 + 6 * 4) / 24.0, 1e-12);
  EXPECT_NEAR(mean_units(model.stations[0], {13 * hour, 14 * hour}), 4, 1e-12);
  EXPECT_NEAR(mean_units(model.stations[0], {5 * hour, 7 * hour}), 1, 1e-12);
  EXPECT_EQ(mean_units(model.stations[0], {0, hour}), 0);
  EXPECT_TRUE(std::isinf(solve_traffic(model, {0, hour})[0].utilisation));
}

TEST(Traffic, TheBusiestHourIsFound)
{
  const CheckpointModel model = test::shipped("three-pilot-gates");
  const RunWindow hour = busiest_hour(model);
  constexpr std::int64_t day = 24 * 3'600'000'000'000;
  EXPECT_EQ(hour.from_ns / day % 7, 5); // a Saturday; the month begins on a Monday
  EXPECT_EQ(hour.from_ns % day / 3'600'000'000'000, 16);
}

TEST(Traffic, DefaultsMakeTheSourcedTimes)
{
  const CheckpointModel gates = test::shipped("three-pilot-gates");
  const auto when_all_goes_well = [](CheckpointModel model, Index station) {
    model.stations[station].faults = {};
    model.classes[0].habits = {};
    return service_time(model, station, 0, 0).mean_s;
  };
  const auto service = [&](StationKind kind) {
    for (Index s = 0; s < gates.stations.size(); ++s) {
      if (gates.stations[s].kind == kind) return when_all_goes_well(gates, s);
    }
    return -1.0;
  };
  EXPECT_GE(service(StationKind::e_gate), 15); // [P20]
  EXPECT_LE(service(StationKind::e_gate), 20);
  EXPECT_NEAR(service(StationKind::booth), 60, 3); // [P20]
  EXPECT_LT(service(StationKind::barcode_booth), 0.6 * service(StationKind::booth));
  const CheckpointModel one_stop = test::shipped("lao-bao-one-stop");
  EXPECT_NEAR(when_all_goes_well(one_stop, 0) / (2 * service(StationKind::booth)), 0.5,
              0.05); // [P20]
}

TEST(Capacity, TheMinimumCutIsNamed)
{
  // Two ways in: a narrow gate (100 /h) before a wide hall, and a desk of 60 /h.
  const CheckpointModel model = test::hall(test::plain_hall + R"(
stations:
  narrow: { kind: plain, area: hall, service: 36 s }
  wide: { kind: plain, area: hall, units: 10, service: 36 s }
  desk: { kind: plain, area: hall, service: 60 s }
routes:
  - { from: road, choices: { narrow: 90 %, desk: 10 % } }
  - { from: narrow, to: wide }
)");
  const CapacityBound bound = maximum_flow(model);
  EXPECT_TRUE(bound.bounded);
  EXPECT_DOUBLE_EQ(bound.persons_per_hour, 160);
  EXPECT_THAT(bound.cut, ElementsAre(0U, 2U));
  // With the shares as they are, the narrow gate is full first: 100 / 0.9.
  const ShareBound shares = capacity_by_shares(model, whole_run(model));
  EXPECT_EQ(shares.bottleneck, 0U);
  EXPECT_NEAR(shares.persons_per_hour, 100 / 0.9, 1e-9);
}

TEST(Capacity, AWayPastEveryStationIsUnbounded)
{
  const CheckpointModel model = test::hall(test::plain_hall + R"(
stations: { a: { kind: plain, area: hall, service: 36 s } }
routes: [{ from: road, choices: { a: 50 %, exit: 50 % } }]
)");
  EXPECT_FALSE(maximum_flow(model).bounded);
}

TEST(Capacity, AgreesWithTheServersOfOneQueue)
{
  EXPECT_DOUBLE_EQ(maximum_flow(test::shipped("single-queue-theory")).persons_per_hour, 240);
  EXPECT_DOUBLE_EQ(maximum_flow(test::shipped("checkpoint-60")).persons_per_hour, 2400);
}

} // namespace
} // namespace gatetwin
