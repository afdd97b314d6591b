// SPDX-License-Identifier: Apache-2.0
// Loads limits files (format: limits.proto, docs/limits-file.md). Strict as with scenarios: every
// fault of the file in one pass with its place and what would be right.
#pragma once
#include "core/base/diagnostic.hpp"
#include "sim/phases/phase.hpp"
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace gatetwin {

constexpr std::uint32_t limits_schema_version = 1;

struct PhaseLimit {
  std::string name;
  Phase phase{};
  std::int64_t within_ns = 0; // not exceeded ...
  double share = 1;           // ... by at least this share of all
  bool recommended = false;   // breaking it fails nothing
  std::string title;
  std::string source;
};

struct LimitSet {
  std::string title;
  std::string source;
  std::vector<PhaseLimit> limits; // as they stand in the file
};

struct LoadedLimits {
  std::optional<LimitSet> set; // when there is no diagnostic
  Diagnostics diagnostics;     // sorted by place
  bool unreadable = false;     // the file itself can't be read (exit code 3, not 2)
};

LoadedLimits load_limits(const std::filesystem::path& path);
// `name` stands in diagnostics.
LoadedLimits parse_limits(const std::string& text, const std::string& name);

} // namespace gatetwin
