// SPDX-License-Identifier: Apache-2.0
// What core/ports/gate_hardware.hpp promises. A twin offers:
//   GateHardware& hardware();
//   void start();                              // switched on
//   void enter(); void leave();                // a body goes in, or out
//   void block(Door, bool);                    // something stands in that door's line
//   void break_door(Door); void mend_door(Door);
//   void raise_fire_alarm();                   // at the hardware, not through the core
//   std::vector<PortInput> after(Duration);
#pragma once
#include "core/ports/gate_hardware.hpp"
#include "core/ports/port_input.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <vector>

namespace gatetwin::contract {

inline std::vector<DoorState> states_of(const std::vector<PortInput>& inputs, Door door)
{
  std::vector<DoorState> states;
  for (const PortInput& input : inputs) {
    if (input.kind == InputKind::door && input.door == door) states.push_back(input.door_state);
  }
  return states;
}
inline std::vector<std::uint64_t> occupancies(const std::vector<PortInput>& inputs)
{
  std::vector<std::uint64_t> numbers;
  for (const PortInput& input : inputs) {
    if (input.kind == InputKind::occupancy) numbers.push_back(input.number);
  }
  return numbers;
}

using States = std::vector<DoorState>;
constexpr Duration a_movement = seconds(20); // more than any door takes

template <typename Twin> class GateHardwareContract : public testing::Test {
protected:
  void SetUp() override
  {
    twin.start();
    twin.after(a_movement);
  }
  void open(Door door)
  {
    twin.hardware().open_door(door);
    twin.after(a_movement);
  }
  Twin twin;
};
TYPED_TEST_SUITE_P(GateHardwareContract);

TYPED_TEST_P(GateHardwareContract, ReportsDoorsAndOccupancyOnceAfterStart)
{
  this->twin.start();
  const auto inputs = this->twin.after(a_movement);
  EXPECT_EQ(states_of(inputs, Door::entry), States{DoorState::closed});
  EXPECT_EQ(states_of(inputs, Door::exit), States{DoorState::closed});
  EXPECT_EQ(occupancies(inputs), std::vector<std::uint64_t>{0});
}

TYPED_TEST_P(GateHardwareContract, ReportsEachChangeOfADoorAndNothingElse)
{
  for (const Door door : {Door::entry, Door::exit}) {
    const Door other = door == Door::entry ? Door::exit : Door::entry;
    this->twin.hardware().open_door(door);
    auto inputs = this->twin.after(a_movement);
    EXPECT_EQ(states_of(inputs, door), (States{DoorState::opening, DoorState::open}));
    EXPECT_TRUE(states_of(inputs, other).empty());
    this->twin.hardware().open_door(door);
    EXPECT_TRUE(this->twin.after(a_movement).empty());
    this->twin.hardware().close_door(door);
    inputs = this->twin.after(a_movement);
    EXPECT_EQ(states_of(inputs, door), (States{DoorState::closing, DoorState::closed}));
    this->twin.hardware().close_door(door);
    EXPECT_TRUE(this->twin.after(a_movement).empty());
  }
}

TYPED_TEST_P(GateHardwareContract, ObeysWhileMoving)
{
  this->twin.hardware().open_door(Door::entry);
  this->twin.hardware().close_door(Door::entry);
  EXPECT_EQ(states_of(this->twin.after(a_movement), Door::entry).back(), DoorState::closed);
  this->open(Door::entry);
  this->twin.hardware().close_door(Door::entry);
  this->twin.hardware().open_door(Door::entry);
  EXPECT_EQ(states_of(this->twin.after(a_movement), Door::entry).back(), DoorState::open);
}

TYPED_TEST_P(GateHardwareContract, ReversesOnAnObstructionAndSaysWhenTheWayIsClear)
{
  this->open(Door::exit);
  this->twin.hardware().close_door(Door::exit);
  this->twin.block(Door::exit, true);
  EXPECT_EQ(states_of(this->twin.after(a_movement), Door::exit),
            (States{DoorState::closing, DoorState::obstructed}));
  this->twin.block(Door::exit, false);
  EXPECT_EQ(states_of(this->twin.after(a_movement), Door::exit), States{DoorState::open});
  this->twin.hardware().close_door(Door::exit);
  EXPECT_EQ(states_of(this->twin.after(a_movement), Door::exit),
            (States{DoorState::closing, DoorState::closed}));
}

TYPED_TEST_P(GateHardwareContract, ReportsWhoStandsInADoorLine)
{
  this->twin.block(Door::entry, true);
  const auto inputs = this->twin.after(seconds(1));
  const bool told = std::any_of(inputs.begin(), inputs.end(), [](const PortInput& input) {
    return input.kind == InputKind::doorway && input.door == Door::entry && input.number == 1;
  });
  EXPECT_TRUE(told);
}

TYPED_TEST_P(GateHardwareContract, ReportsOccupancyOnEachChange)
{
  this->twin.enter();
  EXPECT_EQ(occupancies(this->twin.after(seconds(1))), std::vector<std::uint64_t>{1});
  this->twin.enter();
  EXPECT_EQ(occupancies(this->twin.after(seconds(1))), std::vector<std::uint64_t>{2});
  EXPECT_TRUE(occupancies(this->twin.after(seconds(60))).empty());
  this->twin.leave();
  this->twin.leave();
  EXPECT_EQ(occupancies(this->twin.after(seconds(1))), (std::vector<std::uint64_t>{1, 0}));
}

TYPED_TEST_P(GateHardwareContract, AReleasedDoorStaysFreeUntilItIsClosed)
{
  this->twin.hardware().release_door(Door::entry);
  EXPECT_EQ(states_of(this->twin.after(a_movement), Door::entry).back(), DoorState::open);
  EXPECT_TRUE(this->twin.after(minutes(10)).empty());
  this->twin.hardware().close_door(Door::entry);
  EXPECT_EQ(states_of(this->twin.after(a_movement), Door::entry).back(), DoorState::closed);
}

TYPED_TEST_P(GateHardwareContract, FreesTheWayOutOnFireAlarmWithoutTheCore)
{
  this->twin.raise_fire_alarm();
  EXPECT_EQ(states_of(this->twin.after(a_movement), Door::entry).back(), DoorState::open);
}

TYPED_TEST_P(GateHardwareContract, ABrokenDoorSaysSoAndReportsItsStateWhenMended)
{
  this->twin.break_door(Door::exit);
  auto inputs = this->twin.after(seconds(1));
  ASSERT_FALSE(inputs.empty());
  EXPECT_EQ(inputs.front().kind, InputKind::device_failed);
  EXPECT_EQ(inputs.front().device, Device::exit_door);
  this->twin.hardware().open_door(Door::exit);
  EXPECT_TRUE(this->twin.after(a_movement).empty()); // it does not move, and claims nothing
  this->twin.mend_door(Door::exit);
  inputs = this->twin.after(a_movement);
  ASSERT_FALSE(inputs.empty());
  EXPECT_EQ(inputs.front().kind, InputKind::device_recovered);
  EXPECT_EQ(states_of(inputs, Door::exit), States{DoorState::closed});
}

TYPED_TEST_P(GateHardwareContract, ScreensAndAlarmsReportNothing)
{
  this->twin.hardware().show(ScreenMessage::see_officer);
  this->twin.hardware().set_alarm(Reason::tailgating, true);
  this->twin.hardware().set_alarm(Reason::tailgating, false);
  EXPECT_TRUE(this->twin.after(seconds(5)).empty());
}

REGISTER_TYPED_TEST_SUITE_P(GateHardwareContract, ReportsDoorsAndOccupancyOnceAfterStart,
                            ReportsEachChangeOfADoorAndNothingElse, ObeysWhileMoving,
                            ReversesOnAnObstructionAndSaysWhenTheWayIsClear,
                            ReportsWhoStandsInADoorLine, ReportsOccupancyOnEachChange,
                            AReleasedDoorStaysFreeUntilItIsClosed,
                            FreesTheWayOutOnFireAlarmWithoutTheCore,
                            ABrokenDoorSaysSoAndReportsItsStateWhenMended,
                            ScreensAndAlarmsReportNothing);

} // namespace gatetwin::contract
