// SPDX-License-Identifier: Apache-2.0
// The words of timing tables; those that results have too are sim/results'
// own.
#pragma once
#include "sim/results/wording.hpp"
#include "sim/timing/phase_times.hpp"

namespace gatetwin {

enum class TimingWord : std::uint8_t {
  phases,
  limits,
  phase,
  count,
  mean,
  limit,
  within,
  wanted,
  reached,
  over,
  verdict,
  against, // heading of the comparison
  difference,
  distance,
  chance,
  same,
  differs,
  recommended,
  // sentences; {0}, {1}, ... are filled in
  say_all_kept,
  say_broken,
  say_no_limits,
  say_over,
  say_more_over,
  say_columns,
  say_exactness,
  say_distance,
  say_within_tolerance,
  say_beyond_tolerance
};
const char* timing_word(TimingWord word, Language language);
const char* phase_text(Phase phase, Language language); // for people
const char* verdict_text(LimitVerdict verdict, Language language);
const char* verdict_name(LimitVerdict verdict); // in JSON and CSV

} // namespace gatetwin
