// SPDX-License-Identifier: Apache-2.0
// A checkpoint whose load changes by the time of day, without simulation: the pointwise stationary
// fluid flow approximation (W.-P. Wang, D. Tipper, S. Banerjee 1996). The mean number of persons at
// each pool follows dL/dt = what comes in - what goes out, where as many servers are busy as a
// steady state with that L would have (busy_servers.hpp). In a steady load it is the steady
// formula; in an overload it is the fluid model (G. F. Newell 1971): the backlog grows by what the
// units can't do, and is carried over into the next hour. What goes out of one pool goes into the
// next.
//
// Waits are read off the curves of persons who came and of persons who were called.
#pragma once
#include "sim/bound/bound.hpp"
#include "sim/bound/pool.hpp"
#include <vector>

namespace gatetwin {

struct StationBacklog {
  double persons_per_s = 0; // who came, over the run
  double units = 0;         // at work, on the mean over the run
  double mean_service_s = 0, service_scv = 0;
  double utilisation = 0; // work that comes / time of the units at work
  RunWindow peak;         // hour in which that is highest
  double peak_utilisation = 0;
  double turned_away = 0;            // persons, because it was closed or closed on them
  std::vector<ProfilePoint> profile; // by hour
};

struct PoolBacklog {
  double mean_wait_s = 0;         // of those who came in the time that counts
  double longest_hour_wait_s = 0; // mean wait of the hour in which people wait longest
  double queue_mean = 0, queue_peak = 0;
  double abandoning = 0, balking = 0; // share of those who came
  std::vector<Overload> overloads;
};

struct Backlogs {
  std::vector<StationBacklog> stations;
  std::vector<PoolBacklog> pools;
};

// The model has a horizon; what comes before its warm-up ends does not count.
Backlogs follow_backlog(const CheckpointModel& model, const ServiceTable& service,
                        const Pools& pools, const std::vector<PoolTraits>& traits);

} // namespace gatetwin
