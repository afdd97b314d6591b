// SPDX-License-Identifier: Apache-2.0
#include "core/registry/registry_client.hpp"
#include "core/base/random_stream.hpp"
#include <algorithm>

namespace gatetwin {

Status check(const RegistryClientConfig& config)
{
  const auto faulty = [](const char* detail) { return Error{ErrorCode::rejected, detail}; };
  if (config.deadline <= Duration{0}) return faulty("deadline: more than 0");
  if (config.first_retry <= Duration{0}) return faulty("first_retry: more than 0");
  if (config.max_retry < config.first_retry) return faulty("max_retry: at least first_retry");
  if (config.max_attempts < 1 || config.max_attempts > 8) return faulty("max_attempts: 1 to 8");
  if (config.jitter_percent > 90) return faulty("jitter_percent: at most 90");
  if (config.open_after < 1) return faulty("open_after: at least 1");
  if (config.probe_interval < Duration{0}) return faulty("probe_interval: not negative");
  return success();
}

Duration retry_delay(Duration first, Duration longest, std::uint32_t jitter_percent,
                     TransactionId transaction, std::uint32_t attempt)
{
  std::int64_t delay_ns = first.ns;
  for (std::uint32_t i = 1; i < attempt && delay_ns < longest.ns; ++i) {
    delay_ns = delay_ns > longest.ns / 2 ? longest.ns : delay_ns * 2;
  }
  delay_ns = std::min(delay_ns, longest.ns);
  const auto luck = static_cast<std::int64_t>(mix64(transaction.value ^ mix64(attempt)) >> 54);
  const std::int64_t span_ns = delay_ns / 100 * static_cast<std::int64_t>(jitter_percent);
  return {delay_ns - span_ns / 1024 * luck}; // luck is 0 to 1023
}

RegistryClient::RegistryClient(const RegistryClientConfig& config, RegistryLink& link,
                               journal::Journal* journal)
    : m_config(config), m_link(link), m_journal(journal)
{
  CHECK(check(config).ok());
}

RegistryClient::Slot* RegistryClient::find(AuthorityId authority, TransactionId transaction,
                                           RequestKind kind)
{
  for (Slot& slot : m_slots) {
    if (slot.used && slot.request.transaction == transaction && slot.request.kind == kind &&
        slot.request.authority == authority) {
      return &slot;
    }
  }
  return nullptr;
}

RegistryClient::Slot* RegistryClient::free_slot()
{
  for (Slot& slot : m_slots) {
    if (!slot.used) return &slot;
  }
  return nullptr;
}

RegistryClient::Circuit* RegistryClient::circuit_of(AuthorityId authority)
{
  for (Circuit& circuit : m_circuits) {
    if (circuit.authority == authority) return &circuit;
  }
  if (!m_circuits.push_back({.authority = authority})) return nullptr;
  return &m_circuits[m_circuits.size() - 1];
}

const RegistryClient::Circuit* RegistryClient::find_circuit(AuthorityId authority) const
{
  for (const Circuit& circuit : m_circuits) {
    if (circuit.authority == authority) return &circuit;
  }
  return nullptr;
}

bool RegistryClient::may_ask(Circuit& circuit, MonotonicTime now)
{
  if (circuit.unanswered < m_config.open_after) return true;
  if (now < circuit.next_probe) return false;
  circuit.next_probe = now + m_config.probe_interval;
  return true;
}

std::optional<RegistryAnswer> RegistryClient::start(const RegistryRequest& request, Instant now)
{
  Circuit* circuit = circuit_of(request.authority);
  Slot* slot = free_slot();
  const bool twice = find(request.authority, request.transaction, request.kind) != nullptr;
  if (circuit == nullptr || slot == nullptr || twice) {
    return give_up(request, 0, Reason::registry_overloaded, now.mono);
  }
  if (!may_ask(*circuit, now.mono)) {
    return give_up(request, 0, Reason::registry_unreachable, now.mono);
  }
  slot->used = true;
  slot->request = request;
  slot->deadline = now.mono + m_config.deadline;
  slot->attempts = 0;
  ++m_count;
  send(*slot, now.mono);
  return std::nullopt;
}

void RegistryClient::send(Slot& slot, MonotonicTime now)
{
  slot.request.attempt = slot.attempts;
  slot.sent_at[slot.attempts] = now;
  ++slot.attempts;
  slot.next_send = MonotonicTime::never();
  if (slot.attempts < m_config.max_attempts) {
    slot.next_send =
        now + retry_delay(m_config.first_retry, m_config.max_retry, m_config.jitter_percent,
                          slot.request.transaction, slot.attempts);
  }
  if (m_journal != nullptr) {
    m_journal->append({.time_ns = now.ns,
                       .subject = slot.request.transaction.value,
                       .unit = slot.request.unit.value,
                       .kind = journal::RecordKind::registry_request,
                       .code = static_cast<std::uint16_t>(slot.request.kind),
                       .detail = slot.request.attempt});
  }
  m_link.send(slot.request);
}

std::optional<RegistryAnswer> RegistryClient::on_reply(const RegistryReply& reply, Instant now)
{
  Slot* slot = find(reply.authority, reply.transaction, reply.kind);
  if (slot == nullptr || reply.attempt >= slot->attempts) {
    ++m_ignored;
    return std::nullopt;
  }
  note_contact(reply.authority, now.mono);
  const bool more_time = slot->next_send < slot->deadline;
  if (reply.status == ReplyStatus::overloaded && more_time)
    return std::nullopt; // asked again later
  RegistryAnswer answer{.kind = reply.kind,
                        .authority = reply.authority,
                        .transaction = reply.transaction,
                        .reached = true,
                        .status = reply.status,
                        .decision = reply.decision,
                        .reason = reply.reason,
                        .stamp_due = reply.stamp_due,
                        .list_version = reply.list_version,
                        .attempts = slot->attempts,
                        .round_trip = now.mono - slot->sent_at[reply.attempt]};
  const bool answered = reply.status == ReplyStatus::done || reply.status == ReplyStatus::duplicate;
  if (!answered) {
    answer.decision = Decision::refer;
    answer.stamp_due = false;
    if (reply.status == ReplyStatus::overloaded) answer.reason = Reason::registry_overloaded;
    if (answer.reason == Reason::none) answer.reason = Reason::registry_refused;
  }
  journal_answer(answer, slot->request.unit, now.mono);
  release(*slot);
  return answer;
}

RegistryClient::Answers RegistryClient::on_time(Instant now)
{
  Answers answers;
  if (m_count == 0) return answers;
  for (Slot& slot : m_slots) {
    if (!slot.used) continue;
    if (now.mono >= slot.deadline) {
      Circuit* circuit = circuit_of(slot.request.authority);
      CHECK(circuit != nullptr);
      if (circuit->unanswered == 0) circuit->lost_since = slot.sent_at[0];
      ++circuit->unanswered;
      circuit->next_probe = now.mono + m_config.probe_interval;
      CHECK(answers.push_back(
          give_up(slot.request, slot.attempts, Reason::registry_unreachable, now.mono)));
      release(slot);
    } else if (now.mono >= slot.next_send) {
      send(slot, now.mono);
    }
  }
  return answers;
}

void RegistryClient::abandon(AuthorityId authority, TransactionId transaction, RequestKind kind)
{
  if (Slot* slot = find(authority, transaction, kind)) release(*slot);
}

MonotonicTime RegistryClient::next_deadline() const
{
  MonotonicTime next = MonotonicTime::never();
  if (m_count == 0) return next;
  for (const Slot& slot : m_slots) {
    if (slot.used) next = std::min({next, slot.deadline, slot.next_send});
  }
  return next;
}

void RegistryClient::note_contact(AuthorityId authority, MonotonicTime now)
{
  if (Circuit* circuit = circuit_of(authority)) {
    circuit->unanswered = 0;
    circuit->next_probe = now;
  }
}

bool RegistryClient::is_reachable(AuthorityId authority) const
{
  const Circuit* circuit = find_circuit(authority);
  return circuit == nullptr || circuit->unanswered < m_config.open_after;
}

std::optional<MonotonicTime> RegistryClient::unreachable_since(AuthorityId authority) const
{
  const Circuit* circuit = find_circuit(authority);
  if (circuit == nullptr || circuit->unanswered == 0) return std::nullopt;
  return circuit->lost_since;
}

void RegistryClient::release(Slot& slot)
{
  slot.used = false;
  // Personal data lives no longer than its question.
  slot.request.document = CheckedDocument{};
  --m_count;
}

RegistryAnswer RegistryClient::give_up(const RegistryRequest& request, std::uint32_t attempts,
                                       Reason reason, MonotonicTime now)
{
  const RegistryAnswer answer{.kind = request.kind,
                              .authority = request.authority,
                              .transaction = request.transaction,
                              .reached = false,
                              .decision = Decision::refer,
                              .reason = reason,
                              .attempts = attempts};
  journal_answer(answer, request.unit, now);
  return answer;
}

void RegistryClient::journal_answer(const RegistryAnswer& answer, UnitId unit, MonotonicTime now)
{
  if (m_journal == nullptr) return;
  m_journal->append({.time_ns = now.ns,
                     .subject = answer.transaction.value,
                     .value = answer.reached ? answer.round_trip.ns : -1,
                     .unit = unit.value,
                     .kind = journal::RecordKind::registry_answer,
                     .code = static_cast<std::uint16_t>(answer.kind),
                     .detail = static_cast<std::uint32_t>(answer.reason)});
}

} // namespace gatetwin
