// SPDX-License-Identifier: Apache-2.0
// A gate's hardware in several pieces of equipment: doors and sensors behind a controller, lamps
// and sounder on a panel, perhaps a screen of its own. Doors have one master; what is shown and
// sounded goes to everybody who can. Of contacts each piece reports its own, and an emergency of
// either is one; that it is over they tell with an eye on each other (AlarmContacts).
#pragma once
#include "core/hardware/signals.hpp"
#include "core/ports/gate_hardware.hpp"
#include <vector>

namespace gatetwin {

class SplitHardware final : public GateHardware {
public:
  // All outlive it. The doors' own screen and alarm are used too.
  SplitHardware(GateHardware& doors, std::vector<GateSignals*> signals)
      : m_doors(doors), m_signals(std::move(signals))
  {
  }
  void open_door(Door door) override { m_doors.open_door(door); }
  void close_door(Door door) override { m_doors.close_door(door); }
  void release_door(Door door) override { m_doors.release_door(door); }
  void show(ScreenMessage message) override
  {
    m_doors.show(message);
    for (GateSignals* one : m_signals) one->show(message);
  }
  void set_alarm(Reason reason, bool raised) override
  {
    m_doors.set_alarm(reason, raised);
    for (GateSignals* one : m_signals) one->set_alarm(reason, raised);
  }

private:
  GateHardware& m_doors;
  std::vector<GateSignals*> m_signals;
};

} // namespace gatetwin
