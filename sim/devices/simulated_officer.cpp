// SPDX-License-Identifier: Apache-2.0
#include "sim/devices/simulated_officer.hpp"
#include "sim/devices/officer_policy.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

constexpr std::uint8_t arrives = 0;
constexpr std::uint8_t decides = 1;
constexpr std::uint8_t stamps = 2;
constexpr std::uint8_t rounds = 3;

constexpr Duration shortest_round = seconds(5);

// What the console shows and the answer repeats: the unit's own count of the transaction, 0 for the
// unit itself.
std::uint64_t count_of(TransactionId transaction)
{
  return transaction.valid() ? transaction.value & 0xFF'FFFF'FFFFULL : 0;
}

} // namespace

SimulatedOfficer::SimulatedOfficer(OfficerPost post, OfficerId officer, const DeviceTimes& times,
                                   DeviceScheduler& scheduler, VisitDraws& draws,
                                   InputOutlet& outlet)
    : m_post(post), m_officer(officer), m_times(times), m_scheduler(scheduler), m_draws(draws),
      m_outlet(outlet)
{
}

SimulatedOfficer::Call* SimulatedOfficer::find(TransactionId transaction)
{
  for (Call& call : m_calls) {
    if (call.transaction == transaction) return &call;
  }
  return nullptr;
}

// A further reason for the transaction that is already shown changes the picture, not when the
// officer comes; that it takes long changes nothing.
void SimulatedOfficer::call(TransactionId transaction, Reason reason)
{
  if (Call* shown = find(transaction)) {
    const bool is_reminder =
        reason == Reason::time_limit_officer || reason == Reason::time_limit_enclosed;
    if (!is_reminder) shown->reason = reason;
    return;
  }
  m_calls.push_back({transaction, reason, ++m_call_token});
  m_last_decision = OfficerAction::none;
  if (m_post == OfficerPost::gate) {
    const Duration comes = m_draws.time(Draw::officer_response, m_times.officer_response);
    m_scheduler.schedule(comes, DevicePart::officer, arrives, m_call_token);
  } else {
    const Duration inspects = m_draws.time(Draw::inspect, m_times.inspect);
    m_scheduler.schedule(inspects, DevicePart::officer, decides, m_call_token);
  }
}

void SimulatedOfficer::withdraw(TransactionId transaction)
{
  std::erase_if(m_calls, [&](const Call& call) { return call.transaction == transaction; });
}

void SimulatedOfficer::ask_for_stamp(TransactionId)
{
  const Duration stamping = m_draws.time(Draw::stamp, m_times.stamp);
  m_scheduler.schedule(stamping, DevicePart::officer, stamps, ++m_stamp_token);
}

void SimulatedOfficer::on_due(std::uint8_t what, std::uint32_t token)
{
  if (what == rounds) return end_round();
  if (what != stamps) return answer(what, token);
  if (token != m_stamp_token) return;
  PortInput input;
  input.kind = InputKind::stamp_applied;
  input.officer = m_officer;
  m_outlet.post(input, Device::officer_call);
}

void SimulatedOfficer::answer(std::uint8_t what, std::uint32_t token)
{
  const auto call = std::find_if(m_calls.begin(), m_calls.end(),
                                 [token](const Call& shown) { return shown.token == token; });
  if (call == m_calls.end()) return; // withdrawn meanwhile
  const std::uint64_t seen = count_of(call->transaction);
  if (what == arrives) {
    act(OfficerAction::acknowledge, seen);
    const Duration handles = m_draws.time(Draw::officer_handling, m_times.officer_handling);
    m_scheduler.schedule(handles, DevicePart::officer, decides, token);
    return;
  }
  const bool at_gate = m_post == OfficerPost::gate;
  m_last_decision = at_gate ? decision_at_gate(call->reason) : decision_at_booth(call->reason);
  if (m_last_decision == OfficerAction::admit && !m_sees_holder) {
    m_last_decision = OfficerAction::refer;
  }
  m_calls.erase(call);
  act(m_last_decision, seen);
}

void SimulatedOfficer::start_round()
{
  m_on_round = true;
  const Duration time = m_draws.time(Draw::officer_response, m_times.officer_response) +
                        m_draws.time(Draw::officer_handling, m_times.officer_handling);
  m_scheduler.schedule(std::max(time, shortest_round), DevicePart::officer, rounds, 0);
}

void SimulatedOfficer::end_round()
{
  m_on_round = false;
  if (!m_hears_alarm) return;
  act_on_unit(OfficerAction::acknowledge);
  act_on_unit(OfficerAction::reset);
}

void SimulatedOfficer::act_on_unit(OfficerAction action) { act(action, 0); }

void SimulatedOfficer::act(OfficerAction action, std::uint64_t seen)
{
  PortInput input;
  input.kind = InputKind::officer;
  input.action = action;
  input.officer = m_officer;
  input.number = seen;
  m_outlet.post(input, Device::officer_call);
}

} // namespace gatetwin
