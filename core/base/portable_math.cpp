// SPDX-License-Identifier: Apache-2.0
#include "core/base/portable_math.hpp"
#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>

namespace gatetwin {
namespace {

constexpr double ln2_hi =
    6.93147180369123816490e-01; // ln 2 in two parts, the first with 20 trailing zero bits
constexpr double ln2_lo = 1.90821492927058770002e-10;
constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

double scale_by_power_of_two(double x, int k)
{
  const auto power = [](int e) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(e + 1023) << 52);
  };
  if (k > 1023) return x * power(1023) * power(k - 1023 > 1023 ? 1023 : k - 1023);
  if (k < -1022) return x * power(-1022) * power(k + 1022 < -1022 ? -1022 : k + 1022);
  return x * power(k);
}

} // namespace

// x = 2^k m with m in [sqrt(1/2), sqrt 2); log m = 2 atanh(s), s = (m - 1) / (m + 1), |s| < 0.1716:
// the series s + s^3/3 + ... to s^23 leaves less than 1e-18.
double portable_log(double x)
{
  if (x != x || x < 0) return nan_value;
  if (x == 0) return -inf;
  if (x == inf) return inf;
  int k = 0;
  if (x < 0x1p-1022) {
    x *= 0x1p54;
    k = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t fraction = bits & 0x000FFFFFFFFFFFFFULL;
  // By integers, because a branch would be wrong every other time. The number is sqrt 2's fraction.
  const std::uint64_t above = fraction > 0x6A09E667F3BCDULL ? 1 : 0;
  k += static_cast<int>((bits >> 52) + above) - 1023;
  const double m = std::bit_cast<double>(fraction | (0x3FFULL - above) << 52);
  const double f = m - 1;
  const double s = f / (2 + f);
  const double z = s * s;
  // Summed pairwise (G. Estrin 1960): a third of the latency of one term after another.
  const double z2 = z * z, z4 = z2 * z2;
  const double low = (1.0 / 3 + z * (1.0 / 5)) + z2 * (1.0 / 7 + z * (1.0 / 9));
  const double middle = (1.0 / 11 + z * (1.0 / 13)) + z2 * (1.0 / 15 + z * (1.0 / 17));
  const double high = (1.0 / 19 + z * (1.0 / 21)) + z2 * (1.0 / 23);
  const double p = low + z4 * (middle + z4 * high);
  // log(1 + f) = f - f^2/2 + s (f^2/2 + R): the leading terms are exact, only small ones are
  // rounded.
  const double rest = 2 * z * p;
  const double half_square = 0.5 * f * f;
  const double kd = k;
  return kd * ln2_hi - ((half_square - (s * (half_square + rest) + kd * ln2_lo)) - f);
}

// x = k ln 2 + r with |r| <= ln 2 / 2; Taylor to r^14 / 14! leaves less than 1e-18.
double portable_exp(double x)
{
  if (x != x) return nan_value;
  if (x > 709.782712893384) return inf;
  if (x < -745.2) return 0;
  const double scaled = x * 1.4426950408889634;
  const int k = static_cast<int>(scaled + (scaled >= 0 ? 0.5 : -0.5));
  const double r = (x - k * ln2_hi) - k * ln2_lo;
  double p = 1.0 / 87178291200.0;
  for (const double inverse :
       {1.0 / 6227020800.0, 1.0 / 479001600.0, 1.0 / 39916800.0, 1.0 / 3628800.0, 1.0 / 362880.0,
        1.0 / 40320.0, 1.0 / 5040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5}) {
    p = p * r + inverse;
  }
  return scale_by_power_of_two(1 + (r + r * r * p), k);
}

double portable_pow(double base, double exponent)
{
  return portable_exp(exponent * portable_log(base));
}

double portable_normal_quantile(double p)
{
  if (!(p > 0 && p < 1)) return p == 0 ? -inf : p == 1 ? inf : nan_value;
  static constexpr double a[] = {-3.969683028665376e+01, 2.209460984245205e+02,
                                 -2.759285104469687e+02, 1.383577518672690e+02,
                                 -3.066479806614716e+01, 2.506628277459239e+00};
  static constexpr double b[] = {-5.447609879822406e+01, 1.615858368580409e+02,
                                 -1.556989798598866e+02, 6.680131188771972e+01,
                                 -1.328068155288572e+01};
  static constexpr double c[] = {-7.784894002430293e-03, -3.223964580411365e-01,
                                 -2.400758277161838e+00, -2.549732539343734e+00,
                                 4.374664141464968e+00,  2.938163982698783e+00};
  static constexpr double d[] = {7.784695709041462e-03, 3.224671290700398e-01,
                                 2.445134137142996e+00, 3.754408661907416e+00};
  const auto tail = [&](double q) {
    return (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) /
           ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
  };
  if (p < 0.02425) return tail(std::sqrt(-2 * portable_log(p)));
  if (p > 1 - 0.02425) return -tail(std::sqrt(-2 * portable_log(1 - p)));
  const double q = p - 0.5;
  const double r = q * q;
  return (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q /
         (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
}

// Folded into [-45, 45] degrees, where the series of sine and cosine to the 16th power leave less
// than 1e-17.
double portable_sin_degrees(double angle)
{
  const double quarters = std::floor(angle / 90 + 0.5);
  const double x = (angle - quarters * 90) * (3.14159265358979323846 / 180);
  const double z = x * x;
  double sine = 1, cosine = 1;
  for (int k = 16; k >= 2; k -= 2) {
    sine = 1 - z * sine / (k * (k + 1));
    cosine = 1 - z * cosine / (k * (k - 1));
  }
  sine *= x;
  switch (static_cast<int>(quarters - 4 * std::floor(quarters / 4))) {
  case 0: return sine;
  case 1: return cosine;
  case 2: return -sine;
  default: return -cosine;
  }
}

double portable_cos_degrees(double angle) { return portable_sin_degrees(angle + 90); }

} // namespace gatetwin
