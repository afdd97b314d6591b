// SPDX-License-Identifier: Apache-2.0
// What two runs are compared by: figures over time of the whole place, or of a station that both
// have.
#pragma once
#include "viz/timeline/series.hpp"
#include "viz/timeline/site.hpp"
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin::viz {

constexpr std::array<Figure, figure_count> all_figures{
    Figure::people_inside,    Figure::queue, Figure::wait, Figure::throughput, Figure::utilisation,
    Figure::registry_latency, Figure::alarms};

// By the names that results use, as far as these know them: "wait".
std::optional<Figure> parse_figure(std::string_view name);
std::vector<std::string> figure_names();

// A place of both runs; of the whole place the id is empty.
struct ComparedPlace {
  std::string id, name;
  std::array<std::size_t, 2> lanes{}; // of each run's series
};

struct Comparison {
  std::string station; // by id; empty: the whole place
  std::array<Figure, 2> figures{Figure::people_inside, Figure::queue};

  // Nobody counts the people inside a station: of one, its waits are shown instead.
  Figure figure(std::size_t i) const
  {
    const bool none = !station.empty() && figures[i] == Figure::people_inside;
    return none ? Figure::wait : figures[i];
  }
};

// The stations that both have, by the ids of scenario and results, in the first's order.
std::vector<ComparedPlace> stations_of_both(const Site& first, const Site& second);
// The place that is chosen; the whole where both have no such station.
ComparedPlace chosen_place(const Comparison& comparison, const Site& first, const Site& second);

} // namespace gatetwin::viz
