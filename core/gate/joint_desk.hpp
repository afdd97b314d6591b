// SPDX-License-Identifier: Apache-2.0
// A unit's joint clearances: the one of the person at hand, and those that stayed in doubt and are
// still being resolved. Carries out JointClearance's commands through the registry client and the
// store, and gathers what the lane must be told. Bounded: while every place is taken by a pair in
// doubt, nobody new is cleared.
#pragma once
#include "core/domain/unit_report.hpp"
#include "core/gate/unit_journal.hpp"
#include "core/onestop/joint_clearance.hpp"
#include "core/ports/durable_store.hpp"
#include "core/registry/registry_client.hpp"
#include <vector>

namespace gatetwin {

struct JointReport {
  TransactionId transaction;
  JointState state = JointState::idle;
  Decision decision = Decision::none;
  Reason reason = Reason::none;
  bool stamp_due = false; // by either side
};
using JointReports = BoundedVector<JointReport, 32>;

struct JointSides {
  AuthorityId exit;
  AuthorityId entry;
};

class JointDesk {
public:
  // Takes no memory unless `places` are asked for. Client, store and journal outlive it.
  JointDesk(const JointConfig& config, JointSides sides, std::size_t places, DurableStore& store,
            RegistryClient& client, UnitJournal& journal);

  // False: no place is free.
  bool start(const RegistryRequest& crossing, Instant now);
  void confirm(TransactionId transaction, bool stamp_given, Instant now);
  void cancel(TransactionId transaction, Reason reason, Instant now);
  // An officer settled a broken pair with both authorities. False: it is not in doubt.
  bool settle_by_hand(TransactionId transaction, Instant now);
  // In doubt, and an authority broke its word: only settle_by_hand() ends it, or a registry that is
  // mended.
  bool is_broken(TransactionId transaction) const;
  // A pair that was in doubt when the unit stopped. False: no place is free.
  bool recover(const RegistryRequest& crossing, Instant now);

  void on_answer(const RegistryAnswer& answer, Instant now);
  bool on_stored(std::uint64_t ticket, bool durable,
                 Instant now); // true: the ticket was one of ours
  void on_time(Instant now);
  MonotonicTime next_deadline() const;
  std::size_t open() const; // not ended
  // Those that the lane stopped waiting for; for the centres to know of.
  std::vector<PairInDoubt> in_doubt(MonotonicTime now) const;

  // What the lane must be told; the caller clears it.
  JointReports& reports() { return m_reports; }

private:
  struct Place {
    JointClearance clearance;
    std::uint64_t ticket = 0; // of the mark or withdrawal that is being written
    bool withdrawing = false;
    bool refused = false; // the store did not take it
  };
  Place* find(TransactionId transaction);
  const Place* find(TransactionId transaction) const;
  static bool is_broken(const Place& place);
  Place* free_place();
  void run(Place& place, const JointCommands& commands, Instant now);
  void carry_out(Place& place, const JointCommand& command, Instant now);
  void store(Place& place, JointCommandKind kind);

  JointConfig m_config;
  JointSides m_sides;
  DurableStore& m_store;
  RegistryClient& m_client;
  UnitJournal& m_journal;
  std::vector<Place> m_places;
  JointReports m_reports;
  BoundedRing<RegistryAnswer, 16> m_at_once; // answers that start() of the client gave
  StoreEntry m_entry;                        // scratch: a StoreEntry is large
};

} // namespace gatetwin
