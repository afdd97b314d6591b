// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/flow.hpp"
#include "core/base/check.hpp"
#include <algorithm>

namespace gatetwin {

using journal::Record;
using journal::RecordKind;

Flow::Flow(const CheckpointModel& model, std::uint64_t seed, std::uint64_t replication,
           journal::Journal& journal)
    : m_model(model), m_journal(journal), m_run_name(StreamName::run_part(seed, replication)),
      m_rooms(model), m_lines(model)
{
  for (Index s = 0; s < model.stations.size(); ++s) {
    m_stations.emplace_back(model, m_lines, s);
    m_service_luck.push_back(purpose_key(model.stations[s].name) ^ purpose_key("service"));
    for (std::uint32_t u = 0; u < model.stations[s].units; ++u) {
      UnitRun unit;
      unit.station = s;
      unit.position = u;
      unit.said_ready = model.stations[s].kind == StationKind::plain;
      m_units.push_back(unit);
      m_breakdowns.push_back(
          {RandomStream(StreamName(m_run_name, u), m_service_luck[s] ^ purpose_key("breakdown"))});
    }
  }
  for (Index d = 0; d < model.demands.size(); ++d)
    m_sources.emplace_back(model, d, seed, replication);
}

void Flow::start()
{
  for (const UnitRun& unit : m_units) {
    CHECK(unit.served != nullptr || m_model.stations[unit.station].kind == StationKind::plain);
  }
  start_upkeep();
  for (Index d = 0; d < m_sources.size(); ++d) {
    if (!m_sources[d].advance()) continue;
    m_calendar.push(m_sources[d].time_ns(), arrival, d, 0);
    ++m_sources_left;
  }
  if (m_model.horizon_ns != 0) {
    std::int64_t end_ns = m_model.horizon_ns;
    if (m_model.drain) end_ns += m_model.drain_limit_ns;
    if (!m_model.drain || m_model.drain_limit_ns != 0) m_calendar.push(end_ns, end_of_run, 0, 0);
  }
  if (m_sources_left == 0) after_event(); // by chance nobody comes at all
}

Flow::Stop Flow::run_until(std::int64_t limit_ns)
{
  while (!m_ended && !m_calendar.empty() && m_calendar.next_ns() <= limit_ns) {
    const CalendarEntry entry = m_calendar.pop();
    m_now_ns = entry.time_ns;
    if ((++m_events & 1023) == 0 && m_interrupt != nullptr && m_interrupt->load()) m_ended = true;
    handle(entry);
    if (!m_feed.empty() || m_rooms.any_freed()) settle();
    if (m_sources_left == 0) after_event();
    if (m_exchange != nullptr && m_exchange->wants_engine()) return Stop::engine;
  }
  if (m_ended || (m_calendar.empty() && (m_exchange == nullptr || m_exchange->idle()))) {
    m_ended = true;
    return Stop::ended;
  }
  return Stop::limit;
}

void Flow::handle(const CalendarEntry& entry)
{
  const std::uint32_t subject = entry.subject, argument = entry.argument;
  switch (entry.kind()) {
  case arrival: return arrive(subject);
  case walk_end:
    if (m_people[subject].token == argument) join_queue(subject);
    return;
  case service_end: return on_service_end(subject, argument);
  case patience_end:
    if (m_people[subject].token == argument) {
      give_up_queue(subject, journal::QueueExit::reneged, Outcome::abandoned);
    }
    return;
  case hours_change: return on_hours(subject);
  case queue_served: return end_serving_out(subject);
  case failure: return on_failure(subject, argument);
  case repair: return on_repair(subject);
  case fault_begins: return on_fault(subject, true);
  case fault_ends: return on_fault(subject, false);
  case exchange_event: return m_exchange->on_event(subject, argument);
  case end_of_run: m_ended = true; return;
  default: m_units[subject].served->on_event(entry.kind(), argument);
  }
}

// What became possible by an event happens after it, so that no handler is entered twice.
void Flow::settle()
{
  while (!m_feed.empty() || m_rooms.any_freed()) {
    if (!m_feed.empty()) {
      const Index unit = m_feed.back();
      m_feed.pop_back();
      m_units[unit].to_feed = false;
      feed(m_units[unit], unit);
      continue;
    }
    const TravellerSlot slot = m_rooms.next_to_go(m_people);
    if (slot != TravellerPool::none) unblock(slot);
  }
}

// Once nobody else comes: the run is over when everybody has left and all units are at rest, but
// not before its duration, which hours, shifts and averages over time go on for.
void Flow::after_event()
{
  if (m_people.inside() == 0) {
    if (m_exchange != nullptr && !m_exchange->idle()) return;
    for (const UnitRun& unit : m_units) {
      if (unit.served != nullptr && !unit.served->at_rest()) return;
    }
    if (!m_calendar.empty() && m_calendar.next_ns() < m_model.horizon_ns) return;
    m_now_ns = std::max(m_now_ns, m_model.horizon_ns);
    m_ended = true;
  } else if (m_calendar.size() == m_failures_pending && only_failures_left()) {
    m_ended = true; // people inside block each other for good
  }
}

bool Flow::only_failures_left() const
{
  if (m_exchange != nullptr && !m_exchange->idle()) return false;
  for (const UnitRun& unit : m_units) {
    if (unit.served != nullptr && !unit.served->at_rest()) return false;
  }
  return true;
}

void Flow::arrive(Index demand)
{
  ArrivalSource& source = m_sources[demand];
  const std::uint32_t persons = source.persons();
  if (persons == 1) {
    admit_person(demand, no_index, 0, 0);
  } else {
    const bool together = m_model.classes[source.demand().traveller_class].leaves_together;
    const Index group = together ? take_group(persons) : no_index;
    const std::uint64_t number = ++m_group_count;
    for (std::uint32_t i = 0; i < persons; ++i) {
      admit_person(demand, group, number, static_cast<std::uint16_t>(persons - 1 - i));
    }
  }
  if (m_progress) report_progress();
  if (source.advance()) {
    m_calendar.push(source.time_ns(), arrival, demand, 0);
  } else {
    --m_sources_left;
  }
}

void Flow::admit_person(Index demand, Index group, std::uint64_t group_number,
                        std::uint16_t companions)
{
  const DemandModel& d = m_sources[demand].demand();
  const TravellerSlot slot = m_people.take();
  Traveller& person = m_people[slot];
  person.number = ++m_arrived;
  person.name = StreamName(m_run_name, person.number);
  person.arrived_ns = person.since_ns = m_now_ns;
  person.document = m_watch != nullptr ? m_watch->arrives(person.number, d.traveller_class) : 0;
  person.group = group;
  person.station = person.unit = no_index;
  person.traveller_class = static_cast<std::uint16_t>(d.traveller_class);
  person.legs = 0;
  person.companions = companions;
  person.outcome = Outcome::none;
  Record r;
  r.time_ns = m_now_ns;
  r.kind = RecordKind::traveller_arrived;
  r.subject = person.number;
  r.code = person.traveller_class;
  r.ref = person.document;
  r.value = group_number == 0 ? -1 : static_cast<std::int64_t>(group_number);
  r.detail = static_cast<std::uint32_t>(m_model.classes[d.traveller_class].direction);
  record(r);
  const RouteChoice* leg =
      choose(m_model.routing.from_entrance[d.traveller_class][d.entrance], person);
  if (leg == nullptr || leg->to_station == no_index) return leave(slot, Outcome::none);
  if (m_rooms.admits(no_index, leg->to_station)) return set_out(slot, *leg, no_index);
  person.phase = Phase::outside;
  person.next_leg = leg;
  person.order = ++m_orders;
  m_rooms.wait(no_index, leg->to_station, {slot, person.token});
  record({.time_ns = m_now_ns, .subject = person.number, .kind = RecordKind::blocked});
}

void Flow::report_progress()
{
  if (m_now_ns < m_next_progress_ns || m_arrived < m_next_progress_arrival) return;
  std::uint64_t groups = 0, limit = 0;
  for (const ArrivalSource& source : m_sources) {
    groups += source.groups();
    limit += source.demand().limit;
  }
  if (m_model.horizon_ns != 0) {
    m_next_progress_ns = m_now_ns + m_model.horizon_ns / 50;
    m_progress(static_cast<double>(m_now_ns) / static_cast<double>(m_model.horizon_ns));
  } else if (limit != 0) {
    m_next_progress_arrival = m_arrived + m_arrived / groups * (limit / 50 + 1);
    m_progress(static_cast<double>(groups) / static_cast<double>(limit));
  }
}

// The person is counted nowhere any more but in the area of the station that was last headed for.
void Flow::leave(TravellerSlot slot, Outcome outcome)
{
  Traveller& person = m_people[slot];
  if (outcome != Outcome::none) person.outcome = outcome;
  if (person.outcome == Outcome::none) person.outcome = Outcome::admitted;
  if (person.station != no_index) m_rooms.leave(m_rooms.area_of(person.station));
  if (person.group == no_index) return depart_for_good(slot);
  leave_with_group(slot);
}

void Flow::leave_with_group(TravellerSlot slot)
{
  Traveller& person = m_people[slot];
  Group& group = m_groups[person.group];
  person.phase = Phase::gathering;
  ++person.token;
  person.next = group.gathered;
  group.gathered = slot;
  if (--group.still_inside != 0) return;
  const Index index = person.group;
  for (TravellerSlot member = group.gathered; member != TravellerPool::none;) {
    const TravellerSlot following = m_people[member].next;
    depart_for_good(member);
    member = following;
  }
  group.gathered = TravellerPool::none;
  group.next_free = m_free_group;
  m_free_group = index;
}

void Flow::depart_for_good(TravellerSlot slot)
{
  const Traveller& person = m_people[slot];
  Record r;
  r.time_ns = m_now_ns;
  r.kind = RecordKind::traveller_left;
  r.subject = person.number;
  r.code = person.traveller_class;
  r.detail = static_cast<std::uint32_t>(person.outcome);
  r.value = m_now_ns - person.arrived_ns;
  r.ref = person.document;
  record(r);
  if (m_watch != nullptr) m_watch->departs(person.number, person.traveller_class);
  m_people.give_back(slot);
}

Index Flow::take_group(std::uint32_t persons)
{
  Index index = m_free_group;
  if (index == no_index) {
    index = static_cast<Index>(m_groups.size());
    m_groups.emplace_back();
  } else {
    m_free_group = m_groups[index].next_free;
  }
  m_groups[index].still_inside = persons;
  return index;
}

void Flow::schedule_exchange(std::int64_t at_ns, std::uint32_t exchange, std::uint32_t step)
{
  m_calendar.push(at_ns, exchange_event, exchange, step);
}

void Flow::deliver(Index unit, const RegistryReply& reply)
{
  m_units[unit].served->on_reply(reply);
}

void Flow::schedule(Duration after, Index unit, std::uint16_t kind, std::uint32_t argument)
{
  CHECK(kind < arrival && after.ns >= 0);
  m_calendar.push(m_now_ns + after.ns, kind, unit, argument);
}

} // namespace gatetwin
