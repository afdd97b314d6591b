// SPDX-License-Identifier: Apache-2.0
// Walks a YAML tree onto a Protobuf message by reflection, as the rules of its fields
// (field_rule.proto) say. Every fault is reported with its place;
// the walk goes on after each, so that one pass finds all. What a fault made unusable is
// remembered, so that later rules don't report its consequences.
//
// Kinds of files with messages in a notation of their own, or measures that only they know, derive
// from it.
#pragma once
#include "core/settings/field_rule.pb.h"
#include "core/settings/source_position.hpp"
#include "core/settings/value_text.hpp"
#include "core/settings/yaml_tree.hpp"
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace gatetwin {

inline const settings::FieldRule& rule_of(const google::protobuf::FieldDescriptor& field)
{
  return field.options().GetExtension(settings::rule);
}
inline const settings::MessageRule& shape_of(const google::protobuf::Descriptor& message)
{
  return message.options().GetExtension(settings::shape);
}
inline std::string child_path(const std::string& path, const std::string& name)
{
  return path.empty() ? name : path + "." + name;
}

struct ReadContext {
  Diagnostics diagnostics;
  PositionMap positions;
  std::set<std::string> faulty; // paths at which a fault was found

  void fault(const std::string& path, const SourcePosition& at, std::string message,
             std::string hint);
  // Whether a fault lies at the path or below it.
  bool is_faulty(const std::string& path) const;
};

class MessageReader {
public:
  using Field = google::protobuf::FieldDescriptor;
  using Message = google::protobuf::Message;

  // `file` is how diagnostics call what is read: "scenario".
  MessageReader(ReadContext& context, std::string file)
      : m_context(context), m_file(std::move(file))
  {
  }
  virtual ~MessageReader() = default;
  MessageReader(const MessageReader&) = delete;
  MessageReader& operator=(const MessageReader&) = delete;

  // A map, or a scalar where the message has a short form.
  void read(const YamlNode& node, Message& message, const std::string& path);
  void read_field(const YamlNode& node, Message& message, const Field& field,
                  const std::string& path);

protected:
  // A message with a notation of its own; false when this is none.
  virtual bool read_special(const YamlNode& node, Message& message, const Field& field,
                            const std::string& path);
  // What speaks against a text, besides what its measure says everywhere.
  virtual std::optional<TextFault> text_fault(const std::string& text, settings::Measure measure);

  // Of a value: names the field and points at the part of the text.
  void value_fault(const YamlNode& node, const Field& field, const std::string& path,
                   const TextFault& fault);
  bool expect_scalar(const YamlNode& node, const Field& field, const std::string& path);
  ReadContext& context() { return m_context; }

private:
  using Seen = std::vector<std::pair<const Field*, SourcePosition>>;

  void read_map(const YamlNode& node, Message& message, const std::string& path, const Field* key);
  void check_complete(const YamlNode& node, const Message& message, const std::string& path,
                      const Seen& seen);
  void read_repeated(const YamlNode& node, Message& message, const Field& field,
                     const std::string& path);
  void read_keyed(const YamlNode& node, Message& message, const Field& field,
                  const std::string& path);
  void read_keyed_list(const YamlNode& node, Message& message, const Field& field,
                       const std::string& path);
  void read_scalar(const YamlNode& node, Message& message, const Field& field,
                   const std::string& path);
  void read_text(const YamlNode& node, Message& message, const Field& field,
                 const std::string& path);
  void read_number(const YamlNode& node, Message& message, const Field& field,
                   const std::string& path);
  void read_enum(const YamlNode& node, Message& message, const Field& field,
                 const std::string& path);
  Parsed<std::string> checked_text(const YamlNode& node, const settings::FieldRule& rule);
  std::string noun_of(const google::protobuf::Descriptor& type) const;
  std::string label_of(const Message& message) const;

  ReadContext& m_context;
  const std::string m_file;
};

} // namespace gatetwin
