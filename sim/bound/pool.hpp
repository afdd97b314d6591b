// SPDX-License-Identifier: Apache-2.0
// Stations as queueing theory sees them. A pool is a station, or several between which people
// choose by the shortest wait: these share their load so well that they are taken for one queue.
// Besides the load it is asked what theory's formulas depend on: whether arrivals are Poisson,
// services exponential, and whatever makes a queue special.
#pragma once
#include "sim/model/checkpoint_model.hpp"
#include "sim/model/network_flow.hpp"
#include "sim/model/service_time.hpp"
#include <vector>

namespace gatetwin {

struct Pools {
  std::vector<Index> of_station;
  std::vector<std::vector<Index>> stations; // by pool, each in order
};
Pools make_pools(const CheckpointModel& model);

// What a pool is apart from its load.
struct PoolTraits {
  bool core = false;                // service times are derived from phases
  bool several = false;             // stations
  bool separate_queues = false;     // and more than one unit
  bool exponential = false;         // services, the same for every class that comes
  bool constant = false;            // likewise
  bool poisson = false;             // arrivals, one by one
  bool priorities = false;          // among the classes that come
  bool skills = false;              // some unit can't serve some class that comes
  bool breaks = false;              // random breakdowns
  bool exponential_breaks = false;  // of one unit, time between and to repair
  bool exponential_patience = true; // one patience for every class that comes, or none
  double abandon_per_s = 0;         // on the mean over the classes; 0: unlimited patience
  std::uint32_t balk_at = 0;        // the least of the classes'; 0: never
  bool same_balking = true;
  double scv_arrivals = 1;         // of all that come
  std::vector<double> group_sizes; // shares of 1, 2, ... persons, when all come from one demand
                                   // in groups that stay together
};

// A pool with its load.
struct PoolLoad {
  double persons_per_s = 0;
  std::vector<double> by_class; // persons a second
  std::vector<double> mean_s_by_class;
  double mean_s = 0; // of service, breakdowns in it
  double scv = 0;
  double load = 0; // units needed
};

PoolLoad load_of(const CheckpointModel& model, const ServiceTable& service,
                 const NetworkRates& rates, const std::vector<Index>& stations);

// `by_demand`: persons a second, as the rates were solved for. `units`: by station.
std::vector<PoolTraits> pool_traits(const CheckpointModel& model, const ServiceTable& service,
                                    const NetworkRates& rates, const std::vector<double>& by_demand,
                                    const Pools& pools, const std::vector<double>& units);

} // namespace gatetwin
