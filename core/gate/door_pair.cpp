// SPDX-License-Identifier: Apache-2.0
#include "core/gate/door_pair.hpp"
#include "core/base/check.hpp"

namespace gatetwin {
namespace {

constexpr std::array<Door, 2> both{Door::entry, Door::exit};

constexpr Door other(Door door) { return door == Door::entry ? Door::exit : Door::entry; }

void emit(GateCommands& commands, GateCommandKind kind, Door door)
{
  GateCommand command;
  command.kind = kind;
  command.door = door;
  CHECK(commands.push_back(command));
}

} // namespace

void DoorPair::want(Door which, DoorWish wish)
{
  OneDoor& door = at(which);
  if (door.wish == wish) return;
  door.wish = wish;
  if (wish == DoorWish::closed) return;
  // It did not open when it was told, and nobody waits for it any more: it is told again.
  const bool given_up = !door.settled && door.move_limit == MonotonicTime::never();
  if (wish == DoorWish::egress && door.commanded == Commanded::open && given_up)
    door.commanded = Commanded::none;
  door.attempts = 0;
  door.exhausted = false;
  door.alarmed = false;
  door.retry_at = MonotonicTime::never();
  door.blocked_since = MonotonicTime::never();
  if (wish == DoorWish::stay || wish == DoorWish::released)
    door.move_limit = MonotonicTime::never();
}

DoorFinding DoorPair::report(Door which, DoorState state, MonotonicTime now)
{
  OneDoor& door = at(which);
  door.state = state;
  const bool out_again = door.lost && door.wish == DoorWish::egress && state != DoorState::open;
  door.lost = false;
  if (out_again && door.commanded == Commanded::open) door.commanded = Commanded::none;
  if (state != DoorState::closed && state != DoorState::unknown) door.was_open = true;
  if (state == DoorState::closed && door.commanded == Commanded::closed) door.was_open = false;
  if (state == DoorState::forced) {
    door.settled = false;
    door.move_limit = MonotonicTime::never();
    // A released door may be pushed by anybody.
    if (door.commanded == Commanded::released) return {which, Reason::none, false};
    door.commanded = Commanded::none;
    return {which, Reason::door_forced, false};
  }
  if (door.commanded == Commanded::closed) return report_while_closing(which, door, now);
  if (door.commanded == Commanded::open) {
    if (state == DoorState::open) {
      door.settled = true;
      door.move_limit = MonotonicTime::never();
    } else if (door.settled) {
      door.settled = false;
      door.commanded = Commanded::none;
      return {which, Reason::door_contradiction, false};
    }
  }
  return {which, Reason::none, false};
}

DoorFinding DoorPair::report_while_closing(Door which, OneDoor& door, MonotonicTime now)
{
  if (door.state == DoorState::closed) {
    door.settled = true;
    door.move_limit = MonotonicTime::never();
    door.blocked_since = MonotonicTime::never();
    door.retry_at = MonotonicTime::never();
    door.attempts = 0;
    door.exhausted = false;
    door.alarmed = false;
    return {which, Reason::none, false};
  }
  if (door.settled) {
    door.settled = false;
    door.commanded = Commanded::none;
    return {which, Reason::door_contradiction, false};
  }
  if (door.state != DoorState::obstructed)
    return {which, Reason::none, false}; // late, or on its way
  // It has reversed by itself.
  door.commanded = Commanded::none;
  door.move_limit = MonotonicTime::never();
  if (door.blocked_since == MonotonicTime::never()) door.blocked_since = now;
  ++door.attempts;
  const bool cycle_ends = door.attempts % m_config.obstruction_attempts == 0;
  door.exhausted = door.attempts >= m_config.obstruction_attempts * m_config.obstruction_cycles;
  door.retry_at = now + (cycle_ends || door.exhausted ? m_config.obstruction_pause
                                                      : m_config.obstruction_retry);
  return {which, Reason::door_obstructed, false};
}

void DoorPair::lose(Door which)
{
  OneDoor& door = at(which);
  door.state = DoorState::unknown;
  door.settled = false;
  door.lost = true;
  // It is told to close again once it is heard; but for a way out it is not opened twice on one
  // wish.
  if (door.commanded == Commanded::closed) door.commanded = Commanded::none;
  door.move_limit = MonotonicTime::never();
}

void DoorPair::try_again()
{
  for (OneDoor& door : m_doors) {
    door.attempts = 0;
    door.exhausted = false;
    door.alarmed = false;
    door.retry_at = MonotonicTime::never();
    if (door.commanded == Commanded::closed && !door.settled) door.commanded = Commanded::none;
  }
}

void DoorPair::release_again()
{
  for (OneDoor& door : m_doors) {
    if (door.commanded == Commanded::released) door.commanded = Commanded::none;
  }
}

bool DoorPair::shut(Door which) const
{
  const OneDoor& door = at(which);
  return door.commanded == Commanded::closed && door.settled && door.state == DoorState::closed;
}

bool DoorPair::passable(Door which) const
{
  const OneDoor& door = at(which);
  return door.state != DoorState::closed || door.commanded == Commanded::open ||
         door.commanded == Commanded::released;
}

bool DoorPair::may_close(const OneDoor& door, bool presence_known, MonotonicTime now) const
{
  if (!presence_known || door.doorway) return false;
  if (door.state == DoorState::obstructed || door.state == DoorState::forced ||
      door.state == DoorState::unknown)
    return false;
  return door.retry_at == MonotonicTime::never() || now >= door.retry_at;
}

bool DoorPair::may_open(Door which) const
{
  if (shut(other(which))) return true;
  const OneDoor& across = at(other(which));
  return at(which).wish == DoorWish::egress && across.wish == DoorWish::closed &&
         !across.was_open &&
         (across.state == DoorState::closed || across.state == DoorState::unknown);
}

void DoorPair::drive(bool presence_known, MonotonicTime now, GateCommands& commands)
{
  if (at(Door::entry).is_as_wished() && at(Door::exit).is_as_wished()) return;
  // Freeing comes first, closing before opening: a door opens only once the other is shut.
  for (Door which : both) {
    if (at(which).wish == DoorWish::released) release(which, commands);
  }
  for (Door which : both) {
    if (at(which).wish == DoorWish::closed) close(which, presence_known, now, commands);
  }
  for (Door which : both) {
    if (at(which).wish == DoorWish::open || at(which).wish == DoorWish::egress)
      open(which, now, commands);
  }
}

void DoorPair::close(Door which, bool presence_known, MonotonicTime now, GateCommands& commands)
{
  OneDoor& door = at(which);
  if (door.is_as_wished()) return;
  if (!may_close(door, presence_known, now)) {
    if (door.blocked_since == MonotonicTime::never()) door.blocked_since = now;
    return;
  }
  emit(commands, GateCommandKind::close_door, which);
  // A door that was just told to open may still report closed: only its next report settles it.
  door.settled = door.state == DoorState::closed && door.commanded != Commanded::open;
  door.commanded = Commanded::closed;
  door.retry_at = MonotonicTime::never();
  if (door.settled) {
    door.blocked_since = MonotonicTime::never();
    door.was_open = false;
  }
  door.move_limit = door.settled ? MonotonicTime::never() : now + m_config.door_movement;
}

void DoorPair::open(Door which, MonotonicTime now, GateCommands& commands)
{
  OneDoor& door = at(which);
  if (door.is_as_wished() || !may_open(which)) return;
  emit(commands, GateCommandKind::open_door, which);
  door.was_open = true;
  door.settled = door.state == DoorState::open && door.commanded != Commanded::closed;
  door.commanded = Commanded::open;
  door.move_limit = door.settled ? MonotonicTime::never() : now + m_config.door_movement;
}

void DoorPair::release(Door which, GateCommands& commands)
{
  OneDoor& door = at(which);
  if (door.is_as_wished()) return;
  emit(commands, GateCommandKind::release_door, which);
  door.was_open = true;
  door.commanded = Commanded::released;
  door.settled = false;
  door.move_limit = MonotonicTime::never();
}

MonotonicTime DoorPair::alarm_at(const OneDoor& door) const
{
  if (door.alarmed || door.blocked_since == MonotonicTime::never()) return MonotonicTime::never();
  return door.blocked_since + m_config.obstruction_alarm;
}

DoorFinding DoorPair::expire(MonotonicTime now)
{
  for (Door which : both) {
    OneDoor& door = at(which);
    if (door.move_limit <= now) {
      door.move_limit = MonotonicTime::never();
      const bool closing = door.commanded == Commanded::closed;
      door.settled = door.state == (closing ? DoorState::closed : DoorState::open);
      if (door.settled && closing) {
        door.blocked_since = MonotonicTime::never();
        door.was_open = false;
      }
      return {which, door.settled ? Reason::none : Reason::door_stuck, false};
    }
    if (alarm_at(door) <= now) {
      door.alarmed = true;
      return {which, Reason::door_obstructed, true};
    }
    if (door.retry_at <= now) {
      door.retry_at = MonotonicTime::never(); // drive() makes the attempt if it may
      return {which, Reason::none, false};
    }
  }
  return {};
}

GateDeadline DoorPair::next_deadline() const
{
  GateDeadline next;
  const auto consider = [&next](MonotonicTime at, Reason limit) {
    if (at < next.at) next = {at, limit};
  };
  for (const OneDoor& door : m_doors) {
    consider(door.move_limit, Reason::door_stuck);
    consider(alarm_at(door), Reason::door_obstructed);
    consider(door.retry_at, Reason::door_obstructed);
  }
  return next;
}

} // namespace gatetwin
