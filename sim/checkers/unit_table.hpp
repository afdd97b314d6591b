// SPDX-License-Identifier: Apache-2.0
// The facts of every unit of a journal, by its number. Nearly every record asks here, so the
// numbers that units really have are an index; whatever else a hostile journal names is still kept
// apart.
#pragma once
#include "sim/checkers/flat_table.hpp"
#include "sim/checkers/unit_facts.hpp"
#include <algorithm>
#include <cstdint>
#include <vector>

namespace gatetwin::checkers {

class UnitTable {
public:
  // The facts that are there, or new ones. Valid until the next call that adds a unit.
  UnitFacts& operator[](std::uint32_t unit)
  {
    if (unit < m_near.size()) [[likely]] {
      m_near[unit].known = true;
      return m_near[unit].facts;
    }
    return add(unit);
  }
  const UnitFacts* find(std::uint32_t unit) const
  {
    if (unit >= near_units) return m_far.find(unit);
    return unit < m_near.size() && m_near[unit].known ? &m_near[unit].facts : nullptr;
  }
  // In the order of their numbers.
  template <typename Visit> void for_each(Visit visit) const
  {
    for (std::uint32_t unit = 0; unit < m_near.size(); ++unit) {
      if (m_near[unit].known) visit(unit, m_near[unit].facts);
    }
    for (const std::uint64_t unit : m_far.sorted_keys())
      visit(static_cast<std::uint32_t>(unit), *m_far.find(unit));
  }

private:
  static constexpr std::uint32_t near_units = 1U << 14;
  struct Near {
    UnitFacts facts;
    bool known = false;
  };

  UnitFacts& add(std::uint32_t unit)
  {
    if (unit >= near_units) return m_far[unit];
    m_near.resize(
        std::max<std::size_t>(unit + 1, std::min<std::size_t>(m_near.size() * 2, near_units)));
    m_near[unit].known = true;
    return m_near[unit].facts;
  }

  std::vector<Near> m_near;
  FlatTable<UnitFacts> m_far;
};

} // namespace gatetwin::checkers
