// SPDX-License-Identifier: Apache-2.0
// How many travellers kept the limit of each service level, exactly, and by batch cell for the
// interval. Late is also who has not got what the level is about when the limit is over: who leaves
// later than that (out of patience, turned away at closing time, driven out by an alarm), and who
// still waits, or is still inside, when the run ends. Who leaves so before the limit, or has not
// reached it at the end, doesn't count: nobody knows what would have become of him.
#pragma once
#include "sim/statistics/observation_stream.hpp"
#include "sim/statistics/run_description.hpp"
#include "sim/statistics/time_cells.hpp"
#include "sim/statistics/traveller_table.hpp"
#include <array>
#include <optional>

namespace gatetwin {

struct ServiceLevelCounter {
  ServiceLevelDescription level;
  std::uint64_t within = 0;
  std::uint64_t count = 0;
  std::array<BatchCell, batch_cells> cells{};

  bool concerns(ServiceLevelDescription::Measure measure, std::uint32_t station,
                std::uint32_t traveller_class) const
  {
    return level.measure == measure &&
           (level.station == ServiceLevelDescription::all || level.station == station) &&
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
};

class ServiceLevels {
public:
  using Cell = std::optional<std::size_t>; // of batches; none: the warm-up is not over

  explicit ServiceLevels(const std::vector<ServiceLevelDescription>& levels);

  void arrived(std::uint64_t traveller, std::uint32_t traveller_class, std::int64_t now_ns);
  void joined(std::uint64_t traveller, std::uint32_t traveller_class, std::uint32_t station,
              std::int64_t now_ns);
  void gave_up(std::uint64_t traveller, std::uint32_t traveller_class, std::uint32_t station,
               std::int64_t queued_ns, Cell cell);
  void started(std::uint64_t traveller, std::uint32_t traveller_class, std::uint32_t station,
               std::int64_t wait_ns, Cell cell);
  void left(std::uint64_t traveller, std::uint32_t traveller_class, std::int64_t inside_ns,
            bool got_through, Cell cell);
  void end(std::int64_t now_ns, Cell cell);
  void fold();

  // In the order of the levels.
  const std::vector<ServiceLevelCounter>& counters() const { return m_counters; }

private:
  struct Inside {
    std::int64_t arrived_ns = not_seen;
    std::int64_t joined_ns = not_seen; // the queue where he stands
    std::uint32_t station = 0;         // of that queue
    std::uint32_t traveller_class = 0;
  };
  static constexpr std::int64_t not_seen = -1;

  using Measure = ServiceLevelDescription::Measure;
  void add(Measure measure, std::uint32_t station, std::uint32_t traveller_class,
           std::int64_t value_ns, bool got_it, Cell cell);
  void leave_queue(std::uint64_t traveller);

  std::vector<ServiceLevelCounter> m_counters;
  TravellerTable<Inside> m_inside; // stays empty where nothing is asked
};

} // namespace gatetwin
