// SPDX-License-Identifier: Apache-2.0
#include "sim/statistics/flow_counter.hpp"
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>

namespace gatetwin {
namespace {

TEST(FlowCounter, CountsWaysThroughTheCheckpoint)
{
  FlowCounter flows(2);
  for (std::uint64_t t = 0; t < 3; ++t) flows.move(t, 0, true);
  flows.move(0, 1, true);
  flows.move(0, 1, true); // and again to the same queue
  for (std::uint64_t t = 0; t < 3; ++t) flows.leave(t, true);
  EXPECT_EQ(flows.count(2, 0), 3U);
  EXPECT_EQ(flows.count(0, 1), 1U);
  EXPECT_EQ(flows.count(1, 1), 1U);
  EXPECT_EQ(flows.count(0, 2), 2U);
  EXPECT_EQ(flows.count(1, 2), 1U);
  EXPECT_EQ(flows.inside(), 0U);
}

TEST(FlowCounter, RemembersWhereSomebodyIsThoughNothingIsCountedYet)
{
  FlowCounter flows(2);
  flows.move(7, 0, false);
  EXPECT_TRUE(flows.is_at(7, 0));
  flows.move(7, 1, true);
  EXPECT_EQ(flows.count(2, 0), 0U);
  EXPECT_EQ(flows.count(0, 1), 1U);
}

// Up to 1,000 people, so that many collide and the table grows; they leave in any order.
RC_GTEST_PROP(FlowCounter, KnowsWhereEverybodyIs, ())
{
  FlowCounter flows(4);
  std::map<std::uint64_t, std::uint32_t> where;
  const auto steps =
      *rc::gen::container<std::vector<std::pair<std::uint64_t, std::uint32_t>>>(rc::gen::pair(
          rc::gen::inRange<std::uint64_t>(0, 1000), rc::gen::inRange<std::uint32_t>(0, 6)));
  for (std::uint64_t n = 0; n < 120; ++n) { // nearly as many as the first table takes
    flows.move(n * 7, 0, true);
    where[n * 7] = 0;
  }
  for (const auto& [traveller, step] : steps) {
    if (step < 4) {
      flows.move(traveller, step, true);
      where[traveller] = step;
    } else {
      flows.leave(traveller, true);
      where.erase(traveller);
    }
    RC_ASSERT(flows.inside() == where.size());
    for (const auto& [who, station] : where) RC_ASSERT(flows.is_at(who, station));
  }
}

TEST(FlowCounter, GrowsWithThePeopleInside)
{
  FlowCounter flows(1);
  for (std::uint64_t t = 0; t < 10000; ++t) flows.move(t * 256, 0, true);
  for (std::uint64_t t = 0; t < 10000; ++t) EXPECT_TRUE(flows.is_at(t * 256, 0));
}

} // namespace
} // namespace gatetwin
