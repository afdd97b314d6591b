// SPDX-License-Identifier: Apache-2.0
// From a scenario's file name to a model that can run, with every fault printed as it stands in the
// file.
#pragma once
#include "core/base/diagnostic.hpp"
#include "sim/app/command.hpp"
#include "sim/model/checkpoint_model.hpp"
#include "sim/scenario/scenario.pb.h"
#include <optional>

namespace gatetwin::app {

struct ReadyScenario {
  scenario::Scenario scenario; // with every default, settings and seed applied
  CheckpointModel model;
};

struct LoadOutcome {
  std::optional<ReadyScenario> ready;
  ExitCode code = fine; // when not ready
};

// Faults as they stand in the file, and how many.
void print_all(const Diagnostics& diagnostics);

LoadOutcome load(const ScenarioOptions& options, const CommonOptions& common);

} // namespace gatetwin::app
