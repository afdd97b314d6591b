// SPDX-License-Identifier: Apache-2.0
// Doors that do not obey, sensors that fall silent, emergencies and loss of power.
#include "tests/core/gate/mantrap_world.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

class Exceptions : public ::testing::Test {
protected:
  void TearDown() override { EXPECT_EQ(world.watch.fault(), ""); }
  void expect_ended(Outcome outcome, Reason reason)
  {
    ASSERT_TRUE(world.ended().has_value());
    EXPECT_STREQ(to_string(world.ended()->outcome), to_string(outcome));
    EXPECT_STREQ(to_string(world.ended()->reason), to_string(reason));
  }
  void obstruct(Door door) // one attempt: it reverses and stands open again
  {
    world.door(door, DoorState::closing);
    world.door(door, DoorState::obstructed);
    world.door(door, DoorState::open);
  }
  MantrapWorld world;
};

TEST_F(Exceptions, TriesAnObstructedDoorAgainInCyclesAndThenCallsAnOfficer)
{
  ASSERT_TRUE(world.reach(GateState::exit_open));
  world.door(Door::exit, DoorState::open);
  world.bodies(0);
  const std::size_t before = world.count(GateCommandKind::close_door, Door::exit);
  obstruct(Door::exit);
  EXPECT_EQ(world.controller.state(), GateState::obstructed);
  EXPECT_EQ(world.count(GateCommandKind::close_door, Door::exit), before); // not at once
  for (int attempt = 2; attempt <= 5; ++attempt) {
    world.pass(seconds(2));
    EXPECT_EQ(world.count(GateCommandKind::close_door, Door::exit), before + attempt - 1U);
    obstruct(Door::exit);
  }
  world.pass(seconds(2)); // the cycle is over: a longer pause
  EXPECT_EQ(world.count(GateCommandKind::close_door, Door::exit), before + 4);
  world.pass(seconds(13));
  EXPECT_EQ(world.count(GateCommandKind::close_door, Door::exit), before + 5);
  EXPECT_EQ(world.alarms(Reason::door_obstructed), 1U); // after 15 s
  EXPECT_EQ(world.calls(Reason::door_obstructed), 1U);
  world.door(Door::exit, DoorState::closed);
  expect_ended(Outcome::admitted, Reason::none);
  EXPECT_TRUE(world.controller.is_ready());
}

