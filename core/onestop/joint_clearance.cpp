// SPDX-License-Identifier: Apache-2.0
#include "core/onestop/joint_clearance.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

constexpr std::uint32_t bit_of(JointSide side) { return 1U << static_cast<std::uint32_t>(side); }
constexpr std::array<JointSide, 2> both_sides{JointSide::exit, JointSide::entry};

bool is_settled(ReplyStatus status)
{
  return status == ReplyStatus::done || status == ReplyStatus::duplicate;
}

} // namespace

Status check(const JointConfig& config)
{
  const auto faulty = [](const char* detail) { return Error{ErrorCode::rejected, detail}; };
  if (config.reserve_limit <= Duration{0}) return faulty("reserve_limit: more than 0");
  if (config.reserved_limit <= Duration{0}) return faulty("reserved_limit: more than 0");
  if (config.confirm_limit <= Duration{0}) return faulty("confirm_limit: more than 0");
  if (config.first_resend <= Duration{0}) return faulty("first_resend: more than 0");
  if (config.max_resend < config.first_resend) return faulty("max_resend: at least first_resend");
  if (config.cancel_attempts < 1) return faulty("cancel_attempts: at least 1");
  return success();
}

JointClearance::JointClearance(const JointConfig& config) : m_config(config)
{
  CHECK(check(config).ok());
}

void JointClearance::begin(AuthorityId exit_authority, AuthorityId entry_authority,
                           const RegistryRequest& crossing)
{
  CHECK(m_phase == Phase::idle || m_phase == Phase::ended);
  CHECK(exit_authority.valid() && entry_authority.valid() && exit_authority != entry_authority);
  CHECK(crossing.transaction.valid());
  m_crossing = crossing;
  m_crossing.document.checks.clear();
  m_sides = {Side{.authority = exit_authority}, Side{.authority = entry_authority}};
  m_next_store = MonotonicTime::never();
  m_store_attempts = 0;
}

void JointClearance::start(AuthorityId exit_authority, AuthorityId entry_authority,
                           const RegistryRequest& crossing, MonotonicTime now,
                           JointCommands& commands)
{
  begin(exit_authority, entry_authority, crossing);
  m_crossing.attempt = 0;
  m_phase = Phase::reserving;
  m_state = JointState::reserving;
  m_limit = now + m_config.reserve_limit;
  ask_both(now, commands);
}

void JointClearance::recover(AuthorityId exit_authority, AuthorityId entry_authority,
                             const RegistryRequest& crossing, MonotonicTime now,
                             JointCommands& commands)
{
  begin(exit_authority, entry_authority, crossing);
  m_phase = Phase::confirming;
  m_state = JointState::in_doubt;
  m_limit = MonotonicTime::never();
  m_decided_at = now;
  ask_both(now, commands);
}

bool JointClearance::has_question() const
{
  return m_phase == Phase::reserving || m_phase == Phase::confirming ||
         m_phase == Phase::cancelling;
}

RequestKind JointClearance::question() const
{
  if (m_phase == Phase::reserving) return RequestKind::reserve;
  return m_phase == Phase::confirming ? RequestKind::confirm : RequestKind::cancel;
}

Duration JointClearance::resend_delay(std::uint32_t asked) const
{
  Duration delay = m_config.first_resend;
  for (std::uint32_t i = 1; i < asked && delay < m_config.max_resend; ++i) delay = delay * 2;
  return std::min(delay, m_config.max_resend);
}

void JointClearance::ask(JointSide side, MonotonicTime now, JointCommands& commands)
{
  Side& asked = side_of(side);
  ++asked.asked;
  asked.next_ask = now + resend_delay(asked.asked);
  CHECK(commands.push_back(
      {.kind = JointCommandKind::send, .side = side, .request = question(), .state = m_state}));
}

void JointClearance::ask_both(MonotonicTime now, JointCommands& commands)
{
  for (const JointSide side : both_sides) {
    side_of(side).asked = 0;
    ask(side, now, commands);
  }
}

void JointClearance::report(JointSide side, Reason reason, JointCommands& commands)
{
  const bool good = m_state == JointState::reserved || m_state == JointState::committed ||
                    m_state == JointState::resolved_committed;
  CHECK(commands.push_back({.kind = JointCommandKind::report,
                            .side = side,
                            .state = m_state,
                            .decision = good ? Decision::admit : Decision::refer,
                            .reason = reason}));
}

void JointClearance::confirm(WallTime at, bool stamp_given, MonotonicTime now,
                             JointCommands& commands)
{
  if (m_phase != Phase::reserved) return;
  m_phase = Phase::marking;
  m_state = JointState::confirming;
  m_limit = now + m_config.confirm_limit;
  m_decided_at = now;
  m_crossing.at = at;
  for (const JointSide side : both_sides) {
    if (stamp_given && side_of(side).stamp_due) m_crossing.attempt |= bit_of(side);
  }
  CHECK(commands.push_back({.kind = JointCommandKind::store_in_doubt, .state = m_state}));
}

