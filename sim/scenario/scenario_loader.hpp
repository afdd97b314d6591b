// SPDX-License-Identifier: Apache-2.0
// Loads scenario files: YAML (of which JSON is a subset) onto the message Scenario, with overlays
// (`extends: FILE`) and overrides (`--set PATH=VALUE`). Strict: every fault of the file is reported
// in one pass with its place and what would be right, and a scenario comes out only when there is
// none, with every default filled in.
#pragma once
#include "core/base/diagnostic.hpp"
#include "core/settings/source_position.hpp"
#include "core/settings/yaml_tree.hpp"
#include "sim/scenario/scenario.pb.h"
#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace gatetwin {

constexpr std::uint32_t scenario_schema_version = 1;

struct LoadedScenario {
  std::optional<scenario::Scenario> scenario; // set when there is no diagnostic
  PositionMap positions;                      // by path: "stations.egates.units", "routes.3.to"
  Diagnostics diagnostics;                    // sorted by place
  bool unreadable = false;                    // the file itself can't be read (exit code 3, not 2)
};

// A scenario file with its bases, before it becomes a Scenario: values can still be set.
class ScenarioSource {
public:
  static ScenarioSource from_file(const std::filesystem::path& path);
  // `name` stands in diagnostics; files that the text names are sought beside it.
  static ScenarioSource from_text(const std::string& text, const std::string& name);

  // Sets the value at a path as if it stood in the file: set_value("stations.egates.units", "12").
  // Items of lists are named by their name or their place from 0. What the text means is checked by
  // load().
  Diagnostics set_value(const std::string& path, const std::string& text);
  // The same with "PATH=VALUE" in one, as on the command line.
  Diagnostics set_value(const std::string& assignment);

  LoadedScenario load() const;

private:
  YamlNodePtr m_root;
  Diagnostics m_diagnostics;
  bool m_unreadable = false;
};

// All at once; faulty settings are among the diagnostics.
LoadedScenario load_scenario(const std::filesystem::path& path,
                             std::span<const std::string> settings = {});
LoadedScenario load_scenario(ScenarioSource source, std::span<const std::string> settings = {});

} // namespace gatetwin
