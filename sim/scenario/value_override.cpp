// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/value_override.hpp"
#include "core/settings/message_reader.hpp"
#include "core/settings/source_file.hpp"
#include "core/settings/suggestion.hpp"
#include "sim/scenario/scenario.pb.h"
#include <algorithm>

namespace gatetwin {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

struct Step {
  std::string name;
  std::size_t column; // in the assignment, 1-based
};

// "routes[3].to" and "routes.3.to" are the same.
std::vector<Step> split_path(const std::string& path)
{
  std::vector<Step> steps;
  std::string name;
  std::size_t begin = 1;
  const auto finish = [&](std::size_t next) {
    steps.push_back({name, begin});
    name.clear();
    begin = next;
  };
  for (std::size_t i = 0; i < path.size(); ++i) {
    const bool closing = path[i] == ']' && i + 1 < path.size() && path[i + 1] == '.';
    if (path[i] == '.' || path[i] == '[')
      finish(i + 2);
    else if (closing || (path[i] == ']' && i + 1 == path.size()))
      continue;
    else
      name += path[i];
  }
  finish(0);
  return steps;
}

bool has_own_notation(const Descriptor& type)
{
  return &type == scenario::Distribution::descriptor() ||
         &type == scenario::StartTime::descriptor() || &type == scenario::TimeRange::descriptor() ||
         &type == scenario::Week::descriptor() || &type == scenario::Days::descriptor() ||
         &type == scenario::Counts::descriptor();
}

class Override {
public:
  Override(std::vector<Step> steps, YamlNodePtr value, std::shared_ptr<const std::string> file,
           Diagnostics& diagnostics)
      : m_steps(std::move(steps)), m_value(std::move(value)), m_file(std::move(file)),
        m_diagnostics(diagnostics)
  {
  }

  // `node` may be null: nothing is written there yet.
  YamlNodePtr in_message(const YamlNode* node, const Descriptor& type, std::size_t i)
  {
    const Step& step = m_steps[i];
    const FieldDescriptor* field = type.FindFieldByName(step.name);
    if (field == nullptr) {
      std::vector<std::string> known;
      known.reserve(static_cast<std::size_t>(type.field_count()));
      for (int k = 0; k < type.field_count(); ++k) known.push_back(type.field(k)->name());
      return refuse(step, "unknown key \"" + step.name.substr(0, 60) + "\"",
                    suggest(step.name, known, {}));
    }
    auto map = std::make_shared<YamlNode>();
    if (node != nullptr) *map = *node;
    if (map->kind == YamlNode::Kind::scalar && shape_of(type).has_scalar_field()) {
      map = std::make_shared<YamlNode>(); // the short form becomes the long one
      map->entries.push_back(
          {shape_of(type).scalar_field(), true, node->at, std::make_shared<YamlNode>(*node)});
    }
    if (node == nullptr) map->at = place(step);
    map->kind = YamlNode::Kind::map;
    const YamlEntry* entry = map->find(step.name);
    const YamlNode* below = entry != nullptr ? entry->value.get() : nullptr;
    YamlNodePtr changed = i + 1 == m_steps.size() ? m_value : below_field(below, *field, i + 1);
    return changed ? with_entry(std::move(map), step, std::move(changed)) : nullptr;
  }

private:
  SourcePosition place(const Step& step) const
  {
    return {m_file, 1, static_cast<int>(step.column)};
  }
  YamlNodePtr refuse(const Step& step, std::string message, std::string hint)
  {
    m_diagnostics.push_back(diagnostic_at(place(step), std::move(message), std::move(hint)));
    return nullptr;
  }
  YamlNodePtr with_entry(std::shared_ptr<YamlNode> map, const Step& step, YamlNodePtr value)
  {
    for (YamlEntry& entry : map->entries) {
      if (entry.key != step.name) continue;
      entry.value = std::move(value);
      return map;
    }
    map->entries.push_back({step.name, true, place(step), std::move(value)});
    return map;
  }

  YamlNodePtr below_field(const YamlNode* node, const FieldDescriptor& field, std::size_t i)
  {
    const bool message = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    if (field.is_repeated()) return in_list(node, field, i);
    if (message && !has_own_notation(*field.message_type()))
      return in_message(node, *field.message_type(), i);
    return refuse(m_steps[i], "\"" + field.name() + "\" is one value",
                  "set it as a whole: " + field.name() + "=VALUE");
  }

