// SPDX-License-Identifier: Apache-2.0
// Turns hours by the local clock, weekday by weekday, into spans of run time. Zones are followed
// day by day, so a change of clocks within the run moves the spans.
#pragma once
#include "core/base/time.hpp"
#include "sim/model/checkpoint_model.hpp"
#include "sim/scenario/scenario.pb.h"
#include <functional>
#include <string>
#include <vector>

namespace gatetwin {

// The part of the calendar that a run covers.
struct RunCalendar {
  WallTime start;
  std::int64_t length_ns = 0; // also after the last arrival, while people leave

  // Run time of a local time (seconds since 1970 of that zone's calendar); may lie outside the run.
  std::int64_t run_time_ns(std::int64_t local, const std::string& zone) const;
  // First and last local day (since 1970) that touch the run, one day wider on both sides.
  std::int64_t first_day(const std::string& zone) const;
  std::int64_t last_day(const std::string& zone) const;
};

// 0: Monday.
int weekday_of(std::int64_t days_since_1970);

// Sorted, not overlapping, clipped to the run; one span over the whole run when always open.
TimeTable open_table(const scenario::Week& week, const std::string& zone, const RunCalendar& run);
// Number of officers on duty, breaks taken off; spans with nobody are left out.
TimeTable staff_table(const google::protobuf::RepeatedPtrField<scenario::Shift>& shifts,
                      const std::string& zone, const RunCalendar& run);
// Where both are open; the value is the first one's.
TimeTable overlap(const TimeTable& a, const TimeTable& b);
bool covers_run(const TimeTable& table, const RunCalendar& run);

} // namespace gatetwin
