// SPDX-License-Identifier: Apache-2.0
// The simulated booths: typing, scanning, and two authorities at once.
#include "sim/engine/booth_unit.hpp"
#include "tests/sim/engine/hand_driven_world.hpp"
#include "tests/sim/engine/unit_models.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

struct Booth {
  explicit Booth(StationKind kind, HabitModel habits = {}, std::uint32_t population = 5000)
      : model(make(kind, habits, population)), world(model)
  {
  }
  static CheckpointModel make(StationKind kind, HabitModel habits, std::uint32_t population)
  {
    ClassModel c = border_residents(population);
    c.habits = habits;
    return checkpoint(station(kind, 1), c);
  }
  void serve(std::uint64_t travellers)
  {
    world.bring(0, travellers);
    world.run_until_quiet(hours(24 * 30));
  }
  double cycle_s() const
  {
    const auto& visits = world.visits();
    return (visits.back().began - visits.front().began).seconds() / double(visits.size() - 1);
  }

  CheckpointModel model;
  HandDrivenWorld world;
};

TEST(BoothUnit, AnOfficerWhoTypesTakesAboutAMinute)
{
  Booth booth(StationKind::booth);
  booth.serve(2000);
  EXPECT_EQ(booth.world.count(Outcome::admitted), 2000);
  std::printf("booth %.2f s\n", booth.cycle_s());
  EXPECT_NEAR(booth.cycle_s(), 61, 3);
  EXPECT_EQ(booth.world.ledger(0).crossings(), 2000U);
}

TEST(BoothUnit, AScanTakesTheTypingsPlace)
{
  Booth booth(StationKind::barcode_booth);
  booth.serve(2000);
  EXPECT_EQ(booth.world.count(Outcome::admitted), 2000);
  std::printf("barcode booth %.2f s\n", booth.cycle_s());
  EXPECT_NEAR(booth.cycle_s(), 31, 3);
}

TEST(BoothUnit, TheStampThatIsStillValidSavesItsTime)
{
  Booth rare(StationKind::barcode_booth, {}, 1'000'000),
      frequent(StationKind::barcode_booth, {}, 20);
  rare.serve(500);
  frequent.serve(500);
  EXPECT_GT(rare.cycle_s() - frequent.cycle_s(), 2);
}

TEST(BoothUnit, OneStopWritesBothCrossings)
{
  Booth booth(StationKind::one_stop_booth);
  booth.serve(300);
  EXPECT_EQ(booth.world.count(Outcome::admitted), 300);
  EXPECT_EQ(booth.world.ledger(0).crossings(), 300U);
  EXPECT_EQ(booth.world.ledger(1).crossings(), 300U);
}

struct FlawCase {
  const char* name;
  double HabitModel::*flaw;
  StationKind kind;
  Outcome outcome;
};

class BoothFlaws : public testing::TestWithParam<FlawCase> {};

TEST_P(BoothFlaws, LeadToTheRightOutcome)
{
  HabitModel habits;
  habits.*GetParam().flaw = 1;
  Booth booth(GetParam().kind, habits, 100);
  booth.serve(50);
  EXPECT_EQ(booth.world.count(GetParam().outcome), 50);
  EXPECT_EQ(booth.world.ledger(0).crossings(), GetParam().outcome == Outcome::admitted ? 50U : 0U);
}

INSTANTIATE_TEST_SUITE_P(
    All, BoothFlaws,
    testing::Values(FlawCase{"HitAtBooth", &HabitModel::on_watch_list, StationKind::booth,
                             Outcome::refused},
                    FlawCase{"HitAtBarcodeBooth", &HabitModel::on_watch_list,
                             StationKind::barcode_booth, Outcome::refused},
                    FlawCase{"HitAtOneStop", &HabitModel::on_watch_list,
                             StationKind::one_stop_booth, Outcome::refused},
                    FlawCase{"ExpiredAtBooth", &HabitModel::expired_document, StationKind::booth,
                             Outcome::refused},
                    FlawCase{"ExpiredAtBarcodeBooth", &HabitModel::expired_document,
                             StationKind::barcode_booth, Outcome::refused},
                    FlawCase{"ForgedAtBarcodeBooth", &HabitModel::forged_seal,
                             StationKind::barcode_booth, Outcome::referred},
                    FlawCase{"UnknownAtBooth", &HabitModel::unknown_to_registry, StationKind::booth,
                             Outcome::referred},
                    FlawCase{"DamagedIsTypedAtBarcodeBooth", &HabitModel::damaged_document,
                             StationKind::barcode_booth, Outcome::admitted}),
    [](const auto& test) { return test.param.name; });

TEST(BoothUnit, FireAlarmEvacuatesAtEveryMoment)
{
  for (int second = 0; second < 60; second += 2) {
    Booth booth(StationKind::booth);
    booth.world.bring(0, 1);
    booth.world.run_for(seconds(second));
    const int admitted = booth.world.count(Outcome::admitted);
    booth.world.unit(0).set_emergency(true);
    booth.world.run_for(seconds(20));
    ASSERT_EQ(booth.world.visits().at(0).endings, 1) << second;
    EXPECT_EQ(booth.world.count(Outcome::admitted), admitted) << second;
    booth.world.unit(0).set_emergency(false);
    booth.world.bring(0, 1);
    booth.world.run_for(minutes(15));
    ASSERT_EQ(booth.world.visits().size(), 2U) << second;
    EXPECT_EQ(booth.world.visits()[1].outcome, Outcome::admitted) << second;
  }
}

TEST(BoothUnit, ClosingFinishesThePersonAtHand)
{
  Booth booth(StationKind::booth);
  booth.world.bring(0, 2);
  booth.world.run_for(seconds(20));
  booth.world.unit(0).set_in_service(false);
  booth.world.run_for(minutes(10));
  EXPECT_EQ(booth.world.count(Outcome::admitted), 1);
  booth.world.unit(0).set_in_service(true);
  booth.world.run_for(minutes(10));
  EXPECT_EQ(booth.world.count(Outcome::admitted), 2);
}

} // namespace
} // namespace gatetwin
