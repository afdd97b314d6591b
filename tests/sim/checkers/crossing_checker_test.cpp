// SPDX-License-Identifier: Apache-2.0
#include "sim/checkers/crossing_checker.hpp"
#include "tests/sim/checkers/story.hpp"

namespace gatetwin::checkers {
namespace {

constexpr const char* once = "crossing_recorded_once";
constexpr const char* stamps = "stamp_ten_days";

Story visits(std::uint64_t count = 1)
{
  Story story;
  for (std::uint64_t who = 1; who <= count; ++who) story.visit(who);
  story.end_run();
  return story;
}

void remove_last(Story& story, RecordKind kind)
{
  for (auto at = story.records.end(); at-- != story.records.begin();) {
    if (at->kind != kind) continue;
    story.records.erase(at);
    return;
  }
}

// A crossing and nothing else: at a booth no body is counted.
void cross(Story& story, std::uint64_t count, std::uint32_t detail, std::uint16_t authority = 0)
{
  story.transaction = transaction_id({1}, count).value;
  story.document = 77;
  story.crossing(RecordKind::crossing_stored, authority, detail);
  story.crossing(RecordKind::crossing_committed, authority, detail);
}

TEST(CrossingChecker, FindsNothingWhenEachIsCommittedOnce)
{
  const Story story = visits(4);
  expect_clean(story);
  EXPECT_EQ(Judgement(story.records).of(once).examined(), 16U);
}

TEST(CrossingChecker, AllowsRepetitionsAndALostAcknowledgement)
{
  Story story = visits();
  story.records.pop_back();
  for (int i = 0; i < 3; ++i) story.crossing(RecordKind::crossing_repeated);
  story.crossing(RecordKind::crossing_delivered); // once more, late
  story.end_run();
  expect_clean(story);
  remove_last(story, RecordKind::crossing_delivered);
  remove_first(story, RecordKind::crossing_delivered);
  expect_clean(story);
}

TEST(CrossingChecker, CatchesASecondCommitHoweverLate)
{
  Story story = visits(3);
  story.records.pop_back();
  Record again = first(story, RecordKind::crossing_committed);
  again.time_ns = story.wait(day_ns).now_ns;
  story.records.push_back(again);
  story.end_run();
  expect_only(story, once, "committed twice");
}

TEST(CrossingChecker, CatchesACommitThatNoUnitStored)
{
  Story story = visits();
  story.records.pop_back();
  story.transaction = transaction_id({1}, 500).value;
  story.crossing(RecordKind::crossing_committed);
  story.end_run();
  expect_only(story, once, "no unit stored");
}

TEST(CrossingChecker, CatchesACrossingThatNeverArrived)
{
  Story story = visits(2);
  remove_last(story, RecordKind::crossing_committed);
  remove_last(story, RecordKind::crossing_delivered);
  expect_only(story, once, "never reached the registry");
}

TEST(CrossingChecker, LeavesOpenWhatWaitsBehindALinkThatIsDown)
{
  Story story = visits(2);
  remove_last(story, RecordKind::crossing_committed);
  remove_last(story, RecordKind::crossing_delivered);
  story.records.pop_back();
  story.link(false);
  story.end_run();
  expect_open(story, once, "still on its way");
}

TEST(CrossingChecker, KnowsThatALinkIsUpWhenEveryCauseHasEnded)
{
  Story story = visits();
  remove_last(story, RecordKind::crossing_committed);
  remove_last(story, RecordKind::crossing_delivered);
  story.records.pop_back();
  story.link(false);
  story.link(false);
  story.link(true);
  story.end_run();
  expect_open(story, once, "still on its way");
  story.records.pop_back();
  story.link(true);
  story.end_run();
  expect_only(story, once, "never reached the registry");
}

TEST(CrossingChecker, CatchesAnAcknowledgementBeforeTheCommit)
{
  Story story = visits();
  Record& committed = first(story, RecordKind::crossing_committed);
  Record& delivered = first(story, RecordKind::crossing_delivered);
  std::swap(committed.kind, delivered.kind);
  std::swap(committed.detail, delivered.detail);
  std::swap(committed.ref, delivered.ref);
  delivered.value = 0;
  Record& acknowledged = first(story, RecordKind::crossing_delivered);
  acknowledged.value = acknowledged.time_ns - first(story, RecordKind::crossing_stored).time_ns;
  // The first commit of a journal tells that it has a centre: give it one before.
  Story earlier;
  earlier.visit(1);
  for (Record& r : earlier.records) r.unit = r.unit == 1 ? 9 : r.unit;
  for (Record& r : earlier.records) {
    if (r.kind >= RecordKind::transaction_started && r.kind < RecordKind::link_state) {
      r.subject = transaction_id({9}, 1).value;
    } else {
      r.subject += 100;
    }
  }
  for (Record& r : story.records) r.time_ns += earlier.now_ns;
  earlier.records.insert(earlier.records.end(), story.records.begin(), story.records.end());
  const Judgement judgement(earlier.records);
  EXPECT_EQ(judgement.violations(once), 1U) << judgement.said();
  EXPECT_NE(judgement.said(once).find("acknowledged that was not committed"), std::string::npos);
}

TEST(CrossingChecker, CatchesOtherContent)
{
  Story document = visits();
  first(document, RecordKind::crossing_committed).ref += 1;
  expect_only(document, once, "another document");
  for (const std::uint32_t bit : {1U, stamped, offline}) {
    Story detail = visits();
    first(detail, RecordKind::crossing_committed).detail ^= bit;
    expect_only(detail, once, "another direction, stamp or offline mark");
  }
  Story stored = visits();
  repeat_first(stored, RecordKind::crossing_stored);
  expect_clean(stored);
  first(stored, RecordKind::crossing_stored).detail ^= offline;
  const Judgement judgement(stored.records);
  EXPECT_NE(judgement.said(once).find("stored again with another content"), std::string::npos);
}

TEST(CrossingChecker, CatchesConflictsAndRepetitionsOfNothing)
{
  Story conflict = visits();
  conflict.records.pop_back();
  conflict.crossing(RecordKind::crossing_conflict);
  conflict.end_run();
  expect_only(conflict, once, "one key with two contents");

  Story repeated = visits();
  repeated.records.pop_back();
  repeated.transaction = transaction_id({1}, 70).value;
  repeated.crossing(RecordKind::crossing_repeated);
  repeated.end_run();
  expect_only(repeated, once, "never committed");
}

TEST(CrossingChecker, CatchesAWrongTimeSinceStored)
{
  Story story = visits();
  first(story, RecordKind::crossing_delivered).value += 1;
  expect_only(story, once, "time since stored");
}

TEST(CrossingChecker, TakesTheAcknowledgementForTheCommitInAGatesOwnJournal)
{
  Story story = visits(3);
  for (int i = 0; i < 3; ++i) remove_first(story, RecordKind::crossing_committed);
  for (int i = 0; i < 3; ++i) remove_first(story, RecordKind::registry_verdict);
  expect_clean(story);
  remove_last(story, RecordKind::crossing_delivered);
  expect_only(story, once, "never reached the registry");
}

TEST(CrossingChecker, JudgesACentresOwnJournalWithoutItsUnits)
{
  Story story;
  for (std::uint64_t count = 1; count <= 3; ++count) {
    story.transaction = transaction_id({1}, count).value;
    story.crossing(RecordKind::crossing_committed);
  }
  story.crossing(RecordKind::crossing_repeated);
  story.end_run();
  expect_clean(story);
}

TEST(CrossingChecker, AllowsAStampAfterTenFullDaysAndCatchesItOneNanosecondEarlier)
{
  Story story;
  cross(story, 1, 1 | stamped);
  story.wait(5 * day_ns);
  cross(story, 2, 1);
  story.wait(5 * day_ns);
  cross(story, 3, 1 | stamped);
  story.end_run();
  expect_clean(story);
  EXPECT_EQ(Judgement(story.records).of(stamps).examined(), 2U);

  Story early;
  cross(early, 1, 1 | stamped);
  early.wait(10 * day_ns - 1);
  cross(early, 2, 1 | stamped);
  early.end_run();
  expect_only(early, stamps, "within ten days");
}

TEST(CrossingChecker, CountsStampsByAuthorityAndDocument)
{
  Story story;
  cross(story, 1, 1 | stamped, 0);
  cross(story, 1, 0 | stamped, 1); // one stop: both stamp
  story.end_run();
  expect_clean(story);
  Story twice;
  cross(twice, 1, 1 | stamped, 0);
  cross(twice, 2, 0 | stamped, 1);
  twice.wait(day_ns);
  cross(twice, 3, 0 | stamped, 1);
  twice.end_run();
  expect_only(twice, stamps, "within ten days");
}

TEST(CrossingChecker, LeavesOpenAStampThatNobodyCouldKnowOf)
{
  Story story;
  cross(story, 1, 1 | stamped);
  story.wait(day_ns);
  cross(story, 2, 1 | stamped | offline);
  story.end_run();
  expect_open(story, stamps, "unknown to the unit");

  Story undelivered;
  cross(undelivered, 9, 1);
  undelivered.transaction = transaction_id({1}, 1).value;
  undelivered.crossing(RecordKind::crossing_stored, 0, 1 | stamped);
  undelivered.wait(day_ns);
  cross(undelivered, 2, 1 | stamped);
  undelivered.transaction = transaction_id({1}, 1).value;
  undelivered.crossing(RecordKind::crossing_committed, 0, 1 | stamped);
  undelivered.end_run();
  expect_open(undelivered, stamps, "unknown to the unit");
}

TEST(CrossingChecker, CatchesAStampIntoNoDocument)
{
  Story story;
  story.transaction = transaction_id({1}, 1).value;
  story.crossing(RecordKind::crossing_stored, 0, 1 | stamped);
  story.crossing(RecordKind::crossing_committed, 0, 1 | stamped);
  story.end_run();
  expect_only(story, stamps, "into no document");
}

TEST(CrossingChecker, ForgetsStampsAfterTenDaysButNotBefore)
{
  Story story;
  std::uint64_t count = 0;
  const auto stamp = [&](std::uint64_t document) {
    story.transaction = transaction_id({1}, ++count).value;
    story.document = document;
    story.crossing(RecordKind::crossing_committed, 0, 1 | stamped);
  };
  for (std::uint64_t document = 1; document <= 13'000; ++document) {
    stamp(document);
    story.wait(day_ns / 1000); // 10,000 documents in ten days
  }
  for (std::uint64_t document = 100; document <= 3'000; document += 100) stamp(document);
  story.end_run();
  expect_clean(story);
  story.records.pop_back();
  for (std::uint64_t document = 3'100; document <= 13'000; document += 100) stamp(document);
  story.end_run();
  expect_only(story, stamps, "within ten days", 100);
}

} // namespace
} // namespace gatetwin::checkers
