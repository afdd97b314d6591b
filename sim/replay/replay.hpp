// SPDX-License-Identifier: Apache-2.0
// A journal that holds what its units were told (core/gate/input_journal.hpp), told again to
// today's core: every unit gets its settings, starts, inputs, turns and its store's answers as
// recorded, and must write the same records. The first that differs is kept for each unit. Streams:
// memory grows with the units and one turn of each, not with the journal.
//
// What documents said is not in a journal. Where the recorded core decided by itself because no
// registry answered, and not simply by being closed, today's core can't decide again: that unit's
// replay ends there, as `undecidable`, which is not a difference.
#pragma once
#include "core/gate/unit_settings.hpp"
#include "core/journal/journal.hpp"
#include "sim/replay/replay_unit.hpp"
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace gatetwin {

class Replay final : public journal::RecordSink {
public:
  // Only of one unit, where it is given.
  explicit Replay(std::optional<std::uint32_t> only = std::nullopt);
  ~Replay() override;

  // Settings that this core can't take, in words; empty: none. That unit is not replayed.
  const std::string& fault() const { return m_fault; }
  // Settings that the journal does not know and that have today's default, by name.
  const std::vector<std::string>& defaulted() const { return m_defaulted; }

  void on_records(std::span<const journal::Record> records) override;
  void finish(); // the last turns

  // By the number of the record, the first of all units' differences; null: none.
  const ReplayDifference* first_difference() const;
  struct Counts {
    std::size_t units = 0;       // that were started; 0: the journal holds no inputs
    std::size_t different = 0;   // of them
    std::size_t undecidable = 0; // of them
    std::uint64_t turns = 0;
    std::uint64_t inputs = 0;
    std::uint64_t records = 0; // compared
  };
  Counts counts() const;

private:
  void start(std::uint32_t unit);

  std::optional<std::uint32_t> m_only;
  std::unordered_map<std::uint32_t, std::unique_ptr<ReplayUnit>> m_units;
  std::unordered_map<std::uint32_t, std::vector<UnitSetting>> m_settings; // heard since a start
  std::vector<std::uint32_t> m_order;                                     // in which they started
  std::string m_fault;
  std::vector<std::string> m_defaulted;
  std::uint64_t m_number = 0; // of the next record
};

} // namespace gatetwin
