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
  explicit FlowGraph(const CheckpointModel& model)
      : m_model(model), m_source(2 * model.stations.size()), m_sink(m_source + 1),
        m_graph(m_sink + 1)
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
      const double service = mean_service_s(m_model.stations[s], c);
      if (quickest < 0 || service < quickest) quickest = service;
    }
    if (quickest < 0) return 0;
    if (quickest == 0) return unlimited;
    return static_cast<Amount>(std::llround(m_model.stations[s].units * 3600 / quickest * scale));
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
  std::size_t m_source, m_sink;
  Graph m_graph;
  std::set<std::pair<Index, Index>> m_visited;
};

} // namespace

CapacityBound maximum_flow(const CheckpointModel& model) { return FlowGraph(model).solve(); }

ShareBound capacity_by_shares(const CheckpointModel& model, RunWindow window)
{
  const std::vector<double> by_demand = arrivals_within(model, window);
  const double total = std::accumulate(by_demand.begin(), by_demand.end(), 0.0);
  const std::vector<StationTraffic> traffic = solve_traffic(model, window);
  ShareBound bound;
  double highest = 0;
  for (Index s = 0; s < traffic.size(); ++s) {
    const double load = traffic[s].offered_load / model.stations[s].units;
    if (load <= highest) continue;
    highest = load;
    bound.bottleneck = s;
    bound.persons_per_hour = total * 3600 / load;
  }
  return bound;
}

} // namespace gatetwin
