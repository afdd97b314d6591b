// SPDX-License-Identifier: Apache-2.0
// A unit that is steered no more: after a failed CHECK, or because its program ends.
#include "tests/core/gate/unit_bench.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

// A gate that is turned before it was started: our own bug, as the runtime sees it.
TEST(RuntimeSafeState, KeepsTheExitShutAndFreesEgressAfterAFailedCheck)
{
  UnitBench bench;
  bench.door(Door::exit, DoorState::closed); // start() was forgotten
  EXPECT_EQ(bench.runtime.state(), GateState::out_of_service);
  EXPECT_EQ(bench.hardware.internal_errors, 1U);
  EXPECT_EQ(bench.console.reason, Reason::internal_error);
  EXPECT_EQ(bench.hardware.told(Door::entry), FakeHardware::Told::nothing); // not known to be safe
  bench.bodies(1);
  EXPECT_EQ(bench.hardware.told(Door::exit), FakeHardware::Told::closed);
  EXPECT_EQ(bench.hardware.told(Door::entry), FakeHardware::Told::released);
  EXPECT_FALSE(bench.runtime.is_ready());
}

TEST(RuntimeSafeState, FreesEgressInAnEmergencyWhateverElseFailed)
{
  UnitBench bench;
  bench.bodies(1);
  EXPECT_EQ(bench.hardware.told(Door::entry), FakeHardware::Told::nothing);
  bench.put(InputKind::emergency_raised);
  EXPECT_EQ(bench.hardware.told(Door::entry), FakeHardware::Told::released);
}

TEST(RuntimeSafeState, FreesTheExitTooInAnEmergencyWhereTheSiteWantsIt)
{
  GateRuntimeConfig config = bench_config(UnitKind::e_gate);
  config.gate.emergency_releases_exit = true;
  UnitBench bench(config);
  bench.bodies(1); // fails: start() was forgotten
  bench.put(InputKind::emergency_raised);
  EXPECT_EQ(bench.hardware.told(Door::entry), FakeHardware::Told::released);
  EXPECT_EQ(bench.hardware.told(Door::exit), FakeHardware::Told::released);
}

TEST(RuntimeSafeState, LeavesNoDoorOpenBesideTheOtherWhenSteeringEnds)
{
  UnitBench bench;
  bench.start();
  ASSERT_TRUE(bench.reach(GateState::exit_open));
  bench.door(Door::exit, DoorState::open);
  bench.put(InputKind::steering_ends);
  EXPECT_EQ(bench.hardware.told(Door::exit), FakeHardware::Told::closed);
  EXPECT_EQ(bench.hardware.told(Door::entry), FakeHardware::Told::closed) << "the exit is open";
  bench.door(Door::exit, DoorState::closing);
  EXPECT_EQ(bench.hardware.told(Door::entry), FakeHardware::Told::closed);
  bench.door(Door::exit, DoorState::closed);
  EXPECT_EQ(bench.hardware.told(Door::entry), FakeHardware::Told::released);
  bench.door(Door::entry, DoorState::opening);
  bench.door(Door::entry, DoorState::open);
  bench.pass(minutes(5));
  EXPECT_EQ(bench.hardware.told(Door::entry), FakeHardware::Told::released);
  ASSERT_NE(bench.last(journal::RecordKind::transaction_ended), nullptr);
  EXPECT_EQ(bench.last(journal::RecordKind::transaction_ended)->code,
            static_cast<std::uint16_t>(Outcome::unfinished));
  bench.officer(OfficerAction::reset);
  EXPECT_FALSE(bench.runtime.is_ready()) << "nobody steers any more";
}

TEST(RuntimeSafeState, RecordsThePersonWhoPassesWhileSteeringEnds)
{
  UnitBench bench;
  bench.start();
  ASSERT_TRUE(bench.reach(GateState::exit_open));
  bench.door(Door::exit, DoorState::open);
  bench.put(InputKind::steering_ends);
  bench.bodies(0);
  EXPECT_EQ(bench.store.count(StoreEntryKind::crossing), 1U);
  EXPECT_EQ(bench.last(journal::RecordKind::transaction_ended)->code,
            static_cast<std::uint16_t>(Outcome::admitted));
}

class FailsOnce final : public journal::RecordSink {
public:
  void on_records(std::span<const journal::Record>) override
  {
    const bool fails = armed;
    armed = false;
    CHECK(!fails);
  }
  bool armed = false;
};

// Our own bug, in the very event of the passage.
TEST(RuntimeSafeState, PresumesThePassageWhoseEventCouldNotBeHandled)
{
  for (const std::uint64_t still_inside : {0U, 1U}) {
    UnitBench bench;
    FailsOnce bug;
    bench.journal.add_sink(bug);
    bench.start();
    ASSERT_TRUE(bench.reach(GateState::exit_open));
    bench.door(Door::exit, DoorState::open);
    bench.journal.flush();
    for (std::size_t i = 1; i < journal::Journal::batch; ++i) bench.journal.append({});
    bug.armed = true;
    bench.bodies(still_inside);
    EXPECT_EQ(bench.hardware.internal_errors, 1U);
    EXPECT_EQ(bench.hardware.told(Door::exit), FakeHardware::Told::closed);
    bench.door(Door::exit, DoorState::closed);
    bench.pass(seconds(1));
    ASSERT_EQ(bench.store.count(StoreEntryKind::crossing), still_inside == 0 ? 1U : 0U);
    EXPECT_EQ(bench.store.count(StoreEntryKind::authorisation_consumed), 1U);
    const journal::Record* ended = bench.last(journal::RecordKind::transaction_ended);
    ASSERT_NE(ended, nullptr);
    EXPECT_EQ(ended->code, static_cast<std::uint16_t>(Outcome::unfinished));
    if (still_inside > 0) continue;
    EXPECT_EQ(ended->detail, static_cast<std::uint32_t>(Reason::passage_presumed));
    EXPECT_EQ(bench.console.reason, Reason::passage_presumed);
    for (const StoreEntry& entry : bench.store.entries) {
      if (entry.kind != StoreEntryKind::crossing) continue;
      EXPECT_EQ(entry.request.reason, Reason::passage_presumed);
    }
  }
}

TEST(RuntimeSafeState, ClosesNoExitOnSomebodyInItsLineWhenSteeringEnds)
{
  UnitBench bench;
  bench.start();
  ASSERT_TRUE(bench.reach(GateState::exit_open));
  bench.door(Door::exit, DoorState::open);
  PortInput line;
  line.kind = InputKind::doorway;
  line.door = Door::exit;
  line.number = 1;
  bench.put(line);
  bench.put(InputKind::steering_ends);
  EXPECT_EQ(bench.hardware.told(Door::exit), FakeHardware::Told::open);
  line.number = 0;
  bench.put(line);
  EXPECT_EQ(bench.hardware.told(Door::exit), FakeHardware::Told::closed);
}

TEST(RuntimeSafeState, ServesAgainAfterANamedOfficersReset)
{
  UnitBench bench;
  bench.heard(); // fails: start() was forgotten
  ASSERT_EQ(bench.hardware.internal_errors, 1U);
  PortInput nameless;
  nameless.kind = InputKind::officer;
  nameless.action = OfficerAction::reset;
  bench.put(nameless);
  EXPECT_EQ(bench.runtime.state(), GateState::out_of_service);
  bench.officer(OfficerAction::reset);
  EXPECT_TRUE(bench.runtime.is_ready());
  bench.person();
  EXPECT_EQ(bench.hardware.opened(Door::exit), 1U);
}

} // namespace
} // namespace gatetwin
