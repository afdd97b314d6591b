// SPDX-License-Identifier: Apache-2.0
// A station while it runs: who waits before it, in which order they are called, which of its units
// may be given somebody. It knows nothing of time and writes no records; the flow does.
//
// A queue is made of lines, one for each pair of priority and skill that the classes need. A unit
// calls from the line of the highest priority that it can serve, among equals who joined first.
#pragma once
#include "sim/engine/ring.hpp"
#include "sim/engine/traveller_pool.hpp"
#include "sim/engine/unit_set.hpp"
#include "sim/model/checkpoint_model.hpp"
#include <vector>

namespace gatetwin {

// The lines that the classes of a model need, the same at every station.
struct LinePlan {
  struct Line {
    std::uint8_t priority = 0;
    std::uint32_t skill = 0;
  };
  std::vector<Line> lines; // highest priority first
  std::vector<std::uint32_t> of_class;

  explicit LinePlan(const CheckpointModel& model);
};

class StationRun {
public:
  StationRun(const CheckpointModel& model, const LinePlan& plan, Index station);

  const StationModel& model() const { return *m_model; }
  Index index() const { return m_index; }
  Index first_unit() const { return m_first_unit; }
  std::uint32_t units() const { return m_model->units; }
  std::uint32_t waiting() const { return m_waiting; }
  bool separate() const { return m_queues.size() > 1; }

  // Units that may be given somebody; positions at this station.
  UnitSet& ready() { return m_ready; }
  UnitSet& in_service() { return m_in_service; }
  std::uint32_t ready_unit_for(std::uint32_t traveller_class) const
  {
    return m_skilled ? m_ready.first_of_both(m_able[traveller_class]) : m_ready.first();
  }
  bool able(std::uint32_t unit, std::uint32_t traveller_class) const
  {
    return !m_skilled || m_able[traveller_class].contains(unit);
  }

  // The queue that a person of this class joins: the only one, or the shortest before a unit that
  // can serve the class, preferring units in service.
  std::uint32_t queue_for(std::uint32_t traveller_class) const;
  std::uint32_t length_of(std::uint32_t queue) const { return m_queues[queue].waiting; }
  void join(std::uint32_t queue, std::uint32_t traveller_class, PlaceInLine place);
  // The person's token has changed already, so that the place in line is void.
  void gave_up(std::uint32_t queue, const TravellerPool& people);
  // Who is called next by `unit`, taken from the queue; TravellerPool::none when nobody can be.
  TravellerSlot call_next(std::uint32_t unit, const TravellerPool& people);
  // Everybody before `unit` (separate queues), taken from its queue in the order of joining.
  void take_queue(std::uint32_t unit, const TravellerPool& people, std::vector<TravellerSlot>& out);

  // Of a station that is closed or closes: is it worth while to wait for the opening?
  bool opens_soon(std::int64_t now_ns) const;

  UnitSet busy;     // units that have somebody
  bool open = true; // by opening hours
  // Closed, but those on duty at closing time still serve who queued then.
  bool serving_out = false;
  std::uint32_t staffed = 0;
  double mean_service_s = 0; // smoothed, for people who choose the shortest wait

private:
  struct Queue {
    std::vector<Ring<PlaceInLine>> lines;
    std::uint32_t waiting = 0;
    std::uint32_t voids = 0; // places given up since the lines were last swept
  };
  static bool is_void(const PlaceInLine& place, const TravellerPool& people)
  {
    return people[place.slot].token != place.token;
  }

  const StationModel* m_model;
  const LinePlan* m_plan;
  Index m_index;
  Index m_first_unit;
  std::uint32_t m_waiting = 0;
  bool m_skilled;
  UnitSet m_ready;
  UnitSet m_in_service;
  std::vector<UnitSet> m_able; // by class, when units have skills
  std::vector<Queue> m_queues;
};

} // namespace gatetwin
