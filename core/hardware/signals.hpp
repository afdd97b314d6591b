// SPDX-License-Identifier: Apache-2.0
// What a gate shows and sounds, apart from its doors: the part of GateHardware that a panel of
// lamps can do.
#pragma once
#include "core/domain/gate_words.hpp"
#include "core/domain/reason.hpp"
#include <algorithm>
#include <vector>

namespace gatetwin {

class GateSignals {
public:
  virtual ~GateSignals() = default;
  virtual void show(ScreenMessage message) = 0;
  virtual void set_alarm(Reason reason, bool raised) = 0;
};

// The alarms that are raised, each once, the newest last.
class AlarmSet {
public:
  void set(Reason reason, bool raised)
  {
    std::erase(m_raised, reason);
    if (raised) m_raised.push_back(reason);
  }
  bool empty() const { return m_raised.empty(); }
  Reason newest() const { return m_raised.empty() ? Reason::none : m_raised.back(); }

private:
  std::vector<Reason> m_raised;
};

} // namespace gatetwin
