// SPDX-License-Identifier: Apache-2.0
// The settings file of a gate's daemon: YAML onto the message GateSettings, as strict as a
// scenario: every fault of the file is reported in one pass with its place and what would be
// right, and settings come out only when there is none, with every default filled in.
#pragma once
#include "core/base/diagnostic.hpp"
#include "core/daemon/gate_settings.pb.h"
#include "core/gate/gate_runtime.hpp"
#include <filesystem>
#include <optional>
#include <string>

namespace gatetwin {

constexpr std::uint32_t gate_schema_version = 1;

struct LoadedGateSettings {
  std::optional<daemon::GateSettings> settings; // set when there is no diagnostic
  GateRuntimeConfig config;                     // of the unit, from them; then it passes check()
  Diagnostics diagnostics;                      // sorted by place
  bool unreadable = false;                      // the file itself can't be read
};

LoadedGateSettings load_gate_settings(const std::filesystem::path& path);
// `name` stands in diagnostics.
LoadedGateSettings parse_gate_settings(const std::string& text, const std::string& name);

// The same file with every default written out.
std::string to_yaml(const daemon::GateSettings& settings);
// A file to begin with: what must be stated, and what is stated most often, with comments.
std::string gate_settings_template();

} // namespace gatetwin
