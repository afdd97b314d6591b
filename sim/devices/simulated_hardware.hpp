// SPDX-License-Identifier: Apache-2.0
// Simulated twin of the gate hardware: two doors, screen, alarm and the presence sensor of one
// mantrap. Keeps to core/ports/gate_hardware.hpp. Commands come from the core; the physical world
// (bodies, hands at a door, faults) speaks through the second group of calls and looks at the gate
// through the third, as a person would.
#pragma once
#include "core/ports/gate_hardware.hpp"
#include "sim/devices/device_scheduler.hpp"
#include "sim/devices/input_outlet.hpp"
#include "sim/devices/simulated_door.hpp"
#include "sim/model/checkpoint_model.hpp"
#include "sim/people/visit_draws.hpp"
#include <array>

namespace gatetwin {

class SimulatedHardware final : public GateHardware {
public:
  SimulatedHardware(const DeviceTimes& times, const DeviceFaults& faults,
                    DeviceScheduler& scheduler, VisitDraws& draws, InputOutlet& outlet);

  void open_door(Door door) override;
  void close_door(Door door) override;
  void release_door(Door door) override;
  void show(ScreenMessage message) override { m_screen = message; }
  void set_alarm(Reason reason, bool raised) override;

  // -- the world
  void start(); // reports both doors and the occupancy, as after switching on and after a repair
  void start_visit(); // draws what will go wrong for this person
  void body_enters();
  void body_leaves();
  // Somebody or something stands in the way of this door, or no longer does. The door line's light
  // barrier is filtered: it reports who stands there, not who walks through.
  void stand_in_doorway(Door door, bool standing);
  // Fire alarm or loss of power: what the hardware does by itself, without the core. The way out is
  // the way in.
  void free_egress();
  void force_door(Door door);
  void jam_door(Door door, bool jammed);
  // The sensor counts so many bodies too many (or too few) until told otherwise.
  void set_sensor_error(int bodies);
  void on_due(std::uint8_t what, std::uint32_t token);

  // -- what can be seen
  ScreenMessage screen() const { return m_screen; }
  DoorState door(Door door) const { return door_of(door).state(); }
  bool passable(Door door) const { return door_of(door).passable(); }
  bool released(Door door) const { return door_of(door).released(); }
  int bodies_inside() const { return m_bodies; }
  bool alarm_raised() const { return m_alarms > 0; }

private:
  struct Leaf {
    SimulatedDoor door;
    bool blocked = false; // something is in the door's line
  };

  SimulatedDoor& door_of(Door door) { return m_leaves[static_cast<std::size_t>(door)].door; }
  const SimulatedDoor& door_of(Door door) const
  {
    return m_leaves[static_cast<std::size_t>(door)].door;
  }
  void moved(Door door);
  void report_door(Door door);
  void report_occupancy();
  void plan_obstruction(Door door);

  const DeviceTimes& m_times;
  const DeviceFaults& m_faults;
  DeviceScheduler& m_scheduler;
  VisitDraws& m_draws;
  InputOutlet& m_outlet;
  std::array<Leaf, 2> m_leaves;
  ScreenMessage m_screen = ScreenMessage::blank;
  int m_bodies = 0;
  int m_sensor_error = 0;
  int m_alarms = 0;
  bool m_ghost_this_visit = false;
  bool m_miss_this_visit = false;
  int m_obstruction_door = -1; // of this visit: which door's next closing is stopped once
};

} // namespace gatetwin
