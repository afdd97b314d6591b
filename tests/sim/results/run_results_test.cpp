// SPDX-License-Identifier: Apache-2.0
#include "sim/results/run_results.hpp"
#include "tests/sim/results/sample_results.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

TEST(FindFigure, TakesTheTotalNotAPartOfIt)
{
  RunResults r = sample_results();
  Figure part = sample_figure("wait", "", "", 7, 1);
  part.direction = "exit";
  r.figures.insert(r.figures.begin(), part);
  EXPECT_EQ(find_figure(r, "wait")->count, 2400U);
  EXPECT_EQ(find_figure(r, "wait", "booths-in")->count, 1200U);
  EXPECT_EQ(find_figure(r, "wait", "booths-in", "visitor")->count, 200U);
  EXPECT_EQ(find_figure(r, "wait", "nowhere"), nullptr);
  EXPECT_EQ(find_figure(r, "cycle"), nullptr);
}

TEST(Bottleneck, IsWherePeopleWaitLongestAndThenWhereItIsBusiest)
{
  RunResults r = sample_results();
  EXPECT_EQ(bottleneck(r)->id, "booths-in");
  r.figures.clear();
  r.stations[0].utilisation = 0.99;
  EXPECT_EQ(bottleneck(r)->id, "gates-in");
  EXPECT_EQ(bottleneck(RunResults{}), nullptr);
}

} // namespace
} // namespace gatetwin
