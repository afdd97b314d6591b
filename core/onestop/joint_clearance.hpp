// SPDX-License-Identifier: Apache-2.0
// One traveller, two authorities, one stop: exit from one country and entry into the other are
// cleared together or not at all. Events in, commands out; the caller sends, stores and tells the
// lane.
//
// The way: reserve with both -> both agree: the lane is told `reserved` and does its own checks ->
// the lane wants to go on: the in-doubt mark is stored -> it is durable: confirm with both -> both
// confirmations are known: `committed`, and only now may anybody pass. Until then the traveller
// waits on the exit side.
//
// The durable mark is the decision. Before it: a refusal, a time limit or the lane cancels both.
// After it: both are asked to confirm until both have, however long that takes; after confirm_limit
// the lane is told `in_doubt` and stops waiting. A confirmation is never followed by a
// cancellation, nor the reverse, so a pair never ends half. When the store fails, the mark may or
// may not be there: the pair is in doubt, nothing is confirmed, and the withdrawal is stored
// (repeatedly if need be) before anything is cancelled. A registry that answers a confirmation with
// "voided" although it had agreed has lost or broken its word; when both did, the pair is resolved
// as cancelled, otherwise it stays in doubt and visible for an officer.
//
// What an authority must keep: a reservation that it granted can be confirmed until it is
// cancelled, whatever time has passed (core/registry keeps this).
#pragma once
#include "core/base/bounded.hpp"
#include "core/base/result.hpp"
#include "core/domain/gate_words.hpp"
#include "core/domain/registry_message.hpp"
#include <array>
#include <cstdint>

namespace gatetwin {

enum class JointSide : std::uint8_t { exit, entry };

struct JointConfig {
  Duration reserve_limit = seconds(5);  // both answers
  Duration reserved_limit = minutes(1); // until the lane confirms or cancels; below the registries'
  Duration confirm_limit = seconds(5);  // the mark and both answers; then the lane stops waiting
  Duration first_resend = seconds(2);   // a question that stayed without answer is asked again, ...
  Duration max_resend = minutes(1);     // ... at intervals that double up to this
  std::uint32_t cancel_attempts = 5;    // then the reservation is left to expire
};
// Names the first faulty field in the error's detail.
Status check(const JointConfig& config);

enum class JointCommandKind : std::uint8_t {
  send,             // `request` to `side`: build it with JointClearance::request()
  store_in_doubt,   // append joint_in_doubt with mark(); on_mark_stored() or on_store_failed()
                    // follows
  store_withdrawal, // append joint_resolved with mark(); on_withdrawal_stored() or
                    // on_store_failed()
  store_resolved,   // append joint_resolved with mark(); nothing follows
  report            // tell the lane: state, decision, reason
};

struct JointCommand {
  JointCommandKind kind = JointCommandKind::report;
  JointSide side = JointSide::exit;
  RequestKind request = RequestKind::reserve;
  JointState state = JointState::idle;
  Decision decision = Decision::none; // admit for reserved and committed, else refer
  Reason reason = Reason::none;
};
using JointCommands = BoundedVector<JointCommand, 12>;

// One authority's reply, or that none came (reached false).
struct JointAnswer {
  JointSide side = JointSide::exit;
  RequestKind request = RequestKind::reserve;
  TransactionId transaction{};
  bool reached = false;
  ReplyStatus status = ReplyStatus::done;
  Decision decision = Decision::none;
  Reason reason = Reason::none;
  bool stamp_due = false;
};

// Everything that decides what a clearance does next: equal progress, equal behaviour. For state
// files, screens and tests.
struct JointProgress {
  struct Side {
    std::uint8_t word = 0;
    bool stamp_due = false;
    bool broken = false;
    std::uint32_t asked = 0;
    MonotonicTime next_ask{};
    bool operator==(const Side&) const = default;
  };
  std::uint8_t phase = 0;
  JointState state = JointState::idle;
  std::array<Side, 2> sides{};
  MonotonicTime limit{};
  MonotonicTime next_store{};
  std::uint32_t store_attempts = 0;
  bool operator==(const JointProgress&) const = default;
};

class JointClearance {
public:
  JointClearance() = default; // idle
  explicit JointClearance(const JointConfig& config);

