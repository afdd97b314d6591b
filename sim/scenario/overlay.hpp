// SPDX-License-Identifier: Apache-2.0
// `extends: FILE`: a scenario that states only what differs from another one. Maps merge, lists
// whose items all have a `name` merge by it, anything else replaces what the base says; an empty
// value (null) removes it.
#pragma once
#include "core/settings/yaml_tree.hpp"
#include <filesystem>
#include <string>

namespace gatetwin {

constexpr int longest_extends_chain = 8;

struct OverlayResult {
  YamlNodePtr root; // merged, without `extends`; null when there is nothing to work with
  Diagnostics diagnostics;
  bool unreadable = false;
};

OverlayResult load_with_bases(const std::filesystem::path& path);
OverlayResult parse_with_bases(const std::string& text, const std::string& name);

YamlNodePtr merge_overlay(const YamlNodePtr& base, const YamlNodePtr& over);

} // namespace gatetwin
