// SPDX-License-Identifier: Apache-2.0
#include "core/base/portable_math.hpp"
#include "core/base/random_stream.hpp"
#include "sim/statistics/run_statistics.hpp"
#include "tests/sim/statistics/record_script.hpp"
#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using journal::Record;
using journal::RecordKind;
using journal::UnitState;

RunDescription gates_and_booth()
{
  RunDescription run;
  run.stations = {{"gates", "E-gates", "e_gate", "north", "entry", "vn"},
                  {"booths", "Booths", "booth", "north", "entry", "vn"},
                  {"customs", "Customs", "plain", "north", "entry", "vn"}};
  run.station_of_unit = {0, 0, 1, 2};
  run.classes = {{"resident", "Resident", "entry"}};
  return run;
}

void called(RecordScript& script, double at, std::uint32_t unit, std::uint64_t transaction)
{
  Record& r = script.gate(at, RecordKind::officer_called, unit, 0);
  r.subject = transaction;
}
void acted(RecordScript& script, double at, std::uint32_t unit, std::uint64_t transaction,
           OfficerAction action)
{
  Record& r = script.gate(at, RecordKind::officer_acted, unit, action);
  r.subject = transaction;
}
void ended(RecordScript& script, double at, std::uint32_t unit, std::uint64_t transaction,
           Outcome outcome)
{
  Record& r = script.gate(at, RecordKind::transaction_ended, unit, outcome);
  r.subject = transaction;
}
void end_of_run(RecordScript& script, double at) { script.add(at, RecordKind::run_ended); }

// Gate 0 calls at 10, someone comes at 30, decides at 50; gate 1 calls at 40, someone comes at 45,
// decides at 60: of 100 s one or two officers are busy from 30 to 60, two from 45 to 50.
TEST(Officers, AreBusyFromComingToDeciding)
{
  RecordScript script;
  called(script, 10, 0, 7);
  called(script, 20, 0, 7); // a reminder is no call of its own
  acted(script, 30, 0, 7, OfficerAction::acknowledge);
  ended(script, 35, 0, 7, Outcome::referred); // the person still waits for the decision
  called(script, 40, 1, 9);
  acted(script, 45, 1, 9, OfficerAction::acknowledge);
  acted(script, 50, 0, 7, OfficerAction::refer);
  acted(script, 60, 1, 9, OfficerAction::admit);
  end_of_run(script, 100);
  const RunResults r = script.results(gates_and_booth());
  ASSERT_EQ(r.officers.size(), 2U) << "none at plain servers";
  const OfficersResult& gates = r.officers[0];
  EXPECT_EQ(gates.station, "gates");
  EXPECT_EQ(gates.post, "on_call");
  EXPECT_FALSE(gates.on_duty);
  EXPECT_EQ(gates.calls, 2U);
  EXPECT_DOUBLE_EQ(gates.busy_mean, 0.35);
  EXPECT_EQ(gates.busy_max, 2U);
  EXPECT_DOUBLE_EQ(*gates.utilisation, 0.3);
  EXPECT_DOUBLE_EQ(*gates.several_share, 0.05);
  EXPECT_FALSE(gates.utilisation_ci95);
  EXPECT_THAT(gates.notes, ::testing::Contains("utilisation_ci95: batches are still correlated"));
  const Figure* response = find_figure(r, "officer_response", "gates");
  ASSERT_NE(response, nullptr);
  EXPECT_EQ(response->count, 2U);
  EXPECT_DOUBLE_EQ(*response->mean, 12.5); // 20 and 5
  EXPECT_EQ(response->max, 20);
}

TEST(Officers, AreFreeAgainWhenTheUnitWithdrawsItsCall)
{
  RecordScript script;
  called(script, 10, 0, 7);
  acted(script, 20, 0, 7, OfficerAction::acknowledge);
  ended(script, 40, 0, 7, Outcome::abandoned);
  called(script, 50, 0, 8);
  ended(script, 55, 0, 8, Outcome::admitted); // before anybody came
  acted(script, 70, 0, 8, OfficerAction::admit);
  acted(script, 80, 1, 0, OfficerAction::open_unit);
  end_of_run(script, 100);
  const RunResults r = script.results(gates_and_booth());
  EXPECT_EQ(r.officers[0].calls, 2U);
  EXPECT_DOUBLE_EQ(*r.officers[0].utilisation, 0.2);
  EXPECT_EQ(find_figure(r, "officer_response", "gates")->count, 1U);
}

