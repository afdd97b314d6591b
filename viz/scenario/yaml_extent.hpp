// SPDX-License-Identifier: Apache-2.0
// How far a piece of YAML goes: yaml-cpp says where things begin, not where they end (YAML 1.2,
// chapters 7 and 8). Positions are bytes of the text.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gatetwin::viz {

std::size_t line_start(std::string_view text, std::size_t at);
std::size_t line_end(std::string_view text, std::size_t at); // of its line break, or the text's end
std::size_t column_of(std::string_view text, std::size_t at); // from 0

// Behind a scalar that begins there and means `value`; none when that can't be told. `parent` is
// the column of its key, beyond which blocks of text are indented.
std::optional<std::size_t> scalar_end(std::string_view text, std::size_t begin,
                                      std::string_view value, bool flow, std::size_t parent);
// Behind the bracket that closes a flow collection, from behind its last item.
std::size_t flow_end(std::string_view text, std::size_t at);
// Where a value stands, or would stand: behind a key's colon and blanks.
std::size_t after_colon(std::string_view text, std::size_t key_end);
// Of `~` or `null` there; 0: nothing is written.
std::size_t null_length(std::string_view text, std::size_t at);

// The value as YAML: plain where that is the same text again, otherwise in double quotes.
std::string scalar_text(std::string_view value, bool flow);
std::string quoted_text(std::string_view value, char quote);

} // namespace gatetwin::viz
