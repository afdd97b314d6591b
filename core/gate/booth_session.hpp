// SPDX-License-Identifier: Apache-2.0
// A counter with an officer: booth (the document is typed), barcode booth (it is scanned) and
// one-stop booth (two authorities decide together), in the same vocabulary as the gate. What
// differs between the first two stands behind the DocumentReader port: typed lines or a scan.
//
// The way: idle -> typing -> querying -> deciding -> [joint ->] authorising [-> joint] -> [stamping
// ->] counter_busy (document back, person goes) -> idle. The officer decides, always, and by name:
// - admit needs a document that could be read; against the registry's advice or a failed check it
// is
//   recorded as officer_admitted;
// - at a one-stop booth nobody is admitted before both authorities have committed; while a pair is
// in
//   doubt the person waits, and is admitted as soon as the commitment is known;
// - an admission is durable before the document is stamped or handed back.
// A decision that could not be carried out (store, partner) comes back to the officer with the
// reason. Without doors there is nothing to relock: emergency_reset and power_restored return to
// service.
#pragma once
#include "core/base/time.hpp"
#include "core/gate/gate_command.hpp"
#include "core/gate/gate_config.hpp"
#include "core/gate/gate_event.hpp"

namespace gatetwin {

class BoothSession {
public:
  // first_count: no transaction of this unit ever had this count or a higher one.
  BoothSession(const GateConfig& config, UnitId unit, std::uint64_t first_count, bool one_stop);
  BoothSession(const BoothSession&) = delete;
  BoothSession& operator=(const BoothSession&) = delete;

  // The commands stay valid until the next call. Never refuses an event; ignores what does not
  // apply.
  const GateCommands& handle(const GateEvent& event, Instant now);
  const GateStates& entered() const { return m_entered; }
  GateDeadline next_deadline() const { return m_limit; }
  GateState state() const { return m_state; }
  TransactionId transaction() const { return m_visit.id; }
  std::uint64_t next_count() const { return m_count; }
  bool is_ready() const { return m_state == GateState::idle && !m_waiting && works(); }

private:
  struct Visit {
    TransactionId id;
    Outcome outcome = Outcome::none;
    Reason reason = Reason::none;    // of the outcome
    Reason objection = Reason::none; // of document or registry, before the officer decides
    bool has_document = false;       // could be read: somebody can be named in the crossing
    bool registry_admits = false;
    bool stamp_due = false;
    bool stored = false;
    bool joint_started = false;
    bool joint_committed = false;
    bool joint_refused = false;
    bool recorded = false;
    std::uint32_t readings = 0;
  };

  void observe(const GateEvent& event);
  void on_time_limit();
  void on_document(bool in_place);
  void on_document_read(const GateEvent& event);
  void on_registry_answer(const GateEvent& event);
  void on_officer(const GateEvent& event);
  void on_decision(OfficerAction action);
  void on_stored(const GateEvent& event);
  void on_joint(const GateEvent& event);
  void on_stamp();
  void on_device(Device device, bool failed);
  void stop_all(GateState state, Outcome outcome, Reason reason);
  void begin();
  void decide(Reason reason);
  void authorise();
  void admit_now();
  void record_admission();
  void hand_back(Outcome outcome, Reason reason, ScreenMessage screen);
  void end(Reason reason);
  void rest();
  bool works() const { return m_in_service && m_failed == 0 && !m_emergency && m_power; }

  void enter(GateState state, Duration limit, Reason reason);
  GateCommand& emit(GateCommandKind kind);
  void show(ScreenMessage screen) { emit(GateCommandKind::show).screen = screen; }
  void call_officer(Reason reason) { emit(GateCommandKind::call_officer).reason = reason; }

  const GateConfig m_config;
  const UnitId m_unit;
  const bool m_one_stop;
  std::uint64_t m_count;
  GateState m_state = GateState::starting;
  MonotonicTime m_now;
  GateDeadline m_limit;
  Visit m_visit;
  bool m_waiting = false; // somebody came to the counter, and is not of any transaction yet
  bool m_document_in_place = false;
  bool m_in_service = true;
  bool m_emergency = false;
  bool m_power = true;
  std::uint16_t m_failed = 0; // bits of the devices without which nobody can be cleared
  GateCommands m_commands;
  GateStates m_entered;
};

} // namespace gatetwin
