// SPDX-License-Identifier: Apache-2.0
// Writes what a unit is told, so that its journal can be replayed through another version of the
// core: its settings, each start, turn and input, and what the store handed back. An option, for it
// about doubles a journal. Whoever runs a GateRuntime calls this around it:
//
//   inputs.start(now);   runtime.start(now);
//   inputs.turn(runtime.inbox(), now);   runtime.turn(now);      // the inbox stays as it is
//
// and gives the runtime `inputs.store(real_store)` as its store. What ports post while a turn runs
// must wait for the next turn. No personal data: of a scan only that there was one; what the
// inspection found stands in the record `checks`. Layout: core/journal/input_record.hpp.
#pragma once
#include "core/gate/gate_runtime.hpp"
#include "core/journal/input_record.hpp"
#include "core/journal/journal.hpp"
#include "core/ports/durable_store.hpp"
#include "core/ports/port_input.hpp"

namespace gatetwin {

// A store whose answers are journalled.
class RecordingStore final : public DurableStore {
public:
  RecordingStore(DurableStore& store, journal::Journal& journal, UnitId unit)
      : m_store(store), m_journal(journal), m_unit(unit)
  {
  }
  void set_time(MonotonicTime now) { m_now = now; }
  std::uint64_t append(const StoreEntry& entry) override;
  void recover(StoreVisitor& visitor) override;

private:
  DurableStore& m_store;
  journal::Journal& m_journal;
  const UnitId m_unit;
  MonotonicTime m_now;
};

class InputJournal {
public:
  // Store and journal outlive it.
  InputJournal(const GateRuntimeConfig& config, DurableStore& store, journal::Journal& journal)
      : m_config(config), m_store(store, journal, config.unit), m_journal(journal)
  {
  }
  DurableStore& store() { return m_store; }
  void start(Instant now);
  void turn(Inbox& inbox, Instant now);

private:
  void append(journal::RecordKind kind, Instant now);

  const GateRuntimeConfig m_config;
  RecordingStore m_store;
  journal::Journal& m_journal;
};

// The record of an input, and back. A face whose liveness was judged from another picture than its
// match has a record more, before it; without one the pictures were the same. `reply` is where the
// input's reply will lie. False: no input has such a record.
journal::Record to_record(const PortInput& input, UnitId unit, MonotonicTime now);
bool from_record(const journal::Record& record, PortInput& input, RegistryReply& reply,
                 DocumentScan& scan);
std::optional<journal::Record> liveness_record(const PortInput& input, UnitId unit,
                                               MonotonicTime now);
// Into the input that came after it. False: that is no face.
bool take_liveness_record(const journal::Record& record, PortInput& input);
journal::Record to_record(const StoreEntry& entry, UnitId unit, MonotonicTime now);
bool from_record(const journal::Record& record, StoreEntry& entry);

} // namespace gatetwin
