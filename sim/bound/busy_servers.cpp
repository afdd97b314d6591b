// SPDX-License-Identifier: Apache-2.0
#include "sim/bound/busy_servers.hpp"
#include "sim/model/erlang.hpp"

namespace gatetwin {

// Points lie close together where the queue grows fast.
BusyServers::BusyServers(std::uint32_t c) : m_c(c)
{
  constexpr int points = 300;
  for (int i = 0; i < points; ++i) {
    const double left = 1 - static_cast<double>(i) / points;
    const double rho = 1 - left * left * left;
    m_rho.push_back(rho);
    m_queue.push_back(erlang_c(c, c * rho) * rho / (1 - rho));
  }
}

double BusyServers::at(double persons, double variation) const
{
  const auto present = [&](std::size_t i) { return m_c * m_rho[i] + variation * m_queue[i]; };
  std::size_t low = 0, high = m_rho.size() - 1;
  if (persons >= present(high)) return m_c;
  while (high - low > 1) {
    const std::size_t middle = (low + high) / 2;
    (present(middle) <= persons ? low : high) = middle;
  }
  const double from = present(low), to = present(high);
  const double part = to > from ? (persons - from) / (to - from) : 0;
  return m_c * (m_rho[low] + part * (m_rho[high] - m_rho[low]));
}

} // namespace gatetwin
