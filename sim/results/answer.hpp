// SPDX-License-Identifier: Apache-2.0
// The answer in sentences: what a planner asked for, before any table. First how long people wait,
// then the time in all, the service levels, the bottleneck; and before all that, whether the run
// may be relied on at all.
#pragma once
#include "sim/results/run_results.hpp"
#include "sim/results/wording.hpp"
#include <string>
#include <vector>

namespace gatetwin {

std::vector<std::string> answer(const RunResults& results, Language language);

// What a person reads for a station, class, checkpoint: its title, or its id when it has none.
std::string station_title(const RunResults& results, std::string_view id);
std::string class_title(const RunResults& results, std::string_view id);
std::string checkpoint_title(const RunResults& results, std::string_view id);
// Met or not, and whether the interval leaves a doubt.
const char* verdict(const ServiceLevelResult& level, Language language);
// What the station of most waiting is marked with, by whether it is short of capacity.
const char* bottleneck_mark(const StationResult& worst, Language language);
// Sum of violations over all invariants.
std::uint64_t violations(const RunResults& results);

} // namespace gatetwin
