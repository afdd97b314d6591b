// SPDX-License-Identifier: Apache-2.0
// Finite space: how many people an area and a station's queue may hold, and who waits for a place
// there. Blocking after service: a person whose next place is full stays where the service was, and
// goes when a place is free, in the order in which the waiting began. A checkpoint on fire alarm
// takes nobody in.
//
// A person counts in the area and the queue of the station that he or she heads for from the first
// step, so that nobody arrives where there is no place.
#pragma once
#include "sim/engine/ring.hpp"
#include "sim/engine/traveller_pool.hpp"
#include "sim/model/checkpoint_model.hpp"
#include <vector>

namespace gatetwin {

class Rooms {
public:
  explicit Rooms(const CheckpointModel& model);

  // May somebody go to `station` who stands in area `from` (no_index: outside)?
  bool admits(Index from, Index station) const
  {
    const Queue& queue = m_queues[station];
    const Area& area = m_areas[queue.area];
    return (queue.capacity == 0 || queue.heading < queue.capacity) && !area.shut &&
           (area.capacity == 0 || from == queue.area || area.inside < area.capacity);
  }
  Index area_of(Index station) const { return m_queues[station].area; }
  std::uint32_t inside(Index area) const { return m_areas[area].inside; }
  // On the way to the queue, or in it.
  std::uint32_t heading(Index station) const { return m_queues[station].heading; }

  void enter(Index from, Index station)
  {
    Queue& queue = m_queues[station];
    ++queue.heading;
    if (from == queue.area) return;
    ++m_areas[queue.area].inside;
    if (from != no_index) leave(from);
  }
  void leave(Index area)
  {
    --m_areas[area].inside;
    place_free(area);
  }
  // Somebody left the queue for a unit, or for good.
  void left_queue(Index station)
  {
    --m_queues[station].heading;
    place_free(m_queues[station].area);
  }
  void set_shut(Index checkpoint, bool shut);

  // Waits for a place at `station`; the person's `order` says since when.
  void wait(Index from, Index station, PlaceInLine place);
  // Areas where places became free while somebody waits there.
  bool any_freed() const { return !m_freed.empty(); }
  // The next person who may go, taken from the line; TravellerPool::none when nobody may any more.
  TravellerSlot next_to_go(const TravellerPool& people);

private:
  struct Queue {
    Index area = 0;
    std::uint32_t capacity = 0;
    std::uint32_t heading = 0;
    Ring<PlaceInLine> from_outside; // of the area
    Ring<PlaceInLine> from_inside;  // apart, because they need no place in the area
  };
  struct Area {
    Index checkpoint = 0;
    std::uint32_t capacity = 0;
    std::uint32_t inside = 0;
    std::uint32_t waiting = 0; // places in line, void ones included
    bool shut = false;
    bool freed = false;
    std::vector<Index> stations;
  };

  void place_free(Index area)
  {
    Area& a = m_areas[area];
    if (a.waiting == 0 || a.freed) return;
    a.freed = true;
    m_freed.push_back(area);
  }
  void drop_void(Area& area, Ring<PlaceInLine>& line, const TravellerPool& people);
  Ring<PlaceInLine>* first_in_line(Area& area, const TravellerPool& people);

  std::vector<Queue> m_queues;
  std::vector<Area> m_areas;
  std::vector<Index> m_freed;
};

} // namespace gatetwin
