// SPDX-License-Identifier: Apache-2.0
#include "viz/words/times.hpp"
#include "core/base/calendar_date.hpp"
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace gatetwin::viz {
namespace {

std::string two(std::int64_t n)
{
  std::string text = std::to_string(n);
  return text.size() < 2 ? "0" + text : text;
}

struct Wall {
  CalendarDate date;
  std::int64_t second = 0; // of the day
};

Wall wall_of(const Site& site, std::int64_t time_ns)
{
  const WallTime at = site.start + nanoseconds(time_ns);
  const Duration offset{site.utc_offset_ns};
  Wall wall{local_date(at, offset), 0};
  wall.second = (at - start_of_day(wall.date, offset)).ns / seconds(1).ns;
  return wall;
}

} // namespace

std::string short_clock_text(const Site& site, std::int64_t time_ns)
{
  const Wall wall = wall_of(site, time_ns);
  return two(wall.second / 3600) + ":" + two(wall.second / 60 % 60);
}

std::string clock_text(const Site& site, std::int64_t time_ns)
{
  const Wall wall = wall_of(site, time_ns);
  return std::to_string(wall.date.year) + "-" + two(wall.date.month) + "-" + two(wall.date.day) +
         " " + two(wall.second / 3600) + ":" + two(wall.second / 60 % 60) + ":" +
         two(wall.second % 60);
}

std::string span_text(double s)
{
  if (!std::isfinite(s)) return "-";
  std::array<char, 40> text{};
  if (s < 10) {
    std::snprintf(text.data(), text.size(), "%.1f s", s);
  } else if (s < 60) {
    std::snprintf(text.data(), text.size(), "%.0f s", s);
  } else if (s < 3600) {
    std::snprintf(text.data(), text.size(), "%d:%02d min", static_cast<int>(s) / 60,
                  static_cast<int>(s) % 60);
  } else {
    const double m = std::min(s / 60, 6e6);
    std::snprintf(text.data(), text.size(), "%d:%02d h", static_cast<int>(m) / 60,
                  static_cast<int>(m) % 60);
  }
  return text.data();
}

namespace {

std::optional<double> number(std::string_view text)
{
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value >= 0) || value > 1e9)
    return std::nullopt;
  return value;
}

} // namespace

std::optional<std::int64_t> parse_run_time(std::string_view text)
{
  double total = 0;
  if (text.find(':') != std::string_view::npos) { // h:mm or h:mm:ss
    double unit = 3600;
    while (!text.empty() && unit >= 1) {
      const std::size_t colon = text.find(':');
      const auto part = number(text.substr(0, colon));
      if (!part) return std::nullopt;
      total += *part * unit;
      unit /= 60;
      text = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    }
    return text.empty() ? std::optional(from_seconds(total).ns) : std::nullopt;
  }
  double unit = 1;
  for (const auto& [name, length] : {std::pair<std::string_view, double>("min", 60),
                                     {"ms", 1e-3},
                                     {"s", 1},
                                     {"h", 3600},
                                     {"d", 86400}}) {
    if (text.size() <= name.size() || text.substr(text.size() - name.size()) != name) continue;
    unit = length;
    text.remove_suffix(name.size());
    break;
  }
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  const auto value = number(text);
  return value ? std::optional(from_seconds(*value * unit).ns) : std::nullopt;
}

} // namespace gatetwin::viz
