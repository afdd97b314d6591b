// SPDX-License-Identifier: Apache-2.0
#include "sim/trace/vcd_trace.hpp"
#include "core/domain/gate_words.hpp"
#include <fmt/format.h>
#include <utility>

namespace gatetwin {
namespace {

using journal::Record;
using journal::RecordKind;

struct SignalShape {
  const char* name;
  unsigned bits;
};
constexpr SignalShape shapes[] = {
    {"state", 8},          {"transaction", 64},     {"bodies", 8},
    {"document", 1},       {"registry_waiting", 1}, {"entry_door", 4},
    {"entry_open", 1},     {"entry_told_open", 1},  {"entry_line", 1},
    {"exit_door", 4},      {"exit_open", 1},        {"exit_told_open", 1},
    {"exit_line", 1},      {"authorised", 1},       {"alarm", 1},
    {"officer_called", 1},
};

// Printable ASCII without space, as many as needed.
std::string identifier(std::uint64_t number)
{
  std::string text;
  do {
    text += static_cast<char>('!' + number % 94);
    number /= 94;
  } while (number != 0);
  return text;
}

// An identifier of Verilog: viewers split names at anything else.
std::string module_name(const std::string& unit)
{
  std::string name;
  for (const char c : unit) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    name += plain ? c : '_';
  }
  return name.empty() || (name[0] >= '0' && name[0] <= '9') ? "u_" + name : name;
}

std::string value_text(std::uint64_t value, unsigned bits, const std::string& id)
{
  if (bits == 1) return (value != 0 ? "1" : "0") + id + "\n";
  return fmt::format("b{:b} {}\n", value, id);
}

} // namespace

VcdTrace::VcdTrace(const journal::JournalHeader& header, TextOutput output,
                   std::optional<std::uint32_t> only)
    : m_output(std::move(output))
{
  static_assert(std::size(shapes) == signal_count);
  for (const journal::UnitName& unit : header.units) {
    if (only && unit.id != *only) continue;
    if (!m_place.emplace(unit.id, m_units.size()).second) continue;
    const auto place = static_cast<std::uint32_t>(m_units.size());
    m_units.emplace_back().place = place;
  }
  write_header(header);
}

void VcdTrace::write_header(const journal::JournalHeader& header)
{
  m_output("$version gatetwin $end\n$comment\nstate:");
  for (int s = 0; s <= static_cast<int>(GateState::stamping); ++s)
    m_output(fmt::format(" {}={}", s, to_string(static_cast<GateState>(s))));
  m_output("\nentry_door, exit_door:");
  for (int d = 0; d <= static_cast<int>(DoorState::forced); ++d)
    m_output(fmt::format(" {}={}", d, to_string(static_cast<DoorState>(d))));
  m_output("\n$end\n$timescale 1 us $end\n");
  std::unordered_map<std::string, int> names;
  for (const journal::UnitName& unit : header.units) {
    const auto place = m_place.find(unit.id);
    if (place == m_place.end()) continue;
    std::string name = module_name(unit.name);
    if (const int before = names[name]++; before > 0) name += fmt::format("_{}", unit.id);
    m_output(fmt::format("$scope module {} $end\n", name));
    for (std::size_t s = 0; s < signal_count; ++s) {
      const unsigned bits = shapes[s].bits;
      m_output(fmt::format("$var {} {} {} {}{} $end\n", bits == 1 ? "wire" : "reg", bits,
                           identifier(place->second * signal_count + s), shapes[s].name,
                           bits == 1 ? std::string() : fmt::format(" [{}:0]", bits - 1)));
    }
    m_output("$upscope $end\n");
  }
  m_output("$enddefinitions $end\n#0\n$dumpvars\n");
  for (std::size_t i = 0; i < m_units.size() * signal_count; ++i) {
    const bool bit = shapes[i % signal_count].bits == 1;
    m_output((bit ? "x" : "bx ") + identifier(i) + "\n");
  }
  m_output("$end\n");
}

void VcdTrace::on_records(std::span<const Record> records)
{
  for (const Record& record : records) {
    const auto place = m_place.find(record.unit);
    if (place == m_place.end() || record.time_ns < 0) continue;
    m_unit = &m_units[place->second];
    m_now_us = record.time_ns / 1000;
    on_record(record);
  }
}

void VcdTrace::on_record(const Record& record)
{
  switch (record.kind) {
  case RecordKind::transaction_started: return set(transaction, record.subject);
  case RecordKind::transaction_ended: return set(transaction, 0);
  case RecordKind::gate_event: return on_event(record);
  case RecordKind::gate_command: return on_command(record);
  case RecordKind::gate_state: return set(state, record.code & 0xFF);
  case RecordKind::authorisation_stored: return set(authorised, 1);
  case RecordKind::authorisation_consumed: return set(authorised, 0);
  case RecordKind::registry_request: return set(registry_waiting, 1);
  case RecordKind::registry_answer: return set(registry_waiting, 0);
  case RecordKind::officer_called: return set(officer_called, 1);
  case RecordKind::officer_acted: return set(officer_called, 0);
  case RecordKind::alarm:
    if (record.value == 1) ++m_unit->alarms;
    if (record.value == 0 && m_unit->alarms > 0) --m_unit->alarms;
    return set(alarm, m_unit->alarms > 0 ? 1 : 0);
  default: return;
  }
}

void VcdTrace::on_event(const Record& record)
{
  const bool exit = (record.detail >> 8 & 1) != 0;
  switch (static_cast<GateEventKind>(record.code)) {
  case GateEventKind::door_changed: {
    const std::uint32_t door = record.detail & 0xF;
    set(exit ? exit_door : entry_door, door);
    return set(exit ? exit_open : entry_open,
               static_cast<DoorState>(door) == DoorState::open ? 1 : 0);
  }
  case GateEventKind::doorway_changed:
    return set(record.detail == 1 ? exit_line : entry_line, record.value != 0 ? 1 : 0);
  case GateEventKind::occupancy_changed:
    return set(bodies, static_cast<std::uint64_t>(record.value) & 0xFF);
  case GateEventKind::document_presented: return set(document, 1);
  case GateEventKind::document_removed: return set(document, 0);
  default: return;
  }
}

void VcdTrace::on_command(const Record& record)
{
  const Signal told = record.detail == 1 ? exit_told_open : entry_told_open;
  switch (static_cast<GateCommandKind>(record.code)) {
  case GateCommandKind::open_door:
  case GateCommandKind::release_door: return set(told, 1);
  case GateCommandKind::close_door: return set(told, 0);
  default: return;
  }
}

void VcdTrace::set(Signal signal, std::uint64_t value)
{
  if ((m_unit->known >> signal & 1) != 0 && m_unit->values[signal] == value) return;
  m_unit->known |= 1U << signal;
  m_unit->values[signal] = value;
  if (m_now_us > m_time_us) {
    m_time_us = m_now_us;
    m_output(fmt::format("#{}\n", m_time_us));
  }
  m_output(value_text(value, shapes[signal].bits,
                      identifier(std::uint64_t{m_unit->place} * signal_count + signal)));
}

} // namespace gatetwin
