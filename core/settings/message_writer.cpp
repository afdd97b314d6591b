// SPDX-License-Identifier: Apache-2.0
#include "core/settings/message_writer.hpp"
#include <utility>

namespace gatetwin {
namespace {

struct Written {
  std::string text;
  bool literal = false;
};

Written whole_number(std::uint64_t value, const FieldRule& rule)
{
  switch (rule.measure()) {
  case settings::time_of_day: return {format_time_of_day(static_cast<std::uint32_t>(value))};
  case settings::date: return {format_date(static_cast<std::int32_t>(value))};
  case settings::local_time: return {format_local_time(static_cast<std::int64_t>(value))};
  default: break;
  }
  if (value == 0 && rule.has_zero_word()) return {rule.zero_word()};
  constexpr std::uint64_t exact_in_json = std::uint64_t{1} << 53;
  return {std::to_string(value), value <= exact_in_json};
}

Written real_number(double value, const FieldRule& rule)
{
  if (value == 0 && rule.has_zero_word()) return {rule.zero_word()};
  return {format_quantity(value, rule.measure()), rule.measure() == settings::number};
}

} // namespace

MessageWriter::Node MessageWriter::scalar(std::string text, bool literal)
{
  auto node = std::make_shared<YamlNode>();
  node->kind = YamlNode::Kind::scalar;
  node->text = std::move(text);
  node->literal = literal;
  return node;
}

MessageWriter::Node MessageWriter::collection(YamlNode::Kind kind)
{
  auto node = std::make_shared<YamlNode>();
  node->kind = kind;
  return node;
}

void MessageWriter::add(YamlNode& map, const std::string& key, YamlNodePtr value)
{
  map.entries.push_back({key, true, {}, std::move(value)});
}

MessageWriter::Node MessageWriter::special_node(const Message&, const Field&) const
{
  return nullptr;
}

MessageWriter::Node MessageWriter::value_node(const Message& message, const Field& field,
                                              int k) const
{
  const auto& access = *message.GetReflection();
  const auto number_node = [](const Written& number) {
    return scalar(number.text, number.literal);
  };
  const bool repeated = field.is_repeated();
  const FieldRule& rule = rule_of(field);
  switch (field.cpp_type()) {
  case Field::CPPTYPE_BOOL: return scalar(access.GetBool(message, &field) ? "true" : "false", true);
  case Field::CPPTYPE_ENUM:
    return scalar(
        (repeated ? access.GetRepeatedEnum(message, &field, k) : access.GetEnum(message, &field))
            ->name());
  case Field::CPPTYPE_STRING:
    return scalar(repeated ? access.GetRepeatedString(message, &field, k)
                           : access.GetString(message, &field));
  case Field::CPPTYPE_DOUBLE:
    return number_node(real_number(access.GetDouble(message, &field), rule));
  case Field::CPPTYPE_UINT32:
    return number_node(whole_number(repeated ? access.GetRepeatedUInt32(message, &field, k)
                                             : access.GetUInt32(message, &field),
                                    rule));
  case Field::CPPTYPE_UINT64:
    return number_node(whole_number(access.GetUInt64(message, &field), rule));
  case Field::CPPTYPE_INT32:
    return number_node(
        whole_number(static_cast<std::uint64_t>(access.GetInt32(message, &field)), rule));
  case Field::CPPTYPE_INT64:
    return number_node(
        whole_number(static_cast<std::uint64_t>(access.GetInt64(message, &field)), rule));
  default: break;
  }
  const Message& part =
      repeated ? access.GetRepeatedMessage(message, &field, k) : access.GetMessage(message, &field);
  if (Node special = special_node(part, field)) return special;
  return message_node(part, nullptr);
}

MessageWriter::Node MessageWriter::list_node(const Message& message, const Field& field) const
{
  const auto& access = *message.GetReflection();
  const int size = access.FieldSize(message, &field);
  const bool messages = field.cpp_type() == Field::CPPTYPE_MESSAGE;
  const std::string key_name = messages ? shape_of(*field.message_type()).key_field() : "";
  if (key_name.empty()) {
    Node list = collection(YamlNode::Kind::sequence);
    for (int k = 0; k < size; ++k) list->items.push_back(value_node(message, field, k));
    return list;
  }
  const Field* key = field.message_type()->FindFieldByName(key_name);
  Node map = collection(YamlNode::Kind::map);
  for (int k = 0; k < size; ++k) {
    const Message& item = access.GetRepeatedMessage(message, &field, k);
    add(*map, value_node(item, *key, 0)->text, message_node(item, key));
  }
  return map;
}

MessageWriter::Node MessageWriter::message_node(const Message& message, const Field* key) const
{
  const auto& type = *message.GetDescriptor();
  const auto& access = *message.GetReflection();
  Node map = collection(YamlNode::Kind::map);
  for (int i = 0; i < type.field_count(); ++i) {
    const Field& field = *type.field(i);
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

} // namespace gatetwin
