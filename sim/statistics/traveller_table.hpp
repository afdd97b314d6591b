// SPDX-License-Identifier: Apache-2.0
// Something about everybody inside, by the traveller's number: open addressing, at most a quarter
// full. Memory follows the number of people inside at once.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace gatetwin {

template <typename Value> class TravellerTable {
public:
  struct Place {
    Value& value;
    bool added; // it was not there before, and its value is Value{}
  };
  // References hold until the next call that adds or removes.
  Place put(std::uint64_t traveller)
  {
    std::size_t i = find_slot(traveller);
    const bool added = m_slots[i].key == 0;
    if (added) {
      if (++m_size * 4 > m_slots.size()) {
        grow();
        i = find_slot(traveller);
      }
      m_slots[i].key = traveller + 1;
    }
    return {m_slots[i].value, added};
  }
  Value* find(std::uint64_t traveller)
  {
    Slot& slot = m_slots[find_slot(traveller)];
    return slot.key == 0 ? nullptr : &slot.value;
  }
  const Value* find(std::uint64_t traveller) const
  {
    const Slot& slot = m_slots[find_slot(traveller)];
    return slot.key == 0 ? nullptr : &slot.value;
  }
  void remove(std::uint64_t traveller)
  {
    std::size_t hole = find_slot(traveller);
    if (m_slots[hole].key == 0) return;
    --m_size;
    // Close the gap: an entry moves up when its own place lies at or before the hole.
    for (std::size_t i = (hole + 1) & m_mask; m_slots[i].key != 0; i = (i + 1) & m_mask) {
      const std::size_t at_home = home(m_slots[i].key);
      if (((i - at_home) & m_mask) < ((i - hole) & m_mask)) continue;
      m_slots[hole] = m_slots[i];
      hole = i;
    }
    m_slots[hole] = {};
  }
  template <typename Visit> void for_each(Visit visit) const // in no meaningful order
  {
    for (const Slot& slot : m_slots) {
      if (slot.key != 0) visit(slot.value);
    }
  }
  std::size_t size() const { return m_size; }

private:
  struct Slot {
    std::uint64_t key = 0; // traveller + 1; 0: free
    Value value{};
  };
  // Fibonacci hashing: consecutive numbers, which travellers have, come to lie far apart.
  std::size_t home(std::uint64_t key) const { return (key * 0x9E3779B97F4A7C15ULL) >> m_shift; }
  std::size_t find_slot(std::uint64_t traveller) const
  {
    const std::uint64_t key = traveller + 1;
    std::size_t i = home(key);
    while (m_slots[i].key != 0 && m_slots[i].key != key) i = (i + 1) & m_mask;
    return i;
  }
  void grow()
  {
    std::vector<Slot> old(m_slots.size() * 2);
    old.swap(m_slots);
    m_mask = m_slots.size() - 1;
    --m_shift;
    for (const Slot& slot : old) {
      if (slot.key != 0) m_slots[find_slot(slot.key - 1)] = slot;
    }
  }

  unsigned m_shift = 64 - 9;
  std::size_t m_mask = 511;
  std::size_t m_size = 0;
  std::vector<Slot> m_slots = std::vector<Slot>(512);
};

} // namespace gatetwin
