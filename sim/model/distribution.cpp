// SPDX-License-Identifier: Apache-2.0
#include "sim/model/distribution.hpp"
#include "core/base/check.hpp"
#include "core/base/portable_math.hpp"
#include <algorithm>
#include <charconv>
#include <cmath>

namespace gatetwin {
namespace {

// Heavy tails end here (ten years), so that a date computed from a sample can't leave int64
// nanoseconds.
constexpr double largest_sample = 3.2e8;

// Mean and variance of a normal variable given that it is not negative. Analytic figures only.
struct TruncatedNormal {
  double mean, variance;
};
TruncatedNormal truncated_normal(double mean, double sd)
{
  if (sd == 0) return {mean, 0};
  const double alpha = -mean / sd;
  const double density = portable_exp(-alpha * alpha / 2) / std::sqrt(2 * 3.14159265358979323846);
  const double above = std::erfc(alpha / std::sqrt(2.0)) / 2;
  const double hazard = density / above;
  return {mean + sd * hazard, sd * sd * (1 + alpha * hazard - hazard * hazard)};
}

double sample_empirical(const std::vector<double>& points, RandomStream& stream)
{
  const double place = stream.uniform() * static_cast<double>(points.size() - 1);
  const auto left = static_cast<std::size_t>(place);
  if (left + 1 >= points.size()) return points.back();
  return points[left] + (place - static_cast<double>(left)) * (points[left + 1] - points[left]);
}

double sample_normal(double mean, double sd, RandomStream& stream)
{
  for (int attempt = 0; attempt < 100; ++attempt) {
    const double x = mean + sd * stream.normal();
    if (x >= 0) return x;
  }
  return mean; // a checked scenario has mean >= 0, so this comes about once in 2^100
}

double empirical_mean(const std::vector<double>& points)
{
  if (points.size() == 1) return points[0];
  double sum = 0;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) sum += (points[i] + points[i + 1]) / 2;
  return sum / static_cast<double>(points.size() - 1);
}

double empirical_variance(const std::vector<double>& points)
{
  if (points.size() == 1) return 0;
  const double centre = empirical_mean(points);
  double sum = 0;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const double low = points[i] - centre, high = points[i + 1] - centre;
    sum += (low * low + low * high + high * high) / 3;
  }
  return sum / static_cast<double>(points.size() - 1);
}

std::string number(double value)
{
  char text[40];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
}
std::string in_seconds(double value) { return number(value) + " s"; }

} // namespace

double Distribution::sample(RandomStream& stream) const
{
  switch (kind) {
  case DistributionKind::constant: return a;
  case DistributionKind::uniform: return stream.uniform(a, b);
  case DistributionKind::exponential: return std::min(stream.exponential(a), largest_sample);
  case DistributionKind::triangular: return stream.triangular(a, b, c);
  case DistributionKind::normal: return std::min(sample_normal(a, b, stream), largest_sample);
  case DistributionKind::lognormal: return std::min(stream.lognormal(a, b), largest_sample);
  case DistributionKind::gamma:
    return std::min(stream.gamma(1 / (b * b), a * b * b), largest_sample);
  case DistributionKind::erlang: return std::min(stream.gamma(b, a / b), largest_sample);
  case DistributionKind::weibull: return std::min(stream.weibull(a, b), largest_sample);
  case DistributionKind::empirical: return sample_empirical(*points, stream);
  }
  CHECK(false);
  return 0;
}

double Distribution::mean() const
{
  switch (kind) {
  case DistributionKind::constant:
  case DistributionKind::exponential:
  case DistributionKind::lognormal:
  case DistributionKind::gamma:
  case DistributionKind::erlang: return a;
  case DistributionKind::uniform: return (a + b) / 2;
  case DistributionKind::triangular: return (a + b + c) / 3;
  case DistributionKind::normal: return truncated_normal(a, b).mean;
  case DistributionKind::weibull: return b * std::tgamma(1 + 1 / a);
  case DistributionKind::empirical: return empirical_mean(*points);
  }
  CHECK(false);
  return 0;
}

double Distribution::variance() const
{
  switch (kind) {
  case DistributionKind::constant: return 0;
  case DistributionKind::uniform: return (b - a) * (b - a) / 12;
  case DistributionKind::exponential: return a * a;
  case DistributionKind::triangular: return (a * a + b * b + c * c - a * b - a * c - b * c) / 18;
  case DistributionKind::normal: return truncated_normal(a, b).variance;
  case DistributionKind::lognormal:
  case DistributionKind::gamma: return a * a * b * b;
  case DistributionKind::erlang: return a * a / b;
  case DistributionKind::weibull: {
    const double first = std::tgamma(1 + 1 / a);
    return b * b * (std::tgamma(1 + 2 / a) - first * first);
  }
  case DistributionKind::empirical: return empirical_variance(*points);
  }
  CHECK(false);
  return 0;
}

double Distribution::scv() const
{
  const double m = mean();
  return m > 0 ? variance() / (m * m) : 0;
}

std::string to_string(const Distribution& d)
{
  switch (d.kind) {
  case DistributionKind::constant: return in_seconds(d.a);
  case DistributionKind::uniform:
    return "uniform(" + in_seconds(d.a) + ", " + in_seconds(d.b) + ")";
  case DistributionKind::exponential: return "exponential(" + in_seconds(d.a) + ")";
  case DistributionKind::triangular:
    return "triangular(" + in_seconds(d.a) + ", " + in_seconds(d.b) + ", " + in_seconds(d.c) + ")";
  case DistributionKind::normal:
    return "normal(mean " + in_seconds(d.a) + ", sd " + in_seconds(d.b) + ")";
  case DistributionKind::lognormal:
    return "lognormal(mean " + in_seconds(d.a) + ", cv " + number(d.b) + ")";
  case DistributionKind::gamma:
    return "gamma(mean " + in_seconds(d.a) + ", cv " + number(d.b) + ")";
  case DistributionKind::erlang:
    return "erlang(mean " + in_seconds(d.a) + ", phases " + number(d.b) + ")";
  case DistributionKind::weibull:
    return "weibull(shape " + number(d.a) + ", scale " + in_seconds(d.b) + ")";
  case DistributionKind::empirical:
    return "empirical(" + std::to_string(d.points->size()) + " values)";
  }
  CHECK(false);
  return {};
}

} // namespace gatetwin
