// SPDX-License-Identifier: Apache-2.0
// How many travellers went from where to where. A record names where somebody is, not where he came
// from, so the last station of everybody inside is kept.
#pragma once
#include "sim/statistics/traveller_table.hpp"

namespace gatetwin {

class FlowCounter {
public:
  explicit FlowCounter(std::size_t stations)
      : m_outside(static_cast<std::uint32_t>(stations)), m_counts((stations + 1) * (stations + 1))
  {
  }

  // The traveller is now at `station`; before, wherever the last call said, or outside.
  void move(std::uint64_t traveller, std::uint32_t station, bool counted)
  {
    const auto place = m_station_of.put(traveller);
    const std::uint32_t from = place.added ? m_outside : place.value;
    place.value = station;
    if (counted) ++m_counts[from * (m_outside + 1) + station];
  }
  bool is_at(std::uint64_t traveller, std::uint32_t station) const
  {
    const std::uint32_t* at = m_station_of.find(traveller);
    return at != nullptr && *at == station;
  }
  void leave(std::uint64_t traveller, bool counted)
  {
    const std::uint32_t* at = m_station_of.find(traveller);
    if (at == nullptr) return;
    if (counted) ++m_counts[*at * (m_outside + 1) + m_outside];
    m_station_of.remove(traveller);
  }

  std::size_t outside() const { return m_outside; }
  std::uint64_t count(std::size_t from, std::size_t to) const
  {
    return m_counts[from * (m_outside + 1) + to];
  }
  std::size_t inside() const { return m_station_of.size(); }

private:
  std::uint32_t m_outside; // number of stations: the place that is none of them
  TravellerTable<std::uint32_t> m_station_of;
  std::vector<std::uint64_t> m_counts;
};

} // namespace gatetwin
