// SPDX-License-Identifier: Apache-2.0
// Writes JSON piece by piece with the same bytes everywhere: keys in the order of the calls,
// numbers in their shortest form that reads back as the same value, strings escaped so that they
// may also stand in a script; what isn't UTF-8 becomes U+FFFD. The outermost object and the lists
// in it break lines, everything further inside stands on one line: a figure a line.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace gatetwin {

class JsonWriter {
public:
  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_list() { open('['); }
  void end_list() { close(']'); }
  void key(std::string_view name);
  void string(std::string_view text);
  void number(double value); // finite
  void number(float value);
  void number(std::uint64_t value);
  void boolean(bool value);
  void null();
  void raw(std::string_view json); // one value that is JSON already

  std::string take() { return std::move(m_out) + "\n"; }

private:
  static constexpr int broken_depth =
      2; // of objects and lists whose members have lines of their own
  void open(char bracket);
  void close(char bracket);
  void begin_value();
  void break_line();
  void quote(std::string_view text);

  std::string m_out;
  int m_depth = 0;
  bool m_first = true; // nothing yet in the innermost object or list
  bool m_after_key = false;
};

} // namespace gatetwin
