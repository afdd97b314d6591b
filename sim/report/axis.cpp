// SPDX-License-Identifier: Apache-2.0
#include "sim/report/axis.hpp"
#include "core/base/calendar_date.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace gatetwin {
namespace {

std::optional<std::int64_t> number_in(std::string_view text, std::size_t at, std::size_t length)
{
  std::int64_t value = 0;
  const char* first = text.data() + at;
  const auto end = std::from_chars(first, first + length, value);
  if (end.ec != std::errc{} || end.ptr != first + length || value < 0) return std::nullopt;
  return value;
}

std::string two_digits(std::int64_t value)
{
  return (value < 10 ? "0" : "") + std::to_string(value);
}

std::string local_label(std::int64_t day, std::int64_t second)
{
  if (second == 0) {
    const CalendarDate date = date_from_days(day);
    return two_digits(date.day) + "/" + two_digits(date.month);
  }
  return two_digits(second / 3600) + ":" + two_digits(second / 60 % 60);
}

std::string run_label(std::int64_t second, std::int64_t step, Language language)
{
  const auto in = [&](std::int64_t length, TimeUnitName unit) {
    return std::to_string(second / length) + " " + unit_name(unit, language);
  };
  if (step >= 86'400) return in(86'400, TimeUnitName::day);
  if (step >= 3600) return in(3600, TimeUnitName::hour);
  return step >= 60 ? in(60, TimeUnitName::minute) : in(1, TimeUnitName::second);
}

std::int64_t time_step(double span_s)
{
  for (const std::int64_t step :
       {1,    2,    5,    10,     15,     30,     60,     120,     300,     600,    900,
        1800, 3600, 7200, 10'800, 21'600, 43'200, 86'400, 172'800, 432'000, 864'000}) {
    if (span_s / static_cast<double>(step) <= 12) return step;
  }
  return static_cast<std::int64_t>(span_s / 10 / 86'400) * 86'400;
}

} // namespace

std::vector<AxisMark> number_marks(double most, int wanted, Language language)
{
  if (!(most > 1e-12) || !std::isfinite(most)) most = 1;
  double step = 1;
  while (step * wanted < most) step *= 10;
  while (step / 10 * wanted >= most) step /= 10;
  for (const double part : {5.0, 2.0}) {
    if (step / part * wanted >= most) {
      step /= part;
      break;
    }
  }
  int decimals = 0;
  for (double unit = 1; unit > step * 1.0001 && decimals < 9; unit /= 10) ++decimals;
  std::vector<AxisMark> marks;
  for (int i = 0; i <= wanted + 1; ++i) {
    marks.push_back({i * step, number_text(i * step, decimals, language)});
    if (i * step >= most * (1 - 1e-9)) break;
  }
  return marks;
}

std::optional<LocalStart> parse_local_start(std::string_view text)
{
  // 2026-02-16T06:00:00, then the offset, which the local time doesn't need.
  if (text.size() < 19 || text[4] != '-' || text[7] != '-' || text[10] != 'T') return std::nullopt;
  if (text[13] != ':' || text[16] != ':') return std::nullopt;
  const auto year = number_in(text, 0, 4);
  const auto month = number_in(text, 5, 2);
  const auto day = number_in(text, 8, 2);
  const auto hour = number_in(text, 11, 2);
  const auto minute = number_in(text, 14, 2);
  const auto second = number_in(text, 17, 2);
  if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
  const CalendarDate date{static_cast<std::int32_t>(*year), static_cast<std::int32_t>(*month),
                          static_cast<std::int32_t>(*day)};
  if (!is_valid(date) || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return LocalStart{days_since_epoch(date), *hour * 3600 + *minute * 60 + *second};
}

std::vector<AxisMark> time_marks(double from_s, double to_s, const std::optional<LocalStart>& start,
                                 Language language)
{
  std::vector<AxisMark> marks;
  if (!(to_s > from_s) || to_s > 1e10) return marks;
  const std::int64_t step = time_step(to_s - from_s);
  const std::int64_t origin = start ? start->second : 0; // run time 0 as seconds of its local day
  const auto first = static_cast<std::int64_t>(std::ceil(from_s)) + origin;
  std::int64_t at = first + (step - first % step) % step;
  for (; static_cast<double>(at - origin) <= to_s; at += step) {
    const std::string text =
        start ? local_label(start->day + at / 86'400, at % 86'400) : run_label(at, step, language);
    marks.push_back({static_cast<double>(at - origin), text});
  }
  return marks;
}

TimeUnit unit_for_axis(double most_s, Language language)
{
  if (most_s <= 180) return {1, unit_name(TimeUnitName::second, language)};
  if (most_s <= 3 * 3600) return {60, unit_name(TimeUnitName::minute, language)};
  return {3600, unit_name(TimeUnitName::hour, language)};
}

} // namespace gatetwin
