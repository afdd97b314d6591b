// SPDX-License-Identifier: Apache-2.0
#include "sim/devices/simulated_hardware.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

// What a scheduled entry means: arrival or obstruction, of which door; the token is the door's
// movement.
constexpr std::uint8_t arrival = 0;
constexpr std::uint8_t obstruction = 2;
constexpr std::uint8_t of_door(std::uint8_t what, Door door)
{
  return static_cast<std::uint8_t>(what | static_cast<std::uint8_t>(door));
}

Device device_of(Door door) { return door == Door::entry ? Device::entry_door : Device::exit_door; }

} // namespace

SimulatedHardware::SimulatedHardware(const DeviceTimes& times, const DeviceFaults& faults,
                                     DeviceScheduler& scheduler, VisitDraws& draws,
                                     InputOutlet& outlet)
    : m_times(times), m_faults(faults), m_scheduler(scheduler), m_draws(draws), m_outlet(outlet)
{
}

void SimulatedHardware::open_door(Door door)
{
  const Duration time = m_draws.time(Draw::door_open, m_times.door_open);
  if (door_of(door).open(m_scheduler.now().mono, time)) moved(door);
}

void SimulatedHardware::close_door(Door door)
{
  const Duration time = m_draws.time(Draw::door_close, m_times.door_close);
  if (!door_of(door).close(m_scheduler.now().mono, time)) return;
  moved(door);
  if (m_leaves[static_cast<std::size_t>(door)].blocked) {
    if (door_of(door).obstruct(m_scheduler.now().mono, time)) moved(door);
  } else if (m_obstruction_door == static_cast<int>(door)) {
    plan_obstruction(door);
  }
}

void SimulatedHardware::release_door(Door door)
{
  const Duration time = m_draws.time(Draw::door_open, m_times.door_open);
  if (door_of(door).release(m_scheduler.now().mono, time)) moved(door);
}

void SimulatedHardware::set_alarm(Reason, bool raised)
{
  m_alarms = std::max(0, m_alarms + (raised ? 1 : -1));
}

void SimulatedHardware::moved(Door door)
{
  report_door(door);
  const SimulatedDoor& leaf = door_of(door);
  const Duration left = leaf.moves_until() - m_scheduler.now().mono;
  m_scheduler.schedule(left, DevicePart::hardware, of_door(arrival, door), leaf.movement());
}

// Once in this visit something is caught half-way, and freed when the door has opened again.
void SimulatedHardware::plan_obstruction(Door door)
{
  m_obstruction_door = -1;
  const SimulatedDoor& leaf = door_of(door);
  const Duration half{(leaf.moves_until() - m_scheduler.now().mono).ns / 2};
  m_scheduler.schedule(half, DevicePart::hardware, of_door(obstruction, door), leaf.movement());
}

void SimulatedHardware::on_due(std::uint8_t what, std::uint32_t token)
{
  const auto door = static_cast<Door>(what & 1);
  SimulatedDoor& leaf = door_of(door);
  if (token != leaf.movement()) return;
  if ((what & obstruction) != 0) {
    const Duration time = m_draws.time(Draw::door_open, m_times.door_open);
    if (leaf.obstruct(m_scheduler.now().mono, time)) moved(door);
  } else if (m_leaves[static_cast<std::size_t>(door)].blocked &&
             leaf.state() == DoorState::obstructed) {
    return; // stands open, and says so when the way is clear
  } else if (leaf.arrive(token)) {
    report_door(door);
  }
}

void SimulatedHardware::report_door(Door door)
{
  PortInput input;
  input.kind = InputKind::door;
  input.door = door;
  input.door_state = door_of(door).state();
  m_outlet.post(input, device_of(door));
}

void SimulatedHardware::report_occupancy()
{
  PortInput input;
  input.kind = InputKind::occupancy;
  input.number = static_cast<std::uint64_t>(std::max(0, m_bodies + m_sensor_error));
  m_outlet.post(input, Device::presence_sensor);
}

void SimulatedHardware::start()
{
  report_door(Door::entry);
  report_door(Door::exit);
  report_occupancy();
}

void SimulatedHardware::start_visit()
{
  m_ghost_this_visit = m_draws.chance(Draw::presence, m_faults.presence_ghost);
  m_miss_this_visit = m_draws.chance(Draw::presence, m_faults.presence_missed);
  m_obstruction_door = -1;
  if (m_draws.chance(Draw::door_obstruction, m_faults.door_obstructed)) {
    m_obstruction_door = static_cast<int>(m_draws.stream(Draw::door_obstruction).below(2));
  }
}

void SimulatedHardware::body_enters()
{
  const int before = m_bodies + m_sensor_error;
  ++m_bodies;
  if (m_bodies == 1 && m_ghost_this_visit) {
    m_ghost_this_visit = false;
    m_sensor_error = 1;
  } else if (m_bodies == 2 && m_miss_this_visit) {
    m_sensor_error = -1;
  }
  if (m_bodies + m_sensor_error != before) report_occupancy();
}

void SimulatedHardware::body_leaves()
{
  CHECK(m_bodies > 0);
  const int before = m_bodies + m_sensor_error;
  --m_bodies;
  if (m_bodies == 0 || m_sensor_error < 0) m_sensor_error = 0;
  if (m_bodies + m_sensor_error != before) report_occupancy();
}

void SimulatedHardware::set_sensor_error(int bodies)
{
  const int before = m_bodies + m_sensor_error;
  m_sensor_error = bodies;
  if (m_bodies + m_sensor_error != before) report_occupancy();
}

void SimulatedHardware::stand_in_doorway(Door door, bool standing)
{
  Leaf& leaf = m_leaves[static_cast<std::size_t>(door)];
  if (leaf.blocked == standing) return;
  leaf.blocked = standing;
  PortInput input;
  input.kind = InputKind::doorway;
  input.door = door;
  input.number = standing ? 1 : 0;
  m_outlet.post(input, device_of(door));
  const MonotonicTime now = m_scheduler.now().mono;
  if (standing) {
    if (leaf.door.obstruct(now, m_draws.time(Draw::door_open, m_times.door_open))) moved(door);
  } else if (leaf.door.state() == DoorState::obstructed && leaf.door.moves_until() <= now) {
    if (leaf.door.arrive(leaf.door.movement())) report_door(door);
  }
}

void SimulatedHardware::free_egress() { release_door(Door::entry); }

void SimulatedHardware::force_door(Door door)
{
  if (door_of(door).force()) report_door(door);
}

void SimulatedHardware::jam_door(Door door, bool jammed)
{
  door_of(door).jam(jammed);
  PortInput input;
  input.kind = jammed ? InputKind::device_failed : InputKind::device_recovered;
  input.device = device_of(door);
  m_outlet.post(input, input.device);
  if (jammed) return;
  door_of(door).arrive(door_of(door).movement()); // whoever mended it left it at the end of its way
  report_door(door);
}

} // namespace gatetwin
