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

TEST(Bottleneck, IsWhereMostWaitingHappensAndThenWhereItIsBusiest)
{
  RunResults r = sample_results();
  EXPECT_EQ(bottleneck(r)->id, "booths-in");
  r.stations[0].utilisation = 0.99;
  EXPECT_EQ(bottleneck(r)->id, "gates-in");
  EXPECT_EQ(bottleneck(RunResults{}), nullptr);
  for (StationResult& s : r.stations) s.queue_mean = 0;
  EXPECT_EQ(bottleneck(r), nullptr) << "nobody waits";
}

// A station for the few, where the few wait long, holds up fewer than one where many wait a little.
TEST(Bottleneck, IsNoCornerThatHardlyAnybodyUses)
{
  RunResults r = sample_results();
  Figure& few = r.figures[3];
  ASSERT_EQ(few.station, "booths-in");
  few.count = 60;
  r.stations[1].queue_mean = 60 * 100 / 14'400.0;
  r.stations[0].queue_mean = 1200 * 25 / 14'400.0;
  EXPECT_EQ(bottleneck(r)->id, "gates-in");
  EXPECT_NEAR(share_of_waiting(r, r.stations[0]), 30'000 / 36'000.0, 1e-12);
  EXPECT_FALSE(is_short_of_capacity(r.stations[0]));
}

TEST(Bottleneck, IsShortOfCapacityWhereItsUnitsAreBusyOrBlockedOrNeverOpen)
{
  StationResult s = sample_station("a", "", "booth", 0.71);
  EXPECT_TRUE(is_short_of_capacity(s));
  s.utilisation = 0.096;
  EXPECT_FALSE(is_short_of_capacity(s));
  s.blocked_share = 0.5; // of the servers' time, of which a quarter is out of service
  EXPECT_TRUE(is_short_of_capacity(s));
  s.blocked_share = 0;
  s.utilisation.reset();
  EXPECT_TRUE(is_short_of_capacity(s));
}

} // namespace
} // namespace gatetwin
