// SPDX-License-Identifier: Apache-2.0
#include "sim/timing/phase_comparison.hpp"
#include <cmath>
#include <limits>

namespace gatetwin {
namespace {

// Kolmogorov-Smirnov over buckets: both functions are only compared where a bucket ends.
double distance_between(const LogHistogram& a, const LogHistogram& b)
{
  const auto of_a = a.buckets();
  const auto of_b = b.buckets();
  std::uint64_t seen_a = 0, seen_b = 0;
  std::size_t i = 0, j = 0;
  double largest = 0;
  while (i < of_a.size() || j < of_b.size()) {
    const std::uint32_t next_a = i < of_a.size() ? of_a[i].number : UINT32_MAX;
    const std::uint32_t next_b = j < of_b.size() ? of_b[j].number : UINT32_MAX;
    if (next_a <= next_b) seen_a += of_a[i++].weight;
    if (next_b <= next_a) seen_b += of_b[j++].weight;
    const double share_a = static_cast<double>(seen_a) / static_cast<double>(a.total());
    const double share_b = static_cast<double>(seen_b) / static_cast<double>(b.total());
    largest = std::max(largest, std::fabs(share_a - share_b));
  }
  return largest;
}

} // namespace

double relative_difference(double of, double base)
{
  if (of == base) return 0;
  return base == 0 ? std::numeric_limits<double>::infinity() : (of - base) / base;
}

double PhaseComparison::largest_difference() const
{
  double largest = 0;
  for (const double q : {0.5, 0.95}) {
    largest = std::max(largest, std::fabs(relative_difference(here->histogram.quantile(q),
                                                              against->histogram.quantile(q))));
  }
  return largest;
}

std::vector<PhaseComparison> compare_phases(const PhaseTimes& here, const PhaseTimes& against)
{
  constexpr double five_in_a_hundred = 1.3581; // sqrt(-ln(0.05 / 2) / 2)
  std::vector<PhaseComparison> rows;
  for (std::size_t p = 0; p < phase_count; ++p) {
    const auto phase = static_cast<Phase>(p);
    PhaseComparison row{phase, &here.sample(phase), &against.sample(phase), 0, 0};
    if (row.here->count == 0 && row.against->count == 0) continue;
    if (row.both()) {
      const auto n = static_cast<double>(row.here->count);
      const auto m = static_cast<double>(row.against->count);
      row.distance = distance_between(row.here->histogram, row.against->histogram);
      row.distance_by_chance = five_in_a_hundred * std::sqrt((n + m) / (n * m));
    }
    rows.push_back(row);
  }
  return rows;
}

} // namespace gatetwin
