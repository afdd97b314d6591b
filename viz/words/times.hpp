// SPDX-License-Identifier: Apache-2.0
// Times for people: as read from a clock on the wall, and how long something takes.
#pragma once
#include "viz/timeline/site.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gatetwin::viz {

// "Mon 2026-06-01 08:15:00" by the site's clock; a journal that starts at no date: run time.
std::string clock_text(const Site& site, std::int64_t time_ns);
// "08:15".
std::string short_clock_text(const Site& site, std::int64_t time_ns);
// "12 s", "4:10 min", "2:05 h".
std::string span_text(double seconds);
// "90", "90 s", "15 min", "2 h", "1 d", "1:30:00": seconds since the start of the run. Empty: not
// understood.
std::optional<std::int64_t> parse_run_time(std::string_view text);

} // namespace gatetwin::viz
