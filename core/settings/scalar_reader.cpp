// SPDX-License-Identifier: Apache-2.0
// MessageReader: single values.
#include "core/base/check.hpp"
#include "core/settings/message_reader.hpp"
#include "core/settings/suggestion.hpp"
#include <algorithm>
#include <limits>

namespace gatetwin {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr std::size_t longest_text = 4000;

void put_number(Message& message, const FieldDescriptor& field, double value)
{
  const auto& access = *message.GetReflection();
  CHECK(field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE);
  if (field.is_repeated())
    access.AddDouble(&message, &field, value);
  else
    access.SetDouble(&message, &field, value);
}

void put_whole(Message& message, const FieldDescriptor& field, std::uint64_t value)
{
  const auto& access = *message.GetReflection();
  switch (field.cpp_type()) {
  case FieldDescriptor::CPPTYPE_UINT32:
    if (field.is_repeated())
      access.AddUInt32(&message, &field, static_cast<std::uint32_t>(value));
    else
      access.SetUInt32(&message, &field, static_cast<std::uint32_t>(value));
    return;
  case FieldDescriptor::CPPTYPE_UINT64: access.SetUInt64(&message, &field, value); return;
  case FieldDescriptor::CPPTYPE_INT32:
    access.SetInt32(&message, &field, static_cast<std::int32_t>(value));
    return;
  case FieldDescriptor::CPPTYPE_INT64:
    access.SetInt64(&message, &field, static_cast<std::int64_t>(value));
    return;
  default: CHECK(false);
  }
}

void put_text(Message& message, const FieldDescriptor& field, const std::string& value)
{
  const auto& access = *message.GetReflection();
  if (field.is_repeated())
    access.AddString(&message, &field, value);
  else
    access.SetString(&message, &field, value);
}

// A count in its range.
Parsed<std::uint64_t> checked_count(std::string_view text, const FieldDescriptor& field)
{
  FieldRule rule = rule_of(field);
  auto value = parse_count(text);
  if (!value) return value;
  if (!rule.has_max() && field.cpp_type() == FieldDescriptor::CPPTYPE_UINT32) {
    rule.set_max(std::numeric_limits<std::uint32_t>::max());
  }
  if (const auto fault = range_fault(static_cast<double>(*value.value), text, rule)) return *fault;
  return value;
}

} // namespace

Parsed<std::string> MessageReader::checked_text(const YamlNode& node,
                                                const settings::FieldRule& rule)
{
  const std::string& text = node.text;
  if (text.size() > longest_text) {
    return TextFault{"longer than " + std::to_string(longest_text) + " bytes", "shorten it"};
  }
  if (node.plain && looks_like_boolean_or_null(text)) {
    return TextFault{"YAML readers take the bare word " + text + " for a boolean or nothing",
                     "write \"" + text + "\" in quotes, or another word"};
  }
  switch (rule.measure()) {
  case settings::name:
    if (const auto fault = name_fault(text)) return *fault;
    break;
  case settings::country:
    if (text.size() != 3 ||
        !std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) {
      return TextFault{"\"" + text.substr(0, 60) + "\" is not a state code",
                       "three capitals, such as VNM, CHN, LAO"};
    }
    break;
  default: break;
  }
  if (const auto fault = text_fault(text, rule.measure())) return *fault;
  return text;
}

void MessageReader::read_scalar(const YamlNode& node, Message& message, const Field& field,
                                const std::string& path)
{
  if (!expect_scalar(node, field, path)) return;
  switch (field.cpp_type()) {
  case Field::CPPTYPE_BOOL:
    if (node.plain && (node.text == "true" || node.text == "false")) {
      message.GetReflection()->SetBool(&message, &field, node.text == "true");
    } else {
      value_fault(
          node, field, path,
          {"\"" + node.text.substr(0, 60) + "\" is neither true nor false", "write true or false"});
    }
    return;
  case Field::CPPTYPE_ENUM: read_enum(node, message, field, path); return;
  case Field::CPPTYPE_STRING: read_text(node, message, field, path); return;
  default: read_number(node, message, field, path);
  }
}

void MessageReader::read_text(const YamlNode& node, Message& message, const Field& field,
                              const std::string& path)
{
  const auto text = checked_text(node, rule_of(field));
  if (!text) value_fault(node, field, path, text.fault);
  // A bad name is kept all the same, so that what refers to it is not at fault as well.
  if (text || rule_of(field).measure() == settings::name) put_text(message, field, node.text);
}

void MessageReader::read_enum(const YamlNode& node, Message& message, const Field& field,
                              const std::string& path)
{
  const auto& type = *field.enum_type();
  const auto* value = type.FindValueByName(node.text);
  if (value == nullptr) {
    std::vector<std::string> known;
    known.reserve(static_cast<std::size_t>(type.value_count()));
    for (int i = 0; i < type.value_count(); ++i) known.push_back(type.value(i)->name());
    value_fault(
        node, field, path,
        {"unknown word \"" + node.text.substr(0, 60) + "\"", suggest(node.text, known, {})});
    return;
  }
  const auto& access = *message.GetReflection();
  if (field.is_repeated())
    access.AddEnum(&message, &field, value);
  else
    access.SetEnum(&message, &field, value);
}

void MessageReader::read_number(const YamlNode& node, Message& message, const Field& field,
                                const std::string& path)
{
  const FieldRule& rule = rule_of(field);
  const auto refuse = [&](const TextFault& fault) { value_fault(node, field, path, fault); };
  if (rule.has_absent_word() && node.text == rule.absent_word()) return;
  if (rule.has_zero_word() && node.text == rule.zero_word()) {
    if (rule.measure() == settings::count)
      put_whole(message, field, 0);
    else
      put_number(message, field, 0);
    return;
  }
  switch (rule.measure()) {
  case settings::count: {
    const auto value = checked_count(node.text, field);
    if (!value) return refuse(value.fault);
    return put_whole(message, field, *value.value);
  }
  case settings::time_of_day: {
    const auto value = parse_time_of_day(node.text);
    if (!value) return refuse(value.fault);
    if (*value.value == 86400) return refuse({"24:00 is the next day's 00:00", "write 00:00"});
    return put_whole(message, field, *value.value);
  }
  case settings::date: {
    const auto value = parse_date(node.text);
    if (!value) return refuse(value.fault);
    return put_whole(message, field, static_cast<std::uint64_t>(*value.value));
  }
  case settings::local_time: {
    const auto value = parse_local_time(node.text);
    if (!value) return refuse(value.fault);
    return put_whole(message, field, static_cast<std::uint64_t>(*value.value));
  }
  default: {
    const auto value = parse_quantity(node.text, rule.measure());
    if (!value) return refuse(value.fault);
    if (const auto fault = range_fault(*value.value, node.text, rule)) return refuse(*fault);
    put_number(message, field, *value.value);
  }
  }
}

} // namespace gatetwin
