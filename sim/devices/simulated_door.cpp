// SPDX-License-Identifier: Apache-2.0
#include "sim/devices/simulated_door.hpp"

namespace gatetwin {

double SimulatedDoor::openness(MonotonicTime now) const
{
  const bool opens = m_state == DoorState::opening || m_state == DoorState::obstructed;
  if (!opens && m_state != DoorState::closing) return m_state == DoorState::closed ? 0 : 1;
  const Duration whole = m_moves_until - m_moved_from;
  const double done =
      whole.ns > 0 ? static_cast<double>((now - m_moved_from).ns) / static_cast<double>(whole.ns)
                   : 1;
  return opens ? m_openness_at_start + (1 - m_openness_at_start) * done
               : m_openness_at_start * (1 - done);
}

bool SimulatedDoor::move(DoorState towards, MonotonicTime now, double share_to_go,
                         Duration full_time)
{
  m_openness_at_start = openness(now);
  m_state = towards;
  m_moved_from = now;
  m_moves_until =
      now + Duration{static_cast<std::int64_t>(static_cast<double>(full_time.ns) * share_to_go)};
  ++m_movement;
  return true;
}

bool SimulatedDoor::open(MonotonicTime now, Duration full_time)
{
  if (m_jammed || m_state == DoorState::open || m_state == DoorState::opening ||
      m_state == DoorState::obstructed) {
    return false;
  }
  return move(DoorState::opening, now, 1 - openness(now), full_time);
}

bool SimulatedDoor::close(MonotonicTime now, Duration full_time)
{
  if (m_jammed) return false;
  m_released = false;
  if (m_state == DoorState::closed || m_state == DoorState::closing) return false;
  return move(DoorState::closing, now, openness(now), full_time);
}

bool SimulatedDoor::release(MonotonicTime now, Duration full_time)
{
  m_released = true;
  return open(now, full_time);
}

bool SimulatedDoor::obstruct(MonotonicTime now, Duration full_time)
{
  if (m_jammed || m_state != DoorState::closing) return false;
  return move(DoorState::obstructed, now, 1 - openness(now), full_time);
}

bool SimulatedDoor::force()
{
  if (m_state == DoorState::forced || m_state == DoorState::open) return false;
  m_state = DoorState::forced;
  ++m_movement;
  return true;
}

bool SimulatedDoor::arrive(std::uint32_t movement)
{
  if (m_jammed || movement != m_movement) return false;
  switch (m_state) {
  case DoorState::opening:
  case DoorState::obstructed: m_state = DoorState::open; return true;
  case DoorState::closing: m_state = DoorState::closed; return true;
  default: return false;
  }
}

} // namespace gatetwin
