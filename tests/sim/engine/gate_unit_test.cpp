// SPDX-License-Identifier: Apache-2.0
// The simulated e-gate: the production core with simulated devices and a person who uses it.
#include "core/base/siphash.hpp"
#include "sim/engine/gate_unit.hpp"
#include "tests/sim/engine/hand_driven_world.hpp"
#include "tests/sim/engine/unit_models.hpp"
#include <gtest/gtest.h>
#include <map>

namespace gatetwin {
namespace {

using journal::Record;
using journal::RecordKind;

struct Collected : journal::RecordSink {
  std::vector<Record> records;
  void on_records(std::span<const Record> batch) override
  {
    records.insert(records.end(), batch.begin(), batch.end());
  }
  int count(RecordKind kind) const
  {
    return static_cast<int>(std::count_if(records.begin(), records.end(),
                                          [kind](const Record& r) { return r.kind == kind; }));
  }
};

// One gate or a few, one class of travellers with the habits and faults of the test.
class Gate {
public:
  explicit Gate(HabitModel habits = {}, DeviceFaults faults = {}, std::uint32_t units = 1)
      : model(make(habits, faults, units)), world(model)
  {
    world.journal().add_sink(journal);
  }
  void serve(std::uint64_t travellers)
  {
    world.bring(0, travellers);
    world.run_until_quiet(hours(24 * 20));
  }
  static CheckpointModel make(HabitModel habits, DeviceFaults faults, std::uint32_t units)
  {
    StationModel s = station(StationKind::e_gate, units);
    s.faults = faults;
    ClassModel c = border_residents(100);
    c.habits = habits;
    return checkpoint(s, c);
  }
  GateUnit& gate(Index unit = 0) { return dynamic_cast<GateUnit&>(world.unit(unit)); }

