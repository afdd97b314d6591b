// SPDX-License-Identifier: Apache-2.0
// The report's tables, each the inner HTML of a section; empty where there is nothing to show.
#pragma once
#include "sim/results/run_results.hpp"
#include "sim/results/wording.hpp"
#include <span>
#include <string>

namespace gatetwin {

std::string waits_table(const RunResults& results, Language language);
std::string queue_lengths_table(const RunResults& results, Language language);
std::string other_times_table(const RunResults& results, Language language);
std::string officers_table(const RunResults& results, Language language);
std::string stations_table(const RunResults& results, Language language);
std::string outcomes_table(const RunResults& results, Language language);
std::string service_levels_table(const RunResults& results, Language language);
std::string checks_table(const RunResults& results, Language language);
std::string about_list(const RunResults& results, Language language);
// The designs that were simulated.
std::string optimum_table(const OptimumResult& optimum, Language language);
// One row a run, its main figures side by side.
std::string comparison_table(std::span<const RunResults> runs, Language language);

} // namespace gatetwin
