// SPDX-License-Identifier: Apache-2.0
// Waits of queues in a steady state, from the books. Each function names its source; those that are
// exact for their assumptions say so. Waits are times in the queue in the unit of `mean_s`; `c`
// servers, `a` the offered load lambda * mean service in servers, a < c where not said otherwise.
// "scv" is a squared coefficient of variation: 0 constant, 1 exponential.
#pragma once
#include "sim/model/erlang.hpp"
#include <cstdint>
#include <vector>

namespace gatetwin {

// Mean wait of M/M/c; exact.
double mmc_wait_s(std::uint32_t c, double a, double mean_s);
// Wait that the share `p` does not exceed, M/M/c first come first served; exact.
double mmc_wait_quantile_s(std::uint32_t c, double a, double mean_s, double p);

// F. Pollaczek 1930, A. Khinchine 1932. Mean wait of M/G/1; exact.
double mg1_wait_s(double a, double mean_s, double scv);
// C. D. Crommelin 1932. Mean wait of M/D/c; exact. Its sum takes about 1 / (c (1 - a/c)^3) steps.
double mdc_wait_s(std::uint32_t c, double a, double mean_s);
// G. P. Cosmetatos 1975. Mean wait of M/D/c, within about 1 %.
double mdc_wait_approximate_s(std::uint32_t c, double a, double mean_s);
// G. P. Cosmetatos 1976, E. Page 1982. Mean wait of M/G/c, scv <= 1: between M/D/c and M/M/c.
double mgc_wait_s(std::uint32_t c, double a, double mean_s, double scv);
// A. O. Allen, J. C. Cunneen 1978. Mean wait of G/G/c by both variations; for M/G/1 it is exact.
double ggc_wait_s(std::uint32_t c, double a, double mean_s, double scv_arrivals,
                  double scv_service);

// Groups that arrive together, one at a time served. `sizes[k]`: share of groups of k + 1 persons.
struct GroupMoments {
  double mean = 1;   // persons in a group
  double second = 1; // mean of the square
};
GroupMoments moments_of(const std::vector<double>& sizes);
// P. J. Burke 1975. Mean wait of a person at M[X]/G/1, a the load of persons; exact.
double group_wait_s(double a, double mean_s, double scv, const GroupMoments& group);
// Mean wait of a person at M[X]/M/c by the chain of persons present; exact up to rounding.
double group_mmc_wait_s(std::uint32_t c, double a, double mean_s, const std::vector<double>& sizes);

// A. Cobham 1954 (one server), O. Kella, U. Yechiali 1985 (several): mean wait of a class under
// non-preemptive priority, from the wait of all in order of arrival. `load_above`, `load_to`: share
// of capacity taken by higher classes, and by these and the class itself; load_to < 1.
// `residual_s` = FIFO wait * (1 - load of all), which does not depend on the order.
double priority_wait_s(double residual_s, double load_above, double load_to);

// C. Palm 1946, M/M/c+M (Erlang A), and M/M/c/K where `balk_at` persons in the queue keep others
// from joining; exact, for any a > 0 where there is patience or balking.
struct Losses {
  double wait_served_s = 0; // mean wait of those who are served
  double queue_mean = 0;    // persons who wait
  double abandoning = 0;    // share of arrivals that give up waiting
  double balking = 0;       // share of arrivals that don't join
  double waiting = 0;       // share of arrivals that join and wait
};
// `patience_s` 0: unlimited; `balk_at` 0: never.
Losses impatient_wait(std::uint32_t c, double a, double mean_s, double patience_s,
                      std::uint32_t balk_at);

// H. White, L. S. Christie 1958; B. Avi-Itzhak, P. Naor 1963. M/M/1 whose server breaks and is
// repaired, busy or not, exponentially; the service goes on where it stopped. Exact.
double breaking_mm1_wait_s(double a, double mean_s, double up_s, double repair_s);
// W. J. Hopp, M. L. Spearman 1996: service with its breakdowns in it.
struct EffectiveService {
  double mean_s = 0;
  double scv = 0;
};
EffectiveService with_breakdowns(double mean_s, double scv, double up_s, double repair_s,
                                 double repair_scv);

// W. Whitt 1983 (QNA): variation of what leaves c servers.
double departure_scv(std::uint32_t c, double utilisation, double scv_arrivals, double scv_service);

} // namespace gatetwin
