// SPDX-License-Identifier: Apache-2.0
// What a whole e-gate transaction costs in GateRuntime, devices and sinks excluded.
#include "core/gate/gate_runtime.hpp"
#include <benchmark/benchmark.h>

namespace gatetwin {
namespace {

struct Silence final : GateHardware,
                       DocumentReader,
                       FaceCamera,
                       RegistryLink,
                       DurableStore,
                       OfficerConsole {
  void open_door(Door) override {}
  void close_door(Door) override {}
  void release_door(Door) override {}
  void show(ScreenMessage) override {}
  void set_alarm(Reason, bool) override {}
  void start() override {}
  void start(DocumentRef) override {}
  void cancel() override {}
  void send(const RegistryRequest& request) override
  {
    kind = request.kind;
    transaction = request.transaction;
    attempt = request.attempt;
  }
  std::uint64_t append(const StoreEntry&) override { return ++ticket; }
  void recover(StoreVisitor&) override {}
  void call(TransactionId, Reason) override {}
  void withdraw(TransactionId) override {}
  void ask_for_stamp(TransactionId) override {}
  RequestKind kind{};
  TransactionId transaction;
  std::uint32_t attempt = 0;
  std::uint64_t ticket = 0;
};

class Lane {
public:
  Lane() : m_inspector(inspector_config()), m_runtime(config(), ports(), m_inspector, m_journal)
  {
    m_scan.mrz = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
                 "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
    m_runtime.start(m_now);
    door(Door::entry, DoorState::closed);
    door(Door::exit, DoorState::closed);
    put(InputKind::occupancy, 0);
  }
  // 20 inputs, each with a turn of its own.
  bool person()
  {
    put(InputKind::document_presented);
    m_input.scan = &m_scan;
    put(InputKind::document_scanned);
    put(InputKind::document_removed);
    reply();
    door(Door::entry, DoorState::opening);
    door(Door::entry, DoorState::open);
    put(InputKind::occupancy, 1);
    door(Door::entry, DoorState::closing);
    door(Door::entry, DoorState::closed);
    m_input.face = {m_now.mono, 0.9, 0.9, 1, m_now.mono};
    put(InputKind::face);
    put(InputKind::stored, m_silence.ticket);
    door(Door::exit, DoorState::opening);
    door(Door::exit, DoorState::open);
    put(InputKind::occupancy, 0); // crossing, then consumption
    put(InputKind::stored, m_silence.ticket - 1);
    put(InputKind::stored, m_silence.ticket);
    reply(); // to the crossing
    put(InputKind::stored, m_silence.ticket);
    door(Door::exit, DoorState::closing);
    door(Door::exit, DoorState::closed);
    return m_runtime.is_ready() && m_runtime.undelivered() == 0;
  }
  std::uint64_t records() const { return m_journal.count(); }

private:
  static InspectorConfig inspector_config()
  {
    InspectorConfig config;
    config.accepted = {DocumentKind::passport};
    return config;
  }
  static GateRuntimeConfig config()
  {
    GateRuntimeConfig config;
    config.unit = UnitId{5};
    config.checkpoint = CheckpointId{1};
    config.authority = AuthorityId{1};
    return config;
  }
  GatePorts ports() { return {m_silence, m_silence, m_silence, m_silence, m_silence, m_silence}; }
  void put(InputKind kind, std::uint64_t number = 0)
  {
    m_now.mono = m_now.mono + milliseconds(10);
    m_input.kind = kind;
    m_input.number = number;
    if (!m_runtime.inbox().push(m_input)) return;
    m_runtime.turn(m_now);
  }
  void door(Door which, DoorState state)
  {
    m_input.door = which;
    m_input.door_state = state;
    put(InputKind::door);
  }
  void reply()
  {
    m_reply.kind = m_silence.kind;
    m_reply.authority = AuthorityId{1};
    m_reply.transaction = m_silence.transaction;
    m_reply.attempt = m_silence.attempt;
    m_reply.decision = Decision::admit;
    m_input.reply = &m_reply;
    put(InputKind::registry_reply);
  }

  Instant m_now{{1}, {1'306'886'400'000'000'000}}; // 1 June 2011: the specimen is valid
  Silence m_silence;
  DocumentInspector m_inspector;
  journal::Journal m_journal;
  GateRuntime m_runtime;
  DocumentScan m_scan;
  RegistryReply m_reply;
  PortInput m_input;
};

void whole_transaction(benchmark::State& state)
{
  Lane lane;
  const std::uint64_t before = lane.records();
  bool good = true;
  for (auto _ : state) good = lane.person() && good;
  if (!good) state.SkipWithError("a transaction did not go through");
  state.counters["records"] =
      static_cast<double>(lane.records() - before) / static_cast<double>(state.iterations());
  state.counters["bytes"] = static_cast<double>(sizeof(GateRuntime));
}
BENCHMARK(whole_transaction);

} // namespace
} // namespace gatetwin