void JointClearance::cancel(Reason reason, MonotonicTime now, JointCommands& commands)
{
  if (m_phase == Phase::reserving || m_phase == Phase::reserved) {
    cancel_both(JointSide::exit, reason, now, commands);
  } else if (m_phase == Phase::marking) {
    withdraw(reason, now, commands);
  }
}

void JointClearance::on_answer(const JointAnswer& answer, MonotonicTime now,
                               JointCommands& commands)
{
  // Answers to an earlier phase's question, or to another transaction's, come too late to matter.
  if (!has_question() || answer.request != question() ||
      answer.transaction != m_crossing.transaction) {
    return;
  }
  Side& side = side_of(answer.side);
  if (answer.reached && side.word != Word::open && side.word != Word::agreed &&
      side.word != Word::voided) {
    return;
  }
  switch (m_phase) {
  case Phase::reserving: on_reserve_answer(answer, now, commands); break;
  case Phase::confirming: on_confirm_answer(answer, commands); break;
  case Phase::cancelling: on_cancel_answer(answer); break;
  default: break;
  }
}

void JointClearance::on_reserve_answer(const JointAnswer& answer, MonotonicTime now,
                                       JointCommands& commands)
{
  Side& side = side_of(answer.side);
  if (side.word == Word::agreed) return;
  const bool agreed =
      answer.reached && is_settled(answer.status) && answer.decision == Decision::admit;
  if (!agreed) {
    const Reason fallback = answer.reached ? Reason::partner_refused : Reason::partner_unreachable;
    const Reason reason = answer.reason == Reason::none ? fallback : answer.reason;
    cancel_both(answer.side, reason, now, commands);
    return;
  }
  side.word = Word::agreed;
  side.stamp_due = answer.stamp_due;
  side.next_ask = MonotonicTime::never();
  if (!both(Word::agreed)) return;
  m_phase = Phase::reserved;
  m_state = JointState::reserved;
  m_limit = now + m_config.reserved_limit;
  report(answer.side, Reason::none, commands);
}

void JointClearance::on_mark_stored(MonotonicTime now, JointCommands& commands)
{
  if (m_phase != Phase::marking) return;
  m_phase = Phase::confirming;
  ask_both(now, commands);
}

void JointClearance::on_confirm_answer(const JointAnswer& answer, JointCommands& commands)
{
  if (!answer.reached || answer.status == ReplyStatus::overloaded) return; // next_ask is set
  Side& side = side_of(answer.side);
  const bool confirmed = is_settled(answer.status) && answer.decision == Decision::admit;
  side.word = confirmed ? Word::confirmed : Word::voided;
  side.broken = !confirmed;
  // A broken word is asked for again: it may be mended at the other end.
  if (confirmed) side.next_ask = MonotonicTime::never();
  if (both(Word::confirmed)) {
    end(m_state == JointState::in_doubt ? JointState::resolved_committed : JointState::committed,
        commands);
  } else if (both(Word::voided)) {
    end(JointState::resolved_cancelled, commands);
  } else if (side.broken && m_state != JointState::in_doubt) {
    doubt(answer.side, Reason::joint_voided, commands);
  }
}

void JointClearance::end(JointState state, JointCommands& commands)
{
  m_phase = Phase::ended;
  m_state = state;
  m_limit = MonotonicTime::never();
  for (Side& side : m_sides) side.next_ask = MonotonicTime::never();
  CHECK(commands.push_back({.kind = JointCommandKind::store_resolved, .state = m_state}));
  const bool voided = state == JointState::resolved_cancelled;
  report(JointSide::exit, voided ? Reason::joint_voided : Reason::none, commands);
}

void JointClearance::settle_by_hand(JointCommands& commands)
{
  CHECK(m_phase == Phase::confirming && (m_sides[0].broken || m_sides[1].broken));
  end(JointState::resolved_cancelled, commands);
}

void JointClearance::doubt(JointSide side, Reason reason, JointCommands& commands)
{
  m_state = JointState::in_doubt;
  m_limit = MonotonicTime::never();
  report(side, reason, commands);
}

void JointClearance::on_store_failed(MonotonicTime now, JointCommands& commands)
{
  if (m_phase == Phase::marking) {
    withdraw(Reason::store_failed, now, commands); // stored later: it has just failed
  } else if (m_phase == Phase::withdrawing) {
    m_next_store = now + resend_delay(m_store_attempts);
  }
}

