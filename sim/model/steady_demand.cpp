// SPDX-License-Identifier: Apache-2.0
#include "sim/model/steady_demand.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

bool holds_all_the_time(const TimeTable& table, std::int64_t horizon_ns)
{
  if (table.empty()) return true;
  return table.size() == 1 && table.front().from_ns <= 0 && table.front().to_ns >= horizon_ns;
}

bool is_steady(const DemandModel& demand, std::int64_t horizon_ns)
{
  if (demand.limit > 0) return false;
  switch (demand.process) {
  case ArrivalProcess::scheduled: return false;
  case ArrivalProcess::renewal: return true;
  case ArrivalProcess::poisson: break;
  }
  if (demand.rates.empty() || demand.rates.front().from_ns > 0) return false;
  return std::all_of(demand.rates.begin(), demand.rates.end(), [&](const RateStep& step) {
    return step.from_ns >= horizon_ns || step.per_second == demand.rates.front().per_second;
  });
}

} // namespace

bool has_steady_demand(const CheckpointModel& model)
{
  if (model.horizon_ns <= 0 || !model.faults.empty() || model.demands.empty()) return false;
  for (const StationModel& station : model.stations) {
    if (!holds_all_the_time(station.open, model.horizon_ns)) return false;
    if (!holds_all_the_time(station.staff, model.horizon_ns)) return false;
  }
  return std::all_of(model.demands.begin(), model.demands.end(), [&](const DemandModel& demand) {
    return is_steady(demand, model.horizon_ns);
  });
}

} // namespace gatetwin
