// SPDX-License-Identifier: Apache-2.0
// A comparison for people and for programs: which design is best, by how much, and how sure that
// is.
#pragma once
#include "sim/experiment/comparison.hpp"
#include "sim/results/json_writer.hpp"
#include "sim/results/wording.hpp"
#include <string>
#include <vector>

namespace gatetwin::experiment {

// A value of the figure as people read it: "12.3 s", "97.2 %", "4.1".
std::string figure_value_text(double value, const FigureChoice& figure, Language language);

// "12.1 s .. 12.9 s", or "-".
// The value; "-" where nothing was observed.
std::string estimate_text(const Estimate& estimate, const FigureChoice& figure, Language language);
std::string interval_text(const Estimate& estimate, const FigureChoice& figure, Language language);
// The keys mean, ci95 (null where there is none) and note (why).
void write_estimate(JsonWriter& out, const Estimate& estimate);

// Sentences first, then a table of each figure. `designs`: their names in order.
std::string to_text(const Comparison& comparison, const std::vector<std::string>& designs,
                    Language language, bool colour);
// Schema "gatetwin.comparison/1": see docs/experiments.md. Shares are shares, not percentages.
std::string to_json(const Comparison& comparison, const std::vector<std::string>& designs);
// The differences, a row each (RFC 4180).
std::string to_csv(const Comparison& comparison, const std::vector<std::string>& designs);

} // namespace gatetwin::experiment
