// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/precision.hpp"
#include "tests/sim/experiment/toy_records.hpp"
#include <gtest/gtest.h>

namespace gatetwin::experiment {
namespace {

TEST(FigureChoice, NamesFigureStationAndClass)
{
  const auto plain = parse_figure_choice("wait_p95").choice;
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->figure, "wait");
  EXPECT_EQ(plain->stat, FigureChoice::Stat::p95);
  const auto placed = parse_figure_choice("time_in_system_mean@/residents").choice;
  ASSERT_TRUE(placed);
  EXPECT_EQ(placed->figure, "time_in_system");
  EXPECT_EQ(placed->place, "");
  EXPECT_EQ(placed->traveller_class, "residents");
  EXPECT_TRUE(parse_figure_choice("utilisation@booths").choice->is_share());
  EXPECT_FALSE(parse_figure_choice("queue_length_mean").choice->is_time());
}

TEST(FigureChoice, SlipsAreNamedWithWhatWouldBeRight)
{
  for (const char* wrong : {"", "wait", "wait_p96", "weit_p95", "utilisation", "within",
                            "wait_p95@", "utilisation@booths/all"}) {
    const ParsedChoice parsed = parse_figure_choice(wrong);
    EXPECT_FALSE(parsed.choice) << wrong;
    EXPECT_GT(parsed.fault.size(), 10U) << wrong;
  }
  const RunResults known = toy_record(0, {1}).results;
  EXPECT_EQ(missing_in(known, *parse_figure_choice("wait_p95@booth").choice),
            "no station \"booth\"; there are: booths");
  EXPECT_EQ(missing_in(known, *parse_figure_choice("within@ten").choice), "");
  EXPECT_NE(missing_in(known, *parse_figure_choice("within@nine").choice), "");
}

TEST(FigureChoice, FindsItsValue)
{
  const RunResults r = toy_record(3, {1'000'000'000, 20'000'000'000}).results;
  EXPECT_NEAR(*value_of(r, *parse_figure_choice("wait_mean").choice), 10.5, 1e-9);
  EXPECT_NEAR(*value_of(r, *parse_figure_choice("utilisation@booths").choice), 0.53, 1e-9);
  EXPECT_NEAR(*value_of(r, *parse_figure_choice("within@ten").choice), 0.5, 1e-9);
  EXPECT_FALSE(value_of(r, *parse_figure_choice("cycle_mean").choice));
}

TEST(Precision, ABoundIsAShareOrHasTheFiguresUnit)
{
  EXPECT_TRUE(parse_precision("wait_p95=5%").target->relative);
  EXPECT_DOUBLE_EQ(parse_precision("wait_mean=2 min").target->bound, 120);
  EXPECT_FALSE(parse_precision("within@ten=1%").target->relative) << "a point of a hundred";
  for (const char* wrong : {"wait_p95", "wait_p95=", "wait_p95=0%", "wait_p95=-5%", "wait_p95=nan%",
                            "wait_p99=5%", "queue_length_mean=5 s", "wait_mean=5 furlongs"}) {
    EXPECT_FALSE(parse_precision(wrong).target) << wrong;
  }
}

TEST(Precision, IsTheHalfWidthOverWhatItMayBe)
{
  RunResults r = toy_record(0, {10'000'000'000}).results;
  const PrecisionTarget target = *parse_precision("wait_mean=5%").target;
  EXPECT_FALSE(excess(r, target)) << "no interval, no precision";
  r.figures[0].ci95_mean = Interval{9, 11};
  EXPECT_NEAR(*excess(r, target), 1 / (0.05 * 10), 1e-6);
}

TEST(Precision, TheNextNumberGrowsAndStopsAtTheMost)
{
  EXPECT_EQ(next_replications(10, std::nullopt, 1000), 20U);
  EXPECT_EQ(next_replications(10, 5.0, 1000), 20U) << "at most twice as many";
  EXPECT_EQ(next_replications(10, 1.01, 1000), 12U);
  EXPECT_EQ(next_replications(100, 5.0, 120), 120U);
}

} // namespace
} // namespace gatetwin::experiment
