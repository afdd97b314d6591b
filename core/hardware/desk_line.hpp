// SPDX-License-Identifier: Apache-2.0
// What a gate and its officers' desk say to each other: one JSON object a line, UTF-8, at most
// desk_line_max bytes. For people: docs/deployers.md.
//
// Everything from a desk is hostile. A line is either exactly one of the messages below, or it has
// a reason why it is not. Text that a person typed may hold no control characters: nothing that
// comes from a desk can begin a new line in a log.
#pragma once
#include "core/base/result.hpp"
#include "core/domain/gate_words.hpp"
#include "core/domain/reason.hpp"
#include "core/domain/words.hpp"
#include <optional>
#include <string>
#include <string_view>

namespace gatetwin {

constexpr std::size_t desk_line_max = 4096;
constexpr std::size_t desk_note_max = 200; // bytes
constexpr unsigned desk_protocol = 1;

// From a desk.
enum class DeskMessageKind : std::uint8_t { alive, answer, stamped };
struct DeskMessage {
  DeskMessageKind kind = DeskMessageKind::alive;
  std::uint64_t transaction = 0; // the unit's own count, as the call said; 0: the unit itself
  OfficerAction action = OfficerAction::none;
  OfficerId officer;
  std::string note; // why, in the officer's words
};
// malformed or too_large, with what is wrong.
Result<DeskMessage> parse_desk_message(std::string_view line);
std::string desk_line(const DeskMessage& message); // with its end of line

// From a gate.
enum class GateMessageKind : std::uint8_t { unit, call, withdraw, stamp, alive, accepted, refused };
struct GateMessage {
  GateMessageKind kind = GateMessageKind::alive;
  std::uint64_t transaction = 0;
  std::uint32_t unit = 0;
  Reason reason = Reason::none;
  std::string why; // of a refusal
};
Result<GateMessage> parse_gate_message(std::string_view line);
std::string desk_line(const GateMessage& message);

} // namespace gatetwin
