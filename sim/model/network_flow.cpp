// SPDX-License-Identifier: Apache-2.0
#include "sim/model/network_flow.hpp"
#include "core/base/check.hpp"
#include "sim/model/erlang.hpp"
#include <Eigen/SparseLU>
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace gatetwin {
namespace {

using Equations = std::vector<Eigen::Triplet<double>>;

std::optional<std::vector<double>> solved(Eigen::Index n, const Equations& entries,
                                          const std::vector<double>& outside)
{
  Eigen::SparseMatrix<double> equations(n, n);
  equations.setFromTriplets(entries.begin(), entries.end());
  Eigen::SparseLU<Eigen::SparseMatrix<double>> solver(equations);
  if (solver.info() != Eigen::Success) return std::nullopt;
  const Eigen::VectorXd flow = solver.solve(Eigen::Map<const Eigen::VectorXd>(outside.data(), n));
  if (!flow.allFinite()) return std::nullopt;
  return std::vector<double>(flow.data(), flow.data() + n);
}

constexpr double circle_leak = 1e-6; // where nobody ever gets out, as with every document damaged

} // namespace

NetworkSolver::NetworkSolver(const CheckpointModel& model, const ServiceTable& service)
    : m_model(model), m_service(service)
{
  for (Index c = 0; c < model.classes.size(); ++c) {
    for (Index e = 0; e < model.entrances.size(); ++e)
      note_choice(model.routing.from_entrance[c][e], c, no_index, e, 0);
    for (Index s = 0; s < model.stations.size(); ++s) {
      for (std::size_t o = 0; o < outcome_count; ++o)
        note_choice(model.routing.from_station[c][s][o], c, s, no_index, o);
    }
  }
}

void NetworkSolver::note_choice(const RouteModel& route, Index c, Index station, Index entrance,
                                std::size_t outcome)
{
  if (route.rule != RouteRule::shortest_wait || route.choices.size() < 2) return;
  Choice choice{c, station, entrance, outcome, &route, {}};
  double total = 0;
  for (const RouteChoice& to : route.choices) {
    double weight = 0;
    if (to.to_station != no_index) {
      weight = m_model.stations[to.to_station].units /
               std::max(m_service[to.to_station][c].mean_s, 1e-9);
    }
    choice.weights.push_back(weight);
    total += weight;
  }
  // Whoever may simply leave does not wait: only where nothing else is to choose.
  if (total <= 0) choice.weights.assign(choice.weights.size(), total = 1);
  for (double& weight : choice.weights) weight /= total;
  m_choice_of.emplace(&route, m_choices.size());
  m_choices.push_back(std::move(choice));
}

double NetworkSolver::weight(const RouteModel& route, std::size_t k) const
{
  const auto found = m_choice_of.find(&route);
  return found == m_choice_of.end() ? route.choices[k].share : m_choices[found->second].weights[k];
}

std::vector<NetworkLeg> NetworkSolver::entrance_legs(std::size_t demand) const
{
  const DemandModel& from = m_model.demands[demand];
  const RouteModel& route = m_model.routing.from_entrance[from.traveller_class][from.entrance];
  std::vector<NetworkLeg> legs;
  for (std::size_t k = 0; k < route.choices.size(); ++k) {
    const double share = weight(route, k);
    if (route.choices[k].to_station == no_index || share <= 0) continue;
    legs.push_back({no_index, route.choices[k].to_station, share});
  }
  return legs;
}

void NetworkSolver::solve_class(Index c)
{
  const std::size_t n = m_model.stations.size();
  std::vector<double>& outside = m_rates.outside[c];
  outside.assign(n, 0);
  m_rates.legs[c].clear();
  std::vector<bool> reached(n);
  std::vector<Index> open;
  const auto reach = [&](Index station) {
    if (!reached[station]) open.push_back(station);
    reached[station] = true;
  };
  for (std::size_t d = 0; d < m_model.demands.size(); ++d) {
    if (m_model.demands[d].traveller_class != c || m_by_demand[d] <= 0) continue;
    for (const NetworkLeg& leg : entrance_legs(d)) {
      outside[leg.to] += m_by_demand[d] * leg.share;
      reach(leg.to);
    }
  }
  // Only stations that are reached: a closed circle elsewhere would make the equations singular.
  Equations entries;
  for (std::size_t s = 0; s < n; ++s)
    entries.emplace_back(static_cast<Eigen::Index>(s), static_cast<Eigen::Index>(s), 1.0);
  while (!open.empty()) {
    const Index s = open.back();
    open.pop_back();
    for (std::size_t o = 0; o < outcome_count; ++o) {
      const double ends_so = m_service[s][c].outcome_share[o] * m_served[s];
      const RouteModel& route = m_model.routing.from_station[c][s][o];
      if (ends_so <= 0) continue;
      for (std::size_t k = 0; k < route.choices.size(); ++k) {
        const Index to = route.choices[k].to_station;
        const double share = ends_so * weight(route, k);
        if (to == no_index || share <= 0) continue;
        entries.emplace_back(to, s, -share);
        m_rates.legs[c].push_back({s, to, share / m_served[s]});
        reach(to);
      }
    }
  }
  auto flow = solved(static_cast<Eigen::Index>(n), entries, outside);
  if (!flow) {
    for (auto& entry : entries) {
      if (entry.value() < 0) entry = {entry.row(), entry.col(), entry.value() * (1 - circle_leak)};
    }
    flow = solved(static_cast<Eigen::Index>(n), entries, outside);
  }
  CHECK(flow.has_value());
  m_rates.arriving[c] = std::move(*flow);
}

// Persons a second who take the choice.
double NetworkSolver::inflow(const Choice& choice) const
{
  const Index c = choice.traveller_class;
  if (choice.station != no_index) {
    return m_rates.arriving[c][choice.station] * m_served[choice.station] *
           m_service[choice.station][c].outcome_share[choice.outcome];
  }
  double persons = 0;
  for (std::size_t d = 0; d < m_model.demands.size(); ++d) {
    if (m_model.demands[d].traveller_class == c && m_model.demands[d].entrance == choice.entrance)
      persons += m_by_demand[d];
  }
  return persons;
}

// Who finds a free unit takes it; with the others the stations fill like vessels, to one level of
// load per unit.
std::vector<double> NetworkSolver::weights_for(std::vector<Vessel> vessels, double persons,
                                               const Choice& choice)
{
  std::vector<double> weights(choice.weights.size());
  double left = 1; // share that has found no free unit so far
  for (Vessel& v : vessels) {
    const double load = v.taken + persons * choice.weights[v.k] * v.service_s;
    const auto units = static_cast<std::uint32_t>(std::ceil(v.units));
    const double all_busy = load >= v.units ? 1 : erlang_c(units, load);
    weights[v.k] = left * (1 - all_busy);
    v.taken += persons * weights[v.k] * v.service_s;
    left *= all_busy;
  }
  if (left <= 0) return weights;
  double low = 0, high = 0;
  for (const Vessel& v : vessels)
    high = std::max(high, (v.taken + persons * left * v.service_s) / v.units);
  const auto poured = [](const Vessel& v, double level) {
    return std::max(0.0, (level * v.units - v.taken) / v.service_s);
  };
  for (int step = 0; step < 60; ++step) {
    const double level = (low + high) / 2;
    double sum = 0;
    for (const Vessel& v : vessels) sum += poured(v, level);
    (sum < persons * left ? low : high) = level;
  }
  double sum = 0;
  for (const Vessel& v : vessels) sum += poured(v, high);
  for (const Vessel& v : vessels) weights[v.k] += left * poured(v, high) / sum;
  return weights;
}

// Moves people between the stations of a choice, and their load. Returns the change.
double NetworkSolver::balance(Choice& choice, std::vector<double>& load) const
{
  const double persons = inflow(choice);
  if (persons <= 0) return 0;
  std::vector<Vessel> vessels;
  for (std::size_t k = 0; k < choice.weights.size(); ++k) {
    const Index s = choice.route->choices[k].to_station;
    if (s == no_index || m_units[s] <= 0) continue;
    const double service_s = std::max(m_service[s][choice.traveller_class].mean_s, 1e-9);
    const double others = std::max(0.0, load[s] - persons * choice.weights[k] * service_s);
    vessels.push_back({k, m_units[s], service_s, others});
  }
  if (vessels.empty()) return 0;
  const std::vector<double> wanted = weights_for(std::move(vessels), persons, choice);
  double change = 0;
  for (std::size_t k = 0; k < wanted.size(); ++k) {
    const double moved = (wanted[k] - choice.weights[k]) / 2; // half-way, so that it settles
    const Index s = choice.route->choices[k].to_station;
    if (s != no_index) load[s] += persons * moved * m_service[s][choice.traveller_class].mean_s;
    change = std::max(change, std::abs(moved));
    choice.weights[k] += moved;
  }
  return change;
}

const NetworkRates& NetworkSolver::solve(const std::vector<double>& by_demand,
                                         const std::vector<double>& units,
                                         const std::vector<double>& served)
{
  const std::size_t classes = m_model.classes.size(), stations = m_model.stations.size();
  m_by_demand = by_demand;
  m_units = units;
  m_served = served;
  m_rates.outside.resize(classes);
  m_rates.legs.resize(classes);
  m_rates.arriving.resize(classes);
  constexpr int most_sweeps = 60;
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {
    for (Index c = 0; c < classes; ++c) solve_class(c);
    std::vector<double> load(stations);
    for (Index s = 0; s < stations; ++s) {
      for (Index c = 0; c < classes; ++c)
        load[s] += m_rates.arriving[c][s] * m_service[s][c].mean_s;
    }
    double change = 0;
    for (Choice& choice : m_choices) change = std::max(change, balance(choice, load));
    if (change < 1e-7) break;
  }
  return m_rates;
}

} // namespace gatetwin
