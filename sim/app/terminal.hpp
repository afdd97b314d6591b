// SPDX-License-Identifier: Apache-2.0
// What people see while they wait: messages and progress on standard error, colour only where it is
// wanted.
#pragma once
#include <atomic>
#include <string>
#include <string_view>

namespace gatetwin::app {

enum class ColorMode { automatic, always, never };

// NO_COLOR and CLICOLOR_FORCE are honoured when the mode is automatic.
bool use_color(ColorMode mode, int file_descriptor);

// "gatetwin: error: TEXT" on standard error.
void print_error(std::string_view text, bool color);
void print_note(std::string_view text);

// First of all. A file that is opened while a standard one is closed would take its number, and
// progress or answer would go into that file. Then printing fails instead, which end_output tells.
void occupy_standard_files();
// Last of all. False: data did not reach standard output, as on a full disk, and it was said.
bool end_output();

// A line that renews itself with the time left on a terminal, a line per 10 % elsewhere, nothing
// when quiet. Elsewhere the first `patience_s` are silent, for one of many short steps.
class Progress {
public:
  Progress(std::string what, bool quiet, double patience_s = 0);
  void update(double share_done, double elapsed_s);
  void finish(); // clears the line on a terminal

private:
  std::string m_what;
  bool m_quiet;
  bool m_terminal;
  double m_patience_s;
  bool m_shown = false;
  int m_last_tenth = 0;
};

// Ctrl-C sets a flag that the run looks at; a second one ends the program at once.
class InterruptFlag {
public:
  InterruptFlag();
  static bool raised() { return flag(); }
  static const std::atomic<bool>& flag();
};

// Seconds since the program started, for people; never for anything that is simulated.
double elapsed_s();

} // namespace gatetwin::app
