// SPDX-License-Identifier: Apache-2.0
#include "sim/checkers/passage_checker.hpp"
#include "tests/sim/checkers/story.hpp"

namespace gatetwin::checkers {
namespace {

constexpr const char* secure_door = "secure_door_authorised";
constexpr const char* interlock = "doors_interlocked";
constexpr const char* one_passage = "one_passage_per_authorisation";

Story visits(std::uint64_t count = 1)
{
  Story story;
  for (std::uint64_t who = 1; who <= count; ++who) story.visit(who);
  story.end_run();
  return story;
}

// Up to the person shut in alone and checked.
Story shut_in()
{
  Story story;
  story.arrive(1);
  story.queue_and_start();
  story.start_transaction();
  story.step_in();
  return story;
}

void finish_referred(Story& story)
{
  story.at_unit(RecordKind::officer_called, story.transaction);
  story.open(Door::entry);
  story.body(RecordKind::body_left_public, 0);
  story.close(Door::entry);
  story.end_transaction(Outcome::referred);
  story.end_service(Outcome::referred);
  story.leave(Outcome::referred);
  story.end_run();
}

TEST(PassageChecker, FindsNothingInVisitsThatKeepEveryPromise)
{
  const Story story = visits(3);
  expect_clean(story);
  const Judgement judgement(story.records);
  EXPECT_EQ(judgement.of(secure_door).examined(), 3U);
  EXPECT_EQ(judgement.of(one_passage).examined(), 9U);
  EXPECT_GT(judgement.of(interlock).examined(), 0U);
}

TEST(PassageChecker, CatchesAnExitOpenedWithoutAnAuthorisation)
{
  Story story = shut_in();
  story.open(Door::exit);
  story.close(Door::exit);
  finish_referred(story);
  expect_only(story, secure_door, "without a stored authorisation");
}

TEST(PassageChecker, CatchesAnExitReleasedWithoutAnAuthorisation)
{
  Story story = shut_in();
  story.command(GateCommandKind::release_door, Door::exit);
  finish_referred(story);
  expect_only(story, secure_door, "without a stored authorisation");
}

TEST(PassageChecker, CatchesAnExitOpenedBeforeTheAuthorisationIsStored)
{
  Story story = shut_in();
  story.command(GateCommandKind::open_door, Door::exit);
  story.authorise();
  story.pass();
  story.end_transaction();
  story.end_service();
  story.deliver();
  story.leave();
  story.end_run();
  expect_only(story, secure_door, "without a stored authorisation");
}

TEST(PassageChecker, CatchesAnExitOpenedAgainAfterThePassage)
{
  Story story = shut_in();
  story.authorise();
  story.pass();
  story.open(Door::exit);
  story.close(Door::exit);
  story.end_transaction();
  story.end_service();
  story.deliver();
  story.leave();
  story.end_run();
  expect_only(story, secure_door, "on an authorisation that is consumed");
}

TEST(PassageChecker, CatchesAnExitOpenedForNobody)
{
  Story story = visits();
  story.records.pop_back();
  story.transaction = no_transaction;
  story.open(Door::exit);
  story.close(Door::exit);
  story.transaction = transaction_id({1}, 99).value;
  story.open(Door::exit);
  story.close(Door::exit);
  story.end_run();
  expect_only(story, secure_door, "for no transaction under way", 2);
}

TEST(PassageChecker, CatchesAnExitOpenedOnTheAuthorisationOfTheGateBeside)
{
  Story story = shut_in();
  story.authorise();
  story.unit = 2;
  story.command(GateCommandKind::open_door, Door::exit);
  story.unit = 1;
  story.pass();
  story.end_transaction();
  story.end_service();
  story.deliver();
  story.leave();
  story.end_run();
  expect_only(story, secure_door, "another unit's transaction");
}

TEST(PassageChecker, AllowsAWithdrawnAuthorisationAndAnOfficersNewOne)
{
  Story story = shut_in();
  story.authorise();
  story.at_unit(RecordKind::authorisation_consumed, story.transaction);
  story.at_unit(RecordKind::officer_called, story.transaction);
  story.officer(OfficerAction::admit);
  story.authorise();
  story.pass();
  story.end_transaction();
  story.end_service();
  story.deliver();
  story.leave();
  story.end_run();
  expect_clean(story);
}

TEST(PassageChecker, CatchesAnExitOpenedOnAWithdrawnAuthorisation)
{
  Story story = shut_in();
  story.authorise();
  story.at_unit(RecordKind::authorisation_consumed, story.transaction);
  story.open(Door::exit);
  story.close(Door::exit);
  finish_referred(story);
  expect_only(story, secure_door, "on an authorisation that is consumed");
}

TEST(PassageChecker, LetsEgressBeFreeInAnEmergency)
{
  Story story = shut_in();
  story.event(GateEventKind::emergency_raised);
  story.command(GateCommandKind::release_door, Door::entry);
  story.command(GateCommandKind::release_door, Door::exit);
  story.end_transaction(Outcome::evacuated);
  story.state(GateState::emergency);
  story.transaction = no_transaction;
  story.door(Door::entry, DoorState::open);
  story.door(Door::exit, DoorState::open);
  story.body(RecordKind::body_left_public, 0);
  story.end_service(Outcome::evacuated);
  story.leave(Outcome::evacuated);
  story.wait(60 * second_ns);
  story.event(GateEventKind::emergency_reset);
  story.state(GateState::starting);
  story.close(Door::entry); // the exit is still open
  story.close(Door::exit);
  story.state(GateState::idle);
  story.visit(2);
  story.end_run();
  expect_clean(story);
}

TEST(PassageChecker, ExcusesNothingOnceTheEmergencyIsOver)
{
  Story story;
  story.event(GateEventKind::power_lost);
  story.state(GateState::without_power);
  story.command(GateCommandKind::release_door, Door::exit);
  story.door(Door::entry, DoorState::closed);
  story.door(Door::exit, DoorState::open);
  story.state(GateState::starting);
  story.door(Door::exit, DoorState::closed);
  story.command(GateCommandKind::release_door, Door::exit);
  story.end_run();
  expect_only(story, secure_door, "for no transaction under way");
  story.records.pop_back();
  story.door(Door::entry, DoorState::open);
  story.door(Door::exit, DoorState::open);
  EXPECT_EQ(Judgement(story.records).violations(interlock), 1U);
}

TEST(PassageChecker, CatchesBothDoorsOpen)
{
  Story story = visits();
  story.records.pop_back();
  story.door(Door::entry, DoorState::opening);
  story.door(Door::exit, DoorState::opening);
  story.door(Door::entry, DoorState::open);
  story.door(Door::exit, DoorState::open); // still the same case
  story.door(Door::entry, DoorState::closed);
  story.door(Door::exit, DoorState::closed);
  story.door(Door::exit, DoorState::closing);
  story.door(Door::entry, DoorState::obstructed); // another
  story.end_run();
  expect_only(story, interlock, "both doors are open", 2);
}

TEST(PassageChecker, CatchesADoorToldToOpenWhileTheOtherIsNotShut)
{
  for (const DoorState state : {DoorState::opening, DoorState::open, DoorState::closing,
                                DoorState::obstructed, DoorState::forced}) {
    Story story = visits();
    story.records.pop_back();
    story.door(Door::exit, state);
    story.command(GateCommandKind::open_door, Door::entry);
    story.end_run();
    expect_only(story, interlock, "told to open while the other is not shut");
  }
}

TEST(PassageChecker, KeepsDoorsOfDifferentGatesApart)
{
  Story story = visits();
  story.records.pop_back();
  story.door(Door::entry, DoorState::open);
  story.unit = 2;
  story.door(Door::exit, DoorState::open);
  story.end_run();
  expect_clean(story);
}

TEST(PassageChecker, LeavesAForcedDoorOpenToJudgement)
{
  Story story = visits();
  story.records.pop_back();
  story.door(Door::exit, DoorState::open);
  story.door(Door::entry, DoorState::forced);
  story.end_run();
  expect_open(story, interlock, "forced");
}

TEST(PassageChecker, CatchesASecondBodyThatTheSensorsReported)
{
  Story story = shut_in();
  story.traveller |= 1ULL << 63;
  story.body(RecordKind::body_entered, 2);
  story.event(GateEventKind::occupancy_changed, 2);
  story.traveller = 1;
  story.authorise();
  story.open(Door::exit);
  story.body(RecordKind::body_left_secure, 1);
  story.body(RecordKind::body_left_secure, 0);
  story.at_unit(RecordKind::authorisation_consumed, story.transaction);
  story.crossing(RecordKind::crossing_stored);
  story.crossing(RecordKind::crossing_committed);
  story.close(Door::exit);
  story.end_transaction();
  story.end_service();
  story.leave();
  story.end_run();
  expect_only(story, one_passage, "a second body passes on one authorisation");
  for (Record& r : story.records) {
    const bool report = r.kind == RecordKind::gate_event &&
                        r.code == static_cast<std::uint16_t>(GateEventKind::occupancy_changed);
    if (report && r.value == 2) r.value = 1;
  }
  expect_open(story, one_passage, "that no sensor reported");
}

TEST(PassageChecker, CatchesABodyThatPassesWithoutAnAuthorisation)
{
  Story story = shut_in();
  story.body(RecordKind::body_left_secure, 0);
  story.end_transaction(Outcome::referred);
  story.end_service(Outcome::referred);
  story.leave(Outcome::referred);
  story.body(RecordKind::body_entered, 1);
  story.body(RecordKind::body_left_secure, 0); // nor with no transaction at all
  story.end_run();
  expect_only(story, one_passage, "without an authorisation", 2);
}

TEST(PassageChecker, CatchesWhatIsConsumedTwiceOrWasNeverStored)
{
  Story twice = visits();
  repeat_first(twice, RecordKind::authorisation_consumed);
  expect_only(twice, one_passage, "consumed twice");

  Story never = shut_in();
  never.at_unit(RecordKind::authorisation_consumed, never.transaction);
  finish_referred(never);
  expect_only(never, one_passage, "that was not stored");

  Story late = visits();
  late.records.pop_back();
  late.at_unit(RecordKind::authorisation_consumed, late.transaction);
  late.end_run();
  expect_only(late, one_passage, "that was not stored");
}

TEST(PassageChecker, CatchesAnAuthorisationAfterThePassage)
{
  Story story = visits();
  const Record stored = first(story, RecordKind::authorisation_stored);
  for (auto at = story.records.begin(); at != story.records.end(); ++at) {
    if (at->kind != RecordKind::transaction_ended) continue;
    Record again = stored;
    again.time_ns = at->time_ns;
    story.records.insert(at, again);
    break;
  }
  expect_only(story, one_passage, "authorised again after the passage");
}

TEST(PassageChecker, AllowsAWithdrawalThatIsRecordedAfterTheEnd)
{
  Story story = shut_in();
  story.authorise();
  finish_referred(story);
  story.records.pop_back();
  story.at_unit(RecordKind::authorisation_consumed, story.transaction);
  story.visit(2);
  story.end_run();
  expect_clean(story);
}

TEST(PassageChecker, AllowsTheWithdrawalOfWhatWasStoredBeforeThisJournal)
{
  Story story;
  story.at_unit(RecordKind::authorisation_consumed, transaction_id({1}, 7).value);
  story.end_run();
  expect_clean(story);
}

TEST(PassageChecker, CatchesAPassageThatNeverBecameACrossing)
{
  Story story = visits();
  for (const RecordKind kind : {RecordKind::crossing_stored, RecordKind::crossing_committed,
                                RecordKind::crossing_delivered}) {
    remove_first(story, kind);
  }
  expect_only(story, "crossing_recorded_once", "no crossing was ever recorded");
  story.records.pop_back(); // the run is not over
  expect_open(story, "crossing_recorded_once", "no crossing is recorded yet");
}

} // namespace
} // namespace gatetwin::checkers
