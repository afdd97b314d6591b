// SPDX-License-Identifier: Apache-2.0
#include "tests/viz/timeline/small_journal.hpp"
#include "viz/plan/floor_plan.hpp"
#include <gtest/gtest.h>

namespace gatetwin::viz {
namespace {

bool overlap(const Box& a, const Box& b)
{
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

bool within(const Box& inner, const Box& outer)
{
  constexpr float slack = 0.01F;
  return inner.x >= outer.x - slack && inner.y >= outer.y - slack &&
         inner.x + inner.w <= outer.x + outer.w + slack &&
         inner.y + inner.h <= outer.y + outer.h + slack;
}

// Several checkpoints with halls of every size, some of them without a way to them.
Site large_site()
{
  journal::JournalHeader header;
  for (std::uint32_t c = 0; c < 7; ++c) {
    header.checkpoints.push_back("c" + std::to_string(c));
    for (std::uint32_t a = 0; a < 4; ++a) header.areas.push_back({"a", c, 0});
    header.passages.push_back({c * 4, c * 4 + 1, 1000});
    header.passages.push_back({c * 4 + 1, c * 4 + 2, 1000});
    header.entrances.push_back({"e", c * 4});
    for (std::uint32_t s = 0; s < 3; ++s) {
      const auto id = static_cast<std::uint32_t>(header.stations.size());
      header.stations.push_back({id, "s", "e_gate", c, "exit", "", c * 4 + 1 + s});
      for (std::uint32_t u = 0; u < 1 + c * s * 5; ++u) {
        header.units.push_back({static_cast<std::uint32_t>(header.units.size()), "u", id});
      }
    }
  }
  return make_site(header);
}

TEST(FloorPlan, PutsNothingOnTopOfAnythingElse)
{
  const Site site = large_site();
  const FloorPlan plan = lay_out(site);
  for (std::size_t a = 0; a < plan.areas.size(); ++a) {
    EXPECT_TRUE(within(plan.areas[a], plan.all)) << a;
    for (std::size_t b = 0; b < a; ++b) EXPECT_FALSE(overlap(plan.areas[a], plan.areas[b])) << a;
  }
  for (std::size_t s = 0; s < plan.stations.size(); ++s) {
    EXPECT_TRUE(within(plan.stations[s].all, plan.areas[site.stations[s].area])) << s;
    EXPECT_EQ(plan.stations[s].units.size(), site.stations[s].units);
    for (const Box& unit : plan.stations[s].units) {
      EXPECT_TRUE(within(unit, plan.stations[s].all)) << s;
      EXPECT_FALSE(overlap(unit, plan.stations[s].line)) << s;
    }
    for (std::size_t other = 0; other < s; ++other) {
      EXPECT_FALSE(overlap(plan.stations[s].all, plan.stations[other].all)) << s << " " << other;
    }
  }
}

TEST(FloorPlan, PutsWhatIsFurtherFromTheEntranceFurtherToTheRight)
{
  const FloorPlan plan = lay_out(make_site(small_header()));
  EXPECT_LT(plan.areas[0].x + plan.areas[0].w, plan.areas[1].x);
}

TEST(FloorPlan, OfAGateWithoutALayoutIsOneHall)
{
  journal::JournalHeader header;
  header.stations = {{0, "gate", "e_gate", 0, "exit"}};
  header.units = {{0, "gate/1", 0}};
  const FloorPlan plan = lay_out(make_site(header));
  ASSERT_EQ(plan.areas.size(), 1U);
  EXPECT_TRUE(within(plan.stations[0].units[0], plan.areas[0]));
}

} // namespace
} // namespace gatetwin::viz
