// SPDX-License-Identifier: Apache-2.0
// A scenario's fields for people. In English they are the file format's own, so that planners find
// them in the file.
#pragma once
#include "sim/language/language.hpp"
#include <string>

namespace gatetwin::viz {

// `group`: the kind of item whose field it is, as in the schema's $defs: "Station"; "Scenario" at
// the top.
std::string field_name(const std::string& group, const std::string& key, Language language);
// What the schema says of it, without its default.
std::string field_explanation(const std::string& english, Language language);

} // namespace gatetwin::viz
