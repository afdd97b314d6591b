// SPDX-License-Identifier: Apache-2.0
#include "sim/checkers/hall_checker.hpp"
#include "tests/sim/checkers/story.hpp"

namespace gatetwin::checkers {
namespace {

constexpr const char* accounted = "travellers_accounted_for";
constexpr const char* times = "times_agree";

Story visits(std::uint64_t count = 1)
{
  Story story;
  for (std::uint64_t who = 1; who <= count; ++who) story.visit(who);
  story.end_run();
  return story;
}

// A plain server: people without a transaction.
struct Plain {
  Story story;
  Record& of(RecordKind kind, std::uint64_t who)
  {
    Record& r = story.add(kind, who);
    r.station = 4;
    return r;
  }
  void arrive(std::uint64_t who) { story.add(RecordKind::traveller_arrived, who).value = -1; }
  void join(std::uint64_t who, std::int64_t length)
  {
    of(RecordKind::queue_joined, who).value = length;
  }
  void leave_queue(std::uint64_t who, std::int64_t after_ns,
                   journal::QueueExit how = journal::QueueExit::to_service)
  {
    Record& r = of(RecordKind::queue_left, who);
    r.value = after_ns;
    r.detail = static_cast<std::uint32_t>(how);
  }
  void start(std::uint64_t who, std::uint32_t unit, std::int64_t wait_ns)
  {
    Record& r = of(RecordKind::service_started, who);
    r.unit = unit;
    r.value = wait_ns;
  }
  void end(std::uint64_t who, std::uint32_t unit, std::int64_t took_ns)
  {
    Record& r = of(RecordKind::service_ended, who);
    r.unit = unit;
    r.value = took_ns;
  }
  void block(RecordKind kind, std::uint64_t who, std::uint32_t unit, std::int64_t after_ns = 0)
  {
    Record& r = of(kind, who);
    r.unit = unit;
    r.value = after_ns;
  }
  void leave(std::uint64_t who, std::int64_t after_ns)
  {
    story.add(RecordKind::traveller_left, who).value = after_ns;
  }
};

// Two people, one server, the first blocked for 2 s after the service.
Plain two_served()
{
  Plain hall;
  hall.arrive(1);
  hall.join(1, 1);
  hall.leave_queue(1, 0);
  hall.start(1, 7, 0);
  hall.arrive(2);
  hall.join(2, 1);
  hall.story.wait(5 * second_ns);
  hall.end(1, 7, 5 * second_ns);
  hall.block(RecordKind::blocked, 1, 7);
  hall.story.wait(2 * second_ns);
  hall.block(RecordKind::unblocked, 1, 7, 2 * second_ns);
  hall.leave_queue(2, 7 * second_ns);
  hall.start(2, 7, 7 * second_ns);
  hall.leave(1, 7 * second_ns);
  hall.story.wait(second_ns);
  hall.end(2, 7, second_ns);
  hall.leave(2, 8 * second_ns);
  hall.story.end_run();
  return hall;
}

TEST(HallChecker, FindsNothingInCleanVisits)
{
  expect_clean(visits(3));
  expect_clean(two_served().story);
  const Judgement judgement(two_served().story.records);
  EXPECT_EQ(judgement.of(accounted).examined(), 5U);
  EXPECT_GE(judgement.of(times).examined(), 16U);
}

TEST(HallChecker, AllowsRenegingClosingAndServiceWithoutAQueue)
{
  Plain hall;
  hall.arrive(1);
  hall.join(1, 1);
  hall.arrive(2);
  hall.join(2, 2);
  hall.story.wait(second_ns);
  hall.leave_queue(1, second_ns, journal::QueueExit::reneged);
  hall.leave(1, second_ns);
  hall.leave_queue(2, second_ns, journal::QueueExit::closed);
  hall.leave(2, second_ns);
  hall.arrive(3);
  hall.start(3, 7, 0);
  hall.end(3, 7, 0);
  hall.leave(3, 0);
  hall.story.end_run();
  expect_clean(hall.story);
}

TEST(HallChecker, CatchesSomebodyWhoLeavesTwiceOrNeverArrivedOrArrivesTwice)
{
  Story twice = visits();
  repeat_first(twice, RecordKind::traveller_left);
  expect_only(twice, accounted, "leaves twice");

  Story never = visits();
  never.records.pop_back();
  never.add(RecordKind::traveller_left, 50);
  never.end_run();
  expect_only(never, accounted, "who never arrived");

  Story again = visits();
  again.records.pop_back();
  again.add(RecordKind::traveller_arrived, 1);
  again.leave(); // in the time since the first arrival
  again.records.back().value = 0;
  again.end_run();
  expect_only(again, accounted, "arrives twice");
}

TEST(HallChecker, CatchesSomebodyWhoGotLost)
{
  Story story = visits(2);
  remove_first(story, RecordKind::traveller_left);
  expect_only(story, accounted, "travellers still inside: expected 1, found 0");
  story.records.back().value = 1;
  expect_clean(story);
  story.records.pop_back();
  expect_open(story, accounted, "still inside where the journal ends");
}

TEST(HallChecker, CatchesSomebodyWhoIsCountedAtTheEndButGone)
{
  Story story = visits(2);
  story.records.back().value = 1;
  expect_only(story, accounted, "expected 0, found 1");
}

TEST(HallChecker, CatchesSomebodyWhoLeavesOutOfAQueueOrAService)
{
  Plain queue;
  queue.arrive(1);
  queue.join(1, 1);
  queue.leave(1, 0);
  queue.story.end_run();
  expect_only(queue.story, accounted, "out of a queue");

  Plain service;
  service.arrive(1);
  service.start(1, 7, 0);
  service.leave(1, 0);
  service.story.end_run();
  expect_only(service.story, accounted, "out of a service");
}

TEST(HallChecker, CatchesRecordsOfNobody)
{
  Plain hall = two_served();
  hall.story.records.pop_back();
  hall.of(RecordKind::walk_started, 99);
  hall.story.end_run();
  expect_only(hall.story, accounted, "who is not inside");
}

TEST(HallChecker, CatchesWrongBodyCounts)
{
  Story wrong = visits();
  first(wrong, RecordKind::body_entered).value = 2;
  expect_only(wrong, accounted, "bodies inside: expected 1, found 2");

  Story fewer = visits();
  remove_first(fewer, RecordKind::body_entered);
  expect_only(fewer, accounted, "more bodies leave a mantrap than went in");
}

// A gate's journal that goes on in a new file after a full disk lacks what was between.
TEST(HallChecker, LeavesOpenWhoWentInBeforeTheJournal)
{
  Story later;
  later.body(RecordKind::body_left_public, 0);
  expect_open(later, accounted, "went in before this journal");
}

TEST(HallChecker, CatchesWhatIsLeftInAGateWhenEverybodyIsGone)
{
  Story body = visits();
  remove_first(body, RecordKind::body_left_secure);
  expect_only(body, accounted, "a body is in the mantrap");
  Story transaction = visits();
  remove_first(transaction, RecordKind::transaction_ended);
  expect_only(transaction, accounted, "a transaction never ended");
}

TEST(HallChecker, CatchesEveryWrongTime)
{
  struct Case {
    RecordKind kind;
    const char* words;
  };
  const Case cases[] = {
      {RecordKind::queue_left, "time queued"},     {RecordKind::service_started, "wait, ns"},
      {RecordKind::service_ended, "service time"}, {RecordKind::traveller_left, "time in system"},
      {RecordKind::unblocked, "time blocked"},     {RecordKind::queue_joined, "queue length"},
  };
  for (const Case& c : cases) {
    Plain hall = two_served();
    first(hall.story, c.kind).value += 1;
    expect_only(hall.story, times, c.words);
  }
  Story walk = visits();
  first(walk, RecordKind::walk_started).value -= 1;
  expect_only(walk, times, "walking time");
  Story state = visits(2);
  for (Record& r : state.records) {
    if (r.kind != RecordKind::gate_state ||
        r.code != static_cast<std::uint16_t>(GateState::querying))
      continue;
    r.value += 1;
    break;
  }
  expect_only(state, times, "time in state");
}

TEST(HallChecker, CatchesAWaitWithoutAQueue)
{
  Plain hall;
  hall.arrive(1);
  hall.start(1, 7, 1);
  hall.end(1, 7, 0);
  hall.leave(1, 0);
  hall.story.end_run();
  expect_only(hall.story, times, "wait without a queue");
}

TEST(HallChecker, CatchesTwoAtOneUnit)
{
  Plain hall;
  for (const std::uint64_t who : {1, 2}) {
    hall.arrive(who);
    hall.start(who, 7, 0);
  }
  hall.end(2, 7, 0);
  hall.leave(2, 0);
  hall.story.end_run(1);
  expect_only(hall.story, times, "serves two at a time");
}

TEST(HallChecker, CatchesAServiceWhileTheUnitIsBlocked)
{
  Plain hall = two_served();
  const auto unblocked = &first(hall.story, RecordKind::unblocked) - hall.story.records.data();
  auto& records = hall.story.records;
  const auto at = records.begin() + unblocked;
  std::rotate(at, at + 1, at + 3); // after the next service has started
  expect_only(hall.story, times, "serves while it is blocked");
}

TEST(HallChecker, CatchesAServiceThatEndsForSomebodyElse)
{
  Plain hall;
  hall.arrive(1);
  hall.arrive(2);
  hall.start(1, 7, 0);
  hall.end(2, 7, 0);
  hall.leave(2, 0);
  hall.story.end_run(1);
  expect_only(hall.story, times, "did not start");
}

TEST(HallChecker, CatchesQueuesThatAreLeftWithoutJoiningOrJoinedTwice)
{
  Plain hall;
  hall.arrive(1);
  hall.leave_queue(1, 0);
  hall.leave(1, 0);
  hall.story.end_run();
  expect_only(hall.story, times, "leave a queue", 2); // nobody was in it, and least of all this one

  Plain twice;
  twice.arrive(1);
  twice.join(1, 1);
  twice.join(1, 2);
  twice.leave_queue(1, 0, journal::QueueExit::reneged);
  twice.leave(1, 0);
  twice.story.end_run();
  expect_only(twice.story, times, "joins a queue out of a queue");
}

TEST(HallChecker, CatchesAServiceOutOfAQueueThatWasNotLeft)
{
  Plain hall;
  hall.arrive(1);
  hall.join(1, 1);
  hall.start(1, 7, 0);
  hall.end(1, 7, 0);
  hall.leave(1, 0);
  hall.story.end_run();
  expect_only(hall.story, times, "was not left");
}

TEST(HallChecker, CatchesStatesThatDoNotFollowOnEachOther)
{
  Story gate = visits();
  for (Record& r : gate.records) {
    if (r.kind != RecordKind::gate_state || r.code != static_cast<std::uint16_t>(GateState::idle))
      continue;
    r.detail = static_cast<std::uint32_t>(GateState::exit_open);
  }
  expect_only(gate, times, "gate's state before");

  Story unit;
  unit.at_unit(RecordKind::unit_state, 0).code =
      static_cast<std::uint16_t>(journal::UnitState::idle);
  Record& busy = unit.at_unit(RecordKind::unit_state, 0);
  busy.code = static_cast<std::uint16_t>(journal::UnitState::busy);
  busy.value = static_cast<std::int64_t>(journal::UnitState::idle);
  unit.end_run();
  expect_clean(unit);
  unit.records[1].value = static_cast<std::int64_t>(journal::UnitState::broken);
  expect_only(unit, times, "unit's state before");
}

TEST(HallChecker, AllowsAFreshControllerAfterAnErrorOfTheUnit)
{
  Story story;
  story.visit(1);
  story.at_unit(RecordKind::alarm, 0).detail = static_cast<std::uint32_t>(Reason::internal_error);
  Record& state = story.at_unit(RecordKind::gate_state, 0);
  state.code = static_cast<std::uint16_t>(GateState::idle);
  state.detail = static_cast<std::uint32_t>(GateState::starting);
  story.end_run();
  expect_clean(story);
  story.records[story.records.size() - 3].value = 1; // raised, not cleared
  EXPECT_EQ(Judgement(story.records).violations(times), 2U);
}

TEST(HallChecker, AllowsTheEndOfATransactionThatBeganBeforeThisJournal)
{
  Story story;
  story.at_unit(RecordKind::transaction_ended, transaction_id({1}, 41).value);
  story.end_run();
  expect_clean(story);
}

TEST(HallChecker, CatchesTwoTransactionsAtATimeAndEndsOfNone)
{
  Story two = visits();
  two.records.pop_back();
  two.at_unit(RecordKind::transaction_started, transaction_id({1}, 8).value);
  two.at_unit(RecordKind::transaction_started, transaction_id({1}, 9).value);
  two.at_unit(RecordKind::transaction_ended, transaction_id({1}, 9).value);
  two.at_unit(RecordKind::transaction_ended, transaction_id({1}, 9).value);
  two.end_run();
  expect_only(two, times, "two transactions at a time", 2);
}

} // namespace
} // namespace gatetwin::checkers
