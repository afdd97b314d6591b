// SPDX-License-Identifier: Apache-2.0
#include "sim/bound/backlog.hpp"
#include "core/base/portable_math.hpp"
#include "sim/bound/backlog_state.hpp"
#include "sim/bound/demand_clock.hpp"
#include "sim/bound/queue_formulas.hpp"
#include <algorithm>
#include <cmath>

namespace gatetwin {
namespace {

constexpr double longest_step_s = 60;

using Place = BacklogPlace;
using Queue = BacklogQueue;

class Follower {
public:
  Follower(const CheckpointModel& model, const ServiceTable& service, const Pools& pools,
           const std::vector<PoolTraits>& traits)
      : m_model(model), m_service(service), m_pools(pools), m_traits(traits),
        m_solver(model, service), m_clock(model)
  {
    const std::int64_t most_ns = model.horizon_ns + 2 * 24 * backlog_hour_ns;
    const bool limited = model.drain_limit_ns > 0;
    m_end_ns = model.horizon_ns;
    if (model.drain)
      m_end_ns = limited ? std::min(most_ns, m_end_ns + model.drain_limit_ns) : most_ns;
    build_places();
    for (std::size_t p = 0; p < pools.stations.size(); ++p) {
      Queue queue;
      const std::vector<double> by_station(pools.stations[p].size());
      queue.content.assign(model.classes.size(), 0);
      queue.split.assign(model.classes.size(), by_station);
      queue.coming = queue.coming_next = queue.burst = queue.split;
      m_queues.push_back(std::move(queue));
    }
    const double horizon_s = static_cast<double>(model.horizon_ns) * 1e-9;
    m_step_s =
        std::clamp(horizon_s / 5000, std::min(m_shortest_s / 4, longest_step_s), longest_step_s);
  }

  Backlogs follow()
  {
    while (m_now_ns < m_end_ns) {
      const std::int64_t until_ns = std::min(next_change(), m_end_ns);
      begin_interval(until_ns);
      if (is_idle()) {
        skip(std::min(until_ns, m_clock.next_scheduled()));
        continue;
      }
      const double length_s = static_cast<double>(until_ns - m_now_ns) * 1e-9;
      const auto steps = static_cast<std::int64_t>(std::max(1.0, std::ceil(length_s / m_step_s)));
      const std::int64_t from_ns = m_now_ns, span_ns = until_ns - from_ns;
      for (std::int64_t i = 1; i < steps; ++i) step(from_ns + span_ns / steps * i);
      step(until_ns);
      if (m_now_ns >= m_model.horizon_ns && is_idle()) break;
    }
    return results();
  }

private:
  struct Crowd { // at a pool, at an instant
    std::uint32_t units = 0;
    double persons = 0, waiting = 0, busy = 0; // busy units
    double service_s = 0;
    double leave_per_s = 0; // persons, if everybody waited
  };
  void build_places();
  std::int64_t next_change() const;
  void begin_interval(std::int64_t until_ns);
  void close(Index station);
  void serve_out(Index station, std::uint32_t on_duty);
  void end_serving_out();
  bool others_open(Index station) const;
  bool others_serve_out(Index station) const;
  bool is_idle() const;
  void step(std::int64_t to_ns);
  void skip(std::int64_t to_ns);
  void serve(std::size_t pool, double step_s);
  double join(std::size_t pool, std::vector<std::vector<double>>& coming, double waiting);
  Crowd look_at(std::size_t pool);
  void pass_on(Index c, Index station, double persons);
  bool opens_soon(Index station) const;
  std::size_t slot_of(Index station) const
  {
    const auto& stations = m_pools.stations[m_pools.of_station[station]];
    return static_cast<std::size_t>(std::find(stations.begin(), stations.end(), station) -
                                    stations.begin());
  }
  bool counts() const { return m_now_ns >= m_model.warm_up_ns && m_now_ns < m_model.horizon_ns; }
  Place::Hour& hour_of(Place& place) const
  {
    const auto hour = static_cast<std::size_t>(m_now_ns / backlog_hour_ns);
    if (place.hours.size() <= hour) place.hours.resize(hour + 1);
    return place.hours[hour];
  }
  Backlogs results() const;

