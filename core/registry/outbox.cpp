// SPDX-License-Identifier: Apache-2.0
#include "core/registry/outbox.hpp"
#include "core/registry/registry_client.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

template <typename T, std::size_t N> void erase_at(BoundedVector<T, N>& items, std::size_t at)
{
  std::copy(items.begin() + at + 1, items.end(), items.begin() + at);
  CHECK(items.resize(items.size() - 1));
}

} // namespace

Status check(const OutboxConfig& config)
{
  const auto faulty = [](const char* detail) { return Error{ErrorCode::rejected, detail}; };
  if (config.capacity < 1 || config.capacity > 10'000'000) return faulty("capacity: 1 to 10000000");
  if (config.reserve >= config.capacity) return faulty("reserve: less than capacity");
  if (config.max_in_flight < 1 || config.max_in_flight > 16)
    return faulty("max_in_flight: 1 to 16");
  if (config.first_retry <= Duration{0}) return faulty("first_retry: more than 0");
  if (config.max_retry < config.first_retry) return faulty("max_retry: at least first_retry");
  if (config.jitter_percent > 90) return faulty("jitter_percent: at most 90");
  return success();
}

Outbox::Outbox(const OutboxConfig& config, UnitId unit, DurableStore& store, RegistryLink& link,
               journal::Journal* journal)
    : m_config(config), m_unit(unit), m_store(store), m_link(link), m_journal(journal)
{
  CHECK(check(config).ok());
  const std::size_t blocks = config.preallocate ? config.capacity / block_size + 2 : 1;
  m_blocks.reserve(config.capacity / block_size + 2);
  for (std::size_t i = 0; i < blocks; ++i) m_blocks.push_back(std::make_unique<Block>());
}

Outbox::Item& Outbox::item(std::uint64_t position)
{
  CHECK(position >= m_base && position < m_tail);
  const std::uint64_t offset = position - m_base;
  return (*m_blocks[offset / block_size])[offset % block_size];
}

std::uint64_t Outbox::append_item(const RegistryRequest& request)
{
  const std::uint64_t position = m_tail++;
  if ((position - m_base) / block_size == m_blocks.size()) {
    m_blocks.push_back(std::make_unique<Block>());
  }
  const CheckedDocument& document = request.document;
  Item& to = item(position);
  to = {.transaction = request.transaction,
        .at = request.at,
        .stored_at = {},
        .ref = document.ref,
        .birth = document.birth,
        .valid_from = document.valid_from,
        .valid_until = document.valid_until,
        .reason = request.reason,
        .checkpoint = request.checkpoint,
        .authority = request.authority,
        .state = State::storing,
        .direction = request.direction,
        .decision = request.decision,
        .kind = document.kind,
        .offline = request.offline,
        .stamped = request.stamped,
        .durable = false,
        .issuer = document.issuer,
        .nationality = document.nationality,
        .number = document.number,
        .name = document.name,
        .areas = document.areas};
  ++m_outstanding;
  return position;
}

void Outbox::fill_request(const Item& from, RegistryRequest& request) const
{
  request.kind = RequestKind::record;
  request.authority = from.authority;
  request.unit = m_unit;
  request.checkpoint = from.checkpoint;
  request.transaction = from.transaction;
  request.attempt = 0;
  request.direction = from.direction;
  request.decision = from.decision;
  request.reason = from.reason;
  request.offline = from.offline;
  request.stamped = from.stamped;
  request.at = from.at;
  CheckedDocument& document = request.document;
  document.kind = from.kind;
  document.ref = from.ref;
  document.issuer = from.issuer;
  document.number = from.number;
  document.nationality = from.nationality;
  document.name = from.name;
  document.birth = from.birth;
  document.valid_from = from.valid_from;
  document.valid_until = from.valid_until;
  document.areas = from.areas;
}

void Outbox::on_entry(const StoreEntry& entry)
{
  if (entry.kind == StoreEntryKind::crossing) {
    Item& to = item(append_item(entry.request));
    to.state = State::ready;
    to.durable = true;
  } else if (entry.kind == StoreEntryKind::crossing_delivered) {
    for (std::uint64_t position = m_head; position < m_tail; ++position) {
      Item& candidate = item(position);
      if (candidate.state == State::done || candidate.transaction != entry.transaction ||
          candidate.authority != entry.request.authority) {
        continue;
      }
      candidate.state = State::done;
      --m_outstanding;
      recycle();
      return;
    }
  }
}

