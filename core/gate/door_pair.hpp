// SPDX-License-Identifier: Apache-2.0
// The two doors of a mantrap: what is wanted of each, what was commanded, what the hardware
// reports. It alone turns wishes into commands, and so keeps the rules that hold whatever a
// controller wants:
// - no close command while something is in that door's line, while it is obstructed, while its
// state is
//   not known, or while presence is not known;
// - a door is opened only while the other is commanded and reported shut (a way out to the public
// side
//   also while the exit's report is lost); only released doors, in an emergency, are exempt;
// - an obstructed door is tried again R-53's number of times, in cycles.
// A wish that may not be carried out yet waits; drive() carries it out as soon as it may.
#pragma once
#include "core/gate/gate_command.hpp"
#include "core/gate/gate_config.hpp"
#include "core/gate/gate_event.hpp"
#include <array>

namespace gatetwin {

enum class DoorWish : std::uint8_t {
  stay, // as it is
  closed,
  open,
  egress,  // entry door: open, to let somebody out
  released // free until wished otherwise
};

// What a report or a limit means. The reason is none when it is nothing unusual.
struct DoorFinding {
  Door door = Door::entry;
  Reason reason = Reason::none; // door_obstructed, door_forced, door_contradiction, door_stuck
  bool overdue = false;         // obstructed for so long that somebody must come
};

class DoorPair {
public:
  explicit DoorPair(const GateConfig& config) : m_config(config) {} // which must outlive it

  void want(Door door, DoorWish wish);
  DoorFinding report(Door door, DoorState state, MonotonicTime now);
  void set_doorway(Door door, bool occupied) { at(door).doorway = occupied; }
  // Its reports can't be trusted until it reports again. What it was told may be lost too: a way
  // out is then opened anew.
  void lose(Door door);
  void try_again();     // an officer asks for another cycle on obstructed doors
  void release_again(); // the next drive() repeats the command for released doors
  void drive(bool presence_known, MonotonicTime now, GateCommands& commands);
  // The door whose limit has passed, with door_stuck, or door_obstructed when its alarm is due;
  // none when only another attempt is due. Clears that limit.
  DoorFinding expire(MonotonicTime now);
  GateDeadline next_deadline() const;

  bool heard(Door door) const { return at(door).state != DoorState::unknown; }
  bool shut(Door door) const; // commanded and reported closed
  bool is_open(Door door) const { return at(door).state == DoorState::open; }
  // Somebody could get through: it is not reported closed, or is commanded open.
  bool passable(Door door) const;
  bool obstructed(Door door) const { return at(door).blocked_since != MonotonicTime::never(); }
  bool exhausted(Door door) const { return at(door).exhausted; }
  bool doorway(Door door) const { return at(door).doorway; }
  DoorWish wish(Door door) const { return at(door).wish; }

private:
  enum class Commanded : std::uint8_t { none, closed, open, released };
  struct OneDoor {
    DoorState state = DoorState::unknown;
    DoorWish wish = DoorWish::stay;
    Commanded commanded = Commanded::none;
    bool settled = false;  // has reported what was commanded since it was commanded
    bool was_open = false; // since it last was commanded and reported closed
    bool lost = false;     // not heard since its reports were lost
    bool doorway = false;
    bool exhausted = false; // all cycles of attempts were used up
    bool alarmed = false;
    std::uint32_t attempts = 0;
    MonotonicTime move_limit = MonotonicTime::never();
    MonotonicTime retry_at = MonotonicTime::never(); // not before; never: at once
    MonotonicTime blocked_since = MonotonicTime::never();

    bool is_as_wished() const
    {
      switch (wish) {
      case DoorWish::stay: return true;
      case DoorWish::closed: return commanded == Commanded::closed;
      case DoorWish::open:
      case DoorWish::egress: return commanded == Commanded::open;
      case DoorWish::released: return commanded == Commanded::released;
      }
      return true;
    }
  };
  OneDoor& at(Door door) { return m_doors[static_cast<std::size_t>(door)]; }
  const OneDoor& at(Door door) const { return m_doors[static_cast<std::size_t>(door)]; }
  DoorFinding report_while_closing(Door which, OneDoor& door, MonotonicTime now);
  bool may_close(const OneDoor& door, bool presence_known, MonotonicTime now) const;
  bool may_open(Door door) const;
  void close(Door which, bool presence_known, MonotonicTime now, GateCommands& commands);
  void open(Door which, MonotonicTime now, GateCommands& commands);
  void release(Door which, GateCommands& commands);
  MonotonicTime alarm_at(const OneDoor& door) const;

  const GateConfig& m_config;
  std::array<OneDoor, 2> m_doors;
};

} // namespace gatetwin
