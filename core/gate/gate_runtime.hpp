// SPDX-License-Identifier: Apache-2.0
// One unit, gate or booth, as it runs on a gate's computer and in the simulator: the only
// composition of controller, document inspector, registry client, outbox, joint clearance and
// journal.
//
// Use: start(now) once; then, whenever an adapter posted into inbox() or next_deadline() has come,
// turn(now). A turn drains the inbox, inspects documents, asks the registries, lets the controller
// handle each event, carries its commands out through the ports, journals all of it, and returns
// when the next turn is due at the latest. Time is given, never read; a turn allocates nothing (but
// for a seal that was never seen, and an outbox that grows in an outage) and never throws: a failed
// CHECK puts this lane into its safe state (exit shut, egress to the public side free, out of
// service, officer called) until a named officer resets it on site. The input steering_ends does
// the same for good: nobody will steer the doors any more.
//
// A gate reports ready when it has heard both doors and the occupancy once, all doors are shut and
// it is in service; a booth from start() on. What is done in which state: GateController,
// BoothSession.
//
// Recovery: crossings that were not acknowledged are delivered again, one-stop pairs in doubt are
// resolved. An authorisation that was not consumed before the restart opens nothing any more.
// Whether its person passed is not known, unless somebody is still inside the gate: otherwise the
// passage is presumed, which goes to the registry as a crossing with the reason passage_presumed,
// and an officer is called to look (ADR 25). A store that holds another unit's entries is not used:
// the unit stays out of service until it is enrolled.
#pragma once
#include "core/document/document_inspector.hpp"
#include "core/gate/booth_session.hpp"
#include "core/gate/gate_controller.hpp"
#include "core/gate/interlock.hpp"
#include "core/gate/joint_desk.hpp"
#include "core/gate/unit_journal.hpp"
#include "core/ports/document_reader.hpp"
#include "core/ports/durable_store.hpp"
#include "core/ports/face_camera.hpp"
#include "core/ports/gate_hardware.hpp"
#include "core/ports/officer_console.hpp"
#include "core/ports/port_input.hpp"
#include "core/ports/registry_link.hpp"
#include "core/registry/offline_policy.hpp"
#include "core/registry/outbox.hpp"
#include "core/registry/registry_client.hpp"
#include <algorithm>
#include <cstddef>
#include <variant>
#include <vector>

namespace gatetwin {

// Booths differ in the port behind DocumentReader (keyboard or scanner), not in their rules.
enum class UnitKind : std::uint8_t { e_gate, booth, barcode_booth, one_stop_booth };
// At a booth the officer decides on everybody.
Attendance attendance_of(UnitKind kind);

struct GateRuntimeConfig {
  UnitKind kind = UnitKind::e_gate;
  UnitId unit;
  CheckpointId checkpoint;
  Direction direction = Direction::entry;
  AuthorityId authority; // whose unit this is
  AuthorityId partner;   // one stop: the other country's service; not valid: none
  GateConfig gate;
  CheckWeights checks; // of documents
  OfflinePolicyConfig offline;
  RegistryClientConfig client;
  OutboxConfig outbox;
  JointConfig joint;
  std::size_t joint_places = 8; // one stop: pairs at hand and in doubt
};
// Names the first faulty field in the error's detail.
Status check(const GateRuntimeConfig& config);

// The devices of one unit. They outlive the runtime. A booth has no doors and no camera: its
// hardware shows screens and alarms, the rest is never called.
struct GatePorts {
  GateHardware& hardware;
  DocumentReader& reader;
  FaceCamera& camera;
  RegistryLink& link;
  DurableStore& store;
  OfficerConsole& console;
};

class GateRuntime {
public:
  // The config must pass check(). Inspector and journal outlive the runtime; units of one
  // thread may share them.
  GateRuntime(const GateRuntimeConfig& config, const GatePorts& ports, DocumentInspector& inspector,
              journal::Journal& journal);
  GateRuntime(const GateRuntime&) = delete;
  GateRuntime& operator=(const GateRuntime&) = delete;

  // Once, before the first turn: recovers what the store holds. May allocate.
  void start(Instant now);
  Inbox& inbox() { return m_inbox; }
  // Returns next_deadline(). `now.mono` never goes back; an earlier one counts as the latest seen.
  MonotonicTime turn(Instant now);
  MonotonicTime next_deadline() const { return m_next_deadline; }
  // The unit's copy of the watch-list for the offline policy; see OfflinePolicy::install().
  Status use_watch_list(const WatchList* list, Instant now) { return m_offline.install(list, now); }

