// SPDX-License-Identifier: Apache-2.0
// Doors, screen, alarm and presence sensor of a gate behind a controller that speaks Modbus, over
// TCP or a serial line (ports: core/ports/gate_hardware.hpp; registers: modbus_map.hpp). Its
// simulated twin is sim/devices/simulated_hardware; both pass the same contract tests.
//
// The controller and the computer watch each other: without the controller's heartbeat for
// `silence` both doors and the sensor are reported broken; without the computer's the controller
// goes into its safe state by itself (docs/modbus-map.md).
#pragma once
#include "core/hardware/attended.hpp"
#include "core/hardware/gate_status.hpp"
#include "core/hardware/modbus_worker.hpp"
#include "core/hardware/signals.hpp"
#include "core/ports/gate_hardware.hpp"
#include <memory>
#include <vector>

namespace gatetwin {

class ModbusHardware final : public GateHardware, public Attended {
public:
  // rejected: options that can't be. A controller that does not answer is no error here: it counts
  // as broken until it does.
  static Result<std::unique_ptr<ModbusHardware>> open(const ModbusOptions& options,
                                                      MonotonicTime now);

  void open_door(Door door) override { m_worker.order(door, DoorOrder::open); }
  void close_door(Door door) override { m_worker.order(door, DoorOrder::close); }
  void release_door(Door door) override { m_worker.order(door, DoorOrder::release); }
  void show(ScreenMessage message) override
  {
    m_worker.set_screen(static_cast<std::uint16_t>(message));
  }
  void set_alarm(Reason reason, bool raised) override;

  // Its alarm contacts, and others that they heed (signals.hpp).
  const AlarmContacts& contacts() const { return m_watch; }
  void heed(const AlarmContacts& others) { m_watch.heed(others); }

  int descriptor() const override { return m_worker.descriptor(); }
  void on_ready(MonotonicTime now) override { take(now); }
  void on_time(MonotonicTime now) override;
  MonotonicTime next_deadline() const override;
  void deliver(Inbox& inbox) override { m_watch.deliver(inbox); }

  ModbusCounts counts() const { return m_worker.counts(); }

private:
  ModbusHardware(const ModbusOptions& options, MonotonicTime now);
  void take(MonotonicTime now);

  const Duration m_silence;
  GateStatusWatch m_watch;
  std::vector<GateStatus> m_changed;
  std::uint64_t m_fresh = 0;
  MonotonicTime m_heard;
  bool m_lost = false;
  AlarmSet m_alarms;
  ModbusWorker m_worker; // last: its thread starts when all is there
};

} // namespace gatetwin
