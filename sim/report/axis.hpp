// SPDX-License-Identifier: Apache-2.0
// Where the marks of a chart's axes stand and what is written at them.
#pragma once
#include "sim/results/wording.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin {

struct AxisMark {
  double at = 0; // in the axis' own unit
  std::string text;
};

// From 0 to at least `most`, in steps of 1, 2 or 5 times a power of ten, about `wanted` of them.
std::vector<AxisMark> number_marks(double most, int wanted, Language language);

// Local time of run time 0 as "2026-02-16T06:00:00+07:00"; none when it is not of that form.
struct LocalStart {
  std::int64_t day = 0;    // since 1970-01-01, local
  std::int64_t second = 0; // of the day
};
std::optional<LocalStart> parse_local_start(std::string_view text);

// Marks between two instants of the run, s: at round local times ("06:00", "16/02") where the start
// is known, else at round times since the start ("2 h").
std::vector<AxisMark> time_marks(double from_s, double to_s, const std::optional<LocalStart>& start,
                                 Language language);

// In which unit waits are drawn: s, min or h.
struct TimeUnit {
  double seconds = 1;
  std::string name;
};
TimeUnit unit_for_axis(double most_s, Language language);

} // namespace gatetwin
