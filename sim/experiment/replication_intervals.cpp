// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/replication_intervals.hpp"
#include "core/base/portable_math.hpp"
#include <algorithm>
#include <cmath>
#include <vector>

namespace gatetwin::experiment {
namespace {

std::string fewer_than(std::size_t least)
{
  return "fewer than " + std::to_string(least) + " replications";
}

} // namespace

Estimate ratio_estimate(std::span<const BatchCell> replications, double level, std::size_t least)
{
  BatchCell all;
  std::size_t n = 0;
  for (const BatchCell& one : replications) {
    add_batch_cell(all, one);
    n += one.weight > 0;
  }
  Estimate out;
  if (all.weight <= 0) return {0, 0, {}, fewer_than(least)};
  out.value = all.sum / all.weight;
  double squares = 0;
  for (const BatchCell& one : replications) {
    const double residual = one.sum - out.value * one.weight;
    squares += residual * residual;
  }
  if (n < 2 || n < least) {
    out.refusal = fewer_than(least);
    return out;
  }
  const double count = static_cast<double>(n);
  out.error = std::sqrt(count / (count - 1) * squares) / all.weight;
  if (out.error <= 1e-12 * std::abs(out.value)) { // rounding is no variance
    out.error = 0;
    out.refusal = to_string(Refusal::no_variation);
    return out;
  }
  const double t = student_t_quantile(0.5 + 0.5 * level, count - 1);
  out.ci95 = Interval{out.value - t * out.error, out.value + t * out.error};
  return out;
}

Estimate mean_estimate(std::span<const double> values, double level)
{
  if (values.empty()) return {0, 0, {}, "nothing was observed", false};
  std::vector<BatchCell> cells;
  for (const double value : values) cells.push_back({value, 1});
  return ratio_estimate(cells, level);
}

Estimate quantile_estimate(const LogHistogram& pooled, double q, std::span<const BatchCell> up_to)
{
  const Estimate share = ratio_estimate(up_to, 0.95, least_for_quantile);
  Estimate out;
  out.value = pooled.quantile(q);
  out.refusal = share.refusal;
  if (!share.ci95) return out;
  // By as much as the sample's share at the quantile may lie above the true one, the true quantile
  // may lie at a lower share: the ends change sides.
  const double low = q - (share.ci95->hi - share.value);
  const double high = q + (share.value - share.ci95->lo);
  if (high >= 1) {
    out.refusal = to_string(Refusal::beyond_sample);
    return out;
  }
  out.ci95 = Interval{pooled.quantile(low), pooled.quantile(high)};
  return out;
}

Estimate share_estimate(std::span<const BatchCell> replications, const Spread& times)
{
  Estimate out = ratio_estimate(replications);
  double variance = out.value * (1 - out.value);
  double error = out.error;
  if (out.refusal == to_string(Refusal::no_variation)) {
    variance = times.sd * times.sd;
    error = times.error;
  } else if (!out.ci95) {
    return out;
  }
  if (error <= 0 || variance <= 0) return out;
  double n = 0;
  double runs = 0;
  for (const BatchCell& one : replications) {
    n += one.weight;
    runs += one.weight > 0;
  }
  const double bend = portable_normal_quantile(0.975) / student_t_quantile(0.975, runs - 1);
  const double independent = std::min(n, variance / (error * error) * bend * bend);
  out.ci95 = wilson_interval(out.value, std::max(1.0, independent), 0.95);
  out.refusal.clear();
  return out;
}

} // namespace gatetwin::experiment