  // Idle and in service: may take the next person.
  bool is_ready() const;
  GateState state() const;
  TransactionId transaction() const; // not valid: none under way
  // Crossings and one-stop pairs that the registries have not acknowledged yet.
  std::size_t undelivered() const { return m_outbox.outstanding() + m_joints.open(); }
  std::vector<PairInDoubt> pairs_in_doubt(MonotonicTime now) const
  {
    return m_joints.in_doubt(now);
  }
  // One stop: an officer settled a pair in doubt with both authorities. False: there is none.
  bool settle_joint(TransactionId transaction, Instant now)
  {
    const bool settled = m_joints.settle_by_hand(transaction, now);
    m_next_deadline = std::min(m_next_deadline, services_due());
    return settled;
  }
  bool is_reachable(AuthorityId authority) const { return m_client.is_reachable(authority); }

private:
  using Controller = std::variant<std::monostate, GateController, BoothSession>;
  // What is known of the transaction under way. Personal data lives no longer than it.
  struct CaseFile {
    TransactionId id;
    MonotonicTime started;
    CheckedDocument document;
    bool offline = false;
    bool stamped = false;
    bool called = false;     // an officer, who has not answered
    bool checking = false;   // the registry was asked
    bool authorised = false; // durable, and neither consumed nor withdrawn
    bool asked = false;      // an authorisation was handed to the store
    bool committed = false;  // one stop: both authorities have written the crossing
    bool let_out = false;    // the exit was told to open
    bool passed = false;     // a crossing was recorded
    std::uint64_t ticket = 0;
    MonotonicTime authorised_until;
  };
  class Recovery;

  // gate_runtime.cpp: the turn, recovery, the safe state
  void make_controller(std::uint64_t first_count);
  void work();
  bool run_limits();
  void run_services();
  GateDeadline controller_deadline() const;
  MonotonicTime services_due() const;
  void process_pending();
  bool take_service_input(const PortInput& input);
  void fail_safe(const char* what);
  void end_steering();
  void enter_safe_state(Reason reason);
  bool may_still_pass() const;
  void abandon_case();
  void close_case();
  bool may_have_passed() const;
  void drain_failed();
  void pursue_safe_state(bool anew = false);
  void restart();
  void watch_store();

  // gate_runtime_recovery.cpp: what the store held at the start
  void withdraw_authorisation(const StoreEntry& authorisation);
  void settle_open_authorisations();
  void presume_passage(const StoreEntry& authorisation);

  // gate_runtime_inputs.cpp: what the ports report becomes events
  void take(const PortInput& input);
  void take_scan(const DocumentScan* scan);
  void take_officer(const PortInput& input);
  void take_reply(const RegistryReply* reply);
  void take_ticket(std::uint64_t ticket, bool durable);
  void on_answer(const RegistryAnswer& answer);
  void on_check_answer(const RegistryAnswer& answer);
  void journal_verdict(const GateEvent& event, bool reached);
  void on_joint_reports();
  bool reads_documents() const;
  void handle(GateEvent event);
  void post(const GateEvent& event);

  // gate_runtime_commands.cpp: what the controller asks for is done
  void carry_out(const GateCommand& command);
  void carry_out_service(const GateCommand& command);
  void open_case(TransactionId transaction);
  void query_registry(const GateCommand& command);
  void store_authorisation(const GateCommand& command);
  void record_crossing(const GateCommand& command);
  void consume_authorisation();
  void store_consumed(TransactionId transaction);
  void call_officer(TransactionId transaction, Reason reason);
  void end_transaction(const GateCommand& command);
  RegistryRequest& request(RequestKind kind, Reason reason);

  const GateRuntimeConfig m_config;
  const GatePorts m_ports;
  DocumentInspector& m_inspector;
  UnitJournal m_journal;
  Inbox m_inbox;
  BoundedRing<GateEvent, 32> m_pending;
  RegistryClient m_client;
  Outbox m_outbox;
  OfflinePolicy m_offline;
  JointDesk m_joints;
  Interlock m_interlock;
  Controller m_controller;
  CaseFile m_case;
  StoreEntry m_entry;        // scratch, for authorisations
  RegistryRequest m_request; // likewise
  // Authorisations of before the start, until it is known whether somebody is inside; by then at
  // the latest, they are settled without knowing.
  std::vector<StoreEntry> m_open_authorisations;
  MonotonicTime m_settle_by = MonotonicTime::never();
  Instant m_now;
  MonotonicTime m_next_deadline = MonotonicTime::never();
  MonotonicTime m_state_since;
  bool m_store_failed = false; // as the store's driver reports
  bool m_store_foreign = false;
  bool m_store_usable = true; // as the controller was told
  bool m_failed = false;      // a CHECK failed, or steering ended: safe state
  bool m_services_failed = false;
  bool m_steering_ended = false;
  Reason m_safe_reason = Reason::none; // of the safe state
};

} // namespace gatetwin
