// SPDX-License-Identifier: Apache-2.0
// One booth of the simulator: officer's booth (the document is typed), barcode booth (it is
// scanned), one-stop booth (either, and two authorities asked). The person hands over the document,
// waits for what the display says, gets the document back and goes where the officer sent them.
#pragma once
#include "sim/devices/simulated_desk.hpp"
#include "sim/engine/core_unit.hpp"

namespace gatetwin {

class BoothUnit final : public CoreUnit {
public:
  BoothUnit(UnitSite& site, Index station, Index unit);

private:
  enum class Place : std::uint8_t { nowhere, approaching, at_counter, taking_back };
  enum class Step : std::uint8_t { reach_counter, take_back };

  void start_devices() override {}
  void start_visit() override;
  void react() override;
  void on_device(DevicePart, std::uint8_t, std::uint32_t) override {}
  void on_step(std::uint8_t step, std::uint32_t token) override;
  void fail_device(std::uint64_t choice, bool failed) override;
  void free_egress() override {}
  bool vacant() const override { return m_place == Place::nowhere; }
  bool alarm_raised() const override { return m_desk.alarm_raised(); }
  bool is_dismissed() const;
  Outcome outcome() const;
  void leave(Outcome outcome);

  SimulatedDesk m_desk;
  AbsentCamera m_camera;
  Place m_place = Place::nowhere;
  Outcome m_told = Outcome::none;
  std::uint32_t m_token = 0;
};

} // namespace gatetwin
