// SPDX-License-Identifier: Apache-2.0
// Writes a Scenario as a planner would: with units, names and short forms. What is written loads
// back to the same message. Of a loaded scenario this is the effective file: everything that a run
// used, every default written out.
#pragma once
#include "core/settings/yaml_tree.hpp"
#include "sim/scenario/scenario.pb.h"
#include <string>

namespace gatetwin {

std::string to_yaml(const scenario::Scenario& scenario);
// One JSON object with the same keys and values; quantities are texts with their units.
std::string to_json(const scenario::Scenario& scenario);

YamlNodePtr scenario_tree(const scenario::Scenario& scenario);

} // namespace gatetwin
