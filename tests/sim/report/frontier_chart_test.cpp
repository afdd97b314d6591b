// SPDX-License-Identifier: Apache-2.0
#include "sim/report/frontier_chart.hpp"
#include "tests/sim/report/markup.hpp"
#include "tests/sim/results/sample_results.hpp"
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace gatetwin {
namespace {

std::size_t count(const std::string& text, const std::string& part)
{
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++n;
  return n;
}

TEST(FrontierChart, DrawsEachDesignTheLimitAndTheLine)
{
  const std::string svg = frontier_chart(sample_optimum(), Language::english);
  EXPECT_EQ(count(svg, "<rect "), 3U);
  EXPECT_EQ(count(svg, "stroke-dasharray=\"6 4\""), 1U) << "the limit";
  EXPECT_EQ(count(svg, "<path "), 1U);
  EXPECT_EQ(count(svg, "fill=\"#ffffff\""), 1U) << "the third is beaten by the second";
  EXPECT_NE(svg.find("<title>units=6: 6, 2:36 min, best</title>"), std::string::npos) << svg;
  EXPECT_EQ(read_markup(svg).fault, "");
}

TEST(FrontierChart, KeepsHopelessDesignsFromPressingTheOthersDown)
{
  OptimumResult far = sample_optimum();
  far.points[0].value = 90'000;
  far.points[0].value_ci95.reset();
  const std::string svg = frontier_chart(far, Language::english);
  EXPECT_NE(svg.find(">30<"), std::string::npos) << "the axis ends at three times the limit, min";
  EXPECT_EQ(svg.find(">1500<"), std::string::npos);
}

TEST(FrontierChart, HasNothingToDrawWithoutValues)
{
  OptimumResult empty = sample_optimum();
  for (OptimumPoint& point : empty.points) point.value.reset();
  EXPECT_EQ(frontier_chart(empty, Language::english), "");
  OptimumResult strange = sample_optimum();
  strange.points.resize(1);
  strange.points[0].value = 0;
  strange.points[0].value_ci95 = Interval{0, 0};
  strange.limit = 0;
  EXPECT_EQ(frontier_chart(strange, Language::vietnamese).find("nan"), std::string::npos);
  strange.points[0].value = std::numeric_limits<double>::infinity();
  EXPECT_EQ(frontier_chart(strange, Language::english), "");
}

} // namespace
} // namespace gatetwin
