// SPDX-License-Identifier: Apache-2.0
#include "sim/trace/csv_trace.hpp"
#include "sim/trace/perfetto_trace.hpp"
#include "tests/sim/timing/gate_story.hpp"
#include "tests/sim/timing/golden_file.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>

namespace gatetwin {
namespace {

using nlohmann::json;
using test::GateStory;

GateStory story_of_two()
{
  GateStory story;
  story.start().pass(transaction_id(UnitId{3}, 1).value, 20'000);
  story.at_ms(40'000).record(journal::RecordKind::alarm, 0,
                             static_cast<std::uint32_t>(Reason::door_obstructed), 1);
  return story.pass(transaction_id(UnitId{3}, 2).value, 60'000);
}

template <typename Trace>
std::string trace_of(const std::vector<journal::Record>& records,
                     const journal::JournalHeader& header = GateStory::header())
{
  std::string text;
  Trace trace(header, [&text](std::string_view more) { text += more; });
  TraceTracks tracks(header, trace);
  tracks.on_records(records);
  tracks.finish();
  if constexpr (std::is_same_v<Trace, PerfettoTrace>) trace.finish();
  return text;
}

TEST(PerfettoTrace, IsWhatItWas)
{
  test::expect_golden("tests/sim/trace/golden/trace.json",
                      trace_of<PerfettoTrace>(story_of_two().records));
}

TEST(CsvTrace, IsWhatItWas)
{
  test::expect_golden("tests/sim/trace/golden/trace.csv",
                      trace_of<CsvTrace>(story_of_two().records));
}

// What the viewers need: each event with its phase, process and time; spans of one thread never
// overlap; each asynchronous begin has its end.
TEST(PerfettoTrace, KeepsTheFormatsRules)
{
  const json trace = json::parse(trace_of<PerfettoTrace>(story_of_two().records));
  std::map<std::pair<int, int>, std::vector<std::pair<double, double>>> spans;
  std::map<std::string, int> open;
  std::map<std::string, int> phases;
  for (const json& event : trace["traceEvents"]) {
    const std::string phase = event["ph"];
    ++phases[phase];
    EXPECT_TRUE(event.contains("pid"));
    EXPECT_TRUE(event.contains("name"));
    EXPECT_TRUE(phase == "M" || event["ts"].get<double>() >= 0);
    if (phase == "X") {
      EXPECT_GE(event["dur"].get<double>(), 0);
      spans[{event["pid"], event["tid"]}].emplace_back(event["ts"], event["dur"]);
    }
    if (phase == "b") ++open[event["id"]];
    if (phase == "e") --open[event["id"]];
  }
  for (const auto& [id, count] : open) EXPECT_EQ(count, 0) << id;
  for (auto& [thread, list] : spans) {
    std::sort(list.begin(), list.end());
    for (std::size_t i = 1; i < list.size(); ++i)
      EXPECT_LE(list[i - 1].first + list[i - 1].second, list[i].first + 1e-6);
  }
  EXPECT_EQ(phases["b"], 4) << "two round trips, two deliveries";
  EXPECT_GT(phases["X"], 20);
  EXPECT_GT(phases["i"], 20);
  EXPECT_EQ(phases["C"], 5);
}

TEST(PerfettoTrace, TransactionsAreSpansNamedByTheirOutcome)
{
  const json trace = json::parse(trace_of<PerfettoTrace>(story_of_two().records));
  int found = 0;
  for (const json& event : trace["traceEvents"]) {
    if (event["ph"] != "X" || event["name"] != "admitted") continue;
    ++found;
    EXPECT_DOUBLE_EQ(event["dur"].get<double>(), 13'000'000.0);
    EXPECT_FALSE(event["args"]["transaction"].get<std::string>().empty());
  }
  EXPECT_EQ(found, 2);
}

TEST(PerfettoTrace, HostileNamesStayText)
{
  journal::JournalHeader header = GateStory::header();
  header.producer = "\"}],\"x\":\xff</script>";
  header.units[0].name = "egates\"\n\\1";
  const json trace = json::parse(trace_of<PerfettoTrace>(story_of_two().records, header));
  EXPECT_EQ(trace["traceEvents"][0]["args"]["name"], "egates\"\n\\1");
}

TEST(PerfettoTrace, AnEmptyJournalIsStillJson)
{
  EXPECT_TRUE(json::accept(trace_of<PerfettoTrace>({})));
}

TEST(TraceTracks, WhatIsUnderWayEndsWithTheLastRecord)
{
  GateStory story;
  story.start().at_ms(5000).of(9).record(journal::RecordKind::transaction_started);
  story.at_ms(9000).event(GateEventKind::document_read);
  const std::string csv = trace_of<CsvTrace>(story.records);
  EXPECT_NE(csv.find("egates/1,transactions,under way,9,5.000000000,9.000000000,4.000000000,"),
            std::string::npos)
      << csv;
}

TEST(TraceTracks, AnEvaluatoryCheckIsToldAsOne)
{
  GateStory story;
  const auto cross_check = static_cast<std::uint16_t>(CheckKind::cross_check);
  story.start().at_ms(5000).of(9).record(journal::RecordKind::transaction_started);
  for (const CheckWeight weight : {CheckWeight::mandatory, CheckWeight::evaluatory}) {
    story.record(journal::RecordKind::check, cross_check,
                 static_cast<std::uint32_t>(Reason::seal_mrz_mismatch),
                 result_and_weight({CheckKind::cross_check, CheckResult::failed, {}, weight}));
  }
  const std::string csv = trace_of<CsvTrace>(story.records);
  for (const char* told : {"cross_check failed seal_mrz_mismatch",
                           "cross_check failed (evaluatory) seal_mrz_mismatch"})
    EXPECT_NE(csv.find(told), std::string::npos) << csv;
}

TEST(TraceTracks, AFirstStateIsNotLongerThanWhatIsLookedAt)
{
  GateStory story;
  story.at_ms(100'000).enter(GateState::reading); // after 100 s in starting
  EXPECT_EQ(trace_of<CsvTrace>(story.records).find("starting"), std::string::npos);
}

} // namespace
} // namespace gatetwin
