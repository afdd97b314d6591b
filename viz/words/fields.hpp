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
// A word of the format that is a value, with the word itself, as it stands in the file: "hàng chung
// (shared)". `among_names`: one that can stand where else names of items do, as "exit".
std::string value_name(const std::string& word, bool among_names, Language language);
// What the schema says of it, without its default.
std::string field_explanation(const std::string& english, Language language);

} // namespace gatetwin::viz
