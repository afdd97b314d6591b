// SPDX-License-Identifier: Apache-2.0
#include "sim/checkers/hall_checker.hpp"
#include "core/domain/reason.hpp"

namespace gatetwin::checkers {

using journal::Record;

HallChecker::Person* HallChecker::person(const Record& r)
{
  Person* person = m_people.find(r.subject);
  if (person == nullptr) m_accounted.violate(r, "of a traveller who is not inside");
  return person;
}

void HallChecker::traveller_arrived(const Record& r)
{
  m_hall_seen = true;
  m_accounted.examine();
  if (!m_arrived.insert(r.subject)) m_accounted.violate(r, "a traveller arrives twice");
  Person person;
  person.arrived_ns = person.since_ns = r.time_ns;
  m_people[r.subject] = person;
}

void HallChecker::traveller_left(const Record& r)
{
  m_accounted.examine();
  const Person* p = m_people.find(r.subject);
  if (p == nullptr) {
    return m_accounted.violate(r, m_arrived.contains(r.subject)
                                      ? "a traveller leaves twice"
                                      : "a traveller leaves who never arrived");
  }
  m_times.compare(r, between(p->arrived_ns, r.time_ns), r.value, "time in system, ns");
  if (p->phase == Phase::queued) m_accounted.violate(r, "a traveller leaves out of a queue");
  if (p->phase == Phase::served) m_accounted.violate(r, "a traveller leaves out of a service");
  m_people.erase(r.subject);
}

void HallChecker::queue_joined(const Record& r)
{
  Person* p = person(r);
  std::int64_t& length = m_queues[r.station];
  m_times.compare(r, ++length, r.value, "queue length after joining");
  if (p == nullptr) return;
  if (p->phase == Phase::walking) {
    m_times.compare(r, p->walk_ns, between(p->since_ns, r.time_ns), "walking time, ns");
    m_times.compare(r, p->station, r.station, "station that was walked to");
  } else if (p->phase != Phase::inside) {
    m_times.violate(r, "a traveller joins a queue out of a queue or a service");
  }
  p->phase = Phase::queued;
  p->since_ns = r.time_ns;
  p->station = r.station;
}

void HallChecker::queue_left(const Record& r)
{
  Person* p = person(r);
  m_times.examine();
  if (--m_queues[r.station] < 0) {
    m_queues[r.station] = 0;
    m_times.violate(r, "more travellers leave a queue than joined it");
  }
  if (p == nullptr) return;
  if (p->phase != Phase::queued || p->station != r.station) {
    return m_times.violate(r, "a traveller leaves a queue that was not joined");
  }
  m_times.compare(r, between(p->since_ns, r.time_ns), r.value, "time queued, ns");
  const bool to_service = r.detail == static_cast<std::uint32_t>(journal::QueueExit::to_service);
  p->phase = to_service ? Phase::called : Phase::inside;
}

void HallChecker::service_started(const Record& r, UnitFacts& unit)
{
  m_times.examine();
  unit.station = r.station;
  if (unit.serving != nobody) m_times.violate(r, "a unit serves two at a time");
  if (unit.blocked_by != nobody) m_times.violate(r, "a unit serves while it is blocked");
  unit.serving = r.subject;
  unit.serving_since_ns = r.time_ns;
  Person* p = person(r);
  if (p == nullptr) return;
  if (p->phase == Phase::called && p->station == r.station) {
    m_times.compare(r, between(p->since_ns, r.time_ns), r.value, "wait, ns");
  } else if (p->phase == Phase::inside || p->phase == Phase::walking) {
    m_times.compare(r, 0, r.value, "wait without a queue, ns");
  } else {
    m_times.violate(r, "a service starts out of a queue that was not left, or another service");
  }
  p->phase = Phase::served;
  p->since_ns = r.time_ns;
  p->station = r.station;
}

void HallChecker::service_ended(const Record& r, UnitFacts& unit)
{
  m_times.examine();
  if (unit.serving != r.subject) {
    m_times.violate(r, "a service ends that did not start");
  } else {
    m_times.compare(r, between(unit.serving_since_ns, r.time_ns), r.value, "service time, ns");
  }
  unit.serving = nobody;
  Person* p = person(r);
  if (p == nullptr) return;
  p->phase = Phase::inside;
  p->since_ns = r.time_ns;
}

void HallChecker::walk_started(const Record& r)
{
  m_times.examine();
  Person* p = person(r);
  if (r.value < 0) m_times.violate(r, "a walk takes less than no time");
  if (p == nullptr) return;
  if (p->phase != Phase::inside) m_times.violate(r, "a walk starts out of a queue or a service");
  p->phase = Phase::walking;
  p->since_ns = r.time_ns;
  p->walk_ns = r.value;
  p->station = r.station;
}

void HallChecker::blocked(const Record& r, UnitFacts* unit)
{
  m_times.examine();
  if (unit != nullptr) {
    if (unit->serving != nobody || unit->blocked_by != nobody) {
      m_times.violate(r, "a unit is blocked by one while it serves or is blocked by another");
    }
    unit->blocked_by = r.subject;
  }
  Person* p = person(r);
  if (p == nullptr) return;
  if (p->phase != Phase::inside) m_times.violate(r, "a traveller is blocked who is not done");
  p->phase = Phase::blocked;
  p->since_ns = r.time_ns;
}

void HallChecker::unblocked(const Record& r, UnitFacts* unit)
{
  m_times.examine();
  if (unit != nullptr) {
    if (unit->blocked_by != r.subject)
      m_times.violate(r, "a unit is freed of one who did not block");
    unit->blocked_by = nobody;
  }
  Person* p = person(r);
  if (p == nullptr) return;
  if (p->phase != Phase::blocked) {
    m_times.violate(r, "a traveller goes on who was not blocked");
  } else {
    m_times.compare(r, between(p->since_ns, r.time_ns), r.value, "time blocked, ns");
  }
  p->phase = Phase::inside;
  p->since_ns = r.time_ns;
}

void HallChecker::unit_state(const Record& r, UnitFacts& unit)
{
  if (r.station != journal::none_id) unit.station = r.station;
  if (unit.unit_state_known) m_times.compare(r, unit.unit_state, r.value, "unit's state before");
  unit.unit_state = r.code;
  unit.unit_state_known = true;
}

void HallChecker::gate_state(const Record& r, UnitFacts& unit)
{
  if (unit.gate_state_known) {
    m_times.compare(r, unit.gate_state, r.detail, "gate's state before");
    m_times.compare(r, between(unit.gate_state_since_ns, r.time_ns), r.value, "time in state, ns");
  }
  unit.gate_state = r.code;
  unit.gate_state_since_ns = r.time_ns;
  unit.gate_state_known = true;
}

// After an error of its own a unit goes on with a fresh controller, whose first state has no
// record.
void HallChecker::alarm(const Record& r, UnitFacts& unit)
{
  const bool cleared = r.value == 0;
  if (cleared && r.detail == static_cast<std::uint32_t>(Reason::internal_error)) {
    unit.gate_state_known = false;
  }
}

void HallChecker::transaction_started(const Record& r, const UnitFacts& unit)
{
  m_times.examine();
  if (r.subject == no_transaction) m_times.violate(r, "a transaction without a number");
  if (unit.transaction != no_transaction) {
    m_times.violate(r, "a unit has two transactions at a time");
  }
}

void HallChecker::transaction_ended(const Record& r, const UnitFacts& unit)
{
  m_times.examine();
  if (unit.transaction == r.subject || is_of_before(unit, r.subject)) return;
  m_times.violate(r, "a transaction ends that is not under way");
}

void HallChecker::body(const Record& r, UnitFacts& unit, std::int64_t change)
{
  unit.bodies += change;
  if (unit.bodies < 0) {
    unit.bodies = 0;
    // A journal that goes on after a full disk may begin with somebody inside.
    if (unit.first_transaction == no_transaction)
      m_accounted.leave_open(r, "a body leaves that went in before this journal");
    else
      m_accounted.violate(r, "more bodies leave a mantrap than went in");
  }
  m_accounted.compare(r, unit.bodies, r.value, "bodies inside");
}

void HallChecker::run_ended(const Record& r)
{
  if (!m_hall_seen && r.value == 0) return;
  m_accounted.compare(r, static_cast<std::int64_t>(m_people.size()), r.value,
                      "travellers still inside");
}

void HallChecker::finish(const Record& last, bool run_ended, const UnitTable& units)
{
  if (!run_ended) {
    for (const std::uint64_t number : m_people.sorted_keys()) {
      Record at = last;
      at.subject = number;
      m_accounted.leave_open(at, "still inside where the journal ends");
    }
  }
  if (!run_ended || !m_hall_seen || !m_people.empty()) return;
  units.for_each([&](std::uint32_t number, const UnitFacts& unit) {
    Record at = last;
    at.unit = number;
    if (unit.bodies > 0) m_accounted.violate(at, "everybody left, but a body is in the mantrap");
    at.subject = unit.transaction;
    at.kind = journal::RecordKind::transaction_started;
    if (unit.transaction != no_transaction) {
      m_accounted.violate(at, "everybody left, but a transaction never ended");
    }
  });
}

} // namespace gatetwin::checkers
