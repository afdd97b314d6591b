// SPDX-License-Identifier: Apache-2.0
// The phases of two journals beside each other: is the measured gate the simulated one?
#pragma once
#include "sim/timing/phase_times.hpp"
#include <vector>

namespace gatetwin {

struct PhaseComparison {
  Phase phase{};
  const PhaseSample* here = nullptr;    // never null
  const PhaseSample* against = nullptr; // never null
  // The largest distance between the two distribution functions, by the histograms' buckets; 0 when
  // either is empty. `distance_by_chance`: what two samples of these sizes from one distribution
  // exceed in 5 of 100 cases (Smirnov 1948; for counts from 20 on).
  double distance = 0;
  double distance_by_chance = 0;

  bool both() const { return here->count > 0 && against->count > 0; }
  // Enough of each for percentiles to say something; the rest is shown, not judged.
  static constexpr std::uint64_t judged_from = 20;
  bool judged() const { return here->count >= judged_from && against->count >= judged_from; }
  bool differs() const { return judged() && distance > distance_by_chance; }
  // The larger of the relative differences of median and 95th percentile to `against`.
  double largest_difference() const;
};

// Of all phases that occur in either.
std::vector<PhaseComparison> compare_phases(const PhaseTimes& here, const PhaseTimes& against);

// of - base, relative to base; infinite when only the base is 0.
double relative_difference(double of, double base);

} // namespace gatetwin
