// SPDX-License-Identifier: Apache-2.0
#include "sim/results/run_results.hpp"
#include <algorithm>

namespace gatetwin {

const Figure* find_figure(const RunResults& results, std::string_view name,
                          std::string_view station, std::string_view traveller_class)
{
  const Figure* best = nullptr;
  for (const Figure& figure : results.figures) {
    if (figure.name != name || figure.station != station) continue;
    if (figure.traveller_class != traveller_class) continue;
    const bool total = figure.direction.empty() && figure.authority.empty();
    if (total) return &figure;
    // A station or a class has a direction of its own; without either, a direction is a part only.
    if (best == nullptr && !(station.empty() && traveller_class.empty())) best = &figure;
  }
  return best;
}

std::vector<const Figure*> figure_rows(const RunResults& results, std::string_view name)
{
  std::vector<const Figure*> rows;
  if (const Figure* total = find_figure(results, name)) rows.push_back(total);
  for (const Figure& station : results.figures) {
    if (station.name != name || station.station.empty() || !station.traveller_class.empty()) {
      continue;
    }
    rows.push_back(&station);
    std::vector<const Figure*> parts;
    for (const Figure& part : results.figures) {
      const bool here = part.name == name && part.station == station.station;
      if (here && !part.traveller_class.empty()) parts.push_back(&part);
    }
    if (parts.size() > 1) rows.insert(rows.end(), parts.begin(), parts.end());
  }
  return rows;
}

std::vector<OutcomeCount> departures_by_outcome(const RunResults& results)
{
  std::vector<OutcomeCount> sums;
  for (const OutcomeCount& o : results.outcomes) {
    if (!o.station.empty()) continue;
    const auto same = [&](const OutcomeCount& sum) { return sum.outcome == o.outcome; };
    const auto found = std::find_if(sums.begin(), sums.end(), same);
    if (found == sums.end()) {
      sums.push_back({o.outcome, "", "", o.count});
    } else {
      found->count += o.count;
    }
  }
  return sums;
}

const StationResult* bottleneck(const RunResults& results)
{
  const StationResult* worst = nullptr;
  double worst_wait = -1;
  for (const StationResult& station : results.stations) {
    if (station.served == 0) continue;
    const Figure* wait = find_figure(results, "wait", station.id);
    const double mean = wait != nullptr ? wait->mean.value_or(0) : 0;
    const bool longer = mean > worst_wait;
    const bool busier = mean == worst_wait && worst != nullptr &&
                        station.utilisation.value_or(0) > worst->utilisation.value_or(0);
    if (longer || busier) {
      worst = &station;
      worst_wait = mean;
    }
  }
  return worst;
}

} // namespace gatetwin
