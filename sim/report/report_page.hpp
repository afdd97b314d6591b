// SPDX-License-Identifier: Apache-2.0
// Results as one HTML page that needs nothing else: no network, no script, charts as SVG in it,
// readable on paper. The answer comes first, then waits, the way through, the day, stations,
// outcomes, service levels, checks, and everything that is needed to repeat the run. Texts of the
// scenario are taken as texts only; the page's own policy forbids scripts.
#pragma once
#include "sim/results/run_results.hpp"
#include "sim/results/wording.hpp"
#include <span>
#include <string>

namespace gatetwin {

// One run, or several below each other with a comparison in front.
std::string report_page(std::span<const RunResults> runs, Language language);

} // namespace gatetwin
