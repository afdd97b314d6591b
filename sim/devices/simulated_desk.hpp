// SPDX-License-Identifier: Apache-2.0
// Simulated twin of a booth's hardware: the traveller's display and an alarm, no doors; and of the
// camera it does not have. The core never commands doors or captures at a booth.
#pragma once
#include "core/ports/face_camera.hpp"
#include "core/ports/gate_hardware.hpp"
#include <algorithm>

namespace gatetwin {

class SimulatedDesk final : public GateHardware {
public:
  void open_door(Door) override {}
  void close_door(Door) override {}
  void release_door(Door) override {}
  void show(ScreenMessage message) override { m_screen = message; }
  void set_alarm(Reason, bool raised) override
  {
    m_alarms = std::max(0, m_alarms + (raised ? 1 : -1));
  }

  ScreenMessage screen() const { return m_screen; }
  bool alarm_raised() const { return m_alarms > 0; }

private:
  ScreenMessage m_screen = ScreenMessage::blank;
  int m_alarms = 0;
};

class AbsentCamera final : public FaceCamera {
public:
  void start(DocumentRef) override {}
  void cancel() override {}
};

} // namespace gatetwin
