// SPDX-License-Identifier: Apache-2.0
#include "core/settings/value_text.hpp"
#include "sim/model/model_builder.hpp"
#include "sim/scenario/scenario_schema.hpp"
#include "tests/sim/model/built_from.hpp"
#include "tests/sim/scenario/expectations.hpp"
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

constexpr std::int64_t hour = 3'600'000'000'000;
const std::filesystem::path root = GATETWIN_SOURCE_DIR;

TEST(FaultyModels, EachFaultIsNamedAtItsPlaceAndNothingElse)
{
  const auto files = test::yaml_files(root / "tests/sim/model/faulty");
  EXPECT_GE(files.size(), 15U);
  for (const auto& file : files) {
    const auto expected = test::expectations_of(file);
    EXPECT_FALSE(expected.empty()) << file;
    const LoadedScenario loaded = load_scenario(file);
    ASSERT_TRUE(loaded.scenario) << file << ": " << to_string(loaded.diagnostics.at(0));
    const BuiltModel built = build_model(*loaded.scenario, loaded.positions);
    EXPECT_FALSE(built.model) << file;
    EXPECT_EQ(test::as_expectations(built.diagnostics, file), expected) << file;
  }
}

TEST(ModelBuilder, EveryShippedScenarioIsBuilt)
{
  const auto files = test::yaml_files(root / "scenarios");
  EXPECT_GE(files.size(), 9U);
  for (const auto& file : files) EXPECT_NO_THROW(test::built(load_scenario(file))) << file;
  EXPECT_NO_THROW(test::built(ScenarioSource::from_text(scenario_template(), "template").load()));
}

TEST(ModelBuilder, CheckpointSixtyIsTheYardstick)
{
  const CheckpointModel model = test::shipped("checkpoint-60", {"demand.travellers.limit=1000"});
  EXPECT_EQ(model.horizon_ns, 0);
  ASSERT_EQ(model.demands.size(), 1U);
  EXPECT_EQ(model.demands[0].limit, 1000U);
  EXPECT_DOUBLE_EQ(model.demands[0].rates.at(0).per_second, 2000.0 / 3600);
  ASSERT_EQ(model.stations.size(), 3U);
  EXPECT_EQ(model.stations[0].units, 12U);
  EXPECT_EQ(to_string(model.stations[0].service[0]), "triangular(12 s, 17 s, 25 s)");
  EXPECT_EQ(to_string(model.stations[1].service[0]), "lognormal(mean 60 s, cv 0.5)");
  EXPECT_EQ(to_string(model.stations[2].service[0]), "exponential(45 s)");
  EXPECT_TRUE(model.stations[0].open.empty());
  const auto& after_gates =
      model.routing.from_station[0][0][static_cast<std::size_t>(Outcome::none)];
  ASSERT_EQ(after_gates.choices.size(), 3U);
  EXPECT_DOUBLE_EQ(after_gates.choices[0].share, 0.08);
  EXPECT_DOUBLE_EQ(after_gates.choices[1].share, 0.138);
  EXPECT_NEAR(after_gates.choices[2].share, 0.782, 1e-15);
  EXPECT_EQ(after_gates.choices[2].to_station, no_index);
  EXPECT_EQ(to_string(after_gates.choices[0].walk_time), "uniform(5 s, 15 s)");
}

double expected_persons(const CheckpointModel& model)
{
  double persons = 0;
  for (const DemandModel& demand : model.demands) {
    double groups = 0;
    for (std::size_t i = 0; i < demand.rates.size(); ++i) {
      const std::int64_t to =
          i + 1 < demand.rates.size() ? demand.rates[i + 1].from_ns : model.horizon_ns;
      EXPECT_LT(demand.rates[i].from_ns, to);
      groups +=
          demand.rates[i].per_second * static_cast<double>(to - demand.rates[i].from_ns) * 1e-9;
    }
    // empirical(1, 1, 1, 2, 3), rounded: P(1) = 0.625, P(2) = 0.25, P(3) = 0.125.
    persons += groups * (model.classes[demand.traveller_class].name == "visitors" ? 1.5 : 1);
  }
  return persons;
}

