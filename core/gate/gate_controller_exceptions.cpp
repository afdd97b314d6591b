// SPDX-License-Identifier: Apache-2.0
// Everything that leads aside: referral, company, turning back, doors that do not obey, officers,
// emergency and loss of power.
#include "core/gate/gate_controller.hpp"
#include <algorithm>

namespace gatetwin {

// The person stands before the gate; both doors are shut.
void GateController::refer_outside(Reason reason)
{
  stop_devices();
  m_visit.outcome = Outcome::referred;
  m_visit.reason = reason;
  show(ScreenMessage::see_officer);
  call_officer(reason);
  enter(GateState::referred, m_config.officer, Reason::time_limit_officer);
}

void GateController::refer_inside(Reason reason)
{
  stop_devices();
  m_visit.inside = true;
  m_visit.reason = reason;
  m_doors.want(Door::exit, DoorWish::closed);
  m_doors.want(Door::entry, DoorWish::closed);
  show(ScreenMessage::see_officer);
  call_officer(reason);
  enter(GateState::referred, m_config.officer, Reason::time_limit_officer);
}

// Somebody is in a gate that let nobody in.
void GateController::stop_intruder()
{
  show(ScreenMessage::see_officer);
  if (raise(Reason::person_from_wrong_side)) call_officer(Reason::person_from_wrong_side);
  enter(GateState::referred, m_config.officer, Reason::time_limit_officer);
}

// More bodies than one: everybody is kept from the secure side.
void GateController::abort_for_company(Reason reason)
{
  stop_devices();
  m_visit.inside = true;
  m_visit.outcome = Outcome::referred;
  m_visit.reason = reason;
  m_doors.want(Door::exit, DoorWish::closed);
  m_doors.want(Door::entry, DoorWish::closed);
  show(ScreenMessage::one_person_only);
  raise(reason);
  call_officer(reason);
  enter(GateState::tailgating, m_config.officer, Reason::time_limit_officer);
}

void GateController::turn_back()
{
  stop_devices();
  m_way_out_seen = false;
  m_doors.want(Door::exit, DoorWish::closed);
  m_doors.want(Door::entry, DoorWish::egress);
  show(ScreenMessage::step_back);
  enter(GateState::turning_back, aside_limit(m_config.clear_away), Reason::person_did_not_leave);
}

// Turning back and obstructions may alternate; all of it together ends the transaction in time.
Duration GateController::aside_limit(Duration limit)
{
  if (!m_visit.id.valid()) return limit;
  if (m_visit.aside_until == MonotonicTime::never())
    m_visit.aside_until = m_now + m_config.enclosed;
  return std::min(limit, m_visit.aside_until - m_now);
}

void GateController::obstruct(Door door)
{
  const bool is_ours = (door == Door::entry && (m_state == GateState::entry_closing ||
                                                m_state == GateState::turning_back)) ||
                       (door == Door::exit && m_state == GateState::exit_closing);
  if (!is_ours) return; // the door is tried again all the same
  m_resume = m_state;
  enter(GateState::obstructed, aside_limit(m_config.enclosed), Reason::door_obstructed);
}

// A door was forced, moved by itself or did not move: nothing goes on until an officer resets.
void GateController::lose_control(Reason reason)
{
  stop_devices();
  if (m_latched == Reason::none) m_latched = reason;
  m_doors.want(Door::exit, DoorWish::closed);
  const bool way_out = m_facts.bodies > 0 && m_doors.wish(Door::entry) != DoorWish::closed;
  if (!way_out) m_doors.want(Door::entry, DoorWish::closed);
  if (raise(reason) || m_state != GateState::forced) call_officer(reason);
  if (m_visit.id.valid() && m_visit.reason == Reason::none) m_visit.reason = reason;
  if (m_state == GateState::forced) return;
  show(ScreenMessage::see_officer);
  enter(GateState::forced, m_config.officer, Reason::time_limit_officer);
}

void GateController::on_finding(const DoorFinding& finding)
{
  if (m_state == GateState::emergency || m_state == GateState::without_power) return;
  switch (finding.reason) {
  case Reason::none: return;
  case Reason::door_obstructed:
    if (finding.overdue && raise(Reason::door_obstructed)) call_officer(Reason::door_obstructed);
    return obstruct(finding.door);
  default: return lose_control(finding.reason);
  }
}

// Nobody is shut in without progress: the public side opens, if the exit is known to be shut.
void GateController::on_enclosed()
{
  m_enclosed_since = m_now;
  call_officer(Reason::time_limit_enclosed);
  if (m_visit.id.valid() && m_visit.outcome == Outcome::none) {
    m_visit.outcome = Outcome::referred;
    m_visit.reason = Reason::time_limit_enclosed;
  }
  turn_back();
}

// ---- emergency and power
// -------------------------------------------------------------------------

void GateController::free_egress(GateState state, Reason reason)
{
  if (state == GateState::emergency) {
    m_facts.emergency = true;
    m_facts.key_reset = false;
  } else {
    m_facts.power = false;
    if (m_state == GateState::emergency) return; // which is free already
  }
  m_doors.want(Door::entry, DoorWish::released);
  // The exit is not shut on anybody either; whether it is freed is the site's decision.
  m_doors.want(Door::exit, m_config.emergency_releases_exit ? DoorWish::released : DoorWish::stay);
  m_doors.release_again();
  drive_doors();
  stop_devices();
  raise(reason);
  show(ScreenMessage::leave_now);
  end(Outcome::evacuated, reason); // admits nobody but who had passed already
  m_facts.document_waiting = false;
  enter(state);
}

void GateController::on_emergency_reset() { m_facts.key_reset = m_facts.emergency; }

// On site, by a named officer: the second step out of an emergency or loss of power, and the way
// out of a door that was out of control. Doors shut only on an empty gate.
void GateController::reset()
{
  switch (m_state) {
  case GateState::emergency:
    if (!m_facts.key_reset || !empty()) return;
    m_facts.emergency = m_facts.key_reset = false;
    clear(Reason::emergency);
    if (!m_facts.power) {
      raise(Reason::power_lost);
      return enter(GateState::without_power);
    }
    break;
  case GateState::without_power:
    if (!m_facts.power || !empty()) return;
    break;
  case GateState::forced: break;
  case GateState::obstructed: return m_doors.try_again();
  default: return;
  }
  end(Outcome::unfinished, m_latched);
  m_latched = Reason::none;
  clear(Reason::power_lost);
  acknowledge();
  m_doors.try_again();
  m_doors.want(Door::entry, DoorWish::stay);
  m_doors.want(Door::exit, DoorWish::stay);
  show(ScreenMessage::closed);
  enter(GateState::starting, m_config.start, Reason::sensor_stale);
}

// ---- officers
// ------------------------------------------------------------------------------------

void GateController::on_officer(const GateEvent& event)
{
  if (!event.officer.valid()) return; // who acts must be named
  const bool of_unit = !event.transaction.valid();
  if (!of_unit && event.transaction != m_visit.id) return; // meant for somebody else
  switch (event.action) {
  case OfficerAction::none: return;
  case OfficerAction::close_unit: m_facts.in_service = false; return;
  case OfficerAction::open_unit: m_facts.in_service = true; return;
  case OfficerAction::reset: return reset();
  case OfficerAction::acknowledge: return acknowledge();
  case OfficerAction::admit:
  case OfficerAction::refer:
  case OfficerAction::refuse:
  case OfficerAction::release:
    if (of_unit == m_visit.id.valid()) return; // must name the transaction that was seen
    return on_officer_decision(event.action);
  }
}

void GateController::on_officer_decision(OfficerAction action)
{
  const bool has_visit = m_visit.id.valid();
  if (action == OfficerAction::admit) {
    const bool may = has_visit && m_state == GateState::referred && m_visit.inside && alone() &&
                     works() && (!m_one_stop || m_visit.joint_committed);
    if (!may) return;
    m_visit.outcome = Outcome::none;
    m_visit.reason = Reason::officer_admitted;
    return authorise();
  }
  const Outcome outcome = action == OfficerAction::refuse ? Outcome::refused : Outcome::referred;
  switch (m_state) {
  case GateState::referred:
    m_visit.outcome = outcome;
    if (m_visit.inside || !has_visit) return turn_back();
    end(outcome, m_visit.reason);
    return rest();
  case GateState::tailgating:
    m_visit.outcome = outcome;
    acknowledge();
    return turn_back();
  case GateState::exit_open:
    if (!m_visit.warned || !m_facts.bodies_known) return;
    m_visit.outcome = outcome;
    m_visit.reason = Reason::person_did_not_leave;
    m_doors.want(Door::exit, DoorWish::closed);
    return enter(GateState::exit_closing, m_config.clear_away, Reason::door_stuck);
  case GateState::turning_back: m_visit.outcome = outcome; return;
  default: return;
  }
}

// An alarm was seen. Those of an emergency, and of a door out of control, sound until the reset.
void GateController::acknowledge()
{
  const auto alarms = m_alarms;
  for (Reason reason : alarms) {
    if (reason != m_latched && reason != Reason::emergency && reason != Reason::power_lost)
      clear(reason);
  }
  m_doors.try_again();
  // Somebody is coming: the person may wait, but not longer than anybody may be shut in.
  if (m_state == GateState::referred || m_state == GateState::tailgating)
    m_limit = {m_now + m_config.officer, Reason::time_limit_officer};
}

// ---- what advances by itself
// ---------------------------------------------------------------------

bool GateController::advance_referred()
{
  if (m_visit.id.valid() || !empty() || !m_doors.shut(Door::entry)) return false;
  clear(Reason::person_from_wrong_side); // nobody is there any more
  rest();
  return true;
}

bool GateController::advance_tailgating()
{
  if (m_visit.passed && m_doors.shut(Door::exit)) {
    end(Outcome::admitted, m_visit.reason);
    if (!empty()) return true;
    rest();
    return true;
  }
  if (!m_visit.passed && empty() && m_doors.passable(Door::entry)) {
    m_way_out_seen = true; // they went
    m_doors.want(Door::entry, DoorWish::closed);
    enter(GateState::turning_back, aside_limit(m_config.clear_away), Reason::door_stuck);
    return true;
  }
  return false;
}

bool GateController::advance_turning_back()
{
  if (m_visit.passed && m_doors.shut(Door::exit)) {
    end(Outcome::admitted, m_visit.reason);
    return true;
  }
  m_way_out_seen = m_way_out_seen || m_doors.is_open(Door::entry);
  const bool leave_open = !empty() || !m_way_out_seen;
  const DoorWish wish = leave_open ? DoorWish::egress : DoorWish::closed;
  if (m_doors.wish(Door::entry) != wish) {
    m_doors.want(Door::entry, wish);
    return true;
  }
  if (leave_open || !m_doors.shut(Door::entry)) return false;
  clear(Reason::person_did_not_leave);
  end(m_visit.outcome, m_visit.reason);
  rest();
  return true;
}

bool GateController::advance_obstructed()
{
  const Door door = m_resume == GateState::exit_closing ? Door::exit : Door::entry;
  const bool shut = m_doors.shut(door);
  const bool bodies_changed = m_resume == GateState::entry_closing
                                  ? !m_facts.bodies_known || m_facts.bodies > 1
                                  : m_resume == GateState::turning_back && !empty();
  if (!shut && !bodies_changed) {
    if (m_doors.exhausted(door)) give_up_obstructed();
    return false;
  }
  if (shut) clear(Reason::door_obstructed);
  enter(m_resume, aside_limit(m_config.clear_away), Reason::door_stuck);
  return true;
}

// The transaction ends; the door is tried again until it shuts, and nobody is served before that.
void GateController::give_up_obstructed()
{
  end(Outcome::referred, Reason::door_obstructed);
  if (m_resume == GateState::entry_closing) m_resume = GateState::turning_back;
  m_way_out_seen = true;
}

bool GateController::advance_forced()
{
  if (!m_visit.id.valid()) return false;
  const bool may_still_pass = m_visit.exit_offered && !m_doors.shut(Door::exit);
  if (!m_visit.passed && may_still_pass) return false;
  end(m_visit.passed ? Outcome::admitted : Outcome::referred, m_visit.reason);
  return true;
}

} // namespace gatetwin
