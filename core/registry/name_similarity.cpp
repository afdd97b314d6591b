// SPDX-License-Identifier: Apache-2.0
#include "core/registry/name_similarity.hpp"
#include <algorithm>
#include <array>

namespace gatetwin {
namespace {

constexpr std::size_t most_letters = 64;
constexpr std::uint64_t whole = 1'000'000;

struct Letters {
  std::array<char, most_letters> text{};
  std::size_t size = 0;
  void add(std::string_view part)
  {
    for (const char c : part) {
      if (c >= 'A' && c <= 'Z' && size < most_letters) text[size++] = c;
    }
  }
};

// In millionths.
std::uint64_t jaro(const Letters& a, const Letters& b)
{
  const std::size_t longest = std::max(a.size, b.size);
  const std::size_t window = longest < 4 ? 0 : longest / 2 - 1;
  std::array<bool, most_letters> matched_a{}, matched_b{};
  std::size_t matches = 0;
  for (std::size_t i = 0; i < a.size; ++i) {
    const std::size_t from = i > window ? i - window : 0;
    const std::size_t to = std::min(i + window + 1, b.size);
    for (std::size_t j = from; j < to; ++j) {
      if (matched_b[j] || a.text[i] != b.text[j]) continue;
      matched_a[i] = matched_b[j] = true;
      ++matches;
      break;
    }
  }
  if (matches == 0) return 0;
  std::size_t out_of_order = 0;
  for (std::size_t i = 0, j = 0; i < a.size; ++i) {
    if (!matched_a[i]) continue;
    while (!matched_b[j]) ++j;
    out_of_order += a.text[i] != b.text[j++] ? 1 : 0;
  }
  const std::uint64_t m = matches, t = out_of_order / 2;
  return (whole * m / a.size + whole * m / b.size + whole * (m - t) / m) / 3;
}

std::uint64_t jaro_winkler(const Letters& a, const Letters& b)
{
  const std::uint64_t similarity = jaro(a, b);
  std::size_t prefix = 0;
  const std::size_t most = std::min({a.size, b.size, std::size_t{4}});
  while (prefix < most && a.text[prefix] == b.text[prefix]) ++prefix;
  return similarity + prefix * (whole - similarity) / 10;
}

// Given names first.
Letters turned(std::string_view name)
{
  const std::size_t given = std::min(name.find("<<"), name.size());
  Letters letters;
  letters.add(name.substr(given));
  letters.add(name.substr(0, given));
  return letters;
}

} // namespace

std::uint32_t name_similarity(std::string_view a, std::string_view b)
{
  Letters whole_a, whole_b;
  whole_a.add(a);
  whole_b.add(b);
  if (whole_a.size == 0 || whole_b.size == 0) return 0;
  const std::uint64_t best =
      std::max({jaro_winkler(whole_a, whole_b), jaro_winkler(turned(a), whole_b),
                jaro_winkler(whole_a, turned(b))});
  return static_cast<std::uint32_t>((best * 1000 + whole / 2) / whole);
}

} // namespace gatetwin