  const CheckpointModel& m_model;
  const ServiceTable& m_service;
  const Pools& m_pools;
  const std::vector<PoolTraits>& m_traits;
  NetworkSolver m_solver;
  DemandClock m_clock;
  NetworkRates m_rates;
  std::vector<std::vector<NetworkLeg>> m_entrance_legs;     // by demand
  std::vector<std::vector<std::vector<NetworkLeg>>> m_legs; // [class][from]
  std::vector<double> m_demand_rates, m_units;
  std::vector<Place> m_places;
  std::vector<Queue> m_queues;
  std::int64_t m_now_ns = 0, m_end_ns = 0;
  double m_step_s = longest_step_s, m_shortest_s = longest_step_s;
};

void Follower::build_places()
{
  for (Index s = 0; s < m_model.stations.size(); ++s) {
    Place place;
    place.steps = unit_steps(m_model, s, m_end_ns);
    const BreakdownModel& breakdown = m_model.stations[s].breakdown;
    for (const ServiceTime& time : m_service[s]) {
      EffectiveService e{time.mean_s, 0};
      if (time.mean_s > 0) e.scv = time.variance_s2 / (time.mean_s * time.mean_s);
      if (breakdown.enabled && time.mean_s > 0)
        e = with_breakdowns(e.mean_s, e.scv, breakdown.time_between.mean(),
                            breakdown.time_to_repair.mean(), breakdown.time_to_repair.scv());
      place.mean_s.push_back(e.mean_s);
      place.square_s2.push_back(e.mean_s * e.mean_s * (1 + e.scv));
      if (e.mean_s > 0) m_shortest_s = std::min(m_shortest_s, e.mean_s);
    }
    m_places.push_back(std::move(place));
  }
  m_shortest_s = std::max(m_shortest_s, 1.0);
}

std::int64_t Follower::next_change() const
{
  std::int64_t next = m_clock.next_change(m_now_ns);
  if (m_now_ns < m_model.horizon_ns) next = std::min(next, m_model.horizon_ns);
  for (const Place& place : m_places) {
    for (std::size_t i = place.next; i < place.steps.size(); ++i) {
      if (place.steps[i].from_ns <= m_now_ns) continue;
      next = std::min(next, place.steps[i].from_ns);
      break;
    }
  }
  return next;
}

// Units, rates and the shares of routes as they hold until the next change.
void Follower::begin_interval(std::int64_t until_ns)
{
  bool changed = m_units.empty();
  m_units.resize(m_places.size());
  std::vector<std::pair<Index, std::uint32_t>> closing; // that serve their queues first
  for (Index s = 0; s < m_places.size(); ++s) {
    Place& place = m_places[s];
    while (place.next < place.steps.size() && place.steps[place.next].from_ns <= m_now_ns) {
      const UnitStep before = place.next > 0 ? place.now : UnitStep{};
      const bool was_open = place.next > 0 && before.open;
      place.now = place.steps[place.next++];
      if (place.now.open) place.serving_out = false;
      if (place.serving_out) place.now.units = before.units;
      if (!was_open || place.now.open) continue;
      if (m_model.stations[s].at_closing == ClosingRule::turn_away)
        close(s);
      else
        closing.emplace_back(s, before.units);
    }
  }
  for (const auto& [station, on_duty] : closing) serve_out(station, on_duty);
  for (Index s = 0; s < m_places.size(); ++s) {
    const Place& place = m_places[s];
    changed |= m_units[s] != place.now.units;
    m_units[s] = place.now.units;
  }
  const bool over = m_now_ns >= m_model.horizon_ns;
  const std::vector<double> rates =
      over ? std::vector<double>(m_model.demands.size()) : m_clock.rates(m_now_ns, until_ns);
  changed |= rates != m_demand_rates;
  m_demand_rates = rates;
  if (!changed) return;
  // Routes must be known also of those who came before.
  std::vector<double> known = rates;
  for (double& rate : known) rate = std::max(rate, 1e-9);
  for (std::size_t d = 0; d < known.size(); ++d) known[d] += m_clock.scheduled_rate(d);
  m_rates = m_solver.solve(known, m_units, std::vector<double>(m_places.size(), 1.0));
  m_entrance_legs.clear();
  for (std::size_t d = 0; d < known.size(); ++d)
    m_entrance_legs.push_back(m_solver.entrance_legs(d));
  m_legs.assign(m_model.classes.size(), std::vector<std::vector<NetworkLeg>>(m_places.size()));
  for (Index c = 0; c < m_model.classes.size(); ++c) {
    for (const NetworkLeg& leg : m_rates.legs[c]) m_legs[c][leg.from].push_back(leg);
    for (std::size_t p = 0; p < m_queues.size(); ++p) {
      const auto& stations = m_pools.stations[p];
      double all = 0;
      for (const Index s : stations) all += m_rates.arriving[c][s];
      for (std::size_t i = 0; i < stations.size(); ++i) {
        m_queues[p].split[c][i] = all > 0 ? m_rates.arriving[c][stations[i]] / all
                                          : 1.0 / static_cast<double>(stations.size());
      }
    }
  }
}

bool Follower::others_open(Index station) const
{
  for (const Index s : m_pools.stations[m_pools.of_station[station]]) {
    if (s != station && m_places[s].now.open && m_places[s].now.units > 0) return true;
  }
  return false;
}

bool Follower::others_serve_out(Index station) const
{
  const auto& stations = m_pools.stations[m_pools.of_station[station]];
  return std::any_of(stations.begin(), stations.end(),
                     [&](Index s) { return s != station && m_places[s].serving_out; });
}

// Its units stay until the pool's queue is gone, unless others of the pool go on with that.
void Follower::serve_out(Index station, std::uint32_t on_duty)
{
  if (opens_soon(station) || others_open(station)) return;
  if (on_duty == 0) return close(station);
  m_places[station].now.units = on_duty;
  m_places[station].serving_out = true;
}

void Follower::end_serving_out()
{
  for (Index s = 0; s < m_places.size(); ++s) {
    Place& place = m_places[s];
    if (!place.serving_out) continue;
    const Crowd crowd = look_at(m_pools.of_station[s]);
    if (crowd.persons > crowd.units) continue;
    close(s);
    place.now.units = 0;
    place.serving_out = false;
  }
}

// Who is being served goes on; who waits is turned away, unless it opens again soon. Of several
// stations one by one.
void Follower::close(Index station)
{
  if (opens_soon(station)) return;
  const std::size_t p = m_pools.of_station[station];
  Queue& queue = m_queues[p];
  double persons = 0;
  for (const double content : queue.content) persons += content;
  if (persons <= 0 || others_open(station) || others_serve_out(station)) return; // they go on
  const double served = std::min(persons, static_cast<double>(m_units[station]));
  for (Index c = 0; c < queue.content.size(); ++c) {
    pass_on(c, station, queue.content[c] * served / persons);
    queue.content[c] = 0;
  }
  m_places[station].turned_away += persons - served;
  queue.curve.turn_away(persons - served);
}

bool Follower::is_idle() const
{
  constexpr double nobody = 1e-3;
  for (const double rate : m_demand_rates) {
    if (rate > 0) return false;
  }
  if (m_clock.next_scheduled() <= m_now_ns) return false;
  for (const Queue& queue : m_queues) {
    for (const double content : queue.content) {
      if (content > nobody) return false;
    }
  }
  return true;
}

bool Follower::opens_soon(Index station) const
{
  const Place& place = m_places[station];
  if (place.now.open) return true;
  for (std::size_t i = place.next; i < place.steps.size(); ++i) {
    if (place.steps[i].open)
      return place.steps[i].from_ns - m_now_ns <= m_model.stations[station].opening_wait_ns;
  }
  return false;
}

void Follower::pass_on(Index c, Index station, double persons)
{
  for (const NetworkLeg& leg : m_legs[c][station]) {
    Queue& to = m_queues[m_pools.of_station[leg.to]];
    to.coming_next[c][slot_of(leg.to)] += persons * leg.share;
  }
}

// Nobody is there and nobody comes.
void Follower::skip(std::int64_t to_ns)
{
  for (std::size_t p = 0; p < m_queues.size(); ++p) {
    Queue& queue = m_queues[p];
    std::fill(queue.content.begin(), queue.content.end(), 0);
    const double span_s = static_cast<double>(to_ns - m_now_ns) * 1e-9;
    queue.curve.add({m_now_ns, span_s, 0, 0, 0, 0, 0});
  }
  for (Place& place : m_places) {
    // By hours, which a skip may pass several of.
    for (std::int64_t at_ns = m_now_ns; at_ns < to_ns;) {
      const std::int64_t hour_ends = (at_ns / backlog_hour_ns + 1) * backlog_hour_ns;
      const std::int64_t part_ns = std::min(hour_ends, to_ns) - at_ns;
      const double unit_s = place.now.units * static_cast<double>(part_ns) * 1e-9;
      const auto hour = static_cast<std::size_t>(at_ns / backlog_hour_ns);
      if (place.hours.size() <= hour) place.hours.resize(hour + 1);
      place.hours[hour].unit_s += unit_s;
      if (at_ns < m_model.horizon_ns) place.unit_s += unit_s;
      at_ns += part_ns;
    }
  }
  m_now_ns = to_ns;
}

void Follower::step(std::int64_t to_ns)
{
  const double step_s = static_cast<double>(to_ns - m_now_ns) * 1e-9;
  for (Queue& queue : m_queues) {
    queue.coming.swap(queue.coming_next);
    for (auto& by_station : queue.coming_next) std::fill(by_station.begin(), by_station.end(), 0);
  }
  for (std::size_t d = 0; d < m_model.demands.size(); ++d) {
    const double persons = m_demand_rates[d] * step_s;
    const bool over = m_now_ns >= m_model.horizon_ns;
    const double at_once = over ? 0 : m_clock.take_scheduled(d, to_ns);
    if (persons + at_once <= 0) continue;
    for (const NetworkLeg& leg : m_entrance_legs[d]) {
      Queue& queue = m_queues[m_pools.of_station[leg.to]];
      const std::size_t slot = slot_of(leg.to);
      queue.coming[m_model.demands[d].traveller_class][slot] += persons * leg.share;
      queue.burst[m_model.demands[d].traveller_class][slot] += at_once * leg.share;
    }
  }
  for (std::size_t p = 0; p < m_queues.size(); ++p) serve(p, step_s);
  m_now_ns = to_ns;
  end_serving_out();
}

// Leaves of `coming` those who join the pool. Returns the work that they bring, in unit seconds.
double Follower::join(std::size_t pool, std::vector<std::vector<double>>& coming, double waiting)
{
  Queue& queue = m_queues[pool];
  const auto& stations = m_pools.stations[pool];
  double work_s = 0;
  for (Index c = 0; c < queue.content.size(); ++c) {
    const std::uint32_t balk_at = m_model.classes[c].balk_at;
    const double joins = balk_at == 0 ? 1 : std::clamp(balk_at + 0.5 - waiting, 0.0, 1.0);
    for (std::size_t i = 0; i < stations.size(); ++i) {
      double persons = coming[c][i];
      if (persons <= 0) continue;
      Place& place = m_places[stations[i]];
      if (!opens_soon(stations[i])) {
        place.turned_away += persons;
        coming[c][i] = 0;
        continue;
      }
      if (counts()) {
        queue.came += persons;
        queue.balked += persons * (1 - joins);
      }
      persons *= joins;
      coming[c][i] = persons;
      hour_of(place).persons += persons;
      hour_of(place).work_s += persons * place.mean_s[c];
      place.persons += persons;
      place.work_s += persons * place.mean_s[c];
      place.work_s2 += persons * place.square_s2[c];
      work_s += persons * place.mean_s[c];
    }
  }
  return work_s;
}

Follower::Crowd Follower::look_at(std::size_t p)
{
  Queue& queue = m_queues[p];
  const auto& stations = m_pools.stations[p];
  Crowd crowd;
  for (const Index s : stations) crowd.units += m_places[s].now.units;
  double work_s = 0, square = 0;
  for (Index c = 0; c < queue.content.size(); ++c) {
    const double here = queue.content[c];
    crowd.persons += here;
    const double patience_s = m_model.classes[c].patience.mean();
    if (patience_s > 0) crowd.leave_per_s += here / patience_s;
    for (std::size_t i = 0; i < stations.size(); ++i) {
      work_s += here * queue.split[c][i] * m_places[stations[i]].mean_s[c];
      square += here * queue.split[c][i] * m_places[stations[i]].square_s2[c];
    }
  }
  if (crowd.persons > 0 && crowd.units > 0 && work_s > 0) {
    crowd.service_s = work_s / crowd.persons;
    const double scv = square / crowd.persons / (crowd.service_s * crowd.service_s) - 1;
    const auto table = queue.busy.try_emplace(crowd.units, crowd.units).first;
    const double variation = (m_traits[p].scv_arrivals + std::max(0.0, scv)) / 2;
    crowd.busy = table->second.at(crowd.persons, variation);
  }
  crowd.waiting = std::max(0.0, crowd.persons - crowd.busy);
  return crowd;
}

void Follower::serve(std::size_t p, double step_s)
{
  Queue& queue = m_queues[p];
  const auto& stations = m_pools.stations[p];
  Crowd crowd = look_at(p);
  const double waiting = crowd.waiting;
  double work_s = join(p, queue.burst, waiting), came = 0, gone = 0;
  for (Index c = 0; c < queue.content.size(); ++c) {
    for (double& here : queue.burst[c]) {
      queue.content[c] += here;
      came += here;
      here = 0;
    }
  }
  if (came > 0) crowd = look_at(p);
  work_s += join(p, queue.coming, waiting);
  for (const auto& by_station : queue.coming) {
    for (const double here : by_station) came += here;
  }
  double served_per_s = 0; // of each person
  if (crowd.busy > 0)
    served_per_s = crowd.busy / crowd.service_s / crowd.persons;
  else if (crowd.units > 0 && work_s > 0)
    served_per_s = came / work_s;
  const double lost_per_s =
      crowd.persons > 0 ? crowd.leave_per_s / crowd.persons * crowd.waiting / crowd.persons : 0;
  const double out_per_s = served_per_s + lost_per_s;
  const double keeps = portable_exp(-out_per_s * step_s);
  for (Index c = 0; c < queue.content.size(); ++c) {
    double comes = 0;
    for (const double here : queue.coming[c]) comes += here;
    const double before = queue.content[c];
    const double staying =
        out_per_s > 0 ? (1 - keeps) / (out_per_s * step_s) : 1; // of those who come in the step
    queue.content[c] = before * keeps + comes * staying;
    const double leaves = before + comes - queue.content[c];
    const double served = out_per_s > 0 ? leaves * served_per_s / out_per_s : 0;
    gone += leaves - served;
    for (std::size_t i = 0; i < stations.size(); ++i) {
      const double here = served * queue.split[c][i];
      const double busy_s = here * m_places[stations[i]].mean_s[c];
      hour_of(m_places[stations[i]]).busy_s += busy_s;
      pass_on(c, stations[i], here);
    }
  }
  for (const Index s : stations) {
    const double unit_s = m_places[s].now.units * step_s;
    hour_of(m_places[s]).unit_s += unit_s;
    if (m_now_ns < m_model.horizon_ns) m_places[s].unit_s += unit_s;
  }
  if (counts()) queue.gave_up += gone;
  queue.curve.add({m_now_ns, step_s, came, gone, waiting, work_s, crowd.units * step_s});
}

Backlogs Follower::results() const
{
  Backlogs made;
  for (Index s = 0; s < m_places.size(); ++s) {
    const BacklogCurve& curve = m_queues[m_pools.of_station[s]].curve;
    made.stations.push_back(backlog_of(m_places[s], curve, m_model.horizon_ns));
  }
  for (const Queue& queue : m_queues)
    made.pools.push_back(backlog_of(queue, m_model.warm_up_ns, m_model.horizon_ns));
  return made;
}

} // namespace

Backlogs follow_backlog(const CheckpointModel& model, const ServiceTable& service,
                        const Pools& pools, const std::vector<PoolTraits>& traits)
{
  return Follower(model, service, pools, traits).follow();
}

} // namespace gatetwin
