// SPDX-License-Identifier: Apache-2.0
// How much of the start of a run is left out, and how that was found: what the user said, else what
// the scenario says, else by MSER-5 over pilot runs where demand is steady and there are several
// replications. A day that begins and ends empty needs none.
#pragma once
#include "sim/app/command.hpp"
#include "sim/app/load.hpp"
#include <cstdint>
#include <optional>
#include <string>

namespace gatetwin::app {

struct WarmUpChoice {
  std::string method = "none"; // as in results: none, given, mser5
  std::int64_t value_ns = 0;
  std::string note; // for the results; may be empty
};

struct WarmUpOutcome {
  std::optional<WarmUpChoice> choice;
  ExitCode code = fine; // when there is none
};

// `asked`: "", "auto" or a duration. `replications`: how many there will be at least; pilots are
// the first of them, five at most, in processes of their own.
WarmUpOutcome choose_warm_up(const std::string& asked, const ReadyScenario& ready,
                             std::uint64_t replications, unsigned workers,
                             const CommonOptions& common);

// The scenario as it will be run.
void apply_warm_up(const WarmUpChoice& choice, ReadyScenario& ready);

} // namespace gatetwin::app
