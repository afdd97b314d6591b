// SPDX-License-Identifier: Apache-2.0
// The e-gate: an integrated two-step mantrap with the reader at the entrance and the face camera
// inside. A pure state machine: events in, commands out; no clock, device or chance in it.
//
// The way through: idle -> reading -> querying (and the document taken back) -> entry_open ->
// entry_closing -> capturing -> [joint ->] authorising [-> joint] -> exit_open -> exit_closing ->
// idle. Everything else leads aside: referred, tailgating, turning_back, obstructed, forced,
// emergency, without_power, out_of_service. What holds in any order of events:
// - one transaction, one person; the exit opens only on an authorisation that was stored for this
//   transaction, while exactly one body is inside and the entry is shut, and before it expires;
// - a gate never refuses: it refers. Whatever the reason, the traveller's screen says see_officer;
// - nobody is shut in: without progress the way back to the public side opens, and an officer is
// called;
// - what is not known (sensor, door, score, answer) admits nobody;
// - after an emergency or loss of power the gate stays free until it was reset on site, by key
// switch or
//   returning power first and then by a named officer.
//
// Officers, always by name: to a referred person inside, admit (a fresh authorisation, then the
// exit) or refer, release, refuse (the way back opens); outside, refer, release or refuse end the
// transaction. To several people, refer, release or refuse. To somebody who does not leave through
// the open exit, the same. acknowledge silences alarms and gives a referral more time. reset ends
// an emergency, loss of power, or a door out of control; close_unit and open_unit take effect
// between two people. What does not apply is ignored.
//
// Each handle() looks at the event first, then lets the states advance on what is known of doors
// and bodies, so that a report that comes early, late or twice leads to the same place.
#pragma once
#include "core/base/time.hpp"
#include "core/gate/door_pair.hpp"
#include "core/gate/gate_command.hpp"
#include "core/gate/gate_config.hpp"
#include "core/gate/gate_event.hpp"

namespace gatetwin {

class GateController {
public:
  // first_count: no transaction of this unit ever had this count or a higher one.
  GateController(const GateConfig& config, UnitId unit, std::uint64_t first_count, bool one_stop);
  GateController(const GateController&) = delete;
  GateController& operator=(const GateController&) = delete;

  // The commands stay valid until the next call. Never refuses an event; ignores what does not
  // apply.
  const GateCommands& handle(const GateEvent& event, Instant now);
  // The states entered while the last event was handled.
  const GateStates& entered() const { return m_entered; }
  GateDeadline next_deadline() const { return m_next; }
  GateState state() const { return m_state; }
  TransactionId transaction() const { return m_visit.id; }
  std::uint64_t next_count() const { return m_count; }
  bool is_ready() const;
  // What speaks against these scores at `now`; none: they are good. Counts while capturing.
  Reason judge(const FaceCapture& face, MonotonicTime now) const;

private:
  enum class Authorisation : std::uint8_t { none, asked, stored };
  // One use of the gate, from the document's presentation to the shut exit.
  struct Visit {
    TransactionId id;
    Outcome outcome = Outcome::none; // once something else than admittance was decided
    Reason reason = Reason::none;
    Authorisation authorisation = Authorisation::none;
    bool inside = false; // has been shut in alone
    bool document_taken = false;
    bool reminded = false;
    bool registry_admits = false;
    bool entered = false;
    bool exit_offered = false; // on a stored authorisation
    bool passed = false;       // went through the exit on the authorisation
    bool warned = false;       // told to leave through the open exit
    bool joint_started = false;
    bool joint_committed = false;
    std::uint32_t readings = 0;
    std::uint32_t captures = 0;
    MonotonicTime authorised_until;
    MonotonicTime aside_until = MonotonicTime::never();
    MonotonicTime capture_started;
  };
  // What was heard of the world.
  struct Facts {
    std::uint32_t bodies = 0; // last number heard, also when it is no longer trusted
    bool bodies_known = false;
    bool document_in_place = false;
    bool document_waiting = false; // presented, and not yet of any transaction
    bool in_service = true;
    bool emergency = false;
    bool key_reset = false;
    bool power = true;
    std::uint16_t failed = 0; // bits of Device
    MonotonicTime bodies_heard;
  };

  // gate_controller.cpp: facts, limits, rest
  void observe(const GateEvent& event);
  void observe_bodies(std::uint32_t bodies);
  void observe_document(bool in_place);
  void observe_device(Device device, bool failed);
  void note_passage();
  void drive_doors();
  bool advance();
  void on_time_limit();
  GateDeadline earliest_limit() const;
  void on_state_limit();
  void call_again(Reason limit);
  void note_enclosure();
  MonotonicTime enclosed_until() const;
  MonotonicTime presence_stale_at() const;
  bool works() const;
  bool secured() const;
  bool can_serve() const;
  bool advance_starting();
  bool advance_rest();
  void rest();
  void begin();
  void end(Outcome outcome, Reason reason);

  // gate_controller_entrance.cpp
  void on_document_read(const GateEvent& event);
  void on_registry_answer(const GateEvent& event);
  bool advance_querying();
  bool advance_entry_open();
  bool advance_entry_closing();
  void on_querying_limit();

  // gate_controller_mantrap.cpp
  void start_capture();
  void on_face(const FaceCapture& face);
  void authorise();
  void on_stored(const GateEvent& event);
  void on_joint(const GateEvent& event);
  void open_exit();
  bool advance_enclosed_work();
  bool advance_exit_open();
  bool advance_exit_closing();
  void on_exit_limit();

  // gate_controller_exceptions.cpp
  void refer_outside(Reason reason);
  void refer_inside(Reason reason);
  void stop_intruder();
  void abort_for_company(Reason reason);
  void turn_back();
  Duration aside_limit(Duration limit);
  void give_up_obstructed();
  void obstruct(Door door);
  void lose_control(Reason reason);
  void on_finding(const DoorFinding& finding);
  void on_enclosed();
  void free_egress(GateState state, Reason reason);
  void on_emergency_reset();
  void on_officer(const GateEvent& event);
  void on_officer_decision(OfficerAction action);
  void acknowledge();
  void reset();
  bool advance_referred();
  bool advance_tailgating();
  bool advance_turning_back();
  bool advance_obstructed();
  bool advance_forced();

  // speaking
  void enter(GateState state, Duration limit, Reason reason);
  void enter(GateState state) { enter(state, {INT64_MAX}, Reason::none); }
  GateCommand& emit(GateCommandKind kind);
  void show(ScreenMessage screen);
  void call_officer(Reason reason);
  bool raise(Reason reason);
  void clear(Reason reason);
  void stop_devices();

  bool alone() const { return m_facts.bodies_known && m_facts.bodies == 1; }
  bool empty() const { return m_facts.bodies_known && m_facts.bodies == 0; }

  const GateConfig m_config;
  const UnitId m_unit;
  const bool m_one_stop;
  std::uint64_t m_count;
  GateState m_state = GateState::starting;
  GateState m_resume = GateState::idle; // where an obstruction interrupted
  Reason m_latched = Reason::none;      // a door out of control, until an officer resets
  bool m_awake = false;
  bool m_way_out_seen = false; // turning back: the entry was open since
  MonotonicTime m_now;
  MonotonicTime m_enclosed_since = MonotonicTime::never();
  GateDeadline m_limit; // of the state
  GateDeadline m_next;  // of all
  Visit m_visit;
  Facts m_facts;
  DoorPair m_doors;
  BoundedVector<Reason, 16> m_alarms;
  GateCommands m_commands;
  GateStates m_entered;
};

} // namespace gatetwin
