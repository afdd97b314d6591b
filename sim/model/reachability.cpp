// SPDX-License-Identifier: Apache-2.0
#include "sim/model/reachability.hpp"
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <vector>

namespace gatetwin {
namespace {

// Nodes: stations, then entrances, then the exit.
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;

struct Journeys {
  Graph all;  // by any outcome
  Graph main; // when all goes well: served or admitted
};

Journeys journeys_of(const CheckpointModel& model, Index c)
{
  const std::size_t stations = model.stations.size(), exit = stations + model.entrances.size();
  Journeys graphs{Graph(exit + 1), Graph(exit + 1)};
  const auto add = [&](Graph& graph, std::size_t from, const RouteModel& route) {
    for (const RouteChoice& choice : route.choices) {
      if (choice.share <= 0) continue;
      boost::add_edge(from, choice.to_station == no_index ? exit : choice.to_station, graph);
    }
    if (route.choices.empty()) boost::add_edge(from, exit, graph);
  };
  for (Index e = 0; e < model.entrances.size(); ++e) {
    add(graphs.all, stations + e, model.routing.from_entrance[c][e]);
    add(graphs.main, stations + e, model.routing.from_entrance[c][e]);
  }
  for (Index s = 0; s < stations; ++s) {
    const auto& routes = model.routing.from_station[c][s];
    const bool plain = model.stations[s].kind == StationKind::plain;
    add(graphs.main, s,
        routes[static_cast<std::size_t>(plain ? Outcome::none : Outcome::admitted)]);
    for (const RouteModel& route : routes) add(graphs.all, s, route);
  }
  return graphs;
}

template <typename AnyGraph>
std::vector<bool> reached_from(const AnyGraph& graph, const std::vector<std::size_t>& sources)
{
  std::vector<bool> seen(boost::num_vertices(graph));
  std::vector<std::size_t> open = sources;
  for (const std::size_t source : sources) seen[source] = true;
  while (!open.empty()) {
    const std::size_t node = open.back();
    open.pop_back();
    for (auto [edge, end] = boost::out_edges(node, graph); edge != end; ++edge) {
      const std::size_t next = boost::target(*edge, graph);
      if (!seen[next]) {
        seen[next] = true;
        open.push_back(next);
      }
    }
  }
  return seen;
}

bool serves(const StationModel& station, std::uint32_t skill)
{
  if (skill == 0 || station.skills.empty()) return true;
  for (const std::uint32_t unit : station.skills) {
    if ((unit & skill) != 0) return true;
  }
  return false;
}

} // namespace

void check_journeys(const CheckpointModel& model,
                    const std::function<void(const JourneyFault&)>& report)
{
  std::vector<bool> used(model.stations.size()), reported(model.stations.size());
  for (Index c = 0; c < model.classes.size(); ++c) {
    std::vector<std::size_t> sources;
    for (Index d = 0; d < model.demands.size(); ++d) {
      const DemandModel& demand = model.demands[d];
      if (demand.traveller_class != c) continue;
      if (model.routing.from_entrance[c][demand.entrance].choices.empty()) {
        report({JourneyFault::Kind::no_route, no_index, c, d});
      }
      sources.push_back(model.stations.size() + demand.entrance);
    }
    const Journeys graphs = journeys_of(model, c);
    const std::vector<bool> reached = reached_from(graphs.all, sources);
    const std::vector<bool> leaves = reached_from(boost::make_reverse_graph(graphs.main),
                                                  {model.stations.size() + model.entrances.size()});
    bool stuck = false;
    for (Index s = 0; s < model.stations.size(); ++s) {
      if (!reached[s]) continue;
      used[s] = true;
      if (!leaves[s] && !stuck) {
        if (!reported[s]) report({JourneyFault::Kind::no_way_out, s, c, no_index});
        reported[s] = stuck = true;
      }
      if (!serves(model.stations[s], model.classes[c].skill))
        report({JourneyFault::Kind::not_served, s, c, no_index});
    }
  }
  for (Index s = 0; s < model.stations.size(); ++s) {
    if (!used[s]) report({JourneyFault::Kind::never_reached, s, no_index, no_index});
  }
}

} // namespace gatetwin
