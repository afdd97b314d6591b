// SPDX-License-Identifier: Apache-2.0
// A desk in a terminal, without the terminal: lines of the gate and of the officer in, text for the
// officer and lines for the gate out.
#pragma once
#include "core/desk/desk_words.hpp"
#include "core/hardware/desk_line.hpp"
#include <vector>

namespace gatetwin::desk {

class DeskScreen {
public:
  DeskScreen(OfficerId officer, Language language) : m_officer(officer), m_language(language) {}
  // What the officer is to see; nothing for a sign of life. A line that is no message is shown as
  // refused.
  std::string on_gate_line(std::string_view line);
  struct Typed {
    std::string to_gate; // with its end of line; empty: nothing
    std::string to_officer;
    bool quit = false;
  };
  // An action on a person needs the number of an open call, so that nobody is let through by habit.
  Typed on_typed(std::string_view line) const;
  std::string on_lost(); // calls are shown anew by the next connection

private:
  struct Open {
    std::uint64_t transaction = 0;
    Reason reason = Reason::none;
    bool stamp = false;
  };
  std::string shown(const Open& open) const;
  std::string list() const;
  bool is_open(std::uint64_t transaction, bool stamp) const;
  const char* word(Saying saying) const { return say(saying, m_language); }

  OfficerId m_officer;
  Language m_language;
  std::vector<Open> m_open;
};

} // namespace gatetwin::desk
