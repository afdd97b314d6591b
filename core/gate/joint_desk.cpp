// SPDX-License-Identifier: Apache-2.0
#include "core/gate/joint_desk.hpp"
#include <algorithm>
#include <utility>

namespace gatetwin {

JointDesk::JointDesk(const JointConfig& config, JointSides sides, std::size_t places,
                     DurableStore& store, RegistryClient& client, UnitJournal& journal)
    : m_config(config), m_sides(sides), m_store(store), m_client(client), m_journal(journal),
      m_places(places)
{
}

const JointDesk::Place* JointDesk::find(TransactionId transaction) const
{
  for (const Place& place : m_places) {
    if (place.clearance.transaction() == transaction && !place.clearance.has_ended()) return &place;
  }
  return nullptr;
}

JointDesk::Place* JointDesk::find(TransactionId transaction)
{
  return const_cast<Place*>(std::as_const(*this).find(transaction)); // NOLINT: it is ours
}

bool JointDesk::is_broken(const Place& place)
{
  const JointClearance& pair = place.clearance;
  return pair.state() == JointState::in_doubt &&
         (pair.is_broken(JointSide::exit) || pair.is_broken(JointSide::entry));
}

bool JointDesk::is_broken(TransactionId transaction) const
{
  const Place* place = find(transaction);
  return place != nullptr && is_broken(*place);
}

JointDesk::Place* JointDesk::free_place()
{
  for (Place& place : m_places) {
    const bool idle = place.clearance.state() == JointState::idle;
    if (idle || place.clearance.has_ended()) return &place;
  }
  return nullptr;
}

bool JointDesk::start(const RegistryRequest& crossing, Instant now)
{
  Place* place = free_place();
  if (place == nullptr) return false;
  place->clearance = JointClearance(m_config);
  place->ticket = 0;
  JointCommands commands;
  place->clearance.start(m_sides.exit, m_sides.entry, crossing, now.mono, commands);
  m_journal.joint(crossing.transaction, JointState::reserving, {});
  run(*place, commands, now);
  return true;
}

bool JointDesk::recover(const RegistryRequest& crossing, Instant now)
{
  Place* place = free_place();
  if (place == nullptr) return false;
  place->clearance = JointClearance(m_config);
  place->ticket = 0;
  JointCommands commands;
  place->clearance.recover(m_sides.exit, m_sides.entry, crossing, now.mono, commands);
  m_journal.joint(crossing.transaction, JointState::in_doubt, {});
  run(*place, commands, now);
  return true;
}

void JointDesk::confirm(TransactionId transaction, bool stamp_given, Instant now)
{
  Place* place = find(transaction);
  if (place == nullptr) return;
  JointCommands commands;
  place->clearance.confirm(now.wall, stamp_given, now.mono, commands);
  m_journal.joint(transaction, JointState::confirming, {});
  run(*place, commands, now);
}

void JointDesk::cancel(TransactionId transaction, Reason reason, Instant now)
{
  Place* place = find(transaction);
  if (place == nullptr) return;
  JointCommands commands;
  place->clearance.cancel(reason, now.mono, commands);
  run(*place, commands, now);
}

bool JointDesk::settle_by_hand(TransactionId transaction, Instant now)
{
  Place* place = find(transaction);
  // While nobody broke its word, the registries settle it themselves.
  if (place == nullptr || !is_broken(*place)) return false;
  JointCommands commands;
  place->clearance.settle_by_hand(commands);
  run(*place, commands, now);
  return true;
}

void JointDesk::on_answer(const RegistryAnswer& answer, Instant now)
{
  Place* place = find(answer.transaction);
  if (place == nullptr) return;
  const JointAnswer joint{.side =
                              answer.authority == m_sides.exit ? JointSide::exit : JointSide::entry,
                          .request = answer.kind,
                          .transaction = answer.transaction,
                          .reached = answer.reached,
                          .status = answer.status,
                          .decision = answer.decision,
                          .reason = answer.reason,
                          .stamp_due = answer.stamp_due};
  JointCommands commands;
  const bool silent = place->clearance.state() == JointState::in_doubt && !is_broken(*place);
  place->clearance.on_answer(joint, now.mono, commands);
  // The lane knows already that it is in doubt, but not that it can't end by itself any more.
  if (silent && is_broken(*place))
    CHECK(m_reports.push_back(
        {answer.transaction, JointState::in_doubt, Decision::refer, Reason::joint_voided, false}));
  run(*place, commands, now);
}

bool JointDesk::on_stored(std::uint64_t ticket, bool durable, Instant now)
{
  for (Place& place : m_places) {
    if (ticket == 0 || place.ticket != ticket) continue;
    place.ticket = 0;
    JointCommands commands;
    if (!durable)
      place.clearance.on_store_failed(now.mono, commands);
    else if (place.withdrawing)
      place.clearance.on_withdrawal_stored(now.mono, commands);
    else
      place.clearance.on_mark_stored(now.mono, commands);
    run(place, commands, now);
    return true;
  }
  return false;
}

void JointDesk::on_time(Instant now)
{
  for (Place& place : m_places) {
    if (place.clearance.next_deadline() > now.mono) continue;
    JointCommands commands;
    place.clearance.on_time(now.mono, commands);
    run(place, commands, now);
  }
}

MonotonicTime JointDesk::next_deadline() const
{
  MonotonicTime next = MonotonicTime::never();
  for (const Place& place : m_places) next = std::min(next, place.clearance.next_deadline());
  return next;
}

std::size_t JointDesk::open() const
{
  return static_cast<std::size_t>(
      std::count_if(m_places.begin(), m_places.end(), [](const Place& place) {
        return place.clearance.state() != JointState::idle && !place.clearance.has_ended();
      }));
}

std::vector<PairInDoubt> JointDesk::in_doubt(MonotonicTime now) const
{
  std::vector<PairInDoubt> pairs;
  for (const Place& place : m_places) {
    const JointClearance& clearance = place.clearance;
    if (clearance.has_ended() || clearance.state() != JointState::in_doubt) continue;
    pairs.push_back({clearance.transaction(), now - clearance.decided_at(),
                     clearance.is_confirmed(JointSide::exit),
                     clearance.is_confirmed(JointSide::entry)});
  }
  return pairs;
}

// The client may answer at once (circuit open, no room): such answers come after the commands.
void JointDesk::run(Place& place, const JointCommands& commands, Instant now)
{
  for (const JointCommand& command : commands) carry_out(place, command, now);
  if (place.refused) {
    place.refused = false;
    JointCommands more;
    place.clearance.on_store_failed(now.mono, more);
    run(place, more, now);
  }
  while (!m_at_once.empty()) {
    const RegistryAnswer answer = m_at_once.front();
    m_at_once.pop();
    on_answer(answer, now);
  }
}

void JointDesk::carry_out(Place& place, const JointCommand& command, Instant now)
{
  JointClearance& clearance = place.clearance;
  switch (command.kind) {
  case JointCommandKind::send:
    if (const auto answer = m_client.start(clearance.request(command.side, command.request), now))
      CHECK(m_at_once.push(*answer));
    return;
  case JointCommandKind::store_in_doubt:
  case JointCommandKind::store_withdrawal:
  case JointCommandKind::store_resolved: return store(place, command.kind);
  case JointCommandKind::report:
    m_journal.joint(clearance.transaction(), command.state, {});
    CHECK(m_reports.push_back(
        {clearance.transaction(), command.state, command.decision, command.reason,
         clearance.stamp_due(JointSide::exit) || clearance.stamp_due(JointSide::entry)}));
    return;
  }
}

void JointDesk::store(Place& place, JointCommandKind kind)
{
  m_entry.kind = kind == JointCommandKind::store_in_doubt ? StoreEntryKind::joint_in_doubt
                                                          : StoreEntryKind::joint_resolved;
  m_entry.transaction = place.clearance.transaction();
  m_entry.request = place.clearance.mark();
  const std::uint64_t ticket = m_store.append(m_entry);
  if (kind == JointCommandKind::store_resolved) return; // nobody waits for it
  place.ticket = ticket;
  place.withdrawing = kind == JointCommandKind::store_withdrawal;
  place.refused = ticket == 0; // nothing will be heard of it
}

} // namespace gatetwin
