// SPDX-License-Identifier: Apache-2.0
#include "sim/bound/bound.hpp"
#include "core/base/check.hpp"
#include "sim/bound/backlog.hpp"
#include "sim/bound/pool.hpp"
#include "sim/bound/steady_wait.hpp"
#include "sim/bound/unit_calendar.hpp"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace gatetwin {
namespace {

constexpr std::int64_t week_ns = 7 * 24 * 3'600'000'000'000;

bool rates_change(const DemandModel& demand, std::int64_t horizon_ns)
{
  if (demand.process == ArrivalProcess::scheduled) return true;
  for (std::size_t i = 1; i < demand.rates.size(); ++i) {
    const bool within = horizon_ns == 0 || demand.rates[i].from_ns < horizon_ns;
    if (within && demand.rates[i].per_second != demand.rates[0].per_second) return true;
  }
  return false;
}

class Bounder {
public:
  explicit Bounder(const CheckpointModel& model)
      : m_model(model), m_service(service_table(model)), m_pools(make_pools(model)),
        m_solver(model, m_service)
  {
  }

  CheckpointBound find()
  {
    m_made.window = whole_run(m_model);
    m_made.busiest = busiest_hour(m_model);
    look_for_changes();
    solve_steady();
    const bool follow =
        m_model.horizon_ns > 0 && std::find(m_moves.begin(), m_moves.end(), true) != m_moves.end();
    if (follow) m_backlogs = follow_backlog(m_model, m_service, m_pools, m_traits);
    for (Index s = 0; s < m_model.stations.size(); ++s) m_made.stations.push_back(station(s));
    spread_blocking();
    whole();
    return std::move(m_made);
  }

private:
  std::size_t pools() const { return m_pools.stations.size(); }

  // Which units and rates change in the run.
  void look_for_changes()
  {
    const std::int64_t end_ns = m_model.horizon_ns > 0 ? m_model.horizon_ns : week_ns;
    m_changes.assign(pools(), false);
    for (Index s = 0; s < m_model.stations.size(); ++s) {
      const std::vector<UnitStep> steps = unit_steps(m_model, s, end_ns);
      m_units.push_back(steps[0].units);
      if (steps.size() > 1) m_changes[m_pools.of_station[s]] = true;
    }
    for (const DemandModel& demand : m_model.demands)
      m_demand_changes.push_back(rates_change(demand, m_model.horizon_ns));
  }

  // As if the whole run's mean load lasted: the answer where nothing changes, and what is needed to
  // follow the load where it does.
  void solve_steady()
  {
    const std::vector<double> by_demand = arrivals_within(m_model, m_made.window);
    std::vector<double> mean_units = units_within(m_model, m_made.window);
    for (std::size_t s = 0; s < m_units.size(); ++s) {
      if (!m_changes[m_pools.of_station[s]]) mean_units[s] = m_units[s];
    }
    std::vector<double> served(m_model.stations.size(), 1.0);
    constexpr int rounds = 8; // who gives up is missing further on
    for (int round = 0; round < rounds; ++round) {
      m_rates = m_solver.solve(by_demand, mean_units, served);
      m_traits = pool_traits(m_model, m_service, m_rates, by_demand, m_pools, mean_units);
      m_waits.clear();
      m_loads.clear();
      for (std::size_t p = 0; p < pools(); ++p) solve_pool(p, mean_units);
      const std::vector<double> before = served;
      for (std::size_t p = 0; p < pools(); ++p) {
        for (const Index s : m_pools.stations[p]) served[s] = share_served(p);
      }
      if (served == before) break;
    }
    m_traffic = station_traffic(m_rates, m_service, mean_units);
    find_moves();
  }

  void solve_pool(std::size_t p, const std::vector<double>& mean_units)
  {
    const auto& stations = m_pools.stations[p];
    m_loads.push_back(load_of(m_model, m_service, m_rates, stations));
    double units = 0;
    for (const Index s : stations) units += mean_units[s];
    m_pool_units.resize(pools());
    m_pool_units[p] = units;
    WaitBound wait = steady_wait(m_model, stations, m_traits[p], m_loads[p],
                                 static_cast<std::uint32_t>(std::ceil(units)), room(p));
    m_waits.push_back(std::move(wait));
  }

  double share_served(std::size_t p) const
  {
    const WaitBound& wait = m_waits[p];
    if (wait.abandoning + wait.balking > 0) return 1 - wait.abandoning - wait.balking;
    if (m_loads[p].load <= m_pool_units[p] || m_loads[p].load <= 0) return 1;
    return std::max(m_pool_units[p], 1e-6) / m_loads[p].load;
  }

