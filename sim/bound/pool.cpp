// SPDX-License-Identifier: Apache-2.0
#include "sim/bound/pool.hpp"
#include "sim/bound/queue_formulas.hpp"
#include "sim/model/group_size.hpp"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace gatetwin {
namespace {

bool is_exponential(const Distribution& d)
{
  switch (d.kind) {
  case DistributionKind::exponential: return true;
  case DistributionKind::gamma:
  case DistributionKind::erlang: return d.b == 1;
  case DistributionKind::weibull: return d.a == 1;
  default: return false;
  }
}

// Looks at one pool after the other; what comes out of one goes into others.
class TraitFinder {
public:
  TraitFinder(const CheckpointModel& model, const ServiceTable& service, const NetworkRates& rates,
              const std::vector<double>& by_demand, const Pools& pools,
              const std::vector<double>& units)
      : m_model(model), m_rates(rates), m_by_demand(by_demand), m_pools(pools), m_units(units),
        m_traits(pools.stations.size())
  {
    for (const auto& stations : pools.stations)
      m_loads.push_back(load_of(model, service, rates, stations));
  }

  std::vector<PoolTraits> find()
  {
    for (std::size_t p = 0; p < m_traits.size(); ++p) {
      look_at_stations(p);
      look_at_classes(p);
    }
    find_poisson();
    find_variation();
    for (std::size_t p = 0; p < m_traits.size(); ++p) find_groups(p);
    return std::move(m_traits);
  }

private:
  bool comes(Index c, std::size_t pool) const { return m_loads[pool].by_class[c] > 0; }

  void look_at_stations(std::size_t p)
  {
    PoolTraits& traits = m_traits[p];
    traits.several = m_pools.stations[p].size() > 1;
    for (const Index s : m_pools.stations[p]) {
      const StationModel& station = m_model.stations[s];
      traits.core |= station.kind != StationKind::plain;
      traits.separate_queues |= station.queue == QueueRule::separate_shortest && station.units > 1;
      traits.breaks |= station.breakdown.enabled;
      traits.exponential_breaks = station.units == 1 &&
                                  is_exponential(station.breakdown.time_between) &&
                                  is_exponential(station.breakdown.time_to_repair);
      for (const std::uint32_t can : station.skills) {
        for (Index c = 0; c < m_model.classes.size(); ++c) {
          const std::uint32_t needs = m_model.classes[c].skill;
          traits.skills |= m_rates.arriving[c][s] > 0 && needs != 0 && (can & needs) == 0;
        }
      }
    }
  }

  void look_at_classes(std::size_t p)
  {
    PoolTraits& traits = m_traits[p];
    const StationModel& station = m_model.stations[m_pools.stations[p][0]];
    const ClassModel* first = nullptr;
    const Distribution* first_service = nullptr;
    bool one_service = !traits.several && !traits.core;
    for (Index c = 0; c < m_model.classes.size(); ++c) {
      if (!comes(c, p)) continue;
      const ClassModel& one = m_model.classes[c];
      if (first == nullptr) first = &one;
      traits.priorities |= one.priority != first->priority;
      const double patience_s = one.patience.mean();
      if (patience_s > 0)
        traits.abandon_per_s += m_loads[p].by_class[c] / m_loads[p].persons_per_s / patience_s;
      traits.exponential_patience &=
          (patience_s <= 0 || is_exponential(one.patience)) && patience_s == first->patience.mean();
      traits.same_balking &= one.balk_at == first->balk_at;
      if (one.balk_at > 0)
        traits.balk_at = traits.balk_at == 0 ? one.balk_at : std::min(traits.balk_at, one.balk_at);
      if (!one_service) continue;
      const Distribution& time = station.service[c];
      if (first_service == nullptr) first_service = &time;
      one_service = time.mean() == first_service->mean() && time.scv() == first_service->scv();
    }
    if (!one_service || first_service == nullptr) return;
    traits.exponential = is_exponential(*first_service);
    traits.constant = first_service->variance() == 0;
  }

  // Everybody comes one by one, at random, by this demand.
  bool is_poisson(std::size_t d) const
  {
    const DemandModel& demand = m_model.demands[d];
    if (m_model.classes[demand.traveller_class].group_size.mean() > 1) return false;
    return demand.process == ArrivalProcess::poisson ||
           (demand.process == ArrivalProcess::renewal && is_exponential(demand.interarrival));
  }

