// SPDX-License-Identifier: Apache-2.0
#include "sim/trace/record_filter.hpp"
#include "tests/sim/timing/gate_story.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using journal::Record;
using test::GateStory;

std::vector<Record> taken(const std::vector<Record>& records, const RecordSelection& selection)
{
  RecordFilter filter(selection);
  std::vector<Record> out;
  for (const Record& record : records) {
    if (filter.takes(record)) out.push_back(record);
  }
  EXPECT_EQ(filter.taken(), out.size());
  return out;
}

TEST(RecordFilter, TakesAWindowWithoutItsEnd)
{
  GateStory story;
  story.start().pass(1, 1000);
  RecordSelection window;
  window.from_ns = 1'000'000'000;
  window.to_ns = 3'000'000'000;
  const auto out = taken(story.records, window);
  ASSERT_FALSE(out.empty());
  EXPECT_EQ(out.front().time_ns, window.from_ns);
  for (const Record& record : out) EXPECT_LT(record.time_ns, window.to_ns);
  Record at_end;
  at_end.time_ns = window.to_ns;
  EXPECT_TRUE(RecordFilter(window).is_past(at_end));
}

TEST(RecordFilter, OfATransactionTakesItsUnitsDoorsAndItsLateDelivery)
{
  const std::uint64_t mine = transaction_id(UnitId{3}, 77).value;
  GateStory story, other(7);
  story.start().pass(transaction_id(UnitId{3}, 76).value, 1000).pass(mine, 30'000);
  story.at_ms(60'000).of(mine).record(journal::RecordKind::crossing_delivered, 0, 0, 5);
  story.of(0).door(Door::entry, DoorState::open);
  other.start().pass(transaction_id(UnitId{7}, 77).value, 30'000);
  std::vector<Record> both = story.records;
  both.insert(both.end(), other.records.begin(), other.records.end());
  RecordSelection one;
  one.transaction = mine;
  const auto out = taken(both, one);
  ASSERT_FALSE(out.empty());
  EXPECT_EQ(out.front().kind, journal::RecordKind::transaction_started);
  EXPECT_EQ(out.back().kind, journal::RecordKind::crossing_delivered);
  EXPECT_EQ(out.back().time_ns, 60'000'000'000);
  for (const Record& record : out) EXPECT_EQ(record.unit, 3U);
}

TEST(RecordFilter, ATravellersNumberIsNoTransaction)
{
  GateStory story;
  story.of(transaction_id(UnitId{3}, 5).value).record(journal::RecordKind::queue_joined);
  RecordSelection one;
  one.transaction = transaction_id(UnitId{3}, 5).value;
  EXPECT_TRUE(taken(story.records, one).empty());
}

} // namespace
} // namespace gatetwin
