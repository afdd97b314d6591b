// SPDX-License-Identifier: Apache-2.0
// People and times in the hall:
// - travellers_accounted_for: everybody arrives once and leaves once, not out of a queue or a
//   service; whoever is inside at the end is counted in run_ended; bodies in a mantrap are as many
//   as went in and not out, never fewer than none, and none when everybody has left; no more is
//   any transaction under way then;
// - times_agree: waits, service times, times in system, walking and blocked times, and times in a
//   state are those between their records; queue lengths follow from who joined and left; a unit
//   serves one person at a time, and none while it is blocked by the one before.
#pragma once
#include "sim/checkers/flat_table.hpp"
#include "sim/checkers/invariant.hpp"
#include "sim/checkers/number_set.hpp"
#include "sim/checkers/unit_table.hpp"

namespace gatetwin::checkers {

class HallChecker {
public:
  void traveller_arrived(const journal::Record& r);
  void traveller_left(const journal::Record& r);
  void queue_joined(const journal::Record& r);
  void queue_left(const journal::Record& r);
  void service_started(const journal::Record& r, UnitFacts& unit);
  void service_ended(const journal::Record& r, UnitFacts& unit);
  void walk_started(const journal::Record& r);
  void blocked(const journal::Record& r, UnitFacts* unit); // no unit: outside the first station
  void unblocked(const journal::Record& r, UnitFacts* unit);
  void unit_state(const journal::Record& r, UnitFacts& unit);
  void gate_state(const journal::Record& r, UnitFacts& unit);
  void alarm(const journal::Record& r, UnitFacts& unit);
  void transaction_started(const journal::Record& r, const UnitFacts& unit);
  void transaction_ended(const journal::Record& r, const UnitFacts& unit);
  void body(const journal::Record& r, UnitFacts& unit, std::int64_t change);
  void run_ended(const journal::Record& r);
  void finish(const journal::Record& last, bool run_ended, const UnitTable& units);

  const Invariant& accounted() const { return m_accounted; }
  const Invariant& times() const { return m_times; }
  std::size_t inside() const { return m_people.size(); }
  std::size_t remembered() const { return m_people.capacity(); }

private:
  enum class Phase : std::uint8_t { inside, walking, queued, called, served, blocked };
  struct Person {
    std::int64_t arrived_ns = 0;
    std::int64_t since_ns = 0; // of the phase; called: since when queued
    std::int64_t walk_ns = 0;
    std::uint32_t station = journal::none_id;
    Phase phase = Phase::inside;
  };
  Person* person(const journal::Record& r);

  FlatTable<Person> m_people;
  NumberSet m_arrived;
  FlatTable<std::int64_t> m_queues; // by station: persons
  bool m_hall_seen = false;
  Invariant m_accounted{"travellers_accounted_for"};
  Invariant m_times{"times_agree"};
};

} // namespace gatetwin::checkers
