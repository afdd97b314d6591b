// SPDX-License-Identifier: Apache-2.0
// Both clocks of this computer.
#pragma once
#include "core/base/time.hpp"
#include <ctime>

namespace gatetwin {

inline Instant system_instant()
{
  timespec mono{}, wall{};
  ::clock_gettime(CLOCK_MONOTONIC, &mono);
  ::clock_gettime(CLOCK_REALTIME, &wall);
  return {{mono.tv_sec * 1'000'000'000 + mono.tv_nsec},
          {wall.tv_sec * 1'000'000'000 + wall.tv_nsec}};
}

} // namespace gatetwin
