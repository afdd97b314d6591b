// SPDX-License-Identifier: Apache-2.0
// How full a station is, weighted by time: its queue, and how many of its units serve, are blocked,
// or are out of service. The areas are handed to the batch cell and the chart's bucket whenever one
// of them ends.
#pragma once
#include "sim/statistics/observation_stream.hpp"
#include "sim/statistics/queue_load.hpp"
#include <array>
#include <cstdint>
#include <vector>

namespace gatetwin {

enum class UnitCondition : std::uint8_t { idle, busy, blocked, out };

struct LoadArea {
  double queue = 0;
  double busy = 0;
  double blocked = 0;
  double out = 0;
  double time = 0; // ns
  void add(const LoadArea& other)
  {
    queue += other.queue;
    busy += other.busy;
    blocked += other.blocked;
    out += other.out;
    time += other.time;
  }
  double in_service(std::uint32_t servers) const
  {
    return static_cast<double>(servers) * time - out;
  }
};

struct LoadBucket {
  LoadArea area;
  double wait_ns = 0;
  std::uint64_t waits = 0;
  std::uint32_t queue_max = 0;
};

constexpr std::size_t series_buckets = 800;

class StationLoad {
public:
  explicit StationLoad(std::uint32_t servers)
      : m_servers(servers), m_cells(batch_cells), m_buckets(series_buckets)
  {
    m_units[static_cast<std::size_t>(UnitCondition::idle)] = LevelIntegral(servers);
  }

  QueueLoad& queue() { return m_queue; }
  const QueueLoad& queue() const { return m_queue; }
  void move_unit(std::int64_t now_ns, UnitCondition from, UnitCondition to)
  {
    m_units[static_cast<std::size_t>(from)].step_down(now_ns);
    m_units[static_cast<std::size_t>(to)].step_up(now_ns);
  }
  void note_wait(std::int64_t wait_ns)
  {
    m_wait_ns += static_cast<std::uint64_t>(wait_ns);
    ++m_waits;
  }

  // A cell or bucket ends now: what was gathered goes there. `cell` is none while nothing is
  // counted.
  static constexpr std::size_t none = SIZE_MAX;
  void flush(std::int64_t now_ns, std::size_t cell, std::size_t bucket);
  void fold_cells();
  void fold_buckets();

  std::uint32_t servers() const { return m_servers; }
  const LoadArea& total() const { return m_total; }
  const std::vector<LoadArea>& cells() const { return m_cells; }
  const std::vector<LoadBucket>& buckets() const { return m_buckets; }

private:
  std::uint32_t m_servers;
  QueueLoad m_queue;
  std::array<LevelIntegral, 4> m_units; // by UnitCondition
  std::uint64_t m_wait_ns = 0;          // since the last flush
  std::uint64_t m_waits = 0;
  std::int64_t m_flushed_ns = 0;
  LoadArea m_total; // of what is counted
  std::vector<LoadArea> m_cells;
  std::vector<LoadBucket> m_buckets;
};

} // namespace gatetwin
