// SPDX-License-Identifier: Apache-2.0
#include "core/settings/message_reader.hpp"
#include "core/base/check.hpp"
#include "core/settings/suggestion.hpp"

namespace gatetwin {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

const FieldDescriptor* key_field_of(const Descriptor& type)
{
  return shape_of(type).has_key_field() ? type.FindFieldByName(shape_of(type).key_field())
                                        : nullptr;
}

std::vector<std::string> field_names(const Descriptor& type, const FieldDescriptor* without)
{
  std::vector<std::string> names;
  for (int i = 0; i < type.field_count(); ++i) {
    if (type.field(i) != without) names.push_back(type.field(i)->name());
  }
  return names;
}

// Parentheses inside { } without quotes: YAML takes its commas for the end of the value.
bool is_torn(const YamlNode& value)
{
  return value.kind == YamlNode::Kind::scalar && value.plain &&
         value.text.find('(') != std::string::npos && value.text.find(')') == std::string::npos;
}

std::string list_of(const google::protobuf::RepeatedPtrField<std::string>& words)
{
  std::string list;
  for (int i = 0; i < words.size(); ++i) {
    if (i > 0) list += i + 1 == words.size() ? " and " : ", ";
    list += words[i];
  }
  return list;
}

} // namespace

void ReadContext::fault(const std::string& path, const SourcePosition& at, std::string message,
                        std::string hint)
{
  diagnostics.push_back(diagnostic_at(at, std::move(message), std::move(hint)));
  faulty.insert(path);
}

bool ReadContext::is_faulty(const std::string& path) const
{
  const auto found = faulty.lower_bound(path);
  if (found == faulty.end()) return false;
  if (*found == path || path.empty()) return true;
  const auto below = faulty.lower_bound(path + ".");
  return below != faulty.end() && below->rfind(path + ".", 0) == 0;
}

std::string MessageReader::noun_of(const Descriptor& type) const
{
  return shape_of(type).has_noun() ? shape_of(type).noun() : m_file;
}

// `station "egates"`, or only the noun where it has no name.
std::string MessageReader::label_of(const Message& message) const
{
  const Descriptor& type = *message.GetDescriptor();
  const FieldDescriptor* key = key_field_of(type);
  std::string label = "the " + noun_of(type);
  if (key != nullptr && key->cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
      message.GetReflection()->HasField(message, key)) {
    label = noun_of(type) + " \"" + message.GetReflection()->GetString(message, key) + "\"";
  }
  return label;
}

bool MessageReader::read_special(const YamlNode&, Message&, const Field&, const std::string&)
{
  return false;
}

std::optional<TextFault> MessageReader::text_fault(const std::string&, settings::Measure)
{
  return std::nullopt;
}

void MessageReader::value_fault(const YamlNode& node, const Field& field, const std::string& path,
                                const TextFault& fault)
{
  SourcePosition at = node.at;
  const bool one_line =
      node.kind == YamlNode::Kind::scalar && node.text.find('\n') == std::string::npos;
  if (one_line) at.column += static_cast<int>(fault.offset) + (node.plain ? 0 : 1);
  m_context.fault(path, at, field.name() + ": " + fault.message, fault.hint);
}

bool MessageReader::expect_scalar(const YamlNode& node, const Field& field, const std::string& path)
{
  if (node.kind == YamlNode::Kind::scalar) return true;
  if (node.kind == YamlNode::Kind::null) {
    m_context.fault(path, node.at, field.name() + " has no value", "write one, or remove the line");
  } else {
    m_context.fault(path, node.at, field.name() + " is one value", "not a list or a map");
  }
  return false;
}

void MessageReader::read(const YamlNode& node, Message& message, const std::string& path)
{
  m_context.positions.set(path, node.at);
  read_map(node, message, path, nullptr);
}

void MessageReader::read_map(const YamlNode& node, Message& message, const std::string& path,
                             const Field* key)
{
  const Descriptor& type = *message.GetDescriptor();
  const settings::MessageRule& shape = shape_of(type);
  Seen seen;
  if (key != nullptr) seen.emplace_back(key, node.at);
  if (node.kind == YamlNode::Kind::scalar && shape.has_scalar_field()) {
    const Field* field = type.FindFieldByName(shape.scalar_field());
    read_field(node, message, *field, child_path(path, field->name()));
    return;
  }
  if (node.kind == YamlNode::Kind::null) {
    m_context.fault(path, node.at, label_of(message) + " has no content",
                    "write its fields, or {} for all defaults, or remove the line");
    return;
  }
  if (node.kind != YamlNode::Kind::map) {
    m_context.fault(path, node.at, label_of(message) + " is not a map", "write KEY: VALUE lines");
    return;
  }
  bool torn = false;
  for (const YamlEntry& entry : node.entries) {
    if (torn && entry.value->kind == YamlNode::Kind::null) continue; // "15 s)"
    torn = is_torn(*entry.value);
    const Field* field = type.FindFieldByName(entry.key);
    if (field != nullptr && field == key) {
      m_context.fault(path, entry.at, "\"" + entry.key + "\" is the key of the map already",
                      "remove it");
      continue;
    }
    if (field == nullptr) {
      m_context.fault(child_path(path, entry.key), entry.at,
                      "unknown key \"" + entry.key.substr(0, 60) + "\" in " + label_of(message),
                      suggest(entry.key, field_names(type, key), {}));
      continue;
    }
    seen.emplace_back(field, entry.at);
    read_field(*entry.value, message, *field, child_path(path, field->name()));
  }
  check_complete(node, message, path, seen);
}

