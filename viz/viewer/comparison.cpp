// SPDX-License-Identifier: Apache-2.0
#include "viz/viewer/comparison.hpp"
#include <algorithm>

namespace gatetwin::viz {
namespace {

constexpr std::array<const char*, figure_count> names{
    "inside", "queue_length", "wait", "throughput", "utilisation", "registry_latency", "alarms"};

} // namespace

std::optional<Figure> parse_figure(std::string_view name)
{
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return all_figures[static_cast<std::size_t>(found - names.begin())];
}

std::vector<std::string> figure_names() { return {names.begin(), names.end()}; }

std::vector<ComparedPlace> stations_of_both(const Site& first, const Site& second)
{
  std::vector<ComparedPlace> both;
  for (std::size_t s = 0; s < first.stations.size(); ++s) {
    const SiteStation& station = first.stations[s];
    const auto other = std::find_if(second.stations.begin(), second.stations.end(),
                                    [&](const SiteStation& one) { return one.id == station.id; });
    if (station.id.empty() || other == second.stations.end()) continue;
    const auto number = static_cast<std::size_t>(other - second.stations.begin());
    both.push_back({station.id, station.name, {s + 1, number + 1}});
  }
  return both;
}

ComparedPlace chosen_place(const Comparison& comparison, const Site& first, const Site& second)
{
  if (comparison.station.empty()) return {};
  for (ComparedPlace& place : stations_of_both(first, second)) {
    if (place.id == comparison.station) return std::move(place);
  }
  return {};
}

} // namespace gatetwin::viz
