// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/desk_line.hpp"
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace gatetwin {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<const char*, 3> desk_words{"alive", "answer", "stamped"};
constexpr std::array<const char*, 7> gate_words{"unit",  "call",     "withdraw", "stamp",
                                                "alive", "accepted", "refused"};
constexpr std::uint64_t most_counted = 0xFF'FFFF'FFFFULL;

// Fields of one object, each looked at once; what nobody looked at is not known.
class Fields {
public:
  explicit Fields(std::string_view line)
  {
    if (line.size() > desk_line_max) {
      m_error = Error{ErrorCode::too_large, "the line is too long"};
      return;
    }
    // Brackets in brackets are no message: their depth is not to be walked.
    const auto opened =
        std::count_if(line.begin(), line.end(), [](char c) { return c == '{' || c == '['; });
    if (opened == 1) m_object = Json::parse(line, nullptr, false);
    if (!m_object.is_object()) refuse("it is no JSON object of plain fields");
  }
  std::uint64_t number(const char* name, std::uint64_t most)
  {
    const Json* field = find(name);
    if (field == nullptr) return 0;
    if (!field->is_number_unsigned() || field->get<std::uint64_t>() > most) {
      refuse("a number is missing, negative, or too large");
      return 0;
    }
    return field->get<std::uint64_t>();
  }
  std::string text(const char* name, std::size_t most)
  {
    const Json* field = find(name);
    if (field == nullptr) return {};
    if (!field->is_string()) {
      refuse("a text is missing");
      return {};
    }
    std::string text = field->get<std::string>();
    if (text.size() > most) refuse("a text is too long");
    const bool control = std::any_of(text.begin(), text.end(), [](char c) {
      return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    });
    // Line ends that are not ASCII, and what turns the direction of writing.
    for (const char* hidden :
         {"\u0085", "\u2028", "\u2029", "\u202D", "\u202E", "\u2066", "\u2067"})
      if (text.find(hidden) != std::string::npos) refuse("a text holds control characters");
    if (control) refuse("a text holds control characters");
    return text;
  }
  bool has(const char* name) const { return m_object.is_object() && m_object.contains(name); }
  void refuse(const char* why)
  {
    if (!m_error) m_error = Error{ErrorCode::malformed, why};
  }
  // After all fields were taken.
  std::optional<Error> error()
  {
    if (!m_error && m_taken != m_object.size()) refuse("it has a field that nobody knows");
    return m_error;
  }
  bool is_wrong() const { return m_error.has_value(); }

private:
  const Json* find(const char* name)
  {
    if (m_error) return nullptr;
    const auto found = m_object.find(name);
    if (found == m_object.end()) {
      refuse("a field is missing");
      return nullptr;
    }
    ++m_taken;
    return &*found;
  }
  Json m_object;
  std::size_t m_taken = 0;
  std::optional<Error> m_error;
};

template <std::size_t N>
std::size_t kind_of(Fields& fields, const std::array<const char*, N>& words)
{
  const std::string kind = fields.text("kind", 16);
  const auto found = std::find(words.begin(), words.end(), kind);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  fields.refuse("its kind is not known");
  return 0;
}

OfficerAction action_of(Fields& fields)
{
  const std::string word = fields.text("action", 16);
  for (int i = 1; i <= static_cast<int>(OfficerAction::reset); ++i) {
    const auto action = static_cast<OfficerAction>(i);
    if (word == to_string(action)) return action;
  }
  fields.refuse("its action is not known");
  return OfficerAction::none;
}

std::string end_line(const Json& object)
{
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace

Result<DeskMessage> parse_desk_message(std::string_view line)
{
  Fields fields(line);
  DeskMessage message;
  message.kind = static_cast<DeskMessageKind>(kind_of(fields, desk_words));
  if (message.kind != DeskMessageKind::alive) {
    message.transaction = fields.number("transaction", most_counted);
    message.officer = {
        static_cast<std::uint32_t>(fields.number("officer", OfficerId::none_value - 1))};
  }
  if (message.kind == DeskMessageKind::answer) {
    message.action = action_of(fields);
    if (fields.has("note")) message.note = fields.text("note", desk_note_max);
  }
  if (const auto wrong = fields.error()) return *wrong;
  return message;
}

std::string desk_line(const DeskMessage& message)
{
  Json object{{"kind", desk_words.at(static_cast<std::size_t>(message.kind))}};
  if (message.kind != DeskMessageKind::alive) {
    object["transaction"] = message.transaction;
    object["officer"] = message.officer.value;
  }
  if (message.kind == DeskMessageKind::answer) {
    object["action"] = to_string(message.action);
    if (!message.note.empty()) object["note"] = message.note;
  }
  return end_line(object);
}

Result<GateMessage> parse_gate_message(std::string_view line)
{
  Fields fields(line);
  GateMessage message;
  message.kind = static_cast<GateMessageKind>(kind_of(fields, gate_words));
  switch (message.kind) {
  case GateMessageKind::unit:
    message.unit = static_cast<std::uint32_t>(fields.number("unit", UnitId::none_value));
    if (fields.number("protocol", UINT32_MAX) != desk_protocol)
      fields.refuse("the gate speaks another version");
    break;
  case GateMessageKind::call:
    message.reason = static_cast<Reason>(fields.number("reason", 999'999));
    (void)fields.text("word", 64); // for people who listen
    [[fallthrough]];
  case GateMessageKind::withdraw:
  case GateMessageKind::stamp:
  case GateMessageKind::accepted:
    message.transaction = fields.number("transaction", most_counted);
    break;
  case GateMessageKind::refused: message.why = fields.text("why", 200); break;
  case GateMessageKind::alive: break;
  }
  if (const auto wrong = fields.error()) return *wrong;
  return message;
}

std::string desk_line(const GateMessage& message)
{
  Json object{{"kind", gate_words.at(static_cast<std::size_t>(message.kind))}};
  switch (message.kind) {
  case GateMessageKind::unit:
    object["unit"] = message.unit;
    object["protocol"] = desk_protocol;
    break;
  case GateMessageKind::call:
    object["transaction"] = message.transaction;
    object["reason"] = static_cast<std::uint32_t>(message.reason);
    object["word"] = to_string(message.reason);
    break;
  case GateMessageKind::withdraw:
  case GateMessageKind::stamp:
  case GateMessageKind::accepted: object["transaction"] = message.transaction; break;
  case GateMessageKind::refused: object["why"] = message.why; break;
  case GateMessageKind::alive: break;
  }
  return end_line(object);
}

} // namespace gatetwin
