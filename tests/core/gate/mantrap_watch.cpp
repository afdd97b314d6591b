// SPDX-License-Identifier: Apache-2.0
#include "tests/core/gate/mantrap_watch.hpp"

namespace gatetwin {

void MantrapWatch::break_rule(const std::string& rule)
{
  if (m_fault.empty()) m_fault = rule;
}

void MantrapWatch::on_event(const GateEvent& event, MonotonicTime now)
{
  m_must_free = false;
  switch (event.kind) {
  case GateEventKind::door_changed: book(event.door).state = event.door_state; break;
  case GateEventKind::doorway_changed: book(event.door).doorway = event.number != 0; break;
  case GateEventKind::occupancy_changed:
    if (m_presence_failed) break;
    m_presence_known = true;
    m_heard = now;
    m_bodies = event.number;
    break;
  case GateEventKind::device_failed:
    if (event.device == Device::presence_sensor) {
      m_presence_failed = true;
      m_presence_known = false;
    }
    if (event.device == Device::entry_door) book(Door::entry).state = DoorState::unknown;
    if (event.device == Device::exit_door) book(Door::exit).state = DoorState::unknown;
    break;
  case GateEventKind::device_recovered:
    if (event.device == Device::presence_sensor) m_presence_failed = false;
    break;
  case GateEventKind::authorisation_stored:
    if (event.transaction == m_asked) m_stored = m_asked;
    break;
  case GateEventKind::emergency_raised:
    m_free = m_must_free = m_fire = true;
    m_key = false;
    break;
  case GateEventKind::power_lost:
    m_must_free = !m_free;
    m_free = true;
    m_power = false;
    break;
  case GateEventKind::time_limit:
    if (event.reason == Reason::sensor_stale && m_config.presence_max_age.ns > 0 &&
        now >= m_heard + m_config.presence_max_age)
      m_presence_known = false;
    break;
  case GateEventKind::power_restored: m_power = true; break;
  case GateEventKind::emergency_reset: m_key = m_fire; break;
  case GateEventKind::officer_acted:
    if (!event.officer.valid()) break;
    if (event.transaction.valid() && event.transaction != m_open) break;
    if (event.action == OfficerAction::refuse) m_refusal = true;
    if (event.action != OfficerAction::reset || !m_presence_known || m_bodies != 0) break;
    if (m_fire && !m_key) break;
    m_fire = m_key = false;
    if (m_power) m_free = false;
    break;
  default: break;
  }
}

void MantrapWatch::on_commands(const GateCommands& commands, TransactionId current,
                               MonotonicTime now)
{
  bool freed = false;
  for (const GateCommand& command : commands) {
    switch (command.kind) {
    case GateCommandKind::open_door:
    case GateCommandKind::close_door: on_door_command(command, now); break;
    case GateCommandKind::release_door:
      if (!m_free) break_rule("released a door without an emergency");
      if (command.door == Door::entry) freed = true;
      if (command.door == Door::exit && !m_config.emergency_releases_exit)
        break_rule("released the exit against the configuration");
      book(command.door).told = Told::released;
      break;
    default: on_transaction_command(command, now);
    }
  }
  if (m_must_free && !freed) break_rule("an emergency did not free egress at once");
  if (current.valid() && m_open != current) break_rule("a transaction without any command");
  if (!current.valid() && m_open.valid()) break_rule("a transaction that never ended");
}

void MantrapWatch::on_door_command(const GateCommand& command, MonotonicTime now)
{
  DoorBook& door = book(command.door);
  const DoorBook& across = book(command.door == Door::entry ? Door::exit : Door::entry);
  if (m_free) break_rule("moved a door during an emergency");
  if (command.kind == GateCommandKind::close_door) {
    if (door.doorway) break_rule("closed a door on somebody in its line");
    if (door.state == DoorState::obstructed) break_rule("closed an obstructed door");
    if (!m_presence_known) break_rule("closed a door without knowing of presence");
    door.told = Told::closed;
    return;
  }
  // The way out may open while the exit could not be told to close, as long as it is not known
  // open.
  const bool to_secure = command.door == Door::exit;
  if (across.told != Told::closed && (to_secure || across.told != Told::nothing))
    break_rule("opened a door while the other was not told to close");
  if (across.state != DoorState::closed &&
      (command.door == Door::exit || across.state != DoorState::unknown))
    break_rule("opened a door while the other was not shut");
  door.told = Told::open;
  if (command.door == Door::exit) on_exit_opened(command, now);
}

void MantrapWatch::on_exit_opened(const GateCommand& command, MonotonicTime now)
{
  if (!command.transaction.valid() && !m_open.valid()) break_rule("opened the exit for nobody");
  if (m_stored != m_open || !m_open.valid()) break_rule("opened the exit unauthorised");
  if (now >= m_asked_at + m_config.authorisation_validity)
    break_rule("opened the exit on an expired authorisation");
  if (!m_presence_known || m_bodies != 1) break_rule("opened the exit not for one person alone");
}

void MantrapWatch::on_transaction_command(const GateCommand& command, MonotonicTime now)
{
  const TransactionId id = command.transaction;
  if (id.valid() && id != m_open) {
    if (m_open.valid()) break_rule("a second transaction before the first ended");
    if (m_ended.count(id.value) != 0) break_rule("a transaction came back after its end");
    m_open = id;
    m_recorded = m_refusal = false;
  }
  switch (command.kind) {
  case GateCommandKind::store_authorisation:
    if (m_bodies != 1) break_rule("authorised somebody who is not alone");
    m_asked = id;
    m_stored = {};
    m_asked_at = now;
    break;
  case GateCommandKind::record_crossing:
    if (m_recorded) break_rule("one authorisation, two passages");
    if (m_stored != id || !id.valid()) break_rule("recorded a passage without authorisation");
    m_recorded = true;
    break;
  case GateCommandKind::end_transaction: on_end(command); break;
  default: break;
  }
}

void MantrapWatch::on_end(const GateCommand& command)
{
  if (!command.transaction.valid()) break_rule("ended no transaction");
  if ((command.outcome == Outcome::admitted) != m_recorded)
    break_rule("admitted and recorded do not agree");
  if (command.outcome == Outcome::refused && !m_refusal) break_rule("a gate refused by itself");
  if (command.outcome == Outcome::none) break_rule("ended without an outcome");
  m_ended.insert(command.transaction.value);
  m_open = {};
  m_stored = {};
  m_asked = {};
}

} // namespace gatetwin