void Outbox::start(Instant now)
{
  for (std::uint64_t position = m_head; position < m_tail; ++position) {
    item(position).stored_at = now.mono;
  }
  fill_window(now);
}

bool Outbox::accepts() const
{
  return !m_store_failed && m_outstanding + m_config.reserve < m_config.capacity &&
         m_tickets.size() < most_storing / 2;
}

// Hands the crossing to the store; true when a ticket is under way.
bool Outbox::store(std::uint64_t position)
{
  if (m_tickets.size() == most_storing) return false;
  Item& from = item(position);
  fill_request(from, m_entry.request);
  m_entry.kind = StoreEntryKind::crossing;
  m_entry.transaction = from.transaction;
  const std::uint64_t ticket = m_store.append(m_entry);
  if (ticket == 0) return false;
  CHECK(m_tickets.push_back({ticket, position}));
  return true;
}

Status Outbox::record(const RegistryRequest& request, Instant now)
{
  if (request.kind != RequestKind::record || request.unit != m_unit ||
      !request.transaction.valid() || !request.authority.valid()) {
    return Error{ErrorCode::rejected, "not a crossing of this unit"};
  }
  if (m_outstanding >= m_config.capacity) {
    return Error{ErrorCode::unavailable, "the outbox is full"};
  }
  const std::uint64_t position = append_item(request);
  if (store(position)) return success();
  m_store_failed = true;
  ++m_undurable;
  Item& kept = item(position);
  kept.state = State::ready;
  kept.stored_at = now.mono;
  fill_window(now);
  return Error{ErrorCode::io, "the store refused the crossing; it is kept in memory"};
}

bool Outbox::take_ticket(std::uint64_t ticket, std::uint64_t& position)
{
  for (std::size_t i = 0; i < m_tickets.size(); ++i) {
    if (m_tickets[i].ticket != ticket) continue;
    position = m_tickets[i].position;
    erase_at(m_tickets, i);
    return true;
  }
  return false;
}

bool Outbox::on_stored(std::uint64_t ticket, Instant now)
{
  std::uint64_t position = 0;
  if (!take_ticket(ticket, position)) return false;
  if (position == no_position || position < m_head) return true;
  Item& stored = item(position);
  if (stored.state == State::done) return true;
  if (stored.state == State::storing) {
    stored.state = State::ready;
    stored.stored_at = now.mono;
  } else if (!stored.durable) {
    --m_undurable; // written again after the store was reopened
  }
  stored.durable = true;
  if (m_journal != nullptr) {
    m_journal->append({.time_ns = now.mono.ns,
                       .subject = stored.transaction.value,
                       .ref = stored.ref.value,
                       .unit = m_unit.value,
                       .kind = journal::RecordKind::crossing_stored,
                       .code = stored.authority.value,
                       .detail = static_cast<std::uint32_t>(stored.direction) |
                                 (stored.stamped ? 1U << 8 : 0U) |
                                 (stored.offline ? 1U << 9 : 0U)});
  }
  fill_window(now);
  return true;
}

bool Outbox::on_store_failed(std::uint64_t ticket, Instant now)
{
  std::uint64_t position = 0;
  if (!take_ticket(ticket, position)) return false;
  m_store_failed = true;
  // Nothing more will be acknowledged until the store was reopened: deliver from memory.
  for (position = m_head; position < m_tail; ++position) {
    Item& failed = item(position);
    if (failed.state != State::storing) continue;
    failed.state = State::ready;
    failed.stored_at = now.mono;
    ++m_undurable;
  }
  fill_window(now);
  return true;
}

void Outbox::on_store_reopened(Instant)
{
  m_store_failed = false;
  m_tickets.clear();
  for (std::uint64_t position = m_head; position < m_tail && !m_store_failed; ++position) {
    const Item& waiting = item(position);
    if (waiting.state == State::done || waiting.durable) continue;
    if (!store(position)) m_store_failed = true;
  }
}

// Frees what lies behind the oldest crossing that is not done.
void Outbox::recycle()
{
  while (m_head < m_tail && item(m_head).state == State::done) ++m_head;
  m_next = std::max(m_next, m_head);
  while (m_head - m_base >= block_size) {
    m_base += block_size;
    std::rotate(m_blocks.begin(), m_blocks.begin() + 1, m_blocks.end());
  }
}

