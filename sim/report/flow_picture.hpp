// SPDX-License-Identifier: Apache-2.0
// The checkpoint as a picture: stations as boxes from arrival on the left to departure on the
// right, travellers as bands between them, as wide as they are many. The box where most waiting
// happens is marked.
#pragma once
#include "sim/results/run_results.hpp"
#include "sim/results/wording.hpp"
#include <string>

namespace gatetwin {

// Empty when nobody went anywhere.
std::string flow_picture(const RunResults& results, Language language);

} // namespace gatetwin
