// SPDX-License-Identifier: Apache-2.0
// A set of a station's units, by their position at the station; finding the first one is a few
// instructions.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace gatetwin {

class UnitSet {
public:
  static constexpr std::uint32_t none = 0xFFFF'FFFFU;

  explicit UnitSet(std::uint32_t units = 0) : m_words((units + 63) / 64) {}
  bool contains(std::uint32_t unit) const { return (m_words[unit / 64] >> (unit % 64) & 1) != 0; }
  void insert(std::uint32_t unit) { m_words[unit / 64] |= std::uint64_t{1} << (unit % 64); }
  void erase(std::uint32_t unit) { m_words[unit / 64] &= ~(std::uint64_t{1} << (unit % 64)); }
  std::uint32_t first() const
  {
    for (std::size_t w = 0; w < m_words.size(); ++w) {
      if (m_words[w] != 0) return at(w, m_words[w]);
    }
    return none;
  }
  std::uint32_t first_of_both(const UnitSet& other) const
  {
    for (std::size_t w = 0; w < m_words.size(); ++w) {
      const std::uint64_t both = m_words[w] & other.m_words[w];
      if (both != 0) return at(w, both);
    }
    return none;
  }

private:
  static std::uint32_t at(std::size_t word, std::uint64_t bits)
  {
    return static_cast<std::uint32_t>(64 * word + static_cast<std::size_t>(std::countr_zero(bits)));
  }
  std::vector<std::uint64_t> m_words;
};

} // namespace gatetwin