  CheckpointModel model;
  HandDrivenWorld world;
  Collected journal;
};

TEST(GateUnit, CycleEmergesBetween15And20Seconds)
{
  Gate gate;
  gate.serve(2000);
  EXPECT_EQ(gate.world.count(Outcome::admitted), 2000);
  // From one person's start to the next one's: the gate is never without somebody who waits.
  const auto& visits = gate.world.visits();
  const double cycle_s =
      (visits.back().began - visits.front().began).seconds() / double(visits.size() - 1);
  EXPECT_GT(cycle_s, 15);
  EXPECT_LT(cycle_s, 20);
  RecordProperty("cycle_s", std::to_string(cycle_s));
  std::printf("cycle %.2f s, visit %.2f s, entries a visit %.1f\n", cycle_s,
              gate.world.mean_s(Outcome::admitted), double(gate.world.entries()) / 2000);
}

TEST(GateUnit, EveryPassageHasOneAuthorisationAndOneCrossing)
{
  Gate gate({}, {}, 3);
  gate.serve(1000);
  EXPECT_EQ(gate.journal.count(RecordKind::body_left_secure), 1000);
  EXPECT_EQ(gate.journal.count(RecordKind::authorisation_stored), 1000);
  EXPECT_EQ(gate.journal.count(RecordKind::authorisation_consumed), 1000);
  EXPECT_EQ(gate.world.ledger(0).crossings(), 1000U);
  std::map<std::uint32_t, std::uint64_t>
      authorised; // by unit: the document whose passage is allowed
  for (const Record& r : gate.journal.records) {
    if (r.kind == RecordKind::authorisation_stored) authorised[r.unit] = r.ref;
    if (r.kind != RecordKind::body_left_secure) continue;
    EXPECT_EQ(authorised[r.unit], r.ref) << "who leaves is who was verified";
    authorised[r.unit] = 0;
  }
}

TEST(GateUnit, SameSeedWritesTheSameJournal)
{
  const auto digest = [] {
    HabitModel habits{0.05, 0.05, 0.02, 0.05, 0.05, 0.03, 0.02, 0.02, 0.02, 0.02, 0.02};
    DeviceFaults faults{0.05, 0.05, 0.02, 0.02, 0.05, 0.02, 0.1};
    Gate gate(habits, faults, 3);
    gate.serve(500);
    const auto bytes = std::as_bytes(std::span(gate.journal.records));
    return std::pair(bytes.size(), siphash24({1, 2}, bytes));
  };
  const auto first = digest();
  EXPECT_GT(first.first, 500U * 48 * 20);
  EXPECT_EQ(first, digest());
}

struct HabitCase {
  const char* name;
  double HabitModel::*habit;
  Outcome outcome; // of nearly all
};

class GateHabits : public testing::TestWithParam<HabitCase> {};

TEST_P(GateHabits, LeadToTheRightOutcome)
{
  HabitModel habits;
  habits.*GetParam().habit = 1;
  Gate gate(habits);
  gate.serve(60);
  ASSERT_EQ(gate.world.visits().size(), 60U);
  EXPECT_EQ(gate.world.count(GetParam().outcome), 60);
  const bool admitted = GetParam().outcome == Outcome::admitted;
  EXPECT_EQ(gate.journal.count(RecordKind::body_left_secure), admitted ? 60 : 0);
  EXPECT_EQ(gate.world.ledger(0).crossings(), admitted ? 60U : 0U);
  for (const auto& visit : gate.world.visits()) EXPECT_EQ(visit.endings, 1);
}

INSTANTIATE_TEST_SUITE_P(
    All, GateHabits,
    testing::Values(
        HabitCase{"TurnsBack", &HabitModel::turns_back, Outcome::abandoned},
        HabitCase{"LeavesDocument", &HabitModel::leaves_document, Outcome::referred},
        HabitCase{"RemovesDocumentEarly", &HabitModel::removes_document_early, Outcome::admitted},
        HabitCase{"SlowToEnter", &HabitModel::slow_to_enter, Outcome::admitted},
        HabitCase{"ExpiredDocument", &HabitModel::expired_document, Outcome::referred},
        HabitCase{"DamagedDocument", &HabitModel::damaged_document, Outcome::referred},
        HabitCase{"ForgedSeal", &HabitModel::forged_seal, Outcome::referred},
        HabitCase{"OnWatchList", &HabitModel::on_watch_list, Outcome::referred},
        HabitCase{"UnknownToRegistry", &HabitModel::unknown_to_registry, Outcome::referred}),
    [](const auto& test) { return test.param.name; });

TEST(GateUnit, WhoDoesNotLookGoesOnOnlyOnAnOfficersWord)
{
  HabitModel habits;
  habits.does_not_look = 1;
  Gate gate(habits);
  gate.serve(200);
  int by_officer = 0;
  for (const Record& r : gate.journal.records) {
    by_officer += r.kind == RecordKind::officer_acted &&
                  r.code == static_cast<std::uint16_t>(OfficerAction::admit);
  }
  EXPECT_GT(gate.world.count(Outcome::referred), 100);
  EXPECT_EQ(gate.world.count(Outcome::referred) + gate.world.count(Outcome::admitted), 200);
  EXPECT_LE(gate.world.count(Outcome::admitted), by_officer);
}

TEST(GateUnit, AFollowerThatTheSensorSeesKeepsEverybodyOut)
{
  HabitModel habits;
  habits.tailgates = 1;
  Gate gate(habits);
  gate.serve(100);
  int followers_in = 0;
  for (const Record& r : gate.journal.records) {
    followers_in += r.kind == RecordKind::body_entered && (r.subject & follower_bit) != 0;
    EXPECT_FALSE(r.kind == RecordKind::body_left_secure && (r.subject & follower_bit) != 0);
  }
  EXPECT_GT(followers_in, 30);
  // Who was followed goes back; where the door was too quick for the follower, the person is
  // admitted.
  EXPECT_EQ(gate.world.count(Outcome::referred), followers_in);
  EXPECT_EQ(gate.world.count(Outcome::admitted), 100 - followers_in);
  EXPECT_EQ(gate.journal.count(RecordKind::body_left_secure), 100 - followers_in);
}

TEST(GateUnit, AFollowerThatTheSensorMissesGetsThroughAndIsCountedOnce)
{
  HabitModel habits;
  habits.tailgates = 1;
  DeviceFaults faults;
  faults.presence_missed = 1;
  Gate gate(habits, faults);
  gate.serve(100);
  int followers_out = 0;
  for (const Record& r : gate.journal.records) {
    followers_out += r.kind == RecordKind::body_left_secure && (r.subject & follower_bit) != 0;
  }
  EXPECT_GT(followers_out, 10) << "the model's miss rate is a real danger";
  EXPECT_EQ(gate.world.ledger(0).crossings(),
            static_cast<std::uint64_t>(gate.world.count(Outcome::admitted)));
}

TEST(GateUnit, AGhostIsNobodysPassage)
{
  DeviceFaults faults;
  faults.presence_ghost = 1;
  Gate gate({}, faults);
  gate.serve(50);
  EXPECT_EQ(gate.world.count(Outcome::referred), 50);
  EXPECT_EQ(gate.journal.count(RecordKind::body_left_secure), 0);
}

TEST(GateUnit, ObstructedDoorsCloseInTheEnd)
{
  DeviceFaults faults;
  faults.door_obstructed = 1;
  Gate gate({}, faults);
  gate.serve(200);
  EXPECT_EQ(gate.world.count(Outcome::admitted), 200);
}

TEST(GateUnit, FireAlarmAtEveryMomentLetsEverybodyOutAndAdmitsNobody)
{
  for (int tenth = 0; tenth < 200; tenth += 1) {
    Gate gate;
    gate.world.bring(0, 1);
    gate.world.run_for(milliseconds(100 * tenth));
    const int out_before = gate.journal.count(RecordKind::body_left_secure);
    gate.world.unit(0).set_emergency(true);
    gate.world.run_for(seconds(40));
    EXPECT_EQ(gate.gate().hardware().bodies_inside(), 0) << tenth;
    ASSERT_EQ(gate.world.visits().at(0).endings, 1) << tenth;
    EXPECT_EQ(gate.journal.count(RecordKind::body_left_secure), out_before) << tenth;
    EXPECT_EQ(gate.world.count(Outcome::admitted), out_before) << tenth;
    EXPECT_EQ(gate.gate().hardware().door(Door::entry), DoorState::open) << tenth;
    gate.world.unit(0).set_emergency(false);
    gate.world.bring(0, 1);
    gate.world.run_for(minutes(10));
    ASSERT_EQ(gate.world.visits().size(), 2U) << "back in service, " << tenth;
    EXPECT_EQ(gate.world.visits()[1].outcome, Outcome::admitted) << tenth;
  }
}

TEST(GateUnit, PowerLossAtEveryMomentLetsEverybodyOut)
{
  for (int tenth = 0; tenth < 200; tenth += 3) {
    Gate gate;
    gate.world.bring(0, 1);
    gate.world.run_for(milliseconds(100 * tenth));
    gate.world.unit(0).set_power(false);
    gate.world.run_for(seconds(40));
    EXPECT_EQ(gate.gate().hardware().bodies_inside(), 0) << tenth;
    ASSERT_EQ(gate.world.visits().at(0).endings, 1) << tenth;
    gate.world.unit(0).set_power(true);
    gate.world.bring(0, 1);
    gate.world.run_for(minutes(10));
    EXPECT_EQ(gate.world.count(Outcome::admitted) + gate.world.count(Outcome::evacuated), 2)
        << tenth;
  }
}

TEST(GateUnit, ClosingFinishesThePersonAtHand)
{
  Gate gate;
  gate.world.bring(0, 3);
  gate.world.run_for(seconds(8));
  gate.world.unit(0).set_in_service(false);
  gate.world.run_for(minutes(5));
  EXPECT_EQ(gate.world.count(Outcome::admitted), 1);
  EXPECT_EQ(gate.world.waiting(), 2U);
  gate.world.unit(0).set_in_service(true);
  gate.world.run_for(minutes(5));
  EXPECT_EQ(gate.world.count(Outcome::admitted), 3);
}

TEST(GateUnit, ABreakdownAtAnyMomentLeavesNobodyInside)
{
  int admitted = 0;
  for (int tenth = 0; tenth < 200; tenth += 3) {
    Gate gate;
    gate.world.bring(0, 2);
    gate.world.run_for(milliseconds(100 * tenth));
    gate.world.unit(0).set_broken(true);
    gate.world.run_for(minutes(10));
    EXPECT_EQ(gate.world.visits().at(0).endings, 1) << tenth;
    EXPECT_EQ(gate.gate().hardware().bodies_inside(), 0) << tenth;
    gate.world.unit(0).set_broken(false);
    gate.world.run_for(minutes(10));
    ASSERT_EQ(gate.world.visits().size(), 2U) << tenth;
    EXPECT_EQ(gate.world.visits()[1].endings, 1) << tenth;
    admitted += gate.world.count(Outcome::admitted);
  }
  EXPECT_GT(admitted, 67);
}

TEST(GateUnit, CrossingsOfAnOutageAreDeliveredOnceAfterwards)
{
  Gate gate;
  gate.model.stations[0].offline.rule = OfflineRule::admit_low_risk;
  HandDrivenWorld world(gate.model);
  world.bring(0, 200);
  world.at({minutes(5).ns}, [&world] { world.set_registry_up(false); });
  world.at({minutes(25).ns}, [&world] { world.set_registry_up(true); });
  world.run_until_quiet(hours(10));
  EXPECT_TRUE(world.all_at_rest());
  EXPECT_EQ(world.ledger(0).crossings(),
            static_cast<std::uint64_t>(world.count(Outcome::admitted)));
  EXPECT_EQ(world.count(Outcome::admitted) + world.count(Outcome::referred), 200);
}

} // namespace
} // namespace gatetwin
