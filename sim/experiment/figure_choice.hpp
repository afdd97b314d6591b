// SPDX-License-Identifier: Apache-2.0
// One number out of a run's results, as people name it on the command line:
//   wait_p95               the 95th percentile of all waits
//   wait_mean@egates       of one station; also FIGURE_STAT@STATION/CLASS and FIGURE_STAT@/CLASS
//   utilisation@booths     share of its time in service that a station is busy
//   within@five_minutes    share of travellers that keep a service level's limit
// FIGURE: wait, inspection, cycle, time_in_system, queue_length, registry_latency. STAT: mean, sd,
// p50, p95, p99, max.
#pragma once
#include "sim/results/run_results.hpp"
#include <optional>
#include <string>

namespace gatetwin::experiment {

struct FigureChoice {
  enum class Stat : unsigned char { mean, sd, p50, p95, p99, max, utilisation, within };
  std::string text;   // as it was written
  std::string figure; // empty for utilisation and within
  Stat stat = Stat::mean;
  std::string place; // station, or the service level's name; may be empty for figures
  std::string traveller_class;
  bool is_time() const; // in s; otherwise a share, or travellers
  bool is_share() const { return stat == Stat::utilisation || stat == Stat::within; }
};

struct ParsedChoice {
  std::optional<FigureChoice> choice;
  std::string fault; // what is wrong and what would be right
};
ParsedChoice parse_figure_choice(const std::string& text);

// None when nothing was observed of it.
std::optional<double> value_of(const RunResults& results, const FigureChoice& choice);
std::optional<Interval> interval_of(const RunResults& results, const FigureChoice& choice);
// What `results` have no such thing of: "no station \"egate\"; there are egates, booths". Empty:
// it can be asked for.
std::string missing_in(const RunResults& results, const FigureChoice& choice);

} // namespace gatetwin::experiment
