// SPDX-License-Identifier: Apache-2.0
#include "core/gate/booth_session.hpp"
#include "core/base/check.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

constexpr std::uint16_t bit(Device device)
{
  return static_cast<std::uint16_t>(1U << static_cast<unsigned>(device));
}

constexpr std::uint16_t needed = bit(Device::document_reader) | bit(Device::store) |
                                 bit(Device::officer_call) | bit(Device::power);

} // namespace

BoothSession::BoothSession(const GateConfig& config, UnitId unit, std::uint64_t first_count,
                           bool one_stop)
    : m_config(config), m_unit(unit), m_one_stop(one_stop), m_count(first_count)
{
}

const GateCommands& BoothSession::handle(const GateEvent& event, Instant now)
{
  m_commands.clear();
  m_entered.clear();
  m_now = std::max(m_now, now.mono);
  if (m_state == GateState::starting) rest();
  observe(event);
  const bool resting = m_state == GateState::idle || m_state == GateState::out_of_service;
  if (resting && works() != (m_state == GateState::idle)) rest();
  if (m_state == GateState::idle && m_waiting) begin();
  return m_commands;
}

void BoothSession::observe(const GateEvent& event)
{
  switch (event.kind) {
  case GateEventKind::traveller_at_counter: m_waiting = true; return;
  case GateEventKind::document_presented: return on_document(true);
  case GateEventKind::document_removed: return on_document(false);
  case GateEventKind::document_read: return on_document_read(event);
  case GateEventKind::registry_answered: return on_registry_answer(event);
  case GateEventKind::authorisation_stored:
  case GateEventKind::store_failed: return on_stored(event);
  case GateEventKind::joint_answered: return on_joint(event);
  case GateEventKind::officer_acted: return on_officer(event);
  case GateEventKind::stamp_applied: return on_stamp();
  case GateEventKind::emergency_raised:
    m_emergency = true;
    return stop_all(GateState::emergency, Outcome::evacuated, Reason::emergency);
  case GateEventKind::emergency_reset:
    m_emergency = false;
    if (m_state == GateState::emergency) rest();
    return;
  case GateEventKind::power_lost:
    m_power = false;
    if (m_state == GateState::emergency) return;
    return stop_all(GateState::without_power, Outcome::unfinished, Reason::power_lost);
  case GateEventKind::power_restored:
    m_power = true;
    if (m_state == GateState::without_power) rest();
    return;
  case GateEventKind::device_failed: return on_device(event.device, true);
  case GateEventKind::device_recovered: return on_device(event.device, false);
  case GateEventKind::time_limit:
    if (m_limit.at <= m_now) on_time_limit();
    return;
  case GateEventKind::none:
  case GateEventKind::occupancy_changed:
  case GateEventKind::door_changed:
  case GateEventKind::doorway_changed:
  case GateEventKind::face_captured: return;
  }
}

void BoothSession::on_time_limit()
{
  const Reason limit = m_limit.limit;
  m_limit = {};
  switch (m_state) {
  case GateState::typing:
    emit(GateCommandKind::cancel_reading);
    call_officer(limit);
    return hand_back(Outcome::referred, limit, ScreenMessage::see_officer);
  case GateState::querying: return decide(limit);
  case GateState::deciding:
    call_officer(limit); // escalated
    return hand_back(Outcome::referred, limit, ScreenMessage::see_officer);
  case GateState::joint:
    m_visit.joint_refused = !m_visit.stored; // else it is in doubt
    return decide(limit);
  case GateState::authorising: return decide(Reason::time_limit_store);
  case GateState::stamping:
    call_officer(limit); // admitted, but not stamped: the next crossing finds the stamp due
    return record_admission();
  case GateState::counter_busy:
    call_officer(Reason::document_left_behind);
    return end(m_visit.reason);
  default: return;
  }
}

void BoothSession::begin()
{
  m_waiting = false;
  m_visit = Visit{};
  m_visit.id = transaction_id(m_unit, m_count++);
  m_visit.readings = 1;
  show(ScreenMessage::please_wait);
  emit(GateCommandKind::read_document);
  enter(GateState::typing, m_config.typing, Reason::time_limit_reading);
}

