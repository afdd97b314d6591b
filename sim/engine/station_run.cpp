// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/station_run.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

// A first guess, until services were seen.
double expected_service_s(const StationModel& station)
{
  if (station.kind == StationKind::plain) {
    double sum = 0;
    for (const Distribution& d : station.service) sum += d.mean();
    return station.service.empty() ? 0 : sum / static_cast<double>(station.service.size());
  }
  const DeviceTimes& t = station.times;
  double sum = t.approach.mean() + t.place_document.mean();
  if (station.kind == StationKind::e_gate) {
    sum += t.read_document.mean() + t.take_document.mean() + 2 * t.door_open.mean() +
           2 * t.door_close.mean() + t.walk_in.mean() + t.look_up.mean() + t.capture.mean() +
           t.walk_out.mean();
  } else {
    sum += (station.kind == StationKind::booth ? t.typing.mean() : t.scan.mean()) +
           t.inspect.mean() + t.stamp.mean() + t.hand_back.mean();
  }
  return sum;
}

} // namespace

LinePlan::LinePlan(const CheckpointModel& model)
{
  for (const ClassModel& c : model.classes) {
    const auto same = [&](const Line& l) { return l.priority == c.priority && l.skill == c.skill; };
    if (std::find_if(lines.begin(), lines.end(), same) == lines.end()) {
      lines.push_back({c.priority, c.skill});
    }
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Line& a, const Line& b) { return a.priority > b.priority; });
  for (const ClassModel& c : model.classes) {
    const auto same = [&](const Line& l) { return l.priority == c.priority && l.skill == c.skill; };
    of_class.push_back(
        static_cast<std::uint32_t>(std::find_if(lines.begin(), lines.end(), same) - lines.begin()));
  }
}

StationRun::StationRun(const CheckpointModel& model, const LinePlan& plan, Index station)
    : busy(model.stations[station].units),
      mean_service_s(expected_service_s(model.stations[station])),
      m_model(&model.stations[station]), m_plan(&plan), m_index(station),
      m_first_unit(first_unit_of(model, station)), m_skilled(!m_model->skills.empty()),
      m_ready(m_model->units), m_in_service(m_model->units),
      m_queues(m_model->queue == QueueRule::shared ? 1 : m_model->units)
{
  for (Queue& queue : m_queues) queue.lines.resize(plan.lines.size());
  if (!m_skilled) return;
  for (const ClassModel& c : model.classes) {
    m_able.emplace_back(m_model->units);
    for (std::uint32_t u = 0; u < m_model->units; ++u) {
      if (c.skill == 0 || (m_model->skills[u] & c.skill) != 0) m_able.back().insert(u);
    }
  }
}

std::uint32_t StationRun::queue_for(std::uint32_t traveller_class) const
{
  if (!separate()) return 0;
  std::uint32_t best = 0;
  std::uint64_t best_length = UINT64_MAX;
  for (std::uint32_t u = 0; u < m_model->units; ++u) {
    if (!able(u, traveller_class)) continue;
    const std::uint64_t away = m_in_service.contains(u) ? 0 : std::uint64_t{1} << 32;
    const std::uint64_t length = m_queues[u].waiting + (busy.contains(u) ? 1U : 0U) + away;
    if (length >= best_length) continue;
    best = u;
    best_length = length;
  }
  return best;
}

void StationRun::join(std::uint32_t queue, std::uint32_t traveller_class, PlaceInLine place)
{
  Queue& q = m_queues[queue];
  q.lines[m_plan->of_class[traveller_class]].push(place);
  ++q.waiting;
  ++m_waiting;
}

// A queue that hardly moves must not fill up with places of people who left.
void StationRun::gave_up(std::uint32_t queue, const TravellerPool& people)
{
  Queue& q = m_queues[queue];
  --q.waiting;
  --m_waiting;
  if (++q.voids < q.waiting + 32) return;
  q.voids = 0;
  for (Ring<PlaceInLine>& line : q.lines) {
    line.retain([&](const PlaceInLine& place) { return !is_void(place, people); });
  }
}

TravellerSlot StationRun::call_next(std::uint32_t unit, const TravellerPool& people)
{
  if (m_waiting == 0) return TravellerPool::none;
  Queue& q = m_queues[separate() ? unit : 0];
  Ring<PlaceInLine>* best = nullptr;
  std::uint8_t priority = 0;
  std::uint64_t order = 0;
  for (std::size_t i = 0; i < q.lines.size(); ++i) {
    const LinePlan::Line& plan = m_plan->lines[i];
    if (best != nullptr && plan.priority < priority) break;
    Ring<PlaceInLine>& line = q.lines[i];
    while (!line.empty() && is_void(line.front(), people)) line.pop();
    if (line.empty()) continue;
    if (m_skilled && plan.skill != 0 && (m_model->skills[unit] & plan.skill) == 0) continue;
    const std::uint64_t joined = people[line.front().slot].order;
    if (best != nullptr && joined > order) continue;
    best = &line;
    priority = plan.priority;
    order = joined;
  }
  if (best == nullptr) return TravellerPool::none;
  const TravellerSlot slot = best->front().slot;
  best->pop();
  --q.waiting;
  --m_waiting;
  return slot;
}

void StationRun::take_queue(std::uint32_t unit, const TravellerPool& people,
                            std::vector<TravellerSlot>& out)
{
  Queue& q = m_queues[unit];
  for (Ring<PlaceInLine>& line : q.lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (!is_void(line[i], people)) out.push_back(line[i].slot);
    }
    line.clear();
  }
  std::sort(out.begin(), out.end(),
            [&](TravellerSlot a, TravellerSlot b) { return people[a].order < people[b].order; });
  m_waiting -= q.waiting;
  q.waiting = 0;
}

bool StationRun::opens_soon(std::int64_t now_ns) const
{
  for (const TimeSpan& span : m_model->open) {
    if (span.from_ns > now_ns) return span.from_ns - now_ns <= m_model->opening_wait_ns;
  }
  return false;
}

} // namespace gatetwin
