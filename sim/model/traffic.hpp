// SPDX-License-Identifier: Apache-2.0
// Load of every station by the traffic equations of an open network (J. R. Jackson, 1957): lambda = gamma + P' lambda,
// solved for each class along the routes that are taken when all goes well. Shares count exactly; at a choice by the
// shortest wait the stations are loaded in proportion to what they can serve.
#pragma once
#include "sim/model/checkpoint_model.hpp"
#include <vector>

namespace gatetwin {

struct StationTraffic {
  double persons_per_s = 0;
  double mean_service_s = 0; // of one unit, over the classes that come
  double offered_load = 0;   // persons_per_s * mean_service_s: units needed at least
  double units = 0;          // that are open and staffed, on the mean over the run
  double utilisation = 0;    // offered_load / units; from 1 on queues grow without end
  std::vector<double> persons_per_s_by_class;
};

// Persons a second by demand, on the mean over the run and in the busiest hour (by hours of run time).
std::vector<double> mean_arrivals(const CheckpointModel& model);
std::vector<double> busiest_hour_arrivals(const CheckpointModel& model);

std::vector<StationTraffic> solve_traffic(const CheckpointModel& model,
                                          const std::vector<double>& persons_per_s_by_demand);

// Mean time for which a person occupies a unit, when all goes well: a plain station's service time, or the sum of the
// phases of the core's station without the answers of the registry, which take milliseconds.
double mean_service_s(const StationModel& station, Index traveller_class);
// Open and staffed units, on the mean over the run's horizon.
double mean_units(const CheckpointModel& model, Index station);

} // namespace gatetwin
