// SPDX-License-Identifier: Apache-2.0
// One stream of observations for each (station, class) that occurs, found by number. The last row
// holds what belongs to no station, the last column whoever's class is not known.
#pragma once
#include "sim/statistics/observation_stream.hpp"
#include <memory>
#include <vector>

namespace gatetwin {

class StreamTable {
public:
  StreamTable(std::size_t stations, std::size_t classes)
      : m_rows(stations + 1), m_columns(classes + 1), m_streams(m_rows * m_columns)
  {
  }
  std::size_t rows() const { return m_rows; }
  std::size_t columns() const { return m_columns; }

  void add(std::size_t station, std::size_t traveller_class, std::int64_t value_ns)
  {
    std::unique_ptr<ObservationStream>& stream = m_streams[station * m_columns + traveller_class];
    if (!stream) [[unlikely]]
      stream = std::make_unique<ObservationStream>(m_cell);
    stream->add(value_ns);
  }
  // nullptr: did not occur.
  const ObservationStream* at(std::size_t station, std::size_t traveller_class) const
  {
    return m_streams[station * m_columns + traveller_class].get();
  }
  // The next cell begins; with `folded`, two of the old ones have become one.
  void begin_cell(std::size_t cell, bool folded)
  {
    m_cell = cell;
    for (const auto& stream : m_streams) {
      if (!stream) continue;
      stream->begin_cell(cell);
      if (folded) stream->fold();
    }
  }
  void finish()
  {
    for (const auto& stream : m_streams) {
      if (stream) stream->finish();
    }
  }
  // All streams whose row and column `wanted` accepts, added up.
  template <typename Wanted> ObservationStream sum(Wanted wanted) const
  {
    ObservationStream out;
    for (std::size_t s = 0; s < m_rows; ++s) {
      for (std::size_t c = 0; c < m_columns; ++c) {
        if (at(s, c) != nullptr && wanted(s, c)) out.merge(*at(s, c));
      }
    }
    return out;
  }

private:
  std::size_t m_rows;
  std::size_t m_columns;
  std::size_t m_cell = 0;
  std::vector<std::unique_ptr<ObservationStream>> m_streams;
};

} // namespace gatetwin
