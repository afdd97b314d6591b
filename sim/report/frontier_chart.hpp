// SPDX-License-Identifier: Apache-2.0
// The frontier of a search for the cheapest design: cost to the right, the limited figure upwards,
// a point for each design that was simulated, as static SVG like all charts.
#pragma once
#include "sim/results/run_results.hpp"
#include "sim/results/wording.hpp"
#include <string>

namespace gatetwin {

// Empty when there is nothing to draw.
std::string frontier_chart(const OptimumResult& optimum, Language language);

} // namespace gatetwin
