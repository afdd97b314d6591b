// SPDX-License-Identifier: Apache-2.0
// Before anybody is inside: the document is read, the registry asked, the document taken back, the
// entry opened for one person.
#include "core/gate/gate_controller.hpp"

namespace gatetwin {
namespace {

// A misread or an interrupted reading may go better next time; a wrong signature or date will not.
bool worth_another_reading(CheckResult result, Reason reason)
{
  return result == CheckResult::aborted ||
         (reason >= Reason::empty_input && reason < Reason::bad_magic) ||
         reason == Reason::document_unreadable;
}

} // namespace

void GateController::on_document_read(const GateEvent& event)
{
  if (m_state != GateState::reading) return;
  if (event.result == CheckResult::successful) {
    show(ScreenMessage::take_document);
    emit(GateCommandKind::query_registry);
    return enter(GateState::querying, m_config.registry, Reason::time_limit_registry);
  }
  const bool again = m_visit.readings < m_config.reading_attempts && m_facts.document_in_place &&
                     worth_another_reading(event.result, event.reason);
  if (again) {
    ++m_visit.readings;
    emit(GateCommandKind::read_document);
    m_limit = {m_now + m_config.reading, Reason::time_limit_reading};
    return;
  }
  refer_outside(event.reason == Reason::none ? Reason::document_unreadable : event.reason);
}

void GateController::on_registry_answer(const GateEvent& event)
{
  if (m_state != GateState::querying || m_visit.registry_admits || event.transaction != m_visit.id)
    return;
  if (event.decision != Decision::admit) {
    return refer_outside(event.reason == Reason::none ? Reason::registry_refused : event.reason);
  }
  m_visit.registry_admits = true;
  m_limit = {m_now + m_config.take_document, Reason::document_left_behind};
}

// The entry opens when the registry admits and the document was taken: nobody goes in without it.
bool GateController::advance_querying()
{
  if (!m_visit.registry_admits || !m_visit.document_taken) return false;
  if (!works() || !empty()) {
    refer_outside(Reason::sensor_fault);
    return true;
  }
  show(ScreenMessage::step_in);
  m_doors.want(Door::entry, DoorWish::open);
  enter(GateState::entry_open, m_config.entry, Reason::time_limit_entry);
  return true;
}

void GateController::on_querying_limit()
{
  if (!m_visit.registry_admits) return refer_outside(Reason::time_limit_registry);
  if (m_visit.reminded) return refer_outside(Reason::document_left_behind);
  m_visit.reminded = true;
  raise(Reason::document_left_behind);
  show(ScreenMessage::document_left);
  m_limit = {m_now + m_config.document_left, Reason::document_left_behind};
}

bool GateController::advance_entry_open()
{
  if (!m_facts.bodies_known) {
    call_officer(Reason::sensor_fault);
    m_visit.reason = Reason::sensor_fault;
    turn_back();
    return true;
  }
  if (m_facts.bodies == 0) return false;
  if (m_facts.bodies > 1) {
    abort_for_company(Reason::tailgating);
    return true;
  }
  m_visit.entered = true;
  show(ScreenMessage::please_wait);
  m_doors.want(Door::entry, DoorWish::closed);
  enter(GateState::entry_closing, m_config.clear_away, Reason::door_stuck);
  return true;
}

bool GateController::advance_entry_closing()
{
  if (!m_facts.bodies_known) {
    call_officer(Reason::sensor_fault);
    m_visit.reason = Reason::sensor_fault;
    turn_back();
    return true;
  }
  if (m_facts.bodies > 1) {
    abort_for_company(Reason::tailgating);
    return true;
  }
  if (m_facts.bodies == 1) m_visit.entered = true;
  if (!m_doors.shut(Door::entry)) return false;
  if (m_facts.bodies == 1) {
    start_capture();
  } else {
    end(Outcome::abandoned,
        m_visit.entered ? Reason::person_turned_back : Reason::person_not_entered);
    rest();
  }
  return true;
}

} // namespace gatetwin
