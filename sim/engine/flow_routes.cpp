// SPDX-License-Identifier: Apache-2.0
// From one place to the next.
#include "sim/engine/flow.hpp"

namespace gatetwin {

namespace {

constexpr std::uint64_t route_luck = purpose_key("route");
constexpr std::uint64_t walk_luck = purpose_key("walk");
constexpr std::uint64_t speed_luck = purpose_key("walking_speed");

} // namespace

// Null: the person leaves the checkpoint.
const RouteChoice* Flow::choose(const RouteModel& route, const Traveller& person) const
{
  const auto& choices = route.choices;
  if (choices.empty()) return nullptr;
  if (choices.size() == 1) return &choices[0];
  if (route.rule == RouteRule::shortest_wait) {
    const RouteChoice* best = nullptr;
    double best_s = 0;
    for (const RouteChoice& choice : choices) {
      const double wait_s = choice.to_station == no_index ? 0 : expected_wait_s(choice.to_station);
      if (best != nullptr && wait_s >= best_s) continue;
      best = &choice;
      best_s = wait_s;
    }
    return best;
  }
  RandomStream luck(person.name, route_luck, person.legs);
  double left = luck.uniform();
  for (const RouteChoice& choice : choices) {
    if (left < choice.share) return &choice;
    left -= choice.share;
  }
  return &choices.back(); // shares sum to 1 but for rounding
}

// What people see from afar: who heads for the station, over the units that serve there.
double Flow::expected_wait_s(Index index) const
{
  const StationRun& station = m_stations[index];
  double busy = 0, serving = 0;
  for (Index u = station.first_unit(); u < station.first_unit() + station.units(); ++u) {
    if (!m_units[u].in_service || m_units[u].faults != 0 || m_units[u].alarm) continue;
    serving += 1;
    if (m_units[u].traveller != TravellerPool::none) busy += 1;
  }
  if (serving == 0 || station.serving_out) return 1e9 + m_rooms.heading(index);
  const double ahead = m_rooms.heading(index) + busy + 1 - serving;
  return ahead <= 0 ? 0 : ahead / serving * station.mean_service_s;
}

void Flow::set_out(TravellerSlot slot, const RouteChoice& leg, Index from_area)
{
  Traveller& person = m_people[slot];
  m_rooms.enter(from_area, leg.to_station);
  person.station = leg.to_station;
  ++person.legs;
  const std::int64_t duration_ns = walk_ns(person, leg);
  if (duration_ns == 0) return join_queue(slot);
  person.phase = Phase::walking;
  person.since_ns = m_now_ns;
  ++person.token;
  journal::Record r;
  r.time_ns = m_now_ns;
  r.kind = journal::RecordKind::walk_started;
  r.subject = person.number;
  r.station = leg.to_station;
  r.code = person.traveller_class;
  r.value = duration_ns;
  record(r);
  m_calendar.push(m_now_ns + duration_ns, walk_end, slot, person.token);
}

// A person keeps one walking speed; a walking time of its own is drawn for each leg.
std::int64_t Flow::walk_ns(const Traveller& person, const RouteChoice& leg) const
{
  if (leg.has_walk_time) {
    if (leg.walk_time.is_zero()) return 0;
    RandomStream luck(person.name, walk_luck, person.legs);
    return from_seconds(leg.walk_time.sample(luck)).ns;
  }
  if (leg.distance_m <= 0) return 0;
  RandomStream luck(person.name, speed_luck);
  const double speed = m_model.classes[person.traveller_class].walking_speed.sample(luck);
  return from_seconds(leg.distance_m / (speed > 0.1 ? speed : 0.1)).ns;
}

} // namespace gatetwin
