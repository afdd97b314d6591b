// SPDX-License-Identifier: Apache-2.0
// What keeps units from serving: hours, staff, breakdowns, planned faults, fire alarm.
#include "sim/engine/flow.hpp"
#include <algorithm>

namespace gatetwin {

using journal::QueueExit;
using journal::RecordKind;

namespace {

const TimeSpan* span_at(const TimeTable& table, std::int64_t now_ns)
{
  for (const TimeSpan& span : table) {
    if (span.from_ns <= now_ns && now_ns < span.to_ns) return &span;
  }
  return nullptr;
}

// The first instant after now at which the table may say something else; INT64_MAX: none.
std::int64_t next_change(const TimeTable& table, std::int64_t now_ns)
{
  for (const TimeSpan& span : table) {
    if (span.from_ns > now_ns) return span.from_ns;
    if (span.to_ns > now_ns) return span.to_ns;
  }
  return INT64_MAX;
}

} // namespace

void Flow::start_upkeep()
{
  for (Index u = 0; u < m_units.size(); ++u) {
    const BreakdownModel& model = m_model.stations[m_units[u].station].breakdown;
    Breakdown& breakdown = m_breakdowns[u];
    if (model.enabled)
      breakdown.up_left_ns = from_seconds(model.time_between.sample(breakdown.luck)).ns;
  }
  for (StationRun& station : m_stations) on_hours(station.index());
  for (Index f = 0; f < m_model.faults.size(); ++f) {
    m_calendar.push(m_model.faults[f].from_ns, fault_begins, f, 0);
    m_calendar.push(m_model.faults[f].to_ns, fault_ends, f, 0);
  }
  settle();
}

void Flow::on_hours(Index index)
{
  StationRun& station = m_stations[index];
  const StationModel& model = station.model();
  const bool was_open = station.open;
  station.open = model.open.empty() || span_at(model.open, m_now_ns) != nullptr;
  const TimeSpan* staff = span_at(model.staff, m_now_ns);
  const std::uint32_t staffed = model.staff.empty() ? model.units
                                : staff == nullptr  ? 0
                                                    : std::min(staff->value, model.units);
  if (was_open && !station.open && m_now_ns > 0) {
    close(station, station.staffed);
  } else if (station.open || !station.serving_out) {
    station.serving_out = false;
    set_staffed(station, station.open ? staffed : 0);
  }
  const std::int64_t next =
      std::min(next_change(model.open, m_now_ns), next_change(model.staff, m_now_ns));
  if (next != INT64_MAX) m_calendar.push(next, hours_change, index, 0);
}

void Flow::close(StationRun& station, std::uint32_t on_duty)
{
  const bool opens_soon = station.opens_soon(m_now_ns);
  if (!opens_soon && station.model().at_closing == ClosingRule::serve_queue) {
    turn_away(station, on_duty);
    station.serving_out = station.waiting() > 0;
    if (station.serving_out) return;
  }
  set_staffed(station, 0);
  if (!opens_soon) turn_away(station, 0);
}

void Flow::end_serving_out(Index index)
{
  StationRun& station = m_stations[index];
  if (!station.serving_out) return; // it has opened again
  station.serving_out = false;
  set_staffed(station, 0);
}

void Flow::set_staffed(StationRun& station, std::uint32_t units)
{
  station.staffed = units;
  for (std::uint32_t u = 0; u < station.units(); ++u) {
    set_in_service(station.first_unit() + u, u < units);
  }
  move_queues_on(station);
}

void Flow::set_in_service(Index number, bool in_service)
{
  UnitRun& unit = m_units[number];
  StationRun& station = m_stations[unit.station];
  if (unit.in_service != in_service) {
    unit.in_service = in_service;
    const bool works = in_service && unit.faults == 0;
    works ? station.in_service().insert(unit.position) : station.in_service().erase(unit.position);
    count_up_time(number, works);
    if (unit.served != nullptr) unit.served->set_in_service(in_service);
  }
  refresh(unit, number); // closed and on break are two states of one that does not serve
}

// All who queue, but for whom the first so many units can serve.
void Flow::turn_away(StationRun& station, std::uint32_t unless_served_by)
{
  const auto served = [&](std::uint32_t traveller_class) {
    for (std::uint32_t u = 0; u < unless_served_by; ++u) {
      if (station.able(u, traveller_class)) return true;
    }
    return false;
  };
  for (TravellerSlot slot = 0; slot < m_people.size(); ++slot) {
    const Traveller& person = m_people[slot];
    if (person.phase != Phase::queueing || person.station != station.index()) continue;
    if (served(person.traveller_class)) continue;
    give_up_queue(slot, QueueExit::closed, Outcome::abandoned);
  }
}

// Separate queues: the people before a unit that has stopped serving join the others, if any others
// serve.
void Flow::move_queue_on(StationRun& station, std::uint32_t position)
{
  if (station.length_of(position) == 0 || station.in_service().first() == UnitSet::none) return;
  m_moved.clear();
  station.take_queue(position, m_people, m_moved);
  for (const TravellerSlot slot : m_moved) {
    Traveller& person = m_people[slot];
    const std::uint32_t queue = station.queue_for(person.traveller_class);
    person.unit = station.first_unit() + queue;
    station.join(queue, person.traveller_class, {slot, person.token});
    feed_later(m_units[person.unit], person.unit);
  }
}

void Flow::move_queues_on(StationRun& station)
{
  if (!station.separate()) return;
  for (std::uint32_t u = 0; u < station.units(); ++u) {
    if (!station.in_service().contains(u)) move_queue_on(station, u);
  }
}

// The time to the next failure runs only while the unit is in service.
void Flow::count_up_time(Index number, bool running)
{
  Breakdown& breakdown = m_breakdowns[number];
  if (!m_model.stations[m_units[number].station].breakdown.enabled || breakdown.running == running)
    return;
  breakdown.running = running;
  ++breakdown.token;
  if (running) {
    breakdown.since_ns = m_now_ns;
    m_calendar.push(m_now_ns + breakdown.up_left_ns, failure, number, breakdown.token);
    ++m_failures_pending;
  } else {
    breakdown.up_left_ns -= m_now_ns - breakdown.since_ns;
  }
}

void Flow::on_failure(Index number, std::uint32_t token)
{
  --m_failures_pending;
  Breakdown& breakdown = m_breakdowns[number];
  if (breakdown.token != token) return;
  const BreakdownModel& model = m_model.stations[m_units[number].station].breakdown;
  begin_fault(number, FaultKind::unit_breakdown);
  breakdown.up_left_ns = from_seconds(model.time_between.sample(breakdown.luck)).ns;
  const std::int64_t repair_ns = from_seconds(model.time_to_repair.sample(breakdown.luck)).ns;
  m_calendar.push(m_now_ns + repair_ns, repair, number, 0);
}

void Flow::on_repair(Index number) { end_fault(number, FaultKind::unit_breakdown); }

void Flow::begin_fault(Index number, FaultKind kind)
{
  UnitRun& unit = m_units[number];
  StationRun& station = m_stations[unit.station];
  const bool first = ++unit.faults == 1;
  if (first) count_up_time(number, false);
  if (unit.served != nullptr) {
    if (kind == FaultKind::power_loss) {
      if (++unit.outages == 1) unit.served->set_power(false);
    } else if (++unit.breakdowns == 1) {
      unit.served->set_broken(true);
    }
  }
  if (!first) return;
  if (unit.served == nullptr && unit.traveller != TravellerPool::none && !unit.blocked) {
    ++unit.token;
    unit.ends_ns -= m_now_ns;
  }
  station.in_service().erase(unit.position);
  refresh(unit, number);
  if (station.separate()) move_queue_on(station, unit.position);
}

void Flow::end_fault(Index number, FaultKind kind)
{
  UnitRun& unit = m_units[number];
  StationRun& station = m_stations[unit.station];
  const bool last = --unit.faults == 0;
  if (last) {
    if (unit.in_service) station.in_service().insert(unit.position);
    count_up_time(number, unit.in_service);
  }
  if (unit.served != nullptr) {
    if (kind == FaultKind::power_loss) {
      if (--unit.outages == 0) unit.served->set_power(true);
    } else if (--unit.breakdowns == 0) {
      unit.served->set_broken(false);
    }
  }
  if (!last) return;
  if (unit.served == nullptr && unit.traveller != TravellerPool::none && !unit.blocked) {
    unit.ends_ns += m_now_ns;
    m_calendar.push(unit.ends_ns, service_end, number, ++unit.token);
  }
  refresh(unit, number);
  move_queues_on(station);
}

void Flow::on_fault(Index index, bool begins)
{
  const FaultModel& fault = m_model.faults[index];
  switch (fault.kind) {
  case FaultKind::registry_outage:
    if (m_exchange != nullptr) m_exchange->set_centre(fault.authority, !begins);
    break;
  case FaultKind::link_outage:
    if (m_exchange != nullptr) m_exchange->set_link(fault.checkpoint, !begins);
    break;
  case FaultKind::fire_alarm: return on_fire_alarm(fault.checkpoint, begins);
  case FaultKind::unit_breakdown:
  case FaultKind::power_loss: return on_unit_fault(fault, begins);
  }
  for (const StationRun& station : m_stations) {
    const StationModel& model = station.model();
    const bool hit =
        fault.kind == FaultKind::link_outage
            ? model.checkpoint == fault.checkpoint
            : model.authority == fault.authority || model.partner_authority == fault.authority;
    if (!hit) continue;
    record({.time_ns = m_now_ns,
            .station = station.index(),
            .kind = RecordKind::link_state,
            .code = static_cast<std::uint16_t>(begins ? 0 : 1)});
  }
}

void Flow::on_unit_fault(const FaultModel& fault, bool begins)
{
  const StationRun& station = m_stations[fault.station];
  for (std::uint32_t u = 0; u < station.units(); ++u) {
    if (fault.unit != no_index && fault.unit != u) continue;
    const Index number = station.first_unit() + u;
    begins ? begin_fault(number, fault.kind) : end_fault(number, fault.kind);
  }
}

void Flow::on_fire_alarm(Index checkpoint, bool raised)
{
  record({.time_ns = m_now_ns,
          .kind = RecordKind::emergency,
          .code = static_cast<std::uint16_t>(raised ? 1 : 0),
          .detail = checkpoint});
  m_rooms.set_shut(checkpoint, raised);
  for (Index u = 0; u < m_units.size(); ++u) {
    UnitRun& unit = m_units[u];
    if (m_model.stations[unit.station].checkpoint != checkpoint) continue;
    unit.alarm = raised;
    if (unit.served != nullptr) unit.served->set_emergency(raised);
    refresh(unit, u);
  }
  if (raised) evacuate(checkpoint);
}

// A unit that runs the core lets its person out itself, and says so.
void Flow::evacuate(Index checkpoint)
{
  for (TravellerSlot slot = 0; slot < m_people.size(); ++slot) {
    Traveller& person = m_people[slot];
    if (person.station == no_index || m_model.stations[person.station].checkpoint != checkpoint)
      continue;
    switch (person.phase) {
    case Phase::walking:
      ++person.token;
      m_rooms.left_queue(person.station);
      leave(slot, Outcome::evacuated);
      break;
    case Phase::queueing: give_up_queue(slot, QueueExit::evacuated, Outcome::evacuated); break;
    case Phase::served:
      if (m_units[person.unit].served != nullptr) break;
      ++m_units[person.unit].token;
      ++person.token;
      end_service(person.unit, Outcome::evacuated);
      break;
    case Phase::blocked: {
      const Index number = person.unit;
      record({.time_ns = m_now_ns,
              .subject = person.number,
              .value = m_now_ns - person.since_ns,
              .unit = number,
              .station = person.station,
              .kind = RecordKind::unblocked});
      ++person.token;
      release(m_units[number], number);
      leave(slot, Outcome::evacuated);
      break;
    }
    case Phase::absent:
    case Phase::outside:
    case Phase::gathering: break;
    }
  }
}

} // namespace gatetwin
