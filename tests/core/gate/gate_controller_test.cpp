// SPDX-License-Identifier: Apache-2.0
// The way through, and what can go wrong before anybody is inside.
#include "tests/core/gate/mantrap_world.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

class Entrance : public ::testing::Test {
protected:
  void TearDown() override { EXPECT_EQ(world.watch.fault(), ""); }
  void expect_ended(Outcome outcome, Reason reason)
  {
    ASSERT_TRUE(world.ended().has_value());
    EXPECT_STREQ(to_string(world.ended()->outcome), to_string(outcome));
    EXPECT_STREQ(to_string(world.ended()->reason), to_string(reason));
  }
  MantrapWorld world;
};

TEST_F(Entrance, MovesNoDoorBeforeSensorsAndDoorsWereHeard)
{
  world.door(Door::entry, DoorState::closed);
  world.door(Door::exit, DoorState::closed);
  EXPECT_TRUE(world.history.empty());
  EXPECT_FALSE(world.controller.is_ready());
  world.bodies(0);
  EXPECT_TRUE(world.controller.is_ready());
}

TEST_F(Entrance, CallsAnOfficerWhenItsSensorsStaySilentAfterStart)
{
  world.door(Door::entry, DoorState::closed);
  world.pass(seconds(10));
  EXPECT_EQ(world.calls(Reason::sensor_stale), 1U);
  world.pass(minutes(5));
  EXPECT_EQ(world.calls(Reason::sensor_stale), 1U);
}

TEST_F(Entrance, LetsOutWhoeverItFindsInsideAtStart)
{
  world.door(Door::entry, DoorState::closed);
  world.door(Door::exit, DoorState::closed);
  world.bodies(1);
  EXPECT_EQ(world.controller.state(), GateState::turning_back);
  EXPECT_EQ(world.count(GateCommandKind::open_door, Door::entry), 1U);
  world.finish();
  EXPECT_TRUE(world.controller.is_ready());
  EXPECT_EQ(world.count(GateCommandKind::open_door, Door::exit), 0U);
}

TEST_F(Entrance, AdmitsOnePersonOnTheWayThrough)
{
  ASSERT_TRUE(world.reach(GateState::exit_closing));
  world.finish();
  expect_ended(Outcome::admitted, Reason::none);
  EXPECT_TRUE(world.controller.is_ready());
  EXPECT_EQ(world.count(GateCommandKind::open_door, Door::exit), 1U);
  EXPECT_EQ(world.count(GateCommandKind::record_crossing), 1U);
  EXPECT_EQ(world.count(GateCommandKind::call_officer), 0U);
}

TEST_F(Entrance, GoesThroughItsStatesInTheDocumentedOrder)
{
  const GateState way[] = {
      GateState::reading,       GateState::querying,     GateState::entry_open,
      GateState::entry_closing, GateState::capturing,    GateState::authorising,
      GateState::exit_open,     GateState::exit_closing, GateState::idle};
  ASSERT_TRUE(world.reach(GateState::idle));
  for (GateState next : way) {
    const GateState from = world.controller.state();
    while (world.controller.state() == from) ASSERT_TRUE(world.cooperate());
    EXPECT_STREQ(to_string(world.controller.state()), to_string(next));
  }
}

TEST_F(Entrance, NumbersTransactionsFromTheGivenCount)
{
  ASSERT_TRUE(world.reach(GateState::reading));
  EXPECT_EQ(world.controller.transaction(), transaction_id(UnitId{3}, 100));
  EXPECT_EQ(world.controller.next_count(), 101U);
}

TEST_F(Entrance, ReadsAgainAfterAnInterruptedReadingAndThenRefers)
{
  ASSERT_TRUE(world.reach(GateState::reading));
  world.read(CheckResult::aborted, Reason::document_unreadable);
  EXPECT_EQ(world.controller.state(), GateState::reading);
  EXPECT_TRUE(world.told(GateCommandKind::read_document));
  world.read(CheckResult::aborted, Reason::document_unreadable);
  EXPECT_EQ(world.controller.state(), GateState::referred);
  EXPECT_EQ(world.calls(Reason::document_unreadable), 1U);
}

TEST_F(Entrance, ReadsAgainAfterAMisreadButNotAfterAWrongSignature)
{
  ASSERT_TRUE(world.reach(GateState::reading));
  world.read(CheckResult::failed, Reason::check_digit_composite);
  EXPECT_TRUE(world.told(GateCommandKind::read_document));
  world.read(CheckResult::failed, Reason::signature_wrong);
  EXPECT_EQ(world.controller.state(), GateState::referred);
  world.finish();
  expect_ended(Outcome::referred, Reason::signature_wrong);
}

TEST_F(Entrance, RefersAnUndeterminedDocument)
{
  ASSERT_TRUE(world.reach(GateState::reading));
  world.read(CheckResult::undetermined, Reason::trust_list_missing);
  EXPECT_EQ(world.controller.state(), GateState::referred);
  EXPECT_EQ(world.count(GateCommandKind::query_registry), 0U);
}

