// SPDX-License-Identifier: Apache-2.0
#include "sim/statistics/station_load.hpp"
#include "sim/statistics/time_cells.hpp"
#include <algorithm>

namespace gatetwin {

void QueueLoad::start_counting(std::int64_t now_ns)
{
  m_since_ns = now_ns;
  m_max = m_area.level();
  m_joined = 0;
  m_short = {};
  m_lengths = {};
}

void QueueLoad::stop_counting(std::int64_t now_ns)
{
  note_length(now_ns);
  LogHistogram counted = m_lengths;
  for (std::size_t length = 0; length < m_short.size(); ++length) {
    counted.add(length, m_short[length]);
  }
  m_counted = std::move(counted);
  m_counted_max = m_max;
  m_counted_joined = m_joined;
}

void StationLoad::flush(std::int64_t now_ns, std::size_t cell, std::size_t bucket)
{
  LoadArea area;
  area.time = static_cast<double>(now_ns - m_flushed_ns);
  m_flushed_ns = now_ns;
  area.queue = m_queue.take_area(now_ns);
  area.busy = m_units[1].take_area(now_ns);
  area.blocked = m_units[2].take_area(now_ns);
  area.out = m_units[3].take_area(now_ns);
  if (cell != none) {
    m_total.add(area);
    m_cells[cell].add(area);
  }
  LoadBucket& here = m_buckets[bucket];
  here.area.add(area);
  here.queue_max = std::max(here.queue_max, m_queue.take_recent_max());
  here.wait_ns += static_cast<double>(m_wait_ns);
  here.waits += m_waits;
  m_wait_ns = m_waits = 0;
}

void StationLoad::fold_cells()
{
  fold_pairs(m_cells, [](LoadArea& to, const LoadArea& from) { to.add(from); });
}

void StationLoad::fold_buckets()
{
  fold_pairs(m_buckets, [](LoadBucket& to, const LoadBucket& from) {
    to.area.add(from.area);
    to.wait_ns += from.wait_ns;
    to.waits += from.waits;
    to.queue_max = std::max(to.queue_max, from.queue_max);
  });
}

} // namespace gatetwin
