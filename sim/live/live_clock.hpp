// SPDX-License-Identifier: Apache-2.0
// The system's time, run faster for who can't wait. Remembers its last reading, which during a
// round of the daemon's loop is that round's instant: the devices live in it.
#pragma once
#include "core/daemon/clock.hpp"

namespace gatetwin {

class LiveClock final : public Clock {
public:
  void set_speed(double speed) { m_speed = speed; } // before the first reading
  Instant now() override;
  void wait(std::span<pollfd> descriptors, MonotonicTime until) override;
  Instant last() const { return m_last; }

private:
  SystemClock m_system;
  double m_speed = 1;
  Instant m_last;
};

} // namespace gatetwin
