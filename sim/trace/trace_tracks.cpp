// SPDX-License-Identifier: Apache-2.0
#include "sim/trace/trace_tracks.hpp"
#include "core/domain/reason.hpp"
#include "core/domain/registry_message.hpp"
#include "core/domain/words.hpp"
#include "sim/trace/record_text.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

using journal::Record;
using journal::RecordKind;

const char* reason_or_nothing(std::uint32_t reason)
{
  return reason == 0 ? "" : to_string(static_cast<Reason>(reason));
}

} // namespace

const char* to_string(TraceTrack track)
{
  switch (track) {
  case TraceTrack::transactions: return "transactions";
  case TraceTrack::states: return "states";
  case TraceTrack::entry_door: return "entry_door";
  case TraceTrack::exit_door: return "exit_door";
  case TraceTrack::registry: return "registry";
  case TraceTrack::delivery: return "delivery";
  case TraceTrack::officer: return "officer";
  case TraceTrack::bodies: return "bodies";
  case TraceTrack::events: return "events";
  case TraceTrack::commands: return "commands";
  case TraceTrack::alarms: return "alarms";
  }
  return "";
}

TraceTracks::TraceTracks(const journal::JournalHeader& header, TraceWriter& writer)
    : m_header(header), m_writer(writer), m_units(header.units.size())
{
  for (std::size_t i = 0; i < header.units.size(); ++i) m_place.emplace(header.units[i].id, i);
}

void TraceTracks::on_records(std::span<const Record> records)
{
  for (const Record& record : records) {
    if (record.time_ns < 0) continue; // before the start there is nothing
    m_now_ns = record.time_ns;
    if (m_first_ns < 0) m_first_ns = m_now_ns;
    const auto place = m_place.find(record.unit);
    if (place == m_place.end()) continue;
    m_here = place->second;
    on_record(record);
  }
}

void TraceTracks::on_record(const Record& record)
{
  Unit& unit = m_units[m_here];
  switch (record.kind) {
  case RecordKind::transaction_started:
    unit.transaction = {m_now_ns, "", record.subject, {}};
    return;
  case RecordKind::transaction_ended:
    unit.transaction.detail = reason_or_nothing(record.detail);
    return close(unit.transaction, TraceTrack::transactions,
                 to_string(static_cast<Outcome>(record.code)));
  case RecordKind::gate_event: return on_event(unit, record);
  case RecordKind::gate_state: return on_state(unit, record);
  case RecordKind::gate_command:
    return moment(TraceTrack::commands, to_string(static_cast<GateCommandKind>(record.code)),
                  record);
  case RecordKind::check:
  case RecordKind::checks:
    return moment(TraceTrack::events, journal::to_string(record.kind), record);
  case RecordKind::registry_answer: return round_trip(TraceTrack::registry, "round trip", record);
  case RecordKind::crossing_delivered: return round_trip(TraceTrack::delivery, "crossing", record);
  case RecordKind::officer_called:
    if (unit.officer.since_ns < 0)
      unit.officer = {m_now_ns, "called", record.subject, reason_or_nothing(record.detail)};
    return;
  case RecordKind::officer_acted: return close(unit.officer, TraceTrack::officer);
  case RecordKind::alarm:
    return moment(TraceTrack::alarms, record.value == 1 ? "raised" : "cleared", record);
  default: return;
  }
}

void TraceTracks::on_event(Unit& unit, const Record& record)
{
  const auto kind = static_cast<GateEventKind>(record.code);
  if (kind == GateEventKind::door_changed) return on_door(unit, record);
  if (kind != GateEventKind::occupancy_changed)
    return moment(TraceTrack::events, to_string(kind), record);
  m_writer.entry({m_here,
                  TraceTrack::bodies,
                  "bodies",
                  {},
                  record.subject,
                  m_now_ns,
                  m_now_ns,
                  record.value,
                  true});
}

void TraceTracks::on_door(Unit& unit, const Record& record)
{
  const bool exit = (record.detail >> 8 & 1) != 0;
  OpenSpan& door = unit.doors[exit ? 1 : 0];
  close(door, exit ? TraceTrack::exit_door : TraceTrack::entry_door);
  door = {m_now_ns, to_string(static_cast<DoorState>(record.detail & 0xFF)), record.subject, {}};
}

void TraceTracks::on_state(Unit& unit, const Record& record)
{
  // The first one seen says since when its state lasted; no earlier than what is looked at.
  if (unit.state.since_ns < 0 && record.value > 0) {
    const std::int64_t since_ns = record.value < m_now_ns ? m_now_ns - record.value : 0;
    if (const std::int64_t shown_ns = std::max(since_ns, m_first_ns); shown_ns < m_now_ns)
      unit.state.since_ns = shown_ns;
  }
  close(unit.state, TraceTrack::states, to_string(static_cast<GateState>(record.detail)));
  unit.state = {m_now_ns, to_string(static_cast<GateState>(record.code)), record.subject, {}};
}

void TraceTracks::round_trip(TraceTrack track, const char* name, const Record& record)
{
  if (record.value < 0 || record.value > m_now_ns) return moment(track, "no answer", record);
  m_writer.entry({m_here, track, name, reason_or_nothing(record.detail), record.subject,
                  m_now_ns - record.value, m_now_ns, 0, false});
}

void TraceTracks::close(OpenSpan& span, TraceTrack track, const char* name)
{
  if (span.since_ns >= 0) {
    m_writer.entry({m_here, track, name != nullptr ? name : span.name, span.detail,
                    span.transaction, span.since_ns, m_now_ns, 0, false});
  }
  span.since_ns = -1;
}

void TraceTracks::moment(TraceTrack track, const char* name, const Record& record)
{
  m_writer.entry({m_here, track, name, content(record), record.subject, m_now_ns, m_now_ns,
                  record.value, true});
}

// Without the kind's own word, which is the entry's name.
std::string TraceTracks::content(const Record& record) const
{
  std::string text = record_content(record, m_header);
  if (record.kind != RecordKind::gate_event && record.kind != RecordKind::gate_command) return text;
  const std::size_t space = text.find(' ');
  return space == std::string::npos ? std::string() : text.substr(space + 1);
}

void TraceTracks::finish()
{
  for (m_here = 0; m_here < m_units.size(); ++m_here) {
    Unit& unit = m_units[m_here];
    close(unit.transaction, TraceTrack::transactions, "under way");
    close(unit.state, TraceTrack::states);
    close(unit.doors[0], TraceTrack::entry_door);
    close(unit.doors[1], TraceTrack::exit_door);
    close(unit.officer, TraceTrack::officer, "not answered");
  }
}

} // namespace gatetwin
