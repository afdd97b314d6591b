// SPDX-License-Identifier: Apache-2.0
// How many travellers went from where to where. A record names where somebody is, not where he came
// from, so the last station of everybody inside is kept: open addressing, at most a quarter full.
// Memory follows the number of people inside at once.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace gatetwin {

class FlowCounter {
public:
  explicit FlowCounter(std::size_t stations);

  // The traveller is now at `station`; before, wherever the last call said, or outside.
  void move(std::uint64_t traveller, std::uint32_t station, bool counted)
  {
    Slot& slot = m_slots[find(traveller)];
    std::uint32_t from = m_outside;
    if (slot.key == 0) {
      slot.key = traveller + 1;
      ++m_inside;
    } else {
      from = slot.station;
    }
    slot.station = station;
    if (counted) ++m_counts[from * (m_outside + 1) + station];
    if (m_inside * 4 > m_slots.size()) grow();
  }
  bool is_at(std::uint64_t traveller, std::uint32_t station) const
  {
    const Slot& slot = m_slots[find(traveller)];
    return slot.key != 0 && slot.station == station;
  }
  void leave(std::uint64_t traveller, bool counted);

  std::size_t outside() const { return m_outside; }
  std::uint64_t count(std::size_t from, std::size_t to) const
  {
    return m_counts[from * (m_outside + 1) + to];
  }
  std::size_t inside() const { return m_inside; }

private:
  struct Slot {
    std::uint64_t key = 0; // traveller + 1; 0: free
    std::uint32_t station = 0;
  };
  // Fibonacci hashing: consecutive numbers, which travellers have, come to lie far apart.
  std::size_t home(std::uint64_t key) const { return (key * 0x9E3779B97F4A7C15ULL) >> m_shift; }
  std::size_t find(std::uint64_t traveller) const
  {
    const std::uint64_t key = traveller + 1;
    std::size_t i = home(key);
    while (m_slots[i].key != 0 && m_slots[i].key != key) i = (i + 1) & m_mask;
    return i;
  }
  void grow();

  std::uint32_t m_outside; // number of stations: the place that is none of them
  unsigned m_shift = 64 - 9;
  std::size_t m_mask = 511;
  std::size_t m_inside = 0;
  std::vector<Slot> m_slots;
  std::vector<std::uint64_t> m_counts;
};

} // namespace gatetwin
