// SPDX-License-Identifier: Apache-2.0
#include "viz/scenario/scenario_schema.hpp"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

namespace gatetwin::viz {
namespace {

// In the order of their keys, as a planner reads them.
using Json = nlohmann::ordered_json;

constexpr std::size_t longest_checked = 400; // std::regex recurses for each character

std::string text_at(const Json& node, const char* key)
{
  const auto found = node.find(key);
  return found != node.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string ref_of(const Json& node)
{
  const std::string ref = text_at(node, "$ref");
  return ref.substr(ref.find_last_of('/') + 1);
}

// "...(ns|us|ms|s)$" ends in the units that may follow the number.
std::string units_of(const std::string& pattern)
{
  const std::size_t open = pattern.rfind('(');
  if (open == std::string::npos || !pattern.ends_with(")$") || !pattern.starts_with("^[0-9.]+"))
    return pattern.ends_with("?%$") ? "%" : "";
  std::string units = pattern.substr(open + 1, pattern.size() - open - 3);
  if (open > 0 && pattern[open - 1] == '/') {
    units.insert(0, "/");
    for (std::size_t at = units.find('|'); at != std::string::npos; at = units.find('|', at + 1))
      units.insert(at + 1, "/");
  }
  std::replace(units.begin(), units.end(), '|', ' ');
  std::erase(units, '?');
  return units;
}

std::shared_ptr<const std::regex> compiled(const std::string& pattern)
{
  try {
    return std::make_shared<const std::regex>(pattern);
  } catch (const std::regex_error&) {
    return nullptr;
  }
}

void read_range(const Json& node, ScalarForm& form)
{
  const auto number = [&](const char* key, double& into) {
    const auto found = node.find(key);
    if (found != node.end() && found->is_number()) into = found->get<double>();
  };
  number("minimum", form.least);
  number("exclusiveMinimum", form.least);
  number("maximum", form.most);
}

// Empty: no scalar.
std::vector<ScalarForm> scalar_of(const Json& node)
{
  ScalarForm form;
  const std::string type = text_at(node, "type");
  if (const auto all = node.find("enum"); all != node.end() && all->is_array()) {
    form.kind = ScalarForm::Kind::choice;
    for (const Json& one : *all) {
      if (one.is_string()) form.choices.push_back(one.get<std::string>());
    }
  } else if (node.contains("const")) {
    form.kind = ScalarForm::Kind::choice;
    form.choices.push_back(text_at(node, "const"));
  } else if (const auto to = node.find("x-refers-to"); to != node.end() && to->is_array()) {
    form.kind = ScalarForm::Kind::reference;
    for (const Json& one : *to) {
      if (one.is_string()) form.sections.push_back(one.get<std::string>());
    }
  } else if (type == "string") {
    const std::string pattern = text_at(node, "pattern");
    if (!pattern.empty()) {
      form.kind = ScalarForm::Kind::pattern;
      form.pattern = compiled(pattern);
      form.units = units_of(pattern);
    }
  } else if (type == "integer" || type == "number") {
    form.kind = type == "integer" ? ScalarForm::Kind::whole : ScalarForm::Kind::number;
    read_range(node, form);
  } else if (type == "boolean") {
    form.kind = ScalarForm::Kind::truth;
  } else {
    return {};
  }
  return {form};
}

void read_alternative(const Json& node, FieldSchema& field)
{
  if (const auto any = node.find("anyOf"); any != node.end() && any->is_array()) {
    for (const Json& one : *any) read_alternative(one, field);
    return;
  }
  if (node.contains("$ref")) {
    field.group = ref_of(node);
    return;
  }
  const bool named = node.contains("additionalProperties");
  if (!named && text_at(node, "type") != "array") {
    for (ScalarForm& form : scalar_of(node)) field.scalars.push_back(std::move(form));
    return;
  }
  (named ? field.is_named : field.is_list) = true;
  const auto items = node.find(named ? "additionalProperties" : "items");
  if (const auto keys = node.find("propertyNames"); keys != node.end()) {
    FieldSchema key;
    read_alternative(*keys, key);
    field.keys = std::move(key.scalars);
  }
  if (items == node.end() || !items->is_object()) return;
  FieldSchema item;
  read_alternative(*items, item);
  if (!item.group.empty()) field.items = item.group;
  if (field.elements.empty()) field.elements = std::move(item.scalars);
}

FieldSchema field_of(const std::string& owner, const std::string& name, const Json& node)
{
  FieldSchema field;
  field.owner = owner;
  field.name = name;
  field.description = text_at(node, "description");
  static const std::string mark = "Default: ";
  const std::size_t at = field.description.rfind(mark);
  if (at != std::string::npos) {
    field.default_text = field.description.substr(at + mark.size());
    field.description.erase(at == 0 ? 0 : at - 1);
  }
  read_alternative(node, field);
  // A single item may be written without its brackets.
  if (field.is_list && !field.group.empty() && field.group == field.items) field.group.clear();
  return field;
}

GroupSchema group_of(const std::string& owner, const Json& node)
{
  GroupSchema group;
  const auto properties = node.find("properties");
  if (properties == node.end() || !properties->is_object()) return group;
  for (const auto& [name, value] : properties->items())
    group.push_back(field_of(owner, name, value));
  return group;
}

bool is_number(std::string_view value, double& number)
{
  const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
  return read.ec == std::errc() && read.ptr == value.data() + value.size();
}

} // namespace

bool ScalarForm::allows(std::string_view value) const
{
  double number = 0;
  switch (kind) {
  case Kind::text:
  case Kind::reference: return true;
  case Kind::pattern:
    return !pattern || value.size() > longest_checked ||
           std::regex_search(value.begin(), value.end(), *pattern);
  case Kind::whole:
  case Kind::number:
    return is_number(value, number) && number >= least && number <= most &&
           (kind == Kind::number || number == std::floor(number));
  case Kind::truth: return value == "true" || value == "false";
  case Kind::choice: return std::find(choices.begin(), choices.end(), value) != choices.end();
  }
  return true;
}

bool FieldSchema::allows(std::string_view value) const
{
  return std::any_of(scalars.begin(), scalars.end(),
                     [&](const ScalarForm& form) { return form.allows(value); });
}

std::vector<std::string>
choices_of(const std::vector<ScalarForm>& forms,
           const std::function<std::vector<std::string>(const std::string& section)>& names)
{
  std::vector<std::string> all;
  const auto add = [&](const std::vector<std::string>& more) {
    all.insert(all.end(), more.begin(), more.end());
  };
  for (const ScalarForm& form : forms) {
    switch (form.kind) {
    case ScalarForm::Kind::truth: add({"true", "false"}); break;
    case ScalarForm::Kind::choice: add(form.choices); break;
    case ScalarForm::Kind::reference:
      for (const std::string& section : form.sections) add(names(section));
      break;
    default: return {};
    }
  }
  return all;
}

std::string FieldSchema::units() const
{
  for (const ScalarForm& form : scalars) {
    if (!form.units.empty()) return form.units;
  }
  return {};
}

bool FieldSchema::has_distribution() const
{
  return std::any_of(scalars.begin(), scalars.end(), [](const ScalarForm& form) {
    return form.pattern && form.allows("uniform(1, 2)");
  });
}

std::unique_ptr<ScenarioSchema> ScenarioSchema::parse(const std::string& json)
{
  const Json root = Json::parse(json, nullptr, false);
  if (!root.is_object() || !root.contains("properties")) return nullptr;
  auto schema = std::make_unique<ScenarioSchema>();
  schema->m_top = group_of("Scenario", root);
  if (const auto defs = root.find("$defs"); defs != root.end() && defs->is_object()) {
    for (const auto& [name, value] : defs->items()) schema->m_groups[name] = group_of(name, value);
  }
  return schema;
}

const GroupSchema* ScenarioSchema::group(const std::string& name) const
{
  const auto found = m_groups.find(name);
  return found == m_groups.end() ? nullptr : &found->second;
}

const FieldSchema* ScenarioSchema::top_field(std::string_view name) const
{
  const auto found = std::find_if(m_top.begin(), m_top.end(),
                                  [&](const FieldSchema& field) { return field.name == name; });
  return found == m_top.end() ? nullptr : &*found;
}

std::string stepped(const std::string& value, int direction)
{
  const std::size_t end = std::min(value.find_first_not_of("0123456789."), value.size());
  double number = 0;
  const bool alone = end == value.size() || std::string_view(" /%").find(value[end]) !=
                                                std::string_view::npos; // no time, date or span
  if (end == 0 || end > 15 || !alone || !is_number(std::string_view(value).substr(0, end), number))
    return value;
  const std::size_t dot = value.find('.');
  const int digits = dot < end ? static_cast<int>(end - dot - 1) : 0;
  double step = 1;
  for (int i = 0; i < digits; ++i) step /= 10;
  char text[32];
  const auto written =
      std::to_chars(text, text + sizeof text, std::max(0.0, number + direction * step),
                    std::chars_format::fixed, digits);
  return std::string(text, written.ptr) + value.substr(end);
}

} // namespace gatetwin::viz
