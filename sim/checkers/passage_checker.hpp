// SPDX-License-Identifier: Apache-2.0
// Doors, authorisations and bodies at gates:
// - secure_door_authorised: the exit door is never opened or released without an authorisation that
//   was stored for that transaction, at that unit, and not yet consumed; but in an emergency or
//   without power;
// - doors_interlocked: the two doors of a gate are never both off their frames, and none is
//   commanded open while the other is; but in an emergency, until both were shut again after it;
// - one_passage_per_authorisation: nothing is consumed that was not stored, nothing twice, and one
//   body at most passes to the secure side for one transaction. A second body that no sensor
//   reported is left open: it is a property of the sensors, not of the core.
// It also knows which passages must become crossings.
#pragma once
#include "sim/checkers/flat_table.hpp"
#include "sim/checkers/invariant.hpp"
#include "sim/checkers/unit_facts.hpp"

namespace gatetwin::checkers {

class PassageChecker {
public:
  void transaction_started(const journal::Record& r, UnitFacts& unit);
  void transaction_ended(const journal::Record& r, UnitFacts& unit);
  void gate_event(const journal::Record& r, UnitFacts& unit);
  // True when it lets somebody out to the secure side, outside an emergency.
  bool gate_command(const journal::Record& r, UnitFacts& unit);
  void gate_state(const journal::Record& r, UnitFacts& unit);
  void authorisation_stored(const journal::Record& r);
  void authorisation_consumed(const journal::Record& r, UnitFacts& unit);
  void crossing_recorded(const journal::Record& r); // stored by the unit, or committed
  // True when the body passed on an authorisation, not as an evacuation.
  bool body_left_secure(const journal::Record& r, UnitFacts& unit);
  // Passages without a crossing: violations of `crossings` when the run has ended.
  void finish(const journal::Record& last, bool run_ended, Invariant& crossings);

  const Invariant& secure_door() const { return m_secure_door; }
  const Invariant& interlock() const { return m_interlock; }
  const Invariant& one_passage() const { return m_one_passage; }
  std::size_t remembered() const { return m_transactions.capacity(); }

private:
  struct Transaction {
    std::int64_t passed_ns = 0;
    std::uint32_t unit = 0;
    bool authorised = false; // stored and not consumed
    bool was_authorised = false;
    bool passed = false;
    bool recorded = false; // as a crossing
    bool ended = false;
  };
  void door_changed(const journal::Record& r, UnitFacts& unit);
  void drop_if_settled(std::uint64_t id, const Transaction& transaction);

  FlatTable<Transaction> m_transactions;
  Invariant m_secure_door{"secure_door_authorised"};
  Invariant m_interlock{"doors_interlocked"};
  Invariant m_one_passage{"one_passage_per_authorisation"};
};

} // namespace gatetwin::checkers