TEST(ModelBuilder, ThreePilotGatesExpectTheirMonth)
{
  const CheckpointModel model = test::shipped("three-pilot-gates");
  EXPECT_NEAR(expected_persons(model), 560'000, 1); // [P20]
  std::uint32_t residents = 0;
  for (const ClassModel& c : model.classes) residents += c.population;
  EXPECT_EQ(residents, 6000U);
  EXPECT_EQ(model.checkpoints.size(), 3U);
  EXPECT_EQ(model.stations.size(), 18U);
  EXPECT_EQ(model.stations[0].offline.rule, OfflineRule::admit_low_risk);
  const CheckpointModel outage = test::shipped("three-pilot-gates-outage");
  ASSERT_EQ(outage.faults.size(), 1U);
  EXPECT_EQ(outage.faults[0].from_ns, 9 * 24 * hour + 8 * hour + hour / 2);
  EXPECT_EQ(outage.faults[0].to_ns - outage.faults[0].from_ns, hour / 3);
}

TEST(ModelBuilder, LimitsAndPoliciesHaveTheCoresDefaults)
{
  const CheckpointModel model = test::shipped("quickstart");
  const GateConfig wanted, got = model.stations[0].gate;
  EXPECT_EQ(got.start, wanted.start);
  EXPECT_EQ(got.presence_max_age, wanted.presence_max_age);
  EXPECT_EQ(got.reading, wanted.reading);
  EXPECT_EQ(got.reading_attempts, wanted.reading_attempts);
  EXPECT_EQ(got.registry, wanted.registry);
  EXPECT_EQ(got.take_document, wanted.take_document);
  EXPECT_EQ(got.document_left, wanted.document_left);
  EXPECT_EQ(got.entry, wanted.entry);
  EXPECT_EQ(got.capture, wanted.capture);
  EXPECT_EQ(got.capture_attempts, wanted.capture_attempts);
  EXPECT_EQ(got.max_score_age, wanted.max_score_age);
  EXPECT_EQ(got.match_threshold, wanted.match_threshold);
  EXPECT_EQ(got.liveness_threshold, wanted.liveness_threshold);
  EXPECT_EQ(got.joint, wanted.joint);
  EXPECT_EQ(got.store, wanted.store);
  EXPECT_EQ(got.authorisation_validity, wanted.authorisation_validity);
  EXPECT_EQ(got.exit, wanted.exit);
  EXPECT_EQ(got.clear_away, wanted.clear_away);
  EXPECT_EQ(got.enclosed, wanted.enclosed);
  EXPECT_EQ(got.door_movement, wanted.door_movement);
  EXPECT_EQ(got.obstruction_attempts, wanted.obstruction_attempts);
  EXPECT_EQ(got.obstruction_cycles, wanted.obstruction_cycles);
  EXPECT_EQ(got.obstruction_retry, wanted.obstruction_retry);
  EXPECT_EQ(got.obstruction_pause, wanted.obstruction_pause);
  EXPECT_EQ(got.obstruction_alarm, wanted.obstruction_alarm);
  EXPECT_EQ(got.emergency_releases_exit, wanted.emergency_releases_exit);
  EXPECT_EQ(got.officer, wanted.officer);
  EXPECT_EQ(got.typing, wanted.typing);
  EXPECT_EQ(got.decision, wanted.decision);
  EXPECT_EQ(got.stamping, wanted.stamping);
  EXPECT_EQ(got.hand_back, wanted.hand_back);
  const OfflinePolicyConfig policy, offline = model.stations[0].offline;
  EXPECT_EQ(offline.rule, policy.rule);
  EXPECT_EQ(offline.max_time, policy.max_time);
  EXPECT_EQ(offline.max_list_age, policy.max_list_age);
  EXPECT_EQ(offline.allowance, policy.allowance);
  EXPECT_EQ(offline.allowance_window, policy.allowance_window);
  EXPECT_EQ(offline.documents, policy.documents);
  EXPECT_EQ(model.registry.rules.stamp_validity, RulesConfig{}.stamp_validity);
  const PlatformModel platform;
  EXPECT_DOUBLE_EQ(model.platform.gate_link_bytes_per_s, platform.gate_link_bytes_per_s);
  EXPECT_DOUBLE_EQ(model.platform.wan_bytes_per_s, platform.wan_bytes_per_s);
  EXPECT_DOUBLE_EQ(model.platform.wan_latency_s, platform.wan_latency_s);
  EXPECT_DOUBLE_EQ(model.platform.check_flops, platform.check_flops);
  EXPECT_DOUBLE_EQ(model.platform.record_flops, platform.record_flops);
}

const std::string desk = R"(
stations: { desk: { kind: plain, area: hall, service: 1 s } }
routes: [{ from: road, to: desk }]
)";
const std::string without_demand = R"(checkpoints: { main: { authority: vn } }
areas: { hall: {} }
entrances: { road: hall }
classes: { all: {} }
)" + desk;

