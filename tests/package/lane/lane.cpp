// SPDX-License-Identifier: Apache-2.0
// The least program around the gate's core: a gate whose devices are not there is told what they
// would report, and says each state that it goes through. With pkg-config:
//   g++ lane.cpp -o lane $(pkg-config --cflags --libs gatetwin)
#include "core/base/build_info.hpp"
#include "core/gate/gate_runtime.hpp"
#include "core/ports/absent_devices.hpp"
#include <cstdio>

namespace {

using namespace gatetwin;

// Keeps nothing. A real lane gives SqliteStore (core/registry/sqlite_store.hpp).
struct NoStore final : DurableStore {
  std::uint64_t append(const StoreEntry&) override { return 0; }
  void recover(StoreVisitor&) override {}
};

InspectorConfig inspector_config()
{
  InspectorConfig config;
  config.accepted = {DocumentKind::passport};
  return config;
}

GateRuntimeConfig lane_config()
{
  GateRuntimeConfig config;
  config.unit = UnitId{5};
  config.checkpoint = CheckpointId{1};
  config.authority = AuthorityId{1};
  return config;
}

class Lane {
public:
  Lane() : m_inspector(inspector_config()), m_gate(lane_config(), ports(), m_inspector, m_journal)
  {
    m_gate.start(m_now);
    say("started");
  }
  void tell(const PortInput& input, const char* what)
  {
    m_now.mono = m_now.mono + milliseconds(10);
    if (!m_gate.inbox().push(input)) return;
    m_gate.turn(m_now);
    say(what);
  }
  bool ready() const { return m_gate.is_ready(); }

private:
  GatePorts ports() { return {m_absent, m_absent, m_absent, m_absent, m_store, m_absent}; }
  void say(const char* what) const { std::printf("%-22s %s\n", what, to_string(m_gate.state())); }

  // 1 June 2026; a real lane reads its clocks before each turn.
  Instant m_now{{1}, {1'780'272'000'000'000'000}};
  AbsentDevices m_absent;
  NoStore m_store;
  DocumentInspector m_inspector;
  journal::Journal m_journal;
  GateRuntime m_gate;
};

PortInput door_closed(Door door)
{
  PortInput input;
  input.kind = InputKind::door;
  input.door = door;
  input.door_state = DoorState::closed;
  return input;
}

PortInput nobody_inside()
{
  PortInput input;
  input.kind = InputKind::occupancy;
  return input;
}

} // namespace

int main()
{
  std::printf("core %s\n", std::string(build_info().core_build_id).c_str());
  Lane lane;
  lane.tell(door_closed(Door::entry), "entry door is shut");
  lane.tell(door_closed(Door::exit), "exit door is shut");
  lane.tell(nobody_inside(), "nobody is inside");
  return lane.ready() ? 0 : 1;
}
