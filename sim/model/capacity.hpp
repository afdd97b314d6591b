// SPDX-License-Identifier: Apache-2.0
// How much a checkpoint can pass at most, without simulation: the maximum flow from entrances to
// exit through stations of limited capacity, whatever the shares of the routes, and the minimum cut
// that limits it (L. R. Ford, D. R. Fulkerson, 1956). With the shares as they are, the first
// station to be saturated gives a tighter bound.
#pragma once
#include "sim/model/checkpoint_model.hpp"
#include "sim/model/traffic.hpp"
#include <vector>

namespace gatetwin {

struct CapacityBound {
  bool bounded = true; // false: a way leads to the exit past every station
  double persons_per_hour = 0;
  std::vector<Index> cut; // the stations whose capacities add up to it
};

// `units` at work by station, at the mean service time of the class that is served most quickly
// there.
CapacityBound maximum_flow(const CheckpointModel& model, const ServiceTable& service,
                           const std::vector<double>& units);
// All units at work.
CapacityBound maximum_flow(const CheckpointModel& model);

// Of every station.
std::vector<double> all_units(const CheckpointModel& model);

struct ShareBound {
  double persons_per_hour = 0; // of all demands together, in today's mixture
  Index bottleneck = no_index; // the station that is saturated first
};

// The window gives the mixture; 0 persons where nobody comes, or nobody is at work.
ShareBound capacity_by_shares(const CheckpointModel& model, RunWindow window,
                              const ServiceTable& service, const std::vector<double>& units);
// All units count.
ShareBound capacity_by_shares(const CheckpointModel& model, RunWindow window);

} // namespace gatetwin