TEST(ModelBuilder, ProfilesFollowDaysOfTheWeekAndSpecialDays)
{
  const CheckpointModel model = test::hall(without_demand + R"(
profiles:
  week:
    rate_per_hour: { "00:00": 0, "08:00": 36, "20:00": 0 }
    weekdays: { sat: 2, sun: 0.5 }
    special_days: { 2026-06-03: 3 }
demand: { all: { class: all, entrance: road, profile: week } }
)");
  const auto& rates = model.demands[0].rates;
  ASSERT_EQ(rates.size(), 15U); // nothing until 8 on Monday; then up and down on seven days
  EXPECT_EQ(rates[0].per_second, 0);
  EXPECT_EQ(rates[1].from_ns, 8 * hour);
  EXPECT_DOUBLE_EQ(rates[1].per_second, 0.01);
  EXPECT_DOUBLE_EQ(rates[5].per_second, 0.03); // Wednesday
  EXPECT_DOUBLE_EQ(rates[11].per_second, 0.02);
  EXPECT_DOUBLE_EQ(rates[13].per_second, 0.005);
  EXPECT_EQ(rates[14].from_ns, (6 * 24 + 20) * hour);
}

TEST(ModelBuilder, ARunThatStartsAtNoonStartsInTheMiddleOfAStep)
{
  const CheckpointModel model =
      test::hall(without_demand + R"(
profiles: { day: { rate_per_hour: { "00:00": 0, "08:00": 36, "20:00": 0 } } }
demand: { all: { class: all, entrance: road, profile: day, expected: 1000 } }
)",
                 "start: 2026-06-01 12:00 Asia/Ho_Chi_Minh\nduration: 4 h\n");
  ASSERT_EQ(model.demands[0].rates.size(), 1U);
  EXPECT_NEAR(model.demands[0].rates[0].per_second, 1000 / (4 * 3600.0), 1e-12);
}

// A planner who shortens a month's run must not squeeze the month into it.
TEST(ModelBuilder, AShorterRunHasItsPartOfWhatIsExpectedInALongerTime)
{
  const std::string demand = without_demand + R"(
profiles: { day: { rate_per_hour: { "00:00": 0, "08:00": 36, "20:00": 0 } } }
demand: { all: { class: all, entrance: road, profile: day, expected: 9000, expected_in: 30 d } }
)";
  for (const int days : {1, 3, 30, 60}) {
    const CheckpointModel model = test::hall(
        demand,
        "start: 2026-06-01 00:00 Asia/Ho_Chi_Minh\nduration: " + std::to_string(days) + " d\n");
    EXPECT_NEAR(expected_persons(model), 300.0 * days, 1e-6) << days;
  }
  const CheckpointModel until_ten =
      test::hall(demand, "start: 2026-06-01 08:00 Asia/Ho_Chi_Minh\nduration: 2 h\n");
  EXPECT_NEAR(expected_persons(until_ten), 50, 1e-6);
}

TEST(ModelBuilder, ProfilesFollowTheClockOfTheEntrance)
{
  const CheckpointModel model =
      test::hall(R"(checkpoints: { main: { authority: de } }
areas: { hall: {} }
entrances: { road: hall }
classes: { all: {} }
profiles: { day: { rate_per_hour: { "00:00": 0, "08:00": 36, "20:00": 0 } } }
demand: { all: { class: all, entrance: road, profile: day } }
)" + desk,
                 "start: 2026-03-28 00:00 Europe/Berlin\nduration: 2 d\n");
  EXPECT_EQ(model.demands[0].rates[1].from_ns, 8 * hour);
  EXPECT_EQ(model.demands[0].rates[3].from_ns, (24 + 7) * hour); // clocks went forward in the night
}

TEST(ModelBuilder, CoachesComeByTheirTimeTable)
{
  const CheckpointModel model = test::hall(without_demand + R"(
demand:
  all:
    class: all
    entrance: road
    coaches:
      - { at: ["08:30", "06:00"], persons: 40, days: mon, }
      - { every: 90 min, between: 10:00-13:00, persons: 30, days: tue }
)");
  const auto& coaches = model.demands[0].scheduled;
  ASSERT_EQ(coaches.size(), 5U);
  EXPECT_EQ(coaches[0].at_ns, 6 * hour);
  EXPECT_EQ(coaches[1].at_ns, 8 * hour + hour / 2);
  EXPECT_EQ(coaches[1].persons, 40U);
  EXPECT_EQ(coaches[2].at_ns, 34 * hour);
  EXPECT_EQ(coaches[4].at_ns, 37 * hour);
  EXPECT_EQ(coaches[4].persons, 30U);
}

