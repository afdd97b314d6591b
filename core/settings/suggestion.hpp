// SPDX-License-Identifier: Apache-2.0
// "Did you mean": the known word nearest to a mistyped one.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin {

// Damerau-Levenshtein distance (adjacent swaps count one), without regard to case and to '-'
// against '_'.
std::size_t edit_distance(std::string_view a, std::string_view b);

// `did you mean "x"?`, or what is known (up to 12 words), or `none` when nothing is.
std::string suggest(const std::string& word, const std::vector<std::string>& known,
                    const std::string& none);

} // namespace gatetwin