  // J. R. Jackson 1957, P. J. Burke 1956: what leaves an M/M/c queue is as good as Poisson for the
  // next, also around a circle, as long as every queue on the way is one.
  void find_poisson()
  {
    const std::size_t n = m_traits.size();
    std::vector<bool> passes_on(n);
    for (std::size_t p = 0; p < n; ++p) {
      PoolTraits& t = m_traits[p];
      t.poisson = true;
      passes_on[p] = t.exponential && !t.separate_queues && !t.priorities && !t.skills &&
                     !t.breaks && t.abandon_per_s == 0 && t.balk_at == 0;
    }
    for (std::size_t d = 0; d < m_by_demand.size(); ++d) {
      const DemandModel& demand = m_model.demands[d];
      if (m_by_demand[d] <= 0 || is_poisson(d)) continue;
      const RouteModel& route =
          m_model.routing.from_entrance[demand.traveller_class][demand.entrance];
      for (const RouteChoice& choice : route.choices) {
        if (choice.to_station != no_index)
          m_traits[m_pools.of_station[choice.to_station]].poisson = false;
      }
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (Index c = 0; c < m_rates.legs.size(); ++c) {
        for (const NetworkLeg& leg : m_rates.legs[c]) {
          if (m_rates.arriving[c][leg.from] <= 0) continue;
          const std::size_t from = m_pools.of_station[leg.from], to = m_pools.of_station[leg.to];
          const bool good = passes_on[from] && m_traits[from].poisson;
          if (good || !m_traits[to].poisson) continue;
          m_traits[to].poisson = false;
          changed = true;
        }
      }
    }
  }

  // How much of a demand's persons a pool gets, and how its arrivals vary: W. Whitt 1983 (QNA),
  // with a group of X counted as E[X^2] / E[X].
  double demand_scv(std::size_t d) const
  {
    const DemandModel& demand = m_model.demands[d];
    const ClassModel& c = m_model.classes[demand.traveller_class];
    if (demand.process == ArrivalProcess::scheduled) return 0; // their times are known
    const GroupMoments group = moments_of(group_size_shares(c.group_size));
    const double in_groups = group.second / group.mean - 1;
    const double gaps = demand.process == ArrivalProcess::renewal ? demand.interarrival.scv() : 1.0;
    return gaps * group.mean + in_groups - (group.mean - 1); // 1 for single Poisson arrivals
  }

  void find_variation()
  {
    const std::size_t n = m_traits.size();
    std::vector<double> from_outside(n);
    for (std::size_t d = 0; d < m_by_demand.size(); ++d) {
      const Index c = m_model.demands[d].traveller_class;
      if (m_by_demand[d] <= 0) continue;
      const double scv = demand_scv(d);
      double of_class = 0;
      for (std::size_t e = 0; e < m_by_demand.size(); ++e) {
        if (m_model.demands[e].traveller_class == c) of_class += m_by_demand[e];
      }
      for (std::size_t p = 0; p < n; ++p) {
        double outside = 0;
        for (const Index s : m_pools.stations[p]) outside += m_rates.outside[c][s];
        const double share = std::min(1.0, outside / of_class);
        from_outside[p] += m_by_demand[d] * share * (share * scv + 1 - share);
      }
    }
    std::vector<double> leaves(n, 1); // variation of what leaves
    for (int round = 0; round < 50; ++round) {
      std::vector<double> sum = from_outside;
      for (Index c = 0; c < m_rates.legs.size(); ++c) {
        for (const NetworkLeg& leg : m_rates.legs[c]) {
          const double persons = m_rates.arriving[c][leg.from] * leg.share;
          const std::size_t from = m_pools.of_station[leg.from];
          const double share =
              std::min(1.0, persons / std::max(m_loads[from].persons_per_s, 1e-300));
          sum[m_pools.of_station[leg.to]] += persons * (share * leaves[from] + 1 - share);
        }
      }
      for (std::size_t p = 0; p < n; ++p) {
        const PoolLoad& load = m_loads[p];
        if (load.persons_per_s <= 0) continue;
        m_traits[p].scv_arrivals = m_traits[p].poisson ? 1 : sum[p] / load.persons_per_s;
        double units = 0;
        for (const Index s : m_pools.stations[p]) units += m_units[s];
        const auto whole = static_cast<std::uint32_t>(std::max(1.0, std::ceil(units)));
        leaves[p] = departure_scv(whole, load.load / whole, m_traits[p].scv_arrivals, load.scv);
      }
    }
  }