TEST_F(Entrance, RefersAtTheReadingLimit)
{
  ASSERT_TRUE(world.reach(GateState::reading));
  world.pass(seconds(12));
  EXPECT_TRUE(world.told(GateCommandKind::cancel_reading));
  EXPECT_EQ(world.controller.state(), GateState::referred);
  EXPECT_EQ(world.calls(Reason::time_limit_reading), 1U);
}

TEST_F(Entrance, AbandonsWhenTheDocumentIsRemovedEarly)
{
  ASSERT_TRUE(world.reach(GateState::reading));
  world.simple(GateEventKind::document_removed);
  EXPECT_TRUE(world.told(GateCommandKind::cancel_reading));
  expect_ended(Outcome::abandoned, Reason::document_removed_early);
  EXPECT_TRUE(world.controller.is_ready());
}

TEST_F(Entrance, RefersWhatTheRegistryRefusesAndNeverRefusesItself)
{
  ASSERT_TRUE(world.reach(GateState::querying));
  world.answer(Decision::refuse, Reason::document_revoked);
  EXPECT_EQ(world.controller.state(), GateState::referred);
  world.finish();
  expect_ended(Outcome::referred, Reason::document_revoked);
}

TEST_F(Entrance, ShowsOnlySeeOfficerOnAHit)
{
  ASSERT_TRUE(world.reach(GateState::querying));
  const std::size_t before = world.history.size();
  world.answer(Decision::refer, Reason::watch_list_hit);
  for (std::size_t i = before; i < world.history.size(); ++i) {
    if (world.history[i].kind == GateCommandKind::show) {
      EXPECT_EQ(world.history[i].screen, ScreenMessage::see_officer);
    }
    EXPECT_NE(world.history[i].kind, GateCommandKind::raise_alarm); // a hit is silent
  }
  EXPECT_EQ(world.calls(Reason::watch_list_hit), 1U);
}

TEST_F(Entrance, EscalatesAHitThatNobodyAnswers)
{
  ASSERT_TRUE(world.reach(GateState::querying));
  world.simple(GateEventKind::document_removed);
  world.answer(Decision::refer, Reason::watch_list_hit);
  world.pass(seconds(30));
  EXPECT_EQ(world.calls(Reason::time_limit_officer), 1U);
  expect_ended(Outcome::referred, Reason::watch_list_hit);
}

TEST_F(Entrance, RefersWhenTheRegistryCannotBeReached)
{
  ASSERT_TRUE(world.reach(GateState::querying));
  world.answer(Decision::refer, Reason::registry_unreachable);
  EXPECT_EQ(world.calls(Reason::registry_unreachable), 1U);
  EXPECT_EQ(world.count(GateCommandKind::open_door), 0U);
}

TEST_F(Entrance, RefersAtTheRegistryLimitAndIgnoresTheLateAnswer)
{
  ASSERT_TRUE(world.reach(GateState::querying));
  world.pass(seconds(5));
  EXPECT_EQ(world.calls(Reason::time_limit_registry), 1U);
  world.simple(GateEventKind::document_removed);
  world.answer(Decision::admit, Reason::none);
  EXPECT_EQ(world.controller.state(), GateState::referred);
  EXPECT_EQ(world.count(GateCommandKind::open_door), 0U);
}

TEST_F(Entrance, IgnoresAnAnswerMeantForTheTransactionBefore)
{
  ASSERT_TRUE(world.reach(GateState::querying));
  GateEvent event;
  event.kind = GateEventKind::registry_answered;
  event.decision = Decision::admit;
  event.transaction = transaction_id(UnitId{3}, 99);
  world.feed(event);
  world.simple(GateEventKind::document_removed);
  EXPECT_EQ(world.controller.state(), GateState::querying);
}

TEST_F(Entrance, KeepsTheEntryShutUntilTheDocumentWasTaken)
{
  ASSERT_TRUE(world.reach(GateState::querying));
  world.answer(Decision::admit, Reason::none);
  EXPECT_EQ(world.count(GateCommandKind::open_door), 0U);
  world.pass(seconds(5));
  EXPECT_EQ(world.screen(), ScreenMessage::document_left);
  EXPECT_EQ(world.alarms(Reason::document_left_behind), 1U);
  world.simple(GateEventKind::document_removed);
  EXPECT_TRUE(world.told(GateCommandKind::clear_alarm));
  EXPECT_EQ(world.controller.state(), GateState::entry_open);
}

