// SPDX-License-Identifier: Apache-2.0
// Fills in what a file left out: the fallback of each field's rule, read as if it stood in the
// file.
#pragma once
#include "core/settings/message_reader.hpp"
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace gatetwin {

class FallbackReader {
public:
  using Field = google::protobuf::FieldDescriptor;
  using Message = google::protobuf::Message;
  // A reader of the file's kind.
  using MakeReader = std::function<std::unique_ptr<MessageReader>(ReadContext& context)>;

  explicit FallbackReader(MakeReader make) : m_make(std::move(make)) {}

  // The text is ours, so a fault in it is our bug.
  void read(Message& message, const Field& field, const std::string& text);
  // Every field of the message and of what is in it that has a fallback and is not given; messages
  // of the type `left_alone` stay as they are.
  void fill(Message& message, const google::protobuf::Descriptor* left_alone = nullptr);

private:
  MakeReader m_make;
  std::map<std::string, YamlNodePtr> m_parsed;
};

} // namespace gatetwin
