// SPDX-License-Identifier: Apache-2.0
// Scenario -> CheckpointModel: names become numbers, local times become run times, routes become
// distances. What can only be judged on the whole is checked here: ways that don't exist, stations
// that nobody reaches, journeys without an end, hours that never open. Faults point at the file's
// lines, by the positions that the loader kept.
#pragma once
#include "core/base/diagnostic.hpp"
#include "core/settings/source_position.hpp"
#include "sim/model/checkpoint_model.hpp"
#include "sim/scenario/scenario.pb.h"
#include <optional>

namespace gatetwin {

struct BuiltModel {
  std::optional<CheckpointModel> model; // set when there is no diagnostic
  Diagnostics diagnostics;
};

// `scenario` comes from the loader: complete and without faults of its own.
BuiltModel build_model(const scenario::Scenario& scenario, const PositionMap& positions);

} // namespace gatetwin
