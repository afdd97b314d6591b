// SPDX-License-Identifier: Apache-2.0
// Notes of what happened at a simulated gate, each one write, in the file before anything else
// happens: true however the process ends. A campaign of crashes holds journals and registry against
// them. A line each:
//   exit TRANSACTION    the exit door is told to open or is freed, and a copy of the store's files,
//                       as a kill at this moment would leave them, holds this transaction's
//                       authorisation, not expired
//   unauthorised 0      the same, but the copy holds none
//   passed TRANSACTION  a body has passed to the secure side
//   sent TRANSACTION    its crossing goes to a registry
#pragma once
#include "core/daemon/gate_parts.hpp"
#include "sim/live/live_clock.hpp"
#include <memory>
#include <string>

namespace gatetwin {

struct WitnessOptions {
  std::string notes; // path; a copy of the store lies beside it for a moment
  std::string store; // path of the unit's store
  UnitId unit{};
};

class Witness final : public GateHardware, public RegistryLink {
public:
  // Null: the notes can't be written.
  static std::unique_ptr<Witness> open(const WitnessOptions& options, const LiveClock& clock);
  ~Witness() override;
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;

  // Stands before both from now on; they outlive it.
  void stand_before(GateHardware& hardware, RegistryLink& link);
  void body_passed();

  // -- GateHardware
  void open_door(Door door) override;
  void close_door(Door door) override { m_hardware->close_door(door); }
  void release_door(Door door) override;
  void show(ScreenMessage message) override { m_hardware->show(message); }
  void set_alarm(Reason reason, bool raised) override { m_hardware->set_alarm(reason, raised); }
  // -- RegistryLink
  void send(const RegistryRequest& request) override;

private:
  // A file that stays open once it was read: closing it would give up the locks of the store.
  struct Source {
    std::string path;
    int descriptor = -1;
  };
  Witness(const WitnessOptions& options, const LiveClock& clock, int notes);
  void look_at_exit(Door door);
  TransactionId authorised();
  static bool copy(Source& source, const std::string& to);
  void note(const char* what, TransactionId transaction);

  const WitnessOptions m_options;
  const LiveClock& m_clock;
  const int m_notes;
  Source m_main, m_log;
  GateHardware* m_hardware = nullptr;
  RegistryLink* m_link = nullptr;
  TransactionId m_last{};
};

} // namespace gatetwin
