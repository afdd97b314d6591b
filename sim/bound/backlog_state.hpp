// SPDX-License-Identifier: Apache-2.0
// Inside of backlog.hpp: stations and queues in the course of a run.
#pragma once
#include "sim/bound/backlog.hpp"
#include "sim/bound/backlog_curve.hpp"
#include "sim/bound/busy_servers.hpp"
#include "sim/bound/unit_calendar.hpp"
#include <map>
#include <vector>

namespace gatetwin {

constexpr std::int64_t backlog_hour_ns = 3'600'000'000'000;

// A station in the course of the run.
struct BacklogPlace {
  std::vector<UnitStep> steps;
  std::size_t next = 0; // step that comes after the one that holds
  UnitStep now;
  bool serving_out = false; // closed, but its units still serve who queued at closing time
  std::vector<double> mean_s, square_s2; // service by class, breakdowns in it
  struct Hour {
    double persons = 0, unit_s = 0, work_s = 0, busy_s = 0; // work that comes; that is done
  };
  std::vector<Hour> hours;
  double persons = 0, unit_s = 0, work_s = 0, work_s2 = 0, turned_away = 0;
};

// A pool in the course of the run.
struct BacklogQueue {
  std::vector<double> content;                  // persons by class, waiting or served
  std::vector<std::vector<double>> split;       // [class][station of the pool]
  std::vector<std::vector<double>> coming;      // likewise: persons in the course of this step
  std::vector<std::vector<double>> burst;       // likewise: at its beginning, all at once
  std::vector<std::vector<double>> coming_next; // of the step that follows
  std::map<std::uint32_t, BusyServers> busy;    // by units
  BacklogCurve curve;
  double came = 0, gave_up = 0, balked = 0;
};

// What they come to, of a station in the queue of its pool, and of a pool.
StationBacklog backlog_of(const BacklogPlace& place, const BacklogCurve& curve,
                          std::int64_t horizon_ns);
PoolBacklog backlog_of(const BacklogQueue& queue, std::int64_t warm_up_ns, std::int64_t horizon_ns);

} // namespace gatetwin
