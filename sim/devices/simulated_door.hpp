// SPDX-License-Identifier: Apache-2.0
// One powered door: closed, opening, open, closing; an obstruction while closing reverses it. Tells
// its new state by a return value; its owner reports it. Movements take the person's drawn times, a
// reversal as long as it had closed.
#pragma once
#include "core/base/time.hpp"
#include "core/domain/gate_words.hpp"
#include <cstdint>

namespace gatetwin {

class SimulatedDoor {
public:
  DoorState state() const { return m_state; }
  bool released() const { return m_released; }
  bool jammed() const { return m_jammed; }
  bool passable() const { return m_state == DoorState::open || m_state == DoorState::forced; }

  // Each returns true when the state changed. A movement ends at moves_until(), unless the door is
  // told otherwise.
  bool open(MonotonicTime now, Duration full_time);
  bool close(MonotonicTime now, Duration full_time);
  bool release(MonotonicTime now, Duration full_time);
  bool obstruct(MonotonicTime now, Duration full_time);
  bool force();
  // The end of the movement with this number; false when the door has been told otherwise since.
  bool arrive(std::uint32_t movement);
  // A jammed door does not move and tells nothing.
  void jam(bool jammed) { m_jammed = jammed; }

  MonotonicTime moves_until() const { return m_moves_until; }
  std::uint32_t movement() const { return m_movement; }

private:
  bool move(DoorState towards, MonotonicTime now, double share_to_go, Duration full_time);
  double openness(MonotonicTime now) const;

  DoorState m_state = DoorState::closed;
  bool m_released = false;
  bool m_jammed = false;
  double m_openness_at_start = 0; // 0 closed, 1 open, when the movement began
  MonotonicTime m_moved_from;
  MonotonicTime m_moves_until;
  std::uint32_t m_movement = 0;
};

} // namespace gatetwin
