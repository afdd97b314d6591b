// SPDX-License-Identifier: Apache-2.0
// Counts of non-negative integers (ns, or a queue's length) in buckets whose width grows with the
// value, after Gil Tene's HDR histogram: 128 buckets to each doubling. A quantile is off by at most
// 1/256 = 0.4 % of the value; values below 256 are exact, and so are the extremes. Pages of 128
// buckets are made when a value first falls into them, so that memory follows the range of the
// values, not their number. Values above 2^53 count as 2^53.
#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace gatetwin {

class LogHistogram {
public:
  static constexpr std::uint64_t largest = std::uint64_t{1} << 53;
  static constexpr double relative_error = 1.0 / 256;

  LogHistogram() = default;
  LogHistogram(LogHistogram&&) = default;
  LogHistogram& operator=(LogHistogram&&) = default;
  LogHistogram(const LogHistogram& other) { merge(other); }
  LogHistogram& operator=(const LogHistogram& other);

  // `weight` counts the value so many times, for example as ns during which a queue had that
  // length.
  void add(std::uint64_t value, std::uint64_t weight = 1)
  {
    if (weight == 0) return;
    value = std::min(value, largest);
    const unsigned page = page_of(value);
    if (!m_pages[page]) [[unlikely]]
      m_pages[page] = std::make_unique<Page>();
    const std::uint64_t bucket = page == 0 ? value : value >> (page - 1);
    (*m_pages[page])[bucket & (page_size - 1)] += weight;
    m_total += weight;
    m_min = std::min(m_min, value);
    m_max = std::max(m_max, value);
  }
  void merge(const LogHistogram& other);

  std::uint64_t total() const { return m_total; }
  std::uint64_t min() const { return m_total > 0 ? m_min : 0; }
  std::uint64_t max() const { return m_max; }
  // The least value that at least the share q of the weight does not exceed, 0 <= q <= 1; 0 when
  // empty.
  double quantile(double q) const;
  // Standard deviation of the weight around `mean`, by the buckets' middles.
  double sd_around(double mean) const;
  // Weight of the values up to and with those that share `value`'s bucket: at a quantile, what the
  // quantile counted.
  std::uint64_t weight_up_to(double value) const;

  // To keep a histogram outside of this process: its buckets that hold something, by rising number.
  struct Bucket {
    std::uint32_t number = 0;
    std::uint64_t weight = 0;
  };
  std::vector<Bucket> buckets() const;
  // The histogram of these; none when they can't be one's.
  static std::optional<LogHistogram> from_buckets(std::span<const Bucket> buckets,
                                                  std::uint64_t min, std::uint64_t max);

private:
  static constexpr std::size_t page_size = 128;
  using Page = std::array<std::uint64_t, page_size>;
  // Page 0: [0, 128) in steps of 1. Page p: [128, 256) << (p - 1) in steps of 1 << (p - 1).
  static unsigned page_of(std::uint64_t value)
  {
    return static_cast<unsigned>(std::bit_width(value >> 7));
  }

  // What a bucket's values are taken for.
  static double middle(unsigned page, std::size_t bucket);

  std::array<std::unique_ptr<Page>, 48> m_pages{};
  std::uint64_t m_total = 0;
  std::uint64_t m_min = UINT64_MAX;
  std::uint64_t m_max = 0;
};

} // namespace gatetwin
