// SPDX-License-Identifier: Apache-2.0
// Results as one HTML page that needs nothing else: no network, charts as SVG in it, readable on
// paper; where a script may run, charts that can be looked into (live_chart.hpp). The answer comes
// first, then waits, the way through, the day, stations, outcomes, service levels, checks, and
// everything that is needed to repeat the run. Texts of the scenario are taken as texts only; the
// page's own policy forbids every script but its own.
#pragma once
#include "sim/results/run_results.hpp"
#include "sim/results/wording.hpp"
#include <span>
#include <string>

namespace gatetwin {

// One run, or several below each other with a comparison in front.
enum class ReportForm : std::uint8_t { live, still }; // still: without script, 145 kB less
std::string report_page(std::span<const RunResults> runs, Language language,
                        ReportForm form = ReportForm::live);

} // namespace gatetwin
