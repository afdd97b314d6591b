// SPDX-License-Identifier: Apache-2.0
// The officer's counter, typed and scanned, and the one-stop booth.
#include "core/gate/booth_session.hpp"
#include <gtest/gtest.h>
#include <optional>
#include <vector>

namespace gatetwin {
namespace {

class Counter {
public:
  explicit Counter(bool one_stop = false) : booth(GateConfig{}, UnitId{4}, 7, one_stop)
  {
    feed(GateEvent{});
  }
  void feed(const GateEvent& event)
  {
    last.clear();
    const GateCommands& commands = booth.handle(event, Instant{now, {}});
    last.insert(last.end(), commands.begin(), commands.end());
    history.insert(history.end(), commands.begin(), commands.end());
  }
  GateEvent make(GateEventKind kind) const
  {
    GateEvent event;
    event.kind = kind;
    event.transaction = booth.transaction();
    return event;
  }
  void simple(GateEventKind kind) { feed(make(kind)); }
  void arrive()
  {
    simple(GateEventKind::traveller_at_counter);
    simple(GateEventKind::document_presented);
  }
  void read(CheckResult result = CheckResult::successful, Reason reason = Reason::none,
            bool has_number = true)
  {
    GateEvent event = make(GateEventKind::document_read);
    event.result = result;
    event.reason = reason;
    event.number = has_number ? 1 : 0;
    feed(event);
  }
  void answer(Decision decision, Reason reason = Reason::none, bool stamp_due = false)
  {
    GateEvent event = make(GateEventKind::registry_answered);
    event.decision = decision;
    event.reason = reason;
    event.stamp_due = stamp_due;
    feed(event);
  }
  void officer(OfficerAction action)
  {
    GateEvent event = make(GateEventKind::officer_acted);
    event.officer = OfficerId{2};
    event.action = action;
    feed(event);
  }
  void joint(JointState state, Decision decision, Reason reason = Reason::none)
  {
    GateEvent event = make(GateEventKind::joint_answered);
    event.joint = state;
    event.decision = decision;
    event.reason = reason;
    feed(event);
  }
  void pass(Duration time)
  {
    const MonotonicTime until = now + time;
    while (booth.next_deadline().at <= until) {
      now = std::max(now, booth.next_deadline().at);
      simple(GateEventKind::time_limit);
    }
    now = until;
  }
  void to_decision(bool stamp_due = false)
  {
    arrive();
    read();
    answer(Decision::admit, Reason::none, stamp_due);
  }
  std::size_t count(GateCommandKind kind) const
  {
    return static_cast<std::size_t>(
        std::count_if(history.begin(), history.end(),
                      [kind](const GateCommand& command) { return command.kind == kind; }));
  }
  std::optional<GateCommand> find(GateCommandKind kind) const
  {
    for (auto it = history.rbegin(); it != history.rend(); ++it) {
      if (it->kind == kind) return *it;
    }
    return std::nullopt;
  }

