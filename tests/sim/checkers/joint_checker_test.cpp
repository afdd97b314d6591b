// SPDX-License-Identifier: Apache-2.0
#include "sim/checkers/joint_checker.hpp"
#include "tests/sim/checkers/story.hpp"

namespace gatetwin::checkers {
namespace {

constexpr const char* both = "one_stop_both_or_neither";
constexpr std::uint16_t vn = 0;
constexpr std::uint16_t la = 1;

void begin(Story& story, std::uint64_t who = 1)
{
  story.arrive(who);
  story.queue_and_start();
  story.start_transaction();
}

void reserve(Story& story)
{
  story.joint(JointState::reserving);
  story.reservation(RecordKind::reservation_made, vn);
  story.reservation(RecordKind::reservation_made, la);
  story.joint(JointState::reserved);
}

void confirm(Story& story, std::uint16_t authority)
{
  story.reservation(RecordKind::reservation_confirmed, authority);
  story.crossing(RecordKind::crossing_committed, authority, authority);
}

void commit(Story& story)
{
  reserve(story);
  story.joint(JointState::confirming);
  confirm(story, vn);
  confirm(story, la);
  story.joint(JointState::committed, vn);
  story.joint(JointState::committed, la);
}

void go(Story& story)
{
  story.step_in();
  story.authorise();
  story.open(Door::exit);
  story.body(RecordKind::body_left_secure, 0);
  story.at_unit(RecordKind::authorisation_consumed, story.transaction);
  story.close(Door::exit);
}

void finish(Story& story, Outcome outcome)
{
  story.end_transaction(outcome);
  story.end_service(outcome);
  story.leave(outcome);
}

Story cleared()
{
  Story story;
  begin(story);
  commit(story);
  go(story);
  finish(story, Outcome::admitted);
  story.end_run();
  return story;
}

TEST(JointChecker, FindsNothingWhenBothCommitBeforeThePassage)
{
  const Story story = cleared();
  expect_clean(story);
  EXPECT_GE(Judgement(story.records).of(both).examined(), 8U);
}

TEST(JointChecker, TakesOneStateForBothAuthoritiesToo)
{
  Story story;
  begin(story);
  reserve(story);
  confirm(story, la);
  confirm(story, vn);
  story.joint(JointState::committed);
  go(story);
  story.crossing(RecordKind::crossing_stored, vn, vn); // repeated by the outbox
  story.crossing(RecordKind::crossing_stored, la, la);
  finish(story, Outcome::admitted);
  story.end_run();
  expect_clean(story);
}

TEST(JointChecker, AllowsNeither)
{
  Story story;
  begin(story);
  reserve(story);
  story.joint(JointState::cancelling);
  story.reservation(RecordKind::reservation_cancelled, la);
  story.reservation(RecordKind::reservation_cancelled, vn);
  story.joint(JointState::cancelled);
  finish(story, Outcome::referred);
  story.end_run();
  expect_clean(story);
}

TEST(JointChecker, CatchesOneThatCommitsAndOneThatNeverDoes)
{
  Story story;
  begin(story);
  reserve(story);
  confirm(story, vn);
  story.joint(JointState::in_doubt);
  finish(story, Outcome::referred);
  story.end_run();
  expect_only(story, both, "the other never did");
  story.records.pop_back();
  story.link(false);
  story.end_run();
  expect_open(story, both, "the other not yet");
}

TEST(JointChecker, AllowsAPairInDoubtThatIsResolvedAfterTheTransaction)
{
  Story story;
  begin(story);
  reserve(story);
  confirm(story, vn);
  story.joint(JointState::in_doubt);
  finish(story, Outcome::referred);
  story.wait(600 * second_ns);
  confirm(story, la);
  story.joint(JointState::resolved_committed);
  story.end_run();
  expect_clean(story);
}

TEST(JointChecker, CatchesOneThatConfirmsAndOneThatCancelsInEitherOrder)
{
  Story late;
  begin(late);
  reserve(late);
  confirm(late, vn);
  late.reservation(RecordKind::reservation_cancelled, la);
  finish(late, Outcome::referred);
  late.link(false); // no excuse: la will never commit
  late.end_run();
  expect_only(late, both, "cancels what the other has confirmed");

  Story early;
  begin(early);
  reserve(early);
  early.reservation(RecordKind::reservation_cancelled, la);
  confirm(early, vn);
  finish(early, Outcome::referred);
  early.link(false);
  early.end_run();
  expect_only(early, both, "confirms what the other has cancelled");
}

TEST(JointChecker, CatchesCancellationAfterConfirmationHoweverLate)
{
  Story own;
  begin(own);
  reserve(own);
  confirm(own, vn);
  confirm(own, la);
  own.reservation(RecordKind::reservation_cancelled, la);
  own.joint(JointState::committed);
  finish(own, Outcome::referred);
  own.end_run();
  expect_only(own, both, "cancelled after it was confirmed");

  Story late = cleared();
  late.records.pop_back();
  late.wait(day_ns);
  late.reservation(RecordKind::reservation_cancelled, vn);
  late.joint(JointState::resolved_cancelled);
  late.reservation(RecordKind::reservation_confirmed, vn);
  late.end_run();
  expect_only(late, both, "cancelled after both confirmed", 3);
}

TEST(JointChecker, CatchesAPassageBeforeBothCommitsAreKnown)
{
  Story story;
  begin(story);
  reserve(story);
  confirm(story, vn);
  story.joint(JointState::committed, vn);
  go(story); // the exit opens and the body passes
  confirm(story, la);
  story.joint(JointState::committed, la);
  finish(story, Outcome::admitted);
  story.end_run();
  expect_only(story, both, "before both commits were known", 2);
}

TEST(JointChecker, CatchesAPassageBeforeTheUnitHasLearntOfBothCommits)
{
  Story story;
  begin(story);
  reserve(story);
  confirm(story, vn);
  confirm(story, la);
  go(story);
  story.joint(JointState::committed);
  finish(story, Outcome::admitted);
  story.end_run();
  expect_only(story, both, "before both commits were known", 2);
}

TEST(JointChecker, CatchesHalfAPairOfWhichTheOtherAuthorityWasNeverAsked)
{
  Story story;
  begin(story);
  story.reservation(RecordKind::reservation_made, vn);
  confirm(story, vn);
  finish(story, Outcome::referred);
  story.end_run();
  expect_only(story, both, "the other never did");
}

TEST(JointChecker, CatchesAnAdmittanceWithoutBothCommits)
{
  Story story;
  begin(story);
  reserve(story);
  finish(story, Outcome::admitted);
  story.end_run();
  expect_only(story, both, "admitted before both commits were known");
}

TEST(JointChecker, CatchesACrossingStoredBeforeBothCommitsAreKnown)
{
  Story story;
  begin(story);
  reserve(story);
  story.crossing(RecordKind::crossing_stored, vn, vn);
  confirm(story, vn);
  confirm(story, la);
  story.joint(JointState::committed);
  finish(story, Outcome::admitted);
  story.end_run();
  expect_only(story, both, "a crossing is stored before");
}

TEST(JointChecker, CatchesAUnitThatBelievesWhatIsNotSo)
{
  Story committed;
  begin(committed);
  reserve(committed);
  confirm(committed, vn);
  committed.joint(JointState::committed);
  confirm(committed, la);
  finish(committed, Outcome::referred);
  committed.end_run();
  expect_only(committed, both, "takes a pair for committed that is not");

  Story cancelled;
  begin(cancelled);
  reserve(cancelled);
  confirm(cancelled, vn);
  cancelled.joint(JointState::cancelled);
  confirm(cancelled, la);
  finish(cancelled, Outcome::referred);
  cancelled.end_run();
  expect_only(cancelled, both, "takes for cancelled what an authority has committed");
}

TEST(JointChecker, CatchesConfirmationsOfNothingAndTwice)
{
  Story unreserved;
  begin(unreserved);
  unreserved.reservation(RecordKind::reservation_made, vn);
  confirm(unreserved, vn);
  unreserved.reservation(RecordKind::reservation_confirmed, la);
  unreserved.joint(JointState::committed);
  finish(unreserved, Outcome::referred);
  unreserved.end_run();
  expect_only(unreserved, both, "without a reservation");

  Story twice = cleared();
  repeat_first(twice, RecordKind::reservation_confirmed);
  expect_only(twice, both, "confirmed twice");
}

TEST(JointChecker, CatchesAReservationThatOvertookItsCancellation)
{
  Story story;
  begin(story);
  story.reservation(RecordKind::reservation_made, vn);
  story.reservation(RecordKind::reservation_cancelled, la);
  story.reservation(RecordKind::reservation_made, la);
  story.reservation(RecordKind::reservation_cancelled, vn);
  finish(story, Outcome::referred);
  story.end_run();
  expect_only(story, both, "reserved again after it was cancelled");
}

TEST(JointChecker, CatchesAThirdAuthority)
{
  Story story = cleared();
  story.records.pop_back();
  begin(story, 2);
  reserve(story);
  story.reservation(RecordKind::reservation_made, 2);
  story.reservation(RecordKind::reservation_cancelled, vn);
  story.reservation(RecordKind::reservation_cancelled, la);
  finish(story, Outcome::referred);
  story.end_run();
  expect_only(story, both, "a third authority");
}

} // namespace
} // namespace gatetwin::checkers
