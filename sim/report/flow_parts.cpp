// SPDX-License-Identifier: Apache-2.0
#include "sim/report/flow_parts.hpp"
#include "sim/results/answer.hpp"
#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace gatetwin {
namespace {

// Sets of stations that grow together.
class StationSets {
public:
  explicit StationSets(std::size_t stations) : m_parent(stations)
  {
    std::iota(m_parent.begin(), m_parent.end(), std::size_t{0});
  }
  // The first station of the set.
  std::size_t first(std::size_t station) const
  {
    while (m_parent[station] != station) station = m_parent[station];
    return station;
  }
  void join(std::size_t a, std::size_t b)
  {
    a = first(a);
    b = first(b);
    m_parent[std::max(a, b)] = std::min(a, b);
  }

private:
  std::vector<std::size_t> m_parent;
};

std::string part_title(const RunResults& results, const FlowPart& part, Language language)
{
  std::vector<std::string> places;
  std::set<std::string> directions;
  for (const StationResult& station : results.stations) {
    if (part.stations.count(station.id) == 0) continue;
    directions.insert(station.direction);
    const std::string place = checkpoint_title(results, station.checkpoint);
    if (places.empty() || places.back() != place) places.push_back(place);
  }
  std::string title;
  for (const std::string& place : places) title += (title.empty() ? "" : " – ") + place;
  const std::string direction = directions.size() == 1 ? *directions.begin() : "";
  if (direction.empty()) return title;
  return title + (title.empty() ? "" : ", ") + term(direction, language);
}

} // namespace

std::vector<FlowPart> flow_parts(const RunResults& results, Language language)
{
  std::map<std::string_view, std::size_t> index;
  StationSets sets(results.stations.size());
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> halls;
  for (std::size_t i = 0; i < results.stations.size(); ++i) {
    const StationResult& station = results.stations[i];
    index.emplace(station.id, i);
    sets.join(i, halls.try_emplace({station.checkpoint, station.direction}, i).first->second);
  }
  std::vector<bool> visited(results.stations.size());
  for (const FlowResult& flow : results.flows) {
    const auto from = index.find(flow.from);
    const auto to = index.find(flow.to);
    if (from != index.end()) visited[from->second] = true;
    if (to != index.end()) visited[to->second] = true;
    if (from != index.end() && to != index.end()) sets.join(from->second, to->second);
  }
  std::map<std::size_t, FlowPart> parts; // by the first station
  for (std::size_t i = 0; i < results.stations.size(); ++i) {
    if (visited[i]) parts[sets.first(i)].stations.insert(results.stations[i].id);
  }
  std::vector<FlowPart> out;
  for (auto& [first, part] : parts) {
    if (parts.size() > 1) part.title = part_title(results, part, language);
    out.push_back(std::move(part));
  }
  return out;
}

} // namespace gatetwin
