// SPDX-License-Identifier: Apache-2.0
// What is common to all states: facts, limits, speaking, and the states of rest.
#include "core/gate/gate_controller.hpp"
#include "core/base/check.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

constexpr std::uint16_t bit(Device device)
{
  return static_cast<std::uint16_t>(1U << static_cast<unsigned>(device));
}

// Without these nobody may be let in. The registry link is not among them: the offline policy
// decides.
constexpr std::uint16_t needed = bit(Device::entry_door) | bit(Device::exit_door) |
                                 bit(Device::presence_sensor) | bit(Device::document_reader) |
                                 bit(Device::camera) | bit(Device::store) |
                                 bit(Device::officer_call) | bit(Device::power);

// More settling steps than states means that two states pass the ball to each other.
constexpr int most_steps = 8;

} // namespace

GateController::GateController(const GateConfig& config, UnitId unit, std::uint64_t first_count,
                               bool one_stop)
    : m_config(config), m_unit(unit), m_one_stop(one_stop), m_count(first_count), m_doors(m_config)
{
}

const GateCommands& GateController::handle(const GateEvent& event, Instant now)
{
  m_commands.clear();
  m_entered.clear();
  m_now = std::max(m_now, now.mono);
  if (!m_awake) enter(GateState::starting, m_config.start, Reason::sensor_stale);
  m_awake = true;
  if (event.kind == GateEventKind::time_limit)
    on_time_limit();
  else
    observe(event);
  int steps = 0;
  do {
    CHECK(++steps <= most_steps);
    drive_doors();
  } while (advance());
  note_enclosure();
  m_next = earliest_limit();
  return m_commands;
}

void GateController::drive_doors()
{
  const std::size_t before = m_commands.size();
  m_doors.drive(m_facts.bodies_known, m_now, m_commands);
  for (std::size_t i = before; i < m_commands.size(); ++i) m_commands[i].transaction = m_visit.id;
}

bool GateController::is_ready() const
{
  return m_state == GateState::idle && !m_facts.document_in_place && can_serve() && empty();
}

// Every device that is needed to let somebody in works, and the mantrap is shut.
bool GateController::works() const { return (m_facts.failed & needed) == 0 && secured(); }

bool GateController::secured() const
{
  return m_facts.bodies_known && m_doors.shut(Door::entry) && m_doors.shut(Door::exit);
}

bool GateController::can_serve() const { return m_facts.in_service && works(); }

void GateController::observe(const GateEvent& event)
{
  switch (event.kind) {
  case GateEventKind::document_presented: return observe_document(true);
  case GateEventKind::document_removed: return observe_document(false);
  case GateEventKind::document_read: return on_document_read(event);
  case GateEventKind::occupancy_changed: return observe_bodies(event.number);
  case GateEventKind::doorway_changed: return m_doors.set_doorway(event.door, event.number != 0);
  case GateEventKind::door_changed:
    return on_finding(m_doors.report(event.door, event.door_state, m_now));
  case GateEventKind::face_captured: return on_face(event.face);
  case GateEventKind::registry_answered: return on_registry_answer(event);
  case GateEventKind::authorisation_stored:
  case GateEventKind::store_failed: return on_stored(event);
  case GateEventKind::joint_answered: return on_joint(event);
  case GateEventKind::officer_acted: return on_officer(event);
  case GateEventKind::emergency_raised: return free_egress(GateState::emergency, Reason::emergency);
  case GateEventKind::power_lost: return free_egress(GateState::without_power, Reason::power_lost);
  case GateEventKind::emergency_reset: return on_emergency_reset();
  case GateEventKind::power_restored: m_facts.power = true; return;
  case GateEventKind::device_failed: return observe_device(event.device, true);
  case GateEventKind::device_recovered: return observe_device(event.device, false);
  case GateEventKind::none:
  case GateEventKind::traveller_at_counter:
  case GateEventKind::stamp_applied:
  case GateEventKind::time_limit: return;
  }
}

