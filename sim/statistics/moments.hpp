// SPDX-License-Identifier: Apache-2.0
// Mean, variance and extremes of a stream of values, in constant memory.
//
// DurationMoments: of times in ns. The sums are exact integers, so that the result depends neither
// on the order of the values nor on how streams were merged. Values are at most 2^53 ns (104 days);
// the sum of squares is exact up to 2^21 values of that size, or 2^56 values of a minute. Welford:
// of real numbers, by B. P. Welford's recurrence (Technometrics 4, 1962) and T. F. Chan's merge.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>

namespace gatetwin {

class DurationMoments {
public:
  static constexpr std::int64_t limit_ns = std::int64_t{1} << 53;

  void add(std::uint64_t v) // ns, at most limit_ns
  {
    ++m_count;
    m_sum += v;
    m_squares += static_cast<Wide>(v) * v;
    m_min = std::min(m_min, v);
    m_max = std::max(m_max, v);
  }
  void merge(const DurationMoments& other)
  {
    m_count += other.m_count;
    m_sum += other.m_sum;
    m_squares += other.m_squares;
    m_min = std::min(m_min, other.m_min);
    m_max = std::max(m_max, other.m_max);
  }

  // Everything that is kept, to carry it to another process.
  struct Parts {
    std::uint64_t count = 0;
    std::uint64_t sum_high = 0, sum_low = 0;
    std::uint64_t squares_high = 0, squares_low = 0;
    std::uint64_t min = UINT64_MAX, max = 0;
  };
  Parts parts() const
  {
    return {m_count,
            static_cast<std::uint64_t>(m_sum >> 64),
            static_cast<std::uint64_t>(m_sum),
            static_cast<std::uint64_t>(m_squares >> 64),
            static_cast<std::uint64_t>(m_squares),
            m_min,
            m_max};
  }
  static DurationMoments from_parts(const Parts& parts)
  {
    DurationMoments out;
    out.m_count = parts.count;
    out.m_sum = (static_cast<Wide>(parts.sum_high) << 64) | parts.sum_low;
    out.m_squares = (static_cast<Wide>(parts.squares_high) << 64) | parts.squares_low;
    out.m_min = parts.min;
    out.m_max = parts.max;
    return out;
  }

  std::uint64_t count() const { return m_count; }
  double sum_s() const { return static_cast<double>(m_sum) / 1e9; }
  std::uint64_t min_ns() const { return m_count > 0 ? m_min : 0; }
  std::uint64_t max_ns() const { return m_max; }
  double mean_s() const
  {
    return m_count > 0 ? static_cast<double>(m_sum) / static_cast<double>(m_count) / 1e9 : 0;
  }
  // Of a sample (n - 1); 0 for fewer than two values.
  double sd_s() const
  {
    if (m_count < 2) return 0;
    const Wide mean = m_sum / m_count; // rounded down; the rest is taken into account exactly
    const Wide rest = m_sum - mean * m_count;
    // Sum of (v - mean)^2 = squares - 2 mean sum + n mean^2 = squares - mean (sum + rest).
    const Wide around = m_squares - mean * (m_sum + rest);
    const double r = static_cast<double>(rest);
    const double n = static_cast<double>(m_count);
    const double squares = static_cast<double>(around) - r * r / n;
    return std::sqrt(std::max(0.0, squares) / (n - 1)) / 1e9;
  }

private:
  __extension__ using Wide = unsigned __int128;
  Wide m_sum = 0;
  Wide m_squares = 0;
  std::uint64_t m_count = 0;
  std::uint64_t m_min = UINT64_MAX;
  std::uint64_t m_max = 0;
};

class Welford {
public:
  void add(double value)
  {
    ++m_count;
    const double off = value - m_mean;
    m_mean += off / static_cast<double>(m_count);
    m_squares += off * (value - m_mean);
  }
  void merge(const Welford& other)
  {
    if (other.m_count == 0) return;
    const double a = static_cast<double>(m_count);
    const double b = static_cast<double>(other.m_count);
    const double off = other.m_mean - m_mean;
    m_count += other.m_count;
    m_mean += off * b / (a + b);
    m_squares += other.m_squares + off * off * a * b / (a + b);
  }
  std::uint64_t count() const { return m_count; }
  double mean() const { return m_mean; }
  double variance() const // of a sample (n - 1)
  {
    return m_count < 2 ? 0 : m_squares / static_cast<double>(m_count - 1);
  }
  double sd() const { return std::sqrt(variance()); }

private:
  std::uint64_t m_count = 0;
  double m_mean = 0;
  double m_squares = 0;
};

} // namespace gatetwin
