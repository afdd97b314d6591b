// SPDX-License-Identifier: Apache-2.0
#include "core/settings/fallbacks.hpp"
#include "core/base/check.hpp"

namespace gatetwin {

void FallbackReader::read(Message& message, const Field& field, const std::string& text)
{
  ReadContext context;
  YamlNodePtr& node = m_parsed[text];
  if (!node) {
    node = parse_yaml(text.empty() ? "\"\"" : text, std::make_shared<const std::string>("default"),
                      context.diagnostics);
  }
  CHECK(node != nullptr);
  m_make(context)->read_field(*node, message, field, field.name());
  CHECK(context.diagnostics.empty());
}

void FallbackReader::fill(Message& message, const google::protobuf::Descriptor* left_alone)
{
  const auto& type = *message.GetDescriptor();
  if (&type == left_alone) return;
  const auto& access = *message.GetReflection();
  for (int i = 0; i < type.field_count(); ++i) {
    const Field& field = *type.field(i);
    const bool given = field.is_repeated() ? access.FieldSize(message, &field) > 0
                                           : access.HasField(message, &field);
    if (!given && rule_of(field).has_fallback()) read(message, field, rule_of(field).fallback());
    if (field.cpp_type() != Field::CPPTYPE_MESSAGE) continue;
    if (field.is_repeated()) {
      for (int k = 0; k < access.FieldSize(message, &field); ++k)
        fill(*access.MutableRepeatedMessage(&message, &field, k), left_alone);
    } else if (access.HasField(message, &field)) {
      fill(*access.MutableMessage(&message, &field), left_alone);
    }
  }
}

} // namespace gatetwin
