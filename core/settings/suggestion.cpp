// SPDX-License-Identifier: Apache-2.0
#include "core/settings/suggestion.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

char folded(char c)
{
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  return c == '-' || c == ' ' ? '_' : c;
}

} // namespace

std::size_t edit_distance(std::string_view a, std::string_view b)
{
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = folded(a[i - 1]) == folded(b[j - 1]);
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) &&
          folded(a[i - 2]) == folded(b[j - 1])) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

std::string suggest(const std::string& word, const std::vector<std::string>& known,
                    const std::string& none)
{
  constexpr std::size_t longest = 64; // longer words are no slips of the pen
  if (known.empty()) return none;
  std::size_t best = longest;
  const std::string* nearest = nullptr;
  if (word.size() <= longest) {
    for (const std::string& candidate : known) {
      if (candidate.size() > longest) continue;
      const std::size_t distance = edit_distance(word, candidate);
      if (distance < best) {
        best = distance;
        nearest = &candidate;
      }
    }
  }
  if (nearest != nullptr && best <= std::max<std::size_t>(2, word.size() / 3)) {
    return "did you mean \"" + *nearest + "\"?";
  }
  std::string list;
  for (std::size_t i = 0; i < known.size() && i < 12; ++i) list += (i > 0 ? ", " : "") + known[i];
  return "known: " + list + (known.size() > 12 ? ", ..." : "");
}

} // namespace gatetwin
