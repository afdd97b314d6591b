// SPDX-License-Identifier: Apache-2.0
#include "viz/scenario/scenario_text.hpp"
#include <filesystem>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <iterator>

namespace gatetwin::viz {
namespace {

constexpr const char* small = R"(# Why this hall.
name: hall   # short

stations:
  # The gates.
  egates: { kind: e_gate, units: 4, title: "E-gates" }   # of 2026

  booths:
    kind: booth
    units: 3            # three
    open: { mon-fri: 07:00-19:00, sat: "07:00-11:00" }
    staff:
      - { hours: 06:00-14:00, officers: 3 }
      - hours: 14:00-22:00
        officers: 2

empty: {}
nothing:
routes:
  - { from: [egates, booths], to: exit }
)";

// The text with one piece replaced: what an edit in place must give.
std::string with(const std::string& from, const std::string& to, std::string text = small)
{
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string after_setting(const std::string& path, const std::string& value)
{
  ScenarioText text(small);
  EXPECT_EQ(text.set_value(path, value), "") << path;
  return text.text();
}

TEST(ScenarioText, ChangesTheBytesOfTheValueAlone)
{
  EXPECT_EQ(after_setting("stations.egates.units", "5"), with("units: 4", "units: 5"));
  EXPECT_EQ(after_setting("stations.booths.units", "12"), with("units: 3 ", "units: 12 "));
  EXPECT_EQ(after_setting("name", "halle"), with("hall   #", "halle   #"));
  EXPECT_EQ(after_setting("stations.booths.open.mon-fri", "08:00-18:00"),
            with("07:00-19:00", "08:00-18:00"));
  EXPECT_EQ(after_setting("stations.booths.staff.1.officers", "4"),
            with("officers: 2", "officers: 4"));
  EXPECT_EQ(after_setting("routes.0.from.1", "desks"), with("booths]", "desks]"));
}

TEST(ScenarioText, KeepsQuotesAndQuotesWhereItMust)
{
  EXPECT_EQ(after_setting("stations.egates.title", "Cổng \"tự động\""),
            with("\"E-gates\"", "\"Cổng \\\"tự động\\\"\""));
  EXPECT_EQ(after_setting("name", "a: b"), with("hall ", "\"a: b\" "));
  EXPECT_EQ(after_setting("stations.egates.kind", "a, b"), with("e_gate", "\"a, b\""));
  EXPECT_EQ(after_setting("stations.booths.kind", "a, b"), with("kind: booth\n", "kind: a, b\n"));
  EXPECT_EQ(after_setting("name", ""), with("hall ", "\"\" "));
}

TEST(ScenarioText, WritesWhatWasNotThere)
{
  EXPECT_EQ(after_setting("stations.egates.queue", "shared"),
            with("\"E-gates\" }", "\"E-gates\", queue: shared }"));
  EXPECT_EQ(after_setting("stations.booths.queue", "shared"),
            with("officers: 2\n", "officers: 2\n    queue: shared\n"));
  EXPECT_EQ(after_setting("stations.egates.times.walk_in", "uniform(1 s, 2 s)"),
            with("\"E-gates\" }", "\"E-gates\", times: { walk_in: \"uniform(1 s, 2 s)\" } }"));
  EXPECT_EQ(after_setting("empty.a", "1"), with("empty: {}", "empty: { a: 1 }"));
  EXPECT_EQ(after_setting("nothing.a", "1"), with("nothing:\n", "nothing:\n  a: 1\n"));
  EXPECT_EQ(after_setting("nothing", "1"), with("nothing:\n", "nothing: 1\n"));
  EXPECT_EQ(after_setting("faults.fire.kind", "fire_alarm"),
            small + std::string("faults:\n  fire: { kind: fire_alarm }\n"));
  EXPECT_EQ(after_setting("routes.0.from.2", "more"), with("booths]", "booths, more]"));
}

TEST(ScenarioText, WritesIntoAnEmptyText)
{
  ScenarioText text;
  EXPECT_EQ(text.set_value("name", "hall"), "");
  EXPECT_EQ(text.set_value("stations.egates.units", "2"), "");
  EXPECT_EQ(text.text(), "name: hall\nstations:\n  egates: { units: 2 }\n");
}

TEST(ScenarioText, RemovesAFieldWithItsLineAndLeavesRemarksOfOthers)
{
  ScenarioText text(small);
  EXPECT_EQ(text.remove("stations.booths.units"), "");
  EXPECT_EQ(text.text(), with("    units: 3            # three\n", ""));
  EXPECT_EQ(text.remove("stations.egates.units"), "");
  EXPECT_EQ(find_item(text.root(), "stations.egates.units"), nullptr);
  EXPECT_EQ(text.remove("stations.booths.staff.0"), "");
  EXPECT_EQ(find_item(text.root(), "stations.booths.staff.0.officers")->value, "2");
  EXPECT_EQ(text.remove("stations.booths.staff.0.hours"), "");
  EXPECT_NE(text.text().find("      - officers: 2\n"), std::string::npos) << text.text();
  EXPECT_EQ(text.remove("routes.0"), "");
  EXPECT_NE(text.text().find("routes:\n  []\n"), std::string::npos) << text.text();
  EXPECT_NE(text.remove("routes.0"), "");
}

TEST(ScenarioText, CopiesAnItemUnderANewName)
{
  ScenarioText text(small);
  EXPECT_EQ(text.duplicate("stations.egates", "egates_two"), "");
  EXPECT_EQ(text.text(),
            with("# of 2026\n",
                 "# of 2026\n  egates_two: { kind: e_gate, units: 4, title: \"E-gates\" }\n"));
  EXPECT_EQ(text.duplicate("stations.booths.staff.1", ""), "");
  EXPECT_EQ(find_item(text.root(), "stations.booths.staff.2.hours")->value, "14:00-22:00");
  EXPECT_EQ(text.duplicate("stations.booths", "more"), "");
  EXPECT_EQ(find_item(text.root(), "stations.more.staff.2.officers")->value, "2");
  EXPECT_NE(text.duplicate("stations.booths", "egates"), "");
}

TEST(ScenarioText, GoesBackAndForth)
{
  ScenarioText text(small);
  text.set_value("name", "one");
  const std::string one = text.text();
  text.set_value("name", "two");
  const std::string two = text.text();
  text.undo();
  EXPECT_EQ(text.text(), one);
  text.undo();
  EXPECT_EQ(text.text(), small);
  EXPECT_FALSE(text.can_undo());
  text.redo();
  text.redo();
  EXPECT_EQ(text.text(), two);
  text.undo();
  text.set_value("name", "three");
  EXPECT_FALSE(text.can_redo());
}

TEST(ScenarioText, LeavesATextAloneThatIsNoYaml)
{
  ScenarioText text(small);
  text.replace_all("name: [hall\nstations: {");
  EXPECT_FALSE(text.is_readable());
  EXPECT_NE(text.set_value("name", "x"), "");
  EXPECT_EQ(text.text(), "name: [hall\nstations: {");
  text.undo();
  EXPECT_TRUE(text.is_readable());
  EXPECT_EQ(text.text(), small);
}

TEST(ScenarioText, RefusesWhatItCannotWriteInPlace)
{
  ScenarioText text("base: &x { a: 1 }\ncopy: *x\nshort: road\n");
  EXPECT_NE(text.set_value("copy.b", "2"), "");
  EXPECT_NE(text.set_value("copy", "2"), "");
  EXPECT_NE(text.set_value("short.area", "2"), "");
  EXPECT_EQ(text.text(), "base: &x { a: 1 }\ncopy: *x\nshort: road\n");
}

TEST(ScenarioText, ReplacesBlocksOfTextAndFoldedLines)
{
  ScenarioText text("a: |\n  one\n  two\nb: three\n  four\nc: 5\n");
  EXPECT_EQ(text.set_value("a", "six"), "");
  EXPECT_EQ(text.set_value("b", "seven"), "");
  EXPECT_EQ(text.text(), "a: six\nb: seven\nc: 5\n");
}

TEST(ScenarioText, KeepsLineBreaksOfWindows)
{
  ScenarioText text("a: 1\r\nb:\r\n  c: 2\r\n");
  EXPECT_EQ(text.set_value("a", "3"), "");
  EXPECT_EQ(text.set_value("b.c", "4"), "");
  EXPECT_EQ(text.set_value("b.d", "5"), "");
  EXPECT_EQ(text.text(), "a: 3\r\nb:\r\n  c: 4\r\n  d: 5\r\n");
}

std::string text_of(const std::filesystem::path& path)
{
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void for_each_scalar(const YamlItem& item, const std::string& path,
                     const std::function<void(const std::string&, const YamlItem&)>& visit)
{
  if (item.kind == YamlItem::Kind::scalar && !path.empty()) visit(path, item);
  for (const YamlItem& child : item.children)
    for_each_scalar(child, join_path(path, child.key), visit);
}

// Every value of every scenario that comes with gatetwin, set to another one and back.
TEST(ScenarioText, EditsEveryValueOfEveryScenarioInPlace)
{
  std::size_t edited = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(GATETWIN_SOURCE_DIR) + "/scenarios")) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string before = text_of(entry.path());
    ScenarioText text(before);
    ASSERT_TRUE(text.is_readable()) << entry.path() << text.fault();
    std::vector<std::pair<std::string, YamlItem>> all;
    for_each_scalar(text.root(), "", [&](const std::string& path, const YamlItem& item) {
      all.emplace_back(path, item);
    });
    const std::size_t step = std::max<std::size_t>(1, all.size() / 60);
    for (std::size_t i = 0; i < all.size(); i += step) {
      const auto& [path, item] = all[i];
      if (find_item(text.root(), path)->begin != item.begin) continue; // a place and a name
      ASSERT_EQ(text.set_value(path, "other"), "") << entry.path() << " " << path;
      const std::string& after = text.text();
      ASSERT_EQ(after.substr(0, item.begin), before.substr(0, item.begin)) << path;
      const std::size_t rest = before.size() - item.end;
      ASSERT_EQ(after.substr(after.size() - rest), before.substr(item.end)) << path;
      ASSERT_EQ(text.set_value(path, item.value), "") << path;
      ASSERT_EQ(text.text(), before) << entry.path() << " " << path;
      ++edited;
    }
  }
  EXPECT_GT(edited, 200U);
}

} // namespace
} // namespace gatetwin::viz
