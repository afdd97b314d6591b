// SPDX-License-Identifier: Apache-2.0
// Rows and columns for a terminal, aligned by what the letters take there.
#pragma once
#include <string>
#include <vector>

namespace gatetwin {

enum class Tone : unsigned char { plain, good, bad };

struct TextCell {
  std::string text;
  bool number = false; // to the right
  Tone tone = Tone::plain;
};
using TextRow = std::vector<TextCell>;

// The first row names the columns. With `colour`, ANSI sequences: dim names, green and red cells.
std::string text_table(const std::vector<TextRow>& rows, bool colour);

// Between the ANSI sequences of that code ("1" bold, "2" dim, "31" red, "32" green).
std::string coloured(const std::string& text, const char* code);

} // namespace gatetwin
