// SPDX-License-Identifier: Apache-2.0
// Load of every station: arrivals of a window of the run, sent through the network of stations
// (network_flow.hpp) with the times that services take (service_time.hpp).
#pragma once
#include "sim/model/checkpoint_model.hpp"
#include "sim/model/network_flow.hpp"
#include "sim/model/service_time.hpp"
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

// Persons a second, on the mean over the window: of one demand, of each.
double arrivals_within(const CheckpointModel& model, std::size_t demand, RunWindow window);
std::vector<double> arrivals_within(const CheckpointModel& model, RunWindow window);

struct StationTraffic {
  double persons_per_s = 0;
  double mean_service_s = 0; // of one unit, over the classes that come
  double service_scv = 0;    // squared coefficient of variation, over the classes that come
  double offered_load = 0;   // persons_per_s * mean_service_s: units needed at least
  double units = 0;          // that are open and staffed, on the mean over the window
  double utilisation = 0;    // offered_load / units; from 1 on queues grow without end
  std::vector<double> persons_per_s_by_class;
};

// By station, as if the window's arrivals lasted.
std::vector<StationTraffic> solve_traffic(const CheckpointModel& model, RunWindow window,
                                          const ServiceTable& service);
std::vector<StationTraffic> solve_traffic(const CheckpointModel& model, RunWindow window);
// The same for flows that are solved already.
std::vector<StationTraffic> station_traffic(const NetworkRates& rates, const ServiceTable& service,
                                            const std::vector<double>& units);

// Open and staffed units, on the mean over the window.
double mean_units(const StationModel& station, RunWindow window);
std::vector<double> units_within(const CheckpointModel& model, RunWindow window);

} // namespace gatetwin
