// SPDX-License-Identifier: Apache-2.0
#include "sim/bound/queue_formulas.hpp"
#include "core/base/check.hpp"
#include "core/base/portable_math.hpp"
#include <algorithm>
#include <cmath>

namespace gatetwin {
namespace {

// ln n!; J. Stirling's series, error below 1e-13 from 16 on.
double log_factorial(double n)
{
  if (n < 16) {
    double product = 1;
    for (double k = 2; k <= n; ++k) product *= k;
    return portable_log(product);
  }
  constexpr double half_log_two_pi = 0.91893853320467274178;
  const double inverse = 1 / n, square = inverse * inverse;
  return (n + 0.5) * portable_log(n) - n + half_log_two_pi +
         inverse * (1.0 / 12 - square * (1.0 / 360 - square / 1260));
}

struct PoissonTail {
  double from_m;  // P(X >= m)
  double above_m; // P(X > m)
};

// m above the mean, so that the terms fall.
PoissonTail poisson_tail(double mean, double m)
{
  const double first = portable_exp(m * portable_log(mean) - mean - log_factorial(m));
  double sum = 0, term = first;
  for (double k = m + 1; term > first * 1e-17; ++k) {
    term *= mean / k;
    sum += term;
  }
  return {first + sum, sum};
}

} // namespace

double mmc_wait_s(std::uint32_t c, double a, double mean_s)
{
  return erlang_c(c, a) * mean_s / (c - a);
}

double mmc_wait_quantile_s(std::uint32_t c, double a, double mean_s, double p)
{
  const double waits = erlang_c(c, a);
  return waits <= 1 - p ? 0 : portable_log(waits / (1 - p)) * mean_s / (c - a);
}

double mg1_wait_s(double a, double mean_s, double scv)
{
  CHECK(a < 1);
  return a * mean_s * (1 + scv) / (2 * (1 - a));
}

double mdc_wait_s(std::uint32_t c, double a, double mean_s)
{
  CHECK(c > 0 && a < c);
  if (c == 1) return mg1_wait_s(a, mean_s, 0);
  if (a <= 0) return 0;
  double sum = 0;
  for (double i = 1;; ++i) {
    const PoissonTail tail = poisson_tail(i * a, i * c);
    const double term = tail.from_m - c / a * tail.above_m;
    sum += term;
    if (term <= sum * 1e-13) return sum * mean_s;
  }
}

double mdc_wait_approximate_s(std::uint32_t c, double a, double mean_s)
{
  if (a <= 0) return 0;
  const double rho = a / c;
  const double correction = (1 - rho) * (c - 1.0) * (std::sqrt(4 + 5.0 * c) - 2) / (16 * rho * c);
  // At low load the correction would pass the wait of M/M/c, which is the greater one.
  return mmc_wait_s(c, a, mean_s) * std::min(1.0, (1 + correction) / 2);
}

double mgc_wait_s(std::uint32_t c, double a, double mean_s, double scv)
{
  CHECK(scv <= 1);
  if (c == 1) return mg1_wait_s(a, mean_s, scv);
  return scv * mmc_wait_s(c, a, mean_s) + (1 - scv) * mdc_wait_approximate_s(c, a, mean_s);
}

double ggc_wait_s(std::uint32_t c, double a, double mean_s, double scv_arrivals, double scv_service)
{
  return mmc_wait_s(c, a, mean_s) * (scv_arrivals + scv_service) / 2;
}

GroupMoments moments_of(const std::vector<double>& sizes)
{
  GroupMoments moments{0, 0};
  for (std::size_t k = 0; k < sizes.size(); ++k) {
    const double persons = static_cast<double>(k + 1);
    moments.mean += sizes[k] * persons;
    moments.second += sizes[k] * persons * persons;
  }
  return moments;
}

double group_wait_s(double a, double mean_s, double scv, const GroupMoments& group)
{
  CHECK(a < 1);
  const double before_in_group = (group.second / group.mean - 1) / 2;
  return mean_s * (a * (1 + scv) / 2 + before_in_group) / (1 - a);
}

// A cut between n and n + 1 persons present: what goes up across it comes down across it,
// min(n + 1, c) p[n + 1] = groups * sum over j <= n of p[j] P(size > n - j).
double group_mmc_wait_s(std::uint32_t c, double a, double mean_s, const std::vector<double>& sizes)
{
  CHECK(c > 0 && a < c && !sizes.empty());
  if (a <= 0) return 0;
  const double groups = a / moments_of(sizes).mean; // in one mean service
  std::vector<double> larger(sizes.size());         // P(size > k)
  double rest = 1;
  for (std::size_t k = 0; k < sizes.size(); ++k) {
    larger[k] = rest;
    rest -= sizes[k];
  }
  std::vector<double> present{1};
  double total = 1, queue = 0;
  const std::size_t enough = 200'000;
  for (std::size_t n = 0; n < enough; ++n) {
    double up = 0;
    const std::size_t oldest = n + 1 > sizes.size() ? n + 1 - sizes.size() : 0;
    for (std::size_t j = oldest; j <= n; ++j) up += present[j] * larger[n - j];
    const double busy = std::min(static_cast<double>(n + 1), static_cast<double>(c));
    present.push_back(groups * up / busy);
    total += present.back();
    if (n + 1 > c) queue += (static_cast<double>(n + 1) - c) * present.back();
    const bool settled = n > c + sizes.size() && present.back() * static_cast<double>(n) <
                                                     1e-12 * total * (1 - a / c) * (1 - a / c);
    if (settled) break;
  }
  return queue / total * mean_s / a;
}

double priority_wait_s(double residual_s, double load_above, double load_to)
{
  CHECK(load_to < 1);
  return residual_s / ((1 - load_above) * (1 - load_to));
}

Losses impatient_wait(std::uint32_t c, double a, double mean_s, double patience_s,
                      std::uint32_t balk_at)
{
  CHECK(c > 0 && mean_s > 0 && (patience_s > 0 || balk_at > 0));
  const double lambda = a / mean_s, mu = 1 / mean_s, theta = patience_s > 0 ? 1 / patience_s : 0;
  const double full = balk_at > 0 ? static_cast<double>(c) + balk_at : 1e7;
  double weight = 1, total = 1;
  Losses sums;        // with weights that don't sum to 1
  double ahead_s = 0; // time until the first of those waiting is called, given that nobody gives up
  for (double n = 0; n < full; ++n) {
    // An arrival that finds n present and joins.
    if (n >= c) {
      const double place = n - c + 1;
      ahead_s += 1 / (c * mu + place * theta);
      const double served = c * mu / (c * mu + place * theta);
      sums.waiting += weight;
      sums.abandoning += weight * (1 - served);
      sums.wait_served_s += weight * served * ahead_s;
    }
    const double leaving =
        std::min(n + 1, static_cast<double>(c)) * mu + std::max(n + 1 - c, 0.0) * theta;
    weight *= lambda / leaving;
    total += weight;
    sums.queue_mean += std::max(n + 1 - c, 0.0) * weight;
    if (n > c && weight * n < 1e-16 * total) break;
    if (weight > 1e250) { // hundreds of servers
      for (double* sum : {&weight, &total, &sums.queue_mean, &sums.waiting, &sums.abandoning,
                          &sums.wait_served_s})
        *sum *= 1e-250;
    }
  }
  if (balk_at > 0) sums.balking = weight; // the last weight is that of the full system
  const double joins_served = total - sums.abandoning - sums.balking;
  Losses losses;
  losses.wait_served_s = joins_served > 0 ? sums.wait_served_s / joins_served : 0;
  losses.queue_mean = sums.queue_mean / total;
  losses.abandoning = sums.abandoning / total;
  losses.balking = sums.balking / total;
  losses.waiting = sums.waiting / total;
  return losses;
}

double breaking_mm1_wait_s(double a, double mean_s, double up_s, double repair_s)
{
  const double lambda = a / mean_s, mu = 1 / mean_s, breaks = 1 / up_s, repairs = 1 / repair_s;
  const double sum = breaks + repairs;
  CHECK(repairs * mu > lambda * sum);
  const double in_system = (sum * sum + mu * breaks) / (sum * (repairs * mu - lambda * sum));
  return in_system - mean_s * (1 + breaks / repairs);
}

EffectiveService with_breakdowns(double mean_s, double scv, double up_s, double repair_s,
                                 double repair_scv)
{
  const double up = up_s / (up_s + repair_s);
  return {mean_s / up, scv + (1 + repair_scv) * up * (1 - up) * repair_s / mean_s};
}

double departure_scv(std::uint32_t c, double utilisation, double scv_arrivals, double scv_service)
{
  const double square = std::min(1.0, utilisation * utilisation);
  return 1 + (1 - square) * (scv_arrivals - 1) +
         square / std::sqrt(static_cast<double>(c)) * (std::max(scv_service, 0.2) - 1);
}

} // namespace gatetwin
