// SPDX-License-Identifier: Apache-2.0
// Designs against each other, day by day: replication r of every design has the same travellers
// with the same luck (common random numbers), so that what they share falls out of the difference
// of a pair of replications. Student's t over those differences; all intervals of a comparison hold
// together with 95 %, by C. E. Bonferroni's inequality: each of m has level 1 - 0.05 / m (A. M. Law
// and W. D. Kelton, Simulation Modeling and Analysis, chapter 10).
#pragma once
#include "sim/experiment/figure_choice.hpp"
#include "sim/experiment/replication_intervals.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gatetwin::experiment {

// One figure of every design and replication: values[design][replication], the same replications
// for all. None where nothing was observed.
struct FigureValues {
  FigureChoice figure;
  std::vector<std::vector<std::optional<double>>> values;
};

struct Difference {
  std::size_t a = 0; // a - b
  std::size_t b = 0;
  Estimate estimate; // with the simultaneous interval
  // Variance of the difference over what it would be for independent runs; none when that is 0.
  std::optional<double> variance_ratio;
  // Replications, those there are included, that would take 0 out of the interval if the
  // difference and its variance are what they seem; none: it is out already, or can't be told.
  std::optional<std::uint64_t> replications_needed;
  // With probability 95 % for all differences together, a's value is ...
  bool certainly_less() const { return estimate.ci95 && estimate.ci95->hi < 0; }
  bool certainly_more() const { return estimate.ci95 && estimate.ci95->lo > 0; }
};

struct FigureComparison {
  FigureChoice figure;
  bool smaller_is_better = true;       // false for shares within a service level
  std::vector<Estimate> designs;       // mean over the replications, each interval 95 % by itself
  std::vector<Difference> differences; // of all pairs a < b
  std::size_t leader = 0;              // best by its mean
  bool all_equal = false;              // no replication shows any difference
  bool settled = false;                // the leader is certainly better than all others
  std::vector<std::size_t> rivals;     // not certainly worse than the leader
  std::optional<std::uint64_t> replications_needed; // to settle all rivals
};

struct Comparison {
  std::size_t replications = 0;
  double level_of_each = 0.95; // of an interval, so that all hold together with 95 %
  std::vector<FigureComparison> figures;
};

// No figure is below 0, and no share above 1.
Estimate within_bounds(Estimate estimate, const FigureChoice& figure);

// At least two designs, at least one figure, and every figure with the same designs.
Comparison compare(const std::vector<FigureValues>& figures);

} // namespace gatetwin::experiment
