// SPDX-License-Identifier: Apache-2.0
// Exact values of queueing theory, written down from the textbooks and not from the engine.
#pragma once
#include <cmath>

namespace gatetwin::test {

// A. K. Erlang 1917: probability that an arrival at an M/M/c queue with offered load a = lambda /
// mu waits.
inline double erlang_c(int c, double a)
{
  double blocking = 1; // Erlang B by its recursion
  for (int k = 1; k <= c; ++k) blocking = a * blocking / (k + a * blocking);
  const double rho = a / c;
  return blocking / (1 - rho * (1 - blocking));
}

inline double mmc_wait(int c, double lambda, double mu)
{
  return erlang_c(c, lambda / mu) / (c * mu - lambda);
}

// F. Pollaczek 1930, A. Khinchine 1932: mean wait of M/G/1 by mean and squared coefficient of
// variation of the service.
inline double mg1_wait(double lambda, double mean, double scv)
{
  const double rho = lambda * mean;
  return rho * mean * (1 + scv) / (2 * (1 - rho));
}

// A. Cobham 1954: two non-preemptive priorities at one server; W0 is the mean residual service seen
// by an arrival.
struct Cobham {
  double high, low;
};
inline Cobham cobham(double lambda_high, double mean_high, double scv_high, double lambda_low,
                     double mean_low, double scv_low)
{
  const double residual = lambda_high * mean_high * mean_high * (1 + scv_high) / 2 +
                          lambda_low * mean_low * mean_low * (1 + scv_low) / 2;
  const double rho_high = lambda_high * mean_high;
  const double rho = rho_high + lambda_low * mean_low;
  return {residual / (1 - rho_high), residual / ((1 - rho_high) * (1 - rho))};
}

// C. Palm 1946, M/M/c+M (Erlang A): the birth-death chain with departure rate min(n, c) mu + max(n
// - c, 0) theta.
struct ErlangA {
  double abandoning; // share of arrivals
  double wait;       // mean time in queue of all, abandoning or served
};
inline ErlangA erlang_a(int c, double lambda, double mu, double theta)
{
  double weight = 1, total = 1, queue = 0;
  for (int n = 1; n < 5000; ++n) {
    weight *= lambda / (std::min(n, c) * mu + std::max(n - c, 0) * theta);
    total += weight;
    queue += std::max(n - c, 0) * weight;
  }
  const double mean_queue = queue / total;
  return {theta * mean_queue / lambda, mean_queue / lambda};
}

// Share of arrivals that an M/M/1 system with room for k persons loses.
inline double mm1k_loss(double rho, int k)
{
  return (1 - rho) * std::pow(rho, k) / (1 - std::pow(rho, k + 1));
}

// B. Avi-Itzhak and P. Naor 1963, model A (H. White and L. Christie 1958): M/M/1 whose server
// breaks at rate xi whether busy or not and is repaired at rate eta; the service goes on where it
// stopped.
inline double mm1_breakdown_time_in_system(double lambda, double mu, double xi, double eta)
{
  const double sum = xi + eta;
  return (sum * sum + mu * xi) / (sum * (eta * mu - lambda * sum));
}

} // namespace gatetwin::test