  BoothSession booth;
  MonotonicTime now{1'000'000'000};
  std::vector<GateCommand> history;
  std::vector<GateCommand> last;
};

void expect_ended(const Counter& counter, Outcome outcome, Reason reason)
{
  const auto ended = counter.find(GateCommandKind::end_transaction);
  ASSERT_TRUE(ended.has_value());
  EXPECT_STREQ(to_string(ended->outcome), to_string(outcome));
  EXPECT_STREQ(to_string(ended->reason), to_string(reason));
}

TEST(BoothSession, IsReadyAtOnce)
{
  Counter counter;
  EXPECT_TRUE(counter.booth.is_ready());
}

TEST(BoothSession, AdmitsOnlyOnTheOfficersWord)
{
  Counter counter;
  counter.to_decision();
  EXPECT_EQ(counter.booth.state(), GateState::deciding);
  EXPECT_EQ(counter.find(GateCommandKind::call_officer)->reason, Reason::none);
  EXPECT_EQ(counter.count(GateCommandKind::record_crossing), 0U);
  counter.officer(OfficerAction::admit);
  EXPECT_EQ(counter.booth.state(), GateState::authorising);
  EXPECT_EQ(counter.count(GateCommandKind::record_crossing), 0U); // not before it is durable
  counter.simple(GateEventKind::authorisation_stored);
  EXPECT_EQ(counter.count(GateCommandKind::record_crossing), 1U);
  EXPECT_EQ(counter.booth.state(), GateState::counter_busy);
  counter.simple(GateEventKind::document_removed);
  expect_ended(counter, Outcome::admitted, Reason::none);
  EXPECT_TRUE(counter.booth.is_ready());
}

TEST(BoothSession, EndsWithTheOfficersWorkWhereTheDocumentIsNotTracked)
{
  Counter counter;
  counter.simple(GateEventKind::traveller_at_counter);
  counter.read();
  counter.answer(Decision::admit);
  counter.officer(OfficerAction::admit);
  counter.simple(GateEventKind::authorisation_stored);
  EXPECT_TRUE(counter.booth.is_ready());
}

TEST(BoothSession, StampsOnlyWhenDue)
{
  Counter counter;
  counter.to_decision(true);
  counter.officer(OfficerAction::admit);
  counter.simple(GateEventKind::authorisation_stored);
  EXPECT_EQ(counter.booth.state(), GateState::stamping);
  EXPECT_EQ(counter.count(GateCommandKind::apply_stamp), 1U);
  EXPECT_EQ(counter.count(GateCommandKind::record_crossing), 0U);
  counter.simple(GateEventKind::stamp_applied);
  EXPECT_EQ(counter.count(GateCommandKind::record_crossing), 1U);
}

TEST(BoothSession, RecordsTheCrossingEvenWhenNobodyStamps)
{
  Counter counter;
  counter.to_decision(true);
  counter.officer(OfficerAction::admit);
  counter.simple(GateEventKind::authorisation_stored);
  counter.pass(minutes(1));
  EXPECT_EQ(counter.count(GateCommandKind::record_crossing), 1U);
}

TEST(BoothSession, TellsTheOfficerTheReasonAndRecordsAnOverride)
{
  Counter counter;
  counter.arrive();
  counter.read();
  counter.answer(Decision::refer, Reason::unknown_document);
  EXPECT_EQ(counter.find(GateCommandKind::call_officer)->reason, Reason::unknown_document);
  counter.officer(OfficerAction::admit);
  counter.simple(GateEventKind::authorisation_stored);
  EXPECT_EQ(counter.find(GateCommandKind::record_crossing)->reason, Reason::officer_admitted);
}

TEST(BoothSession, ShowsTheTravellerNothingOfAHit)
{
  Counter counter;
  counter.arrive();
  counter.read(CheckResult::failed, Reason::document_expired);
  counter.answer(Decision::refer, Reason::watch_list_hit);
  // The hit is graver than the document's fault.
  EXPECT_EQ(counter.find(GateCommandKind::call_officer)->reason, Reason::watch_list_hit);
  EXPECT_EQ(counter.find(GateCommandKind::show)->screen, ScreenMessage::please_wait);
  counter.officer(OfficerAction::refer);
  EXPECT_EQ(counter.find(GateCommandKind::show)->screen, ScreenMessage::see_officer);
  counter.simple(GateEventKind::document_removed);
  expect_ended(counter, Outcome::referred, Reason::watch_list_hit);
}

TEST(BoothSession, RefusesOnlyWhenTheOfficerDoes)
{
  Counter counter;
  counter.arrive();
  counter.read();
  counter.answer(Decision::refuse, Reason::document_revoked);
  EXPECT_EQ(counter.booth.state(), GateState::deciding);
  counter.officer(OfficerAction::refuse);
  counter.simple(GateEventKind::document_removed);
  expect_ended(counter, Outcome::refused, Reason::document_revoked);
  EXPECT_EQ(counter.count(GateCommandKind::record_crossing), 0U);
}

TEST(BoothSession, AdmitsNobodyWhoseDocumentCouldNotBeRead)
{
  Counter counter;
  counter.arrive();
  counter.read(CheckResult::aborted, Reason::document_unreadable, false);
  EXPECT_EQ(counter.booth.state(), GateState::typing); // once more
  counter.read(CheckResult::aborted, Reason::document_unreadable, false);
  EXPECT_EQ(counter.booth.state(), GateState::deciding);
  counter.officer(OfficerAction::admit);
  EXPECT_EQ(counter.booth.state(), GateState::deciding);
  EXPECT_EQ(counter.find(GateCommandKind::call_officer)->reason, Reason::officer_input_incomplete);
  EXPECT_EQ(counter.count(GateCommandKind::store_authorisation), 0U);
}

TEST(BoothSession, AsksTheOfficerWhenTheRegistryIsLate)
{
  Counter counter;
  counter.arrive();
  counter.read();
  counter.pass(seconds(5));
  EXPECT_EQ(counter.booth.state(), GateState::deciding);
  EXPECT_EQ(counter.find(GateCommandKind::call_officer)->reason, Reason::time_limit_registry);
}

TEST(BoothSession, ComesBackToTheOfficerWhenTheStoreFails)
{
  Counter counter;
  counter.to_decision();
  counter.officer(OfficerAction::admit);
  counter.simple(GateEventKind::store_failed);
  EXPECT_EQ(counter.booth.state(), GateState::deciding);
  EXPECT_EQ(counter.find(GateCommandKind::call_officer)->reason, Reason::store_failed);
  counter.officer(OfficerAction::admit);
  counter.pass(seconds(2));
  EXPECT_EQ(counter.find(GateCommandKind::call_officer)->reason, Reason::time_limit_store);
  EXPECT_EQ(counter.count(GateCommandKind::record_crossing), 0U);
}

TEST(BoothSession, IgnoresANamelessOfficerAndAnotherTransaction)
{
  Counter counter;
  counter.to_decision();
  GateEvent event = counter.make(GateEventKind::officer_acted);
  event.action = OfficerAction::admit;
  counter.feed(event);
  event.officer = OfficerId{2};
  event.transaction = transaction_id(UnitId{4}, 6);
  counter.feed(event);
  event.transaction = {};
  counter.feed(event);
  EXPECT_EQ(counter.booth.state(), GateState::deciding);
}

TEST(BoothSession, EscalatesWhenNobodyDecides)
{
  Counter counter;
  counter.to_decision();
  counter.pass(minutes(6));
  EXPECT_TRUE(counter.booth.is_ready());
  expect_ended(counter, Outcome::referred, Reason::time_limit_officer);
}

TEST(BoothSession, AbandonsWhenThePersonTakesTheDocumentBack)
{
  Counter counter;
  counter.arrive();
  counter.simple(GateEventKind::document_removed);
  expect_ended(counter, Outcome::abandoned, Reason::document_removed_early);
  EXPECT_TRUE(counter.booth.is_ready());
}

TEST(BoothSession, FinishesThePersonAtHandBeforeItCloses)
{
  Counter counter;
  counter.to_decision();
  GateEvent event;
  event.kind = GateEventKind::officer_acted;
  event.officer = OfficerId{2};
  event.action = OfficerAction::close_unit;
  counter.feed(event);
  EXPECT_EQ(counter.booth.state(), GateState::deciding);
  counter.officer(OfficerAction::refer);
  counter.simple(GateEventKind::document_removed);
  EXPECT_EQ(counter.booth.state(), GateState::out_of_service);
  event.action = OfficerAction::open_unit;
  counter.feed(event);
  EXPECT_TRUE(counter.booth.is_ready());
}

TEST(BoothSession, EvacuatesAndReturnsToService)
{
  Counter counter;
  counter.to_decision();
  counter.simple(GateEventKind::emergency_raised);
  expect_ended(counter, Outcome::evacuated, Reason::emergency);
  EXPECT_EQ(counter.booth.state(), GateState::emergency);
  counter.simple(GateEventKind::traveller_at_counter);
  EXPECT_FALSE(counter.booth.transaction().valid());
  counter.simple(GateEventKind::emergency_reset);
  EXPECT_EQ(counter.booth.state(), GateState::typing); // who stands there is served
}

TEST(BoothSession, ServesAgainWhenPowerReturns)
{
  Counter counter;
  counter.arrive();
  counter.simple(GateEventKind::power_lost);
  expect_ended(counter, Outcome::unfinished, Reason::power_lost);
  counter.simple(GateEventKind::power_restored);
  EXPECT_TRUE(counter.booth.is_ready());
}

TEST(OneStopBooth, AdmitsNobodyBeforeBothHaveCommitted)
{
  Counter counter(true);
  counter.to_decision();
  counter.officer(OfficerAction::admit);
  EXPECT_EQ(counter.booth.state(), GateState::joint);
  counter.joint(JointState::reserved, Decision::admit);
  EXPECT_EQ(counter.booth.state(), GateState::authorising);
  counter.simple(GateEventKind::authorisation_stored);
  EXPECT_EQ(counter.count(GateCommandKind::confirm_joint), 1U);
  EXPECT_EQ(counter.count(GateCommandKind::record_crossing), 0U);
  counter.joint(JointState::committed, Decision::admit);
  EXPECT_EQ(counter.count(GateCommandKind::record_crossing), 1U);
}

TEST(OneStopBooth, ComesBackToTheOfficerWhenThePartnerRefuses)
{
  Counter counter(true);
  counter.to_decision();
  counter.officer(OfficerAction::admit);
  counter.joint(JointState::cancelling, Decision::refer, Reason::partner_refused);
  EXPECT_EQ(counter.booth.state(), GateState::deciding);
  EXPECT_EQ(counter.find(GateCommandKind::call_officer)->reason, Reason::partner_refused);
  counter.officer(OfficerAction::admit); // one country alone does not
  EXPECT_EQ(counter.booth.state(), GateState::deciding);
  counter.officer(OfficerAction::refer);
  EXPECT_EQ(counter.count(GateCommandKind::cancel_joint), 0U);
  counter.simple(GateEventKind::document_removed);
  EXPECT_EQ(counter.count(GateCommandKind::cancel_joint), 1U);
  EXPECT_EQ(counter.count(GateCommandKind::record_crossing), 0U);
}

TEST(OneStopBooth, TakesALimitBeforeTheReservationForARefusal)
{
  Counter counter(true);
  counter.to_decision();
  counter.officer(OfficerAction::admit);
  counter.pass(seconds(10));
  EXPECT_EQ(counter.booth.state(), GateState::deciding);
  counter.officer(OfficerAction::admit);
  EXPECT_EQ(counter.count(GateCommandKind::store_authorisation), 0U);
}

TEST(OneStopBooth, HoldsThePersonWhileThePairIsInDoubt)
{
  Counter counter(true);
  counter.to_decision();
  counter.officer(OfficerAction::admit);
  counter.joint(JointState::reserved, Decision::admit);
  counter.simple(GateEventKind::authorisation_stored);
  counter.joint(JointState::in_doubt, Decision::refer, Reason::joint_in_doubt);
  EXPECT_EQ(counter.booth.state(), GateState::deciding);
  counter.officer(OfficerAction::admit);
  EXPECT_EQ(counter.booth.state(), GateState::deciding);
  EXPECT_EQ(counter.count(GateCommandKind::record_crossing), 0U);
  counter.joint(JointState::committed, Decision::admit);
  EXPECT_EQ(counter.count(GateCommandKind::record_crossing), 1U);
}

TEST(OneStopBooth, DoesNotTakeACommitmentForAnAdmissionBeforeItIsStored)
{
  Counter counter(true);
  counter.to_decision();
  counter.officer(OfficerAction::admit);
  counter.joint(JointState::committed, Decision::admit); // nobody asked for it yet
  EXPECT_EQ(counter.count(GateCommandKind::record_crossing), 0U);
}

} // namespace
} // namespace gatetwin