void GateController::observe_bodies(std::uint32_t bodies)
{
  const std::uint32_t before = m_facts.bodies;
  const bool known_before = m_facts.bodies_known;
  m_facts.bodies_heard = m_now;
  if ((m_facts.failed & bit(Device::presence_sensor)) != 0) return; // recovers before it is trusted
  m_facts.bodies = bodies;
  m_facts.bodies_known = true;
  if (m_state == GateState::emergency || m_state == GateState::without_power) return;
  // Also when the sensor was silent meanwhile: then it happened in the silence.
  if (bodies < before && m_doors.passable(Door::exit)) note_passage();
  // While the authorised person is still inside, one more is company: advance_exit_open() acts.
  if (known_before && bodies > before && m_state != GateState::exit_open &&
      m_doors.passable(Door::exit) && m_doors.shut(Door::entry) &&
      raise(Reason::person_from_wrong_side))
    call_officer(Reason::person_from_wrong_side);
}

// Somebody left while the exit could be passed: with an authorisation it is the passage, which uses
// it up. Whoever goes after that, or without one, has set off another alarm already.
void GateController::note_passage()
{
  if (!m_visit.exit_offered || m_visit.passed) return;
  m_visit.passed = true;
  emit(GateCommandKind::record_crossing).reason = m_visit.reason;
}

void GateController::observe_document(bool in_place)
{
  if (m_facts.document_in_place == in_place) return;
  m_facts.document_in_place = in_place;
  m_facts.document_waiting = in_place;
  if (in_place) return;
  clear(Reason::document_left_behind);
  m_visit.document_taken = true;
  if (m_state == GateState::idle) show(ScreenMessage::present_document);
  if (m_state != GateState::reading) return;
  emit(GateCommandKind::cancel_reading);
  end(Outcome::abandoned, Reason::document_removed_early);
  rest();
}

void GateController::observe_device(Device device, bool failed)
{
  if (!failed) {
    m_facts.failed &= static_cast<std::uint16_t>(~bit(device));
    return;
  }
  m_facts.failed |= bit(device);
  switch (device) {
  case Device::entry_door: return m_doors.lose(Door::entry);
  case Device::exit_door: return m_doors.lose(Door::exit);
  case Device::presence_sensor: m_facts.bodies_known = false; return;
  case Device::document_reader:
    if (m_state == GateState::reading) refer_outside(Reason::document_unreadable);
    return;
  case Device::camera:
    if (m_state == GateState::capturing) refer_inside(Reason::face_missing);
    return;
  case Device::store:
    if (m_state == GateState::authorising) refer_inside(Reason::store_failed);
    return;
  case Device::registry_link:
  case Device::officer_call:
  case Device::power: return;
  }
}

bool GateController::advance()
{
  switch (m_state) {
  case GateState::starting: return advance_starting();
  case GateState::idle:
  case GateState::out_of_service: return advance_rest();
  case GateState::querying: return advance_querying();
  case GateState::entry_open: return advance_entry_open();
  case GateState::entry_closing: return advance_entry_closing();
  case GateState::capturing:
  case GateState::joint:
  case GateState::authorising: return advance_enclosed_work();
  case GateState::exit_open: return advance_exit_open();
  case GateState::exit_closing: return advance_exit_closing();
  case GateState::referred: return advance_referred();
  case GateState::tailgating: return advance_tailgating();
  case GateState::turning_back: return advance_turning_back();
  case GateState::obstructed: return advance_obstructed();
  case GateState::forced: return advance_forced();
  case GateState::reading:
  case GateState::emergency:
  case GateState::without_power: return false;
  case GateState::counter_busy:
  case GateState::typing:
  case GateState::deciding:
  case GateState::stamping: break;
  }
  CHECK(false && "a gate has no booth states");
  return false;
}

// ---- limits
// --------------------------------------------------------------------------------------

MonotonicTime GateController::enclosed_until() const
{
  return m_enclosed_since == MonotonicTime::never() ? MonotonicTime::never()
                                                    : m_enclosed_since + m_config.enclosed;
}

