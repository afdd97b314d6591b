// SPDX-License-Identifier: Apache-2.0
#include "viz/timeline/series.hpp"
#include <algorithm>
#include <cmath>
#include <limits>

namespace gatetwin::viz {

using journal::Record;
using journal::RecordKind;

Bucket& Bucket::operator+=(const Bucket& other)
{
  inside_ns += other.inside_ns;
  queue_ns += other.queue_ns;
  busy_ns += other.busy_ns;
  open_ns += other.open_ns;
  wait_s += other.wait_s;
  latency_s += other.latency_s;
  waits += other.waits;
  served += other.served;
  answers += other.answers;
  alarms += other.alarms;
  return *this;
}

Series::Series(const Site& site)
    : m_site(&site), m_buckets((site.stations.size() + 1) * bucket_limit),
      m_levels(site.stations.size() + 1)
{
}

void Series::make_room(std::int64_t time_ns)
{
  while (time_ns / m_width_ns >= static_cast<std::int64_t>(bucket_limit)) {
    for (std::size_t lane = 0; lane < m_levels.size(); ++lane) {
      for (std::size_t b = 0; b < bucket_limit; ++b) {
        const Bucket from = at(lane, b);
        if (b % 2 == 0) at(lane, b / 2) = {};
        Bucket& to = at(lane, b / 2);
        to += from;
      }
      for (std::size_t b = bucket_limit / 2; b < bucket_limit; ++b) at(lane, b) = {};
    }
    m_width_ns *= 2;
    m_used = (m_used + 1) / 2;
  }
  m_used = std::max(m_used, static_cast<std::size_t>(time_ns / m_width_ns) + 1);
}

void Series::settle(std::size_t lane, std::int64_t until_ns)
{
  Level& level = m_levels[lane];
  while (level.since_ns < until_ns) {
    const std::int64_t bucket = level.since_ns / m_width_ns;
    const std::int64_t end = std::min(until_ns, (bucket + 1) * m_width_ns);
    const auto span = static_cast<double>(end - level.since_ns);
    Bucket& to = at(lane, static_cast<std::size_t>(bucket));
    to.inside_ns += level.inside * span;
    to.queue_ns += level.queue * span;
    to.busy_ns += level.busy * span;
    to.open_ns += level.open * span;
    level.since_ns = end;
  }
}

void Series::count(const HallState& after, const Record& r)
{
  std::uint32_t station = r.station;
  if (station >= m_site->stations.size()) {
    station = r.unit < m_site->units.size() ? m_site->units[r.unit].station : nobody;
  }
  const auto bucket = static_cast<std::size_t>(r.time_ns / m_width_ns);
  const std::size_t lanes[] = {0, station + std::size_t{1}};
  for (std::size_t i = 0; i < (station == nobody ? 1U : 2U); ++i) {
    Bucket& to = at(lanes[i], bucket);
    if (r.kind == RecordKind::queue_left && r.detail == 0) {
      to.wait_s += static_cast<double>(r.value) * 1e-9;
      ++to.waits;
    } else if (r.kind == RecordKind::service_ended) {
      ++to.served;
    } else if (r.kind == RecordKind::registry_answer && r.value >= 0) {
      to.latency_s += static_cast<double>(r.value) * 1e-9;
      ++to.answers;
    } else if (r.kind == RecordKind::alarm && r.value == 1) {
      ++to.alarms;
    }
  }
  // Levels: what held so far is settled before the new one begins.
  const auto inside = static_cast<double>(after.inside());
  if (inside != m_levels[0].inside) {
    settle(0, r.time_ns);
    m_levels[0].inside = inside;
  }
  if (station == nobody) return;
  const StationNow& now = after.stations()[station];
  Level& level = m_levels[station + std::size_t{1}];
  const double queue = now.waiting, busy = now.busy, open = now.in_service;
  if (queue == level.queue && busy == level.busy && open == level.open) return;
  settle(0, r.time_ns);
  settle(station + std::size_t{1}, r.time_ns);
  m_levels[0].queue += queue - level.queue;
  m_levels[0].busy += busy - level.busy;
  m_levels[0].open += open - level.open;
  level.queue = queue;
  level.busy = busy;
  level.open = open;
}

// What the level at hand has not been settled for yet is added.
Bucket Series::filled(std::size_t lane, std::size_t bucket) const
{
  Bucket b = m_buckets[lane * bucket_limit + bucket];
  const Level& level = m_levels[lane];
  const auto start = static_cast<std::int64_t>(bucket) * m_width_ns;
  const std::int64_t from = std::max(start, level.since_ns);
  const auto open = static_cast<double>(std::max<std::int64_t>(0, start + m_width_ns - from));
  b.inside_ns += level.inside * open;
  b.queue_ns += level.queue * open;
  b.busy_ns += level.busy * open;
  b.open_ns += level.open * open;
  return b;
}

double Series::value(Figure figure, std::size_t lane, std::size_t bucket,
                     std::size_t together) const
{
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  if (lane >= m_levels.size() || bucket >= m_used || together == 0) return none;
  Bucket b = filled(lane, bucket);
  std::size_t count = 1;
  for (; count < together && bucket + count < m_used; ++count) b += filled(lane, bucket + count);
  const double width = static_cast<double>(m_width_ns) * static_cast<double>(count);
  switch (figure) {
  case Figure::people_inside: return b.inside_ns / width;
  case Figure::queue: return b.queue_ns / width;
  case Figure::wait: return b.waits == 0 ? none : b.wait_s / b.waits;
  case Figure::throughput: return b.served * 3600e9 / width;
  case Figure::utilisation: return b.open_ns <= 0 ? none : std::min(1.0, b.busy_ns / b.open_ns);
  case Figure::registry_latency: return b.answers == 0 ? none : b.latency_s / b.answers;
  case Figure::alarms: return b.alarms;
  }
  return none;
}

double Series::largest(Figure figure, std::size_t lane) const
{
  double most = 0;
  for (std::size_t b = 0; b < m_used; ++b) {
    const double v = value(figure, lane, b);
    if (std::isfinite(v)) most = std::max(most, v);
  }
  return most;
}

} // namespace gatetwin::viz
