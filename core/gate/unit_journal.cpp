// SPDX-License-Identifier: Apache-2.0
#include "core/gate/unit_journal.hpp"
#include <cmath>

namespace gatetwin {
namespace {

using journal::RecordKind;

template <typename Enum> constexpr std::uint16_t code_of(Enum value)
{
  return static_cast<std::uint16_t>(value);
}

template <typename Enum> constexpr std::uint32_t detail_of(Enum value)
{
  return static_cast<std::uint32_t>(value);
}

// A score in millionths; what is no number between 0 and 1 is written as -1.
std::int64_t millionths(double score)
{
  return score >= 0 && score <= 1 ? std::llround(score * 1e6) : -1;
}

struct Argument {
  std::uint32_t detail = 0;
  std::int64_t value = 0;
};

Argument argument_of(const GateEvent& event)
{
  switch (event.kind) {
  case GateEventKind::document_read: return {detail_of(event.reason), code_of(event.result)};
  case GateEventKind::occupancy_changed: return {0, event.number};
  case GateEventKind::door_changed: return {door_detail(event.door, event.door_state), 0};
  case GateEventKind::face_captured:
    return {detail_of(event.reason), millionths(event.face.match_score)};
  case GateEventKind::registry_answered:
  case GateEventKind::joint_answered: return {detail_of(event.reason), code_of(event.decision)};
  case GateEventKind::officer_acted: return {event.officer.value, code_of(event.action)};
  case GateEventKind::device_failed:
  case GateEventKind::device_recovered: return {detail_of(event.device), 0};
  case GateEventKind::time_limit: return {detail_of(event.reason), 0};
  case GateEventKind::doorway_changed: return {detail_of(event.door), event.number};
  default: return {};
  }
}

Argument argument_of(const GateCommand& command)
{
  switch (command.kind) {
  case GateCommandKind::show: return {detail_of(command.screen), 0};
  case GateCommandKind::open_door:
  case GateCommandKind::close_door:
  case GateCommandKind::release_door: return {detail_of(command.door), 0};
  case GateCommandKind::call_officer:
  case GateCommandKind::raise_alarm:
  case GateCommandKind::clear_alarm:
  case GateCommandKind::record_crossing: return {detail_of(command.reason), 0};
  case GateCommandKind::end_transaction:
    return {detail_of(command.reason), code_of(command.outcome)};
  default: return {};
  }
}

} // namespace

void UnitJournal::append(RecordKind kind, TransactionId transaction, std::uint16_t code,
                         std::uint32_t detail, std::int64_t value, DocumentRef ref)
{
  m_journal.append({.time_ns = m_now.ns,
                    .subject = transaction.valid() ? transaction.value : 0,
                    .value = value,
                    .ref = ref.value,
                    .unit = m_unit.value,
                    .station = journal::none_id,
                    .kind = kind,
                    .code = code,
                    .detail = detail});
}

void UnitJournal::started(TransactionId transaction, Direction direction)
{
  append(RecordKind::transaction_started, transaction, code_of(direction), 0, 0);
}

void UnitJournal::ended(TransactionId transaction, DocumentRef ref, Outcome outcome, Reason reason,
                        MonotonicTime since)
{
  append(RecordKind::transaction_ended, transaction, code_of(outcome), detail_of(reason),
         (m_now - since).ns, ref);
}

void UnitJournal::event(const GateEvent& event, TransactionId transaction)
{
  const Argument argument = argument_of(event);
  append(RecordKind::gate_event, transaction, code_of(event.kind), argument.detail, argument.value);
}

void UnitJournal::command(const GateCommand& command)
{
  const Argument argument = argument_of(command);
  append(RecordKind::gate_command, command.transaction, code_of(command.kind), argument.detail,
         argument.value);
}

void UnitJournal::state(GateState left, GateState entered, MonotonicTime since,
                        TransactionId transaction)
{
  append(RecordKind::gate_state, transaction, code_of(entered), detail_of(left),
         (m_now - since).ns);
}

void UnitJournal::checks(TransactionId transaction, DocumentRef ref, const CheckList& checks)
{
  append(RecordKind::checks, transaction, code_of(overall_result(checks)),
         detail_of(overall_reason(checks)), static_cast<std::int64_t>(pack(checks)), ref);
  for (const CheckRecord& check : checks) {
    if (check.result == CheckResult::successful && check.weight != CheckWeight::evaluatory)
      continue;
    append(RecordKind::check, transaction, code_of(check.kind), detail_of(check.reason),
           result_and_weight(check), ref);
  }
}

void UnitJournal::authorised(TransactionId transaction, DocumentRef ref)
{
  append(RecordKind::authorisation_stored, transaction, 0, 0, 0, ref);
}

void UnitJournal::consumed(TransactionId transaction, DocumentRef ref, bool withdrawn)
{
  append(RecordKind::authorisation_consumed, transaction, 0, withdrawn ? 1 : 0, 0, ref);
}

void UnitJournal::called(TransactionId transaction, Reason reason)
{
  append(RecordKind::officer_called, transaction, 0, detail_of(reason), 0);
}

void UnitJournal::acted(TransactionId transaction, OfficerAction action, OfficerId officer)
{
  append(RecordKind::officer_acted, transaction, code_of(action), officer.value, 0);
}

void UnitJournal::joint(TransactionId transaction, JointState state, AuthorityId authority)
{
  append(RecordKind::joint_state, transaction, code_of(state), authority.value, 0);
}

void UnitJournal::alarm(TransactionId transaction, Reason reason, bool raised)
{
  append(RecordKind::alarm, transaction, 0, detail_of(reason), raised ? 1 : 0);
}

} // namespace gatetwin
