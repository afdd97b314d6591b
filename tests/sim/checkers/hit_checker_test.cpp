// SPDX-License-Identifier: Apache-2.0
#include "sim/checkers/hit_checker.hpp"
#include "tests/sim/checkers/story.hpp"

namespace gatetwin::checkers {
namespace {

constexpr const char* reaches = "hit_reaches_officer";

void begin(Story& story)
{
  story.arrive(1);
  story.queue_and_start();
  story.start_transaction();
}

void finish(Story& story, Outcome outcome)
{
  story.end_transaction(outcome);
  story.end_service(outcome);
  story.leave(outcome);
  story.end_run();
}

void call(Story& story) { story.at_unit(RecordKind::officer_called, story.transaction); }

void answer(Story& story)
{
  story.at_unit(RecordKind::registry_answer, story.transaction).detail =
      static_cast<std::uint32_t>(Reason::watch_list_hit);
}

TEST(HitChecker, FindsNothingWhenAnOfficerIsCalled)
{
  Story story;
  begin(story);
  story.verdict(Reason::watch_list_hit);
  story.check(CheckKind::watch_list, Reason::watch_list_hit);
  call(story);
  story.officer(OfficerAction::refer);
  finish(story, Outcome::referred);
  expect_clean(story);
  EXPECT_EQ(Judgement(story.records).of(reaches).examined(), 1U);
}

TEST(HitChecker, CountsAnOfficerWhoWasThereBeforeTheHitAndOneAtABooth)
{
  Story before;
  begin(before);
  call(before);
  before.check(CheckKind::watch_list, Reason::watch_list_hit);
  finish(before, Outcome::referred);
  expect_clean(before);

  Story booth;
  begin(booth);
  booth.check(CheckKind::watch_list, Reason::watch_list_hit);
  booth.officer(OfficerAction::refuse);
  finish(booth, Outcome::refused);
  expect_clean(booth);
}

TEST(HitChecker, CatchesAHitWithoutAnOfficer)
{
  for (const Outcome outcome : {Outcome::referred, Outcome::abandoned, Outcome::refused}) {
    Story story;
    begin(story);
    story.check(CheckKind::watch_list, Reason::watch_list_hit);
    finish(story, outcome);
    expect_only(story, reaches, "without an officer");
  }
}

TEST(HitChecker, CatchesAHitThatTheCentreAnsweredAndTheUnitForgot)
{
  Story story;
  begin(story);
  story.verdict(Reason::watch_list_hit);
  answer(story);
  finish(story, Outcome::abandoned);
  expect_only(story, reaches, "without an officer");
}

TEST(HitChecker, CatchesAHitThatOneOfTwoAuthoritiesAnsweredAndTheUnitForgot)
{
  Story story;
  begin(story);
  story.verdict(Reason::watch_list_hit);
  story.event(GateEventKind::joint_answered);
  story.records.back().detail = static_cast<std::uint32_t>(Reason::watch_list_hit);
  finish(story, Outcome::abandoned);
  expect_only(story, reaches, "without an officer");
}

TEST(HitChecker, CatchesAHitThatEndsAdmitted)
{
  Story called; // but nobody admitted
  begin(called);
  called.check(CheckKind::watch_list, Reason::watch_list_hit);
  call(called);
  finish(called, Outcome::admitted);
  expect_only(called, reaches, "no officer admitted it");

  Story refused;
  begin(refused);
  refused.check(CheckKind::watch_list, Reason::watch_list_hit);
  call(refused);
  refused.officer(OfficerAction::refuse);
  finish(refused, Outcome::admitted);
  expect_only(refused, reaches, "no officer admitted it");

  Story unheard; // the answer was lost, and the unit went on
  begin(unheard);
  unheard.verdict(Reason::watch_list_hit);
  finish(unheard, Outcome::admitted);
  expect_only(unheard, reaches, "no officer admitted it");
}

TEST(HitChecker, AllowsAnOfficerToAdmitAHit)
{
  Story story;
  begin(story);
  story.check(CheckKind::watch_list, Reason::watch_list_hit);
  call(story);
  story.officer(OfficerAction::admit);
  finish(story, Outcome::admitted);
  expect_clean(story);
}

TEST(HitChecker, TakesNoOfficerOfAnotherTransactionForThisOne)
{
  Story story;
  begin(story);
  story.check(CheckKind::watch_list, Reason::watch_list_hit);
  const std::uint64_t own = story.transaction;
  story.transaction = transaction_id({1}, 55).value;
  call(story);
  story.officer(OfficerAction::admit);
  story.transaction = own;
  finish(story, Outcome::referred);
  expect_only(story, reaches, "without an officer");
}

TEST(HitChecker, DoesNotCarryAnOfficerOverToTheNextTransaction)
{
  Story story;
  begin(story);
  call(story);
  story.officer(OfficerAction::admit);
  story.end_transaction(Outcome::referred);
  story.start_transaction();
  story.check(CheckKind::watch_list, Reason::watch_list_hit);
  finish(story, Outcome::referred);
  expect_only(story, reaches, "without an officer");
}

TEST(HitChecker, LeavesOpenWhatOnlyTheCentreKnew)
{
  Story gone;
  begin(gone);
  gone.verdict(Reason::watch_list_hit);
  finish(gone, Outcome::abandoned);
  expect_open(gone, reaches, "known to the centre alone");

  Story late;
  begin(late);
  finish(late, Outcome::abandoned);
  late.records.pop_back();
  late.verdict(Reason::watch_list_hit);
  late.end_run();
  expect_open(late, reaches, "when the transaction had ended");
}

TEST(HitChecker, CatchesAHitOnNoTransaction)
{
  Story story;
  story.check(CheckKind::watch_list, Reason::watch_list_hit);
  story.end_run();
  expect_only(story, reaches, "not under way");
}

} // namespace
} // namespace gatetwin::checkers
