// SPDX-License-Identifier: Apache-2.0
// Day counts by the era method (400-year cycles of 146,097 days), valid for all int32 years.
#include "core/base/calendar_date.hpp"
#include "core/base/check.hpp"

namespace gatetwin {
namespace {

bool leap(std::int64_t y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }

std::int64_t floor_div(std::int64_t a, std::int64_t b)
{
  return a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0);
}

constexpr std::int64_t day_ns = days(1).ns;

} // namespace

bool is_valid(CalendarDate d)
{
  static constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (d.month < 1 || d.month > 12 || d.day < 1) return false;
  const int length = lengths[d.month - 1] + (d.month == 2 && leap(d.year) ? 1 : 0);
  return d.day <= length;
}

std::int64_t days_since_epoch(CalendarDate d)
{
  CHECK(is_valid(d));
  const std::int64_t y = d.year - (d.month <= 2 ? 1 : 0);
  const std::int64_t era = floor_div(y, 400);
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

CalendarDate date_from_days(std::int64_t days_since_1970)
{
  const std::int64_t z = days_since_1970 + 719'468;
  const std::int64_t era = floor_div(z, 146'097);
  const std::int64_t doe = z - era * 146'097;
  const std::int64_t yoe = (doe - doe / 1'460 + doe / 36'524 - doe / 146'096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  const std::int64_t month = mp < 10 ? mp + 3 : mp - 9;
  return {static_cast<std::int32_t>(yoe + era * 400 + (month <= 2 ? 1 : 0)),
          static_cast<std::int32_t>(month),
          static_cast<std::int32_t>(doy - (153 * mp + 2) / 5 + 1)};
}

CalendarDate local_date(WallTime instant, Duration utc_offset)
{
  return date_from_days(floor_div(instant.ns + utc_offset.ns, day_ns));
}

WallTime start_of_day(CalendarDate date, Duration utc_offset)
{
  return {days_since_epoch(date) * day_ns - utc_offset.ns};
}

} // namespace gatetwin
