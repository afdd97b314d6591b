// SPDX-License-Identifier: Apache-2.0
#include "sim/statistics/flow_counter.hpp"

namespace gatetwin {

FlowCounter::FlowCounter(std::size_t stations)
    : m_outside(static_cast<std::uint32_t>(stations)), m_slots(512),
      m_counts((stations + 1) * (stations + 1))
{
}

void FlowCounter::leave(std::uint64_t traveller, bool counted)
{
  std::size_t hole = find(traveller);
  if (m_slots[hole].key == 0) return;
  if (counted) ++m_counts[m_slots[hole].station * (m_outside + 1) + m_outside];
  --m_inside;
  // Close the gap: an entry moves up when its own place lies at or before the hole.
  for (std::size_t i = (hole + 1) & m_mask; m_slots[i].key != 0; i = (i + 1) & m_mask) {
    const std::size_t at_home = home(m_slots[i].key);
    if (((i - at_home) & m_mask) < ((i - hole) & m_mask)) continue;
    m_slots[hole] = m_slots[i];
    hole = i;
  }
  m_slots[hole] = {};
}

void FlowCounter::grow()
{
  std::vector<Slot> old(m_slots.size() * 2);
  old.swap(m_slots);
  m_mask = m_slots.size() - 1;
  --m_shift;
  for (const Slot& slot : old) {
    if (slot.key != 0) m_slots[find(slot.key - 1)] = slot;
  }
}

} // namespace gatetwin
