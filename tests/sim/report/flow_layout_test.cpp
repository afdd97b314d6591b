// SPDX-License-Identifier: Apache-2.0
#include "sim/report/flow_layout.hpp"
#include "sim/report/flow_picture.hpp"
#include "tests/sim/report/markup.hpp"
#include "tests/sim/results/sample_results.hpp"
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using ::testing::HasSubstr;

RunResults with_flows(std::vector<FlowResult> flows)
{
  RunResults r;
  for (const char* id : {"a", "b", "c", "d"})
    r.stations.push_back(sample_station(id, "", "plain", 0.5));
  r.flows = std::move(flows);
  return r;
}

std::size_t column_of(const FlowLayout& layout, const std::string& id)
{
  for (const FlowBox& box : layout.boxes) {
    if (box.id == id) return box.column;
  }
  return 99;
}

TEST(FlowLayout, PutsAStationToTheRightOfAllThatLeadToIt)
{
  const RunResults r = with_flows(
      {{"", "a", 10}, {"", "b", 5}, {"a", "b", 3}, {"b", "c", 8}, {"a", "", 7}, {"c", "", 8}});
  const FlowLayout layout = lay_out_flow(r);
  EXPECT_EQ(column_of(layout, "a"), 1U);
  EXPECT_EQ(column_of(layout, "b"), 2U);
  EXPECT_EQ(column_of(layout, "c"), 3U);
  EXPECT_EQ(column_of(layout, "d"), 99U) << "nobody goes there";
  EXPECT_EQ(layout.boxes[1].column, 4U) << "departures";
}

TEST(FlowLayout, LetsWaysBackNotMoveAnything)
{
  const RunResults r = with_flows({{"", "a", 10},
                                   {"a", "b", 10},
                                   {"b", "a", 2},
                                   {"b", "b", 1},
                                   {"b", "", 10},
                                   {"c", "d", 1},
                                   {"d", "c", 1}});
  const FlowLayout layout = lay_out_flow(r);
  EXPECT_EQ(column_of(layout, "a"), 1U);
  EXPECT_EQ(column_of(layout, "b"), 2U);
  std::size_t back = 0;
  for (const FlowBand& band : layout.bands) back += band.back;
  EXPECT_EQ(back, 3U);
}

TEST(FlowLayout, GivesBandsTheWidthOfTheirTravellersAndRoomPastTheBoxes)
{
  const RunResults r = with_flows({{"", "a", 100}, {"a", "b", 50}, {"a", "", 50}, {"b", "", 50}});
  const FlowLayout layout = lay_out_flow(r);
  EXPECT_DOUBLE_EQ(layout.bands[1].thickness * 2, layout.bands[0].thickness);
  const FlowBand& past = layout.bands[2];
  ASSERT_EQ(past.passes.size(), 1U);
  for (const FlowBox& box : layout.boxes) {
    if (box.id != "b") continue;
    const double above = box.y - (past.passes[0].y + past.thickness / 2);
    const double below = past.passes[0].y - past.thickness / 2 - (box.y + box.height);
    EXPECT_GT(std::max(above, below), 0) << "beside the box, not behind it";
  }
}

TEST(FlowLayout, StacksTheBandsOfABoxWithoutOverlap)
{
  const FlowLayout layout = lay_out_flow(sample_results());
  for (std::size_t box = 0; box < layout.boxes.size(); ++box) {
    std::vector<std::pair<double, double>> spans;
    for (const FlowBand& band : layout.bands) {
      if (band.from != box) continue;
      spans.emplace_back(band.from_y - band.thickness / 2, band.from_y + band.thickness / 2);
    }
    std::sort(spans.begin(), spans.end());
    for (std::size_t i = 1; i < spans.size(); ++i) {
      EXPECT_GE(spans[i].first, spans[i - 1].second - 1e-9);
    }
  }
}

TEST(FlowPicture, MarksTheBottleneckAndNamesTheStations)
{
  const std::string svg = flow_picture(sample_results(), Language::english);
  EXPECT_EQ(read_markup(svg).fault, "");
  EXPECT_THAT(svg, HasSubstr("class=\"box worst\""));
  EXPECT_THAT(svg, HasSubstr("E-gates, entry"));
  EXPECT_THAT(svg, HasSubstr("Quầy nhập cảnh"));
  EXPECT_THAT(svg, HasSubstr(">1,190<"));
  EXPECT_EQ(svg.find("nan"), std::string::npos);
}

TEST(FlowPicture, IsLeftOutWhereNobodyWent)
{
  EXPECT_EQ(flow_picture(with_flows({}), Language::english), "");
  EXPECT_EQ(flow_picture(with_flows({{"", "unknown", 3}}), Language::english), "");
  EXPECT_EQ(flow_picture(with_flows({{"", "", 3}}), Language::english), "");
}

} // namespace
} // namespace gatetwin
