// SPDX-License-Identifier: Apache-2.0
#include "core/base/random_stream.hpp"
#include <cmath>
#include <cstddef>

namespace gatetwin {

double RandomStream::normal() { return portable_normal_quantile(uniform()); }

double RandomStream::triangular(double low, double mode, double high)
{
  if (!(high > low)) return low;
  const double u = uniform();
  const double rising = (mode - low) / (high - low);
  // Chosen by index: a branch would be wrong every third time.
  const std::size_t side = u < rising ? 1 : 0;
  const double part[2] = {1 - u, u}, leg[2] = {high - mode, mode - low};
  const double root = std::sqrt(part[side] * (high - low) * leg[side]);
  const double value[2] = {high - root, low + root};
  return value[side];
}

double RandomStream::lognormal(double mean, double cv)
{
  const double variance_of_log = portable_log(1 + cv * cv);
  const double mean_of_log = portable_log(mean) - variance_of_log / 2;
  return portable_exp(mean_of_log + std::sqrt(variance_of_log) * normal());
}

double RandomStream::gamma(double shape, double scale)
{
  if (shape < 1) { // boosting: Gamma(a) = Gamma(a + 1) U^(1/a)
    const double boost = portable_pow(uniform(), 1 / shape);
    return gamma(shape + 1, scale) * boost;
  }
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = normal();
    const double root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    const double u = uniform();
    if (portable_log(u) < 0.5 * x * x + d - d * v + d * portable_log(v)) return d * v * scale;
  }
}

double RandomStream::weibull(double shape, double scale)
{
  return scale * portable_pow(-portable_log(uniform()), 1 / shape);
}

} // namespace gatetwin
