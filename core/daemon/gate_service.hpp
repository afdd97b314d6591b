// SPDX-License-Identifier: Apache-2.0
// The second composition root of GateRuntime: one unit between its devices, as a daemon's loop
// moves it. The loop waits and says what time it is; here inputs are gathered and turns taken, in
// the same order as in the simulator, so that the same inputs at the same times give the same
// journal.
//
// A round: every device delivers, the unit takes one turn if there is input or a deadline has come,
// and the store makes durable what the turn asked for. Whatever follows from it is the next
// round's, with the instant of its own.
#pragma once
#include "core/daemon/gate_parts.hpp"
#include "core/gate/input_journal.hpp"
#include <optional>

namespace gatetwin {

class GateService {
public:
  // All outlive it. The config must pass check().
  GateService(const GateRuntimeConfig& config, const GateParts& parts, UnitStore& store,
              DocumentInspector& inspector, journal::Journal& journal, bool journals_inputs);

  // Once: recovers what the store holds.
  void start(Instant now);
  // True: there was a turn; its commands were given. Then sync().
  bool work(Instant now);
  // What the turn asked the store for becomes durable.
  void sync() { m_store.sync(m_runtime.inbox()); }
  MonotonicTime next_deadline() const
  {
    return m_turned ? MonotonicTime{INT64_MIN} : m_runtime.next_deadline();
  }
  // Handed to the unit with its next turn.
  void post(const PortInput& input)
  {
    m_posted.push_back(input);
    m_turned = true;
  }

  const GateRuntime& runtime() const { return m_runtime; }
  Status use_watch_list(const WatchList* list, Instant now)
  {
    return m_runtime.use_watch_list(list, now);
  }

private:
  void gather();

  GateParts m_parts;
  UnitStore& m_store;
  std::optional<InputJournal> m_inputs;
  GateRuntime m_runtime;
  std::vector<PortInput> m_posted;
  bool m_turned = false; // the last round: more may follow at once
};

} // namespace gatetwin
