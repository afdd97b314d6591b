// SPDX-License-Identifier: Apache-2.0
#include "core/names/trigram_index.hpp"
#include <algorithm>
#include <string>

namespace gatetwin {

std::vector<std::uint32_t> trigrams_of(std::string_view name)
{
  const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  std::vector<std::uint32_t> found;
  for (std::size_t at = 0; at < name.size();) {
    std::string word = "  ";
    while (at < name.size() && is_letter(name[at])) word += name[at++];
    ++at; // what stands between words
    if (word.size() == 2) continue;
    word += ' ';
    for (std::size_t i = 0; i + 3 <= word.size(); ++i) {
      const auto byte = [&](std::size_t k) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(word[i + k]));
      };
      found.push_back(byte(0) << 16 | byte(1) << 8 | byte(2));
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

void TrigramIndex::add(std::string_view name)
{
  const auto number = static_cast<std::uint32_t>(m_sizes.size());
  const std::vector<std::uint32_t> trigrams = trigrams_of(name);
  for (const std::uint32_t trigram : trigrams) m_names[trigram].push_back(number);
  m_sizes.push_back(static_cast<std::uint16_t>(trigrams.size()));
}

std::vector<std::uint32_t> TrigramIndex::candidates(std::string_view name, float least) const
{
  const std::vector<std::uint32_t> wanted = trigrams_of(name);
  std::vector<std::uint16_t> shared(m_sizes.size());
  for (const std::uint32_t trigram : wanted) {
    const auto names = m_names.find(trigram);
    if (names == m_names.end()) continue;
    for (const std::uint32_t number : names->second) ++shared[number];
  }
  std::vector<std::uint32_t> found;
  for (std::uint32_t number = 0; number < shared.size(); ++number) {
    if (shared[number] == 0) continue;
    const auto all = static_cast<float>(wanted.size() + m_sizes[number] - shared[number]);
    if (static_cast<float>(shared[number]) / all >= least) found.push_back(number);
  }
  return found;
}

} // namespace gatetwin
