// SPDX-License-Identifier: Apache-2.0
// The second barrier in front of the doors: keeps its own books of what the ports reported, and
// CHECKs each door command just before it reaches the hardware. It shares nothing with the
// controller, so that one mistake can't open the secure side; the third barrier is the hardware's
// own.
#pragma once
#include "core/base/time.hpp"
#include "core/gate/gate_command.hpp"
#include "core/ports/port_input.hpp"
#include <array>

namespace gatetwin {

class Interlock {
public:
  struct DoorBook {
    DoorState state = DoorState::unknown;
    GateCommandKind told = GateCommandKind::none; // open_door, close_door or release_door
    bool doorway = false;
  };

  void observe(const PortInput& input);
  // Durable, for this transaction, until then. One passage, or withdraw(), uses it up.
  void authorise(TransactionId transaction, MonotonicTime until);
  void withdraw() { m_authorised = {}; }
  // Throws CheckFailed before anything moved when the command may not be.
  void check_command(const GateCommand& command, TransactionId current, MonotonicTime now);

  bool may_close(Door door) const;
  bool is_shut(Door door) const;
  const DoorBook& door(Door door) const { return m_doors[static_cast<std::size_t>(door)]; }
  // What a controller that starts anew has to be told, since devices only report changes.
  bool bodies_known() const { return m_bodies_known; }
  std::uint64_t bodies() const { return m_bodies; }
  std::uint16_t failed_devices() const { return m_failed; }
  bool emergency() const { return m_emergency; }
  bool power() const { return m_power; }
  bool document_in_place() const { return m_document; }

private:
  std::array<DoorBook, 2> m_doors;
  std::uint64_t m_bodies = 0;
  bool m_bodies_known = false;
  bool m_emergency = false; // raised, and the key not turned since
  bool m_power = true;
  bool m_document = false;
  std::uint16_t m_failed = 0; // bits of Device
  TransactionId m_authorised;
  MonotonicTime m_authorised_until;
};

} // namespace gatetwin
