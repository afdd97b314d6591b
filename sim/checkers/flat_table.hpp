// SPDX-License-Identifier: Apache-2.0
// A table from 64-bit numbers to small values: open addressing with linear probing, erasing without
// tombstones, so that a table through which millions pass stays as small as what it holds at once.
// Its order is arbitrary: whatever is reported from it is sorted first (sorted_keys).
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace gatetwin::checkers {

template <typename Value> class FlatTable {
public:
  std::size_t size() const { return m_size; }
  bool empty() const { return m_size == 0; }
  std::size_t capacity() const { return m_slots.size(); }

  // Pointers stay valid until the next call that inserts or erases.
  Value* find(std::uint64_t key)
  {
    if (m_size == 0) return nullptr;
    for (std::size_t i = home(key);; i = next(i)) {
      if (!m_slots[i].used) return nullptr;
      if (m_slots[i].key == key) return &m_slots[i].value;
    }
  }
  const Value* find(std::uint64_t key) const { return const_cast<FlatTable*>(this)->find(key); }
  // The value that is there, or a new one.
  Value& operator[](std::uint64_t key)
  {
    if ((m_size + 1) * 2 > m_slots.size()) grow();
    std::size_t i = home(key);
    for (; m_slots[i].used; i = next(i)) {
      if (m_slots[i].key == key) return m_slots[i].value;
    }
    m_slots[i].used = true;
    m_slots[i].key = key;
    m_slots[i].value = Value{};
    ++m_size;
    return m_slots[i].value;
  }
  void erase(std::uint64_t key)
  {
    if (m_size == 0) return;
    std::size_t hole = home(key);
    for (; m_slots[hole].key != key || !m_slots[hole].used; hole = next(hole)) {
      if (!m_slots[hole].used) return;
    }
    // Whoever was pushed past the hole by it moves up.
    for (std::size_t i = next(hole); m_slots[i].used; i = next(i)) {
      const std::size_t mask = m_slots.size() - 1;
      if (((i - home(m_slots[i].key)) & mask) < ((i - hole) & mask)) continue;
      m_slots[hole] = m_slots[i];
      hole = i;
    }
    m_slots[hole].used = false;
    --m_size;
  }
  template <typename Predicate> void erase_if(Predicate predicate)
  {
    std::vector<std::uint64_t> keys;
    for (const Slot& slot : m_slots) {
      if (slot.used && predicate(slot.value)) keys.push_back(slot.key);
    }
    for (const std::uint64_t key : keys) erase(key);
  }
  std::vector<std::uint64_t> sorted_keys() const
  {
    std::vector<std::uint64_t> keys;
    for (const Slot& slot : m_slots) {
      if (slot.used) keys.push_back(slot.key);
    }
    std::sort(keys.begin(), keys.end());
    return keys;
  }

private:
  struct Slot {
    std::uint64_t key = 0;
    Value value{};
    bool used = false;
  };

  // The upper bits of a Fibonacci hash: keys are mostly counted numbers.
  std::size_t home(std::uint64_t key) const
  {
    return static_cast<std::size_t>((key * 0x9E37'79B9'7F4A'7C15ULL) >> m_shift);
  }
  std::size_t next(std::size_t i) const { return (i + 1) & (m_slots.size() - 1); }
  void grow()
  {
    std::vector<Slot> old(m_slots.empty() ? 16 : m_slots.size() * 2);
    old.swap(m_slots);
    m_shift = 64;
    for (std::size_t n = m_slots.size(); n > 1; n /= 2) --m_shift;
    m_size = 0;
    for (Slot& slot : old) {
      if (slot.used) (*this)[slot.key] = std::move(slot.value);
    }
  }

  std::vector<Slot> m_slots;
  std::size_t m_size = 0;
  unsigned m_shift = 64;
};

} // namespace gatetwin::checkers
