// SPDX-License-Identifier: Apache-2.0
#include "sim/model/group_size.hpp"
#include "core/base/check.hpp"
#include "core/base/portable_math.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

// P(X >= x) for X interpolated between order statistics.
double empirical_survival(const std::vector<double>& points, double x)
{
  if (x <= points.front()) return 1;
  if (x >= points.back()) return 0;
  const auto above = std::upper_bound(points.begin(), points.end(), x);
  const auto left = static_cast<double>(above - points.begin() - 1);
  const double low = *(above - 1), high = *above;
  const double place = left + (high > low ? (x - low) / (high - low) : 0);
  return 1 - place / static_cast<double>(points.size() - 1);
}

double survival(const Distribution& d, double x)
{
  switch (d.kind) {
  case DistributionKind::constant: return d.a >= x ? 1 : 0;
  case DistributionKind::uniform: return std::clamp((d.b - x) / (d.b - d.a), 0.0, 1.0);
  case DistributionKind::exponential: return portable_exp(-x / d.a);
  case DistributionKind::triangular:
    if (x <= d.a) return 1;
    if (x >= d.c) return 0;
    if (x <= d.b) return 1 - (x - d.a) * (x - d.a) / ((d.c - d.a) * (d.b - d.a));
    return (d.c - x) * (d.c - x) / ((d.c - d.a) * (d.c - d.b));
  case DistributionKind::weibull: return portable_exp(-portable_pow(x / d.b, d.a));
  case DistributionKind::empirical: return empirical_survival(*d.points, x);
  default: CHECK(false); return 0;
  }
}

constexpr int largest_group = 60'000;

} // namespace

double mean_group_size(const Distribution& group_size)
{
  double mean = 1;
  for (int persons = 2; persons <= largest_group; ++persons) { // E[N] = sum of P(N >= n)
    const double at_least = survival(group_size, persons - 0.5);
    if (at_least < 1e-15) break;
    mean += at_least;
  }
  return mean;
}

std::vector<double> group_size_shares(const Distribution& group_size)
{
  std::vector<double> shares;
  double at_least = 1;
  for (int persons = 1; persons <= largest_group && at_least >= 1e-15; ++persons) {
    const double more = survival(group_size, persons + 0.5);
    shares.push_back(at_least - more);
    at_least = more;
  }
  return shares;
}

} // namespace gatetwin
