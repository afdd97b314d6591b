// SPDX-License-Identifier: Apache-2.0
// A run of several checkpoints is several pictures: nobody goes from one to the other, and all of
// them in one would crowd it.
#pragma once
#include "sim/results/run_results.hpp"
#include "sim/results/wording.hpp"
#include <set>
#include <string>
#include <vector>

namespace gatetwin {

// Stations that belong into one picture, by their ids.
struct FlowPart {
  std::set<std::string_view> stations; // of the results that they were found in
  std::string title; // "Móng Cái, exit"; empty where there is nothing to tell apart
};

// Stations are in one part when travellers go between them, or when they stand at one checkpoint in
// one direction. In the order of the stations; those that nobody went to are left out.
std::vector<FlowPart> flow_parts(const RunResults& results, Language language);

} // namespace gatetwin
