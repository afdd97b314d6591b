// SPDX-License-Identifier: Apache-2.0
// Texts that came from a scenario, on their way to a screen or file: what is no UTF-8 or steers a
// terminal must not get there. Names may be Vietnamese or Chinese, so columns are counted, not
// bytes.
#pragma once
#include <string>
#include <string_view>

namespace gatetwin {

// Takes the first character off `text`, which isn't empty. What isn't UTF-8 (RFC 3629) gives
// U+FFFD, a byte at a time.
char32_t take_character(std::string_view& text);
void append_utf8(std::string& out, char32_t character);

// Columns on a terminal: 2 for East Asian wide characters, 0 for combining marks.
std::size_t display_width(std::string_view text);
// The text with control characters, directional overrides and faulty bytes replaced by U+FFFD, for
// one line.
std::string printable(std::string_view text);

} // namespace gatetwin
