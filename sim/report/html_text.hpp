// SPDX-License-Identifier: Apache-2.0
// Texts for HTML and SVG. Every text that a scenario could have written goes through escaped().
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin {

// For element content and quoted attributes; control characters and faulty UTF-8 become U+FFFD.
std::string escaped(std::string_view text);
// The same for a text of several lines.
std::string escaped_lines(std::string_view text);
// Cut to so many columns, with an ellipsis; not yet escaped.
std::string shortened(std::string_view text, std::size_t columns);
// At most two lines of so many columns, broken at a blank, a hyphen or an underscore where there is
// one; the second is shortened. Not yet escaped.
std::vector<std::string> in_two_lines(std::string_view text, std::size_t columns);
// A coordinate: one decimal at most, "12" or "12.5".
std::string coordinate(double value);
// JSON text with a line for each member, two blanks a level; strings stay as they are.
std::string indented_json(std::string_view json);

} // namespace gatetwin
