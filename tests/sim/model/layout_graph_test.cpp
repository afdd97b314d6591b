// SPDX-License-Identifier: Apache-2.0
#include "sim/model/layout_graph.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

TEST(LayoutGraph, TheShortestWayCounts)
{
  // 0 -100- 1 -20- 2, 0 -30- 3 -40- 2
  const LayoutGraph graph(
      {5, 6, 7, 8}, {{0, 1, 100, false}, {1, 2, 20, false}, {0, 3, 30, false}, {3, 2, 40, false}});
  EXPECT_EQ(graph.distance_m(0, 2), 70);
  EXPECT_EQ(graph.distance_m(0, 1), 90);
  EXPECT_EQ(graph.distance_m(1, 0), 90);
  EXPECT_EQ(graph.distance_m(3, 3), 8);
}

TEST(LayoutGraph, OneWayConnectionsLeadOneWay)
{
  const LayoutGraph graph({1, 1, 1}, {{0, 1, 10, true}, {1, 2, 10, true}});
  EXPECT_EQ(graph.distance_m(0, 2), 20);
  EXPECT_FALSE(graph.distance_m(2, 0));
}

TEST(LayoutGraph, WithoutConnectionNoWayLeadsThere)
{
  const LayoutGraph graph({1, 2}, {});
  EXPECT_FALSE(graph.distance_m(0, 1));
  EXPECT_EQ(graph.distance_m(1, 1), 2);
}

TEST(LayoutGraph, ParallelAndEmptyConnectionsAreFine)
{
  const LayoutGraph graph({0, 0}, {{0, 1, 50, false}, {0, 1, 0, false}});
  EXPECT_EQ(graph.distance_m(0, 1), 0);
}

} // namespace
} // namespace gatetwin
