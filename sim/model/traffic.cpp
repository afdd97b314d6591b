// SPDX-License-Identifier: Apache-2.0
#include "sim/model/traffic.hpp"
#include "core/base/check.hpp"
#include "sim/model/group_size.hpp"
#include <Eigen/SparseLU>
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

const RouteModel& main_route(const CheckpointModel& model, Index c, Index s)
{
  const bool plain = model.stations[s].kind == StationKind::plain;
  return model.routing
      .from_station[c][s][static_cast<std::size_t>(plain ? Outcome::none : Outcome::admitted)];
}

// Shares of a route's choices.
std::vector<double> split(const CheckpointModel& model, Index c, const RouteModel& route,
                          RunWindow window)
{
  std::vector<double> shares;
  double total = 0;
  for (const RouteChoice& choice : route.choices) {
    double weight = choice.share;
    if (route.rule == RouteRule::shortest_wait && choice.to_station != no_index) {
      const double service = std::max(mean_service_s(model.stations[choice.to_station], c), 1e-9);
      weight = mean_units(model.stations[choice.to_station], window) / service;
    }
    shares.push_back(weight);
    total += weight;
  }
  for (double& share : shares) share = total > 0 ? share / total : 0;
  return shares;
}

class ClassFlow {
public:
  ClassFlow(const CheckpointModel& model, Index c, RunWindow window)
      : m_model(model), m_class(c), m_window(window)
  {
  }

  std::vector<double> solve(const std::vector<double>& by_demand)
  {
    const auto n = static_cast<Eigen::Index>(m_model.stations.size());
    Eigen::VectorXd outside = Eigen::VectorXd::Zero(n);
    std::vector<bool> reached(m_model.stations.size());
    std::vector<Index> open;
    const auto reach = [&](Index station) {
      if (!reached[station]) open.push_back(station);
      reached[station] = true;
    };
    for (std::size_t d = 0; d < m_model.demands.size(); ++d) {
      if (m_model.demands[d].traveller_class != m_class || by_demand[d] <= 0) continue;
      const RouteModel& route = m_model.routing.from_entrance[m_class][m_model.demands[d].entrance];
      const auto shares = split(m_model, m_class, route, m_window);
      for (std::size_t k = 0; k < shares.size(); ++k) {
        if (route.choices[k].to_station == no_index || shares[k] <= 0) continue;
        outside[route.choices[k].to_station] += by_demand[d] * shares[k];
        reach(route.choices[k].to_station);
      }
    }
    // Only stations that are reached: a closed circle elsewhere would make the equations singular.
    std::vector<Eigen::Triplet<double>> entries;
    for (Eigen::Index s = 0; s < n; ++s) entries.emplace_back(s, s, 1.0);
    while (!open.empty()) {
      const Index s = open.back();
      open.pop_back();
      const RouteModel& route = main_route(m_model, m_class, s);
      const auto shares = split(m_model, m_class, route, m_window);
      for (std::size_t k = 0; k < shares.size(); ++k) {
        const Index to = route.choices[k].to_station;
        if (to == no_index || shares[k] <= 0) continue;
        entries.emplace_back(to, s, -shares[k]);
        reach(to);
      }
    }
    return solve_equations(n, entries, outside);
  }

private:
  static std::vector<double> solve_equations(Eigen::Index n,
                                             const std::vector<Eigen::Triplet<double>>& entries,
                                             const Eigen::VectorXd& outside)
  {
    Eigen::SparseMatrix<double> equations(n, n);
    equations.setFromTriplets(entries.begin(), entries.end());
    Eigen::SparseLU<Eigen::SparseMatrix<double>> solver(equations);
    CHECK(solver.info() == Eigen::Success); // a built model has a way out from every station
    const Eigen::VectorXd flow = solver.solve(outside);
    return {flow.data(), flow.data() + n};
  }

  const CheckpointModel& m_model;
  Index m_class;
  RunWindow m_window;
};

} // namespace

double mean_service_s(const StationModel& station, Index traveller_class)
{
  if (station.kind == StationKind::plain) return station.service[traveller_class].mean();
  const DeviceTimes& t = station.times;
  const double counter = t.approach.mean() + t.place_document.mean() + t.store_sync.mean();
  switch (station.kind) {
  case StationKind::e_gate:
    return counter + t.read_document.mean() + t.take_document.mean() + 2 * t.door_open.mean() +
           t.walk_in.mean() + 2 * t.door_close.mean() + t.look_up.mean() + t.capture.mean() +
           t.walk_out.mean();
  case StationKind::barcode_booth:
    return counter + t.scan.mean() + t.inspect.mean() + t.hand_back.mean();
  default: return counter + t.typing.mean() + t.inspect.mean() + t.hand_back.mean();
  }
}

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

std::vector<double> arrivals_within(const CheckpointModel& model, RunWindow window)
{
  CHECK(window.to_ns > window.from_ns);
  const double length_s = static_cast<double>(window.to_ns - window.from_ns) * 1e-9;
  std::vector<double> rates;
  for (const DemandModel& demand : model.demands) {
    rates.push_back(persons_within(model, demand, window.from_ns, window.to_ns) / length_s);
  }
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

std::vector<StationTraffic> solve_traffic(const CheckpointModel& model, RunWindow window)
{
  const std::vector<double> by_demand = arrivals_within(model, window);
  std::vector<StationTraffic> traffic(model.stations.size());
  for (StationTraffic& station : traffic)
    station.persons_per_s_by_class.resize(model.classes.size());
  for (Index c = 0; c < model.classes.size(); ++c) {
    const std::vector<double> flow = ClassFlow(model, c, window).solve(by_demand);
    for (Index s = 0; s < model.stations.size(); ++s) {
      traffic[s].persons_per_s_by_class[c] = flow[s];
      traffic[s].persons_per_s += flow[s];
      traffic[s].offered_load += flow[s] * mean_service_s(model.stations[s], c);
    }
  }
  for (Index s = 0; s < model.stations.size(); ++s) {
    StationTraffic& station = traffic[s];
    station.units = mean_units(model.stations[s], window);
    if (station.persons_per_s > 0)
      station.mean_service_s = station.offered_load / station.persons_per_s;
    if (station.units > 0)
      station.utilisation = station.offered_load / station.units;
    else if (station.offered_load > 0)
      station.utilisation = std::numeric_limits<double>::infinity();
  }
  return traffic;
}

} // namespace gatetwin
