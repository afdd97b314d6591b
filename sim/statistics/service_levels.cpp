// SPDX-License-Identifier: Apache-2.0
#include "sim/statistics/service_levels.hpp"

namespace gatetwin {

ServiceLevels::ServiceLevels(const std::vector<ServiceLevelDescription>& levels)
{
  for (const ServiceLevelDescription& level : levels) m_counters.push_back({level, 0, 0, {}});
}

void ServiceLevels::arrived(std::uint64_t traveller, std::uint32_t traveller_class,
                            std::int64_t now_ns)
{
  if (m_counters.empty()) return;
  m_inside.put(traveller).value = {now_ns, not_seen, 0, traveller_class};
}

void ServiceLevels::joined(std::uint64_t traveller, std::uint32_t traveller_class,
                           std::uint32_t station, std::int64_t now_ns)
{
  if (m_counters.empty()) return;
  Inside& inside = m_inside.put(traveller).value;
  inside.joined_ns = now_ns;
  inside.station = station;
  inside.traveller_class = traveller_class;
}

void ServiceLevels::gave_up(std::uint64_t traveller, std::uint32_t traveller_class,
                            std::uint32_t station, std::int64_t queued_ns, Cell cell)
{
  leave_queue(traveller);
  add(Measure::wait, station, traveller_class, queued_ns, false, cell);
}

void ServiceLevels::started(std::uint64_t traveller, std::uint32_t traveller_class,
                            std::uint32_t station, std::int64_t wait_ns, Cell cell)
{
  leave_queue(traveller);
  add(Measure::wait, station, traveller_class, wait_ns, true, cell);
}

void ServiceLevels::left(std::uint64_t traveller, std::uint32_t traveller_class,
                         std::int64_t inside_ns, bool got_through, Cell cell)
{
  if (m_counters.empty()) return;
  m_inside.remove(traveller);
  add(Measure::time_in_system, ServiceLevelDescription::all, traveller_class, inside_ns,
      got_through, cell);
}

void ServiceLevels::end(std::int64_t now_ns, Cell cell)
{
  m_inside.for_each([&](const Inside& one) {
    if (one.joined_ns != not_seen)
      add(Measure::wait, one.station, one.traveller_class, now_ns - one.joined_ns, false, cell);
    if (one.arrived_ns != not_seen)
      add(Measure::time_in_system, ServiceLevelDescription::all, one.traveller_class,
          now_ns - one.arrived_ns, false, cell);
  });
}

void ServiceLevels::fold()
{
  for (ServiceLevelCounter& counter : m_counters) fold_pairs(counter.cells, add_batch_cell);
}

void ServiceLevels::add(Measure measure, std::uint32_t station, std::uint32_t traveller_class,
                        std::int64_t value_ns, bool got_it, Cell cell)
{
  if (!cell) return;
  for (ServiceLevelCounter& counter : m_counters) {
    if (!counter.concerns(measure, station, traveller_class)) continue;
    if (got_it || value_ns > counter.level.within_ns) counter.add(value_ns, *cell);
  }
}

void ServiceLevels::leave_queue(std::uint64_t traveller)
{
  if (m_counters.empty()) return;
  if (Inside* inside = m_inside.find(traveller)) inside->joined_ns = not_seen;
}

} // namespace gatetwin