  // A pool moves where its load changes, where it is overloaded, and behind such a pool.
  void find_moves()
  {
    m_moves = m_changes;
    for (Index c = 0; c < m_model.classes.size(); ++c) {
      bool changes = false;
      for (std::size_t d = 0; d < m_demand_changes.size(); ++d)
        changes |= m_demand_changes[d] && m_model.demands[d].traveller_class == c;
      for (std::size_t p = 0; changes && p < pools(); ++p) {
        if (m_loads[p].by_class[c] > 0) m_moves[p] = true;
      }
    }
    m_made.load_changes = std::find(m_moves.begin(), m_moves.end(), true) != m_moves.end();
    for (std::size_t p = 0; p < pools(); ++p) {
      const bool loses = m_waits[p].abandoning + m_waits[p].balking > 0;
      if (m_loads[p].load >= m_pool_units[p] && m_loads[p].load > 0 && !loses) m_moves[p] = true;
    }
    for (bool more = true; more;) {
      more = false;
      for (const auto& legs : m_rates.legs) {
        for (const NetworkLeg& leg : legs) {
          const std::size_t from = m_pools.of_station[leg.from], to = m_pools.of_station[leg.to];
          if (!m_moves[from] || m_moves[to]) continue;
          m_moves[to] = more = true;
        }
      }
    }
  }

  // Persons who may wait before the pool; 0: unlimited.
  std::uint32_t room(std::size_t p) const
  {
    std::uint32_t least = 0;
    const auto take = [&](std::uint32_t limit) {
      if (limit > 0) least = least == 0 ? limit : std::min(least, limit);
    };
    for (const Index s : m_pools.stations[p]) {
      take(m_model.stations[s].queue_capacity);
      take(m_model.areas[m_model.stations[s].area].capacity);
    }
    return least;
  }

  StationBound station(Index s) const
  {
    const std::size_t p = m_pools.of_station[s];
    StationBound made;
    for (const Index other : m_pools.stations[p]) {
      if (other != s) made.shares_queue_with.push_back(other);
    }
    const bool follows = m_moves[p] && m_model.horizon_ns > 0;
    follows ? take_backlog(made, s, p) : take_steady(made, s, p);
    if (made.persons_per_s <= 0 && made.turned_away <= 0) {
      made.wait = {};
      made.wait.why_none = NoFormula::nobody_comes;
    }
    leave_out_faults(made.wait, s);
    return made;
  }

  void take_steady(StationBound& made, Index s, std::size_t p) const
  {
    const StationTraffic& traffic = m_traffic[s];
    made.persons_per_s = traffic.persons_per_s;
    made.mean_service_s = traffic.mean_service_s;
    made.service_scv = traffic.service_scv;
    made.units = traffic.units;
    made.utilisation = traffic.utilisation;
    const WaitBound& wait = m_waits[p];
    const double losses = wait.abandoning + wait.balking;
    made.utilisation *= 1 - losses;
    const BreakdownModel& breakdown = m_model.stations[s].breakdown;
    if (breakdown.enabled) // of the time in which it works
      made.utilisation *= 1 + breakdown.time_to_repair.mean() / breakdown.time_between.mean();
    made.peak = m_made.window;
    made.peak_utilisation = made.utilisation;
    made.wait = wait;
    made.longest_hour_wait_s = wait.mean_s.value_or(0);
  }

  void take_backlog(StationBound& made, Index s, std::size_t p) const
  {
    const StationBacklog& here = m_backlogs.stations[s];
    const PoolBacklog& pool = m_backlogs.pools[p];
    made.persons_per_s = here.persons_per_s;
    made.mean_service_s = here.mean_service_s;
    made.service_scv = here.service_scv;
    made.units = here.units;
    made.utilisation = here.utilisation;
    made.peak = here.peak;
    made.peak_utilisation = here.peak_utilisation;
    made.turned_away = here.turned_away;
    made.profile = here.profile;
    made.overloads = pool.overloads;
    made.longest_hour_wait_s = pool.longest_hour_wait_s;
    WaitBound& wait = made.wait;
    if (here.units <= 0) {
      wait.why_none = NoFormula::never_at_work;
      return;
    }
    if (m_traits[p].skills) {
      wait.why_none = NoFormula::skills;
      return;
    }
    const std::uint32_t limit = room(p);
    if (limit > 0 && pool.queue_peak > limit) {
      wait.why_none = NoFormula::blocking;
      return;
    }
    wait.validity = Validity::approximation;
    wait.formula = Formula::backlog;
    wait.caveats = caveats_of(m_traits[p]);
    if (m_traits[p].breaks) wait.caveats.push_back(Caveat::breakdowns);
    if (limit > 0) wait.caveats.push_back(Caveat::room);
    wait.mean_s = pool.mean_wait_s;
    wait.queue_mean = pool.queue_mean;
    wait.abandoning = pool.abandoning;
    wait.balking = pool.balking;
  }

