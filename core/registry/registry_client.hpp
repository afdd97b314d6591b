// SPDX-License-Identifier: Apache-2.0
// The unit's side of the protocol for questions that a traveller waits for: check, reserve,
// confirm, cancel. (Crossings go through the Outbox.) Sans-I/O: it sends through the RegistryLink
// port and is told replies and the time; it allocates nothing.
//
// Each request has one deadline over all its attempts. Attempts are repeated after an exponential
// back-off whose jitter is a function of the transaction and the attempt, so that a site's units
// don't knock in step and a replay gives the same times. The first reply that answers an attempt of
// an outstanding request counts; late, repeated and foreign ones are counted and ignored. An answer
// says whether the registry was reached; every started request gets exactly one, from start()
// itself or later.
//
// Circuit, for each authority: after `open_after` requests in a row without reply, the authority
// counts as unreachable. Then one request in probe_interval is tried; the others are answered
// `unreachable` at once, so that the offline policy acts without a wait. Any reply closes the
// circuit.
#pragma once
#include "core/base/bounded.hpp"
#include "core/base/result.hpp"
#include "core/journal/journal.hpp"
#include "core/ports/registry_link.hpp"
#include <cstdint>
#include <optional>

namespace gatetwin {

struct RegistryClientConfig {
  Duration deadline = milliseconds(1500);   // then the offline policy decides
  Duration first_retry = milliseconds(400); // doubles with each attempt
  Duration max_retry = seconds(5);
  std::uint32_t max_attempts = 4;
  std::uint32_t jitter_percent = 30; // a back-off is shortened by up to so much
  std::uint32_t open_after = 2;
  Duration probe_interval = seconds(5);
};
// Names the first faulty field in the error's detail.
Status check(const RegistryClientConfig& config);

struct RegistryAnswer {
  RequestKind kind = RequestKind::check;
  AuthorityId authority;
  TransactionId transaction;
  bool reached = false; // false: decision is refer, reason registry_unreachable
  ReplyStatus status = ReplyStatus::done;
  Decision decision = Decision::none;
  Reason reason = Reason::none;
  bool stamp_due = false;
  std::uint64_t list_version = 0;
  std::uint32_t attempts = 0;
  Duration round_trip{}; // of the attempt that was answered
};

// When attempt number `attempt` (1 for the first repetition) follows the one before it.
Duration retry_delay(Duration first, Duration longest, std::uint32_t jitter_percent,
                     TransactionId transaction, std::uint32_t attempt);

class RegistryClient {
public:
  static constexpr std::size_t capacity = 8;    // outstanding requests
  static constexpr std::size_t authorities = 4; // known circuits
  using Answers = BoundedVector<RegistryAnswer, capacity>;

  // The link, and the journal if given, outlive the client. The config must pass check().
  RegistryClient(const RegistryClientConfig& config, RegistryLink& link, journal::Journal* journal);

  // An answer at once when the circuit is open, no room is left, or that request is outstanding
  // already.
  std::optional<RegistryAnswer> start(const RegistryRequest& request, Instant now);
  // The answer to an outstanding request, or nothing.
  std::optional<RegistryAnswer> on_reply(const RegistryReply& reply, Instant now);
  // Sends what is due again, gives up what is overdue.
  Answers on_time(Instant now);
  // Nobody waits for this one any more: forget it, without an answer.
  void abandon(AuthorityId authority, TransactionId transaction, RequestKind kind);
  MonotonicTime next_deadline() const;

  // Somebody else (the outbox) heard from this authority.
  void note_contact(AuthorityId authority, MonotonicTime now);
  bool is_reachable(AuthorityId authority) const;
  // Since the first request that went unanswered; nothing while the last one was answered.
  std::optional<MonotonicTime> unreachable_since(AuthorityId authority) const;

  std::size_t outstanding() const { return m_count; }
  std::uint64_t ignored_replies() const { return m_ignored; }

private:
  static constexpr std::size_t most_attempts = 8;
  struct Slot {
    bool used = false;
    RegistryRequest request;
    MonotonicTime deadline;
    MonotonicTime next_send; // never: no attempt left
    std::array<MonotonicTime, most_attempts> sent_at{};
    std::uint32_t attempts = 0;
  };
  struct Circuit {
    AuthorityId authority;
    std::uint32_t unanswered = 0;
    MonotonicTime lost_since{};
    MonotonicTime next_probe{};
  };

  Slot* find(AuthorityId authority, TransactionId transaction, RequestKind kind);
  Slot* free_slot();
  Circuit* circuit_of(AuthorityId authority);
  const Circuit* find_circuit(AuthorityId authority) const;
  bool may_ask(Circuit& circuit, MonotonicTime now);
  void send(Slot& slot, MonotonicTime now);
  void release(Slot& slot);
  RegistryAnswer give_up(const RegistryRequest& request, std::uint32_t attempts, Reason reason,
                         MonotonicTime now);
  void journal_answer(const RegistryAnswer& answer, UnitId unit, MonotonicTime now);

  RegistryClientConfig m_config;
  RegistryLink& m_link;
  journal::Journal* m_journal;
  std::array<Slot, capacity> m_slots{};
  std::size_t m_count = 0;
  BoundedVector<Circuit, authorities> m_circuits;
  std::uint64_t m_ignored = 0;
};

} // namespace gatetwin
