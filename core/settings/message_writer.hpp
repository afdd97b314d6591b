// SPDX-License-Identifier: Apache-2.0
// Writes a message as a person would write its file: with units, names and short forms. What is
// written loads back to the same message.
#pragma once
#include "core/settings/message_reader.hpp"
#include "core/settings/yaml_tree.hpp"
#include <string>

namespace gatetwin {

class MessageWriter {
public:
  using Field = google::protobuf::FieldDescriptor;
  using Message = google::protobuf::Message;

  MessageWriter() = default;
  virtual ~MessageWriter() = default;
  MessageWriter(const MessageWriter&) = delete;
  MessageWriter& operator=(const MessageWriter&) = delete;

  YamlNodePtr tree(const Message& message) const { return message_node(message, nullptr); }

protected:
  using Node = std::shared_ptr<YamlNode>;
  static Node scalar(std::string text, bool literal = false);
  static Node collection(YamlNode::Kind kind);
  static void add(YamlNode& map, const std::string& key, YamlNodePtr value);

  // A message with a notation of its own; null when this is none.
  virtual Node special_node(const Message& part, const Field& field) const;
  // Without the key field, which is the item's key in its map; in short form where that says
  // everything.
  Node message_node(const Message& message, const Field* key) const;

private:
  Node value_node(const Message& message, const Field& field, int k) const;
  Node list_node(const Message& message, const Field& field) const;
};

// A tree as text; JSON is one object with the same keys and values.
std::string emit_yaml(const YamlNode& root);
std::string emit_json(const YamlNode& root);

} // namespace gatetwin
