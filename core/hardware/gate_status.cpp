// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/gate_status.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

constexpr std::size_t presence = 2; // part
constexpr Duration a_second = seconds(1);

constexpr Device device_of(std::size_t part)
{
  return part == 0 ? Device::entry_door : part == 1 ? Device::exit_door : Device::presence_sensor;
}
constexpr std::uint16_t fault_of(std::size_t part)
{
  return static_cast<std::uint16_t>(entry_door_fault << part);
}
constexpr std::uint16_t line_of(std::size_t door)
{
  return static_cast<std::uint16_t>(body_in_entry_line << door);
}

std::uint16_t value_of(const GateStatus& status, std::size_t part)
{
  return part == presence ? status.occupancy : status.doors[part];
}

// A door with its line: what flaps is seen in either.
std::uint16_t raw_of(const GateStatus& status, std::size_t part)
{
  if (part == presence) return status.occupancy;
  return static_cast<std::uint16_t>(status.doors[part] << 1 |
                                    ((status.flags & line_of(part)) != 0 ? 1 : 0));
}

} // namespace

void GateStatusWatch::on_status(const GateStatus& status, MonotonicTime now)
{
  if (m_starts && *m_starts != status.starts) on_restart(now);
  m_starts = status.starts;
  m_status = status;
  for (std::size_t part = 0; part < parts; ++part)
    note_change(m_parts[part], raw_of(status, part), now);
  judge(now);
}

void GateStatusWatch::note_change(Part& part, std::uint16_t raw, MonotonicTime now)
{
  if (part.raw == raw) return;
  const bool first = !part.raw;
  part.raw = raw;
  if (first) return;
  while (!part.changes.empty() && now - part.changes.front() >= a_second) part.changes.pop_front();
  part.changes.push_back(now);
  if (part.changes.size() <= m_options.most_changes_per_s) return;
  part.changes.pop_front();
  part.flaps_until = now + m_options.calm;
}

// What was told holds no more. A controller that starts again and again is not to be trusted.
void GateStatusWatch::on_restart(MonotonicTime now)
{
  lose();
  if (m_restarted && now - *m_restarted < m_options.calm) {
    for (Part& part : m_parts) part.flaps_until = now + m_options.calm;
  }
  m_restarted = now;
}

void GateStatusWatch::judge(MonotonicTime now)
{
  judge_parts(now);
  if (m_reports.size() <= most_reports) return;
  // Nobody takes them: instead of what has not been heard, all is told anew.
  m_reports.clear();
  for (std::size_t part = 0; part < parts; ++part) {
    m_parts[part].failed = false;
    fail(part);
    m_parts[part].line_told = part != presence && (m_status->flags & line_of(part)) == 0;
  }
  m_emergency_told = false;
  m_mains_lost_told = (m_status->flags & mains_lost) == 0;
  judge_parts(now);
}

void GateStatusWatch::judge_parts(MonotonicTime now)
{
  for (std::size_t part = 0; part < parts; ++part) {
    if (is_wrong(part) || now < m_parts[part].flaps_until)
      fail(part);
    else
      tell(part);
  }
  tell_contacts();
}

bool GateStatusWatch::is_wrong(std::size_t part) const
{
  if ((m_status->flags & ~known_status_flags) != 0) return true; // not this map's flags
  if ((m_status->flags & fault_of(part)) != 0) return true;
  const std::uint16_t most =
      part == presence ? m_options.most_bodies : static_cast<std::uint16_t>(DoorState::forced);
  return value_of(*m_status, part) > most;
}

void GateStatusWatch::fail(std::size_t index)
{
  Part& part = m_parts[index];
  part.told.reset();
  if (part.failed) return;
  part.failed = true;
  report(InputKind::device_failed, device_of(index));
}

void GateStatusWatch::tell(std::size_t index)
{
  Part& part = m_parts[index];
  if (part.failed) report(InputKind::device_recovered, device_of(index));
  part.failed = false;
  const std::uint16_t value = value_of(*m_status, index);
  PortInput input;
  input.device = device_of(index);
  if (index != presence) {
    input.door = static_cast<Door>(index);
    const bool in_line = (m_status->flags & line_of(index)) != 0;
    if (in_line != part.line_told) {
      part.line_told = in_line;
      input.kind = InputKind::doorway;
      input.number = in_line ? 1 : 0;
      report(input);
    }
    input.door_state = static_cast<DoorState>(value);
  }
  input.number = index == presence ? value : 0;
  if (part.told == value) return;
  part.told = value;
  input.kind = index == presence ? InputKind::occupancy : InputKind::door;
  report(input);
}

// Each fire alarm at once. The key counts as it is turned, and only when the alarm is over, here
// and elsewhere: a key that is stuck resets nothing.
void GateStatusWatch::tell_contacts()
{
  const bool emergency = (m_status->flags & emergency_contact) != 0;
  if ((m_status->flags & ~known_status_flags) != 0) {
    // Of flags that can't be an alarm is believed all the same, and nothing else: people get out.
    if (emergency && !m_emergency_told) report(InputKind::emergency_raised, Device::power);
    m_emergency_told = m_emergency_told || emergency;
    m_emergency_lasts = m_emergency_lasts || emergency;
    return;
  }
  const bool key = (m_status->flags & key_turned) != 0;
  const bool lost = (m_status->flags & mains_lost) != 0;
  if (emergency && !m_emergency_told) report(InputKind::emergency_raised, Device::power);
  m_emergency_told = m_emergency_lasts = emergency;
  const bool over = !emergency && (m_others == nullptr || !m_others->emergency_lasts());
  if (key && !m_key_seen && over) report(InputKind::emergency_reset, Device::power);
  m_key_seen = key;
  if (lost && !m_mains_lost_told) report(InputKind::power_lost, Device::power);
  const bool restored = !lost && (m_others == nullptr || !m_others->mains_are_lost());
  if (m_mains_lost_told && restored) report(InputKind::power_restored, Device::power);
  m_mains_lost_told = lost;
}

void GateStatusWatch::lose()
{
  for (std::size_t part = 0; part < parts; ++part) {
    fail(part);
    m_parts[part].raw.reset();
    m_parts[part].changes.clear();
  }
  m_emergency_told = false; // one that lasts is told again
  m_key_seen = true;        // one that is turned then was not seen to be turned
  m_status.reset();
}

void GateStatusWatch::on_time(MonotonicTime now)
{
  if (m_status) judge(now);
}

MonotonicTime GateStatusWatch::next_deadline() const
{
  MonotonicTime next = MonotonicTime::never();
  if (!m_status) return next;
  for (std::size_t part = 0; part < parts; ++part) {
    if (m_parts[part].failed && !is_wrong(part)) next = std::min(next, m_parts[part].flaps_until);
  }
  return next;
}

void GateStatusWatch::report(const PortInput& input) { m_reports.push_back(input); }

void GateStatusWatch::report(InputKind kind, Device device)
{
  PortInput input;
  input.kind = kind;
  input.device = device;
  report(input);
}

void GateStatusWatch::deliver(Inbox& inbox)
{
  while (!m_reports.empty() && inbox.push(m_reports.front())) m_reports.pop_front();
}

} // namespace gatetwin
