// SPDX-License-Identifier: Apache-2.0
// Flows of people through the stations by the traffic equations of an open network (J. R. Jackson,
// 1957): lambda = gamma + P' lambda, for each class, along every outcome's route with the share of
// that outcome. Where people choose the shortest wait, they take the first station named that has a
// free unit; those who find all busy spread so that the stations are equally loaded, as far as they
// can make them so. How often units are free is Erlang's C, which is an approximation here.
#pragma once
#include "sim/model/checkpoint_model.hpp"
#include "sim/model/service_time.hpp"
#include <map>
#include <vector>

namespace gatetwin {

struct NetworkLeg {
  Index from = 0;
  Index to = 0;
  double share = 0; // of those served at `from`
};

struct NetworkRates {
  std::vector<std::vector<double>> outside;  // [class][station] persons a second from entrances
  std::vector<std::vector<NetworkLeg>> legs; // [class]
  std::vector<std::vector<double>> arriving; // [class][station] persons a second, the solution
};

class NetworkSolver {
public:
  // Both outlive it.
  NetworkSolver(const CheckpointModel& model, const ServiceTable& service);

  // `by_demand`: persons a second. `units`: by station, at work. `served`: by station, the share of
  // arrivals that are served and go on; the rest has left. Shares found for the shortest wait are
  // kept as the next call's first guess.
  const NetworkRates& solve(const std::vector<double>& by_demand, const std::vector<double>& units,
                            const std::vector<double>& served);

  // Where a demand's persons go first, by the shares found last; `from` is no_index. Who goes
  // straight out is in no leg.
  std::vector<NetworkLeg> entrance_legs(std::size_t demand) const;

private:
  struct Choice { // a route by the shortest wait
    Index traveller_class;
    Index station; // no_index: from an entrance
    Index entrance;
    std::size_t outcome;
    const RouteModel* route;
    std::vector<double> weights;
  };
  struct Vessel { // a station to choose
    std::size_t k;
    double units, service_s;
    double taken; // load
  };
  double weight(const RouteModel& route, std::size_t k) const;
  void note_choice(const RouteModel& route, Index c, Index station, Index entrance,
                   std::size_t outcome);
  void solve_class(Index c);
  double inflow(const Choice& choice) const;
  static std::vector<double> weights_for(std::vector<Vessel> vessels, double persons,
                                         const Choice& choice);
  double balance(Choice& choice, std::vector<double>& load) const;

  const CheckpointModel& m_model;
  const ServiceTable& m_service;
  std::vector<Choice> m_choices;
  std::map<const RouteModel*, std::size_t> m_choice_of; // looked up only
  std::vector<double> m_by_demand, m_units, m_served;
  NetworkRates m_rates;
};

} // namespace gatetwin
