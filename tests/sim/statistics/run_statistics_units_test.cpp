// SPDX-License-Identifier: Apache-2.0
#include "sim/statistics/run_statistics.hpp"
#include "tests/sim/statistics/record_script.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using journal::RecordKind;
using journal::UnitState;
using ::testing::ElementsAre;

RunDescription one_bank()
{
  RunDescription run;
  run.stations = {{"gates", "E-gates", "e_gate", "north", "entry", "vn"}};
  run.station_of_unit = {0, 0};
  run.classes = {{"resident", "Resident", "entry"}};
  return run;
}

void event(RecordScript& script, double at, GateEventKind kind, std::uint32_t unit = 0)
{
  script.gate(at, RecordKind::gate_event, unit, kind);
}
void command(RecordScript& script, double at, GateCommandKind kind, Outcome outcome = Outcome::none)
{
  script.gate(at, RecordKind::gate_command, 0, kind, static_cast<std::int64_t>(outcome));
}

// Called at 0, document in place at 3, again at 4 (it had slipped), admitted at 9, gate idle at 17.
RecordScript one_passage()
{
  RecordScript script;
  script.arrive(0, 0);
  script.join(0, 0, 0);
  script.start(0, 0, 0, 0, 0);
  script.unit(0, 0, UnitState::busy);
  event(script, 3, GateEventKind::document_presented);
  script.gate(3, RecordKind::transaction_started, 0, 1);
  event(script, 4, GateEventKind::document_removed);
  event(script, 4, GateEventKind::document_presented);
  script.gate(6, RecordKind::registry_answer, 0, 1, RecordScript::ns(0.25));
  command(script, 9, GateCommandKind::store_authorisation);
  script.end(15, 0, 0, 0, 15, Outcome::admitted);
  script.unit(15, 0, UnitState::turnaround);
  script.leave(15, 0, 15, Outcome::admitted);
  command(script, 17, GateCommandKind::end_transaction, Outcome::admitted);
  script.gate(17, RecordKind::gate_state, 0, GateState::idle);
  script.unit(17, 0, UnitState::idle);
  return script;
}

TEST(UnitFigures, FollowTheDocumentToTheDecisionAndTheGateToItsRest)
{
  const RunResults r = one_passage().results(one_bank());
  EXPECT_EQ(find_figure(r, "inspection", "gates", "resident")->mean, 6);
  EXPECT_EQ(find_figure(r, "cycle", "gates", "resident")->mean, 14);
  EXPECT_EQ(find_figure(r, "cycle")->count, 1U);
  EXPECT_EQ(find_figure(r, "registry_latency", "gates")->mean, 0.25);
  EXPECT_EQ(*r.stations[0].utilisation, 0.5) << "one of two, turning round included";
}

TEST(UnitFigures, EndACycleOnceWhenTheNextFollowsAtOnce)
{
  RecordScript script = one_passage();
  script.start(17, 1, 0, 0, 3);
  event(script, 20, GateEventKind::document_presented);
  command(script, 24, GateCommandKind::call_officer);
  script.gate(50, RecordKind::gate_state, 0, GateState::idle);
  const RunResults r = script.results(one_bank());
  EXPECT_EQ(find_figure(r, "cycle")->count, 2U);
  EXPECT_EQ(find_figure(r, "cycle")->max, 30);
  EXPECT_EQ(find_figure(r, "inspection")->count, 2U);
  EXPECT_EQ(find_figure(r, "inspection")->mean, 5);
}

TEST(UnitFigures, HaveNoInspectionForWhoGivesUp)
{
  RecordScript script;
  script.start(0, 0, 0, 0, 0);
  event(script, 3, GateEventKind::document_presented);
  command(script, 8, GateCommandKind::end_transaction, Outcome::abandoned);
  script.gate(8, RecordKind::gate_state, 0, GateState::idle);
  const RunResults r = script.results(one_bank());
  EXPECT_EQ(find_figure(r, "inspection"), nullptr);
  EXPECT_EQ(find_figure(r, "cycle")->mean, 5);
}

