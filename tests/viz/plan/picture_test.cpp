// SPDX-License-Identifier: Apache-2.0
#include "tests/viz/timeline/small_journal.hpp"
#include "viz/plan/picture.hpp"
#include <gtest/gtest.h>
#include <set>

namespace gatetwin::viz {
namespace {

struct Scene {
  Site site = make_site(small_header());
  FloorPlan plan = lay_out(site);
  PictureMaker maker{site, plan};
  HallState state{site};
  Picture picture;

  const Dot* dot_of(std::uint64_t number) const
  {
    for (const Dot& dot : picture.dots) {
      if (dot.slot != nobody && state.slots()[dot.slot].number == number) return &dot;
    }
    return nullptr;
  }
  void run_to(std::int64_t s)
  {
    for (const Record& r : small_records(3)) {
      if (r.time_ns <= s * second_ns) state.apply(r);
    }
    maker.make(state, s * second_ns, Heat::none, picture);
  }
};

TEST(Picture, LeadsAWalkerFromTheEntranceIntoTheHall)
{
  Scene scene;
  scene.run_to(10);
  const float start = scene.dot_of(1)->at.x;
  EXPECT_NEAR(start, scene.plan.entrances[0].x, 0.5F);
  scene.maker.make(scene.state, 20 * second_ns, Heat::none, scene.picture);
  const float halfway = scene.dot_of(1)->at.x;
  scene.maker.make(scene.state, 30 * second_ns, Heat::none, scene.picture);
  const float there = scene.dot_of(1)->at.x;
  EXPECT_LT(start, halfway);
  EXPECT_LT(halfway, there);
  EXPECT_NEAR(there, scene.plan.stations[0].line.x, 0.5F);
}

TEST(Picture, PutsWhoIsServedAtTheirUnit)
{
  Scene scene;
  scene.run_to(36); // traveller 1 is served by unit 1
  const Dot* dot = scene.dot_of(1);
  ASSERT_NE(dot, nullptr);
  const Box& unit = scene.plan.stations[0].units[1];
  EXPECT_TRUE(unit.contains(dot->at));
  EXPECT_EQ(dot->traveller_class, 1U);
}

TEST(Picture, KeepsWhoLeavesInSightUntilTheDoor)
{
  Scene scene;
  const auto leaver = [&]() -> const Dot* {
    for (const Dot& dot : scene.picture.dots) {
      if (dot.slot == nobody) return &dot;
    }
    return nullptr;
  };
  scene.run_to(54); // traveller 1 left at 53
  const Dot* const dot = leaver();
  ASSERT_NE(dot, nullptr);
  const float x = dot->at.x;
  EXPECT_GT(x, scene.plan.stations[0].units[1].x);
  scene.maker.make(scene.state, 56 * second_ns, Heat::none, scene.picture);
  EXPECT_TRUE(leaver() == nullptr || leaver()->at.x > x);
  scene.maker.make(scene.state, 62 * second_ns, Heat::none, scene.picture);
  EXPECT_EQ(leaver(), nullptr);
}

TEST(Picture, HasAnOfficerAtEachOpenCounterAndAtTheDeskOfGates)
{
  Scene scene;
  scene.run_to(0);
  ASSERT_EQ(scene.picture.officers.size(), 2U);
  const StationPlace& booths = scene.plan.stations[1];
  EXPECT_TRUE(booths.units[0].contains(scene.picture.officers[1].at));
  scene.state.apply({.unit = 2, .station = 1, .kind = RecordKind::unit_state, .code = 0});
  scene.maker.make(scene.state, 0, Heat::none, scene.picture);
  EXPECT_EQ(scene.picture.officers.size(), 1U);
}

TEST(Picture, LeadsTheOfficerToTheGateThatCallsAndBack)
{
  Scene scene;
  scene.run_to(0);
  const Point desk = scene.picture.officers[0].at;
  const auto at = [&](std::int64_t s) {
    scene.maker.make(scene.state, s * second_ns, Heat::none, scene.picture);
    return scene.picture.officers[0];
  };
  scene.state.apply({.time_ns = 100 * second_ns,
                     .subject = 1,
                     .unit = 1,
                     .kind = RecordKind::officer_called,
                     .detail = 9});
  EXPECT_NEAR(at(100).at.y, desk.y, 0.01F);
  EXPECT_TRUE(at(100).is_called);
  const Box& gate = scene.plan.stations[0].units[1];
  EXPECT_NEAR(at(200).at.y, gate.y + gate.h / 2, 0.01F);
  scene.state.apply(
      {.time_ns = 200 * second_ns, .subject = 1, .unit = 1, .kind = RecordKind::officer_acted});
  EXPECT_NEAR(at(200).at.y, gate.y + gate.h / 2, 0.01F);
  EXPECT_FALSE(at(300).is_called);
  EXPECT_NEAR(at(300).at.y, desk.y, 0.01F);
}

TEST(Picture, KeepsALineOfAnyLengthInItsPlaceAndApart)
{
  for (const std::uint64_t people : {1U, 30U, 10'000U}) {
    Scene scene;
    for (std::uint64_t n = 1; n <= people; ++n) {
      scene.state.apply({.subject = n, .station = 0, .kind = RecordKind::queue_joined});
    }
    scene.maker.make(scene.state, 0, Heat::none, scene.picture);
    ASSERT_EQ(scene.picture.dots.size(), people);
    const Box& line = scene.plan.stations[0].line;
    std::set<std::pair<float, float>> places;
    for (const Dot& dot : scene.picture.dots) {
      EXPECT_TRUE(line.contains(dot.at));
      places.insert({dot.at.x, dot.at.y});
    }
    EXPECT_EQ(places.size(), people);
    // The head stands nearest to the units.
    EXPECT_GE(scene.picture.dots.front().at.x, scene.picture.dots.back().at.x);
  }
}

TEST(Picture, IsWarmestWhereSomebodyHasWaitedLongest)
{
  Scene scene;
  scene.state.apply({.subject = 1, .station = 1, .kind = RecordKind::queue_joined});
  scene.maker.make(scene.state, 600 * second_ns, Heat::wait, scene.picture);
  float most = 0;
  for (const float v : scene.picture.heat.value) most = std::max(most, v);
  EXPECT_FLOAT_EQ(most, 600);
}

TEST(Picture, ShowsAnAlarmBeforeAnythingElseAboutAUnit)
{
  UnitNow unit;
  unit.state = journal::UnitState::busy;
  EXPECT_EQ(look_of(unit), UnitLook::busy);
  unit.officer_reason = 1500;
  EXPECT_EQ(look_of(unit), UnitLook::needs_officer);
  unit.alarm_reason = 1500;
  EXPECT_EQ(look_of(unit), UnitLook::alarm);
  unit = {};
  unit.has_gate = true;
  unit.gate = GateState::tailgating;
  EXPECT_EQ(look_of(unit), UnitLook::alarm);
}

} // namespace
} // namespace gatetwin::viz