TEST_F(Entrance, ReportsADocumentLeftBehindAndServesAgainWhenItIsGone)
{
  ASSERT_TRUE(world.reach(GateState::querying));
  world.answer(Decision::admit, Reason::none);
  world.pass(seconds(20));
  EXPECT_EQ(world.calls(Reason::document_left_behind), 1U);
  world.officer(OfficerAction::refer);
  expect_ended(Outcome::referred, Reason::document_left_behind);
  EXPECT_EQ(world.controller.state(), GateState::idle);
  EXPECT_FALSE(world.controller.is_ready());
  world.simple(GateEventKind::document_removed);
  EXPECT_TRUE(world.controller.is_ready());
}

TEST_F(Entrance, ServesWhoeverPutsADocumentInPlaceDuringATransaction)
{
  ASSERT_TRUE(world.reach(GateState::capturing));
  world.simple(GateEventKind::document_presented);
  EXPECT_EQ(world.controller.state(), GateState::capturing);
  ASSERT_TRUE(world.reach(GateState::reading));
  EXPECT_EQ(world.controller.transaction(), transaction_id(UnitId{3}, 101));
}

TEST_F(Entrance, ShutsAgainWhenNobodyEnters)
{
  ASSERT_TRUE(world.reach(GateState::entry_open));
  world.door(Door::entry, DoorState::open);
  world.pass(seconds(15));
  EXPECT_TRUE(world.told(GateCommandKind::close_door));
  world.door(Door::entry, DoorState::closed);
  expect_ended(Outcome::abandoned, Reason::person_not_entered);
  EXPECT_TRUE(world.controller.is_ready());
}

TEST_F(Entrance, EndsWhenThePersonTurnsBackBeforeTheDoorIsShut)
{
  ASSERT_TRUE(world.reach(GateState::entry_closing));
  world.bodies(0);
  world.door(Door::entry, DoorState::closed);
  expect_ended(Outcome::abandoned, Reason::person_turned_back);
}

TEST_F(Entrance, LetsNobodyInWhileADeviceIsBroken)
{
  for (Device device : {Device::camera, Device::store, Device::presence_sensor,
                        Device::document_reader, Device::officer_call, Device::exit_door}) {
    MantrapWorld other;
    ASSERT_TRUE(other.reach(GateState::querying));
    other.failed(device);
    other.answer(Decision::admit, Reason::none);
    other.simple(GateEventKind::document_removed);
    EXPECT_EQ(other.count(GateCommandKind::open_door), 0U) << to_string(device);
    EXPECT_EQ(other.controller.state(), GateState::referred) << to_string(device);
    EXPECT_EQ(other.watch.fault(), "");
  }
}

TEST_F(Entrance, GoesOutOfServiceWithABrokenDeviceAndComesBack)
{
  ASSERT_TRUE(world.reach(GateState::idle));
  world.failed(Device::camera);
  EXPECT_EQ(world.controller.state(), GateState::out_of_service);
  EXPECT_EQ(world.screen(), ScreenMessage::closed);
  world.simple(GateEventKind::document_presented);
  EXPECT_FALSE(world.controller.transaction().valid());
  world.simple(GateEventKind::document_removed);
  world.recovered(Device::camera);
  EXPECT_TRUE(world.controller.is_ready());
}

TEST_F(Entrance, StaysInServiceWithoutTheRegistryLink)
{
  ASSERT_TRUE(world.reach(GateState::idle));
  world.failed(Device::registry_link);
  EXPECT_TRUE(world.controller.is_ready());
}

TEST_F(Entrance, FinishesTheTransactionUnderWayBeforeItCloses)
{
  ASSERT_TRUE(world.reach(GateState::capturing));
  world.officer_of_unit(OfficerAction::close_unit);
  ASSERT_TRUE(world.reach(GateState::out_of_service));
  expect_ended(Outcome::admitted, Reason::none);
  world.officer_of_unit(OfficerAction::open_unit);
  EXPECT_TRUE(world.controller.is_ready());
}

TEST_F(Entrance, TreatsASilentPresenceSensorAsUnknown)
{
  GateConfig config;
  config.presence_max_age = seconds(2);
  MantrapWorld other(config);
  ASSERT_TRUE(other.reach(GateState::idle));
  other.pass(seconds(2));
  EXPECT_EQ(other.controller.state(), GateState::out_of_service);
  other.bodies(0);
  EXPECT_TRUE(other.controller.is_ready());
}

TEST_F(Entrance, StopsSomebodyWhoIsInsideWithoutATransaction)
{
  ASSERT_TRUE(world.reach(GateState::idle));
  world.bodies(1);
  EXPECT_EQ(world.controller.state(), GateState::referred);
  EXPECT_EQ(world.alarms(Reason::person_from_wrong_side), 1U);
  EXPECT_EQ(world.count(GateCommandKind::open_door), 0U);
  world.pass(seconds(30));
  EXPECT_EQ(world.count(GateCommandKind::open_door, Door::entry), 1U);
  world.finish();
  EXPECT_TRUE(world.controller.is_ready());
}

} // namespace
} // namespace gatetwin
