// SPDX-License-Identifier: Apache-2.0
// One queue's length over time: area, greatest length, and for how long it had which length.
#pragma once
#include "sim/statistics/level_integral.hpp"
#include "sim/statistics/log_histogram.hpp"
#include <algorithm>
#include <array>
#include <cstdint>

namespace gatetwin {

class QueueLoad {
public:
  void join(std::int64_t now_ns)
  {
    note_length(now_ns);
    m_area.step_up(now_ns);
    ++m_joined;
    m_max = std::max(m_max, m_area.level());
    m_recent_max = std::max(m_recent_max, m_area.level());
  }
  void leave(std::int64_t now_ns)
  {
    if (m_area.level() == 0) return; // a damaged journal; nobody can leave an empty queue
    note_length(now_ns);
    m_area.step_down(now_ns);
  }
  double take_area(std::int64_t now_ns) { return m_area.take_area(now_ns); }
  std::uint32_t take_recent_max() // since the last call
  {
    const std::uint32_t max = m_recent_max;
    m_recent_max = m_area.level();
    return max;
  }
  void start_counting(std::int64_t now_ns);
  void stop_counting(std::int64_t now_ns);

  // Between start_counting and stop_counting; there after the latter.
  std::uint64_t joined() const { return m_counted_joined; }
  std::uint32_t max() const { return m_counted_max; }
  const LogHistogram& lengths() const { return m_counted; } // weighted by ns

private:
  void note_length(std::int64_t now_ns)
  {
    const auto lasted = static_cast<std::uint64_t>(now_ns - m_since_ns);
    m_since_ns = now_ns;
    const std::uint32_t length = m_area.level();
    if (length < m_short.size()) {
      m_short[length] += lasted;
    } else {
      m_lengths.add(length, lasted);
    }
  }

  LevelIntegral m_area;
  std::uint32_t m_max = 0;
  std::uint32_t m_recent_max = 0;
  std::uint64_t m_joined = 0;
  std::int64_t m_since_ns = 0;
  std::array<std::uint64_t, 64> m_short{}; // ns at the most frequent lengths
  LogHistogram m_lengths;                  // and at the others
  LogHistogram m_counted;
  std::uint32_t m_counted_max = 0;
  std::uint64_t m_counted_joined = 0;
};

} // namespace gatetwin
