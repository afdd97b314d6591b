// SPDX-License-Identifier: Apache-2.0
#include "sim/checkers/passage_checker.hpp"

namespace gatetwin::checkers {

using journal::Record;

namespace {

bool is_off_its_frame(DoorState state)
{
  return state == DoorState::opening || state == DoorState::open || state == DoorState::closing ||
         state == DoorState::obstructed;
}

bool is_shut_or_unknown(DoorState state)
{
  return state == DoorState::closed || state == DoorState::unknown;
}

} // namespace

void PassageChecker::transaction_started(const Record& r, UnitFacts& unit)
{
  Transaction& transaction = m_transactions[r.subject];
  transaction = Transaction{};
  transaction.unit = r.unit;
  if (unit.bodies == 0) unit.most_reported = 0;
}

// What ended with its authorisation unspent is kept for one more transaction of that unit: the
// record of its withdrawal may come a little later.
void PassageChecker::transaction_ended(const Record& r, UnitFacts& unit)
{
  if (Transaction* before = m_transactions.find(unit.unspent);
      before != nullptr && unit.unspent != r.subject) {
    before->authorised = false;
    const Transaction copy = *before;
    drop_if_settled(unit.unspent, copy);
  }
  unit.unspent = no_transaction;
  Transaction* transaction = m_transactions.find(r.subject);
  if (transaction == nullptr) return;
  transaction->ended = true;
  if (transaction->authorised) unit.unspent = r.subject;
  const Transaction copy = *transaction;
  drop_if_settled(r.subject, copy);
}

void PassageChecker::drop_if_settled(std::uint64_t id, const Transaction& transaction)
{
  if (!transaction.ended || transaction.authorised) return;
  if (transaction.passed && !transaction.recorded) return;
  m_transactions.erase(id);
}

void PassageChecker::gate_event(const Record& r, UnitFacts& unit)
{
  switch (static_cast<GateEventKind>(r.code)) {
  case GateEventKind::door_changed: return door_changed(r, unit);
  case GateEventKind::occupancy_changed:
    if (r.value == 0) {
      if (unit.bodies == 0) unit.most_reported = 0;
    } else if (r.value > unit.most_reported) {
      unit.most_reported = r.value;
    }
    return;
  case GateEventKind::emergency_raised:
  case GateEventKind::power_lost: unit.emergency = unit.after_emergency = true; return;
  default: return;
  }
}

// The emergency is over for a unit when it enters another state; what its doors still do from it
// is excused until both were shut.
void PassageChecker::gate_state(const Record& r, UnitFacts& unit)
{
  const auto state = static_cast<GateState>(r.code);
  if (state == GateState::emergency || state == GateState::without_power) {
    unit.emergency = unit.after_emergency = true;
  } else {
    unit.emergency = false;
  }
}

void PassageChecker::door_changed(const Record& r, UnitFacts& unit)
{
  const std::size_t door = r.detail >> 8 & 1;
  const auto state = static_cast<DoorState>(r.detail & 0xFF);
  unit.doors[door] = state;
  const DoorState other = unit.doors[1 - door];
  if (unit.after_emergency) {
    const bool both_shut = state == DoorState::closed && other == DoorState::closed;
    if (!unit.emergency && both_shut) unit.after_emergency = false;
    return;
  }
  m_interlock.examine();
  if (is_shut_or_unknown(state) || is_shut_or_unknown(other)) {
    unit.both_open = false;
    return;
  }
  if (unit.both_open) return; // one case, however long it lasts
  unit.both_open = true;
  if (is_off_its_frame(state) && is_off_its_frame(other)) {
    m_interlock.violate(r, "both doors are open");
  } else {
    m_interlock.leave_open(r, "a door was forced while the other was open");
  }
}

bool PassageChecker::gate_command(const Record& r, UnitFacts& unit)
{
  const auto kind = static_cast<GateCommandKind>(r.code);
  if (kind != GateCommandKind::open_door && kind != GateCommandKind::release_door) return false;
  if (unit.emergency) return false;
  const auto door = static_cast<std::size_t>(r.detail & 1);
  if (kind == GateCommandKind::open_door) {
    m_interlock.examine();
    if (!is_shut_or_unknown(unit.doors[1 - door])) {
      m_interlock.violate(r, "a door is told to open while the other is not shut");
    }
  }
  if (static_cast<Door>(door) != Door::exit) return false;
  m_secure_door.examine();
  const Transaction* transaction = m_transactions.find(r.subject);
  if (r.subject == no_transaction || transaction == nullptr) {
    m_secure_door.violate(r, "the exit is opened for no transaction under way");
  } else if (transaction->unit != r.unit) {
    m_secure_door.violate(r, "the exit is opened on another unit's transaction");
  } else if (!transaction->was_authorised) {
    m_secure_door.violate(r, "the exit is opened without a stored authorisation");
  } else if (!transaction->authorised) {
    m_secure_door.violate(r, "the exit is opened on an authorisation that is consumed");
  }
  return true;
}

void PassageChecker::authorisation_stored(const Record& r)
{
  m_one_passage.examine();
  Transaction& transaction = m_transactions[r.subject];
  if (transaction.passed) {
    m_one_passage.violate(r, "authorised again after the passage");
  }
  transaction.unit = r.unit;
  transaction.authorised = transaction.was_authorised = true;
}

void PassageChecker::authorisation_consumed(const Record& r, UnitFacts& unit)
{
  m_one_passage.examine();
  Transaction* transaction = m_transactions.find(r.subject);
  if (transaction == nullptr) {
    // A gate withdraws at its start what was open before it: that was stored in another journal.
    if (is_of_before(unit, r.subject)) return;
  }
  if (transaction == nullptr || !transaction->authorised) {
    const bool twice = transaction != nullptr && transaction->was_authorised;
    m_one_passage.violate(r, twice ? "an authorisation is consumed twice"
                                   : "an authorisation is consumed that was not stored");
    return;
  }
  transaction->authorised = false;
  if (unit.unspent == r.subject) unit.unspent = no_transaction;
  const Transaction copy = *transaction;
  drop_if_settled(r.subject, copy);
}

bool PassageChecker::body_left_secure(const Record& r, UnitFacts& unit)
{
  if (unit.emergency) return false;
  m_one_passage.examine();
  Transaction* transaction = m_transactions.find(unit.transaction);
  if (unit.transaction == no_transaction || transaction == nullptr ||
      !transaction->was_authorised) {
    m_one_passage.violate(r, "a body passes to the secure side without an authorisation");
    return false;
  }
  if (!transaction->passed) {
    transaction->passed = true;
    transaction->passed_ns = r.time_ns;
    return true;
  }
  if (unit.most_reported >= 2) {
    m_one_passage.violate(r, "a second body passes on one authorisation");
  } else {
    m_one_passage.leave_open(r, "a second body passes that no sensor reported");
  }
  return false;
}

void PassageChecker::crossing_recorded(const Record& r)
{
  Transaction* transaction = m_transactions.find(r.subject);
  if (transaction == nullptr) return;
  transaction->recorded = true;
  const Transaction copy = *transaction;
  drop_if_settled(r.subject, copy);
}

void PassageChecker::finish(const Record& last, bool run_ended, Invariant& crossings)
{
  for (const std::uint64_t id : m_transactions.sorted_keys()) {
    const Transaction& transaction = *m_transactions.find(id);
    if (!transaction.passed || transaction.recorded) continue;
    Record at = last;
    at.subject = id;
    at.unit = transaction.unit;
    if (run_ended) {
      crossings.violate(at, "somebody passed, but no crossing was ever recorded");
    } else {
      crossings.leave_open(at, "somebody passed, and no crossing is recorded yet");
    }
  }
}

} // namespace gatetwin::checkers
