// SPDX-License-Identifier: Apache-2.0
// What the ports report becomes events: bytes are inspected, answers and tickets find their
// transaction.
#include "core/gate/gate_runtime.hpp"
#include <algorithm>
#include <limits>

namespace gatetwin {
namespace {

GateEvent event_of(GateEventKind kind)
{
  GateEvent event;
  event.kind = kind;
  return event;
}

// Inputs that become an event as they are.
GateEventKind kind_of(InputKind kind)
{
  switch (kind) {
  case InputKind::traveller_at_counter: return GateEventKind::traveller_at_counter;
  case InputKind::document_presented: return GateEventKind::document_presented;
  case InputKind::document_removed: return GateEventKind::document_removed;
  case InputKind::occupancy: return GateEventKind::occupancy_changed;
  case InputKind::door: return GateEventKind::door_changed;
  case InputKind::doorway: return GateEventKind::doorway_changed;
  case InputKind::face: return GateEventKind::face_captured;
  case InputKind::stamp_applied: return GateEventKind::stamp_applied;
  case InputKind::emergency_raised: return GateEventKind::emergency_raised;
  case InputKind::emergency_reset: return GateEventKind::emergency_reset;
  case InputKind::power_lost: return GateEventKind::power_lost;
  case InputKind::power_restored: return GateEventKind::power_restored;
  case InputKind::device_failed: return GateEventKind::device_failed;
  case InputKind::device_recovered: return GateEventKind::device_recovered;
  default: return GateEventKind::none;
  }
}

} // namespace

void GateRuntime::take(const PortInput& input)
{
  m_interlock.observe(input);
  settle_open_authorisations();
  if (take_service_input(input)) return;
  switch (input.kind) {
  case InputKind::none: return;
  case InputKind::document_scanned: return take_scan(input.scan);
  case InputKind::reading_failed: {
    GateEvent event = event_of(GateEventKind::document_read);
    event.result = CheckResult::aborted;
    event.reason = input.reason == Reason::none ? Reason::document_unreadable : input.reason;
    return handle(event);
  }
  case InputKind::officer: return take_officer(input);
  default: break;
  }
  GateEvent event = event_of(kind_of(input.kind));
  if (event.kind == GateEventKind::none) return;
  event.door = input.door;
  event.door_state = input.door_state;
  event.device = input.device;
  event.number = static_cast<std::uint32_t>(
      std::min<std::uint64_t>(input.number, std::numeric_limits<std::uint32_t>::max()));
  event.face = input.face;
  if (event.kind == GateEventKind::face_captured) {
    if (const auto* gate = std::get_if<GateController>(&m_controller);
        gate != nullptr && gate->state() == GateState::capturing)
      event.reason = gate->judge(event.face, m_now.mono);
  }
  if (event.kind == GateEventKind::stamp_applied) {
    const bool of_another =
        input.number != 0 && transaction_id(m_config.unit, input.number) != m_case.id;
    if (of_another) return; // an answer to a question of the time before
    if (state() == GateState::stamping) m_case.stamped = true;
  }
  handle(event);
}

// Answers, tickets and the store's state: true when the input was one of these.
bool GateRuntime::take_service_input(const PortInput& input)
{
  switch (input.kind) {
  case InputKind::registry_reply: take_reply(input.reply); return true;
  case InputKind::stored: take_ticket(input.number, true); return true;
  case InputKind::store_failed: take_ticket(input.number, false); return true;
  case InputKind::device_failed:
    if (input.device != Device::store) return false;
    m_store_failed = true;
    return true; // watch_store() tells the controller
  case InputKind::device_recovered:
    if (input.device != Device::store) return false;
    m_store_failed = false;
    m_outbox.on_store_reopened(m_now);
    return true;
  default: return false;
  }
}

bool GateRuntime::reads_documents() const
{
  const GateState now = state();
  return now == GateState::reading || now == GateState::typing;
}

// The bytes stay with the reader: they are looked at now or never.
void GateRuntime::take_scan(const DocumentScan* scan)
{
  if (!reads_documents()) return;
  GateEvent event = event_of(GateEventKind::document_read);
  if (scan == nullptr) {
    event.result = CheckResult::aborted;
    event.reason = Reason::empty_input;
    return handle(event);
  }
  m_case.document = m_inspector.inspect(*scan, m_now, m_config.checks);
  event.result = overall_result(m_case.document.checks);
  event.reason = overall_reason(m_case.document.checks);
  event.number = m_case.document.number.empty() ? 0 : 1;
  m_journal.checks(m_case.id, m_case.document.ref, m_case.document.checks);
  handle(event);
}

void GateRuntime::take_officer(const PortInput& input)
{
  GateEvent event = event_of(GateEventKind::officer_acted);
  event.action = input.action;
  event.officer = input.officer;
  if (input.number != 0) event.transaction = transaction_id(m_config.unit, input.number);
  // Without a name it is no action of an officer; the event alone shows the attempt.
  if (input.officer.valid()) {
    m_journal.acted(event.transaction, input.action, input.officer);
    if (event.transaction == m_case.id) m_case.called = false;
    const bool of_pair = event.transaction.valid() && event.transaction != m_case.id;
    if (of_pair && input.action == OfficerAction::reset && settle_joint(event.transaction, m_now))
      m_ports.console.withdraw(event.transaction);
  }
  const bool decides = event.transaction.valid() && event.transaction == m_case.id &&
                       input.officer.valid() && input.action != OfficerAction::acknowledge;
  const GateState before = state();
  handle(event);
  // The desk took the call for answered, and the answer could not be followed: they are still
  // there.
  const bool waits = before == GateState::referred || before == GateState::tailgating;
  if (decides && waits && state() == before && event.transaction == m_case.id && !m_case.called)
    call_officer(m_case.id, Reason::officer_decision_impossible);
}

void GateRuntime::take_reply(const RegistryReply* reply)
{
  if (reply == nullptr) return;
  if (m_outbox.on_reply(*reply, m_now)) {
    m_client.note_contact(reply->authority, m_now.mono);
    if (reply->authority == m_config.authority) m_offline.on_reached();
    return;
  }
  if (const auto answer = m_client.on_reply(*reply, m_now)) on_answer(*answer);
}

void GateRuntime::take_ticket(std::uint64_t ticket, bool durable)
{
  if (!durable) m_store_failed = true; // nothing more is acknowledged until it was reopened
  if (ticket != 0 && ticket == m_case.ticket) {
    m_case.ticket = 0;
    GateEvent event =
        event_of(durable ? GateEventKind::authorisation_stored : GateEventKind::store_failed);
    event.transaction = m_case.id;
    if (durable) {
      m_case.authorised = true;
      m_interlock.authorise(m_case.id, m_case.authorised_until);
      m_journal.authorised(m_case.id, m_case.document.ref);
    }
    return post(event);
  }
  if (m_joints.on_stored(ticket, durable, m_now)) return;
  if (durable)
    (void)m_outbox.on_stored(ticket, m_now);
  else
    (void)m_outbox.on_store_failed(ticket, m_now);
}

void GateRuntime::on_answer(const RegistryAnswer& answer)
{
  if (answer.reached && answer.authority == m_config.authority)
    m_offline.on_contact(answer.list_version, m_now.mono);
  if (answer.kind == RequestKind::check)
    on_check_answer(answer);
  else
    m_joints.on_answer(answer, m_now);
}

void GateRuntime::on_check_answer(const RegistryAnswer& answer)
{
  if (answer.transaction != m_case.id) return;
  m_case.checking = false;
  GateEvent event = event_of(GateEventKind::registry_answered);
  event.transaction = answer.transaction;
  event.decision = answer.decision;
  event.reason = answer.reason;
  event.stamp_due = answer.stamp_due;
  if (!answer.reached) {
    const MonotonicTime lost = m_client.unreachable_since(m_config.authority).value_or(m_now.mono);
    const OfflineDecision own =
        m_offline.decide(request(RequestKind::check, Reason::none), lost, m_now);
    event.decision = own.decision;
    event.reason = own.reason;
    event.stamp_due = false;
    m_case.offline = true;
  }
  journal_verdict(event, answer.reached);
  post(event);
}

void GateRuntime::journal_verdict(const GateEvent& event, bool reached)
{
  const bool hit = event.reason == Reason::watch_list_hit;
  const bool admits = event.decision == Decision::admit;
  CheckResult list = CheckResult::successful;
  if (hit)
    list = CheckResult::failed;
  else if (!admits && (!reached || event.reason == Reason::watch_list_missing ||
                       event.reason == Reason::watch_list_stale))
    list = CheckResult::undetermined;
  CheckList checks;
  CHECK(checks.push_back({CheckKind::watch_list, list,
                          list == CheckResult::successful ? Reason::none : event.reason}));
  if (!hit && list != CheckResult::undetermined) {
    CHECK(checks.push_back({CheckKind::eligibility,
                            admits ? CheckResult::successful : CheckResult::failed,
                            admits ? Reason::none : event.reason}));
  }
  m_journal.checks(m_case.id, m_case.document.ref, checks);
}

void GateRuntime::on_joint_reports()
{
  for (const JointReport& report : m_joints.reports()) {
    if (report.transaction != m_case.id) {
      // The person is gone; what became of the pair is an officer's to know.
      const bool settled =
          report.state == JointState::resolved_committed || report.state == JointState::committed;
      if (settled) call_officer(report.transaction, Reason::joint_in_doubt);
      if (m_joints.is_broken(report.transaction))
        call_officer(report.transaction, Reason::joint_voided);
      continue;
    }
    GateEvent event = event_of(GateEventKind::joint_answered);
    event.transaction = report.transaction;
    event.joint =
        report.state == JointState::resolved_committed ? JointState::committed : report.state;
    if (event.joint == JointState::committed) m_case.committed = true;
    event.decision = report.decision;
    event.reason = report.reason;
    event.stamp_due = report.stamp_due;
    post(event);
  }
  m_joints.reports().clear();
}

void GateRuntime::post(const GateEvent& event) { CHECK(m_pending.push(event)); }

void GateRuntime::handle(GateEvent event)
{
  if (event.kind != GateEventKind::none) m_journal.event(event, transaction());
  const TransactionId before = m_case.id;
  const auto run = [&](auto& unit) {
    const GateState left = unit.state();
    const GateCommands& commands = unit.handle(event, m_now);
    if (!before.valid() && unit.transaction().valid()) open_case(unit.transaction());
    GateState from = left;
    for (GateState to : unit.entered()) {
      m_journal.state(from, to, m_state_since,
                      unit.transaction().valid() ? unit.transaction() : before);
      m_state_since = m_now.mono;
      from = to;
    }
    for (const GateCommand& command : commands) carry_out(command);
  };
  if (auto* gate = std::get_if<GateController>(&m_controller))
    run(*gate);
  else if (auto* booth = std::get_if<BoothSession>(&m_controller))
    run(*booth);
}

} // namespace gatetwin
