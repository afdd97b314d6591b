// SPDX-License-Identifier: Apache-2.0
// `--set PATH=VALUE` on a scenario's tree.
#pragma once
#include "core/settings/yaml_tree.hpp"
#include <string>

namespace gatetwin {

// A changed copy, or null with diagnostics that point into the assignment ("--set
// PATH=VALUE:1:COLUMN").
YamlNodePtr override_value(const YamlNodePtr& root, const std::string& assignment,
                           Diagnostics& diagnostics);

} // namespace gatetwin
