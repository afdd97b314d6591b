// SPDX-License-Identifier: Apache-2.0
// One unit of a replay: today's GateRuntime between stand-ins. Commands go nowhere, for the journal
// shows them; store and document inspection answer with what was recorded.
#pragma once
#include "core/gate/gate_runtime.hpp"
#include "core/gate/input_journal.hpp"
#include "core/journal/journal.hpp"
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gatetwin {

class AbsentDevices;

struct ReplayDifference {
  std::uint64_t number = 0;                // of the recorded record, from 0 in the journal
  std::optional<journal::Record> recorded; // none: today's core writes one more
  std::optional<journal::Record> replayed; // none: today's core writes nothing more, or `note` says
  std::string note;                        // what is not a record
  std::vector<journal::Record> before;     // the unit's recorded records before it, up to 8
};

class ReplayUnit final : private journal::RecordSink, private DurableStore {
public:
  explicit ReplayUnit(const GateRuntimeConfig& config);
  ~ReplayUnit() override;

  // Every record of this unit's number, in the order of the journal.
  void take(const journal::Record& record, std::uint64_t number);
  void finish();

  bool has_started() const { return m_runtime != nullptr; }
  const std::optional<ReplayDifference>& difference() const { return m_difference; }
  bool is_undecidable() const { return m_undecidable; }
  std::uint64_t turns() const { return m_turns; }
  std::uint64_t inputs() const { return m_inputs; }
  std::uint64_t compared() const { return m_compared; }

private:
  struct Numbered {
    journal::Record record;
    std::uint64_t number = 0;
  };
  class Inspector;

  bool is_over() const { return m_difference.has_value() || m_undecidable; }
  void begin(const journal::Record& record, std::uint64_t number);
  void add_input(const journal::Record& record, std::uint64_t number);
  void run_pending();
  void compare(const journal::Record& replayed);
  void remember(const journal::Record& record);
  void differ(const journal::Record* replayed, const char* note);
  bool rests_on_a_document() const;
  CheckedDocument recorded_document();

  void on_records(std::span<const journal::Record> records) override;
  std::uint64_t append(const StoreEntry& entry) override;
  void recover(StoreVisitor& visitor) override;

  const GateRuntimeConfig m_config;
  journal::Journal m_journal;
  std::unique_ptr<Inspector> m_inspector;
  std::unique_ptr<AbsentDevices> m_absent;
  std::unique_ptr<GateRuntime> m_runtime;

  std::optional<Numbered> m_pending;      // a start or turn whose records are being gathered
  std::vector<Numbered> m_pending_inputs; // of it
  std::vector<Numbered> m_next_inputs;    // of the turn after it
  std::vector<Numbered> m_expected;       // what the recorded core wrote in it
  std::size_t m_at = 0;                   // of m_expected
  std::deque<journal::Record> m_before;
  std::uint64_t m_last_number = 0;
  std::optional<ReplayDifference> m_difference;
  bool m_undecidable = false;
  bool m_unreached = false; // the answer at hand is the unit's own
  std::uint64_t m_turns = 0;
  std::uint64_t m_inputs = 0;
  std::uint64_t m_compared = 0;
};

} // namespace gatetwin
