// SPDX-License-Identifier: Apache-2.0
// Load of every station by the traffic equations of an open network (J. R. Jackson, 1957): lambda =
// gamma + P' lambda, solved for each class along the routes that are taken when all goes well.
// Shares count exactly; at a choice by the shortest wait the stations are loaded in proportion to
// what they can serve.
#pragma once
#include "sim/model/checkpoint_model.hpp"
#include <vector>

namespace gatetwin {

// A part of the run's time.
struct RunWindow {
  std::int64_t from_ns = 0;
  std::int64_t to_ns = 0;
};

// Up to the horizon; an hour where there is none, because rates are constant then.
RunWindow whole_run(const CheckpointModel& model);
// The hour, counted from the start, in which most persons arrive.
RunWindow busiest_hour(const CheckpointModel& model);

// Persons a second by demand, on the mean over the window.
std::vector<double> arrivals_within(const CheckpointModel& model, RunWindow window);

struct StationTraffic {
  double persons_per_s = 0;
  double mean_service_s = 0; // of one unit, over the classes that come
  double offered_load = 0;   // persons_per_s * mean_service_s: units needed at least
  double units = 0;          // that are open and staffed, on the mean over the window
  double utilisation = 0;    // offered_load / units; from 1 on queues grow without end
  std::vector<double> persons_per_s_by_class;
};

// By station, as if the window's arrivals lasted.
std::vector<StationTraffic> solve_traffic(const CheckpointModel& model, RunWindow window);

// Mean time for which a person occupies a unit, when all goes well: a plain station's service time,
// or the sum of the phases of the core's station without the answers of the registry, which take
// milliseconds, and without a stamp.
double mean_service_s(const StationModel& station, Index traveller_class);
// Open and staffed units, on the mean over the window.
double mean_units(const StationModel& station, RunWindow window);

} // namespace gatetwin
