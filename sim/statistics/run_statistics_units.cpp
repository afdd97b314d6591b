// SPDX-License-Identifier: Apache-2.0
// The part of RunStatistics that follows single units: phases of a transaction, and whether a unit
// serves.
#include "core/domain/gate_words.hpp"
#include "core/domain/words.hpp"
#include "sim/statistics/run_statistics.hpp"

namespace gatetwin {

using journal::Record;
using journal::RecordKind;

void RunStatistics::on_unit_record(const Record& record)
{
  switch (record.kind) {
  case RecordKind::transaction_started:
  case RecordKind::gate_event:
  case RecordKind::gate_command:
  case RecordKind::gate_state:
  case RecordKind::registry_answer:
  case RecordKind::officer_called:
  case RecordKind::officer_acted:
  case RecordKind::transaction_ended: break;
  default: return;
  }
  if (!knows_unit(record.unit)) return;
  UnitTrack& unit = m_units[record.unit];
  switch (record.kind) {
  case RecordKind::transaction_started: return unit.present(m_now_ns);
  case RecordKind::gate_event: return on_gate_event(unit, record.code);
  case RecordKind::gate_command: return on_gate_command(unit, record);
  case RecordKind::gate_state: return on_gate_state(unit, record.code);
  case RecordKind::registry_answer: break;
  default: return on_officer_record(record);
  }
  if (!m_counting) return;
  if (record.value < 0) {
    ++m_unanswered;
  } else {
    m_latencies.add(unit.station, m_classes, record.value);
  }
}

void RunStatistics::on_gate_event(UnitTrack& unit, std::uint16_t kind)
{
  if (kind == static_cast<std::uint16_t>(GateEventKind::traveller_at_counter)) {
    unit.present(m_now_ns);
  } else if (kind == static_cast<std::uint16_t>(GateEventKind::document_presented)) {
    unit.place_document(m_now_ns);
  }
}

void RunStatistics::on_gate_command(UnitTrack& unit, const Record& record)
{
  switch (static_cast<GateCommandKind>(record.code)) {
  case GateCommandKind::store_authorisation:
  case GateCommandKind::call_officer: return decided(unit);
  case GateCommandKind::end_transaction: {
    // A refusal needs neither an authorisation nor a call: the officer at the booth has decided.
    const auto outcome = static_cast<Outcome>(record.value);
    if (outcome == Outcome::refused || outcome == Outcome::referred) decided(unit);
    return;
  }
  default: return;
  }
}

void RunStatistics::on_gate_state(UnitTrack& unit, std::uint16_t state)
{
  switch (static_cast<GateState>(state)) {
  case GateState::idle: return became_ready(unit);
  case GateState::starting:
  case GateState::out_of_service:
  case GateState::emergency:
  case GateState::without_power: return unit.forget(); // not ready for the next
  default: return;
  }
}

void RunStatistics::decided(UnitTrack& unit)
{
  const std::int64_t took_ns = unit.decide(m_now_ns);
  if (took_ns == UnitTrack::never || !m_counting) return;
  m_inspections.add(unit.station, unit.traveller_class, took_ns);
}

void RunStatistics::became_ready(UnitTrack& unit)
{
  const std::int64_t took_ns = unit.ready(m_now_ns);
  if (took_ns == UnitTrack::never || !m_counting) return;
  m_cycles.add(unit.station, unit.traveller_class, took_ns);
}

} // namespace gatetwin
