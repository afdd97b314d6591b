// SPDX-License-Identifier: Apache-2.0
#include "sim/phases/phase_clock.hpp"
#include "core/domain/words.hpp"
#include <optional>

namespace gatetwin {
namespace {

using journal::Record;
using journal::RecordKind;

std::optional<Phase> phase_of(GateState state)
{
  switch (state) {
  case GateState::querying: return Phase::querying;
  case GateState::entry_open: return Phase::entry_open;
  case GateState::entry_closing: return Phase::entry_closing;
  case GateState::capturing: return Phase::capturing;
  case GateState::joint: return Phase::joint;
  case GateState::authorising: return Phase::authorising;
  case GateState::exit_open: return Phase::exit_open;
  case GateState::exit_closing: return Phase::exit_closing;
  case GateState::turning_back: return Phase::turning_back;
  case GateState::referred: return Phase::referred;
  case GateState::tailgating: return Phase::tailgating;
  case GateState::typing: return Phase::typing;
  case GateState::deciding: return Phase::deciding;
  case GateState::stamping: return Phase::stamping;
  case GateState::counter_busy: return Phase::counter_busy;
  default: return std::nullopt;
  }
}

Phase opens(Door door)
{
  return door == Door::entry ? Phase::entry_door_opens : Phase::exit_door_opens;
}
Phase closes(Door door)
{
  return door == Door::entry ? Phase::entry_door_closes : Phase::exit_door_closes;
}

std::size_t index(Phase phase) { return static_cast<std::size_t>(phase); }

} // namespace

PhaseClock::PhaseClock(const journal::JournalHeader& header)
{
  for (const journal::UnitName& unit : header.units) {
    if (!m_place.emplace(unit.id, static_cast<std::uint32_t>(m_units.size())).second) continue;
    m_units.emplace_back().number = unit.id;
  }
}

PhaseClock::Unit* PhaseClock::find(std::uint32_t unit)
{
  const auto found = m_place.find(unit);
  return found == m_place.end() ? nullptr : &m_units[found->second];
}

const PhaseClock::Observations& PhaseClock::on_record(const Record& record)
{
  m_observations.clear();
  Unit* unit = find(record.unit);
  if (unit == nullptr || record.time_ns < 0) return m_observations;
  m_record = &record;
  switch (record.kind) {
  case RecordKind::service_started: observe(*unit, Phase::wait, record.value); break;
  case RecordKind::transaction_started:
    unit->transaction = record.subject;
    present(*unit);
    break;
  case RecordKind::gate_event: on_event(*unit); break;
  case RecordKind::gate_command: on_command(*unit); break;
  case RecordKind::gate_state: on_state(*unit); break;
  case RecordKind::authorisation_stored: end(*unit, Phase::durable_write); break;
  case RecordKind::crossing_stored:
    if (record.subject == unit->crossing) end(*unit, Phase::crossing_write);
    break;
  case RecordKind::crossing_delivered: observe(*unit, Phase::delivery, record.value); break;
  case RecordKind::registry_answer: observe(*unit, Phase::registry, record.value); break;
  case RecordKind::officer_called:
    // Without a reason a booth asks for the decision: that is the state `deciding`.
    if (record.detail != 0) start(*unit, Phase::officer_answer);
    break;
  case RecordKind::officer_acted: end(*unit, Phase::officer_answer); break;
  default: break;
  }
  return m_observations;
}

void PhaseClock::observe(const Unit& unit, Phase phase, std::int64_t duration_ns)
{
  if (duration_ns < 0) return;
  const bool own = phase == Phase::wait || phase == Phase::delivery || phase == Phase::registry ||
                   phase == Phase::crossing_write;
  const bool pushed =
      m_observations.push_back({phase, unit.number, own ? m_record->subject : unit.transaction,
                                m_record->time_ns, duration_ns});
  CHECK(pushed);
}

void PhaseClock::start(Unit& unit, Phase phase)
{
  if (unit.since_ns[index(phase)] == not_running) restart(unit, phase);
}

void PhaseClock::restart(Unit& unit, Phase phase)
{
  unit.since_ns[index(phase)] = m_record->time_ns;
}

void PhaseClock::stop(Unit& unit, Phase phase) { unit.since_ns[index(phase)] = not_running; }

void PhaseClock::end(Unit& unit, Phase phase)
{
  std::int64_t& since_ns = unit.since_ns[index(phase)];
  if (since_ns != not_running) observe(unit, phase, m_record->time_ns - since_ns);
  since_ns = not_running;
}

void PhaseClock::present(Unit& unit)
{
  start(unit, Phase::passage);
  start(unit, Phase::cycle);
}

void PhaseClock::decide(Unit& unit)
{
  if (unit.since_ns[index(Phase::inspection)] == not_running) return;
  end(unit, Phase::inspection);
  unit.decided = true;
}

// Whoever is at hand comes to no regular end, or the next one has not come yet.
void PhaseClock::forget(Unit& unit)
{
  for (const Phase phase :
       {Phase::passage, Phase::cycle, Phase::inspection, Phase::reading, Phase::durable_write})
    stop(unit, phase);
  unit.decided = false;
}

void PhaseClock::on_event(Unit& unit)
{
  switch (static_cast<GateEventKind>(m_record->code)) {
  case GateEventKind::traveller_at_counter: return present(unit);
  case GateEventKind::document_presented:
    present(unit);
    if (!unit.decided) start(unit, Phase::inspection);
    return;
  case GateEventKind::document_read: return end(unit, Phase::reading);
  case GateEventKind::door_changed:
    return on_door(unit, (m_record->detail >> 8 & 1) == 0 ? Door::entry : Door::exit,
                   static_cast<DoorState>(m_record->detail & 0xFF));
  default: return;
  }
}

void PhaseClock::on_door(Unit& unit, Door door, DoorState state)
{
  unit.doors[static_cast<std::size_t>(door)] = state;
  if (state == DoorState::open) end(unit, opens(door));
  if (state == DoorState::closed) end(unit, closes(door));
}

void PhaseClock::on_command(Unit& unit)
{
  const Door door = m_record->detail == 0 ? Door::entry : Door::exit;
  const DoorState reported = unit.doors[static_cast<std::size_t>(door)];
  switch (static_cast<GateCommandKind>(m_record->code)) {
  case GateCommandKind::read_document:
    if (unit.state == GateState::reading) start(unit, Phase::reading);
    return;
  case GateCommandKind::open_door:
    stop(unit, closes(door));
    if (reported != DoorState::open) restart(unit, opens(door));
    return;
  case GateCommandKind::close_door:
    stop(unit, opens(door));
    if (reported != DoorState::closed) start(unit, closes(door));
    return;
  case GateCommandKind::release_door: stop(unit, opens(door)); return stop(unit, closes(door));
  case GateCommandKind::store_authorisation:
    decide(unit);
    return restart(unit, Phase::durable_write);
  case GateCommandKind::call_officer: return decide(unit);
  case GateCommandKind::record_crossing:
    unit.crossing = m_record->subject;
    return restart(unit, Phase::crossing_write);
  case GateCommandKind::end_transaction: {
    // A refusal needs neither an authorisation nor a call: the officer at the booth has decided.
    const auto outcome = static_cast<Outcome>(m_record->value);
    if (outcome == Outcome::refused || outcome == Outcome::referred) decide(unit);
    return;
  }
  default: return;
  }
}

void PhaseClock::on_state(Unit& unit)
{
  const auto entered = static_cast<GateState>(m_record->code);
  const auto left = static_cast<GateState>(m_record->detail);
  if (const auto phase = phase_of(left)) observe(unit, *phase, m_record->value);
  unit.state = entered;
  if (left == GateState::reading) stop(unit, Phase::reading);
  if (entered == GateState::reading) start(unit, Phase::reading);
  if (left == GateState::exit_open && entered == GateState::exit_closing) end(unit, Phase::passage);
  switch (entered) {
  case GateState::idle: end(unit, Phase::cycle); return forget(unit);
  case GateState::starting:
  case GateState::out_of_service:
  case GateState::emergency:
  case GateState::without_power: return forget(unit);
  default: return;
  }
}

} // namespace gatetwin