  // `crossing`: transaction, unit, checkpoint, document, time. Direction and authority are filled
  // in for each side. Idle or ended only.
  void start(AuthorityId exit_authority, AuthorityId entry_authority,
             const RegistryRequest& crossing, MonotonicTime now, JointCommands& commands);
  // The lane's own checks are passed: commit both. `at`: the crossing's time; `stamp_given`: those
  // sides that found a control stamp due get it recorded. Counts in `reserved` only.
  void confirm(WallTime at, bool stamp_given, MonotonicTime now, JointCommands& commands);
  // The lane gives up. Counts until the mark is durable; afterwards the pair takes its course.
  void cancel(Reason reason, MonotonicTime now, JointCommands& commands);
  void on_answer(const JointAnswer& answer, MonotonicTime now, JointCommands& commands);
  void on_mark_stored(MonotonicTime now, JointCommands& commands);
  void on_withdrawal_stored(MonotonicTime now, JointCommands& commands);
  void on_store_failed(MonotonicTime now, JointCommands& commands);
  void on_time(MonotonicTime now, JointCommands& commands);
  // After a restart: a durable mark without resolution. `crossing` as it was stored by
  // store_in_doubt; both are asked to confirm.
  void recover(AuthorityId exit_authority, AuthorityId entry_authority,
               const RegistryRequest& crossing, MonotonicTime now, JointCommands& commands);

  // An officer settled a broken pair with both authorities: it ends; its mark is resolved.
  void settle_by_hand(JointCommands& commands);

  JointState state() const { return m_state; }
  TransactionId transaction() const { return m_crossing.transaction; }
  MonotonicTime next_deadline() const;
  MonotonicTime decided_at() const { return m_decided_at; } // since when it has been confirming
  // Nothing is under way any more.
  bool has_ended() const;
  // The lane's decision is out of its hands, and not both answers are known.
  bool is_in_doubt() const;
  bool stamp_due(JointSide side) const { return side_of(side).stamp_due; }
  AuthorityId authority(JointSide side) const { return side_of(side).authority; }
  bool is_confirmed(JointSide side) const { return side_of(side).word == Word::confirmed; }
  // That side voided what it had agreed to, or had confirmed what nobody asked for.
  bool is_broken(JointSide side) const { return side_of(side).broken; }

  JointProgress progress() const;

  // The message to send. Equal calls give equal content, also after recover().
  RegistryRequest request(JointSide side, RequestKind kind) const;
  // The content to store with the marks. Its `attempt` holds which sides stamp.
  const RegistryRequest& mark() const { return m_crossing; }

private:
  enum class Phase : std::uint8_t {
    idle,
    reserving,
    reserved,
    marking,
    confirming,
    withdrawing,
    cancelling,
    ended
  };
  enum class Word : std::uint8_t { open, agreed, confirmed, voided, cancelled };
  struct Side {
    AuthorityId authority;
    bool stamp_due = false;
    Word word = Word::open; // the last thing that it said
    bool broken = false;
    std::uint32_t asked = 0;
    MonotonicTime next_ask = MonotonicTime::never();
  };
  Side& side_of(JointSide side) { return m_sides[static_cast<std::size_t>(side)]; }
  const Side& side_of(JointSide side) const { return m_sides[static_cast<std::size_t>(side)]; }
  bool both(Word word) const { return m_sides[0].word == word && m_sides[1].word == word; }
  void begin(AuthorityId exit_authority, AuthorityId entry_authority,
             const RegistryRequest& crossing);
  RequestKind question() const;
  bool has_question() const;
  void ask(JointSide side, MonotonicTime now, JointCommands& commands);
  void ask_both(MonotonicTime now, JointCommands& commands);
  Duration resend_delay(std::uint32_t asked) const;
  void report(JointSide side, Reason reason, JointCommands& commands);
  void on_reserve_answer(const JointAnswer& answer, MonotonicTime now, JointCommands& commands);
  void on_confirm_answer(const JointAnswer& answer, JointCommands& commands);
  void on_cancel_answer(const JointAnswer& answer);
  void cancel_both(JointSide side, Reason reason, MonotonicTime now, JointCommands& commands);
  void send_cancellations(MonotonicTime now, JointCommands& commands);
  void withdraw(Reason reason, MonotonicTime now, JointCommands& commands);
  void store_withdrawal(MonotonicTime now, JointCommands& commands);
  void doubt(JointSide side, Reason reason, JointCommands& commands);
  void end(JointState state, JointCommands& commands);
  void on_limit(MonotonicTime now, JointCommands& commands);

  JointConfig m_config;
  Phase m_phase = Phase::idle;
  JointState m_state = JointState::idle;
  RegistryRequest m_crossing;
  std::array<Side, 2> m_sides{};
  MonotonicTime m_limit = MonotonicTime::never();
  MonotonicTime m_decided_at;
  MonotonicTime m_next_store = MonotonicTime::never();
  std::uint32_t m_store_attempts = 0;
};

} // namespace gatetwin