  void leave_out_faults(WaitBound& wait, Index s) const
  {
    if (wait.validity != Validity::exact && wait.validity != Validity::approximation) return;
    const StationModel& at = m_model.stations[s];
    const bool core = at.kind != StationKind::plain;
    const bool acts =
        std::any_of(m_model.faults.begin(), m_model.faults.end(), [&](const FaultModel& fault) {
          const bool of_registry =
              fault.kind == FaultKind::registry_outage || fault.kind == FaultKind::link_outage;
          const bool alarm =
              fault.kind == FaultKind::fire_alarm && fault.checkpoint == at.checkpoint;
          return (core && of_registry) || alarm;
        });
    if (!acts) return;
    wait.caveats.push_back(Caveat::faults_left_out);
    wait.validity = Validity::approximation;
  }

  // A full queue keeps people at the station before it, whose formula then fails as well.
  void spread_blocking()
  {
    for (bool more = true; more;) {
      more = false;
      for (const auto& legs : m_rates.legs) {
        for (const NetworkLeg& leg : legs) {
          WaitBound& from = m_made.stations[leg.from].wait;
          const WaitBound& to = m_made.stations[leg.to].wait;
          if (to.why_none != NoFormula::blocking || from.validity == Validity::no_formula) continue;
          from = {};
          from.why_none = NoFormula::blocking;
          more = true;
        }
      }
    }
  }

  void whole()
  {
    const auto sum_per_hour = [&](RunWindow window) {
      const std::vector<double> rates = arrivals_within(m_model, window);
      return std::accumulate(rates.begin(), rates.end(), 0.0) * 3600;
    };
    m_made.persons_per_hour = sum_per_hour(m_made.window);
    m_made.busiest_persons_per_hour = sum_per_hour(m_made.busiest);
    const std::vector<double> all = all_units(m_model);
    m_made.capacity = maximum_flow(m_model, m_service, all);
    m_made.busiest_capacity =
        maximum_flow(m_model, m_service, units_within(m_model, m_made.busiest));
    m_made.by_shares = capacity_by_shares(m_model, m_made.busiest, m_service, all);
  }

  const CheckpointModel& m_model;
  ServiceTable m_service;
  Pools m_pools;
  NetworkSolver m_solver;
  NetworkRates m_rates;
  std::vector<double> m_units; // by station, at the start
  std::vector<bool> m_changes; // by pool: units
  std::vector<bool> m_demand_changes;
  std::vector<bool> m_moves; // by pool
  std::vector<PoolTraits> m_traits;
  std::vector<PoolLoad> m_loads;
  std::vector<double> m_pool_units;
  std::vector<WaitBound> m_waits;
  std::vector<StationTraffic> m_traffic;
  Backlogs m_backlogs;
  CheckpointBound m_made;
};

} // namespace

CheckpointBound bound(const CheckpointModel& model)
{
  const bool endless =
      model.horizon_ns == 0 && std::any_of(model.demands.begin(), model.demands.end(),
                                           [](const DemandModel& d) { return rates_change(d, 0); });
  if (!endless) return Bounder(model).find();
  CheckpointModel week = model; // arrivals end with their number: a week stands for the run
  week.horizon_ns = week_ns;
  return Bounder(week).find();
}

const char* to_string(Formula formula)
{
  switch (formula) {
  case Formula::none: return "none";
  case Formula::erlang_c: return "erlang_c";
  case Formula::pollaczek_khinchine: return "pollaczek_khinchine";
  case Formula::crommelin: return "crommelin";
  case Formula::cosmetatos: return "cosmetatos";
  case Formula::allen_cunneen: return "allen_cunneen";
  case Formula::burke_groups: return "burke_groups";
  case Formula::group_chain: return "group_chain";
  case Formula::cobham: return "cobham";
  case Formula::erlang_a: return "erlang_a";
  case Formula::finite_queue: return "finite_queue";
  case Formula::breaking_server: return "breaking_server";
  case Formula::backlog: return "backlog";
  }
  CHECK(false);
  return "";
}

const char* to_string(Validity validity)
{
  switch (validity) {
  case Validity::exact: return "exact";
  case Validity::approximation: return "approximation";
  case Validity::no_formula: return "no_formula";
  case Validity::infinite: return "infinite";
  }
  CHECK(false);
  return "";
}

const char* to_string(NoFormula reason)
{
  switch (reason) {
  case NoFormula::none: return "none";
  case NoFormula::nobody_comes: return "nobody_comes";
  case NoFormula::never_at_work: return "never_at_work";
  case NoFormula::skills: return "skills";
  case NoFormula::blocking: return "blocking";
  }
  CHECK(false);
  return "";
}

const char* to_string(Caveat caveat)
{
  switch (caveat) {
  case Caveat::phases: return "phases";
  case Caveat::shortest_wait: return "shortest_wait";
  case Caveat::separate_queues: return "separate_queues";
  case Caveat::arrivals: return "arrivals";
  case Caveat::service: return "service";
  case Caveat::patience: return "patience";
  case Caveat::breakdowns: return "breakdowns";
  case Caveat::room: return "room";
  case Caveat::faults_left_out: return "faults_left_out";
  }
  CHECK(false);
  return "";
}

} // namespace gatetwin
