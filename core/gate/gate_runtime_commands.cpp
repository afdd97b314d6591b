// SPDX-License-Identifier: Apache-2.0
// What the controller asks for is done: through the ports, the registry client, the outbox, the
// store.
#include "core/gate/gate_runtime.hpp"

namespace gatetwin {

void GateRuntime::carry_out(const GateCommand& command)
{
  if (command.transaction.valid() && command.transaction != m_case.id)
    open_case(command.transaction);
  if (m_config.kind == UnitKind::e_gate) m_interlock.check_command(command, m_case.id, m_now.mono);
  m_journal.command(command);
  switch (command.kind) {
  case GateCommandKind::show: return m_ports.hardware.show(command.screen);
  case GateCommandKind::read_document: return m_ports.reader.start();
  case GateCommandKind::cancel_reading: return m_ports.reader.cancel();
  case GateCommandKind::open_door:
    if (command.door == Door::exit) m_case.let_out = true;
    return m_ports.hardware.open_door(command.door);
  case GateCommandKind::close_door: return m_ports.hardware.close_door(command.door);
  case GateCommandKind::release_door: return m_ports.hardware.release_door(command.door);
  case GateCommandKind::capture_face: return m_ports.camera.start(m_case.document.ref);
  case GateCommandKind::cancel_capture: return m_ports.camera.cancel();
  case GateCommandKind::apply_stamp: return m_ports.console.ask_for_stamp(command.transaction);
  case GateCommandKind::raise_alarm:
  case GateCommandKind::clear_alarm: {
    const bool raised = command.kind == GateCommandKind::raise_alarm;
    m_ports.hardware.set_alarm(command.reason, raised);
    return m_journal.alarm(command.transaction, command.reason, raised);
  }
  default: return carry_out_service(command);
  }
}

void GateRuntime::carry_out_service(const GateCommand& command)
{
  switch (command.kind) {
  case GateCommandKind::query_registry: return query_registry(command);
  case GateCommandKind::store_authorisation: return store_authorisation(command);
  case GateCommandKind::record_crossing: return record_crossing(command);
  case GateCommandKind::call_officer: return call_officer(command.transaction, command.reason);
  case GateCommandKind::start_joint:
    // A booth's officer sees the person; a gate opens once both have written the crossing.
    if (!m_joints.start(request(RequestKind::reserve, m_config.kind == UnitKind::e_gate
                                                          ? Reason::joint_before_passage
                                                          : Reason::none),
                        m_now)) {
      GateEvent event;
      event.kind = GateEventKind::joint_answered;
      event.transaction = command.transaction;
      event.joint = JointState::cancelled;
      event.decision = Decision::refer;
      event.reason = Reason::joint_in_doubt;
      post(event);
    }
    return;
  case GateCommandKind::confirm_joint:
    // A booth stamps once both have committed; a gate has no stamp.
    return m_joints.confirm(command.transaction, m_config.kind != UnitKind::e_gate, m_now);
  case GateCommandKind::cancel_joint:
    return m_joints.cancel(command.transaction, Reason::joint_voided, m_now);
  case GateCommandKind::end_transaction: return end_transaction(command);
  default: return;
  }
}

void GateRuntime::open_case(TransactionId transaction)
{
  if (m_case.id.valid()) m_case = CaseFile{};
  m_case.id = transaction;
  m_case.started = m_now.mono;
  m_journal.started(transaction, m_config.direction);
}

RegistryRequest& GateRuntime::request(RequestKind kind, Reason reason)
{
  m_request.kind = kind;
  m_request.authority = m_config.authority;
  m_request.unit = m_config.unit;
  m_request.checkpoint = m_config.checkpoint;
  m_request.transaction = m_case.id;
  m_request.attempt = 0;
  m_request.direction = m_config.direction;
  m_request.decision = kind == RequestKind::record ? Decision::admit : Decision::none;
  m_request.reason = reason;
  m_request.offline = kind == RequestKind::record && m_case.offline;
  m_request.stamped = kind == RequestKind::record && m_case.stamped;
  m_request.at = m_now.wall;
  m_request.document = m_case.document;
  return m_request;
}

void GateRuntime::query_registry(const GateCommand&)
{
  m_case.checking = true;
  if (const auto answer = m_client.start(request(RequestKind::check, Reason::none), m_now))
    on_answer(*answer);
}

void GateRuntime::store_authorisation(const GateCommand& command)
{
  // An officer's decision takes the place of the gate's.
  if (m_case.authorised) m_journal.consumed(m_case.id, m_case.document.ref, true);
  m_case.authorised = false;
  m_case.asked = true;
  m_case.authorised_until = m_now.mono + m_config.gate.authorisation_validity;
  m_interlock.withdraw();
  m_entry.kind = StoreEntryKind::authorisation;
  m_entry.transaction = command.transaction;
  m_entry.expires_at = m_case.authorised_until;
  // Where two authorities confirm together, both crossings are written before the passage.
  m_entry.request.authority = {};
  if (!m_config.partner.valid())
    m_entry.request = request(RequestKind::record, Reason::passage_presumed);
  m_case.ticket = m_store_failed ? 0 : m_ports.store.append(m_entry);
  if (m_case.ticket != 0) return;
  GateEvent event;
  event.kind = GateEventKind::store_failed;
  event.transaction = command.transaction;
  post(event);
}

// The passage happened. Where two authorities confirmed together, they have written it already.
void GateRuntime::record_crossing(const GateCommand& command)
{
  m_case.passed = true;
  if (!m_config.partner.valid()) {
    const Status status = m_outbox.record(request(RequestKind::record, command.reason), m_now);
    if (!status) {
      m_store_failed = true;
      call_officer(command.transaction, Reason::store_failed);
    }
  }
  m_journal.consumed(m_case.id, m_case.document.ref, false);
  consume_authorisation();
}

// Used up or withdrawn: whichever, it is not honoured again.
void GateRuntime::consume_authorisation()
{
  m_case.authorised = m_case.asked = false;
  m_interlock.withdraw();
  store_consumed(m_case.id);
}

void GateRuntime::store_consumed(TransactionId transaction)
{
  m_entry.kind = StoreEntryKind::authorisation_consumed;
  m_entry.transaction = transaction;
  m_entry.expires_at = m_now.mono;
  // When this is not written, recovery finds the authorisation and settles it.
  (void)m_ports.store.append(m_entry);
}

void GateRuntime::call_officer(TransactionId transaction, Reason reason)
{
  if (transaction == m_case.id) m_case.called = true;
  m_ports.console.call(transaction, reason);
  m_journal.called(transaction, reason);
}

void GateRuntime::end_transaction(const GateCommand& command)
{
  if (m_case.authorised) m_journal.consumed(m_case.id, m_case.document.ref, true);
  if (m_case.asked) consume_authorisation();
  if (m_case.checking) m_client.abandon(m_config.authority, m_case.id, RequestKind::check);
  // A referred person's call stands until somebody answers it.
  if (m_case.called && command.outcome != Outcome::referred) m_ports.console.withdraw(m_case.id);
  m_journal.ended(m_case.id, m_case.document.ref, command.outcome, command.reason, m_case.started);
  close_case();
}

void GateRuntime::close_case()
{
  const TransactionId ended = m_case.id;
  const bool stayed = m_case.committed && !m_case.passed;
  m_case = CaseFile{};
  // Nobody waits any more, but the pair can't end by itself; or it has, and the person stayed.
  if (m_joints.is_broken(ended)) call_officer(ended, Reason::joint_voided);
  if (stayed) call_officer(ended, Reason::joint_without_passage);
}

} // namespace gatetwin
