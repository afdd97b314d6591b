// SPDX-License-Identifier: Apache-2.0
// How many travellers kept the limit of one service level, exactly, and by batch cell for the
// interval. Somebody who leaves after the limit without having got what the level is about (out of
// patience, turned away at closing time, driven out by an alarm) counts as not served within it;
// who leaves so sooner doesn't count.
#pragma once
#include "sim/statistics/observation_stream.hpp"
#include "sim/statistics/run_description.hpp"
#include "sim/statistics/time_cells.hpp"
#include <array>

namespace gatetwin {

struct ServiceLevelCounter {
  ServiceLevelDescription level;
  std::uint64_t within = 0;
  std::uint64_t count = 0;
  std::array<BatchCell, batch_cells> cells{};

  bool concerns(std::uint32_t station, std::uint32_t traveller_class) const
  {
    return (level.station == ServiceLevelDescription::all || level.station == station) &&
           (level.traveller_class == ServiceLevelDescription::all ||
            level.traveller_class == traveller_class);
  }
  void add(std::int64_t value_ns, std::size_t cell)
  {
    const bool kept = value_ns <= level.within_ns;
    ++count;
    within += kept;
    cells[cell].weight += 1;
    if (kept) cells[cell].sum += 1;
  }
  void fold() { fold_pairs(cells, add_batch_cell); }
};

} // namespace gatetwin
