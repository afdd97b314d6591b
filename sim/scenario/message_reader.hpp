// SPDX-License-Identifier: Apache-2.0
// Walks a YAML tree onto a scenario message by reflection. Every fault is reported with its place;
// the walk goes on after each, so that one pass finds all. What a fault made unusable is
// remembered, so that later rules don't report its consequences.
#pragma once
#include "sim/scenario/field_rule.pb.h"
#include "sim/scenario/source_position.hpp"
#include "sim/scenario/value_text.hpp"
#include "sim/scenario/yaml_tree.hpp"
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace gatetwin {

inline const scenario::FieldRule& rule_of(const google::protobuf::FieldDescriptor& field)
{
  return field.options().GetExtension(scenario::rule);
}
inline const scenario::MessageRule& shape_of(const google::protobuf::Descriptor& message)
{
  return message.options().GetExtension(scenario::shape);
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

  explicit MessageReader(ReadContext& context) : m_context(context) {}

  // A map, or a scalar where the message has a short form.
  void read(const YamlNode& node, Message& message, const std::string& path);
  void read_field(const YamlNode& node, Message& message, const Field& field,
                  const std::string& path);

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
  // Messages with a notation of their own; false when this is none.
  bool read_special(const YamlNode& node, Message& message, const Field& field,
                    const std::string& path);
  void read_distribution(const YamlNode& node, Message& message, const Field& field,
                         const std::string& path);
  void read_start(const YamlNode& node, Message& message, const Field& field,
                  const std::string& path);
  void read_time_range(const YamlNode& node, Message& message, const Field& field,
                       const std::string& path);
  void read_week(const YamlNode& node, Message& message, const Field& field,
                 const std::string& path);
  void read_week_days(const YamlNode& node, Message& week, unsigned days, const Field& field,
                      const std::string& path);
  void read_days(const YamlNode& node, Message& message, const Field& field,
                 const std::string& path);
  void read_counts(const YamlNode& node, Message& message, const Field& field,
                   const std::string& path);

  // Of a value: names the field and points at the part of the text.
  void value_fault(const YamlNode& node, const Field& field, const std::string& path,
                   const TextFault& fault);
  bool expect_scalar(const YamlNode& node, const Field& field, const std::string& path);

  ReadContext& m_context;
};

} // namespace gatetwin