void BoothSession::on_document(bool in_place)
{
  m_document_in_place = in_place;
  if (in_place) return;
  if (m_state == GateState::counter_busy) return end(m_visit.reason);
  if (m_state != GateState::typing && m_state != GateState::querying) return;
  // The person took the document back and went.
  if (m_state == GateState::typing) emit(GateCommandKind::cancel_reading);
  m_visit.outcome = Outcome::abandoned;
  end(Reason::document_removed_early);
}

void BoothSession::on_document_read(const GateEvent& event)
{
  if (m_state != GateState::typing) return;
  m_visit.has_document = event.number != 0;
  if (!m_visit.has_document && m_visit.readings < m_config.reading_attempts) {
    ++m_visit.readings;
    emit(GateCommandKind::read_document);
    return;
  }
  if (event.result != CheckResult::successful) {
    m_visit.objection = event.reason == Reason::none ? Reason::document_unreadable : event.reason;
  }
  if (!m_visit.has_document) return decide(m_visit.objection);
  emit(GateCommandKind::query_registry);
  enter(GateState::querying, m_config.registry, Reason::time_limit_registry);
}

void BoothSession::on_registry_answer(const GateEvent& event)
{
  if (m_state != GateState::querying || event.transaction != m_visit.id) return;
  m_visit.registry_admits = event.decision == Decision::admit;
  m_visit.stamp_due = event.stamp_due;
  if (m_visit.registry_admits) return decide(m_visit.objection);
  // The registry's reason is the graver one: a hit must not hide behind a torn document.
  decide(event.reason == Reason::none ? Reason::registry_refused : event.reason);
}

// Asks the officer; none: nothing speaks against admitting.
void BoothSession::decide(Reason reason)
{
  m_visit.objection = reason;
  show(ScreenMessage::please_wait);
  call_officer(reason);
  enter(GateState::deciding, m_config.decision, Reason::time_limit_officer);
}

void BoothSession::on_officer(const GateEvent& event)
{
  if (!event.officer.valid()) return; // who acts must be named
  const bool of_unit = !event.transaction.valid();
  if (!of_unit && event.transaction != m_visit.id) return; // meant for somebody else
  switch (event.action) {
  case OfficerAction::close_unit: m_in_service = false; return;
  case OfficerAction::open_unit: m_in_service = true; return;
  case OfficerAction::admit:
  case OfficerAction::refer:
  case OfficerAction::refuse:
  case OfficerAction::release:
    if (!of_unit && m_state == GateState::deciding) on_decision(event.action);
    return;
  case OfficerAction::none:
  case OfficerAction::acknowledge:
  case OfficerAction::reset: return;
  }
}

void BoothSession::on_decision(OfficerAction action)
{
  if (action != OfficerAction::admit) {
    const bool refused = action == OfficerAction::refuse;
    const Reason decided = refused ? Reason::officer_refused : Reason::officer_referred;
    return hand_back(refused ? Outcome::refused : Outcome::referred,
                     m_visit.objection == Reason::none ? decided : m_visit.objection,
                     ScreenMessage::see_officer);
  }
  const bool in_doubt = m_visit.joint_started && m_visit.stored && !m_visit.joint_committed;
  if (!m_visit.has_document || m_visit.joint_refused || in_doubt) {
    call_officer(in_doubt ? Reason::joint_in_doubt : Reason::officer_input_incomplete);
    return;
  }
  if (m_visit.objection != Reason::none || !m_visit.registry_admits)
    m_visit.reason = Reason::officer_admitted;
  if (!m_one_stop || m_visit.joint_started) return authorise();
  m_visit.joint_started = true;
  emit(GateCommandKind::start_joint);
  enter(GateState::joint, m_config.joint, Reason::time_limit_joint);
}

void BoothSession::authorise()
{
  m_visit.stored = false;
  emit(GateCommandKind::store_authorisation);
  enter(GateState::authorising, m_config.store, Reason::time_limit_store);
}

