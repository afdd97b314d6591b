// SPDX-License-Identifier: Apache-2.0
#include "core/base/random_stream.hpp"
#include "core/journal/clock_record.hpp"
#include "sim/checkers/checker_set.hpp"
#include "tests/sim/checkers/story.hpp"
#include <set>

namespace gatetwin::checkers {
namespace {

TEST(CheckerSet, NamesTenInvariantsInAFixedOrder)
{
  const CheckerSet set;
  std::string names;
  for (const Invariant* invariant : set.invariants()) names += std::string(invariant->name()) + " ";
  EXPECT_EQ(names, "secure_door_authorised doors_interlocked one_passage_per_authorisation "
                   "crossing_recorded_once one_stop_both_or_neither hit_reaches_officer "
                   "stamp_ten_days travellers_accounted_for times_agree records_in_order ");
}

TEST(CheckerSet, HoldsForAnEmptyJournal)
{
  CheckerSet set;
  set.finish();
  EXPECT_TRUE(set.hold());
}

TEST(CheckerSet, TakesAWallClockThatWasSetForNoFault)
{
  Story story;
  story.visit(1);
  story.add(journal::wall_clock_stepped);
  story.end_run();
  const Judgement judgement(story.records);
  EXPECT_TRUE(judgement.set().hold()) << judgement.said();
}

TEST(CheckerSet, CatchesTimeThatGoesBack)
{
  Story story;
  story.visit(1);
  story.end_run();
  story.records.back().time_ns -= 1;
  expect_only(story, "records_in_order", "time goes back");
}

TEST(CheckerSet, CatchesRecordsAfterTheEndAndOfUnknownKinds)
{
  Story after;
  after.visit(1);
  after.end_run();
  after.add(RecordKind::emergency);
  expect_only(after, "records_in_order", "follows the end of the run");

  for (const int kind : {0, 14, 71, 99, 65535}) {
    Story unknown;
    unknown.add(static_cast<RecordKind>(kind));
    const Judgement judgement(unknown.records);
    EXPECT_EQ(judgement.violations("records_in_order"), 1U) << kind << judgement.said();
  }
  Story nowhere;
  nowhere.add(RecordKind::gate_event);
  EXPECT_EQ(Judgement(nowhere.records).violations("records_in_order"), 1U);
}

TEST(CheckerSet, SaysTheSameHoweverTheRecordsAreBatched)
{
  Story story;
  for (std::uint64_t who = 1; who <= 20; ++who) story.visit(who);
  story.records.erase(story.records.begin() + 100);
  story.end_run();
  CheckerSet whole;
  whole.on_records(story.records);
  whole.finish();
  CheckerSet single;
  for (const Record& r : story.records) single.on_records({&r, 1});
  single.finish();
  EXPECT_FALSE(whole.hold());
  for (std::size_t i = 0; i < CheckerSet::invariant_count; ++i) {
    EXPECT_EQ(whole.invariants()[i]->examined(), single.invariants()[i]->examined());
    EXPECT_EQ(whole.invariants()[i]->violations(), single.invariants()[i]->violations());
  }
}

TEST(CheckerSet, TellsWhenWhereWhoAndWhat)
{
  Story story;
  story.visit(1);
  story.now_ns = 123'456'789'012;
  story.command(GateCommandKind::open_door, Door::exit);
  const Judgement judgement(story.records);
  EXPECT_EQ(judgement.said("secure_door_authorised"),
            "123.456 s, unit 1, transaction 1/1, gate_command: "
            "the exit is opened for no transaction under way\n");
  Violation v;
  v.time_ns = -1'500'000'000;
  v.subject = 7;
  v.kind = RecordKind::traveller_left;
  v.what = "time in system, ns";
  v.compares = true;
  v.expected = 5;
  v.found = -3;
  EXPECT_EQ(to_string(v),
            "-1.500 s, traveller 7, traveller_left: time in system, ns: expected 5, found -3");
}

TEST(CheckerSet, KeepsTheFirstCasesAndCountsAll)
{
  Story story;
  for (int i = 0; i < 100; ++i) story.command(GateCommandKind::open_door, Door::exit);
  const Judgement judgement(story.records);
  EXPECT_EQ(judgement.violations("secure_door_authorised"), 100U);
  EXPECT_EQ(judgement.of("secure_door_authorised").first_violations().size(), Invariant::kept);
}

TEST(CheckerSet, RemembersNoMoreAfterAHundredThousandVisitsThanAfterTen)
{
  const auto remembered = [](std::uint64_t count) {
    CheckerSet set;
    Story story;
    for (std::uint64_t who = 1; who <= count; ++who) {
      story.unit = static_cast<std::uint32_t>(who % 5 + 1);
      story.visit(who);
      set.on_records(story.records);
      story.records.clear();
    }
    story.end_run();
    set.on_records(story.records);
    set.finish();
    EXPECT_TRUE(set.hold());
    EXPECT_EQ(set.invariants()[0]->examined(), count);
    return set.remembered();
  };
  EXPECT_EQ(remembered(100'000), remembered(10));
}

TEST(CheckerSet, RemembersNoMoreWhenAuthorisationsAreNeverSpent)
{
  const auto remembered = [](std::uint64_t count) {
    CheckerSet set;
    Story story;
    for (std::uint64_t who = 1; who <= count; ++who) {
      story.start_transaction();
      story.authorise();
      story.end_transaction(Outcome::referred);
      set.on_records(story.records);
      story.records.clear();
    }
    set.finish();
    EXPECT_TRUE(set.hold());
    return set.remembered();
  };
  EXPECT_EQ(remembered(10'000), remembered(10));
}

// Any single record that is taken out of clean visits or put in again is missed only if it carries
// nothing that a promise depends on.
TEST(CheckerSet, NoticesMostRecordsThatAreMissingOrThereTwice)
{
  Story story;
  for (std::uint64_t who = 1; who <= 2; ++who) story.visit(who);
  story.end_run();
  const std::set<RecordKind> may_be_missing{RecordKind::walk_started,
                                            RecordKind::gate_event,
                                            RecordKind::check,
                                            RecordKind::registry_request,
                                            RecordKind::registry_answer,
                                            RecordKind::registry_verdict,
                                            RecordKind::gate_command,
                                            RecordKind::crossing_delivered,
                                            RecordKind::run_ended,
                                            RecordKind::gate_state,
                                            RecordKind::authorisation_consumed};
  for (std::size_t i = 0; i < story.records.size(); ++i) {
    auto fewer = story.records;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    const RecordKind kind = story.records[i].kind;
    const Judgement judgement(fewer);
    if (may_be_missing.count(kind) == 0) {
      EXPECT_FALSE(judgement.set().hold()) << i << journal::to_string(kind);
    }
  }
  const std::set<RecordKind> may_be_twice{RecordKind::gate_event,
                                          RecordKind::gate_command,
                                          RecordKind::check,
                                          RecordKind::registry_request,
                                          RecordKind::registry_answer,
                                          RecordKind::registry_verdict,
                                          RecordKind::crossing_delivered,
                                          RecordKind::crossing_stored,
                                          RecordKind::authorisation_stored};
  for (std::size_t i = 0; i < story.records.size(); ++i) {
    auto more = story.records;
    more.insert(more.begin() + static_cast<std::ptrdiff_t>(i), more[i]);
    const RecordKind kind = story.records[i].kind;
    if (may_be_twice.count(kind) == 0) {
      EXPECT_FALSE(Judgement(more).set().hold()) << i << journal::to_string(kind);
    }
  }
}

TEST(CheckerSet, SurvivesAnyRecords)
{
  RandomStream luck(1, 2, 3, purpose_key("records"));
  for (int run = 0; run < 200; ++run) {
    CheckerSet set;
    for (int i = 0; i < 2000; ++i) {
      Record r;
      r.time_ns = static_cast<std::int64_t>(luck.below(10) == 0 ? luck.next() : luck.below(1000));
      r.kind = static_cast<RecordKind>(luck.below(100));
      r.subject = luck.below(20) == 0 ? luck.next() : luck.below(6);
      r.value = static_cast<std::int64_t>(luck.below(20) == 0 ? luck.next() : luck.below(4));
      r.ref = luck.below(4);
      r.unit = luck.below(20) == 0 ? static_cast<std::uint32_t>(luck.next())
                                   : static_cast<std::uint32_t>(luck.below(3));
      r.station = static_cast<std::uint32_t>(luck.below(3));
      r.code = static_cast<std::uint16_t>(luck.below(20) == 0 ? luck.next() : luck.below(12));
      r.detail = static_cast<std::uint32_t>(luck.below(20) == 0 ? luck.next() : luck.below(600));
      set.on_records({&r, 1});
    }
    set.finish();
    EXPECT_FALSE(set.hold());
  }
}

} // namespace
} // namespace gatetwin::checkers
