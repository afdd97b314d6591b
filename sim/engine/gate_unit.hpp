// SPDX-License-Identifier: Apache-2.0
// One e-gate of the simulator: simulated doors, screen, sensors and camera around the production
// core, and the person who uses it. Times and faults are those of the devices and of the person;
// how long a crossing takes follows from them. A follower's body is written to the journal under
// the number of the person in front with follower_bit set.
#pragma once
#include "sim/devices/simulated_camera.hpp"
#include "sim/devices/simulated_hardware.hpp"
#include "sim/engine/core_unit.hpp"
#include "sim/engine/traveller_at_gate.hpp"

namespace gatetwin {

constexpr std::uint64_t follower_bit = 1ULL << 62;

class GateUnit final : public CoreUnit, private GateStage {
public:
  GateUnit(UnitSite& site, Index station, Index unit);

  const SimulatedHardware& hardware() const { return m_hardware; }

private:
  void start_devices() override { m_hardware.start(); }
  void start_visit() override;
  void react() override
  {
    m_traveller.react();
    officer().see_holder(m_traveller.holder_is_alone());
  }
  void on_device(DevicePart part, std::uint8_t what, std::uint32_t token) override;
  void on_step(std::uint8_t step, std::uint32_t token) override { m_traveller.on_due(step, token); }
  void fail_device(std::uint64_t choice, bool failed) override;
  void free_egress() override { m_hardware.free_egress(); }
  bool vacant() const override { return m_hardware.bodies_inside() == 0; }
  bool alarm_raised() const override { return m_hardware.alarm_raised(); }

  void schedule_step(Duration after, std::uint8_t step, std::uint32_t token) override;
  void body_passed(BodyPassage passage, bool follower) override;
  void visit_ended(Outcome outcome) override { end_visit(outcome); }

  SimulatedHardware m_hardware;
  SimulatedCamera m_camera;
  TravellerAtGate m_traveller;
  // Between entered and left; a body in the door's line is not left yet, though the sensor inside
  // no longer sees it.
  int m_bodies = 0;
};

} // namespace gatetwin
