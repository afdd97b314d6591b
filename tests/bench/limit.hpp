// SPDX-License-Identifier: Apache-2.0
// The limit: the workload checkpoint-60 as a bare event loop, without any engine, journal or
// streams by name. Nothing that simulates it event by event in this language is much faster; the
// engine is measured against it, in one run, as a ratio.
//
// Workload: 2,000 travellers an hour; 12 e-gates, triangular(12, 17, 25) s; 8 % go on to 6 booths,
// lognormal(mean 60 s, cv 0.5); 15 % to 5 desks, exponential(45 s); uniform(5, 15) s on foot before
// each.
#pragma once
#include <cstdint>

namespace gatetwin::bench {

struct LimitResult {
  double mean_wait_s = 0; // at the e-gates
  double p95_wait_s = 0;
  double time_in_system_s = 0;
  std::uint64_t events = 0;
};

LimitResult run_limit(std::uint64_t travellers, std::uint64_t seed);

} // namespace gatetwin::bench
