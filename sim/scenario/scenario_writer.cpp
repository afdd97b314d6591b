// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/scenario_writer.hpp"
#include "core/base/check.hpp"
#include "sim/scenario/distribution_text.hpp"
#include "sim/scenario/message_reader.hpp"
#include <utility>

namespace gatetwin {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Node = std::shared_ptr<YamlNode>;

Node scalar(std::string text, bool literal = false)
{
  auto node = std::make_shared<YamlNode>();
  node->kind = YamlNode::Kind::scalar;
  node->text = std::move(text);
  node->literal = literal;
  return node;
}

Node collection(YamlNode::Kind kind)
{
  auto node = std::make_shared<YamlNode>();
  node->kind = kind;
  return node;
}

void add(YamlNode& map, const std::string& key, YamlNodePtr value)
{
  map.entries.push_back({key, true, {}, std::move(value)});
}

Node whole_number(std::uint64_t value, const FieldRule& rule)
{
  switch (rule.measure()) {
  case scenario::time_of_day: return scalar(format_time_of_day(static_cast<std::uint32_t>(value)));
  case scenario::date: return scalar(format_date(static_cast<std::int32_t>(value)));
  case scenario::local_time: return scalar(format_local_time(static_cast<std::int64_t>(value)));
  default: break;
  }
  if (value == 0 && rule.has_zero_word()) return scalar(rule.zero_word());
  constexpr std::uint64_t exact_in_json = std::uint64_t{1} << 53;
  return scalar(std::to_string(value), value <= exact_in_json);
}

Node real_number(double value, const FieldRule& rule)
{
  if (value == 0 && rule.has_zero_word()) return scalar(rule.zero_word());
  return scalar(format_quantity(value, rule.measure()), rule.measure() == scenario::number);
}

std::string format_range(const scenario::TimeRange& range)
{
  return format_time_of_day(range.from()) + "-" + format_time_of_day(range.to());
}

Node week_node(const scenario::Week& week)
{
  const auto& access = *week.GetReflection();
  std::vector<std::string> days;
  for (int day = 0; day < 7; ++day) {
    const FieldDescriptor* field = week.GetDescriptor()->field(day);
    std::string text;
    for (int k = 0; k < access.FieldSize(week, field); ++k) {
      const Message& range = access.GetRepeatedMessage(week, field, k);
      text += (k > 0 ? ", " : "") + format_range(static_cast<const scenario::TimeRange&>(range));
    }
    days.push_back(text.empty() ? "closed" : text);
  }
  Node map = collection(YamlNode::Kind::map);
  for (unsigned first = 0; first < 7;) {
    unsigned last = first;
    while (last < 6 && days[last + 1] == days[first]) ++last;
    if (first == 0 && last == 6) return scalar(days[0]);
    unsigned mask = 0;
    for (unsigned day = first; day <= last; ++day) mask |= 1U << day;
    add(*map, format_days(mask), scalar(days[first]));
    first = last + 1;
  }
  return map;
}

Node message_node(const Message& message, const FieldDescriptor* key);

Node value_node(const Message& message, const FieldDescriptor& field, int k)
{
  const auto& access = *message.GetReflection();
  const bool repeated = field.is_repeated();
  const FieldRule& rule = rule_of(field);
  switch (field.cpp_type()) {
  case FieldDescriptor::CPPTYPE_BOOL:
    return scalar(access.GetBool(message, &field) ? "true" : "false", true);
  case FieldDescriptor::CPPTYPE_ENUM:
    return scalar(
        (repeated ? access.GetRepeatedEnum(message, &field, k) : access.GetEnum(message, &field))
            ->name());
  case FieldDescriptor::CPPTYPE_STRING:
    return scalar(repeated ? access.GetRepeatedString(message, &field, k)
                           : access.GetString(message, &field));
  case FieldDescriptor::CPPTYPE_DOUBLE: return real_number(access.GetDouble(message, &field), rule);
  case FieldDescriptor::CPPTYPE_UINT32:
    return whole_number(repeated ? access.GetRepeatedUInt32(message, &field, k)
                                 : access.GetUInt32(message, &field),
                        rule);
  case FieldDescriptor::CPPTYPE_UINT64:
    return whole_number(access.GetUInt64(message, &field), rule);
  case FieldDescriptor::CPPTYPE_INT32:
    return whole_number(static_cast<std::uint64_t>(access.GetInt32(message, &field)), rule);
  case FieldDescriptor::CPPTYPE_INT64:
    return whole_number(static_cast<std::uint64_t>(access.GetInt64(message, &field)), rule);
  default: break;
  }
  const Message& part =
      repeated ? access.GetRepeatedMessage(message, &field, k) : access.GetMessage(message, &field);
  const auto* type = field.message_type();
  if (type == scenario::Distribution::descriptor()) {
    const auto& distribution = static_cast<const scenario::Distribution&>(part);
    const bool number = rule.measure() == scenario::count &&
                        distribution.kind() == scenario::Distribution::constant;
    return scalar(format_distribution(distribution, rule), number);
  }
  if (type == scenario::TimeRange::descriptor())
    return scalar(format_range(static_cast<const scenario::TimeRange&>(part)));
  if (type == scenario::Week::descriptor())
    return week_node(static_cast<const scenario::Week&>(part));
  if (type == scenario::Days::descriptor()) {
    unsigned mask = 0;
    for (const int day : static_cast<const scenario::Days&>(part).day()) mask |= 1U << day;
    return scalar(format_days(mask));
  }
  if (type == scenario::StartTime::descriptor()) {
    const auto& start = static_cast<const scenario::StartTime&>(part);
    return scalar(format_local_time(start.local()) + " " + start.zone());
  }
  if (type == scenario::Counts::descriptor()) {
    Node rows = collection(YamlNode::Kind::sequence);
    for (const auto& row : static_cast<const scenario::Counts&>(part).row())
      rows->items.push_back(message_node(row, nullptr));
    return rows;
  }
  return message_node(part, nullptr);
}

Node list_node(const Message& message, const FieldDescriptor& field)
{
  const auto& access = *message.GetReflection();
  const int size = access.FieldSize(message, &field);
  const bool messages = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
  const std::string key_name = messages ? shape_of(*field.message_type()).key_field() : "";
  if (key_name.empty()) {
    Node list = collection(YamlNode::Kind::sequence);
    for (int k = 0; k < size; ++k) list->items.push_back(value_node(message, field, k));
    return list;
  }
  const FieldDescriptor* key = field.message_type()->FindFieldByName(key_name);
  Node map = collection(YamlNode::Kind::map);
  for (int k = 0; k < size; ++k) {
    const Message& item = access.GetRepeatedMessage(message, &field, k);
    add(*map, value_node(item, *key, 0)->text, message_node(item, key));
  }
  return map;
}

// Without the key field, which is the item's key in its map; in short form where that says
// everything.
Node message_node(const Message& message, const FieldDescriptor* key)
{
  const auto& type = *message.GetDescriptor();
  const auto& access = *message.GetReflection();
  Node map = collection(YamlNode::Kind::map);
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (&field == key) continue;
    if (field.is_repeated()) {
      if (access.FieldSize(message, &field) > 0) add(*map, field.name(), list_node(message, field));
    } else if (access.HasField(message, &field)) {
      add(*map, field.name(), value_node(message, field, 0));
    }
  }
  const std::string& short_form = shape_of(type).scalar_field();
  if (key != nullptr && map->entries.size() == 1 && map->entries[0].key == short_form) {
    return std::const_pointer_cast<YamlNode>(map->entries[0].value);
  }
  return map;
}

} // namespace

YamlNodePtr scenario_tree(const scenario::Scenario& scenario)
{
  return message_node(scenario, nullptr);
}

std::string to_yaml(const scenario::Scenario& scenario)
{
  return emit_yaml(*scenario_tree(scenario));
}

std::string to_json(const scenario::Scenario& scenario)
{
  return emit_json(*scenario_tree(scenario));
}

} // namespace gatetwin
