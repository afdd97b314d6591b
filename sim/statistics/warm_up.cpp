// SPDX-License-Identifier: Apache-2.0
#include "sim/statistics/warm_up.hpp"
#include "sim/statistics/moments.hpp"
#include <limits>
#include <vector>

namespace gatetwin {

std::optional<std::size_t> mser_cut(std::span<const double> series)
{
  const std::size_t n = series.size();
  if (n < 10) return std::nullopt;
  // From the end towards the start, so that each value is taken in once.
  Welford rest;
  double least = std::numeric_limits<double>::infinity();
  std::size_t cut = 0;
  for (std::size_t i = n; i-- > 0;) {
    rest.add(series[i]);
    const double remaining = static_cast<double>(n - i);
    // The last few values may agree by chance; the rule leaves at least five.
    if (n - i < 5) continue;
    const double spread = rest.variance() * (remaining - 1) / (remaining * remaining);
    if (spread <= least) {
      least = spread;
      cut = i;
    }
  }
  if (cut > n / 2) return std::nullopt;
  return cut;
}

std::optional<std::size_t> mser5_cut(std::span<const double> series)
{
  std::vector<double> fives;
  for (std::size_t i = 0; i + 5 <= series.size(); i += 5) {
    double sum = 0;
    for (std::size_t k = i; k < i + 5; ++k) sum += series[k];
    fives.push_back(sum / 5);
  }
  const std::optional<std::size_t> cut = mser_cut(fives);
  if (!cut) return std::nullopt;
  return *cut * 5;
}

} // namespace gatetwin
