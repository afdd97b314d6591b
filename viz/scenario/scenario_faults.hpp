// SPDX-License-Identifier: Apache-2.0
// What `gatetwin check` says about a scenario, and to which field of the text it belongs.
#pragma once
#include "viz/scenario/yaml_outline.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin::viz {

struct ScenarioFault {
  std::string file;                 // empty: the scenario itself
  std::size_t line = 0, column = 0; // from 1; 0: of the file as a whole
  std::string message;              // with what would be right
  std::string path;                 // of the field; empty: of the whole
};

// From lines as "FILE:LINE:COL: error: MESSAGE; HINT"; what has not that form is left out. Faults
// of `file` get their field.
std::vector<ScenarioFault> parse_faults(std::string_view output, std::string_view file,
                                        const std::string& text, const YamlItem& root);
// Where a line and column lie in a text.
std::size_t offset_of(std::string_view text, std::size_t line, std::size_t column);

} // namespace gatetwin::viz
