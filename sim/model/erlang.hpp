// SPDX-License-Identifier: Apache-2.0
// A. K. Erlang, 1917: c equal servers, Poisson arrivals, a = lambda * mean service the offered
// load.
#pragma once
#include <cstdint>

namespace gatetwin {

// Share of arrivals that c servers without a queue lose, for any a >= 0 and any service time.
double erlang_b(std::uint32_t c, double a);
// Share of arrivals that wait at M/M/c; c > 0, 0 <= a < c. Exact.
double erlang_c(std::uint32_t c, double a);

} // namespace gatetwin
