// SPDX-License-Identifier: Apache-2.0
// The words of results on screen and paper, for the table and the report: one place, so that both
// say the same, in English here and in sim/language's catalogues otherwise. Numbers and times are
// written as the language writes them.
#pragma once
#include "sim/language/translations.hpp"
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace gatetwin {

enum class Word : std::uint8_t {
  // headings
  results,
  question,
  answer,
  waits,
  queue_lengths,
  other_times,
  stations,
  officers,
  outcomes,
  service_levels,
  checks,
  over_the_day,
  way_through,
  assumptions,
  notes,
  about,
  effective_scenario,
  // columns
  station,
  traveller_class,
  travellers,
  mean,
  mean_95,
  median,
  p95,
  p95_95,
  p99,
  longest,
  kind,
  servers,
  served,
  utilisation,
  queue_mean,
  queue_max,
  blocked,
  out_of_service,
  post,
  on_duty,
  calls,
  answered_in,
  busy_at_once,
  busy_at_most,
  several_needed,
  outcome,
  count,
  share,
  name,
  limit,
  target,
  within,
  interval_95,
  verdict,
  invariant,
  examined,
  violations,
  figure,
  direction,
  // values
  all,
  all_stations,
  outside,
  met,
  not_met,
  met_not_sure,
  not_met_not_sure,
  no_interval,
  never_open,
  bottleneck,
  most_waiting,
  arriving,
  leaving,
  compared,
  // about the run
  seed,
  build,
  core_build_id,
  fidelity,
  replications,
  warm_up,
  simulated,
  wall_time,
  events,
  digest,
  scenario,
  // charts
  chart_queue,
  chart_wait,
  chart_wait_mean,
  box_wait,
  chart_arrivals,
  chart_inside,
  chart_utilisation,
  chart_stations,
  chart_officers,
  chart_levels,
  axis_time_of_run,
  axis_time_of_day,
  per_bucket,
  chart_hint,
  // sentences; {0}, {1}, ... are filled in
  say_waits,
  say_no_waits,
  say_never_waited,
  say_nobody,
  say_time_in_system,
  say_gave_up,
  say_unfinished,
  say_bottleneck,
  say_most_waiting,
  say_bottleneck_unserved,
  say_level_met,
  say_level_not_met,
  say_level_not_sure,
  say_violations,
  say_checks_fine,
  say_no_checks,
  say_refused_intervals,
  say_interval_meaning,
  say_flow_legend,
  say_band_legend,
  say_level_legend,
  say_officers_legend,
  say_made_by,
  // several designs
  design,
  difference,
  interval_all,
  variance_ratio,
  points,
  not_told,
  say_best,
  say_all_equal,
  say_leads,
  say_more_replications,
  say_more_is_no_answer,
  say_better,
  say_comparison_meaning,
  // the cheapest of many designs
  optimum,
  cost,
  frontier,
  say_optimum,
  say_optimum_rivals,
  say_optimum_first,
  say_optimum_none,
  say_optimum_may,
  say_optimum_effort,
  say_optimum_bound,
  say_optimum_meaning,
  say_frontier_legend
};
constexpr Word last_word = Word::say_frontier_legend;

Message message_of(Word word);
const char* word(Word word, Language language);
// The word, filled.
std::string phrase(Word word, Language language, std::initializer_list<std::string_view> parts);
// In the form that goes with so many.
std::string phrase(Word word, Language language, std::uint64_t n,
                   std::initializer_list<std::string_view> parts);

// Names that the schema fixes, in the language: kinds of stations, outcomes, directions, figures,
// methods, and notes on intervals. What is not known is returned as it is.
std::string term(std::string_view name, Language language);
std::string note_text(std::string_view note, Language language);

enum class TimeUnitName : std::uint8_t { second, minute, hour, day };
const char* unit_name(TimeUnitName unit, Language language); // "min" and "phút"

// "1,234" and "1.234"
std::string count_text(std::uint64_t count, Language language);
// With so many decimals.
std::string number_text(double value, int decimals, Language language);
// "97.2 %". A part never reads as all or nothing: "99.96 %", then "> 99.999 %", "< 0.001 %".
std::string percent_text(double share, Language language);
// The same, and a share that isn't `from` doesn't read as `from` either: "94.97 %" beside a target
// of 95 %.
std::string percent_text_apart(double share, double from, Language language);
// "0.25 s", "12.3 s", "4 min 10 s", "2 h 05 min", "3 d 4 h"; "10 min" where it is exactly that.
std::string duration_text(double seconds, Language language);
// For columns: "12.3 s", "4:10 min", "2:05 h", "3.2 d"; of two ends with one unit: "1:02 .. 1:05
// min".
std::string short_duration_text(double seconds, Language language);
std::string short_range_text(double lo, double hi, Language language);

} // namespace gatetwin
