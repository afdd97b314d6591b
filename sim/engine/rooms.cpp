// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/rooms.hpp"

namespace gatetwin {

Rooms::Rooms(const CheckpointModel& model)
    : m_queues(model.stations.size()), m_areas(model.areas.size())
{
  for (Index a = 0; a < model.areas.size(); ++a) {
    m_areas[a].checkpoint = model.areas[a].checkpoint;
    m_areas[a].capacity = model.areas[a].capacity;
  }
  for (Index s = 0; s < model.stations.size(); ++s) {
    m_queues[s].area = model.stations[s].area;
    m_queues[s].capacity = model.stations[s].queue_capacity;
    m_areas[model.stations[s].area].stations.push_back(s);
  }
  m_freed.reserve(m_areas.size());
}

void Rooms::set_shut(Index checkpoint, bool shut)
{
  for (Index a = 0; a < m_areas.size(); ++a) {
    if (m_areas[a].checkpoint != checkpoint) continue;
    m_areas[a].shut = shut;
    if (!shut) place_free(a);
  }
}

void Rooms::wait(Index from, Index station, PlaceInLine place)
{
  Queue& queue = m_queues[station];
  (from == queue.area ? queue.from_inside : queue.from_outside).push(place);
  ++m_areas[queue.area].waiting;
}

void Rooms::drop_void(Area& area, Ring<PlaceInLine>& line, const TravellerPool& people)
{
  while (!line.empty() && people[line.front().slot].token != line.front().token) {
    line.pop();
    --area.waiting;
  }
}

// Among the heads of all lines in the area that may go, the one that has waited longest.
Ring<PlaceInLine>* Rooms::first_in_line(Area& area, const TravellerPool& people)
{
  Ring<PlaceInLine>* first = nullptr;
  std::uint64_t first_order = 0;
  for (const Index s : area.stations) {
    Queue& queue = m_queues[s];
    for (Ring<PlaceInLine>* line : {&queue.from_inside, &queue.from_outside}) {
      drop_void(area, *line, people);
      const Index from = line == &queue.from_inside ? queue.area : no_index;
      if (line->empty() || !admits(from, s)) continue;
      const std::uint64_t order = people[line->front().slot].order;
      if (first != nullptr && order > first_order) continue;
      first = line;
      first_order = order;
    }
  }
  return first;
}

TravellerSlot Rooms::next_to_go(const TravellerPool& people)
{
  while (!m_freed.empty()) {
    Area& area = m_areas[m_freed.back()];
    if (Ring<PlaceInLine>* line = first_in_line(area, people)) {
      const TravellerSlot slot = line->front().slot;
      line->pop();
      --area.waiting;
      return slot;
    }
    area.freed = false;
    m_freed.pop_back();
  }
  return TravellerPool::none;
}

} // namespace gatetwin
