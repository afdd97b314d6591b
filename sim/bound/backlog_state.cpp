// SPDX-License-Identifier: Apache-2.0
#include "sim/bound/backlog_state.hpp"
#include <algorithm>

namespace gatetwin {

StationBacklog backlog_of(const BacklogPlace& place, const BacklogCurve& curve,
                          std::int64_t horizon_ns)
{
  const double run_s = static_cast<double>(horizon_ns) * 1e-9;
  StationBacklog result;
  result.persons_per_s = place.persons / run_s;
  result.units = place.unit_s / run_s;
  if (place.persons > 0) result.mean_service_s = place.work_s / place.persons;
  if (place.work_s > 0) {
    const double mean = result.mean_service_s;
    result.service_scv = std::max(0.0, place.work_s2 / place.persons / (mean * mean) - 1);
  }
  if (place.unit_s > 0) result.utilisation = place.work_s / place.unit_s;
  result.turned_away = place.turned_away;
  const std::vector<BacklogCurve::HourFigures> hours = curve.by_hour(backlog_hour_ns);
  for (std::size_t h = 0; h < place.hours.size(); ++h) {
    const BacklogPlace::Hour& hour = place.hours[h];
    ProfilePoint point;
    point.from_ns = static_cast<std::int64_t>(h) * backlog_hour_ns;
    point.persons = hour.persons;
    point.units = hour.unit_s / 3600;
    // Services are counted when they end, which may be in the next hour.
    point.utilisation = hour.unit_s > 0 ? std::min(1.0, hour.busy_s / hour.unit_s) : 0;
    if (h < hours.size()) {
      point.queue_mean = hours[h].queue_mean;
      point.wait_s = hours[h].wait_s;
    }
    const double load = hour.unit_s > 0 ? hour.work_s / hour.unit_s : 0;
    if (point.from_ns < horizon_ns && load > result.peak_utilisation) {
      result.peak_utilisation = load;
      result.peak = {point.from_ns, std::min(point.from_ns + backlog_hour_ns, horizon_ns)};
    }
    result.profile.push_back(point);
  }
  return result;
}

PoolBacklog backlog_of(const BacklogQueue& queue, std::int64_t warm_up_ns, std::int64_t horizon_ns)
{
  PoolBacklog pool;
  pool.mean_wait_s = queue.curve.mean_wait_s(warm_up_ns, horizon_ns);
  for (const BacklogCurve::HourFigures& hour : queue.curve.by_hour(backlog_hour_ns)) {
    if (hour.persons >= 1)
      pool.longest_hour_wait_s = std::max(pool.longest_hour_wait_s, hour.wait_s);
  }
  pool.queue_mean = queue.curve.mean_queue(warm_up_ns, horizon_ns);
  pool.queue_peak = queue.curve.peak_queue();
  if (queue.came > 0) {
    pool.abandoning = queue.gave_up / queue.came;
    pool.balking = queue.balked / queue.came;
  }
  pool.overloads = queue.curve.overloads();
  return pool;
}

} // namespace gatetwin
