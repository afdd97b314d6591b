// SPDX-License-Identifier: Apache-2.0
#include "sim/live/live_clock.hpp"

namespace gatetwin {

// At another speed the wall clock runs along, from the instant at which it was started.
Instant LiveClock::now()
{
  const Instant real = m_system.now();
  m_last = real;
  if (m_speed != 1) {
    m_last.mono.ns = static_cast<std::int64_t>(static_cast<double>(real.mono.ns) * m_speed);
    m_last.wall.ns += m_last.mono.ns - real.mono.ns;
  }
  return m_last;
}

void LiveClock::wait(std::span<pollfd> descriptors, MonotonicTime until)
{
  if (m_speed == 1 || until == MonotonicTime::never()) return m_system.wait(descriptors, until);
  // Up to the next nanosecond: waking too early would be waking twice.
  const double real_ns = static_cast<double>(until.ns) / m_speed;
  m_system.wait(descriptors, {static_cast<std::int64_t>(real_ns) + 1});
}

} // namespace gatetwin