void Outbox::fill_window(Instant now)
{
  while (m_flights.size() < m_config.max_in_flight && m_next < m_tail) {
    Item& next = item(m_next);
    if (next.state == State::storing) return; // in order: nothing overtakes it
    if (next.state == State::ready) {
      next.state = State::in_flight;
      CHECK(m_flights.push_back({m_next, 0, {}}));
      send(m_flights[m_flights.size() - 1], now);
    }
    ++m_next;
  }
}

void Outbox::send(Flight& flight, Instant now)
{
  const Item& from = item(flight.position);
  fill_request(from, m_request);
  m_request.attempt = flight.attempts++;
  flight.due = now.mono + retry_delay(m_config.first_retry, m_config.max_retry,
                                      m_config.jitter_percent, from.transaction, flight.attempts);
  m_link.send(m_request);
}

std::size_t Outbox::find_flight(const RegistryReply& reply)
{
  std::size_t at = 0;
  for (; at < m_flights.size(); ++at) {
    const Item& flying = item(m_flights[at].position);
    if (flying.transaction == reply.transaction && flying.authority == reply.authority) break;
  }
  return at;
}

bool Outbox::on_reply(const RegistryReply& reply, Instant now)
{
  if (reply.kind != RequestKind::record) return false;
  const std::size_t flight = find_flight(reply);
  if (flight == m_flights.size() || reply.attempt >= m_flights[flight].attempts) return false;
  switch (reply.status) {
  case ReplyStatus::done:
  case ReplyStatus::duplicate: acknowledge(flight, now); break;
  case ReplyStatus::conflict:
    quarantine(flight,
               reply.reason == Reason::unit_number_in_use ? reply.reason
                                                          : Reason::conflicting_record,
               now);
    break;
  case ReplyStatus::malformed: quarantine(flight, Reason::registry_refused, now); break;
  case ReplyStatus::overloaded: break; // its back-off is running
  }
  return true;
}

void Outbox::acknowledge(std::size_t flight, Instant now)
{
  const bool regained = m_flights[flight].attempts > 1;
  const Item& delivered = item(m_flights[flight].position);
  if (m_journal != nullptr) {
    m_journal->append({.time_ns = now.mono.ns,
                       .subject = delivered.transaction.value,
                       .value = (now.mono - delivered.stored_at).ns,
                       .unit = m_unit.value,
                       .kind = journal::RecordKind::crossing_delivered,
                       .code = delivered.authority.value});
  }
  fill_request(delivered, m_entry.request);
  m_entry.kind = StoreEntryKind::crossing_delivered;
  m_entry.transaction = delivered.transaction;
  // When this is not written, the crossing is delivered once more after a restart: a duplicate.
  const std::uint64_t ticket = m_store_failed ? 0 : m_store.append(m_entry);
  if (ticket != 0 && m_tickets.size() < most_storing) {
    CHECK(m_tickets.push_back({ticket, no_position}));
  }
  land(flight);
  // Somebody answers again: what waits in its back-off need not wait any longer.
  for (Flight& waiting : m_flights) {
    if (regained && waiting.attempts > 1) waiting.due = std::min(waiting.due, now.mono);
  }
  fill_window(now);
}

void Outbox::quarantine(std::size_t flight, Reason reason, Instant now)
{
  const Item& poison = item(m_flights[flight].position);
  ++m_quarantined;
  (void)m_quarantine.push_back(poison.transaction); // the first ones are named, all are counted
  if (m_journal != nullptr) {
    m_journal->append({.time_ns = now.mono.ns,
                       .subject = poison.transaction.value,
                       .value = 1,
                       .unit = m_unit.value,
                       .kind = journal::RecordKind::alarm,
                       .detail = static_cast<std::uint32_t>(reason)});
  }
  land(flight);
  fill_window(now);
}

void Outbox::land(std::size_t flight)
{
  Item& landed = item(m_flights[flight].position);
  if (!landed.durable) --m_undurable;
  landed.state = State::done;
  --m_outstanding;
  erase_at(m_flights, flight);
  recycle();
}

void Outbox::on_time(Instant now)
{
  for (Flight& flight : m_flights) {
    if (now.mono >= flight.due) send(flight, now);
  }
}

MonotonicTime Outbox::next_deadline() const
{
  MonotonicTime next = MonotonicTime::never();
  for (const Flight& flight : m_flights) next = std::min(next, flight.due);
  return next;
}

} // namespace gatetwin
