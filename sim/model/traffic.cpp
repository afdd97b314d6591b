// SPDX-License-Identifier: Apache-2.0
#include "sim/model/traffic.hpp"
#include "core/base/check.hpp"
#include "sim/model/group_size.hpp"
#include <algorithm>
#include <limits>
#include <numeric>

namespace gatetwin {
namespace {

constexpr std::int64_t hour_ns = 3'600'000'000'000;

// Groups of a demand in [from, to).
double groups_within(const DemandModel& demand, std::int64_t from_ns, std::int64_t to_ns)
{
  double sum = 0;
  for (std::size_t i = 0; i < demand.rates.size(); ++i) {
    const std::int64_t begin = std::max(demand.rates[i].from_ns, from_ns);
    const std::int64_t end =
        i + 1 < demand.rates.size() ? std::min(demand.rates[i + 1].from_ns, to_ns) : to_ns;
    if (begin < end) sum += demand.rates[i].per_second * static_cast<double>(end - begin) * 1e-9;
  }
  return sum;
}

double persons_within(const CheckpointModel& model, const DemandModel& demand, std::int64_t from_ns,
                      std::int64_t to_ns)
{
  if (demand.process == ArrivalProcess::scheduled) {
    double persons = 0;
    for (const ScheduledArrival& arrival : demand.scheduled) {
      if (arrival.at_ns >= from_ns && arrival.at_ns < to_ns) persons += arrival.persons;
    }
    return persons;
  }
  const double group = mean_group_size(model.classes[demand.traveller_class].group_size);
  if (demand.process == ArrivalProcess::poisson)
    return groups_within(demand, from_ns, to_ns) * group;
  return static_cast<double>(to_ns - from_ns) * 1e-9 / demand.interarrival.mean() * group;
}

} // namespace

double mean_units(const StationModel& station, RunWindow window)
{
  const double units = station.units;
  const TimeTable always{{window.from_ns, window.to_ns, station.units}};
  const TimeTable& open = station.open.empty() ? always : station.open;
  const TimeTable& staff = station.staff.empty() ? always : station.staff;
  double unit_ns = 0;
  auto duty = staff.begin();
  for (const TimeSpan& span : open) { // both are sorted
    while (duty != staff.end() && duty->to_ns <= span.from_ns) ++duty;
    for (auto on = duty; on != staff.end() && on->from_ns < span.to_ns; ++on) {
      const std::int64_t from = std::max({span.from_ns, on->from_ns, window.from_ns});
      const std::int64_t to = std::min({span.to_ns, on->to_ns, window.to_ns});
      if (from < to) unit_ns += static_cast<double>(to - from) * std::min<double>(on->value, units);
    }
  }
  return unit_ns / static_cast<double>(window.to_ns - window.from_ns);
}

RunWindow whole_run(const CheckpointModel& model)
{
  return {0, model.horizon_ns > 0 ? model.horizon_ns : hour_ns};
}

double arrivals_within(const CheckpointModel& model, std::size_t demand, RunWindow window)
{
  CHECK(window.to_ns > window.from_ns);
  const double length_s = static_cast<double>(window.to_ns - window.from_ns) * 1e-9;
  return persons_within(model, model.demands[demand], window.from_ns, window.to_ns) / length_s;
}

std::vector<double> arrivals_within(const CheckpointModel& model, RunWindow window)
{
  std::vector<double> rates;
  for (std::size_t d = 0; d < model.demands.size(); ++d)
    rates.push_back(arrivals_within(model, d, window));
  return rates;
}

RunWindow busiest_hour(const CheckpointModel& model)
{
  const RunWindow whole = whole_run(model);
  RunWindow busiest = whole;
  double most = -1;
  for (std::int64_t from = 0; from < whole.to_ns; from += hour_ns) {
    const RunWindow hour{from, std::min(from + hour_ns, whole.to_ns)};
    const std::vector<double> rates = arrivals_within(model, hour);
    const double persons = std::accumulate(rates.begin(), rates.end(), 0.0) *
                           static_cast<double>(hour.to_ns - hour.from_ns);
    if (persons <= most) continue;
    most = persons;
    busiest = hour;
  }
  return busiest;
}

std::vector<StationTraffic> station_traffic(const NetworkRates& rates, const ServiceTable& service,
                                            const std::vector<double>& units)
{
  std::vector<StationTraffic> traffic(units.size());
  for (Index s = 0; s < units.size(); ++s) {
    StationTraffic& station = traffic[s];
    double square = 0;
    for (Index c = 0; c < rates.arriving.size(); ++c) {
      const double persons = rates.arriving[c][s];
      const ServiceTime& time = service[s][c];
      station.persons_per_s_by_class.push_back(persons);
      station.persons_per_s += persons;
      station.offered_load += persons * time.mean_s;
      square += persons * (time.variance_s2 + time.mean_s * time.mean_s);
    }
    station.units = units[s];
    if (station.persons_per_s > 0)
      station.mean_service_s = station.offered_load / station.persons_per_s;
    if (station.offered_load > 0) {
      const double mean = station.mean_service_s;
      station.service_scv = std::max(0.0, square / station.persons_per_s / (mean * mean) - 1);
    }
    if (station.units > 0)
      station.utilisation = station.offered_load / station.units;
    else if (station.offered_load > 0)
      station.utilisation = std::numeric_limits<double>::infinity();
  }
  return traffic;
}

std::vector<double> units_within(const CheckpointModel& model, RunWindow window)
{
  std::vector<double> units;
  for (const StationModel& station : model.stations) units.push_back(mean_units(station, window));
  return units;
}

std::vector<StationTraffic> solve_traffic(const CheckpointModel& model, RunWindow window,
                                          const ServiceTable& service)
{
  const std::vector<double> units = units_within(model, window);
  NetworkSolver solver(model, service);
  const std::vector<double> all_served(model.stations.size(), 1.0);
  const NetworkRates& rates = solver.solve(arrivals_within(model, window), units, all_served);
  return station_traffic(rates, service, units);
}

std::vector<StationTraffic> solve_traffic(const CheckpointModel& model, RunWindow window)
{
  return solve_traffic(model, window, service_table(model));
}

} // namespace gatetwin
