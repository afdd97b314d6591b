// SPDX-License-Identifier: Apache-2.0
#include "sim/bound/run_clock.hpp"
#include "core/base/calendar_date.hpp"
#include "sim/scenario/time_zone.hpp"

namespace gatetwin {
namespace {

std::string digits(std::int64_t value, std::size_t width)
{
  std::string text = std::to_string(value);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

} // namespace

std::string local_time_text(const CheckpointModel& model, Index station, std::int64_t run_ns)
{
  Index authority = 0;
  if (station != no_index)
    authority = model.checkpoints[model.stations[station].checkpoint].authority;
  const WallTime instant = model.start + nanoseconds(run_ns);
  const Duration offset = utc_offset_at(instant, model.authorities[authority].zone);
  const CalendarDate date = local_date(instant, offset);
  const std::int64_t minute = (instant - start_of_day(date, offset)).ns / minutes(1).ns;
  return digits(date.year, 4) + "-" + digits(date.month, 2) + "-" + digits(date.day, 2) + " " +
         digits(minute / 60, 2) + ":" + digits(minute % 60, 2);
}

} // namespace gatetwin