TEST(UnitFigures, TakeARefusalAtTheBoothForItsDecision)
{
  RecordScript script;
  script.start(0, 0, 0, 0, 0);
  event(script, 2, GateEventKind::traveller_at_counter);
  event(script, 5, GateEventKind::document_presented);
  command(script, 45, GateCommandKind::end_transaction, Outcome::refused);
  script.gate(60, RecordKind::gate_state, 0, GateState::idle);
  const RunResults r = script.results(one_bank());
  EXPECT_EQ(find_figure(r, "inspection")->mean, 40);
  EXPECT_EQ(find_figure(r, "cycle")->mean, 58) << "from the counter on";
}

TEST(UnitFigures, DropACycleThatAnEmergencyCut)
{
  RecordScript script;
  script.start(0, 0, 0, 0, 0);
  event(script, 2, GateEventKind::document_presented);
  script.gate(5, RecordKind::gate_state, 0, GateState::emergency);
  script.gate(900, RecordKind::gate_state, 0, GateState::idle);
  EXPECT_EQ(find_figure(script.results(one_bank()), "cycle"), nullptr);
}

TEST(UnitFigures, NameRequestsThatHadNoAnswer)
{
  RecordScript script;
  script.gate(1, RecordKind::registry_answer, 0, 1, -1);
  script.gate(2, RecordKind::registry_answer, 1, 1, RecordScript::ns(0.5));
  const RunResults r = script.results(one_bank());
  EXPECT_EQ(find_figure(r, "registry_latency")->count, 1U);
  EXPECT_THAT(r.notes, ElementsAre("registry requests without an answer: 1"));
}

TEST(UnitFigures, TellApartClosedBrokenBlockedAndBusy)
{
  RecordScript script;
  script.unit(0, 1, UnitState::closed);
  script.start(0, 0, 0, 0, 0);
  script.unit(10, 0, UnitState::closed); // closing: the person at hand is served to the end
  script.end(30, 0, 0, 0, 30, Outcome::admitted);
  script.unit(40, 0, UnitState::idle);
  script.unit(40, 1, UnitState::idle);
  script.start(50, 1, 0, 1, 0);
  script.end(60, 1, 0, 1, 10, Outcome::admitted);
  script.gate(60, RecordKind::blocked, 1, 0);
  script.gate(80, RecordKind::unblocked, 1, 0);
  script.unit(90, 1, UnitState::broken);
  script.add(100, RecordKind::run_ended);
  const RunResults r = script.results(one_bank());
  const StationResult& s = r.stations[0];
  const double out = 40 + 10 + 10;
  EXPECT_DOUBLE_EQ(s.out_of_service_share, out / 200);
  EXPECT_DOUBLE_EQ(s.blocked_share, 20.0 / 200);
  EXPECT_DOUBLE_EQ(*s.utilisation, 40 / (200 - out));
}

// The journal holds changes: who is shut at the start has no record before the opening.
TEST(UnitFigures, CountAStationThatOpensLaterAsShutUntilThen)
{
  RunDescription run = one_bank();
  run.stations[0].opens_later = true;
  RecordScript script;
  script.unit(60, 0, UnitState::idle);
  script.unit(60, 1, UnitState::idle);
  script.start(70, 0, 0, 0, 0);
  script.end(90, 0, 0, 0, 20, Outcome::admitted);
  script.add(100, RecordKind::run_ended);
  const StationResult s = script.results(run).stations[0];
  EXPECT_DOUBLE_EQ(s.out_of_service_share, 0.6);
  EXPECT_DOUBLE_EQ(*s.utilisation, 20.0 / 80);
  run.warm_up_ns = RecordScript::ns(50);
  EXPECT_DOUBLE_EQ(script.results(run).stations[0].out_of_service_share, 0.2);
}

TEST(UnitFigures, HaveNoUtilisationForAStationThatNeverOpened)
{
  RecordScript script;
  script.unit(0, 0, UnitState::closed);
  script.unit(0, 1, UnitState::closed);
  script.add(100, RecordKind::run_ended);
  const RunResults r = script.results(one_bank());
  EXPECT_FALSE(r.stations[0].utilisation);
  EXPECT_EQ(r.stations[0].out_of_service_share, 1);
  EXPECT_THAT(r.stations[0].notes, ElementsAre("utilisation: never in service"));
}

} // namespace
} // namespace gatetwin