TEST(ModelBuilder, CountsBecomeRatesOrInstants)
{
  const std::string rows =
      "counts: [{ from: 2026-06-01 07:00, to: 2026-06-01 08:00, persons: 36 }, "
      "{ from: 2026-06-01 09:00, to: 2026-06-01 10:00, persons: 2 }]";
  const CheckpointModel spread =
      test::hall(without_demand + "demand: { all: { class: all, entrance: road, factor: 2, " +
                 rows + " } }\n");
  const auto& rates = spread.demands[0].rates;
  ASSERT_EQ(rates.size(), 5U);
  EXPECT_DOUBLE_EQ(rates[1].per_second, 0.02);
  EXPECT_EQ(rates[2].from_ns, 8 * hour);
  EXPECT_EQ(rates[2].per_second, 0);
  EXPECT_EQ(rates[3].from_ns, 9 * hour);
  const CheckpointModel even =
      test::hall(without_demand + "demand: { all: { class: all, entrance: road, spread: evenly, " +
                 rows + " } }\n");
  ASSERT_EQ(even.demands[0].scheduled.size(), 38U);
  EXPECT_EQ(even.demands[0].scheduled[36].at_ns, 9 * hour + hour / 4);
  EXPECT_EQ(even.demands[0].scheduled[37].at_ns, 9 * hour + 3 * hour / 4);
}

TEST(ModelBuilder, RoutesOfAClassGoBeforeThoseForAll)
{
  const CheckpointModel model = test::hall(R"(checkpoints: { main: { authority: vn } }
areas: { yard: {}, hall: { inside: 7 m } }
layout: [{ from: yard, to: hall, distance: 25 m }]
entrances: { road: yard }
classes: { a: {}, b: { skill: chinese } }
demand: { a: { class: a, entrance: road, rate: 1 /h }, b: { class: b, entrance: road, rate: 1 /h } }
stations:
  gate: { kind: e_gate, area: hall }
  desk: { kind: booth, area: hall, units: 3, skills: [{ units: 2, can: [lao, chinese] }] }
routes:
  - { from: road, to: gate }
  - { from: road, class: b, to: desk }
  - { from: gate, on: [referred, abandoned], to: desk, walk: 4 s }
)");
  EXPECT_EQ(model.routing.from_entrance[0][0].choices[0].to_station, 0U);
  EXPECT_EQ(model.routing.from_entrance[1][0].choices[0].to_station, 1U);
  EXPECT_EQ(model.routing.from_entrance[1][0].choices[0].distance_m, 25);
  const auto& gate = model.routing.from_station[0][0];
  EXPECT_TRUE(gate[static_cast<std::size_t>(Outcome::admitted)].choices.empty());
  EXPECT_EQ(gate[static_cast<std::size_t>(Outcome::referred)].choices.at(0).to_station, 1U);
  EXPECT_TRUE(gate[static_cast<std::size_t>(Outcome::abandoned)].choices.at(0).has_walk_time);
  EXPECT_THAT(model.stations[1].skills, testing::ElementsAre(3U, 3U, 0U));
  EXPECT_EQ(model.classes[1].skill, 2U);
  EXPECT_EQ(model.classes[0].skill, 0U);
}

TEST(ModelBuilder, TheStartIsAnInstant)
{
  const CheckpointModel model = test::hall(test::plain_hall + desk);
  EXPECT_EQ(model.start.ns, *parse_local_time("2026-05-31 17:00").value * 1'000'000'000);
  EXPECT_EQ(model.authorities[0].utc_offset, hours(7));
  EXPECT_EQ(model.authorities[1].utc_offset, hours(8));
}

TEST(ModelBuilder, AYearIsBuilt)
{
  const CheckpointModel model =
      test::hall(R"(checkpoints: { main: { authority: de, open: 06:00-22:00 } }
areas: { hall: {} }
entrances: { road: hall }
classes: { all: {} }
profiles: { day: { rate_per_hour: { "00:00": 0, "08:00": 36, "20:00": 0 } } }
demand: { all: { class: all, entrance: road, profile: day, expected: 365000 } }
)" + desk,
                 "start: 2026-01-01 00:00 Europe/Berlin\nduration: 365 d\n");
  EXPECT_EQ(model.stations[0].open.size(), 366U); // the day after too, while people leave
  EXPECT_EQ(model.demands[0].rates.size(), 731U);
  EXPECT_NEAR(expected_persons(model), 365'000, 1e-3);
}

} // namespace
} // namespace gatetwin
