// SPDX-License-Identifier: Apache-2.0
// Confidence intervals. An interval that can't be trusted is refused with a reason instead of being
// printed.
//
// One long run: batch means. The run is cut into equal spans of time (cells). Each holds a sum and
// a weight: waits and their number, or a queue's area and the time. The mean is a ratio, and its
// variance comes from the residuals sum - mean * weight of batches of four cells (W. G. Cochran's
// ratio estimator; for equal weights it is the textbook batch mean). Neighbouring batches may still
// be correlated: the error grows by sqrt((1 + r) / (1 - r)), r their lag-1 coefficient where it is
// positive, and Student's t is bent for skewed residuals, as waits have them (both as in A.
// Tafazzoli and J. R. Wilson's N-Skart, IIE Transactions 43, 2011).
//
// Refusing whatever looks correlated would be wrong: a run that missed the rare busy hours looks
// calm, and of short runs only those would be offered, with far too narrow intervals. So
// correlation widens, and there is no interval only where a run is no longer than a few of its own
// memories (lag-1 coefficient of the cells above 0.8), with fewer than 15 batches, or where all
// batches agree, as when nobody waited at all: what never varied says nothing of how far off it may
// be. Several runs: Student's t over the runs' means; B. L. Welch's t for the difference of two
// sets of runs.
#pragma once
#include "sim/results/run_results.hpp"
#include <optional>
#include <span>

namespace gatetwin {

struct BatchCell {
  double sum = 0;
  double weight = 0;
};

inline void add_batch_cell(BatchCell& to, const BatchCell& from)
{
  to.sum += from.sum;
  to.weight += from.weight;
}

enum class Refusal : unsigned char {
  none,
  too_few_batches,
  correlated,
  no_variation,
  too_few_runs,
  beyond_sample
};
// As it is printed in `notes`: "fewer than 15 batches", ...
const char* to_string(Refusal refusal);

struct IntervalVerdict {
  std::optional<Interval> interval;
  Refusal refusal = Refusal::none;
  double error = 0; // standard error of the centre
};

constexpr std::size_t cells_in_batch = 4;
constexpr std::size_t least_batches = 15;

// Quantile of Student's t; dof >= 1, 0 < p < 1.
double student_t_quantile(double p, double dof);

// Around `centre`, for the ratio of all sums to all weights. Cells in order of time, four make a
// batch; cells without weight are passed over.
IntervalVerdict batch_interval(std::span<const BatchCell> cells, double centre, double level);
// For the mean of independent values, one of each run; at least two.
IntervalVerdict mean_interval(std::span<const double> values, double level);
// For the difference of the means of two independent sets of runs, a - b.
IntervalVerdict difference_interval(std::span<const double> a, std::span<const double> b,
                                    double level);
// E. B. Wilson's interval for a share, 0 <= share <= 1 of n > 0 observations; n may be an effective
// number, less than the count when observations are correlated.
Interval wilson_interval(double share, double n, double level);

} // namespace gatetwin
