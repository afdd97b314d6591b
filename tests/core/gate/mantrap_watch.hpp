// SPDX-License-Identifier: Apache-2.0
// An independent judge of a gate: sees the events that go in and the commands that come out, keeps
// its own books, and names the first rule that was broken. Shares no code with the controller.
#pragma once
#include "core/gate/gate_command.hpp"
#include "core/gate/gate_config.hpp"
#include "core/gate/gate_event.hpp"
#include <array>
#include <set>
#include <string>

namespace gatetwin {

class MantrapWatch {
public:
  explicit MantrapWatch(const GateConfig& config) : m_config(config) {}
  // Before the controller handles it.
  void on_event(const GateEvent& event, MonotonicTime now);
  // After; `current` is the controller's transaction by then.
  void on_commands(const GateCommands& commands, TransactionId current, MonotonicTime now);
  const std::string& fault() const { return m_fault; }
  bool in_transaction() const { return m_open.valid(); }

private:
  enum class Told { nothing, closed, open, released };
  struct DoorBook {
    DoorState state = DoorState::unknown;
    bool doorway = false;
    Told told = Told::nothing;
  };
  void break_rule(const std::string& rule);
  void on_door_command(const GateCommand& command, MonotonicTime now);
  void on_exit_opened(const GateCommand& command, MonotonicTime now);
  void on_transaction_command(const GateCommand& command, MonotonicTime now);
  void on_end(const GateCommand& command);
  DoorBook& book(Door door) { return m_doors[static_cast<std::size_t>(door)]; }

  GateConfig m_config;
  std::array<DoorBook, 2> m_doors;
  bool m_presence_known = false;
  bool m_presence_failed = false;
  std::uint32_t m_bodies = 0;
  MonotonicTime m_heard;
  bool m_free = false; // emergency or no power: until key or power, then an officer
  bool m_must_free = false;
  bool m_fire = false;
  bool m_key = false;
  bool m_power = true;
  TransactionId m_open;
  TransactionId m_stored;
  TransactionId m_asked;
  MonotonicTime m_asked_at;
  bool m_recorded = false;
  bool m_refusal = false;
  std::set<std::uint64_t> m_ended;
  std::string m_fault;
};

} // namespace gatetwin