// The officer in a booth is asked at 5 and admits at 15; the booth serves 0 to 25 of 100, of which
// it is closed the last 50.
TEST(Officers, InABoothAreBusyAsTheirBoothIs)
{
  RecordScript script;
  script.arrive(0, 0);
  script.start(0, 0, 1, 2, 0);
  called(script, 5, 2, 3);
  acted(script, 15, 2, 3, OfficerAction::admit);
  script.end(25, 0, 1, 2, 25, Outcome::admitted);
  script.unit(50, 2, UnitState::closed);
  end_of_run(script, 100);
  const RunResults r = script.results(gates_and_booth());
  const OfficersResult& booths = r.officers.at(1);
  EXPECT_EQ(booths.post, "booth");
  EXPECT_EQ(booths.calls, 1U);
  EXPECT_DOUBLE_EQ(*booths.on_duty, 0.5);
  EXPECT_DOUBLE_EQ(booths.busy_mean, 0.25);
  EXPECT_DOUBLE_EQ(*booths.utilisation, 0.5);
  EXPECT_EQ(booths.utilisation, r.stations[1].utilisation);
  EXPECT_FALSE(booths.busy_max || booths.several_share);
  EXPECT_DOUBLE_EQ(*find_figure(r, "officer_response", "booths")->mean, 10);
}

TEST(Officers, BeforeTheWarmUpsEndCountForNothing)
{
  RunDescription run = gates_and_booth();
  run.warm_up_ns = RecordScript::ns(50);
  RecordScript script;
  called(script, 10, 0, 7);
  acted(script, 20, 0, 7, OfficerAction::acknowledge);
  acted(script, 75, 0, 7, OfficerAction::admit);
  end_of_run(script, 100);
  const RunResults r = script.results(run);
  EXPECT_EQ(r.officers[0].calls, 0U);
  EXPECT_DOUBLE_EQ(*r.officers[0].utilisation, 0.5) << "25 of the 50 that count";
  EXPECT_EQ(r.officers[0].busy_max, 1U);
  EXPECT_EQ(find_figure(r, "officer_response"), nullptr);
}

TEST(Officers, DamagedJournalsTakeNoMoreMemory)
{
  RecordScript script;
  for (std::uint64_t i = 1; i <= 1000; ++i) {
    called(script, static_cast<double>(i), 0, i);
    acted(script, static_cast<double>(i), 0, i, OfficerAction::acknowledge);
  }
  const RunResults r = script.results(gates_and_booth());
  EXPECT_LE(*r.officers[0].busy_max, 17U) << "the oldest are let go";
}

// As many officers come as are called, so that those who are busy are a queue M/G/infinity: Poisson
// with mean rate x time, whatever the distribution of that time (L. Takacs 1962). 400 gates call
// 0.01 times a second, each for 50 s: none is busy for exp(-0.5) of the time, one at most for
// 1.5 exp(-0.5).
TEST(Officers, AreBusyAsAnEndlessRowOfServersIs)
{
  constexpr std::uint32_t units = 400;
  RunDescription run = gates_and_booth();
  run.station_of_unit.assign(units, 0);
  RandomStream calls(1, 0, 0, purpose_key("test/calls"));
  RandomStream times(1, 0, 0, purpose_key("test/times"));
  RecordScript script;
  double now = 0;
  std::vector<std::tuple<double, std::uint32_t, OfficerAction, std::uint64_t>> acts;
  for (std::uint64_t i = 1; i <= 40'000; ++i) {
    now += calls.exponential(100);
    const auto unit = static_cast<std::uint32_t>(i % units);
    called(script, now, unit, i);
    const double comes = now + 5;
    acts.emplace_back(comes, unit, OfficerAction::acknowledge, i);
    acts.emplace_back(comes + 20 + 60 * times.uniform(), unit, OfficerAction::admit, i);
  }
  for (const auto& [at, unit, action, transaction] : acts)
    acted(script, at, unit, transaction, action);
  std::vector<Record> records = script.records();
  std::stable_sort(records.begin(), records.end(),
                   [](const Record& a, const Record& b) { return a.time_ns < b.time_ns; });
  RunStatistics statistics(run);
  statistics.on_records(records);
  RunResults r;
  statistics.fill(r);
  const OfficersResult& officers = r.officers.at(0);
  const double none = portable_exp(-0.5);
  ASSERT_TRUE(officers.utilisation_ci95);
  EXPECT_LE(officers.utilisation_ci95->lo, 1 - none);
  EXPECT_GE(officers.utilisation_ci95->hi, 1 - none);
  EXPECT_LT(officers.utilisation_ci95->hi - officers.utilisation_ci95->lo, 0.02);
  EXPECT_NEAR(officers.busy_mean, 0.5, 0.01);
  EXPECT_NEAR(*officers.several_share, 1 - 1.5 * none, 0.005);
  EXPECT_DOUBLE_EQ(*find_figure(r, "officer_response", "gates")->p95, 5);
}

} // namespace
} // namespace gatetwin
