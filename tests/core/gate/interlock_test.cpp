// SPDX-License-Identifier: Apache-2.0
// The second barrier, asked for what no controller should ever ask.
#include "core/base/check.hpp"
#include "core/gate/interlock.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

constexpr TransactionId person = transaction_id(UnitId{1}, 1);
constexpr MonotonicTime now{1'000};

class Barrier : public ::testing::Test {
protected:
  Barrier()
  {
    door(Door::entry, DoorState::closed);
    door(Door::exit, DoorState::closed);
    bodies(1);
    tell(GateCommandKind::close_door, Door::entry);
    tell(GateCommandKind::close_door, Door::exit);
    interlock.authorise(person, MonotonicTime{2'000});
  }
  void door(Door which, DoorState state)
  {
    PortInput input;
    input.kind = InputKind::door;
    input.door = which;
    input.door_state = state;
    interlock.observe(input);
  }
  void bodies(std::uint64_t number)
  {
    PortInput input;
    input.kind = InputKind::occupancy;
    input.number = number;
    interlock.observe(input);
  }
  void doorway(Door which, bool occupied)
  {
    PortInput input;
    input.kind = InputKind::doorway;
    input.door = which;
    input.number = occupied ? 1 : 0;
    interlock.observe(input);
  }
  void tell(GateCommandKind kind, Door which, MonotonicTime at = now)
  {
    GateCommand command;
    command.kind = kind;
    command.door = which;
    interlock.check_command(command, person, at);
  }
  Interlock interlock;
};

TEST_F(Barrier, LetsTheAuthorisedPersonPass)
{
  EXPECT_NO_THROW(tell(GateCommandKind::open_door, Door::exit));
}

TEST_F(Barrier, StopsTheExitWithoutAnAuthorisation)
{
  interlock.withdraw();
  EXPECT_THROW(tell(GateCommandKind::open_door, Door::exit), CheckFailed);
}

TEST_F(Barrier, StopsTheExitOnSomebodyElsesAuthorisation)
{
  interlock.authorise(transaction_id(UnitId{1}, 2), MonotonicTime{2'000});
  EXPECT_THROW(tell(GateCommandKind::open_door, Door::exit), CheckFailed);
}

TEST_F(Barrier, StopsTheExitOnAnExpiredAuthorisation)
{
  EXPECT_THROW(tell(GateCommandKind::open_door, Door::exit, MonotonicTime{2'000}), CheckFailed);
}

TEST_F(Barrier, StopsTheExitForTwoAndForNobody)
{
  bodies(2);
  EXPECT_THROW(tell(GateCommandKind::open_door, Door::exit), CheckFailed);
  bodies(0);
  EXPECT_THROW(tell(GateCommandKind::open_door, Door::exit), CheckFailed);
}

TEST_F(Barrier, StopsTheExitWhileTheEntryIsNotReportedShut)
{
  door(Door::entry, DoorState::closing);
  EXPECT_THROW(tell(GateCommandKind::open_door, Door::exit), CheckFailed);
}

TEST_F(Barrier, StopsTheSecondDoor)
{
  tell(GateCommandKind::open_door, Door::exit);
  EXPECT_THROW(tell(GateCommandKind::open_door, Door::entry), CheckFailed);
}

TEST_F(Barrier, StopsACloseOnSomebodyInTheLine)
{
  tell(GateCommandKind::open_door, Door::exit);
  doorway(Door::exit, true);
  EXPECT_THROW(tell(GateCommandKind::close_door, Door::exit), CheckFailed);
  doorway(Door::exit, false);
  EXPECT_NO_THROW(tell(GateCommandKind::close_door, Door::exit));
}

TEST_F(Barrier, StopsACloseWhileObstructedOrWhilePresenceIsUnknown)
{
  door(Door::entry, DoorState::obstructed);
  EXPECT_THROW(tell(GateCommandKind::close_door, Door::entry), CheckFailed);
  door(Door::entry, DoorState::open);
  PortInput input;
  input.kind = InputKind::device_failed;
  input.device = Device::presence_sensor;
  interlock.observe(input);
  EXPECT_THROW(tell(GateCommandKind::close_door, Door::entry), CheckFailed);
}

TEST_F(Barrier, BelievesNoSensorThatIsReportedBroken)
{
  PortInput input;
  input.kind = InputKind::device_failed;
  input.device = Device::presence_sensor;
  interlock.observe(input);
  bodies(1);
  EXPECT_FALSE(interlock.may_close(Door::entry));
  EXPECT_THROW(tell(GateCommandKind::open_door, Door::exit), CheckFailed);
  input.kind = InputKind::device_recovered;
  interlock.observe(input);
  bodies(1);
  EXPECT_TRUE(interlock.may_close(Door::entry));
}

TEST_F(Barrier, NeverStopsARelease)
{
  tell(GateCommandKind::open_door, Door::exit);
  EXPECT_NO_THROW(tell(GateCommandKind::release_door, Door::entry));
}

} // namespace
} // namespace gatetwin
