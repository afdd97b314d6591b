// SPDX-License-Identifier: Apache-2.0
// How many replications a wanted precision needs: "wait_p95=5%" is reached when the half-width of
// the 95 % interval is at most 5 % of the value, "wait_mean=10 s" when it is at most 10 s. The
// number of replications follows from the results of those before it alone, never from the number
// of workers or their speed, so that the same question always gets the same answer (sequential
// procedure of A. M. Law and W. D. Kelton, Simulation Modeling and Analysis, chapter 9).
#pragma once
#include "sim/experiment/figure_choice.hpp"
#include <cstdint>

namespace gatetwin::experiment {

struct PrecisionTarget {
  FigureChoice figure;
  double bound = 0;      // half-width at most; a share of the value when relative
  bool relative = false; // "5%"
};

struct ParsedPrecision {
  std::optional<PrecisionTarget> target;
  std::string fault;
};
// A bound that isn't a percentage is in the figure's unit; times may have theirs ("10 s", "2 min").
ParsedPrecision parse_precision(const std::string& text);

// Replications to begin with.
constexpr std::uint64_t first_replications = 10;
// Half-width of the figure's interval over what it may be; at most 1: reached. None: the interval
// can't be told yet, or the value is 0 and a share of it can't be reached.
std::optional<double> excess(const RunResults& results, const PrecisionTarget& target);
// How many replications there should be after `done` gave that excess: more than `done`, at most
// twice as many, at most `most`.
std::uint64_t next_replications(std::uint64_t done, std::optional<double> excess,
                                std::uint64_t most);

} // namespace gatetwin::experiment
