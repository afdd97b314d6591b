// SPDX-License-Identifier: Apache-2.0
// Times of day, dates and weekdays of value_text.hpp.
#include "core/base/calendar_date.hpp"
#include "core/settings/suggestion.hpp"
#include "core/settings/value_text.hpp"
#include <array>
#include <charconv>

namespace gatetwin {
namespace {

constexpr std::array<const char*, 7> day_names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr const char* time_hint = "write a time of day as \"07:30\"";
constexpr const char* date_hint = "write a date as \"2026-02-17\"";
constexpr const char* local_hint = "write date and time as \"2026-02-17 08:00\"";

std::string quoted(std::string_view text) { return "\"" + std::string(text.substr(0, 60)) + "\""; }

// Exactly `digits` digits at `at`; -1 otherwise.
int digits_at(std::string_view text, std::size_t at, std::size_t digits)
{
  if (at + digits > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::string two(std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); }

int day_index(std::string_view word)
{
  for (std::size_t i = 0; i < day_names.size(); ++i) {
    if (word == day_names[i]) return static_cast<int>(i);
  }
  return -1;
}

TextFault unknown_day(std::string_view word)
{
  const std::vector<std::string> known(day_names.begin(), day_names.end());
  return {quoted(word) + " is not a weekday", suggest(std::string(word), known, {})};
}

} // namespace

Parsed<std::uint32_t> parse_time_of_day(std::string_view text)
{
  text = trim(text);
  // "7:30" is accepted: YAML itself has no times.
  const std::size_t colon = text.find(':');
  const int hour = colon == 1 || colon == 2 ? digits_at(text, 0, colon) : -1;
  const int minute = hour >= 0 ? digits_at(text, colon + 1, 2) : -1;
  int second = 0;
  if (minute >= 0 && text.size() > colon + 3) {
    second =
        text.size() == colon + 6 && text[colon + 3] == ':' ? digits_at(text, colon + 4, 2) : -1;
  }
  if (minute < 0 || second < 0) return TextFault{quoted(text) + " is not a time of day", time_hint};
  const bool midnight = hour == 24 && minute == 0 && second == 0;
  if ((hour > 23 && !midnight) || minute > 59 || second > 59) {
    return TextFault{quoted(text) + " is no time of a day",
                     "hours 00-23 (or 24:00), minutes 00-59"};
  }
  return static_cast<std::uint32_t>(hour * 3600 + minute * 60 + second);
}

std::string format_time_of_day(std::uint32_t seconds)
{
  std::string text = two(seconds / 3600) + ":" + two(seconds / 60 % 60);
  if (seconds % 60 != 0) text += ":" + two(seconds % 60);
  return text;
}

Parsed<std::int32_t> parse_date(std::string_view text)
{
  text = trim(text);
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-';
  const CalendarDate date{shaped ? digits_at(text, 0, 4) : -1, shaped ? digits_at(text, 5, 2) : -1,
                          shaped ? digits_at(text, 8, 2) : -1};
  if (date.year < 0 || date.month < 0 || date.day < 0) {
    return TextFault{quoted(text) + " is not a date", date_hint};
  }
  if (date.year < 1990 || date.year > 2100 || !is_valid(date)) {
    return TextFault{quoted(text) + " is not in the calendar",
                     "years 1990 to 2100; mind the month's length"};
  }
  return static_cast<std::int32_t>(days_since_epoch(date));
}

std::string format_date(std::int32_t days)
{
  const CalendarDate date = date_from_days(days);
  return std::to_string(date.year) + "-" + two(date.month) + "-" + two(date.day);
}

Parsed<std::int64_t> parse_local_time(std::string_view text)
{
  text = trim(text);
  if (text.size() < 11 || (text[10] != ' ' && text[10] != 'T')) {
    return TextFault{quoted(text) + " is not a date and time", local_hint};
  }
  const auto date = parse_date(text.substr(0, 10));
  if (!date) return TextFault{date.fault.message, local_hint};
  const auto time = parse_time_of_day(text.substr(11));
  if (!time) return TextFault{time.fault.message, local_hint, 11};
  return std::int64_t{*date.value} * 86400 + *time.value;
}

std::string format_local_time(std::int64_t seconds)
{
  const std::int64_t day = (seconds >= 0 ? seconds : seconds - 86399) / 86400;
  return format_date(static_cast<std::int32_t>(day)) + " " +
         format_time_of_day(static_cast<std::uint32_t>(seconds - day * 86400));
}

Parsed<std::pair<std::uint32_t, std::uint32_t>> parse_time_range(std::string_view text)
{
  text = trim(text);
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) {
    return TextFault{quoted(text) + " is not a span of the day", "write it as \"07:00-19:00\""};
  }
  const auto from = parse_time_of_day(text.substr(0, dash));
  if (!from) return from.fault;
  const auto to = parse_time_of_day(text.substr(dash + 1));
  if (!to) return TextFault{to.fault.message, to.fault.hint, dash + 1};
  if (*from.value == *to.value) {
    return TextFault{quoted(text) + " is empty", "for the whole day write \"00:00-24:00\""};
  }
  if (*from.value == 86400) return TextFault{quoted(text) + " begins at 24:00", "write 00:00"};
  return std::pair{*from.value, *to.value};
}

Parsed<unsigned> parse_days(std::string_view text)
{
  unsigned days = 0;
  std::size_t at = 0;
  for (;;) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    const std::string_view part = trim(text.substr(at, comma - at));
    const std::size_t dash = part.find('-');
    const std::string_view first = trim(part.substr(0, dash));
    const std::string_view last =
        dash == std::string_view::npos ? first : trim(part.substr(dash + 1));
    const int from = day_index(first), to = day_index(last);
    if (from < 0 || to < 0) {
      TextFault fault = unknown_day(from < 0 ? first : last);
      fault.offset = at;
      return fault;
    }
    for (int day = from;; day = (day + 1) % 7) { // "sat-mon" runs over the week's end
      days |= 1U << day;
      if (day == to) break;
    }
    if (comma == text.size()) return days;
    at = comma + 1;
  }
}

std::string format_days(unsigned days)
{
  std::string text;
  for (int day = 0; day < 7; ++day) {
    if ((days >> day & 1U) == 0) continue;
    int last = day;
    while (last < 6 && (days >> (last + 1) & 1U) != 0) ++last;
    text += (text.empty() ? "" : ", ") + std::string(day_names[static_cast<std::size_t>(day)]);
    if (last > day) text += std::string("-") + day_names[static_cast<std::size_t>(last)];
    day = last;
  }
  return text;
}

} // namespace gatetwin
