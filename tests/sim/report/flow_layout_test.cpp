// SPDX-License-Identifier: Apache-2.0
#include "sim/report/flow_layout.hpp"
#include "sim/report/flow_parts.hpp"
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

// Three checkpoints with two directions of three stations each: what a month at the pilot gates is.
RunResults three_checkpoints()
{
  RunResults r;
  for (const std::string place : {"mc", "hn", "lc"}) {
    for (const std::string way : {"exit", "entry"}) {
      for (const std::string kind : {"_egates", "_barcode", "_booths"}) {
        const std::string id = place + "_" + way + kind;
        StationResult s = sample_station(id, "", "booth", 0.5);
        s.checkpoint = place;
        s.direction = way;
        r.stations.push_back(s);
        r.flows.push_back({"", id, 1000});
        r.flows.push_back({id, "", 1000});
      }
      const std::string hall = place + "_" + way;
      r.flows.push_back({hall + "_egates", hall + "_booths", 10});
    }
  }
  r.stations[4].queue_mean = 9;
  r.checkpoints = {{"mc", "Móng Cái"}, {"hn", ""}};
  return r;
}

TEST(FlowParts, AreTheHallsThatNobodyWalksBetween)
{
  const RunResults r = three_checkpoints();
  const std::vector<FlowPart> parts = flow_parts(r, Language::english);
  ASSERT_EQ(parts.size(), 6U);
  for (const FlowPart& part : parts) EXPECT_EQ(part.stations.size(), 3U);
  EXPECT_EQ(parts[0].title, "Móng Cái, exit");
  EXPECT_EQ(parts[3].title, "hn, entry");
}

TEST(FlowParts, KeepTogetherWhatTravellersPassInTurn)
{
  RunResults r = three_checkpoints();
  r.flows.push_back({"mc_exit_booths", "mc_entry_booths", 5});
  r.flows.push_back({"hn_exit_booths", "lc_exit_booths", 5});
  const std::vector<FlowPart> parts = flow_parts(r, Language::english);
  ASSERT_EQ(parts.size(), 4U);
  EXPECT_EQ(parts[0].title, "Móng Cái") << "both directions";
  EXPECT_EQ(parts[1].title, "hn – lc, exit");
  EXPECT_EQ(flow_parts(sample_results(), Language::english)[0].title, "") << "there is no other";
}

TEST(FlowPicture, DrawsTwoHallsBesideEachOtherAndEveryStationOnce)
{
  const RunResults r = three_checkpoints();
  const std::string svg = flow_picture(r, Language::english);
  EXPECT_EQ(read_markup(svg).fault, "");
  const auto times = [&](const std::string& words) {
    std::size_t n = 0;
    for (std::size_t at = svg.find(words); at != std::string::npos; at = svg.find(words, at + 1))
      ++n;
    return n;
  };
  EXPECT_EQ(times("<svg "), 3U) << "rows, between which a page may end";
  EXPECT_EQ(times("class=\"box"), 18U);
  EXPECT_EQ(times("class=\"box worst\""), 1U);
  EXPECT_EQ(times(">Móng Cái, exit<"), 1U);
  FlowFrame half;
  const std::vector<FlowPart> parts = flow_parts(r, Language::english);
  half.stations = &parts[0].stations;
  half.width = 460;
  for (const FlowBox& box : lay_out_flow(r, half).boxes) {
    EXPECT_GE(box.x, 0);
    EXPECT_LE(box.x + box.width, 460);
    EXPECT_TRUE(box.station == nullptr || box.width > 100) << "room for its words";
  }
}

TEST(FlowPicture, IsLeftOutWhereNobodyWent)
{
  EXPECT_EQ(flow_picture(with_flows({}), Language::english), "");
  EXPECT_EQ(flow_picture(with_flows({{"", "unknown", 3}}), Language::english), "");
  EXPECT_EQ(flow_picture(with_flows({{"", "", 3}}), Language::english), "");
}

} // namespace
} // namespace gatetwin
