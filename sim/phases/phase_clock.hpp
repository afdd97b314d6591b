// SPDX-License-Identifier: Apache-2.0
// Measures phases from a journal's records, one after another, for all units at once. Memory grows
// with the units that the journal's header names, not with its length. Nothing in a journal is
// trusted: records of units that the header does not know are ignored, and a time that can't be
// (negative, or an end without its start) gives no observation.
#pragma once
#include "core/base/bounded.hpp"
#include "core/domain/gate_words.hpp"
#include "core/journal/journal_header.hpp"
#include "core/journal/record.hpp"
#include "sim/phases/phase.hpp"
#include <array>
#include <unordered_map>
#include <vector>

namespace gatetwin {

struct PhaseObservation {
  Phase phase{};
  std::uint32_t unit = journal::none_id;
  std::uint64_t transaction = 0; // wait: the traveller; 0: none was under way
  std::int64_t ended_ns = 0;     // run time
  std::int64_t duration_ns = 0;
};

class PhaseClock {
public:
  using Observations = BoundedVector<PhaseObservation, 8>;

  explicit PhaseClock(const journal::JournalHeader& header);

  // What ended with this record; valid until the next call.
  const Observations& on_record(const journal::Record& record);

private:
  static constexpr std::int64_t not_running = -1;
  struct Unit {
    std::uint32_t number = 0;
    std::uint64_t transaction = 0; // under way, or the last
    std::uint64_t crossing = 0;    // whose passage was written last
    GateState state = GateState::starting;
    std::array<DoorState, 2> doors{DoorState::unknown, DoorState::unknown};
    std::array<std::int64_t, phase_count> since_ns{}; // of phases between two records
    bool decided = false;
    Unit() { since_ns.fill(not_running); }
  };

  Unit* find(std::uint32_t unit);
  void start(Unit& unit, Phase phase);   // unless it runs already
  void restart(Unit& unit, Phase phase); // in any case
  void stop(Unit& unit, Phase phase);    // without an observation
  void end(Unit& unit, Phase phase);     // with one, if it runs
  void observe(const Unit& unit, Phase phase, std::int64_t duration_ns);
  void on_event(Unit& unit);
  void on_door(Unit& unit, Door door, DoorState state);
  void on_command(Unit& unit);
  void on_state(Unit& unit);
  void present(Unit& unit);
  void decide(Unit& unit);
  void forget(Unit& unit);

  std::unordered_map<std::uint32_t, std::uint32_t> m_place; // of a unit's number in m_units
  std::vector<Unit> m_units;
  const journal::Record* m_record = nullptr;
  Observations m_observations;
};

} // namespace gatetwin
