// SPDX-License-Identifier: Apache-2.0
// At a station: queue, service, and what a unit does next.
#include "core/base/check.hpp"
#include "sim/engine/flow.hpp"

namespace gatetwin {

using journal::QueueExit;
using journal::Record;
using journal::RecordKind;
using journal::UnitState;

namespace {

constexpr std::uint64_t patience_luck = purpose_key("patience");

} // namespace

void Flow::join_queue(TravellerSlot slot)
{
  Traveller& person = m_people[slot];
  StationRun& station = m_stations[person.station];
  person.phase = Phase::queueing;
  person.since_ns = m_now_ns;
  person.order = ++m_orders;
  ++person.token;
  if (!station.open && !station.opens_soon(m_now_ns)) {
    m_rooms.left_queue(person.station);
    return leave(slot, Outcome::abandoned);
  }
  const std::uint32_t free = station.ready_unit_for(person.traveller_class);
  const ClassModel& c = m_model.classes[person.traveller_class];
  const bool at_once = free != UnitSet::none;
  const std::uint32_t queue = at_once ? 0 : station.queue_for(person.traveller_class);
  if (!at_once && c.balk_at != 0 && station.length_of(queue) >= c.balk_at) {
    m_rooms.left_queue(person.station);
    return leave(slot, Outcome::abandoned);
  }
  Record r;
  r.time_ns = m_now_ns;
  r.kind = RecordKind::queue_joined;
  r.subject = person.number;
  r.station = person.station;
  r.code = person.traveller_class;
  r.value = station.waiting() + 1;
  record(r);
  if (at_once) return reach_unit(station, free, slot);
  person.unit = station.first_unit() + queue;
  station.join(queue, person.traveller_class, {slot, person.token});
  if (c.patience.mean() <= 0) return;
  RandomStream luck(person.name, patience_luck, person.legs);
  const std::int64_t patience_ns = from_seconds(c.patience.sample(luck)).ns;
  m_calendar.push(m_now_ns + patience_ns, patience_end, slot, person.token);
}

// From the queue to a unit that is free.
void Flow::reach_unit(StationRun& station, std::uint32_t position, TravellerSlot slot)
{
  const Index number = station.first_unit() + position;
  const Traveller& person = m_people[slot];
  const std::int64_t waited_ns = m_now_ns - person.since_ns;
  Record r;
  r.time_ns = m_now_ns;
  r.kind = RecordKind::queue_left;
  r.subject = person.number;
  r.station = station.index();
  r.code = person.traveller_class;
  r.detail = static_cast<std::uint32_t>(QueueExit::to_service);
  r.value = waited_ns;
  record(r);
  m_rooms.left_queue(station.index());
  r.kind = RecordKind::service_started;
  r.unit = number;
  r.detail = 0;
  record(r);
  station.ready().erase(position);
  station.busy.insert(position);
  begin_service(m_units[number], number, slot);
  left_queue(station);
}

// Of those who were to be served before the station closes, the last is gone.
void Flow::left_queue(StationRun& station)
{
  if (station.serving_out && station.waiting() == 0)
    m_calendar.push(m_now_ns, queue_served, station.index(), 0);
}

void Flow::give_up_queue(TravellerSlot slot, QueueExit how, Outcome outcome)
{
  Traveller& person = m_people[slot];
  StationRun& station = m_stations[person.station];
  ++person.token;
  station.gave_up(station.separate() ? person.unit - station.first_unit() : 0, m_people);
  Record r;
  r.time_ns = m_now_ns;
  r.kind = RecordKind::queue_left;
  r.subject = person.number;
  r.station = person.station;
  r.code = person.traveller_class;
  r.detail = static_cast<std::uint32_t>(how);
  r.value = m_now_ns - person.since_ns;
  record(r);
  m_rooms.left_queue(person.station);
  left_queue(station);
  leave(slot, outcome);
}

void Flow::begin_service(UnitRun& unit, Index number, TravellerSlot slot)
{
  Traveller& person = m_people[slot];
  person.phase = Phase::served;
  person.since_ns = m_now_ns;
  person.unit = number;
  ++person.token;
  unit.traveller = slot;
  set_state(unit, number, UnitState::busy);
  if (unit.served != nullptr) {
    unit.said_ready = false;
    unit.served->begin(slot, {person.number, person.traveller_class, person.companions});
    return;
  }
  RandomStream luck(person.name, m_service_luck[unit.station], person.legs);
  const Distribution& service = m_model.stations[unit.station].service[person.traveller_class];
  unit.ends_ns = m_now_ns + from_seconds(service.sample(luck)).ns;
  m_calendar.push(unit.ends_ns, service_end, number, ++unit.token);
}

void Flow::on_service_end(Index unit, std::uint32_t token)
{
  if (m_units[unit].token != token) return; // interrupted by a breakdown or evacuated
  end_service(unit, Outcome::none);
  feed(m_units[unit], unit);
}

void Flow::end_service(Index number, Outcome outcome)
{
  UnitRun& unit = m_units[number];
  const TravellerSlot slot = unit.traveller;
  Traveller& person = m_people[slot];
  const std::int64_t took_ns = m_now_ns - person.since_ns;
  Record r;
  r.time_ns = m_now_ns;
  r.kind = RecordKind::service_ended;
  r.subject = person.number;
  r.station = unit.station;
  r.unit = number;
  r.code = person.traveller_class;
  r.value = took_ns;
  r.detail = static_cast<std::uint32_t>(outcome);
  record(r);
  if (outcome != Outcome::none) person.outcome = outcome;
  if (unit.served != nullptr) {
    double& mean = m_stations[unit.station].mean_service_s;
    mean += (Duration{took_ns}.seconds() - mean) / 16;
  }
  const RouteChoice* leg = nullptr;
  if (outcome != Outcome::evacuated) {
    leg = choose(m_model.routing.from_station[person.traveller_class][unit.station]
                                             [static_cast<std::size_t>(outcome)],
                 person);
  }
  if (leg == nullptr || leg->to_station == no_index) {
    release(unit, number);
    return leave(slot, Outcome::none);
  }
  const Index area = m_rooms.area_of(unit.station);
  person.next_leg = leg;
  if (!m_rooms.admits(area, leg->to_station)) return block(number, slot);
  release(unit, number);
  set_out(slot, *leg, area);
}

void Flow::block(Index number, TravellerSlot slot)
{
  UnitRun& unit = m_units[number];
  Traveller& person = m_people[slot];
  person.phase = Phase::blocked;
  person.since_ns = m_now_ns;
  person.order = ++m_orders;
  ++person.token;
  unit.blocked = true;
  record({.time_ns = m_now_ns,
          .subject = person.number,
          .unit = number,
          .station = unit.station,
          .kind = RecordKind::blocked});
  set_state(unit, number, state_of(unit));
  m_rooms.wait(m_rooms.area_of(unit.station), person.next_leg->to_station, {slot, person.token});
}

void Flow::unblock(TravellerSlot slot)
{
  Traveller& person = m_people[slot];
  Record r{.time_ns = m_now_ns,
           .subject = person.number,
           .value = m_now_ns - person.since_ns,
           .kind = RecordKind::unblocked};
  if (person.phase == Phase::outside) {
    record(r);
    return set_out(slot, *person.next_leg, no_index);
  }
  const Index number = person.unit;
  UnitRun& unit = m_units[number];
  r.station = unit.station;
  r.unit = number;
  record(r);
  const Index area = m_rooms.area_of(unit.station);
  release(unit, number);
  set_out(slot, *person.next_leg, area);
  feed_later(unit, number);
}

// The unit has nobody any more; whether it takes somebody else is feed()'s matter.
void Flow::release(UnitRun& unit, Index number)
{
  unit.traveller = TravellerPool::none;
  unit.blocked = false;
  m_stations[unit.station].busy.erase(unit.position);
  if (!available(unit)) set_state(unit, number, state_of(unit));
}

void Flow::feed(UnitRun& unit, Index number)
{
  if (!available(unit)) return;
  StationRun& station = m_stations[unit.station];
  const TravellerSlot slot = station.call_next(unit.position, m_people);
  if (slot != TravellerPool::none) return reach_unit(station, unit.position, slot);
  station.ready().insert(unit.position);
  set_state(unit, number, UnitState::idle);
}

void Flow::feed_later(UnitRun& unit, Index number)
{
  if (unit.to_feed) return;
  unit.to_feed = true;
  m_feed.push_back(number);
}

// After something about the unit has changed.
void Flow::refresh(UnitRun& unit, Index number)
{
  if (available(unit)) return feed_later(unit, number);
  m_stations[unit.station].ready().erase(unit.position);
  set_state(unit, number, state_of(unit));
}

UnitState Flow::state_of(const UnitRun& unit) const
{
  if (unit.faults != 0) return UnitState::broken;
  if (unit.blocked) return UnitState::blocked;
  if (unit.traveller != TravellerPool::none) return UnitState::busy;
  if (unit.alarm) return UnitState::closed;
  if (!unit.in_service) {
    return m_stations[unit.station].open ? UnitState::on_break : UnitState::closed;
  }
  return unit.said_ready ? UnitState::idle : UnitState::turnaround;
}

void Flow::set_state(UnitRun& unit, Index number, UnitState state)
{
  if (unit.state == state) return;
  Record r;
  r.time_ns = m_now_ns;
  r.kind = RecordKind::unit_state;
  r.station = unit.station;
  r.unit = number;
  r.code = static_cast<std::uint16_t>(state);
  r.value = static_cast<std::int64_t>(unit.state);
  record(r);
  unit.state = state;
}

void Flow::traveller_done(Index unit, TravellerSlot slot, Outcome outcome)
{
  CHECK(m_units[unit].traveller == slot && m_units[unit].served != nullptr);
  end_service(unit, outcome);
  feed_later(m_units[unit], unit); // it may have said so already
}

void Flow::unit_ready(Index number, bool ready)
{
  UnitRun& unit = m_units[number];
  if (unit.said_ready == ready) return;
  unit.said_ready = ready;
  refresh(unit, number);
}

} // namespace gatetwin
