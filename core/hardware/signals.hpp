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

// Alarm contacts that one piece of equipment watches, for another that watches such contacts too:
// neither says that an emergency or a loss of mains is over while it lasts by the other.
class AlarmContacts {
public:
  virtual ~AlarmContacts() = default;
  // As last heard, also when nothing is heard at present.
  virtual bool emergency_lasts() const = 0;
  virtual bool mains_are_lost() const = 0;
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
