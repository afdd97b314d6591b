// SPDX-License-Identifier: Apache-2.0
#include "core/onestop/in_doubt_book.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

template <typename T, std::size_t N> void erase_at(BoundedVector<T, N>& items, std::size_t at)
{
  std::copy(items.begin() + at + 1, items.end(), items.begin() + at);
  CHECK(items.resize(items.size() - 1));
}

} // namespace

InDoubtBook::InDoubtBook(const JointConfig& config, std::size_t limit)
    : m_config(config), m_limit(limit)
{
  CHECK(check(config).ok() && limit <= capacity);
}

bool InDoubtBook::accepts() const { return size() + m_marks.size() < m_limit; }

bool InDoubtBook::take(const JointClearance& pair)
{
  forget_ended();
  if (pair.has_ended() || !accepts() || find_open(pair.transaction()) != nullptr) return false;
  return m_pairs.push_back(pair);
}

void InDoubtBook::hand_over(const JointCommands& from, TransactionId transaction, Commands& to)
{
  for (const JointCommand& command : from) CHECK(to.push_back({transaction, command}));
}

void InDoubtBook::on_answer(const JointAnswer& answer, MonotonicTime now, Commands& commands)
{
  forget_ended();
  JointClearance* pair = find_open(answer.transaction);
  if (pair == nullptr) return;
  JointCommands own;
  pair->on_answer(answer, now, own);
  hand_over(own, answer.transaction, commands);
}

void InDoubtBook::on_mark_stored(TransactionId transaction, MonotonicTime now, Commands& commands)
{
  forget_ended();
  JointClearance* pair = find_open(transaction);
  if (pair == nullptr) return;
  JointCommands own;
  pair->on_mark_stored(now, own);
  hand_over(own, transaction, commands);
}

void InDoubtBook::on_withdrawal_stored(TransactionId transaction, MonotonicTime now,
                                       Commands& commands)
{
  forget_ended();
  JointClearance* pair = find_open(transaction);
  if (pair == nullptr) return;
  JointCommands own;
  pair->on_withdrawal_stored(now, own);
  hand_over(own, transaction, commands);
}

void InDoubtBook::on_store_failed(TransactionId transaction, MonotonicTime now, Commands& commands)
{
  forget_ended();
  JointClearance* pair = find_open(transaction);
  if (pair == nullptr) return;
  JointCommands own;
  pair->on_store_failed(now, own);
  hand_over(own, transaction, commands);
}

void InDoubtBook::on_time(MonotonicTime now, Commands& commands)
{
  forget_ended();
  for (JointClearance& pair : m_pairs) {
    if (now < pair.next_deadline()) continue;
    JointCommands own;
    pair.on_time(now, own);
    hand_over(own, pair.transaction(), commands);
  }
}

MonotonicTime InDoubtBook::next_deadline() const
{
  MonotonicTime next = MonotonicTime::never();
  for (const JointClearance& pair : m_pairs) next = std::min(next, pair.next_deadline());
  return next;
}

bool InDoubtBook::settle_by_hand(TransactionId transaction, Commands& commands)
{
  forget_ended();
  for (std::size_t i = 0; i < m_pairs.size(); ++i) {
    if (m_pairs[i].transaction() != transaction || !m_pairs[i].is_in_doubt()) continue;
    const bool broken =
        m_pairs[i].is_broken(JointSide::exit) || m_pairs[i].is_broken(JointSide::entry);
    if (!broken) return false;
    JointCommands own;
    m_pairs[i].settle_by_hand(own);
    hand_over(own, transaction, commands);
    return true;
  }
  return false;
}

bool InDoubtBook::recover_mark(const RegistryRequest& mark)
{
  recover_resolved(mark.transaction); // written twice counts once
  return m_marks.size() < m_limit && m_marks.push_back(mark);
}

void InDoubtBook::recover_resolved(TransactionId transaction)
{
  for (std::size_t i = 0; i < m_marks.size(); ++i) {
    if (m_marks[i].transaction != transaction) continue;
    erase_at(m_marks, i);
    return;
  }
}

void InDoubtBook::start(AuthorityId own, AuthorityId partner, Direction own_direction,
                        MonotonicTime now, Commands& commands)
{
  const bool own_is_exit = own_direction == Direction::exit;
  for (const RegistryRequest& mark : m_marks) {
    JointClearance pair(m_config);
    JointCommands asked;
    pair.recover(own_is_exit ? own : partner, own_is_exit ? partner : own, mark, now, asked);
    hand_over(asked, mark.transaction, commands);
    CHECK(m_pairs.push_back(pair));
  }
  m_marks.clear();
}

const JointClearance* InDoubtBook::find(TransactionId transaction) const
{
  for (const JointClearance& pair : m_pairs) {
    if (pair.transaction() == transaction) return &pair;
  }
  return nullptr;
}

JointClearance* InDoubtBook::find_open(TransactionId transaction)
{
  for (JointClearance& pair : m_pairs) {
    if (pair.transaction() == transaction) return &pair;
  }
  return nullptr;
}

void InDoubtBook::forget_ended()
{
  std::size_t kept = 0;
  for (std::size_t i = 0; i < m_pairs.size(); ++i) {
    if (m_pairs[i].has_ended()) continue;
    if (kept != i) m_pairs[kept] = m_pairs[i];
    ++kept;
  }
  CHECK(m_pairs.resize(kept));
}

std::size_t InDoubtBook::size() const
{
  return static_cast<std::size_t>(
      std::count_if(m_pairs.begin(), m_pairs.end(),
                    [](const JointClearance& pair) { return !pair.has_ended(); }));
}

std::size_t InDoubtBook::in_doubt() const
{
  return static_cast<std::size_t>(
      std::count_if(m_pairs.begin(), m_pairs.end(),
                    [](const JointClearance& pair) { return pair.is_in_doubt(); }));
}

MonotonicTime InDoubtBook::oldest_decision() const
{
  MonotonicTime oldest = MonotonicTime::never();
  for (const JointClearance& pair : m_pairs) {
    if (pair.is_in_doubt()) oldest = std::min(oldest, pair.decided_at());
  }
  return oldest;
}

} // namespace gatetwin
