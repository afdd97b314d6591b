// SPDX-License-Identifier: Apache-2.0
// The one place of a daemon that reads clocks and waits. Time reaches the core as a value only.
#pragma once
#include "core/base/time.hpp"
#include <poll.h>
#include <span>

namespace gatetwin {

class Clock {
public:
  virtual ~Clock() = default;
  virtual Instant now() = 0;
  // Returns when a descriptor is ready, its revents set, or the time has come, or sooner.
  virtual void wait(std::span<pollfd> descriptors, MonotonicTime until) = 0;
  // For measuring how long something takes, and for nothing else.
  virtual Duration stopwatch();
};

// Monotonic: since it was made, suspended time included; so a journal, one for each start, begins
// at 0. Wall: as the system has it, which may step.
class SystemClock final : public Clock {
public:
  SystemClock();
  Instant now() override;
  void wait(std::span<pollfd> descriptors, MonotonicTime until) override;

private:
  std::int64_t m_origin_ns;
};

// Tells a wall clock that was set from one that runs: wall and monotonic time apart from their
// difference at the last look by more than `limit`.
class WallStepWatch {
public:
  explicit WallStepWatch(Duration limit) : m_limit(limit) {}
  // By how much the wall clock was set since the last look; 0: not.
  Duration look(Instant now)
  {
    const Duration apart{now.wall.ns - now.mono.ns};
    const Duration step = m_looked ? apart - m_apart : Duration{0};
    m_apart = apart;
    m_looked = true;
    return step > m_limit || step < Duration{-m_limit.ns} ? step : Duration{0};
  }

private:
  const Duration m_limit;
  Duration m_apart;
  bool m_looked = false;
};

} // namespace gatetwin
