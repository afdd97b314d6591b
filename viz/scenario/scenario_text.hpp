// SPDX-License-Identifier: Apache-2.0
// A scenario's text that is edited field by field. Only the bytes of the field change: comments,
// order, blank lines and quoting of everything else stay as their author left them. Every edit is
// read back; one that would change anything else, or would not mean what was asked for, is refused.
#pragma once
#include "viz/scenario/yaml_outline.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin::viz {

class ScenarioText {
public:
  explicit ScenarioText(std::string text = {});

  const std::string& text() const { return m_text; }
  // Of the last text that could be read as YAML, and whether that is the present one.
  const YamlItem& root() const { return m_root; }
  bool is_readable() const { return m_fault.empty(); }
  const std::string& fault() const { return m_fault; } // with its line
  std::uint64_t version() const { return m_version; }  // grows with every change

  // Each says what is wrong, or nothing when it was done. Paths as "stations.egates.units"; parts
  // that are missing on the way are written too. A list grows by the place after its last item.
  std::string set_value(std::string_view path, std::string_view value);
  std::string remove(std::string_view path);
  // The item once more, right behind it; in a map and in lists of named items with that name.
  std::string duplicate(std::string_view path, std::string_view name);
  std::string add_empty(std::string_view path);   // `name: {}` or `- {}`
  std::string add_to_list(std::string_view path); // one more like the last, or an empty one
  void replace_all(std::string text);             // need not be YAML
  void type_all(std::string text);                // the same; what follows typing is one step

  bool can_undo() const { return !m_undo.empty(); }
  bool can_redo() const { return !m_redo.empty(); }
  void undo();
  void redo();

private:
  struct Edit {
    std::size_t begin = 0, end = 0;
    std::string text;
  };
  // The value is YAML already, or a text that is quoted where it must be.
  std::string insert(std::string_view path, const std::string& value, bool is_yaml);
  Edit entry_into(const YamlItem& parent, const std::string& entry) const;
  Edit entry_into_empty(const YamlItem& parent, std::string_view path,
                        const std::string& entry) const;
  std::size_t child_indent(const YamlItem& parent) const;
  Edit removal_of(const YamlItem& parent, const YamlItem& item) const;
  std::string apply(const Edit& edit, std::string_view path, const YamlItem* expected);
  void take(std::string text, YamlItem root);
  void remember();

  std::string m_text;
  YamlItem m_root;
  std::string m_fault;
  std::uint64_t m_version = 1;
  std::vector<std::string> m_undo, m_redo;
  bool m_is_typing = false;
};

} // namespace gatetwin::viz
