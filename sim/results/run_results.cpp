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
  for (const StationResult& station : results.stations) {
    if (!(station.queue_mean > 0)) continue;
    const bool longer = worst == nullptr || station.queue_mean > worst->queue_mean;
    const bool busier = worst != nullptr && station.queue_mean == worst->queue_mean &&
                        station.utilisation.value_or(0) > worst->utilisation.value_or(0);
    if (longer || busier) worst = &station;
  }
  return worst;
}

double share_of_waiting(const RunResults& results, const StationResult& station)
{
  double all = 0;
  for (const StationResult& each : results.stations) all += each.queue_mean;
  return all > 0 ? station.queue_mean / all : 0;
}

bool is_short_of_capacity(const StationResult& station)
{
  if (!station.utilisation) return true; // never in service
  // A single server that is busy for so much of its time makes people wait twice their service.
  constexpr double busy_enough = 0.7;
  const double in_service = 1 - station.out_of_service_share;
  const double blocked = in_service > 0 ? station.blocked_share / in_service : 0;
  return *station.utilisation + blocked >= busy_enough;
}

} // namespace gatetwin
