// SPDX-License-Identifier: Apache-2.0
// What a checkpoint looks like at one moment, as its journal tells it: who is where, which unit
// does what, who waits in which order. Records are applied one after another; a copy is a moment
// that can be returned to. Nothing in a journal is trusted: a number that the header doesn't know
// is counted in `ignored` and changes nothing.
#pragma once
#include "core/domain/gate_words.hpp"
#include "core/domain/words.hpp"
#include "core/journal/record.hpp"
#include "viz/timeline/site.hpp"
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace gatetwin::viz {

constexpr std::uint32_t nobody = 0xFFFF'FFFFU;

enum class Phase : std::uint8_t { arrived, walking, queueing, being_served, served, blocked, gone };

struct Person {
  std::uint64_t number = 0;
  std::int64_t arrived_ns = 0;
  std::int64_t since_ns = 0;     // of the phase
  std::int64_t until_ns = 0;     // walking: when they will be there
  std::uint32_t before = nobody; // in the line, by slot
  std::uint32_t behind = nobody;
  std::uint32_t station = nobody; // where they are, or walk to
  std::uint32_t unit = nobody;
  std::uint32_t from_station = nobody; // walking: where they come from; nobody: an entrance
  std::uint16_t traveller_class = 0;
  Phase phase = Phase::gone;
};

struct UnitNow {
  std::int64_t since_ns = 0;                // of `state`
  std::int64_t gate_since_ns = 0;           // of `gate`
  std::uint64_t transaction = 0;            // under way, or the last
  std::uint32_t person = nobody;            // slot of who is served
  std::uint32_t alarm_reason = 0;           // Reason; 0: none
  std::uint32_t officer_reason = 0;         // Reason for which an officer was called; 0: none
  std::int64_t officer_called_ns = 0;       // when it last began to need one
  std::int64_t officer_done_ns = INT64_MIN; // when it last ceased to
  std::uint32_t served = 0;
  journal::UnitState state = journal::UnitState::closed;
  GateState gate = GateState::starting;
  bool has_gate = false; // a gate state was heard
  std::uint8_t bodies = 0;
};

// Who has left the checkpoint a moment ago, and walks off.
struct Leaver {
  std::uint64_t number = 0;
  std::int64_t left_ns = 0;
  std::uint32_t unit = nobody; // where they were served last
  std::uint16_t traveller_class = 0;
};

struct StationNow {
  std::uint32_t first = nobody; // of the line, by slot
  std::uint32_t last = nobody;
  std::uint32_t waiting = 0;
  std::uint32_t walking_here = 0;
  std::uint32_t in_service = 0; // units that are neither closed, broken nor on break
  std::uint32_t busy = 0;
  std::uint32_t alarms = 0;
  std::uint64_t served = 0;
  std::int64_t last_wait_ns = 0; // of who was called last
  bool link_down = false;
};

// Needs a display, but nothing to act: a state that people must look at.
bool is_trouble(GateState state);
bool serves(journal::UnitState state);
// An officer is called, or stands at what only an officer ends.
bool needs_officer(const UnitNow& unit);

class HallState {
public:
  static constexpr std::size_t max_people = 1'000'000;
  static constexpr std::size_t max_leavers = 1024;
  static constexpr std::int64_t leaving_ns = 8'000'000'000; // how long they are remembered

  explicit HallState(const Site& site);

  void apply(const journal::Record& record);

  const std::vector<Person>& slots() const { return m_people; } // phase gone: an empty slot
  const Person* find(std::uint64_t number) const;
  const std::vector<UnitNow>& units() const { return m_units; }
  const std::vector<StationNow>& stations() const { return m_stations; }
  const std::vector<Leaver>& leavers() const { return m_leavers; } // the earliest first
  std::uint64_t arrived() const { return m_arrived; }
  std::uint64_t left() const { return m_left; }
  std::size_t inside() const { return m_by_number.size(); }
  bool emergency(std::uint32_t checkpoint) const { return m_emergencies[checkpoint]; }
  std::uint64_t ignored() const { return m_ignored; }
  // Of the person who has waited longest at the station; 0: nobody waits.
  std::int64_t longest_wait_ns(std::uint32_t station, std::int64_t now_ns) const;
  std::size_t bytes() const; // about; for a budget

private:
  std::uint32_t slot_of(const journal::Record& record); // of a known or new person; or nobody
  void free_slot(std::uint32_t slot);
  void remember_leaver(const Person& person, std::int64_t now_ns);
  void leave_line(Person& person);
  void stop_walking(Person& person);
  void apply_to_person(const journal::Record& record);
  void apply_to_unit(const journal::Record& record);
  void change_unit(const journal::Record& record, UnitNow& unit);
  void join(const journal::Record& record, std::uint32_t slot);
  void start_service(const journal::Record& record, std::uint32_t slot);
  void end_service(const journal::Record& record, Person& person);
  void set_unit_state(UnitNow& unit, std::uint32_t number, const journal::Record& record);
  void set_alarm(UnitNow& unit, std::uint32_t number, std::uint32_t reason);

  const Site* m_site;
  std::vector<Person> m_people;
  std::vector<std::uint32_t> m_free;
  std::vector<Leaver> m_leavers;
  std::vector<UnitNow> m_units;
  std::vector<StationNow> m_stations;
  std::unordered_map<std::uint64_t, std::uint32_t> m_by_number;
  std::uint64_t m_arrived = 0;
  std::uint64_t m_left = 0;
  std::uint64_t m_ignored = 0;
  std::vector<bool> m_emergencies; // by checkpoint
};

} // namespace gatetwin::viz
