// SPDX-License-Identifier: Apache-2.0
// Which links to the registries are down, by unit or station, as link_state records say. Several
// causes may overlap: a link is up when each of them has ended.
#pragma once
#include "core/journal/record.hpp"
#include "sim/checkers/flat_table.hpp"
#include "sim/checkers/unit_table.hpp"

namespace gatetwin::checkers {

class LinkBook {
public:
  explicit LinkBook(const UnitTable& units) : m_units(units) {}

  void link_state(const journal::Record& r)
  {
    std::int64_t& causes = r.unit != journal::none_id      ? m_down_units[r.unit]
                           : r.station != journal::none_id ? m_down_stations[r.station]
                                                           : m_down_everywhere;
    causes += r.code == 0 ? 1 : -1;
    if (causes < 0) causes = 0;
  }
  bool is_down(std::uint32_t unit) const
  {
    if (m_down_everywhere > 0 || count(m_down_units, unit) > 0) return true;
    const UnitFacts* facts = m_units.find(unit);
    return facts != nullptr && count(m_down_stations, facts->station) > 0;
  }

private:
  static std::int64_t count(const FlatTable<std::int64_t>& table, std::uint32_t key)
  {
    const std::int64_t* causes = table.find(key);
    return causes != nullptr ? *causes : 0;
  }

  const UnitTable& m_units;
  FlatTable<std::int64_t> m_down_units;
  FlatTable<std::int64_t> m_down_stations;
  std::int64_t m_down_everywhere = 0;
};

} // namespace gatetwin::checkers
