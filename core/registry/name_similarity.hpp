// SPDX-License-Identifier: Apache-2.0
// How alike two names are: Jaro-Winkler (M. A. Jaro 1989; W. E. Winkler 1990: prefixes of up to 4
// letters weigh 0.1 each) over the letters of names in the form of a machine-readable zone, in
// either order of surname and given names. In whole thousandths, by integers, so that every gate
// and the centre agree.
#pragma once
#include <cstdint>
#include <string_view>

namespace gatetwin {

// From 0, nothing in common, to 1000, the same letters.
std::uint32_t name_similarity(std::string_view a, std::string_view b);

// From here on two names of persons born on the same day are shown to an officer. At 920 one letter
// in eight or so may be changed, left out or exchanged with its neighbour; what that does to lists
// of Vietnamese names stands in docs/centre.md.
constexpr std::uint32_t similar_name_threshold = 920;

} // namespace gatetwin
