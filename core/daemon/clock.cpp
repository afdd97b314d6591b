// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/clock.hpp"
#include <algorithm>
#include <ctime>

namespace gatetwin {
namespace {

std::int64_t read_clock(clockid_t clock)
{
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

} // namespace

Duration Clock::stopwatch() { return {read_clock(CLOCK_MONOTONIC)}; }

SystemClock::SystemClock() : m_origin_ns(read_clock(CLOCK_BOOTTIME)) {}

Instant SystemClock::now()
{
  return {{read_clock(CLOCK_BOOTTIME) - m_origin_ns}, {read_clock(CLOCK_REALTIME)}};
}

void SystemClock::wait(std::span<pollfd> descriptors, MonotonicTime until)
{
  // A day at most, so that no deadline is beyond what the system can wait for.
  const std::int64_t now_ns = now().mono.ns;
  const std::int64_t left_ns =
      until.ns <= now_ns ? 0 : std::min<std::int64_t>(until.ns - now_ns, days(1).ns);
  const timespec timeout{left_ns / 1'000'000'000, left_ns % 1'000'000'000};
  for (pollfd& one : descriptors) one.revents = 0;
  ppoll(descriptors.data(), descriptors.size(), &timeout, nullptr);
}

} // namespace gatetwin
