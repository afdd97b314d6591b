// SPDX-License-Identifier: Apache-2.0
#include "sim/devices/simulated_door.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

constexpr MonotonicTime at_ms(std::int64_t ms) { return {ms * 1'000'000}; }
constexpr Duration full = milliseconds(600);

TEST(SimulatedDoor, TakesTheFullTimeFromShutToOpen)
{
  SimulatedDoor door;
  EXPECT_TRUE(door.open(at_ms(100), full));
  EXPECT_EQ(door.state(), DoorState::opening);
  EXPECT_EQ(door.moves_until(), at_ms(700));
  EXPECT_FALSE(door.passable());
  EXPECT_TRUE(door.arrive(door.movement()));
  EXPECT_TRUE(door.passable());
}

TEST(SimulatedDoor, TurnsRoundFromWhereItIs)
{
  SimulatedDoor door;
  door.open(at_ms(0), full);
  EXPECT_TRUE(door.close(at_ms(150), full)); // a quarter open
  EXPECT_EQ(door.moves_until(), at_ms(300));
  EXPECT_TRUE(door.open(at_ms(225), full)); // an eighth open
  EXPECT_EQ(door.moves_until(), at_ms(225 + 525));
}

TEST(SimulatedDoor, AnEarlierMovementsEndDoesNotCount)
{
  SimulatedDoor door;
  door.open(at_ms(0), full);
  const std::uint32_t first = door.movement();
  door.close(at_ms(300), full);
  EXPECT_FALSE(door.arrive(first));
  EXPECT_EQ(door.state(), DoorState::closing);
}

TEST(SimulatedDoor, ReversesOnlyWhileClosing)
{
  SimulatedDoor door;
  EXPECT_FALSE(door.obstruct(at_ms(0), full));
  door.open(at_ms(0), full);
  EXPECT_FALSE(door.obstruct(at_ms(100), full));
  door.arrive(door.movement());
  EXPECT_FALSE(door.obstruct(at_ms(900), full));
  door.close(at_ms(1000), full);
  EXPECT_TRUE(door.obstruct(at_ms(1300), full));
  EXPECT_EQ(door.state(), DoorState::obstructed);
  EXPECT_EQ(door.moves_until(), at_ms(1600)); // as long as it had closed
}

TEST(SimulatedDoor, AJammedDoorDoesNotMove)
{
  SimulatedDoor door;
  door.jam(true);
  EXPECT_FALSE(door.open(at_ms(0), full));
  EXPECT_FALSE(door.close(at_ms(0), full));
  EXPECT_EQ(door.state(), DoorState::closed);
  door.jam(false);
  EXPECT_TRUE(door.open(at_ms(0), full));
}

TEST(SimulatedDoor, ClosingEndsARelease)
{
  SimulatedDoor door;
  door.release(at_ms(0), full);
  EXPECT_TRUE(door.released());
  door.arrive(door.movement());
  door.close(at_ms(1000), full);
  EXPECT_FALSE(door.released());
}

} // namespace
} // namespace gatetwin
