// SPDX-License-Identifier: Apache-2.0
// Port: doors, lamps, screen, sounder and presence sensors of one gate (real: Modbus and GPIO;
// simulated: sim/devices/simulated_hardware).
//
// Promises: a command returns at once and never throws; its effect is reported later as a `door`
// input for each change of state, and once after start and after device_recovered. A door that is
// commanded to close reverses by itself on an obstruction and reports `obstructed`; it reports
// `open` when the obstruction is gone and it stands open again. Presence is reported as `occupancy`
// (bodies clear of both door lines) on each change, and once after start and device_recovered.
// Hardware that senses the door lines also reports `doorway` on each change; a door without such a
// sensor counts as clear until it reports `obstructed`.
// May report broken (device_failed): entry_door, exit_door, presence_sensor. Cleared by
// device_recovered. The hardware alone guarantees, without the core: force limits, reversal on
// obstruction, free egress on fire alarm and loss of power (EN 17352, EN 16005). The core is the
// second barrier.
#pragma once
#include "core/domain/gate_words.hpp"
#include "core/domain/reason.hpp"

namespace gatetwin {

class GateHardware {
public:
  virtual ~GateHardware() = default;
  virtual void open_door(Door door) = 0; // also valid while moving
  virtual void close_door(Door door) = 0;
  virtual void
  release_door(Door door) = 0; // free for egress; stays free until close_door after a reset
  virtual void show(ScreenMessage message) = 0;
  virtual void set_alarm(Reason reason, bool raised) = 0;
};

} // namespace gatetwin
