// SPDX-License-Identifier: Apache-2.0
#include "sim/statistics/log_histogram.hpp"
#include <cmath>

namespace gatetwin {

LogHistogram& LogHistogram::operator=(const LogHistogram& other)
{
  if (this == &other) return *this;
  *this = LogHistogram{};
  merge(other);
  return *this;
}

void LogHistogram::merge(const LogHistogram& other)
{
  for (std::size_t p = 0; p < m_pages.size(); ++p) {
    if (!other.m_pages[p]) continue;
    if (!m_pages[p]) m_pages[p] = std::make_unique<Page>();
    for (std::size_t i = 0; i < page_size; ++i) (*m_pages[p])[i] += (*other.m_pages[p])[i];
  }
  m_total += other.m_total;
  m_min = std::min(m_min, other.m_min);
  m_max = std::max(m_max, other.m_max);
}

double LogHistogram::quantile(double q) const
{
  if (m_total == 0) return 0;
  if (q <= 0) return static_cast<double>(m_min);
  if (q >= 1) return static_cast<double>(m_max);
  // A rank is not missed by rounding: 0.07 * 100 is 7.000000000000001.
  const double wanted = q * static_cast<double>(m_total);
  const double slack = 1e-9 * wanted;
  std::uint64_t seen = 0;
  for (unsigned p = 0; p < m_pages.size(); ++p) {
    if (!m_pages[p]) continue;
    for (std::size_t i = 0; i < page_size; ++i) {
      const std::uint64_t here = (*m_pages[p])[i];
      seen += here;
      if (here == 0 || static_cast<double>(seen) < wanted - slack) continue;
      return std::clamp(middle(p, i), static_cast<double>(m_min), static_cast<double>(m_max));
    }
  }
  return static_cast<double>(m_max);
}

double LogHistogram::sd_around(double mean) const
{
  if (m_total == 0) return 0;
  double squares = 0;
  for (unsigned p = 0; p < m_pages.size(); ++p) {
    if (!m_pages[p]) continue;
    for (std::size_t i = 0; i < page_size; ++i) {
      const double off = middle(p, i) - mean;
      squares += off * off * static_cast<double>((*m_pages[p])[i]);
    }
  }
  return std::sqrt(squares / static_cast<double>(m_total));
}

std::uint64_t LogHistogram::weight_up_to(double value) const
{
  if (!(value >= 0)) return 0;
  const double limit = static_cast<double>(largest);
  const auto whole = static_cast<std::uint64_t>(std::min(value, limit));
  const unsigned last = page_of(whole);
  const std::uint64_t bucket = (last == 0 ? whole : whole >> (last - 1)) & (page_size - 1);
  std::uint64_t seen = 0;
  for (unsigned p = 0; p <= last; ++p) {
    if (!m_pages[p]) continue;
    const std::size_t end = p == last ? bucket + 1 : page_size;
    for (std::size_t i = 0; i < end; ++i) seen += (*m_pages[p])[i];
  }
  return seen;
}

std::vector<LogHistogram::Bucket> LogHistogram::buckets() const
{
  std::vector<Bucket> out;
  for (std::size_t p = 0; p < m_pages.size(); ++p) {
    if (!m_pages[p]) continue;
    for (std::size_t i = 0; i < page_size; ++i) {
      const std::uint64_t weight = (*m_pages[p])[i];
      if (weight > 0) out.push_back({static_cast<std::uint32_t>(p * page_size + i), weight});
    }
  }
  return out;
}

std::optional<LogHistogram> LogHistogram::from_buckets(std::span<const Bucket> buckets,
                                                       std::uint64_t min, std::uint64_t max)
{
  LogHistogram out;
  if (buckets.empty()) return out;
  if (min > max || max > largest) return std::nullopt;
  std::int64_t last = -1;
  for (const Bucket& bucket : buckets) {
    const std::size_t page = bucket.number / page_size;
    if (page >= out.m_pages.size() || bucket.weight == 0 || bucket.number <= last)
      return std::nullopt;
    last = bucket.number;
    if (!out.m_pages[page]) out.m_pages[page] = std::make_unique<Page>();
    (*out.m_pages[page])[bucket.number % page_size] = bucket.weight;
    out.m_total += bucket.weight;
  }
  out.m_min = min;
  out.m_max = max;
  return out;
}

double LogHistogram::middle(unsigned page, std::size_t bucket)
{
  if (page == 0) return static_cast<double>(bucket);
  const unsigned shift = page - 1;
  const double low = static_cast<double>((page_size + bucket) << shift);
  return low + 0.5 * static_cast<double>((std::uint64_t{1} << shift) - 1);
}

} // namespace gatetwin
