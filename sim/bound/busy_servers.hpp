// SPDX-License-Identifier: Apache-2.0
// How many of c servers are busy when L persons are at a queue on the mean: the formula of the
// steady state turned round. With rho the utilisation, C Erlang's and f = (scv of arrivals + scv of
// services) / 2 (A. O. Allen, J. C. Cunneen 1978), L = c rho + f C(c, c rho) rho / (1 - rho).
#pragma once
#include <cstdint>
#include <vector>

namespace gatetwin {

class BusyServers {
public:
  explicit BusyServers(std::uint32_t c);
  // `variation`: f. Rises with `persons`, from 0 to c.
  double at(double persons, double variation) const;

private:
  std::uint32_t m_c;
  std::vector<double> m_rho, m_queue; // queue of M/M/c at rho, rising
};

} // namespace gatetwin
