// SPDX-License-Identifier: Apache-2.0
#include "sim/statistics/intervals.hpp"
#include "core/base/portable_math.hpp"
#include "sim/statistics/moments.hpp"
#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <utility>
#include <vector>

namespace gatetwin {
namespace {

// The lag-1 coefficient of cells whose run tells nothing of its own scatter.
constexpr double too_long_a_memory = 0.8;

struct Residuals {
  std::vector<double> values;
  double squares = 0;
  double weight = 0;
};

// Residuals of groups of `group` successive cells; groups without weight are left out.
Residuals residuals(std::span<const BatchCell> cells, std::size_t group, double ratio)
{
  Residuals out;
  for (std::size_t i = 0; i + group <= cells.size(); i += group) {
    BatchCell batch;
    for (std::size_t k = i; k < i + group; ++k) {
      batch.sum += cells[k].sum;
      batch.weight += cells[k].weight;
    }
    if (batch.weight <= 0) continue;
    const double residual = batch.sum - ratio * batch.weight;
    out.values.push_back(residual);
    out.squares += residual * residual;
    out.weight += batch.weight;
  }
  return out;
}

double lag_1(const Residuals& r)
{
  double products = 0;
  for (std::size_t i = 1; i < r.values.size(); ++i) products += r.values[i - 1] * r.values[i];
  return products / r.squares;
}

// A sample coefficient is on average 1 / n too small (M. G. Kendall 1954).
double unbiased_lag_1(const Residuals& r)
{
  return lag_1(r) + 1 / static_cast<double>(r.values.size());
}

// Of neighbouring batches. Negative ones are taken for none, and so are all where the cells that
// batches are made of show no more than one standard error, 1 / sqrt(n): what neighbouring cells
// don't know of each other, batches, which are longer, know still less. Without that the chance
// positive half of coefficients that are 0 would widen intervals of independent batches, to cover
// 97 % instead of 95.
double correlation(const Residuals& cells, const Residuals& batches)
{
  if (unbiased_lag_1(cells) < 1 / std::sqrt(static_cast<double>(cells.values.size()))) return 0;
  return std::max(0.0, unbiased_lag_1(batches));
}

// Skewness of values whose mean is 0.
double skewness(const Residuals& r)
{
  const double n = static_cast<double>(r.values.size());
  double cubes = 0;
  for (const double value : r.values) cubes += value * value * value;
  const double variance = r.squares / (n - 1);
  return n * cubes / ((n - 1) * (n - 2)) / (variance * std::sqrt(variance));
}

// Student's t bent so that the interval of a skewed mean covers it on both sides (R. Willink 2005,
// as in A. Tafazzoli and J. R. Wilson's N-Skart, IIE Transactions 43, 2011).
double bent(double t, double skew, double n)
{
  const double beta = skew / (6 * std::sqrt(n));
  if (std::abs(beta) <= 0.001) return t;
  return (std::cbrt(1 + 6 * beta * (t - beta)) - 1) / (2 * beta);
}

double upper_tail(double level) { return 0.5 + 0.5 * level; }

IntervalVerdict around(double centre, double error, double level, double dof)
{
  const double half = error > 0 ? student_t_quantile(upper_tail(level), dof) * error : 0;
  return {Interval{centre - half, centre + half}, Refusal::none, error};
}

} // namespace

const char* to_string(Refusal refusal)
{
  switch (refusal) {
  case Refusal::none: return "";
  case Refusal::too_few_batches: return "fewer than 15 batches";
  case Refusal::correlated: return "batches are still correlated";
  case Refusal::no_variation: return "nothing varied";
  case Refusal::too_few_runs: return "fewer than two runs";
  case Refusal::beyond_sample: return "an end lies beyond what was observed";
  }
  return "unknown";
}

double student_t_quantile(double p, double dof)
{
  // In double throughout: long double differs between machines, and under valgrind from itself.
  namespace math = boost::math;
  using Double = math::policies::policy<math::policies::promote_double<false>>;
  return math::quantile(math::students_t_distribution<double, Double>(dof), p);
}

IntervalVerdict batch_interval(std::span<const BatchCell> cells, double centre, double level)
{
  BatchCell all;
  for (const BatchCell& cell : cells) {
    all.sum += cell.sum;
    all.weight += cell.weight;
  }
  if (all.weight <= 0) return {{}, Refusal::too_few_batches, 0};
  const double ratio = all.sum / all.weight;
  const Residuals fine = residuals(cells, 1, ratio);
  const Residuals batches = residuals(cells, cells_in_batch, ratio);
  const std::size_t n = batches.values.size();
  if (n < least_batches) return {{}, Refusal::too_few_batches, 0};
  // Rounding of a constant stream is no variation.
  const double size = std::abs(ratio) * all.weight / static_cast<double>(n);
  if (batches.squares <= 1e-24 * size * size * static_cast<double>(n))
    return {{}, Refusal::no_variation, 0};
  if (lag_1(fine) > too_long_a_memory) return {{}, Refusal::correlated, 0};
  const double b = static_cast<double>(n);
  const double r = correlation(fine, batches);
  if (r >= 1) return {{}, Refusal::correlated, 0};
  const double error =
      std::sqrt(b / (b - 1) * batches.squares * (1 + r) / (1 - r)) / batches.weight;
  const double t = student_t_quantile(upper_tail(level), b - 1);
  const double skew = skewness(batches);
  const Interval interval{centre - bent(t, skew, b) * error, centre - bent(-t, skew, b) * error};
  return {interval, Refusal::none, error};
}

IntervalVerdict mean_interval(std::span<const double> values, double level)
{
  if (values.size() < 2) return {{}, Refusal::too_few_runs, 0};
  Welford runs;
  for (const double value : values) runs.add(value);
  const double n = static_cast<double>(values.size());
  return around(runs.mean(), runs.sd() / std::sqrt(n), level, n - 1);
}

IntervalVerdict difference_interval(std::span<const double> a, std::span<const double> b,
                                    double level)
{
  if (a.size() < 2 || b.size() < 2) return {{}, Refusal::too_few_runs, 0};
  Welford first;
  Welford second;
  for (const double value : a) first.add(value);
  for (const double value : b) second.add(value);
  const double na = static_cast<double>(a.size());
  const double nb = static_cast<double>(b.size());
  const double va = first.variance() / na;
  const double vb = second.variance() / nb;
  const double difference = first.mean() - second.mean();
  if (va + vb <= 0) return around(difference, 0, level, 1);
  // Welch and Satterthwaite.
  const double dof = (va + vb) * (va + vb) / (va * va / (na - 1) + vb * vb / (nb - 1));
  return around(difference, std::sqrt(va + vb), level, dof);
}

Interval wilson_interval(double share, double n, double level)
{
  const double z = portable_normal_quantile(upper_tail(level));
  const double zz = z * z / n;
  const double middle = (share + zz / 2) / (1 + zz);
  const double half = z / (1 + zz) * std::sqrt(share * (1 - share) / n + zz / (4 * n));
  // Nothing and all are ends exactly, whatever rounding makes of them.
  return {share <= 0 ? 0 : std::max(0.0, middle - half),
          share >= 1 ? 1 : std::min(1.0, middle + half)};
}

} // namespace gatetwin