MonotonicTime GateController::presence_stale_at() const
{
  if (m_config.presence_max_age.ns == 0 || !m_facts.bodies_known) return MonotonicTime::never();
  return m_facts.bodies_heard + m_config.presence_max_age;
}

GateDeadline GateController::earliest_limit() const
{
  GateDeadline next = m_limit;
  const auto consider = [&next](const GateDeadline& other) {
    if (other.at < next.at) next = other;
  };
  consider({enclosed_until(), Reason::time_limit_enclosed});
  consider(m_doors.next_deadline());
  consider({presence_stale_at(), Reason::sensor_stale});
  return next;
}

// The earliest limit that has passed; the caller comes again for the next.
void GateController::on_time_limit()
{
  const GateDeadline due = m_next;
  if (due.at > m_now) return;
  if (due.at == m_limit.at) return on_state_limit();
  if (due.at == enclosed_until()) return on_enclosed();
  if (due.at == m_doors.next_deadline().at) return on_finding(m_doors.expire(m_now));
  m_facts.bodies_known = false; // until the sensor is heard again
}

void GateController::on_state_limit()
{
  const Reason limit = m_limit.limit;
  m_limit = {};
  switch (m_state) {
  case GateState::starting: call_officer(limit); return call_again(limit);
  case GateState::reading: return refer_outside(limit);
  case GateState::querying: return on_querying_limit();
  case GateState::entry_open:
    m_doors.want(Door::entry, DoorWish::closed);
    return enter(GateState::entry_closing, m_config.clear_away, Reason::door_stuck);
  case GateState::capturing:
  case GateState::joint:
  case GateState::authorising: return refer_inside(limit);
  case GateState::exit_open: return on_exit_limit();
  case GateState::entry_closing:
    return m_doors.obstructed(Door::entry) ? obstruct(Door::entry) : lose_control(limit);
  case GateState::exit_closing:
    return m_doors.obstructed(Door::exit) ? obstruct(Door::exit) : lose_control(limit);
  case GateState::referred:
    call_officer(limit); // escalated
    if (m_visit.inside || !m_visit.id.valid()) return turn_back();
    end(Outcome::referred, m_visit.reason);
    return rest();
  case GateState::tailgating: call_officer(limit); return turn_back();
  case GateState::turning_back:
    // The way out stays open; the transaction does not wait for it.
    if (raise(limit)) call_officer(limit);
    return end(m_visit.outcome, m_visit.reason);
  case GateState::obstructed: return give_up_obstructed();
  case GateState::forced:
    if (m_facts.bodies > 0) call_officer(m_latched);
    end(Outcome::unfinished, m_latched);
    return call_again(limit);
  default: return;
  }
}

// Somebody was inside when last heard, and nothing but an officer helps: one call is not enough.
void GateController::call_again(Reason limit)
{
  if (m_facts.bodies > 0) m_limit = {m_now + m_config.enclosed, limit};
}

// Counts the time in which somebody is inside with both doors shut.
void GateController::note_enclosure()
{
  const bool enclosed = m_facts.bodies > 0 && m_doors.shut(Door::entry) && m_doors.shut(Door::exit);
  if (!enclosed)
    m_enclosed_since = MonotonicTime::never();
  else if (m_enclosed_since == MonotonicTime::never())
    m_enclosed_since = m_now;
}

// ---- starting and rest
// ---------------------------------------------------------------------------

bool GateController::advance_starting()
{
  if (!m_facts.bodies_known || !m_doors.heard(Door::entry) || !m_doors.heard(Door::exit))
    return false;
  m_doors.want(Door::exit, DoorWish::closed);
  if (m_facts.bodies > 0) {
    // Whoever is inside has no authorisation that is still honoured.
    call_officer(Reason::person_did_not_leave);
    turn_back();
    return true;
  }
  if (m_doors.wish(Door::entry) != DoorWish::closed) {
    m_doors.want(Door::entry, DoorWish::closed);
    return true;
  }
  if (!m_doors.shut(Door::entry) || !m_doors.shut(Door::exit)) return false;
  rest();
  return true;
}

