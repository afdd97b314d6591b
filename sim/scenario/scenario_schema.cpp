// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/scenario_schema.hpp"
#include "core/settings/message_reader.hpp"
#include "core/settings/message_writer.hpp"
#include "sim/scenario/scenario.pb.h"
#include "sim/scenario/scenario_writer.hpp"
#include <set>

namespace gatetwin {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using Node = std::shared_ptr<YamlNode>;

Node text(std::string value, bool literal = false)
{
  auto node = std::make_shared<YamlNode>();
  node->kind = YamlNode::Kind::scalar;
  node->text = std::move(value);
  node->literal = literal;
  return node;
}
Node object()
{
  auto node = std::make_shared<YamlNode>();
  node->kind = YamlNode::Kind::map;
  return node;
}
Node list(std::vector<YamlNodePtr> items)
{
  auto node = std::make_shared<YamlNode>();
  node->kind = YamlNode::Kind::sequence;
  node->items = std::move(items);
  return node;
}
Node& put(Node& map, const std::string& key, YamlNodePtr value)
{
  map->entries.push_back({key, true, {}, std::move(value)});
  return map;
}
Node with(const std::string& key, YamlNodePtr value)
{
  Node map = object();
  return put(map, key, std::move(value));
}
Node of_type(const std::string& type) { return with("type", text(type)); }
Node pattern(const std::string& regex)
{
  Node map = of_type("string");
  return put(map, "pattern", text(regex));
}
Node any_of(std::vector<YamlNodePtr> items)
{
  return items.size() == 1 ? std::const_pointer_cast<YamlNode>(items[0])
                           : with("anyOf", list(std::move(items)));
}

const char* units_of(Measure measure)
{
  switch (measure) {
  case settings::duration: return " ?(ns|us|ms|s|min|h|d|weeks?)";
  case settings::rate: return " ?/(s|min|h|d)";
  case settings::speed: return " ?(m/s|km/h)";
  case settings::length: return " ?(cm|m|km)";
  case settings::bandwidth: return " ?(bit|kbit|Mbit|Gbit|B|kB|MB)/s";
  default: return " ?%";
  }
}

std::string quantity_pattern(Measure measure)
{
  return std::string("^[0-9.]+([eE][+-]?[0-9]+)?") + units_of(measure) + "$";
}

Node ranged(const std::string& type, const FieldRule& rule)
{
  Node map = of_type(type);
  if (rule.has_min())
    put(map, rule.above_min() ? "exclusiveMinimum" : "minimum", text(shortest(rule.min()), true));
  else if (type == "integer")
    put(map, "minimum", text("0", true));
  if (rule.has_max()) put(map, "maximum", text(shortest(rule.max()), true));
  return map;
}

// JSON Schema has no word for it; others leave what they don't know alone.
Node name_of_one_of(const FieldRule& rule)
{
  std::vector<YamlNodePtr> sections;
  for (const std::string& section : rule.refers_to()) sections.push_back(text(section));
  Node map = of_type("string");
  return put(map, "x-refers-to", list(std::move(sections)));
}

Node scalar_schema(const FieldDescriptor& field)
{
  const FieldRule& rule = rule_of(field);
  std::vector<YamlNodePtr> forms;
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) return of_type("boolean");
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    std::vector<YamlNodePtr> words;
    words.reserve(static_cast<std::size_t>(field.enum_type()->value_count()));
    for (int i = 0; i < field.enum_type()->value_count(); ++i)
      words.push_back(text(field.enum_type()->value(i)->name()));
    return with("enum", list(std::move(words)));
  }
  switch (rule.measure()) {
  case settings::name: return pattern("^[A-Za-z][A-Za-z0-9_-]{0,63}$");
  case settings::country: return pattern("^[A-Z]{3}$");
  case settings::time_of_day: return pattern("^[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$");
  case settings::date: return pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
  case settings::local_time:
    return pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$");
  case settings::number: return ranged("number", rule);
  case settings::count: forms.push_back(ranged("integer", rule)); break;
  case settings::reference: forms.push_back(name_of_one_of(rule)); break;
  case settings::share: forms.push_back(ranged("number", rule)); [[fallthrough]];
  case settings::duration:
  case settings::rate:
  case settings::speed:
  case settings::length:
  case settings::bandwidth: forms.push_back(pattern(quantity_pattern(rule.measure()))); break;
  default: return of_type("string");
  }
  if (rule.has_zero_word()) forms.push_back(with("const", text(rule.zero_word())));
  if (rule.has_other_word()) forms.push_back(with("const", text(rule.other_word())));
  if (rule.has_absent_word()) forms.push_back(with("const", text(rule.absent_word())));
  return any_of(std::move(forms));
}

Node distribution_schema(const FieldRule& rule)
{
  std::vector<YamlNodePtr> forms;
  forms.push_back(rule.measure() == settings::count ? of_type("number")
                                                    : pattern(quantity_pattern(rule.measure())));
  std::string names;
  const auto& kinds = *scenario::Distribution::Kind_descriptor();
  for (int i = 0; i < kinds.value_count(); ++i)
    names += (i > 0 ? "|" : "") + kinds.value(i)->name();
  forms.push_back(pattern("^(" + names + ")\\(.+\\)$"));
  if (rule.has_zero_word()) forms.push_back(with("const", text(rule.zero_word())));
  return any_of(std::move(forms));
}

