// SPDX-License-Identifier: Apache-2.0
// Where everything stands in a YAML text: keys, values and their extent in bytes. It is what
// editing in place needs, and no more: what a key means is not known here.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin::viz {

struct YamlItem {
  enum class Kind : std::uint8_t { null, scalar, map, list };
  Kind kind = Kind::null;
  bool flow = false;         // written with { } or [ ]
  bool fixed = false;        // its extent is not certain (alias, anchor, ...): not edited in place
  std::string key;           // in a map; in a list the item's `name`, or else its place from 0
  std::string value;         // of a scalar
  std::size_t key_begin = 0; // in a list: the item itself
  std::size_t begin = 0, end = 0; // of the value; begin == end where nothing is written
  std::vector<YamlItem> children;

  const YamlItem* child(std::string_view name) const;
};

struct YamlOutline {
  std::optional<YamlItem> root; // none: the text is not YAML; see fault
  std::string fault;
  std::size_t fault_at = 0;
};

YamlOutline outline_of(const std::string& text);

// "stations.egates.units", "routes.3.to"; null: nothing there. The empty path is the root.
const YamlItem* find_item(const YamlItem& root, std::string_view path);
// The path of the innermost item that holds a byte of the text.
std::string path_at(const YamlItem& root, std::size_t at);

std::vector<std::string> split_path(std::string_view path);
std::string join_path(std::string_view path, std::string_view name);

} // namespace gatetwin::viz
