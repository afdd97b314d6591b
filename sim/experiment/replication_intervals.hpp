// SPDX-License-Identifier: Apache-2.0
// Intervals over replications. Replications are independent, so Student's t over what each of them
// gave is all that is needed; with too few there is no interval, because a mean of few skewed days
// is not yet normal and its spread hardly known.
//
// A mean over travellers is a ratio: the sum of all their waits over their number, so that a day
// with many travellers counts for more, as it does in the pooled percentiles. Its variance comes
// from the residuals sum - mean * number of the replications (W. G. Cochran, Sampling Techniques,
// chapter 6); with equal numbers this is the textbook's Student t over the replications' means.
#pragma once
#include "sim/results/run_results.hpp"
#include "sim/statistics/intervals.hpp"
#include "sim/statistics/log_histogram.hpp"
#include <optional>
#include <span>
#include <string>

namespace gatetwin::experiment {

constexpr std::size_t least_for_mean = 5;
constexpr std::size_t least_for_quantile = 10;

struct Estimate {
  double value = 0;
  double error = 0;             // standard error of the value
  std::optional<Interval> ci95; // or why there is none:
  std::string refusal;          // "fewer than 5 replications", ...
  bool observed = true;         // false: no replication has it, and the value says nothing
};

// Of the ratio of all sums to all weights; a replication without weight tells nothing. At least one
// has weight.
Estimate ratio_estimate(std::span<const BatchCell> replications, double level = 0.95,
                        std::size_t least = least_for_mean);
// Of the mean of one value from each replication that has one.
Estimate mean_estimate(std::span<const double> values, double level = 0.95);
// Of the quantile q of `pooled`: `up_to` holds, of each replication, the weight up to that quantile
// and the whole weight. The interval of their ratio is read back through the pooled histogram.
Estimate quantile_estimate(const LogHistogram& pooled, double q, std::span<const BatchCell> up_to);
// Of a share of travellers: E. B. Wilson's interval with the number of independent travellers whose
// share would vary as the replications' do, less what the t distribution takes off for few of them
// (E. L. Korn and B. I. Graubard 1998). Where all or none keep the limit, their times tell how many
// are independent.
struct Spread {
  double sd = 0;    // of the times that are held against the limit
  double error = 0; // standard error of their mean over the replications
};
Estimate share_estimate(std::span<const BatchCell> replications, const Spread& times);

} // namespace gatetwin::experiment