  // Groups that come straight from one entrance, all the same way, at one pace.
  void find_groups(std::size_t p)
  {
    PoolTraits& traits = m_traits[p];
    if (traits.poisson || traits.several) return;
    const Index s = m_pools.stations[p][0];
    std::size_t demands = 0, found = 0;
    for (std::size_t d = 0; d < m_by_demand.size(); ++d) {
      const DemandModel& demand = m_model.demands[d];
      const Index c = demand.traveller_class;
      if (m_by_demand[d] <= 0 || m_loads[p].by_class[c] <= 0) continue;
      const RouteModel& route = m_model.routing.from_entrance[c][demand.entrance];
      const bool straight = demand.process == ArrivalProcess::poisson &&
                            route.choices.size() == 1 && route.choices[0].to_station == s &&
                            route.choices[0].has_walk_time &&
                            route.choices[0].walk_time.variance() == 0;
      if (!straight) return;
      found = d;
      ++demands;
    }
    const bool all = demands == 1 && std::abs(m_by_demand[found] - m_loads[p].persons_per_s) <
                                         1e-9 * m_by_demand[found];
    if (!all) return;
    traits.group_sizes =
        group_size_shares(m_model.classes[m_model.demands[found].traveller_class].group_size);
  }

  const CheckpointModel& m_model;
  const NetworkRates& m_rates;
  const std::vector<double>& m_by_demand;
  const Pools& m_pools;
  const std::vector<double>& m_units;
  std::vector<PoolLoad> m_loads;
  std::vector<PoolTraits> m_traits;
};

} // namespace

Pools make_pools(const CheckpointModel& model)
{
  std::vector<Index> root(model.stations.size());
  std::iota(root.begin(), root.end(), 0U);
  const auto find = [&](Index s) {
    while (root[s] != s) s = root[s];
    return s;
  };
  const auto join = [&](const RouteModel& route) {
    if (route.rule != RouteRule::shortest_wait) return;
    Index first = no_index;
    for (const RouteChoice& choice : route.choices) {
      if (choice.to_station == no_index) continue;
      if (first == no_index) first = choice.to_station;
      const Index a = find(first), b = find(choice.to_station);
      root[std::max(a, b)] = std::min(a, b);
    }
  };
  for (const auto& by_entrance : model.routing.from_entrance) {
    for (const RouteModel& route : by_entrance) join(route);
  }
  for (const auto& by_station : model.routing.from_station) {
    for (const auto& by_outcome : by_station) {
      for (const RouteModel& route : by_outcome) join(route);
    }
  }
  Pools pools;
  pools.of_station.resize(model.stations.size());
  for (Index s = 0; s < model.stations.size(); ++s) {
    const Index first = find(s);
    if (first == s) {
      pools.of_station[s] = static_cast<Index>(pools.stations.size());
      pools.stations.emplace_back();
    } else {
      pools.of_station[s] = pools.of_station[first];
    }
    pools.stations[pools.of_station[s]].push_back(s);
  }
  return pools;
}

PoolLoad load_of(const CheckpointModel& model, const ServiceTable& service,
                 const NetworkRates& rates, const std::vector<Index>& stations)
{
  PoolLoad pool;
  double square = 0;
  for (Index c = 0; c < model.classes.size(); ++c) {
    double persons = 0, load = 0;
    for (const Index s : stations) {
      const double here = rates.arriving[c][s];
      const ServiceTime& time = service[s][c];
      double mean_s = time.mean_s, scv = 0;
      if (mean_s > 0) scv = time.variance_s2 / (mean_s * mean_s);
      const BreakdownModel& breakdown = model.stations[s].breakdown;
      if (breakdown.enabled && mean_s > 0) {
        const EffectiveService effective =
            with_breakdowns(mean_s, scv, breakdown.time_between.mean(),
                            breakdown.time_to_repair.mean(), breakdown.time_to_repair.scv());
        mean_s = effective.mean_s;
        scv = effective.scv;
      }
      persons += here;
      load += here * mean_s;
      square += here * mean_s * mean_s * (1 + scv);
    }
    pool.by_class.push_back(persons);
    pool.mean_s_by_class.push_back(persons > 0 ? load / persons : 0);
    pool.persons_per_s += persons;
    pool.load += load;
  }
  if (pool.load > 0) {
    pool.mean_s = pool.load / pool.persons_per_s;
    pool.scv = std::max(0.0, square / pool.persons_per_s / (pool.mean_s * pool.mean_s) - 1);
  }
  return pool;
}

std::vector<PoolTraits> pool_traits(const CheckpointModel& model, const ServiceTable& service,
                                    const NetworkRates& rates, const std::vector<double>& by_demand,
                                    const Pools& pools, const std::vector<double>& units)
{
  return TraitFinder(model, service, rates, by_demand, pools, units).find();
}

} // namespace gatetwin