  YamlNodePtr item(const YamlNode* node, const FieldDescriptor& field, std::size_t i)
  {
    if (i + 1 == m_steps.size()) return m_value;
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE)
      return in_message(node, *field.message_type(), i + 1);
    return refuse(m_steps[i + 1], "an item of \"" + field.name() + "\" is one value",
                  "set it as a whole");
  }

  YamlNodePtr in_list(const YamlNode* node, const FieldDescriptor& field, std::size_t i)
  {
    const Step& step = m_steps[i];
    const bool message = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    const std::string key = message ? shape_of(*field.message_type()).key_field() : "";
    if (node != nullptr && node->kind == YamlNode::Kind::sequence)
      return in_sequence(*node, field, key, i);
    auto map = std::make_shared<YamlNode>();
    if (node != nullptr)
      *map = *node;
    else
      map->at = place(step);
    map->kind = YamlNode::Kind::map;
    const YamlEntry* entry = map->find(step.name);
    if (entry == nullptr && (key.empty() || (key == "name" && !makes_item(i)))) {
      std::vector<std::string> known;
      for (const YamlEntry& other : map->entries) known.push_back(other.key);
      return refuse(step, "no \"" + step.name.substr(0, 60) + "\" in " + field.name(),
                    suggest(step.name, known, "it is empty"));
    }
    YamlNodePtr changed = item(entry != nullptr ? entry->value.get() : nullptr, field, i);
    return changed ? with_entry(std::move(map), step, std::move(changed)) : nullptr;
  }

  // A whole new item may be set; a field of an item that isn't there is a slip.
  bool makes_item(std::size_t i) const
  {
    return i + 1 == m_steps.size() && m_value->kind == YamlNode::Kind::map;
  }

  YamlNodePtr in_sequence(const YamlNode& node, const FieldDescriptor& field,
                          const std::string& key, std::size_t i)
  {
    const Step& step = m_steps[i];
    auto list = std::make_shared<YamlNode>(node);
    for (std::size_t k = 0; k < node.items.size(); ++k) {
      const YamlNode& item_node = *node.items[k];
      const std::string by = key.empty() ? "name" : key;
      const YamlEntry* name = item_node.kind == YamlNode::Kind::map ? item_node.find(by) : nullptr;
      if (step.name != std::to_string(k) && (name == nullptr || name->value->text != step.name))
        continue;
      YamlNodePtr changed = item(&item_node, field, i);
      if (!changed) return nullptr;
      list->items[k] = std::move(changed);
      return list;
    }
    return refuse(step, "no item \"" + step.name.substr(0, 60) + "\" in " + field.name(),
                  node.items.empty()
                      ? "it is empty"
                      : "items are numbered from 0 to " + std::to_string(node.items.size() - 1));
  }

  std::vector<Step> m_steps;
  YamlNodePtr m_value;
  std::shared_ptr<const std::string> m_file;
  Diagnostics& m_diagnostics;
};

} // namespace

YamlNodePtr override_value(const YamlNodePtr& root, const std::string& assignment,
                           Diagnostics& diagnostics)
{
  const std::string shown = "--set " + assignment.substr(0, 200);
  const std::size_t equals = assignment.find('=');
  if (equals == std::string::npos || equals == 0) {
    diagnostics.push_back({shown, 1, 1, "not PATH=VALUE", "write --set stations.egates.units=12"});
    return nullptr;
  }
  // Spaces in front keep the value's columns those of the assignment.
  const TextFile checked =
      check_text(std::string(equals + 1, ' ') + assignment.substr(equals + 1), shown);
  if (!checked.text) {
    diagnostics.push_back(checked.fault);
    return nullptr;
  }
  const auto file = std::make_shared<const std::string>(shown);
  if (trim(assignment.substr(equals + 1)).empty()) {
    diagnostics.push_back({shown, 1, static_cast<int>(equals) + 2, "no value", "write PATH=VALUE"});
    return nullptr;
  }
  const YamlNodePtr value = parse_yaml(*checked.text, file, diagnostics);
  if (!value) return nullptr;
  return Override(split_path(assignment.substr(0, equals)), value, file, diagnostics)
      .in_message(root.get(), *scenario::Scenario::descriptor(), 0);
}

} // namespace gatetwin
