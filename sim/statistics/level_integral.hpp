// SPDX-License-Identifier: Apache-2.0
// A number that changes in steps (people in a queue, units that serve), summed over time: number x
// ns, exactly. A step up at t takes t off the sum, a step down adds it; at any T the area is that
// sum plus number x T. So a change costs two additions. The arithmetic is modulo 2^64: what is in
// between may wrap, a span's area does not.
#pragma once
#include <cstdint>

namespace gatetwin {

class LevelIntegral {
public:
  explicit LevelIntegral(std::uint32_t level = 0) : m_level(level) {}

  void step_up(std::int64_t now_ns)
  {
    ++m_level;
    m_sum -= static_cast<std::uint64_t>(now_ns);
  }
  void step_down(std::int64_t now_ns) // level > 0
  {
    --m_level;
    m_sum += static_cast<std::uint64_t>(now_ns);
  }
  std::uint32_t level() const { return m_level; }
  // Since the last call, or since time 0.
  double take_area(std::int64_t now_ns)
  {
    const std::uint64_t now =
        static_cast<std::uint64_t>(m_level) * static_cast<std::uint64_t>(now_ns);
    const auto area = static_cast<std::int64_t>(m_sum + now);
    m_sum = 0 - now;
    return static_cast<double>(area);
  }

private:
  std::uint32_t m_level;
  std::uint64_t m_sum = 0;
};

} // namespace gatetwin
