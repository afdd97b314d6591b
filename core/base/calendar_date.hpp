// SPDX-License-Identifier: Apache-2.0
// Civil dates (proleptic Gregorian) for documents and legal days. A date belongs to a zone only
// when it is compared with an instant: pass the zone's offset then.
#pragma once
#include "core/base/time.hpp"
#include <compare>
#include <cstdint>

namespace gatetwin {

struct CalendarDate {
  std::int32_t year = 0;
  std::int32_t month = 0; // 1-12
  std::int32_t day = 0;   // 1-31
  auto operator<=>(const CalendarDate&) const = default;
};

bool is_valid(CalendarDate date);
std::int64_t days_since_epoch(CalendarDate date); // date must be valid
CalendarDate date_from_days(std::int64_t days_since_1970);
// The civil date on which `instant` falls in a zone with the given offset from UTC.
CalendarDate local_date(WallTime instant, Duration utc_offset);
// The instant at which `date` begins in that zone.
WallTime start_of_day(CalendarDate date, Duration utc_offset);

} // namespace gatetwin