void BoothSession::on_stored(const GateEvent& event)
{
  if (m_state != GateState::authorising || event.transaction != m_visit.id) return;
  if (event.kind == GateEventKind::store_failed) return decide(Reason::store_failed);
  m_visit.stored = true;
  if (!m_one_stop || m_visit.joint_committed) return admit_now();
  emit(GateCommandKind::confirm_joint);
  enter(GateState::joint, m_config.joint, Reason::time_limit_joint);
}

void BoothSession::on_joint(const GateEvent& event)
{
  if (!m_visit.id.valid() || event.transaction != m_visit.id || !m_visit.joint_started) return;
  m_visit.stamp_due = m_visit.stamp_due || event.stamp_due;
  const bool admits = event.decision == Decision::admit;
  const bool waits =
      m_state == GateState::joint || (m_state == GateState::deciding && m_visit.stored);
  if (admits && event.joint == JointState::committed && m_visit.stored) {
    m_visit.joint_committed = true;
    if (waits) admit_now();
    return;
  }
  if (m_state != GateState::joint) return;
  if (admits && event.joint == JointState::reserved && !m_visit.stored) return authorise();
  m_visit.joint_refused = event.joint != JointState::in_doubt;
  decide(event.reason == Reason::none ? Reason::partner_refused : event.reason);
}

void BoothSession::admit_now()
{
  if (!m_visit.stamp_due) return record_admission();
  emit(GateCommandKind::apply_stamp);
  enter(GateState::stamping, m_config.stamping, Reason::time_limit_officer);
}

void BoothSession::on_stamp()
{
  if (m_state == GateState::stamping) record_admission();
}

void BoothSession::record_admission()
{
  m_visit.recorded = true;
  emit(GateCommandKind::record_crossing).reason = m_visit.reason;
  hand_back(Outcome::admitted, m_visit.reason, ScreenMessage::go_on);
}

void BoothSession::hand_back(Outcome outcome, Reason reason, ScreenMessage screen)
{
  m_visit.outcome = outcome;
  m_visit.reason = reason;
  show(screen);
  if (!m_document_in_place) return end(reason);
  enter(GateState::counter_busy, m_config.hand_back, Reason::document_left_behind);
}

void BoothSession::on_device(Device device, bool failed)
{
  const auto changed = static_cast<std::uint16_t>(bit(device) & needed);
  m_failed = static_cast<std::uint16_t>(failed ? m_failed | changed : m_failed & ~changed);
  if (!failed) return;
  if (device == Device::document_reader && m_state == GateState::typing) {
    emit(GateCommandKind::cancel_reading);
    decide(Reason::document_unreadable);
  }
  if (device == Device::store && m_state == GateState::authorising) decide(Reason::store_failed);
}

void BoothSession::stop_all(GateState state, Outcome outcome, Reason reason)
{
  if (m_state == GateState::typing) emit(GateCommandKind::cancel_reading);
  if (m_visit.id.valid()) {
    if (!m_visit.recorded) m_visit.outcome = outcome;
    end(reason);
  }
  m_waiting = false;
  show(ScreenMessage::leave_now);
  enter(state, {INT64_MAX}, Reason::none);
}

void BoothSession::end(Reason reason)
{
  if (m_visit.joint_started && !m_visit.joint_committed) emit(GateCommandKind::cancel_joint);
  GateCommand& command = emit(GateCommandKind::end_transaction);
  command.outcome = m_visit.outcome;
  command.reason = reason;
  m_visit = Visit{};
  rest();
}

void BoothSession::rest()
{
  show(works() ? ScreenMessage::welcome : ScreenMessage::closed);
  enter(works() ? GateState::idle : GateState::out_of_service, {INT64_MAX}, Reason::none);
}

void BoothSession::enter(GateState state, Duration limit, Reason reason)
{
  m_limit = {};
  if (limit.ns != INT64_MAX) m_limit = {m_now + limit, reason};
  if (state == m_state) return;
  m_state = state;
  CHECK(m_entered.push_back(state));
}

GateCommand& BoothSession::emit(GateCommandKind kind)
{
  GateCommand command;
  command.kind = kind;
  command.transaction = m_visit.id;
  CHECK(m_commands.push_back(command));
  return m_commands[m_commands.size() - 1];
}

} // namespace gatetwin
