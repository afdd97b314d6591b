// SPDX-License-Identifier: Apache-2.0
// The people inside, in slots that are used again: memory grows with how many are inside at once,
// not with how many pass.
#pragma once
#include "core/base/random_stream.hpp"
#include "core/domain/words.hpp"
#include "sim/engine/served_unit.hpp"
#include <cstdint>
#include <vector>

namespace gatetwin {

enum class Phase : std::uint8_t {
  absent,  // the slot is free
  outside, // at an entrance, because what comes next is full or shut
  walking,
  queueing,
  served,
  blocked,  // service is done, but what comes next is full or shut
  gathering // through, waits for the others of the group
};

struct Traveller {
  std::uint64_t number = 0; // in order of arrival; names the person's random streams
  StreamName name;
  std::int64_t arrived_ns = 0;
  std::int64_t since_ns = 0;  // start of the phase
  std::uint64_t order = 0;    // of joining a queue or waiting line, run-wide
  std::uint64_t document = 0; // keyed reference, 0: none
  const RouteChoice* next_leg = nullptr;
  std::uint32_t token = 0; // changes with every phase: what carries an older one is void
  std::uint32_t next = 0;  // free slot, or next member of a gathering group
  Index group = no_index;
  Index station = no_index; // heads for, queues or is served at
  Index unit = no_index;    // queues before (separate queues) or is served by; run-wide number
  std::uint16_t traveller_class = 0;
  std::uint16_t legs = 0; // walked so far
  std::uint16_t companions = 0;
  Phase phase = Phase::absent;
  Outcome outcome = Outcome::none;
};

class TravellerPool {
public:
  static constexpr TravellerSlot none = 0xFFFF'FFFFU;

  Traveller& operator[](TravellerSlot slot) { return m_slots[slot]; }
  const Traveller& operator[](TravellerSlot slot) const { return m_slots[slot]; }
  TravellerSlot size() const
  {
    return static_cast<TravellerSlot>(m_slots.size());
  } // slots ever used
  TravellerSlot inside() const { return m_inside; }

  TravellerSlot take()
  {
    ++m_inside;
    if (m_free == none) {
      m_slots.emplace_back();
      return size() - 1;
    }
    const TravellerSlot slot = m_free;
    m_free = m_slots[slot].next;
    return slot;
  }
  void give_back(TravellerSlot slot)
  {
    --m_inside;
    m_slots[slot].phase = Phase::absent;
    ++m_slots[slot].token;
    m_slots[slot].next = m_free;
    m_free = slot;
  }

private:
  std::vector<Traveller> m_slots;
  TravellerSlot m_free = none;
  TravellerSlot m_inside = 0;
};

// One place in a queue or waiting line; void once the person's token has moved on.
struct PlaceInLine {
  TravellerSlot slot = TravellerPool::none;
  std::uint32_t token = 0;
};

} // namespace gatetwin
