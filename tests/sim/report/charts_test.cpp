// SPDX-License-Identifier: Apache-2.0
#include "sim/report/charts.hpp"
#include "tests/sim/report/markup.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>

namespace gatetwin {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

ChartTime four_hours() { return {0, 3600, 4, std::nullopt, Language::english}; }

TEST(LineChart, DrawsEachValueAtItsPlace)
{
  const std::vector<ChartLine> lines{{"a", {0, 5, 10, 5}}};
  const std::string svg = line_chart(four_hours(), "queue", lines);
  // The plot reaches from x 56 to 944 and from y 222 (0) to 44 (10).
  EXPECT_THAT(svg, HasSubstr("d=\"M167 222h0.1L389 133L611 44L833 133\""));
  EXPECT_THAT(svg, HasSubstr(">queue</text>"));
  EXPECT_EQ(read_markup(svg).fault, "");
}

TEST(LineChart, LeavesGapsWhereNothingIsKnown)
{
  const std::vector<ChartLine> lines{{"a", {1, nothing, 1, 1}},
                                     {"b", {nothing, nothing, nothing, nothing}}};
  const std::string svg = line_chart(four_hours(), "wait", lines);
  EXPECT_THAT(svg, HasSubstr("d=\"M167 44h0.1M611 44h0.1L833 44\""));
  EXPECT_THAT(svg, Not(HasSubstr("nan")));
}

TEST(LineChart, EscapesNames)
{
  const std::vector<ChartLine> lines{{"<b>\"'&", {1, 2, 3, 4}}, {"x", {1, 1, 1, 1}}};
  const std::string svg = line_chart(four_hours(), "</svg><script>", lines, true);
  EXPECT_EQ(read_markup(svg).fault, "");
  EXPECT_THAT(svg, Not(HasSubstr("<b>")));
  EXPECT_EQ(read_markup(svg).elements.count("script"), 0U);
}

TEST(HeatChart, JoinsNeighboursOfOneColour)
{
  const std::vector<ChartLine> rows{{"gates", {0.5, 0.5, 1, nothing}}};
  const std::string svg = heat_chart(four_hours(), "busy", rows);
  EXPECT_THAT(svg, HasSubstr("x=\"190\" y=\"45\" width=\"377.2\" height=\"20\" fill=\"" +
                             heat_colour(0.5) + "\""));
  EXPECT_THAT(svg, HasSubstr("class=\"closed\"")) << "not in service";
  EXPECT_EQ(read_markup(svg).fault, "");
}

TEST(HeatColour, GetsDarkerAllTheWay)
{
  const auto lightness = [](double share) {
    const std::string c = heat_colour(share);
    int sum = 0;
    for (const std::size_t at : {1, 3, 5}) {
      int value = 0;
      for (const char digit : c.substr(at, 2)) {
        value = value * 16 + (digit <= '9' ? digit - '0' : digit - 'a' + 10);
      }
      sum += value;
    }
    return sum;
  };
  for (int i = 0; i < 20; ++i) EXPECT_GT(lightness(i / 20.0), lightness((i + 1) / 20.0)) << i;
  EXPECT_EQ(heat_colour(-1), heat_colour(0));
  EXPECT_EQ(heat_colour(7), heat_colour(1));
}

TEST(BarChart, ShowsValueIntervalAndTarget)
{
  const std::vector<ChartBar> bars{{"gates", "50.0 %", 0.5, std::pair{0.4, 0.6}, 0.95, true},
                                   {"<i>", "", 7, std::nullopt, std::nullopt, false}};
  const std::string svg = bar_chart("busy", bars, Language::english);
  EXPECT_THAT(svg, HasSubstr("class=\"bar alarm\" x=\"230\" y=\"28\" width=\"275\""));
  EXPECT_THAT(svg, HasSubstr("class=\"whisker\" x1=\"450\" y1=\"38\" x2=\"560\""));
  EXPECT_THAT(svg, HasSubstr("class=\"mark\" x1=\"752.5\""));
  EXPECT_THAT(svg, HasSubstr("width=\"550\"")) << "limited to the axis";
  EXPECT_EQ(read_markup(svg).fault, "");
}

} // namespace
} // namespace gatetwin
