// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/gate_status.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <vector>

namespace gatetwin {
namespace {

class GateStatusWatching : public testing::Test {
protected:
  GateStatusWatching()
  {
    status.doors = {1, 1};
    see();
    taken();
  }
  void see() { watch.on_status(status, now); }
  std::vector<InputKind> taken()
  {
    std::vector<InputKind> kinds;
    for (std::size_t before = 1; before > 0;) {
      Inbox inbox;
      watch.deliver(inbox);
      before = inbox.size();
      for (; !inbox.empty(); inbox.pop()) kinds.push_back(inbox.front().kind);
    }
    return kinds;
  }
  using Kinds = std::vector<InputKind>;
  GateStatus status;
  GateStatusWatch watch{{}};
  MonotonicTime now{1};
};

TEST_F(GateStatusWatching, TellsOnlyChanges)
{
  status.heartbeat = 7;
  see();
  EXPECT_TRUE(taken().empty());
  status.doors[1] = 2;
  see();
  EXPECT_EQ(taken(), Kinds{InputKind::door});
  status.flags = body_in_exit_line;
  see();
  EXPECT_EQ(taken(), Kinds{InputKind::doorway});
}

TEST_F(GateStatusWatching, ADoorThatFlapsIsBrokenUntilItIsCalm)
{
  int failed = 0, told = 0;
  for (int i = 0; i < 50; ++i) {
    now = now + milliseconds(20);
    status.doors[0] = i % 2 == 0 ? 3 : 1;
    see();
    for (const InputKind kind : taken()) {
      failed += kind == InputKind::device_failed;
      told += kind == InputKind::door;
    }
  }
  EXPECT_EQ(failed, 1);
  EXPECT_EQ(told, 12) << "no more than a door can do in a second";
  EXPECT_EQ(watch.next_deadline().ns, (now + seconds(2)).ns);
  now = watch.next_deadline();
  watch.on_time(now);
  EXPECT_EQ(taken(), (Kinds{InputKind::device_recovered, InputKind::door}));
  EXPECT_EQ(watch.next_deadline(), MonotonicTime::never());
}

TEST_F(GateStatusWatching, APresenceSensorThatFlapsIsBrokenAlone)
{
  for (int i = 0; i < 20; ++i) {
    now = now + milliseconds(10);
    status.occupancy = static_cast<std::uint16_t>(i % 2);
    see();
  }
  const Kinds kinds = taken();
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), InputKind::device_failed), 1);
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), InputKind::occupancy), 12);
}

TEST_F(GateStatusWatching, AControllerThatStartsAgainAndAgainIsBroken)
{
  for (int i = 0; i < 100; ++i) {
    now = now + milliseconds(20);
    ++status.starts;
    see();
  }
  const Kinds kinds = taken();
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), InputKind::device_failed), 6)
      << "the first start is believed, the second is not";
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), InputKind::door), 2);
}

TEST_F(GateStatusWatching, AnAlarmThatLastsIsToldAgainAfterALoss)
{
  status.flags = emergency_contact;
  see();
  EXPECT_EQ(taken(), Kinds{InputKind::emergency_raised});
  see();
  EXPECT_TRUE(taken().empty());
  watch.lose();
  see();
  const Kinds kinds = taken();
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), InputKind::emergency_raised), 1);
}

TEST_F(GateStatusWatching, WhatLastsElsewhereIsNotOverHere)
{
  struct Panel final : AlarmContacts {
    bool emergency_lasts() const override { return emergency; }
    bool mains_are_lost() const override { return mains; }
    bool emergency = true, mains = true;
  } panel;
  watch.heed(panel);
  const auto turn_key = [this] {
    status.flags = key_turned;
    see();
    status.flags = 0;
    see();
    return taken();
  };
  EXPECT_EQ(turn_key(), Kinds{}) << "the panel has a fire alarm";
  panel.emergency = false;
  EXPECT_EQ(turn_key(), Kinds{InputKind::emergency_reset});
  status.flags = mains_lost;
  see();
  status.flags = 0;
  see();
  EXPECT_EQ(taken(), Kinds{InputKind::power_lost});
  panel.mains = false;
  status.flags = mains_lost;
  see();
  status.flags = 0;
  see();
  EXPECT_EQ(taken(), (Kinds{InputKind::power_lost, InputKind::power_restored}));
}

TEST_F(GateStatusWatching, AnAlarmAmongFlagsThatCantBeIsBelievedAndNothingElseOfThem)
{
  status.flags = 0x0100 | emergency_contact | mains_lost;
  see();
  auto kinds = taken();
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), InputKind::emergency_raised), 1);
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), InputKind::power_lost), 0);
  status.flags = 0x0100 | key_turned;
  see();
  EXPECT_EQ(taken(), Kinds{});
  EXPECT_TRUE(watch.emergency_lasts()) << "that it is over was not believably said";
  status.flags = 0;
  see();
  taken();
  EXPECT_FALSE(watch.emergency_lasts());
}

TEST_F(GateStatusWatching, AKeyThatIsStuckOrWasTurnedUnseenResetsNothing)
{
  status.flags = key_turned | emergency_contact;
  see();
  taken();
  status.flags = key_turned; // still held as the fire alarm ends
  see();
  EXPECT_TRUE(taken().empty());
  status.flags = 0;
  see();
  watch.lose();
  status.flags = key_turned;
  see();
  const Kinds kinds = taken();
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), InputKind::emergency_reset), 0);
  status.flags = 0;
  see();
  status.flags = key_turned;
  see();
  EXPECT_EQ(taken(), Kinds{InputKind::emergency_reset});
}

// Nobody takes reports: their number stays bounded, and in the end the truth is told.
TEST_F(GateStatusWatching, WhatNobodyTakesIsToldAnewAsItIs)
{
  for (int i = 0; i < 5000; ++i) {
    now = now + milliseconds(200);
    status.occupancy = static_cast<std::uint16_t>(i % 4);
    status.flags = i % 2 == 0 ? mains_lost : 0;
    see();
  }
  std::size_t count = 0;
  std::uint64_t bodies = 99;
  InputKind power = InputKind::none;
  for (Inbox inbox; watch.deliver(inbox), !inbox.empty();) {
    for (; !inbox.empty(); inbox.pop(), ++count) {
      const PortInput& input = inbox.front();
      if (input.kind == InputKind::occupancy) bodies = input.number;
      if (input.kind == InputKind::power_lost || input.kind == InputKind::power_restored)
        power = input.kind;
    }
  }
  EXPECT_LE(count, 300U);
  EXPECT_EQ(bodies, status.occupancy);
  EXPECT_EQ(power, InputKind::power_restored);
}

} // namespace
} // namespace gatetwin
