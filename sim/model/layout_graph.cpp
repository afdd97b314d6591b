// SPDX-License-Identifier: Apache-2.0
#include "sim/model/layout_graph.hpp"
#include "core/base/check.hpp"
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <limits>

namespace gatetwin {
namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property,
                                    boost::property<boost::edge_weight_t, double>>;
constexpr double no_way = std::numeric_limits<double>::infinity();

} // namespace

LayoutGraph::LayoutGraph(std::vector<double> inside_m,
                         const std::vector<LayoutConnection>& connections)
    : m_inside_m(std::move(inside_m))
{
  Graph graph(m_inside_m.size());
  for (const LayoutConnection& way : connections) {
    CHECK(way.from < m_inside_m.size() && way.to < m_inside_m.size() && way.distance_m >= 0);
    boost::add_edge(way.from, way.to, way.distance_m, graph);
    if (!way.one_way) boost::add_edge(way.to, way.from, way.distance_m, graph);
  }
  for (std::size_t from = 0; from < m_inside_m.size(); ++from) {
    std::vector<double> distance(m_inside_m.size());
    boost::dijkstra_shortest_paths(graph, from,
                                   boost::distance_map(distance.data()).distance_inf(no_way));
    m_distance_m.push_back(std::move(distance));
  }
}

std::optional<double> LayoutGraph::distance_m(Index from_area, Index to_area) const
{
  CHECK(from_area < m_inside_m.size() && to_area < m_inside_m.size());
  if (from_area == to_area) return m_inside_m[from_area];
  const double distance = m_distance_m[from_area][to_area];
  return distance == no_way ? std::nullopt : std::optional(distance);
}

} // namespace gatetwin
