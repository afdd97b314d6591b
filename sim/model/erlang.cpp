// SPDX-License-Identifier: Apache-2.0
#include "sim/model/erlang.hpp"
#include "core/base/check.hpp"

namespace gatetwin {

double erlang_b(std::uint32_t c, double a)
{
  double lost = 1;
  for (std::uint32_t k = 1; k <= c; ++k) lost = a * lost / (k + a * lost);
  return lost;
}

double erlang_c(std::uint32_t c, double a)
{
  CHECK(c > 0 && a >= 0 && a < c);
  const double lost = erlang_b(c, a);
  return lost / (1 - a / c * (1 - lost));
}

} // namespace gatetwin
