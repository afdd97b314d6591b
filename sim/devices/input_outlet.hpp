// SPDX-License-Identifier: Apache-2.0
// Where simulated devices post their inputs. Keeps what the inbox refuses and hands it over later,
// in order, followed by device_failed of the device that was refused: a full inbox is a broken
// sensor, never silence. Once all is handed over the device reports itself recovered.
#pragma once
#include "core/ports/port_input.hpp"
#include <vector>

namespace gatetwin {

class InputOutlet {
public:
  void connect(Inbox& inbox) { m_inbox = &inbox; }
  void post(const PortInput& input, Device from)
  {
    CHECK(m_inbox != nullptr);
    if (m_in_turn) {
      m_kept.push_back(input);
      return;
    }
    if (m_kept.empty() && m_inbox->push(input)) return;
    keep(input, from);
  }
  // What a command causes is reported later than the turn that gave it.
  void begin_turn() { m_in_turn = true; }
  void end_turn()
  {
    m_in_turn = false;
    flush();
  }
  // Before each turn.
  void flush()
  {
    if (!m_kept.empty()) flush_kept();
  }
  // True once after a device recovered: the devices owe the core their states again.
  bool take_recovery()
  {
    const bool recovered = m_recovered;
    m_recovered = false;
    return recovered;
  }
  bool holds_back() const { return !m_kept.empty(); }

private:
  void keep(const PortInput& input, Device from);
  void flush_kept();

  Inbox* m_inbox = nullptr;
  std::vector<PortInput> m_kept;
  std::vector<Device> m_refused;
  bool m_in_turn = false;
  bool m_recovered = false;
};

} // namespace gatetwin
