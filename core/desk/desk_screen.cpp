// SPDX-License-Identifier: Apache-2.0
#include "core/desk/desk_screen.hpp"
#include <algorithm>
#include <charconv>
#include <optional>

namespace gatetwin::desk {
namespace {

std::string_view take_word(std::string_view& rest)
{
  const auto first = rest.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return rest = {};
  rest.remove_prefix(first);
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t\r"));
  rest.remove_prefix(word.size());
  return word;
}

std::optional<OfficerAction> action_of(std::string_view word)
{
  for (int i = 1; i <= static_cast<int>(OfficerAction::reset); ++i) {
    if (word == to_string(static_cast<OfficerAction>(i))) return static_cast<OfficerAction>(i);
  }
  return {};
}

bool needs_call(OfficerAction action)
{
  return action == OfficerAction::admit || action == OfficerAction::refer ||
         action == OfficerAction::refuse || action == OfficerAction::release;
}

} // namespace

std::string DeskScreen::shown(const Open& open) const
{
  std::string text = "#" + std::to_string(open.transaction) + "  ";
  if (open.stamp) return text + word(Saying::stamp) + "\n";
  if (open.reason == Reason::none) return text + word(Saying::decide) + "\n";
  return text + word(Saying::call) + ": " + words_of(open.reason, m_language) + "\n";
}

std::string DeskScreen::list() const
{
  if (m_open.empty()) return std::string(word(Saying::nothing_open)) + "\n";
  std::string text;
  for (const Open& one : m_open) text += shown(one);
  return text;
}

bool DeskScreen::is_open(std::uint64_t transaction, bool stamp) const
{
  return std::any_of(m_open.begin(), m_open.end(), [&](const Open& one) {
    return one.transaction == transaction && one.stamp == stamp;
  });
}

std::string DeskScreen::on_lost()
{
  m_open.clear();
  return std::string(word(Saying::lost)) + "\n";
}

std::string DeskScreen::on_gate_line(std::string_view line)
{
  const Result<GateMessage> parsed = parse_gate_message(line);
  if (!parsed) return std::string(word(Saying::refused)) + ": " + parsed.error().detail + "\n";
  const GateMessage& message = parsed.value();
  const std::string number = "#" + std::to_string(message.transaction) + "  ";
  switch (message.kind) {
  case GateMessageKind::unit:
    return std::string(word(Saying::unit)) + " " + std::to_string(message.unit) + "\n" +
           word(Saying::how_to) + "\n";
  case GateMessageKind::call:
  case GateMessageKind::stamp: {
    const Open open{message.transaction, message.reason, message.kind == GateMessageKind::stamp};
    std::erase_if(m_open, [&](const Open& one) {
      return one.transaction == open.transaction && one.stamp == open.stamp;
    });
    m_open.push_back(open);
    return shown(open);
  }
  case GateMessageKind::withdraw: {
    const auto gone = std::erase_if(
        m_open, [&](const Open& one) { return one.transaction == message.transaction; });
    return gone > 0 ? number + word(Saying::withdrawn) + "\n" : std::string();
  }
  case GateMessageKind::accepted: return number + word(Saying::accepted) + "\n";
  case GateMessageKind::refused:
    return std::string(word(Saying::refused)) + ": " + message.why + "\n";
  case GateMessageKind::alive: return {};
  }
  return {};
}

DeskScreen::Typed DeskScreen::on_typed(std::string_view line) const
{
  const auto tell = [](std::string text) { return Typed{{}, std::move(text) + "\n", false}; };
  std::string_view rest = line;
  const std::string_view verb = take_word(rest);
  if (verb.empty()) return {};
  if (verb == "quit") return {{}, {}, true};
  if (verb == "list") return {{}, list(), false};
  if (verb == "help") return tell(word(Saying::how_to));
  const auto action = action_of(verb);
  const bool stamped = verb == "stamped";
  if (!action && !stamped) return tell(word(Saying::not_understood));
  DeskMessage message;
  message.kind = stamped ? DeskMessageKind::stamped : DeskMessageKind::answer;
  message.action = action.value_or(OfficerAction::none);
  message.officer = m_officer;
  const std::string_view number = take_word(rest);
  const auto [end, wrong] =
      std::from_chars(number.data(), number.data() + number.size(), message.transaction);
  const bool numbered = wrong == std::errc() && end == number.data() + number.size();
  if (!numbered && (!number.empty() || stamped || needs_call(message.action)))
    return tell(word(Saying::needs_number));
  if ((stamped || needs_call(message.action)) && !is_open(message.transaction, stamped))
    return tell(word(Saying::not_open));
  const auto begin = rest.find_first_not_of(" \t\r");
  if (begin != std::string_view::npos && !stamped) message.note = rest.substr(begin);
  const std::string out = desk_line(message);
  // What the gate would refuse is refused here already.
  const auto checked = parse_desk_message(std::string_view(out).substr(0, out.size() - 1));
  if (!checked) return tell(std::string(word(Saying::refused)) + ": " + checked.error().detail);
  return {out, {}, false};
}

} // namespace gatetwin::desk
