// SPDX-License-Identifier: Apache-2.0
#include "sim/model/capacity.hpp"
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>
#include <cmath>
#include <numeric>
#include <set>
#include <utility>

namespace gatetwin {
namespace {

// Whole numbers of thousandth persons an hour, so that the flow is exact and the cut is sharp.
using Amount = std::int64_t;
constexpr double scale = 1000;
constexpr Amount unlimited = std::int64_t{1} << 40; // a sum of many still fits

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using Graph = boost::adjacency_list<
    boost::vecS, boost::vecS, boost::directedS, boost::no_property,
    boost::property<
        boost::edge_capacity_t, Amount,
        boost::property<boost::edge_residual_capacity_t, Amount,
                        boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>>;

// A station is two nodes, 2s (in) and 2s + 1 (out), with its capacity between them.
class FlowGraph {
public:
  FlowGraph(const CheckpointModel& model, const ServiceTable& service,
            const std::vector<double>& units)
      : m_model(model), m_service(service), m_units(units), m_source(2 * model.stations.size()),
        m_sink(m_source + 1), m_graph(m_sink + 1)
  {
    for (const DemandModel& demand : model.demands) {
      add(m_source, model.routing.from_entrance[demand.traveller_class][demand.entrance],
          demand.traveller_class);
    }
    for (Index s = 0; s < model.stations.size(); ++s) connect(2 * s, 2 * s + 1, capacity(s));
  }

  CapacityBound solve()
  {
    const Amount flow = boost::push_relabel_max_flow(m_graph, m_source, m_sink);
    CapacityBound bound;
    bound.bounded = flow < unlimited;
    bound.persons_per_hour = static_cast<double>(flow) / scale;
    const std::vector<bool> near = residual_reach();
    for (Index s = 0; s < m_model.stations.size(); ++s) {
      if (bound.bounded && near[2 * s] && !near[2 * s + 1]) bound.cut.push_back(s);
    }
    return bound;
  }

private:
  Amount capacity(Index s) const
  {
    double quickest = -1; // by the class that is served most quickly: a bound must not be too low
    for (const auto& [c, station] : m_visited) {
      if (station != s) continue;
      const double service = m_service[s][c].mean_s;
      if (quickest < 0 || service < quickest) quickest = service;
    }
    if (quickest < 0) return 0;
    if (quickest == 0) return unlimited;
    return static_cast<Amount>(std::llround(m_units[s] * 3600 / quickest * scale));
  }

  void connect(std::size_t from, std::size_t to, Amount amount)
  {
    const auto forth = boost::add_edge(from, to, m_graph).first;
    const auto back = boost::add_edge(to, from, m_graph).first;
    boost::put(boost::edge_capacity, m_graph, forth, amount);
    boost::put(boost::edge_capacity, m_graph, back, 0);
    boost::put(boost::edge_reverse, m_graph, forth, back);
    boost::put(boost::edge_reverse, m_graph, back, forth);
  }

  // Follows a class from a node along its routes.
  void add(std::size_t from, const RouteModel& route, Index c)
  {
    if (route.choices.empty()) connect(from, m_sink, unlimited);
    for (const RouteChoice& choice : route.choices) {
      if (choice.share <= 0) continue;
      if (choice.to_station == no_index) {
        connect(from, m_sink, unlimited);
        continue;
      }
      connect(from, 2 * choice.to_station, unlimited);
      if (!m_visited.insert({c, choice.to_station}).second) continue;
      const bool plain = m_model.stations[choice.to_station].kind == StationKind::plain;
      const auto outcome = static_cast<std::size_t>(plain ? Outcome::none : Outcome::admitted);
      add(2 * choice.to_station + 1, m_model.routing.from_station[c][choice.to_station][outcome],
          c);
    }
  }

  std::vector<bool> residual_reach() const
  {
    std::vector<bool> seen(boost::num_vertices(m_graph));
    std::vector<std::size_t> open{m_source};
    seen[m_source] = true;
    while (!open.empty()) {
      const std::size_t node = open.back();
      open.pop_back();
      for (auto [edge, end] = boost::out_edges(node, m_graph); edge != end; ++edge) {
        const std::size_t next = boost::target(*edge, m_graph);
        if (seen[next] || boost::get(boost::edge_residual_capacity, m_graph, *edge) <= 0) continue;
        seen[next] = true;
        open.push_back(next);
      }
    }
    return seen;
  }

  const CheckpointModel& m_model;
  const ServiceTable& m_service;
  const std::vector<double>& m_units;
  std::size_t m_source, m_sink;
  Graph m_graph;
  std::set<std::pair<Index, Index>> m_visited;
};

} // namespace

CapacityBound maximum_flow(const CheckpointModel& model, const ServiceTable& service,
                           const std::vector<double>& units)
{
  return FlowGraph(model, service, units).solve();
}

std::vector<double> all_units(const CheckpointModel& model)
{
  std::vector<double> units;
  for (const StationModel& station : model.stations) units.push_back(station.units);
  return units;
}

CapacityBound maximum_flow(const CheckpointModel& model)
{
  return maximum_flow(model, service_table(model), all_units(model));
}

// Where people choose by the wait, shares depend on the load: it is raised until some station is
// full.
ShareBound capacity_by_shares(const CheckpointModel& model, RunWindow window,
                              const ServiceTable& service, const std::vector<double>& units)
{
  std::vector<double> by_demand = arrivals_within(model, window);
  NetworkSolver solver(model, service);
  const std::vector<double> all_served(model.stations.size(), 1.0);
  ShareBound bound;
  constexpr int most_rounds = 30;
  for (int round = 0; round < most_rounds; ++round) {
    const auto traffic =
        station_traffic(solver.solve(by_demand, units, all_served), service, units);
    double highest = 0;
    for (Index s = 0; s < traffic.size(); ++s) {
      if (traffic[s].utilisation <= highest) continue;
      highest = traffic[s].utilisation;
      bound.bottleneck = s;
    }
    if (highest <= 0) return bound;
    if (std::isinf(highest)) return {0, bound.bottleneck}; // nobody is at work there
    for (double& rate : by_demand) rate /= highest;
    if (std::abs(highest - 1) < 1e-9) break;
  }
  bound.persons_per_hour = std::accumulate(by_demand.begin(), by_demand.end(), 0.0) * 3600;
  return bound;
}

ShareBound capacity_by_shares(const CheckpointModel& model, RunWindow window)
{
  return capacity_by_shares(model, window, service_table(model), all_units(model));
}

} // namespace gatetwin
