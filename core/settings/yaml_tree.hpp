// SPDX-License-Identifier: Apache-2.0
// A YAML document as a tree of plain values that know where they stand. Nothing is interpreted:
// "NO" stays the text NO, and what it means is decided by the field that takes it. Bounded in depth
// and in size after expanding aliases; duplicate keys, tags, several documents and keys that are
// not text are faults.
#pragma once
#include "core/settings/source_position.hpp"
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace gatetwin {

struct YamlNode;
using YamlNodePtr = std::shared_ptr<const YamlNode>;

struct YamlEntry {
  std::string key;
  bool plain = true; // not quoted
  SourcePosition at;
  YamlNodePtr value;
};

struct YamlNode {
  enum class Kind { null, scalar, sequence, map };
  Kind kind = Kind::null;
  SourcePosition at;
  std::string text;     // scalar
  bool plain = true;    // scalar: not quoted
  bool literal = false; // when written: a number or boolean, which JSON does not quote
  std::vector<YamlNodePtr> items;
  std::vector<YamlEntry> entries;

  const YamlEntry* find(const std::string& key) const
  {
    for (const YamlEntry& entry : entries) {
      if (entry.key == key) return &entry;
    }
    return nullptr;
  }
};

constexpr int deepest_yaml = 32;
constexpr std::size_t most_yaml_nodes = 1'000'000;

// Null when the text breaks YAML itself; then nothing of it can be trusted and one fault is
// reported. Duplicate keys are reported, all of them, and the first one counts.
YamlNodePtr parse_yaml(const std::string& text, const std::shared_ptr<const std::string>& file,
                       Diagnostics& diagnostics);

// A word that YAML 1.1 readers take for a boolean or nothing.
bool looks_like_boolean_or_null(const std::string& text);

} // namespace gatetwin
