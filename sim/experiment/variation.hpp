// SPDX-License-Identifier: Apache-2.0
// `--vary PATH=...`: which values a field of the scenario takes, and which combinations are tried.
//   PATH=4,6,8          a list; items may be quoted: 'PATH="30 s","1 min"'
//   PATH=LO..HI         whole numbers from LO to HI
//   PATH=LO..HI/STEP    numbers in steps
// Values are texts as in the scenario file ("30 s", "triangular(12 s, 17 s, 25 s)"): a comma within
// brackets does not end an item.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gatetwin::experiment {

struct Variation {
  std::string path;
  std::vector<std::string> values; // at least one
};

struct ParsedVariation {
  std::optional<Variation> variation;
  std::string fault; // what is wrong and what would be right
};
ParsedVariation parse_variation(const std::string& text);

using Settings = std::vector<std::pair<std::string, std::string>>; // (path, value)

// All combinations, the last variation changing fastest.
std::vector<Settings> grid(const std::vector<Variation>& variations);
// `count` designs: each variation's values are laid out over [0, 1), that is cut into `count` equal
// parts, and every part is drawn from once, in an order of its own for each variation (M. D. McKay,
// R. J. Beckman and W. J. Conover, Technometrics 21, 1979). So every value is taken equally often,
// as near as can be. The same seed gives the same designs.
std::vector<Settings> latin_hypercube(const std::vector<Variation>& variations, std::uint64_t count,
                                      std::uint64_t seed);
// "units=4, rate=600 /h": by the last parts of the paths where these differ, else "egates.units=4,
// booths.units=2".
std::string design_name(const Settings& settings);

} // namespace gatetwin::experiment