void JointClearance::withdraw(Reason reason, MonotonicTime now, JointCommands& commands)
{
  m_phase = Phase::withdrawing;
  doubt(JointSide::exit, reason, commands);
  m_store_attempts = 0;
  m_next_store = now;
  if (reason == Reason::store_failed) {
    m_next_store = now + resend_delay(m_store_attempts);
  } else {
    store_withdrawal(now, commands);
  }
}

void JointClearance::store_withdrawal(MonotonicTime now, JointCommands& commands)
{
  ++m_store_attempts;
  m_next_store = now + resend_delay(m_store_attempts);
  CHECK(commands.push_back({.kind = JointCommandKind::store_withdrawal, .state = m_state}));
}

void JointClearance::on_withdrawal_stored(MonotonicTime now, JointCommands& commands)
{
  if (m_phase != Phase::withdrawing) return;
  m_state = JointState::resolved_cancelled;
  m_next_store = MonotonicTime::never();
  report(JointSide::exit, Reason::joint_voided, commands);
  send_cancellations(now, commands);
}

void JointClearance::cancel_both(JointSide side, Reason reason, MonotonicTime now,
                                 JointCommands& commands)
{
  m_state = JointState::cancelling;
  report(side, reason, commands);
  send_cancellations(now, commands);
}

void JointClearance::send_cancellations(MonotonicTime now, JointCommands& commands)
{
  m_phase = Phase::cancelling;
  m_limit = MonotonicTime::never();
  for (Side& side : m_sides) side.word = Word::open;
  ask_both(now, commands);
}

void JointClearance::on_cancel_answer(const JointAnswer& answer)
{
  Side& side = side_of(answer.side);
  if (!answer.reached || answer.status == ReplyStatus::overloaded) {
    if (side.asked < m_config.cancel_attempts) return;
  } else if (answer.status == ReplyStatus::conflict) {
    side.broken = true;
  }
  side.word = Word::cancelled;
  side.next_ask = MonotonicTime::never();
  if (!both(Word::cancelled)) return;
  m_phase = Phase::ended;
  if (m_state == JointState::cancelling) m_state = JointState::cancelled;
}

void JointClearance::on_limit(MonotonicTime now, JointCommands& commands)
{
  if (m_phase == Phase::reserving || m_phase == Phase::reserved) {
    cancel_both(JointSide::exit, Reason::time_limit_joint, now, commands);
  } else if (m_phase == Phase::marking) {
    withdraw(Reason::time_limit_store, now, commands);
  } else if (m_phase == Phase::confirming) {
    doubt(JointSide::exit, Reason::joint_in_doubt, commands);
  }
}

void JointClearance::on_time(MonotonicTime now, JointCommands& commands)
{
  if (now >= m_limit) on_limit(now, commands);
  if (now >= m_next_store) store_withdrawal(now, commands);
  for (const JointSide side : both_sides) {
    if (!has_question() || now < side_of(side).next_ask) continue;
    if (m_phase == Phase::cancelling && side_of(side).asked >= m_config.cancel_attempts) {
      on_cancel_answer({.side = side});
    } else {
      ask(side, now, commands);
    }
  }
}

MonotonicTime JointClearance::next_deadline() const
{
  MonotonicTime next = std::min(m_limit, m_next_store);
  if (!has_question()) return next;
  return std::min({next, m_sides[0].next_ask, m_sides[1].next_ask});
}

bool JointClearance::has_ended() const { return m_phase == Phase::idle || m_phase == Phase::ended; }

bool JointClearance::is_in_doubt() const
{
  return m_phase == Phase::marking || m_phase == Phase::confirming || m_phase == Phase::withdrawing;
}

JointProgress JointClearance::progress() const
{
  JointProgress progress{.phase = static_cast<std::uint8_t>(m_phase),
                         .state = m_state,
                         .limit = m_limit,
                         .next_store = m_next_store,
                         .store_attempts = m_store_attempts};
  for (std::size_t i = 0; i < m_sides.size(); ++i) {
    const Side& side = m_sides[i];
    progress.sides[i] = {static_cast<std::uint8_t>(side.word), side.stamp_due, side.broken,
                         side.asked, side.next_ask};
  }
  return progress;
}

RegistryRequest JointClearance::request(JointSide side, RequestKind kind) const
{
  RegistryRequest request = m_crossing;
  request.kind = kind;
  request.authority = side_of(side).authority;
  request.direction = side == JointSide::exit ? Direction::exit : Direction::entry;
  request.attempt = 0;
  request.decision = kind == RequestKind::confirm ? Decision::admit : Decision::none;
  request.offline = false;
  request.stamped = kind == RequestKind::confirm && (m_crossing.attempt & bit_of(side)) != 0;
  return request;
}

} // namespace gatetwin