// The notations of special_reader.cpp; null for other messages.
Node special_schema(const FieldDescriptor& field)
{
  const Descriptor* type = field.message_type();
  const std::string range = "[0-9]{1,2}:[0-9]{2}-[0-9]{1,2}:[0-9]{2}";
  const auto or_list = [](const Node& one) {
    Node many = of_type("array");
    put(many, "items", one);
    std::vector<YamlNodePtr> forms;
    forms.push_back(one);
    forms.push_back(many);
    return forms;
  };
  if (type == scenario::Distribution::descriptor()) return distribution_schema(rule_of(field));
  if (type == scenario::TimeRange::descriptor()) return pattern("^" + range + "$");
  if (type == scenario::Days::descriptor()) return any_of(or_list(pattern("^[a-z, -]+$")));
  if (type == scenario::StartTime::descriptor())
    return pattern("^[0-9-]{10}[ T][0-9:]{4,8} [A-Za-z0-9_/+-]+$");
  if (type == scenario::Counts::descriptor()) return any_of({of_type("string"), of_type("array")});
  if (type == scenario::Week::descriptor()) {
    auto forms = or_list(pattern("^(closed|" + range + "(, *" + range + ")*)$"));
    Node by_day = of_type("object");
    put(by_day, "additionalProperties", any_of(forms));
    forms.push_back(by_day);
    return any_of(std::move(forms));
  }
  return nullptr;
}

class SchemaWriter {
public:
  std::string write()
  {
    Node root = object();
    put(root, "$schema", text("https://json-schema.org/draft/2020-12/schema"));
    put(root, "title", text("gatetwin scenario"));
    Node body = message_schema(*scenario::Scenario::descriptor());
    for (YamlEntry& entry : body->entries) {
      if (entry.key == "properties") {
        auto properties = std::const_pointer_cast<YamlNode>(entry.value);
        Node extends = of_type("string");
        put(extends, "description", text("Another scenario file that this one changes."));
        put(properties, "extends", extends);
      }
      root->entries.push_back(entry);
    }
    // An overlay states only what differs.
    put(root, "if", with("not", with("required", list({text("extends")}))));
    put(root, "then", with("required", list(required_fields())));
    Node definitions = object();
    while (!m_open.empty()) {
      const Descriptor* type = *m_open.begin();
      m_open.erase(m_open.begin());
      if (m_done.insert(type).second) m_definitions[type->name()] = message_schema(*type);
      for (const Descriptor* done : m_done) m_open.erase(done);
    }
    for (auto& [name, schema] : m_definitions) put(definitions, name, schema);
    put(root, "$defs", definitions);
    return emit_json(*root);
  }

private:
  static std::vector<YamlNodePtr> required_fields()
  {
    std::vector<YamlNodePtr> names;
    const Descriptor& type = *scenario::Scenario::descriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      if (rule_of(*type.field(i)).required()) names.push_back(text(type.field(i)->name()));
    }
    return names;
  }

  Node message_schema(const Descriptor& type)
  {
    Node schema = of_type("object");
    Node properties = object();
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      Node value = field_schema(field);
      std::string description = rule_of(field).doc();
      if (rule_of(field).has_fallback()) description += " Default: " + rule_of(field).fallback();
      if (!description.empty()) put(value, "description", text(description));
      put(properties, field.name(), value);
    }
    put(schema, "properties", properties);
    put(schema, "additionalProperties", text("false", true));
    return schema;
  }

  Node field_schema(const FieldDescriptor& field)
  {
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      return field.is_repeated() ? one_or_list(scalar_schema(field)) : scalar_schema(field);
    }
    if (Node special = special_schema(field)) return special;
    m_open.insert(field.message_type());
    Node item = with("$ref", text("#/$defs/" + field.message_type()->name()));
    if (!field.is_repeated()) return item;
    const settings::MessageRule& shape = shape_of(*field.message_type());
    if (!shape.has_key_field()) return one_or_list(item);
    std::vector<YamlNodePtr> forms{item, of_type("null")}; // null removes it in an overlay
    if (shape.has_scalar_field()) {
      const FieldDescriptor& inner = *field.message_type()->FindFieldByName(shape.scalar_field());
      forms.push_back(inner.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE ? special_schema(inner)
                                                                           : scalar_schema(inner));
    }
    Node by_key = of_type("object");
    put(by_key, "additionalProperties", any_of(std::move(forms)));
    const FieldDescriptor& key = *field.message_type()->FindFieldByName(shape.key_field());
    put(by_key, "propertyNames", scalar_schema(key));
    Node as_list = of_type("array");
    put(as_list, "items", item);
    return any_of({by_key, as_list});
  }

  static Node one_or_list(const Node& item)
  {
    Node many = of_type("array");
    put(many, "items", item);
    return any_of({item, many});
  }

  struct ByName {
    bool operator()(const Descriptor* a, const Descriptor* b) const
    {
      return a->name() < b->name();
    }
  };
  std::set<const Descriptor*, ByName> m_open, m_done;
  std::map<std::string, Node> m_definitions;
};

} // namespace

std::string scenario_json_schema() { return SchemaWriter().write(); }

} // namespace gatetwin
