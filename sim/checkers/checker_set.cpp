// SPDX-License-Identifier: Apache-2.0
#include "sim/checkers/checker_set.hpp"
#include "core/journal/clock_record.hpp"
#include "core/journal/input_record.hpp"
#include <algorithm>

namespace gatetwin::checkers {

using journal::Record;
using journal::RecordKind;

void CheckerSet::on_records(std::span<const Record> records)
{
  m_order.examine(records.size());
  for (const Record& r : records) {
    if (r.time_ns < m_last_ns) [[unlikely]]
      m_order.violate(r, "time goes back");
    if (m_run_ended) [[unlikely]]
      m_order.violate(r, "a record follows the end of the run");
    on_record(r);
    m_last_ns = std::max(m_last_ns, r.time_ns);
  }
}

void CheckerSet::on_record(const Record& r)
{
  if (journal::is_input_record(r.kind)) return;      // what a unit was told, for replays
  if (r.kind == journal::wall_clock_stepped) return; // nothing here goes by the wall clock
  if (r.kind < RecordKind::transaction_started) return on_hall_record(r);
  if (r.kind < RecordKind::crossing_committed) return on_unit_record(r);
  if (r.kind < RecordKind::link_state) return on_centre_record(r);
  on_operation_record(r);
}

UnitFacts& CheckerSet::unit_of(const Record& r)
{
  if (r.unit == journal::none_id) m_order.violate(r, "a record of no unit");
  return m_units[r.unit];
}

void CheckerSet::on_hall_record(const Record& r)
{
  switch (r.kind) {
  case RecordKind::traveller_arrived: return m_hall.traveller_arrived(r);
  case RecordKind::queue_joined: return m_hall.queue_joined(r);
  case RecordKind::queue_left: return m_hall.queue_left(r);
  case RecordKind::service_started: return m_hall.service_started(r, unit_of(r));
  case RecordKind::service_ended: return m_hall.service_ended(r, unit_of(r));
  case RecordKind::traveller_left: return m_hall.traveller_left(r);
  case RecordKind::unit_state: return m_hall.unit_state(r, unit_of(r));
  case RecordKind::walk_started: return m_hall.walk_started(r);
  case RecordKind::blocked:
    return m_hall.blocked(r, r.unit == journal::none_id ? nullptr : &unit_of(r));
  case RecordKind::unblocked:
    return m_hall.unblocked(r, r.unit == journal::none_id ? nullptr : &unit_of(r));
  case RecordKind::body_entered: return m_hall.body(r, unit_of(r), +1);
  case RecordKind::body_left_public: return m_hall.body(r, unit_of(r), -1);
  case RecordKind::body_left_secure: {
    UnitFacts& unit = unit_of(r);
    m_hall.body(r, unit, -1);
    if (m_passages.body_left_secure(r, unit)) m_joints.passage(r, unit.transaction);
    return;
  }
  default: return m_order.violate(r, "a record of an unknown kind");
  }
}

void CheckerSet::on_unit_record(const Record& r)
{
  UnitFacts& unit = unit_of(r);
  switch (r.kind) {
  case RecordKind::transaction_started:
    m_hall.transaction_started(r, unit);
    m_passages.transaction_started(r, unit);
    m_hits.transaction_started(r, unit);
    m_crossings.unit_seen();
    if (unit.first_transaction == no_transaction) unit.first_transaction = r.subject;
    unit.transaction = r.subject;
    return;
  case RecordKind::transaction_ended:
    m_hall.transaction_ended(r, unit);
    m_hits.transaction_ended(r, unit);
    m_joints.transaction_ended(r);
    m_passages.transaction_ended(r, unit);
    unit.transaction = no_transaction;
    return;
  case RecordKind::gate_event: m_hits.gate_event(r, unit); return m_passages.gate_event(r, unit);
  case RecordKind::gate_command:
    if (m_passages.gate_command(r, unit)) m_joints.exit_opened(r);
    return;
  case RecordKind::gate_state: m_hall.gate_state(r, unit); return m_passages.gate_state(r, unit);
  case RecordKind::check: return m_hits.check(r, unit);
  case RecordKind::checks: return; // what was not successful follows one by one
  case RecordKind::authorisation_stored: return m_passages.authorisation_stored(r);
  case RecordKind::authorisation_consumed: return m_passages.authorisation_consumed(r, unit);
  case RecordKind::crossing_stored:
    m_crossings.unit_seen();
    m_crossings.crossing_stored(r);
    m_joints.crossing_stored(r);
    return m_passages.crossing_recorded(r);
  case RecordKind::crossing_delivered: return m_crossings.crossing_delivered(r);
  case RecordKind::registry_request: return;
  case RecordKind::registry_answer: return m_hits.registry_answer(r, unit);
  case RecordKind::officer_called: return m_hits.officer_called(r, unit);
  case RecordKind::officer_acted: return m_hits.officer_acted(r, unit);
  case RecordKind::joint_state: return m_joints.joint_state(r);
  case RecordKind::alarm: return m_hall.alarm(r, unit);
  default: return m_order.violate(r, "a record of an unknown kind");
  }
}

void CheckerSet::on_centre_record(const Record& r)
{
  m_crossings.centre_seen();
  switch (r.kind) {
  case RecordKind::crossing_committed:
    m_crossings.crossing_committed(r);
    return m_passages.crossing_recorded(r);
  case RecordKind::crossing_repeated: return m_crossings.crossing_repeated(r);
  case RecordKind::crossing_conflict: return m_crossings.crossing_conflict(r);
  case RecordKind::registry_verdict: return m_hits.registry_verdict(r, unit_of(r));
  case RecordKind::reservation_made:
    m_crossings.reservation_made(r);
    return m_joints.reservation_made(r);
  case RecordKind::reservation_confirmed: return m_joints.reservation_confirmed(r);
  case RecordKind::reservation_cancelled: return m_joints.reservation_cancelled(r);
  default: return m_order.violate(r, "a record of an unknown kind");
  }
}

void CheckerSet::on_operation_record(const Record& r)
{
  switch (r.kind) {
  case RecordKind::link_state: return m_links.link_state(r);
  case RecordKind::emergency: return; // each gate reports its own
  case RecordKind::run_ended: m_run_ended = true; return m_hall.run_ended(r);
  default: return m_order.violate(r, "a record of an unknown kind");
  }
}

void CheckerSet::finish()
{
  if (m_finished) return;
  m_finished = true;
  Record last;
  last.time_ns = m_last_ns == INT64_MIN ? 0 : m_last_ns;
  last.kind = RecordKind::run_ended;
  m_crossings.finish(last, m_run_ended, m_links);
  m_passages.finish(last, m_run_ended, m_crossings.recorded_once());
  m_joints.finish(last, m_run_ended, m_links);
  m_hall.finish(last, m_run_ended, m_units);
}

std::array<const Invariant*, CheckerSet::invariant_count> CheckerSet::invariants() const
{
  return {&m_passages.secure_door(),
          &m_passages.interlock(),
          &m_passages.one_passage(),
          &m_crossings.recorded_once(),
          &m_joints.both_or_neither(),
          &m_hits.reaches_officer(),
          &m_crossings.stamps(),
          &m_hall.accounted(),
          &m_hall.times(),
          &m_order};
}

bool CheckerSet::hold() const { return violations() == 0; }

std::uint64_t CheckerSet::violations() const
{
  std::uint64_t count = 0;
  for (const Invariant* invariant : invariants()) count += invariant->violations();
  return count;
}

std::size_t CheckerSet::remembered() const
{
  return m_hall.remembered() + m_passages.remembered() + m_crossings.remembered() +
         m_joints.remembered();
}

} // namespace gatetwin::checkers