TEST_F(Exceptions, EndsTheTransactionOfADoorThatStaysObstructedAndServesWhenItShuts)
{
  ASSERT_TRUE(world.reach(GateState::entry_closing));
  while (world.controller.transaction().valid()) {
    obstruct(Door::entry);
    do world.pass(seconds(1));
    while (!world.told(GateCommandKind::close_door) && world.controller.transaction().valid());
    ASSERT_LT(world.now, MonotonicTime{300'000'000'000});
  }
  expect_ended(Outcome::referred, Reason::door_obstructed);
  world.bodies(0);
  world.finish();
  EXPECT_TRUE(world.controller.is_ready());
}

TEST_F(Exceptions, EndsInTimeThoughTurningBackAndObstructionsAlternate)
{
  ASSERT_TRUE(world.reach(GateState::capturing));
  world.face(0.1, 0.9);
  world.officer(OfficerAction::refer);
  const MonotonicTime since = world.now;
  for (int i = 0; i < 100 && world.controller.transaction().valid(); ++i) {
    world.door(Door::entry, DoorState::open);
    world.bodies(0);
    obstruct(Door::entry);
    world.bodies(1);
    world.pass(seconds(5));
  }
  EXPECT_LE(world.now - since, seconds(65));
  expect_ended(Outcome::referred, Reason::face_below_threshold);
}

TEST_F(Exceptions, LetsThePersonOutWhoIsBehindAnObstructedEntry)
{
  ASSERT_TRUE(world.reach(GateState::entry_closing));
  obstruct(Door::entry);
  world.bodies(0);
  world.pass(seconds(2));
  world.door(Door::entry, DoorState::closed);
  expect_ended(Outcome::abandoned, Reason::person_turned_back);
}

TEST_F(Exceptions, AlarmsWhenSomebodyStaysInTheDoorsLine)
{
  ASSERT_TRUE(world.reach(GateState::exit_open));
  world.door(Door::exit, DoorState::open);
  world.doorway(Door::exit, true);
  world.bodies(0);
  world.pass(seconds(15));
  EXPECT_EQ(world.alarms(Reason::door_obstructed), 1U);
  world.doorway(Door::exit, false);
  EXPECT_TRUE(world.told(GateCommandKind::close_door));
  world.door(Door::exit, DoorState::closed);
  EXPECT_TRUE(world.controller.is_ready());
}

TEST_F(Exceptions, AlarmsOnAForcedDoorUntilAnOfficerResets)
{
  ASSERT_TRUE(world.reach(GateState::idle));
  world.door(Door::exit, DoorState::forced);
  EXPECT_EQ(world.controller.state(), GateState::forced);
  EXPECT_EQ(world.alarms(Reason::door_forced), 1U);
  EXPECT_EQ(world.calls(Reason::door_forced), 1U);
  world.simple(GateEventKind::document_presented);
  EXPECT_FALSE(world.controller.transaction().valid());
  world.door(Door::exit, DoorState::closed);
  world.pass(minutes(10));
  EXPECT_EQ(world.controller.state(), GateState::forced);
  world.simple(GateEventKind::document_removed);
  world.officer_of_unit(OfficerAction::reset);
  world.finish();
  EXPECT_TRUE(world.controller.is_ready());
}

TEST_F(Exceptions, CallsAgainWhileSomebodyMayBeInsideBehindAForcedDoor)
{
  ASSERT_TRUE(world.reach(GateState::idle));
  world.bodies(1);
  world.door(Door::exit, DoorState::forced);
  ASSERT_EQ(world.controller.state(), GateState::forced);
  world.pass(minutes(3));
  EXPECT_GE(world.calls(Reason::door_forced), 3U);
  world.bodies(0);
  world.pass(minutes(2));
  const std::size_t calls = world.calls(Reason::door_forced);
  world.pass(minutes(10));
  EXPECT_EQ(world.calls(Reason::door_forced), calls) << "nobody is there any more";
}

TEST_F(Exceptions, CallsAgainFromTheStartWhileTheExitIsNotHeardAndSomebodyIsInside)
{
  world.bodies(1);
  world.door(Door::entry, DoorState::closed);
  world.pass(seconds(11));
  EXPECT_EQ(world.controller.state(), GateState::starting);
  EXPECT_EQ(world.calls(Reason::sensor_stale), 1U);
  world.pass(minutes(5));
  EXPECT_GE(world.calls(Reason::sensor_stale), 5U);
  EXPECT_FALSE(world.told(GateCommandKind::open_door));
}

TEST_F(Exceptions, NeverOpensTheEntryWhileTheExitIsForced)
{
  ASSERT_TRUE(world.reach(GateState::capturing));
  world.door(Door::exit, DoorState::forced);
  expect_ended(Outcome::referred, Reason::door_forced);
  const std::size_t opened = world.count(GateCommandKind::open_door);
  world.pass(minutes(5));
  EXPECT_EQ(world.count(GateCommandKind::open_door), opened);
}

TEST_F(Exceptions, ShutsAnExitThatOpensByItself)
{
  ASSERT_TRUE(world.reach(GateState::idle));
  world.door(Door::exit, DoorState::opening);
  EXPECT_EQ(world.controller.state(), GateState::forced);
  EXPECT_EQ(world.alarms(Reason::door_contradiction), 1U);
  EXPECT_TRUE(world.told(GateCommandKind::close_door));
}

TEST_F(Exceptions, DoesNotTakeALateReportForAContradiction)
{
  ASSERT_TRUE(world.reach(GateState::entry_open));
  world.door(Door::entry, DoorState::closed); // still, the command has just gone out
  EXPECT_EQ(world.controller.state(), GateState::entry_open);
  world.door(Door::entry, DoorState::open);
  world.bodies(1);
  world.door(Door::entry, DoorState::open);
  EXPECT_EQ(world.controller.state(), GateState::entry_closing);
}

TEST_F(Exceptions, TreatsADoorThatDoesNotMoveAsStuck)
{
  ASSERT_TRUE(world.reach(GateState::entry_open));
  world.pass(seconds(5));
  EXPECT_EQ(world.controller.state(), GateState::forced);
  EXPECT_EQ(world.calls(Reason::door_stuck), 1U);
  expect_ended(Outcome::referred, Reason::door_stuck);
}

// A controller of doors that started anew knows nothing of what it was told before.
TEST_F(Exceptions, OpensTheWayOutAgainWhenTheDoorsWereLostMeanwhile)
{
  ASSERT_TRUE(world.reach(GateState::capturing));
  world.face(0.1, 0.9);
  world.officer(OfficerAction::refer);
  ASSERT_EQ(world.controller.state(), GateState::turning_back);
  world.door(Door::entry, DoorState::open);
  const std::size_t opened = world.count(GateCommandKind::open_door, Door::entry);
  const Device lost[] = {Device::entry_door, Device::exit_door, Device::presence_sensor};
  for (Device device : lost) world.failed(device);
  for (Device device : lost) world.recovered(device);
  world.door(Door::entry, DoorState::closed);
  world.door(Door::exit, DoorState::closed);
  world.bodies(1);
  EXPECT_EQ(world.count(GateCommandKind::open_door, Door::entry), opened + 1);
  EXPECT_EQ(world.count(GateCommandKind::open_door, Door::exit), 0U);
  world.door(Door::entry, DoorState::open);
  world.bodies(0);
  world.finish();
  EXPECT_TRUE(world.controller.is_ready());
}

TEST_F(Exceptions, TellsAWayOutThatDidNotOpenAgainWhenAnOfficerResets)
{
  ASSERT_TRUE(world.reach(GateState::capturing));
  world.face(0.1, 0.9);
  world.officer(OfficerAction::refer);
  const std::size_t opened = world.count(GateCommandKind::open_door, Door::entry);
  world.pass(seconds(5));
  ASSERT_EQ(world.controller.state(), GateState::forced);
  world.officer_of_unit(OfficerAction::reset);
  EXPECT_EQ(world.controller.state(), GateState::turning_back);
  EXPECT_EQ(world.count(GateCommandKind::open_door, Door::entry), opened + 1);
}

TEST_F(Exceptions, RecordsThePassageThroughAnExitThatWillNotShut)
{
  ASSERT_TRUE(world.reach(GateState::exit_open));
  world.door(Door::exit, DoorState::open);
  world.bodies(0);
  world.pass(seconds(5)); // the exit does not move
  EXPECT_EQ(world.controller.state(), GateState::forced);
  expect_ended(Outcome::admitted, Reason::door_stuck);
  EXPECT_EQ(world.count(GateCommandKind::record_crossing), 1U);
}

TEST_F(Exceptions, ShutsNoDoorWhilePresenceIsUnknown)
{
  ASSERT_TRUE(world.reach(GateState::exit_open));
  world.door(Door::exit, DoorState::open);
  world.failed(Device::presence_sensor);
  world.pass(minutes(2));
  EXPECT_EQ(world.count(GateCommandKind::close_door, Door::exit), 1U);
  expect_ended(Outcome::unfinished, Reason::sensor_fault);
  EXPECT_GE(world.calls(Reason::sensor_fault), 1U);
}

TEST_F(Exceptions, CountsThePassageThatASilentSensorReportsLater)
{
  ASSERT_TRUE(world.reach(GateState::exit_open));
  world.door(Door::exit, DoorState::open);
  world.failed(Device::presence_sensor);
  world.recovered(Device::presence_sensor);
  world.bodies(0);
  world.finish();
  expect_ended(Outcome::admitted, Reason::none);
}

TEST_F(Exceptions, TurnsBackWhenTheSensorFailsAtTheOpenEntry)
{
  ASSERT_TRUE(world.reach(GateState::entry_closing));
  world.failed(Device::presence_sensor);
  EXPECT_EQ(world.controller.state(), GateState::turning_back);
  world.recovered(Device::presence_sensor);
  world.bodies(0);
  world.finish();
  expect_ended(Outcome::referred, Reason::sensor_fault);
}

TEST_F(Exceptions, FreesEgressAtOnceFromEveryState)
{
  for (GateState state :
       {GateState::starting, GateState::idle, GateState::reading, GateState::querying,
        GateState::entry_open, GateState::entry_closing, GateState::capturing,
        GateState::authorising, GateState::exit_open, GateState::exit_closing}) {
    for (GateEventKind kind : {GateEventKind::emergency_raised, GateEventKind::power_lost}) {
      MantrapWorld other;
      ASSERT_TRUE(other.reach(state)) << to_string(state);
      const bool passed = state == GateState::exit_closing;
      const bool busy = other.controller.transaction().valid();
      other.simple(kind);
      ASSERT_FALSE(other.last.empty()) << to_string(state);
      EXPECT_EQ(other.last[0].kind, GateCommandKind::release_door) << to_string(state);
      EXPECT_EQ(other.last[0].door, Door::entry);
      EXPECT_EQ(other.count(GateCommandKind::release_door, Door::exit), 0U);
      EXPECT_FALSE(other.controller.transaction().valid());
      if (busy) {
        ASSERT_TRUE(other.ended().has_value());
        EXPECT_EQ(other.ended()->outcome, passed ? Outcome::admitted : Outcome::evacuated);
      }
      EXPECT_EQ(other.watch.fault(), "") << to_string(state);
    }
  }
}

TEST_F(Exceptions, RelocksOnlyAfterTheKeyAndThenAnOfficer)
{
  ASSERT_TRUE(world.reach(GateState::capturing));
  world.simple(GateEventKind::emergency_raised);
  world.bodies(0);
  world.officer_of_unit(OfficerAction::reset); // before the key
  EXPECT_EQ(world.controller.state(), GateState::emergency);
  world.pass(hours(1));
  EXPECT_EQ(world.controller.state(), GateState::emergency);
  world.simple(GateEventKind::emergency_reset);
  EXPECT_EQ(world.controller.state(), GateState::emergency);
  world.officer_of_unit(OfficerAction::reset);
  EXPECT_NE(world.controller.state(), GateState::emergency);
  world.finish();
  EXPECT_TRUE(world.controller.is_ready());
}

TEST_F(Exceptions, RelocksOnNobodyInside)
{
  ASSERT_TRUE(world.reach(GateState::capturing));
  world.simple(GateEventKind::emergency_raised);
  world.simple(GateEventKind::emergency_reset);
  world.officer_of_unit(OfficerAction::reset);
  EXPECT_EQ(world.controller.state(), GateState::emergency);
  world.bodies(0);
  world.officer_of_unit(OfficerAction::reset);
  EXPECT_TRUE(world.controller.is_ready());
}

TEST_F(Exceptions, ASecondAlarmUndoesTheKey)
{
  ASSERT_TRUE(world.reach(GateState::idle));
  world.simple(GateEventKind::emergency_raised);
  world.simple(GateEventKind::emergency_reset);
  world.simple(GateEventKind::emergency_raised);
  EXPECT_TRUE(world.told(GateCommandKind::release_door));
  world.officer_of_unit(OfficerAction::reset);
  EXPECT_EQ(world.controller.state(), GateState::emergency);
}

TEST_F(Exceptions, StaysFreeWithoutPowerAfterTheEmergencyIsOver)
{
  ASSERT_TRUE(world.reach(GateState::idle));
  world.simple(GateEventKind::emergency_raised);
  world.simple(GateEventKind::power_lost);
  world.simple(GateEventKind::emergency_reset);
  world.officer_of_unit(OfficerAction::reset);
  EXPECT_EQ(world.controller.state(), GateState::without_power);
  world.officer_of_unit(OfficerAction::reset);
  EXPECT_EQ(world.controller.state(), GateState::without_power);
  world.simple(GateEventKind::power_restored);
  world.officer_of_unit(OfficerAction::reset);
  world.finish();
  EXPECT_TRUE(world.controller.is_ready());
}

TEST_F(Exceptions, ReleasesTheExitTooWhereTheSiteWantsIt)
{
  GateConfig config;
  config.emergency_releases_exit = true;
  MantrapWorld other(config);
  ASSERT_TRUE(other.reach(GateState::capturing));
  other.simple(GateEventKind::emergency_raised);
  EXPECT_EQ(other.count(GateCommandKind::release_door, Door::exit), 1U);
  EXPECT_EQ(other.watch.fault(), "");
}

TEST_F(Exceptions, AdmitsNobodyWhoLeavesDuringAnEvacuation)
{
  ASSERT_TRUE(world.reach(GateState::exit_open));
  world.door(Door::exit, DoorState::open);
  world.simple(GateEventKind::emergency_raised);
  world.bodies(0);
  EXPECT_EQ(world.count(GateCommandKind::record_crossing), 0U);
  expect_ended(Outcome::evacuated, Reason::emergency);
}

} // namespace
} // namespace gatetwin
