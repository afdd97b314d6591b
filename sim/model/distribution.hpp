// SPDX-License-Identifier: Apache-2.0
// A non-negative random quantity of the scenario, usually a duration in seconds. Sampling takes its
// numbers from the caller's named stream only, one or a few draws per sample, and never gives a
// negative or non-finite value.
#pragma once
#include "core/base/random_stream.hpp"
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace gatetwin {

enum class DistributionKind : std::uint8_t {
  constant,    // a
  uniform,     // a low, b high
  exponential, // a mean
  triangular,  // a low, b mode, c high
  normal,      // a mean, b sd; truncated at 0 by drawing again
  lognormal,   // a mean, b cv
  gamma,       // a mean, b cv
  erlang,      // a mean, b number of phases
  weibull,     // a shape, b scale
  empirical    // points: sorted sample values, interpolated between order statistics
};

struct Distribution {
  DistributionKind kind = DistributionKind::constant;
  double a = 0, b = 0, c = 0;
  std::shared_ptr<const std::vector<double>> points;

  double sample(RandomStream& stream) const;
  double mean() const;
  double variance() const;
  // Squared coefficient of variation; 0 for a constant, 1 for the exponential.
  double scv() const;
  bool is_zero() const { return kind == DistributionKind::constant && a == 0; }
};

// As a scenario writes it, with seconds as the unit: "triangular(12 s, 17 s, 25 s)".
std::string to_string(const Distribution& distribution);

} // namespace gatetwin
