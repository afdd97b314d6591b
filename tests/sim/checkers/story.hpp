// SPDX-License-Identifier: Apache-2.0
// Hand-written journals for checkers: visits that keep every promise, and tools to break one.
#pragma once
#include "core/base/check.hpp"
#include "core/domain/gate_words.hpp"
#include "core/domain/reason.hpp"
#include "core/domain/words.hpp"
#include "sim/checkers/checker_set.hpp"
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace gatetwin::checkers {

using journal::Record;
using journal::RecordKind;

constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::int64_t day_ns = 24 * 3600 * second_ns;
constexpr std::uint32_t stamped = 1U << 8;
constexpr std::uint32_t offline = 1U << 9;

class Story {
public:
  std::vector<Record> records;
  std::int64_t now_ns = 0;
  std::uint32_t unit = 1;
  std::uint64_t traveller = 0;
  std::uint64_t transaction = 0;
  std::uint64_t document = 0;

  Story& wait(std::int64_t ns)
  {
    now_ns += ns;
    return *this;
  }
  Record& add(RecordKind kind, std::uint64_t subject = 0)
  {
    records.push_back({.time_ns = now_ns, .subject = subject, .kind = kind});
    return records.back();
  }
  Record& at_unit(RecordKind kind, std::uint64_t subject)
  {
    Record& r = add(kind, subject);
    r.unit = unit;
    return r;
  }
  void door(Door which, DoorState state)
  {
    Record& r = at_unit(RecordKind::gate_event, transaction);
    r.code = static_cast<std::uint16_t>(GateEventKind::door_changed);
    r.detail = door_detail(which, state);
  }
  void event(GateEventKind kind, std::int64_t value = 0)
  {
    Record& r = at_unit(RecordKind::gate_event, transaction);
    r.code = static_cast<std::uint16_t>(kind);
    r.value = value;
  }
  Record& command(GateCommandKind kind, Door which = Door::entry)
  {
    Record& r = at_unit(RecordKind::gate_command, transaction);
    r.code = static_cast<std::uint16_t>(kind);
    r.detail = static_cast<std::uint32_t>(which);
    return r;
  }
  void state(GateState state)
  {
    GateBefore& before = m_gates[unit];
    Record& r = at_unit(RecordKind::gate_state, transaction);
    r.code = static_cast<std::uint16_t>(state);
    r.detail = static_cast<std::uint32_t>(before.state);
    r.value = now_ns - before.since_ns;
    before = {state, now_ns};
  }
  void open(Door which)
  {
    command(GateCommandKind::open_door, which);
    door(which, DoorState::opening);
    wait(second_ns / 2);
    door(which, DoorState::open);
  }
  void close(Door which)
  {
    command(GateCommandKind::close_door, which);
    door(which, DoorState::closing);
    wait(second_ns / 2);
    door(which, DoorState::closed);
  }
  void body(RecordKind kind, std::int64_t inside)
  {
    Record& r = at_unit(kind, traveller);
    r.value = inside;
    r.ref = document;
  }
  void check(CheckKind kind, Reason reason = Reason::none)
  {
    Record& r = at_unit(RecordKind::check, transaction);
    r.code = static_cast<std::uint16_t>(kind);
    r.detail = static_cast<std::uint32_t>(reason);
  }
  void verdict(Reason reason)
  {
    Record& r = at_unit(RecordKind::registry_verdict, transaction);
    r.detail = static_cast<std::uint32_t>(reason);
  }
  void officer(OfficerAction action)
  {
    at_unit(RecordKind::officer_acted, transaction).code = static_cast<std::uint16_t>(action);
  }
  void crossing(RecordKind kind, std::uint16_t authority = 0, std::uint32_t detail = 1)
  {
    Record& r = at_unit(kind, transaction);
    r.ref = document;
    r.code = authority;
    r.detail = detail;
  }
  void joint(JointState state, std::uint32_t authority = 0xFFFF)
  {
    Record& r = at_unit(RecordKind::joint_state, transaction);
    r.code = static_cast<std::uint16_t>(state);
    r.detail = authority;
  }
  void reservation(RecordKind kind, std::uint16_t authority)
  {
    Record& r = add(kind, transaction);
    r.code = authority;
    r.ref = document;
  }
  void link(bool up)
  {
    Record& r = add(RecordKind::link_state);
    r.station = 0;
    r.code = up ? 1 : 0;
  }
  void end_run(std::int64_t inside = 0) { add(RecordKind::run_ended).value = inside; }

  // The pieces of a visit that keeps every promise.
  void arrive(std::uint64_t who);
  void queue_and_start();
  void start_transaction();
  void step_in();
  void authorise();
  void pass();
  void end_transaction(Outcome outcome = Outcome::admitted);
  void end_service(Outcome outcome = Outcome::admitted);
  void deliver();
  void leave(Outcome outcome = Outcome::admitted);
  void visit(std::uint64_t who);

private:
  struct GateBefore {
    GateState state = GateState::idle;
    std::int64_t since_ns = 0;
  };
  FlatTable<GateBefore> m_gates;
  std::int64_t m_arrived_ns = 0;
  std::int64_t m_started_ns = 0;
  std::int64_t m_stored_ns = 0;
  std::uint64_t m_count = 0;
};

inline void Story::arrive(std::uint64_t who)
{
  traveller = who;
  document = 0x1000 + who;
  m_arrived_ns = now_ns;
  Record& r = add(RecordKind::traveller_arrived, who);
  r.ref = document;
  r.value = -1;
  Record& walk = add(RecordKind::walk_started, who);
  walk.station = 0;
  walk.value = 10 * second_ns;
  wait(10 * second_ns);
}

inline void Story::queue_and_start()
{
  Record& joined = add(RecordKind::queue_joined, traveller);
  joined.station = 0;
  joined.value = 1;
  wait(3 * second_ns);
  Record& left = add(RecordKind::queue_left, traveller);
  left.station = 0;
  left.value = 3 * second_ns;
  Record& started = at_unit(RecordKind::service_started, traveller);
  started.station = 0;
  started.value = 3 * second_ns;
  m_started_ns = now_ns;
}

inline void Story::start_transaction()
{
  transaction = transaction_id({unit}, ++m_count).value;
  at_unit(RecordKind::transaction_started, transaction).code = 1;
  state(GateState::reading);
  wait(2 * second_ns);
  check(CheckKind::seal_authenticity);
  state(GateState::querying);
  at_unit(RecordKind::registry_request, transaction);
  wait(second_ns / 10);
  verdict(Reason::none);
  at_unit(RecordKind::registry_answer, transaction).value = second_ns / 10;
  check(CheckKind::watch_list);
}

inline void Story::step_in()
{
  open(Door::entry);
  body(RecordKind::body_entered, 1);
  event(GateEventKind::occupancy_changed, 1);
  close(Door::entry);
}

inline void Story::authorise()
{
  command(GateCommandKind::store_authorisation);
  wait(second_ns / 100);
  at_unit(RecordKind::authorisation_stored, transaction).ref = document;
}

inline void Story::pass()
{
  open(Door::exit);
  wait(second_ns);
  body(RecordKind::body_left_secure, 0);
  event(GateEventKind::occupancy_changed, 0);
  at_unit(RecordKind::authorisation_consumed, transaction).ref = document;
  crossing(RecordKind::crossing_stored);
  m_stored_ns = now_ns;
  close(Door::exit);
}

inline void Story::end_transaction(Outcome outcome)
{
  Record& r = at_unit(RecordKind::transaction_ended, transaction);
  r.code = static_cast<std::uint16_t>(outcome);
  r.ref = document;
  state(GateState::idle);
}

inline void Story::end_service(Outcome outcome)
{
  Record& r = at_unit(RecordKind::service_ended, traveller);
  r.station = 0;
  r.value = now_ns - m_started_ns;
  r.detail = static_cast<std::uint32_t>(outcome);
}

inline void Story::deliver()
{
  wait(second_ns / 20);
  crossing(RecordKind::crossing_committed, 0, 1 | 1U << 16);
  wait(second_ns / 20);
  Record& r = at_unit(RecordKind::crossing_delivered, transaction);
  r.value = now_ns - m_stored_ns;
}

inline void Story::leave(Outcome outcome)
{
  Record& r = add(RecordKind::traveller_left, traveller);
  r.ref = document;
  r.value = now_ns - m_arrived_ns;
  r.detail = static_cast<std::uint32_t>(outcome);
}

inline void Story::visit(std::uint64_t who)
{
  arrive(who);
  queue_and_start();
  start_transaction();
  step_in();
  authorise();
  pass();
  end_transaction();
  end_service();
  deliver();
  leave();
}

// What the checkers say of a journal.
class Judgement {
public:
  explicit Judgement(std::span<const Record> records)
  {
    m_set.on_records(records);
    m_set.finish();
  }
  const CheckerSet& set() const { return m_set; }
  const Invariant& of(std::string_view name) const
  {
    for (const Invariant* invariant : m_set.invariants()) {
      if (invariant->name() == name) return *invariant;
    }
    check_failed("no such invariant", __FILE__, __LINE__);
  }
  std::uint64_t violations(std::string_view name) const { return of(name).violations(); }
  std::uint64_t outstanding(std::string_view name) const { return of(name).outstanding(); }
  std::string said(std::string_view name) const
  {
    std::string text;
    for (const Violation& v : of(name).first_violations()) text += to_string(v) + "\n";
    for (const Violation& v : of(name).first_outstanding()) text += "(open) " + to_string(v) + "\n";
    return text;
  }
  std::string said() const
  {
    std::string text;
    for (const Invariant* invariant : m_set.invariants()) text += said(invariant->name());
    return text;
  }

private:
  CheckerSet m_set;
};

inline void expect_clean(const Story& story)
{
  const Judgement judgement(story.records);
  EXPECT_TRUE(judgement.set().hold()) << judgement.said();
  EXPECT_EQ(judgement.said(), "");
}

// This invariant is broken so many times, saying so, and no other is.
inline void expect_only(const Story& story, std::string_view invariant, std::string_view words,
                        std::uint64_t times = 1)
{
  const Judgement judgement(story.records);
  EXPECT_EQ(judgement.violations(invariant), times) << judgement.said();
  EXPECT_EQ(judgement.set().violations(), times) << judgement.said();
  EXPECT_NE(judgement.said(invariant).find(words), std::string::npos) << judgement.said();
}

inline void expect_open(const Story& story, std::string_view invariant, std::string_view words)
{
  const Judgement judgement(story.records);
  EXPECT_TRUE(judgement.set().hold()) << judgement.said();
  EXPECT_EQ(judgement.outstanding(invariant), 1U) << judgement.said();
  EXPECT_NE(judgement.said(invariant).find(words), std::string::npos) << judgement.said();
}

// The first record of that kind in the story.
inline Record& first(Story& story, RecordKind kind)
{
  for (Record& r : story.records) {
    if (r.kind == kind) return r;
  }
  ADD_FAILURE() << "no " << journal::to_string(kind);
  return story.records.front();
}

inline void remove_first(Story& story, RecordKind kind)
{
  story.records.erase(story.records.begin() + (&first(story, kind) - story.records.data()));
}

inline void repeat_first(Story& story, RecordKind kind)
{
  const auto at = &first(story, kind) - story.records.data();
  const Record copy = story.records[static_cast<std::size_t>(at)];
  story.records.insert(story.records.begin() + at, copy);
}

} // namespace gatetwin::checkers
