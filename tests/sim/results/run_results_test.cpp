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

TEST(FigureRows, StandInTheOrderOfReading)
{
  std::vector<std::string> rows;
  const RunResults r = sample_results();
  for (const Figure* f : figure_rows(r, "wait"))
    rows.push_back(f->station + "/" + f->traveller_class);
  const std::vector<std::string> wanted{"/", "gates-in/", "booths-in/", "booths-in/resident",
                                        "booths-in/visitor"};
  EXPECT_EQ(rows, wanted);
  EXPECT_EQ(figure_rows(r, "cycle").size(), 1U);
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