void MessageReader::check_complete(const YamlNode& node, const Message& message,
                                   const std::string& path, const Seen& seen)
{
  const Descriptor& type = *message.GetDescriptor();
  const auto place_of = [&](const Field* field) -> const SourcePosition* {
    for (const auto& [known, at] : seen) {
      if (known == field) return &at;
    }
    return nullptr;
  };
  for (int i = 0; i < type.field_count(); ++i) {
    const Field* field = type.field(i);
    if (rule_of(*field).required() && place_of(field) == nullptr) {
      m_context.fault(path, node.at, label_of(message) + " lacks its " + field->name(),
                      "add " + field->name() + ": " + rule_of(*field).doc());
    }
  }
  const auto& one_of = shape_of(type).one_of();
  if (one_of.empty()) return;
  const SourcePosition* first = nullptr;
  for (const auto& [field, at] : seen) {
    bool member = false;
    for (const std::string& name : one_of) member = member || field->name() == name;
    if (!member) continue;
    if (first != nullptr) {
      m_context.fault(path, at, label_of(message) + " has several of " + list_of(one_of),
                      "keep one of them");
    }
    first = &at;
  }
  if (first == nullptr) {
    m_context.fault(path, node.at, label_of(message) + " has none of " + list_of(one_of),
                    "add one of them");
  }
}

void MessageReader::read_field(const YamlNode& node, Message& message, const Field& field,
                               const std::string& path)
{
  m_context.positions.set(path, node.at);
  if (field.is_repeated()) {
    read_repeated(node, message, field, path);
  } else if (field.cpp_type() == Field::CPPTYPE_MESSAGE) {
    if (!read_special(node, message, field, path)) {
      read(node, *message.GetReflection()->MutableMessage(&message, &field), path);
    }
  } else {
    read_scalar(node, message, field, path);
  }
}

void MessageReader::read_repeated(const YamlNode& node, Message& message, const Field& field,
                                  const std::string& path)
{
  const bool messages = field.cpp_type() == Field::CPPTYPE_MESSAGE;
  const Field* key = messages ? key_field_of(*field.message_type()) : nullptr;
  if (node.kind == YamlNode::Kind::null) {
    m_context.fault(path, node.at, field.name() + " has no content",
                    "write it, or remove the line");
    return;
  }
  if (rule_of(field).required() && node.kind != YamlNode::Kind::scalar && node.items.empty() &&
      node.entries.empty()) {
    m_context.fault(path, node.at, field.name() + " is empty", rule_of(field).doc());
    return;
  }
  if (key != nullptr && node.kind == YamlNode::Kind::map) {
    read_keyed(node, message, field, path);
    return;
  }
  if (key != nullptr && node.kind == YamlNode::Kind::sequence) {
    read_keyed_list(node, message, field, path);
    return;
  }
  if (key != nullptr) {
    m_context.fault(path, node.at, field.name() + " is not a map", "write NAME: ... for each");
    return;
  }
  const auto add = [&](const YamlNode& item, const std::string& item_path) {
    if (messages) {
      read(item, *message.GetReflection()->AddMessage(&message, &field), item_path);
    } else {
      read_scalar(item, message, field, item_path);
    }
  };
  if (node.kind != YamlNode::Kind::sequence) {
    add(node, child_path(path, "0")); // one item may stand without its list
    return;
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const std::string item_path = child_path(path, std::to_string(i));
    m_context.positions.set(item_path, node.items[i]->at);
    add(*node.items[i], item_path);
  }
}

void MessageReader::read_keyed(const YamlNode& node, Message& message, const Field& field,
                               const std::string& path)
{
  const Field* key = key_field_of(*field.message_type());
  for (const YamlEntry& entry : node.entries) {
    Message* item = message.GetReflection()->AddMessage(&message, &field);
    const std::string item_path = child_path(path, entry.key);
    m_context.positions.set(item_path, entry.at);
    YamlNode name; // the key as the value of its field
    name.kind = YamlNode::Kind::scalar;
    name.at = entry.at;
    name.text = entry.key;
    name.plain = entry.plain;
    read_scalar(name, *item, *key, item_path);
    read_map(*entry.value, *item, item_path, key);
  }
}

void MessageReader::read_keyed_list(const YamlNode& node, Message& message, const Field& field,
                                    const std::string& path)
{
  const Field* key = key_field_of(*field.message_type());
  std::set<std::string> names;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const YamlNode& item = *node.items[i];
    const YamlEntry* name = item.kind == YamlNode::Kind::map ? item.find(key->name()) : nullptr;
    const bool named = name != nullptr && name->value->kind == YamlNode::Kind::scalar;
    const std::string id = named ? name->value->text : std::to_string(i);
    if (named && !names.insert(id).second) {
      m_context.fault(child_path(path, id), name->value->at,
                      "\"" + id.substr(0, 60) + "\" stands in " + field.name() + " twice",
                      "choose another " + key->name());
      continue;
    }
    read(item, *message.GetReflection()->AddMessage(&message, &field), child_path(path, id));
  }
}

} // namespace gatetwin
