// SPDX-License-Identifier: Apache-2.0
// A set of numbers that are mostly counted up, as transactions of a unit and travellers are: about
// a bit each. It is what remembering everything that ever happened costs, where "exactly once"
// needs it.
#pragma once
#include "sim/checkers/flat_table.hpp"
#include <array>

namespace gatetwin::checkers {

class NumberSet {
public:
  bool contains(std::uint64_t number) const
  {
    const Page* page = m_pages.find(number >> page_bits);
    return page != nullptr && (page->words[word_of(number)] >> (number & 63) & 1) != 0;
  }
  // False when it was there already.
  bool insert(std::uint64_t number)
  {
    std::uint64_t& word = m_pages[number >> page_bits].words[word_of(number)];
    const std::uint64_t bit = 1ULL << (number & 63);
    const bool is_new = (word & bit) == 0;
    word |= bit;
    return is_new;
  }
  std::size_t bytes() const { return m_pages.capacity() * sizeof(Page); }

private:
  static constexpr unsigned page_bits = 9;
  struct Page {
    std::array<std::uint64_t, (1U << page_bits) / 64> words{};
  };
  static std::size_t word_of(std::uint64_t number)
  {
    return static_cast<std::size_t>(number >> 6 & ((1U << page_bits) / 64 - 1));
  }

  FlatTable<Page> m_pages;
};

} // namespace gatetwin::checkers