bool GateController::advance_rest()
{
  if (m_latched != Reason::none || can_serve() != (m_state == GateState::idle)) {
    rest();
    return true;
  }
  if (m_facts.bodies_known && m_facts.bodies > 0) {
    stop_intruder();
    return true;
  }
  if (m_state != GateState::idle || !m_facts.document_waiting) return false;
  begin();
  return true;
}

// Nobody is in the gate: where it waits for what comes next.
void GateController::rest()
{
  m_doors.want(Door::exit, DoorWish::closed);
  m_doors.want(Door::entry, DoorWish::closed);
  if (m_latched != Reason::none) {
    enter(GateState::forced);
  } else if (!can_serve()) {
    show(ScreenMessage::closed);
    enter(GateState::out_of_service);
  } else {
    const bool left_behind = m_facts.document_in_place && !m_facts.document_waiting;
    show(left_behind ? ScreenMessage::document_left : ScreenMessage::present_document);
    enter(GateState::idle);
  }
}

void GateController::begin()
{
  m_facts.document_waiting = false;
  m_visit = Visit{};
  m_visit.id = transaction_id(m_unit, m_count++);
  m_visit.readings = 1;
  show(ScreenMessage::reading);
  emit(GateCommandKind::read_document);
  enter(GateState::reading, m_config.reading, Reason::time_limit_reading);
}

void GateController::end(Outcome outcome, Reason reason)
{
  if (!m_visit.id.valid()) return;
  if (m_visit.joint_started && !m_visit.joint_committed) emit(GateCommandKind::cancel_joint);
  // Whatever else happened, whoever passed on the authorisation was admitted.
  if (m_visit.passed) outcome = Outcome::admitted;
  if (outcome == Outcome::none) outcome = Outcome::referred;
  if (!m_visit.document_taken && m_facts.document_in_place) raise(Reason::document_left_behind);
  GateCommand& command = emit(GateCommandKind::end_transaction);
  command.outcome = outcome;
  command.reason = reason;
  m_visit = Visit{};
}

// ---- speaking
// ------------------------------------------------------------------------------------

void GateController::enter(GateState state, Duration limit, Reason reason)
{
  m_limit = {};
  if (limit.ns != INT64_MAX) m_limit = {m_now + limit, reason};
  if (state == m_state) return;
  m_state = state;
  CHECK(m_entered.push_back(state));
}

GateCommand& GateController::emit(GateCommandKind kind)
{
  GateCommand command;
  command.kind = kind;
  command.transaction = m_visit.id;
  CHECK(m_commands.push_back(command));
  return m_commands[m_commands.size() - 1];
}

void GateController::show(ScreenMessage screen) { emit(GateCommandKind::show).screen = screen; }

void GateController::call_officer(Reason reason)
{
  emit(GateCommandKind::call_officer).reason = reason;
}

// False when that alarm was already sounding.
bool GateController::raise(Reason reason)
{
  if (std::find(m_alarms.begin(), m_alarms.end(), reason) != m_alarms.end()) return false;
  CHECK(m_alarms.push_back(reason));
  emit(GateCommandKind::raise_alarm).reason = reason;
  return true;
}

void GateController::clear(Reason reason)
{
  Reason* found = std::find(m_alarms.begin(), m_alarms.end(), reason);
  if (found == m_alarms.end()) return;
  *found = m_alarms[m_alarms.size() - 1];
  CHECK(m_alarms.resize(m_alarms.size() - 1));
  emit(GateCommandKind::clear_alarm).reason = reason;
}

void GateController::stop_devices()
{
  if (m_state == GateState::reading) emit(GateCommandKind::cancel_reading);
  if (m_state == GateState::capturing) emit(GateCommandKind::cancel_capture);
}

} // namespace gatetwin
