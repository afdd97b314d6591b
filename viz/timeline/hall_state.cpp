// SPDX-License-Identifier: Apache-2.0
#include "viz/timeline/hall_state.hpp"
#include <algorithm>

namespace gatetwin::viz {

using journal::Record;
using journal::RecordKind;
using journal::UnitState;

bool is_trouble(GateState state)
{
  return state == GateState::tailgating || state == GateState::obstructed ||
         state == GateState::forced || state == GateState::emergency ||
         state == GateState::without_power || state == GateState::out_of_service;
}

bool serves(UnitState state)
{
  return state == UnitState::idle || state == UnitState::busy || state == UnitState::blocked ||
         state == UnitState::turnaround;
}

HallState::HallState(const Site& site) : m_site(&site)
{
  m_units.resize(site.units.size());
  m_stations.resize(site.stations.size());
  m_emergencies.resize(site.checkpoints.size());
}

const Person* HallState::find(std::uint64_t number) const
{
  const auto found = m_by_number.find(number);
  return found == m_by_number.end() ? nullptr : &m_people[found->second];
}

std::int64_t HallState::longest_wait_ns(std::uint32_t station, std::int64_t now_ns) const
{
  if (station >= m_stations.size() || m_stations[station].first == nobody) return 0;
  return std::max<std::int64_t>(0, now_ns - m_people[m_stations[station].first].since_ns);
}

std::size_t HallState::bytes() const
{
  return m_people.capacity() * sizeof(Person) + m_units.size() * sizeof(UnitNow) +
         m_stations.size() * sizeof(StationNow) + m_by_number.size() * 48 + m_free.size() * 4 +
         m_leavers.capacity() * sizeof(Leaver);
}

std::uint32_t HallState::slot_of(const Record& r)
{
  if (const auto found = m_by_number.find(r.subject); found != m_by_number.end()) {
    return found->second;
  }
  if (m_by_number.size() >= max_people) return nobody;
  std::uint32_t slot = 0;
  if (m_free.empty()) {
    slot = static_cast<std::uint32_t>(m_people.size());
    m_people.emplace_back();
  } else {
    slot = m_free.back();
    m_free.pop_back();
  }
  Person& person = m_people[slot];
  person = {};
  person.number = r.subject;
  person.arrived_ns = person.since_ns = r.time_ns;
  person.traveller_class = r.code;
  person.phase = Phase::arrived;
  m_by_number.emplace(r.subject, slot);
  return slot;
}

void HallState::free_slot(std::uint32_t slot)
{
  Person& person = m_people[slot];
  if (person.unit != nobody && m_units[person.unit].person == slot) {
    m_units[person.unit].person = nobody;
  }
  m_by_number.erase(person.number);
  person = {};
  m_free.push_back(slot);
}

void HallState::leave_line(Person& person)
{
  if (person.phase != Phase::queueing) return;
  StationNow& station = m_stations[person.station];
  (person.before == nobody ? station.first : m_people[person.before].behind) = person.behind;
  (person.behind == nobody ? station.last : m_people[person.behind].before) = person.before;
  person.before = person.behind = nobody;
  --station.waiting;
}

void HallState::stop_walking(Person& person)
{
  if (person.phase == Phase::walking && person.station != nobody) {
    --m_stations[person.station].walking_here;
  }
}

void HallState::apply(const Record& r)
{
  if (r.kind <= RecordKind::traveller_left || r.kind == RecordKind::walk_started ||
      r.kind == RecordKind::blocked || r.kind == RecordKind::unblocked) {
    if (r.station != journal::none_id && r.station >= m_stations.size()) {
      ++m_ignored;
    } else {
      apply_to_person(r);
    }
    return;
  }
  if (r.kind == RecordKind::link_state) {
    if (r.station < m_stations.size()) m_stations[r.station].link_down = r.code == 0;
    return;
  }
  if (r.kind == RecordKind::emergency) {
    if (r.detail < m_emergencies.size()) {
      m_emergencies[r.detail] = r.code == 1;
    } else {
      ++m_ignored;
    }
    return;
  }
  if (r.unit == journal::none_id) return;
  if (r.unit < m_units.size()) {
    apply_to_unit(r);
  } else {
    ++m_ignored;
  }
}

void HallState::apply_to_person(const Record& r)
{
  if (r.unit != journal::none_id && r.unit >= m_units.size()) {
    ++m_ignored;
    return;
  }
  if (r.kind == RecordKind::traveller_arrived) ++m_arrived;
  const std::uint32_t slot = slot_of(r);
  if (slot == nobody) {
    ++m_ignored;
    return;
  }
  Person& person = m_people[slot];
  switch (r.kind) {
  case RecordKind::queue_joined: join(r, slot); break;
  case RecordKind::queue_left:
    leave_line(person);
    person.phase = Phase::served; // to_service: the next record says at which unit
    person.since_ns = r.time_ns;
    if (r.station < m_stations.size()) m_stations[r.station].last_wait_ns = r.value;
    break;
  case RecordKind::service_started: start_service(r, slot); break;
  case RecordKind::service_ended: end_service(r, person); break;
  case RecordKind::traveller_left:
    ++m_left;
    remember_leaver(person, r.time_ns);
    leave_line(person);
    stop_walking(person);
    free_slot(slot);
    break;
  case RecordKind::walk_started:
    leave_line(person);
    stop_walking(person);
    person.from_station = person.unit != nobody ? m_site->units[person.unit].station : nobody;
    person.phase = Phase::walking;
    person.station = r.station == journal::none_id ? nobody : r.station;
    if (person.station != nobody) ++m_stations[person.station].walking_here;
    person.since_ns = r.time_ns;
    person.until_ns = r.time_ns + std::clamp<std::int64_t>(r.value, 0, days(1).ns);
    break;
  case RecordKind::blocked:
    leave_line(person);
    stop_walking(person);
    person.phase = person.unit == nobody ? Phase::arrived : Phase::blocked;
    break;
  default: break;
  }
}

void HallState::remember_leaver(const Person& person, std::int64_t now_ns)
{
  const auto recent = std::find_if(m_leavers.begin(), m_leavers.end(), [&](const Leaver& one) {
    return one.left_ns >= now_ns - leaving_ns;
  });
  m_leavers.erase(m_leavers.begin(), recent);
  // Who gives up in a line is just gone.
  const bool served = person.unit != nobody && person.phase == Phase::served &&
                      m_site->units[person.unit].station == person.station;
  if (m_leavers.size() == max_leavers || !served) return;
  m_leavers.push_back({person.number, now_ns, person.unit, person.traveller_class});
}

void HallState::join(const Record& r, std::uint32_t slot)
{
  if (r.station >= m_stations.size()) return;
  Person& person = m_people[slot];
  leave_line(person);
  stop_walking(person);
  StationNow& station = m_stations[r.station];
  person.phase = Phase::queueing;
  person.station = r.station;
  person.since_ns = r.time_ns;
  person.before = station.last;
  person.behind = nobody;
  (station.last == nobody ? station.first : m_people[station.last].behind) = slot;
  station.last = slot;
  ++station.waiting;
}

void HallState::start_service(const Record& r, std::uint32_t slot)
{
  if (r.station >= m_stations.size() || r.unit >= m_units.size()) return;
  Person& person = m_people[slot];
  leave_line(person);
  stop_walking(person);
  person.phase = Phase::being_served;
  person.station = r.station;
  person.unit = r.unit;
  person.since_ns = r.time_ns;
  m_units[r.unit].person = slot;
}

void HallState::end_service(const Record& r, Person& person)
{
  if (r.station < m_stations.size()) ++m_stations[r.station].served;
  if (r.unit < m_units.size()) {
    m_units[r.unit].person = nobody;
    ++m_units[r.unit].served;
    person.unit = r.unit;
  }
  leave_line(person);
  stop_walking(person);
  person.phase = Phase::served;
  person.since_ns = r.time_ns;
}

void HallState::set_unit_state(UnitNow& unit, std::uint32_t number, const Record& r)
{
  if (r.code > static_cast<std::uint16_t>(UnitState::turnaround)) {
    ++m_ignored;
    return;
  }
  StationNow& station = m_stations[m_site->units[number].station];
  const auto state = static_cast<UnitState>(r.code);
  station.in_service += static_cast<std::uint32_t>(serves(state));
  station.in_service -= static_cast<std::uint32_t>(serves(unit.state));
  station.busy += static_cast<std::uint32_t>(state == UnitState::busy);
  station.busy -= static_cast<std::uint32_t>(unit.state == UnitState::busy);
  unit.state = state;
  unit.since_ns = r.time_ns;
}

void HallState::set_alarm(UnitNow& unit, std::uint32_t number, std::uint32_t reason)
{
  StationNow& station = m_stations[m_site->units[number].station];
  station.alarms += static_cast<std::uint32_t>(reason != 0);
  station.alarms -= static_cast<std::uint32_t>(unit.alarm_reason != 0);
  unit.alarm_reason = reason;
}

bool needs_officer(const UnitNow& unit)
{
  return unit.officer_reason != 0 || unit.alarm_reason != 0 ||
         (unit.has_gate && (unit.gate == GateState::referred || is_trouble(unit.gate)));
}

void HallState::apply_to_unit(const Record& r)
{
  UnitNow& unit = m_units[r.unit];
  const bool needed = needs_officer(unit);
  change_unit(r, unit);
  if (needs_officer(unit) == needed) return;
  (needed ? unit.officer_done_ns : unit.officer_called_ns) = r.time_ns;
}

void HallState::change_unit(const Record& r, UnitNow& unit)
{
  switch (r.kind) {
  case RecordKind::unit_state: set_unit_state(unit, r.unit, r); break;
  case RecordKind::gate_state:
    unit.gate = static_cast<GateState>(r.code);
    unit.gate_since_ns = r.time_ns;
    unit.has_gate = true;
    break;
  case RecordKind::transaction_started: unit.transaction = r.subject; break;
  case RecordKind::body_entered:
  case RecordKind::body_left_secure:
  case RecordKind::body_left_public:
    unit.bodies = static_cast<std::uint8_t>(std::clamp<std::int64_t>(r.value, 0, 255));
    break;
  case RecordKind::officer_called: unit.officer_reason = r.detail; break;
  case RecordKind::officer_acted:
  case RecordKind::transaction_ended: unit.officer_reason = 0; break;
  case RecordKind::alarm:
    if (r.value == 1) {
      set_alarm(unit, r.unit, r.detail);
    } else if (unit.alarm_reason == r.detail) {
      set_alarm(unit, r.unit, 0);
    }
    break;
  default: break;
  }
}

} // namespace gatetwin::viz
