// SPDX-License-Identifier: Apache-2.0
// The pairs of a unit that go on without their lane: in doubt, or being cancelled. Bounded and
// visible: when no place is left no further joint clearance may start. Each pair is re-asked until
// it is resolved, also after a restart.
//
// Commands name their transaction; find() gives the pair to build the message or mark from. A pair
// that has ended stays for that until the next call that may change the book.
#pragma once
#include "core/onestop/joint_clearance.hpp"

namespace gatetwin {

struct PairCommand {
  TransactionId transaction;
  JointCommand command;
};

class InDoubtBook {
public:
  static constexpr std::size_t capacity = 16;
  using Commands = BoundedVector<PairCommand, capacity * 4>;

  // `limit` places, at most capacity.
  InDoubtBook(const JointConfig& config, std::size_t limit);

  // Room for one more, so that a clearance that starts now has a place should it need one.
  bool accepts() const;
  // Takes over the lane's pair, which has not ended. False: no room, or that transaction is in it.
  [[nodiscard]] bool take(const JointClearance& pair);

  void on_answer(const JointAnswer& answer, MonotonicTime now, Commands& commands);
  void on_mark_stored(TransactionId transaction, MonotonicTime now, Commands& commands);
  void on_withdrawal_stored(TransactionId transaction, MonotonicTime now, Commands& commands);
  void on_store_failed(TransactionId transaction, MonotonicTime now, Commands& commands);
  void on_time(MonotonicTime now, Commands& commands);
  MonotonicTime next_deadline() const;

  // An officer settled a broken pair by hand with both authorities: it leaves the book; its mark is
  // resolved by the command that comes back. False: there is no such pair in doubt.
  [[nodiscard]] bool settle_by_hand(TransactionId transaction, Commands& commands);

  // Restart: the store's joint_in_doubt and joint_resolved entries in their order, then start().
  // False: more pairs in doubt than places; the unit must stay out of service for joint clearances.
  [[nodiscard]] bool recover_mark(const RegistryRequest& mark);
  void recover_resolved(TransactionId transaction);
  // `own` and `partner` as the unit is configured: the mark's authority is one of them and its
  // direction tells which side it is on.
  void start(AuthorityId own, AuthorityId partner, Direction own_direction, MonotonicTime now,
             Commands& commands);

  const JointClearance* find(TransactionId transaction) const;
  std::size_t size() const; // pairs that have not ended
  std::size_t in_doubt() const;
  MonotonicTime oldest_decision() const; // never: nothing is in doubt

private:
  JointClearance* find_open(TransactionId transaction);
  void forget_ended();
  static void hand_over(const JointCommands& from, TransactionId transaction, Commands& to);

  JointConfig m_config;
  std::size_t m_limit;
  BoundedVector<JointClearance, capacity> m_pairs;
  BoundedVector<RegistryRequest, capacity> m_marks; // recovered, until start()
};

} // namespace gatetwin
