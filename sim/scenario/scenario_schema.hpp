// SPDX-License-Identifier: Apache-2.0
// What helps a person to write a scenario: a JSON Schema for editors and a commented file to start
// from.
#pragma once
#include <string>

namespace gatetwin {

// JSON Schema 2020-12 of scenario files, from the message's own rules. In an editor with a YAML
// language server: # yaml-language-server: $schema=scenario.schema.json
std::string scenario_json_schema();

// A complete scenario with a comment on each part; it loads and runs as it is.
std::string scenario_template();

} // namespace gatetwin
