// SPDX-License-Identifier: Apache-2.0
// A GateRuntime on fake ports, with a world that can be played by hand or be well-behaved by
// itself.
#pragma once
#include "core/gate/gate_runtime.hpp"
#include "tests/core/ports/fake_ports.hpp"
#include <algorithm>
#include <vector>

namespace gatetwin {

class RecordKeeper final : public journal::RecordSink {
public:
  RecordKeeper() { records.reserve(100'000); }
  void on_records(std::span<const journal::Record> batch) override
  {
    records.insert(records.end(), batch.begin(), batch.end());
  }
  std::vector<journal::Record> records;
};

inline GateRuntimeConfig bench_config(UnitKind kind)
{
  GateRuntimeConfig config;
  config.kind = kind;
  config.unit = UnitId{5};
  config.checkpoint = CheckpointId{1};
  config.authority = AuthorityId{1};
  if (kind == UnitKind::one_stop_booth) config.partner = AuthorityId{2};
  return config;
}

class UnitBench {
public:
  explicit UnitBench(UnitKind kind = UnitKind::e_gate) : UnitBench(bench_config(kind)) {}
  explicit UnitBench(const GateRuntimeConfig& config)
      : inspector(inspector_config()),
        runtime(config, {hardware, reader, camera, link, store, console}, inspector, journal),
        m_config(config)
  {
    journal.add_sink(keeper);
    scan.mrz = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
               "L898902C36UTO7408122F1204159ZE184226B<<<<<10"; // ICAO Doc 9303 part 4's specimen
  }

  void start() { runtime.start(now); }
  void turn() { runtime.turn(now); }
  void put(const PortInput& input)
  {
    CHECK(runtime.inbox().push(input));
    turn();
  }
  void put(InputKind kind, std::uint64_t number = 0)
  {
    PortInput input;
    input.kind = kind;
    input.number = number;
    put(input);
  }
  void door(Door which, DoorState state)
  {
    PortInput input;
    input.kind = InputKind::door;
    input.door = which;
    input.door_state = state;
    m_reported[static_cast<std::size_t>(which)] = state;
    put(input);
  }
  void device(Device which, bool failed)
  {
    PortInput input;
    input.kind = failed ? InputKind::device_failed : InputKind::device_recovered;
    input.device = which;
    put(input);
  }
  void bodies(std::uint64_t number)
  {
    m_bodies = number;
    put(InputKind::occupancy, number);
  }
  void scanned()
  {
    PortInput input;
    input.kind = InputKind::document_scanned;
    input.scan = &scan;
    reader.reading = false;
    put(input);
  }
  void face(double match = 0.9, double liveness = 0.9)
  {
    PortInput input;
    input.kind = InputKind::face;
    input.face = {now.mono, match, liveness, 1, now.mono};
    camera.capturing = false;
    put(input);
  }
  void officer(OfficerAction action, TransactionId transaction = {})
  {
    PortInput input;
    input.kind = InputKind::officer;
    input.action = action;
    input.officer = OfficerId{9};
    input.number = transaction.valid() ? transaction.value & 0xFF'FFFF'FFFFULL : 0;
    put(input);
  }
  void answer(const RegistryRequest& request, Decision decision = Decision::admit,
              Reason reason = Reason::none, bool stamp_due = false)
  {
    m_reply = {.kind = request.kind,
               .authority = request.authority,
               .transaction = request.transaction,
               .attempt = request.attempt,
               .decision = decision,
               .reason = reason,
               .stamp_due = stamp_due,
               .list_version = 1};
    PortInput input;
    input.kind = InputKind::registry_reply;
    input.reply = &m_reply;
    put(input);
  }
  void answer_all() // what was sent since
  {
    while (m_answered < link.sent.size()) answer(RegistryRequest(link.sent[m_answered++]));
  }
  void store_all()
  {
    while (m_stored < store.entries.size()) put(InputKind::stored, ++m_stored);
  }
  void pass(Duration time)
  {
    const MonotonicTime until = now.mono + time;
    while (runtime.next_deadline() <= until) {
      step_to(std::max(now.mono, runtime.next_deadline()));
      turn();
    }
    step_to(until);
  }
  void pause(Duration time) // the process stands still
  {
    step_to(now.mono + time);
    turn();
  }
  void heard() // what the hardware says at start
  {
    if (m_config.kind != UnitKind::e_gate) return turn();
    door(Door::entry, DoorState::closed);
    door(Door::exit, DoorState::closed);
    bodies(0);
  }
  // One step of what a well-behaved world does next; false: nothing but time.
  bool cooperate();
  bool reach(GateState state)
  {
    for (int step = 0; step < 200 && runtime.state() != state; ++step) {
      if (!cooperate()) return false;
    }
    return runtime.state() == state;
  }
  void person() // all the way, until the unit is ready again
  {
    CHECK(runtime.is_ready());
    CHECK(cooperate());
    for (int step = 0; step < 60 && !runtime.is_ready(); ++step) CHECK(cooperate());
    store_all();
    answer_all();
    store_all();
  }

  void person_leaves()
  {
    m_document = false;
    put(InputKind::document_removed);
  }

  std::size_t acknowledged() const { return m_stored; } // entries that are durable
  std::size_t answered() const { return m_answered; }   // requests
  std::uint64_t bodies_inside() const { return m_bodies; }
  std::size_t records(journal::RecordKind kind)
  {
    journal.flush();
    return static_cast<std::size_t>(
        std::count_if(keeper.records.begin(), keeper.records.end(),
                      [kind](const journal::Record& record) { return record.kind == kind; }));
  }
  const journal::Record* last(journal::RecordKind kind)
  {
    journal.flush();
    for (auto it = keeper.records.rbegin(); it != keeper.records.rend(); ++it) {
      if (it->kind == kind) return &*it;
    }
    return nullptr;
  }

  Instant now{{5'000'000'000}, {1'306'886'400'000'000'000}}; // 1 June 2011: the specimen is valid
  FakeHardware hardware;
  FakeReader reader;
  FakeCamera camera;
  FakeLink link;
  FakeStore store;
  FakeConsole console;
  DocumentInspector inspector;
  RecordKeeper keeper;
  journal::Journal journal;
  GateRuntime runtime;
  DocumentScan scan;

private:
  static InspectorConfig inspector_config()
  {
    InspectorConfig config;
    config.ref_key = {1, 2};
    config.utc_offset = hours(7);
    config.accepted = {DocumentKind::passport};
    return config;
  }
  void step_to(MonotonicTime mono)
  {
    now.wall = now.wall + (mono - now.mono);
    now.mono = mono;
  }
  bool move_doors();
  bool mend();
  bool cooperate_at_gate();
  bool cooperate_at_booth();

  const GateRuntimeConfig m_config;
  RegistryReply m_reply;
  std::array<DoorState, 2> m_reported{};
  std::uint64_t m_bodies = 0;
  std::size_t m_answered = 0;
  std::size_t m_stored = 0;
  bool m_document = false;
};

inline bool UnitBench::move_doors()
{
  for (Door which : {Door::entry, Door::exit}) {
    const FakeHardware::Told told = hardware.told(which);
    const DoorState state = m_reported[static_cast<std::size_t>(which)];
    if (told == FakeHardware::Told::open && state != DoorState::open)
      return door(which, DoorState::open), true;
    if (told == FakeHardware::Told::closed && state != DoorState::closed)
      return door(which, DoorState::closed), true;
  }
  return false;
}

inline bool UnitBench::cooperate()
{
  if (runtime.state() == GateState::starting) return heard(), true;
  if (m_stored < store.entries.size()) return store_all(), true;
  if (m_answered < link.sent.size()) return answer_all(), true;
  if (m_config.kind == UnitKind::e_gate && move_doors()) return true;
  if (mend()) return true;
  return m_config.kind == UnitKind::e_gate ? cooperate_at_gate() : cooperate_at_booth();
}

// What people on site do about a unit that does not serve.
inline bool UnitBench::mend()
{
  switch (runtime.state()) {
  case GateState::emergency: put(InputKind::emergency_reset); break;
  case GateState::without_power: put(InputKind::power_restored); break;
  case GateState::forced: break;
  case GateState::out_of_service:
    for (int each = 0; each <= static_cast<int>(Device::power); ++each)
      device(static_cast<Device>(each), false);
    for (Door which : {Door::entry, Door::exit})
      door(which, m_reported[static_cast<std::size_t>(which)]);
    bodies(0);
    return officer(OfficerAction::open_unit), true;
  default: return false;
  }
  bodies(0);
  return officer(OfficerAction::reset), true;
}

inline bool UnitBench::cooperate_at_gate()
{
  switch (runtime.state()) {
  case GateState::idle:
    m_document = !m_document;
    put(m_document ? InputKind::document_presented : InputKind::document_removed);
    return true;
  case GateState::reading: return scanned(), true;
  case GateState::querying:
    if (!m_document) return false;
    m_document = false;
    return put(InputKind::document_removed), true;
  case GateState::entry_open: return bodies(1), true;
  case GateState::capturing: return face(), true;
  case GateState::exit_open: return bodies(0), true;
  case GateState::turning_back:
    if (m_bodies == 0) return false;
    return bodies(0), true;
  case GateState::referred:
  case GateState::tailgating:
    return officer(runtime.transaction().valid() ? OfficerAction::refer : OfficerAction::release,
                   runtime.transaction()),
           true;
  default: return false;
  }
}

inline bool UnitBench::cooperate_at_booth()
{
  switch (runtime.state()) {
  case GateState::idle:
    put(InputKind::traveller_at_counter);
    m_document = true;
    return put(InputKind::document_presented), true;
  case GateState::typing: return scanned(), true;
  case GateState::deciding: return officer(OfficerAction::admit, runtime.transaction()), true;
  case GateState::stamping: return put(InputKind::stamp_applied), true;
  case GateState::counter_busy: m_document = false; return put(InputKind::document_removed), true;
  default: return false;
  }
}

} // namespace gatetwin
