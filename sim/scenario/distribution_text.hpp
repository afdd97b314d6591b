// SPDX-License-Identifier: Apache-2.0
// Distributions as a scenario writes them: "30 s", "triangular(12 s, 17 s, 25 s)", "lognormal(mean
// 60 s, cv 0.5)", "empirical(file.csv)" or "empirical(11 s, 12 s, 19 s)". Arguments stand in order
// or by name.
#pragma once
#include "core/settings/value_text.hpp"
#include "sim/scenario/scenario.pb.h"
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin {

struct DistributionText {
  scenario::Distribution distribution;
  std::string sample_file; // empirical: not empty when the samples stand in a file
};

// The rule gives the measure of the values and their range.
Parsed<DistributionText> parse_distribution(std::string_view text, const FieldRule& rule);
std::string format_distribution(const scenario::Distribution& distribution, const FieldRule& rule);
// Of at least one sample; equal ones make a constant.
scenario::Distribution empirical_distribution(std::vector<double> samples);
// A sample of an empirical distribution; without a unit it is in base units (seconds).
Parsed<double> parse_sample(std::string_view text, const FieldRule& rule);

} // namespace gatetwin
