// SPDX-License-Identifier: Apache-2.0
#include "core/registry/memory_ledger.hpp"
#include "core/base/random_stream.hpp"
#include <algorithm>
#include <bit>
#include <utility>

namespace gatetwin {
namespace {

constexpr std::size_t first_slots = 64;

// At most six slots of ten are taken.
bool is_crowded(std::size_t count, std::size_t slots) { return count * 10 >= slots * 6; }
std::size_t slots_for(std::size_t count)
{
  return std::max(first_slots, std::bit_ceil(count * 10 / 6 + 1));
}

// A unit's transactions are numbered one after another: eight of them share a block of 32 slots, so
// that the answers to one traveller and the next lie side by side.
std::size_t answer_hash(TransactionId transaction)
{
  return static_cast<std::size_t>(mix64(transaction.value >> 3) << 5 | (transaction.value & 7)
                                                                           << 2);
}

} // namespace

MemoryLedger::MemoryLedger(AuthorityId authority) : m_authority(authority)
{
  grow_answers(first_slots);
  grow_documents(first_slots);
  grow_reservations(first_slots);
}

void MemoryLedger::reserve(std::size_t answers, std::size_t crossings, std::size_t documents)
{
  if (slots_for(answers) > m_answers.size()) grow_answers(slots_for(answers));
  if (slots_for(documents) > m_document_index.size()) grow_documents(slots_for(documents));
  m_crossings.reserve(crossings);
  m_documents.reserve(documents);
}

std::size_t MemoryLedger::answer_slot(TransactionId transaction, RequestKind kind) const
{
  const std::size_t mask = m_answers.size() - 1;
  const auto wanted = static_cast<std::uint8_t>(static_cast<unsigned>(kind) + 1);
  std::size_t at = answer_hash(transaction) & mask;
  while (m_answers[at].kind_plus_1 != 0 &&
         (m_answers[at].transaction != transaction.value || m_answers[at].kind_plus_1 != wanted)) {
    at = (at + 1) & mask;
  }
  return at;
}

std::size_t MemoryLedger::document_slot(const DocumentKey& key) const
{
  const std::size_t mask = m_document_index.size() - 1;
  std::size_t at = key.hash & mask;
  while (m_document_index[at] != none && m_documents[m_document_index[at]].key != key) {
    at = (at + 1) & mask;
  }
  return at;
}

std::uint32_t MemoryLedger::find_document(const DocumentKey& key) const
{
  return m_document_index[document_slot(key)];
}

std::uint32_t MemoryLedger::find_or_add_document(const DocumentKey& key)
{
  std::size_t slot = document_slot(key);
  if (m_document_index[slot] != none) return m_document_index[slot];
  if (is_crowded(m_documents.size() + 1, m_document_index.size())) {
    grow_documents(m_document_index.size() * 2);
    slot = document_slot(key);
  }
  const auto position = static_cast<std::uint32_t>(m_documents.size());
  m_document_index[slot] = position;
  m_documents.emplace_back().key = key;
  return position;
}

std::uint32_t MemoryLedger::find_reservation(TransactionId transaction) const
{
  const std::size_t mask = m_reservation_index.size() - 1;
  std::size_t at = mix64(transaction.value) & mask;
  while (m_reservation_index[at] != none &&
         m_reservations[m_reservation_index[at]].transaction != transaction) {
    at = (at + 1) & mask;
  }
  return m_reservation_index[at];
}

std::uint32_t MemoryLedger::crossing_of(TransactionId transaction) const
{
  for (const RequestKind kind : {RequestKind::record, RequestKind::confirm}) {
    const AnswerSlot& slot = m_answers[answer_slot(transaction, kind)];
    if (slot.kind_plus_1 != 0 && slot.crossing != none) return slot.crossing;
  }
  return none;
}

Result<Committed> MemoryLedger::preview(const LedgerWrite& write) const
{
  return preview_at(write, m_answers[answer_slot(write.key.transaction, write.key.kind)]);
}

Result<Committed> MemoryLedger::preview_at(const LedgerWrite& write, const AnswerSlot& slot) const
{
  const AnswerKey& key = write.key;
  const bool foreign =
      key.authority != m_authority || !key.transaction.valid() ||
      (write.crossing != nullptr && (write.crossing->transaction != key.transaction ||
                                     write.crossing->authority != m_authority)) ||
      (write.reservation != nullptr && write.reservation->transaction != key.transaction);
  if (foreign) return Error{ErrorCode::rejected, "the write's parts are of different origin"};
  if (slot.kind_plus_1 != 0) {
    const StoredAnswer first{slot.content, slot.list_version, static_cast<Reason>(slot.reason),
                             slot.decision, slot.stamp_due};
    const bool same = slot.content == write.answer.content;
    return Committed{same ? CommitResult::duplicate : CommitResult::conflict, first};
  }
  if (write.crossing != nullptr && crossing_of(key.transaction) != none) {
    return Committed{CommitResult::conflict, {}};
  }
  return Committed{CommitResult::written, write.answer};
}

Result<Committed> MemoryLedger::commit(const LedgerWrite& write)
{
  if (is_crowded(m_answer_count + 1, m_answers.size())) grow_answers(m_answers.size() * 2);
  AnswerSlot& slot = m_answers[answer_slot(write.key.transaction, write.key.kind)];
  const Result<Committed> outcome = preview_at(write, slot);
  if (!outcome.ok() || outcome.value().result != CommitResult::written) return outcome;
  slot.transaction = write.key.transaction.value;
  slot.content = write.answer.content;
  slot.list_version = write.answer.list_version;
  slot.reason = static_cast<std::uint32_t>(write.answer.reason);
  slot.kind_plus_1 = static_cast<std::uint8_t>(static_cast<unsigned>(write.key.kind) + 1);
  slot.decision = write.answer.decision;
  slot.stamp_due = write.answer.stamp_due;
  slot.crossing = write.crossing != nullptr ? add_crossing(*write.crossing) : none;
  ++m_answer_count;
  if (write.reservation != nullptr) put_reservation(*write.reservation);
  return outcome;
}

std::uint32_t MemoryLedger::add_crossing(const Crossing& crossing)
{
  CrossingRow row{.transaction = crossing.transaction.value,
                  .at_ns = crossing.at.ns,
                  .received_ns = crossing.received_at.ns,
                  .ref = crossing.ref.value,
                  .unit = crossing.unit.value,
                  .checkpoint = crossing.checkpoint.value,
                  .reason = crossing.reason,
                  .direction = crossing.direction,
                  .decision = crossing.decision,
                  .kind = crossing.kind};
  row.offline = crossing.offline;
  row.stamped = crossing.stamped;
  const auto position = static_cast<std::uint32_t>(m_crossings.size());
  if (!crossing.document.empty()) {
    row.document = find_or_add_document(crossing.document);
    DocumentRow& document = m_documents[row.document];
    row.before = document.newest;
    document.newest = position;
    add_stamp(document, row);
  }
  if (is_presumed(crossing.reason)) m_presumed.push_back(position);
  m_crossings.push_back(row);
  return position;
}

void MemoryLedger::add_stamp(DocumentRow& document, const CrossingRow& crossing)
{
  if (!crossing.stamped || crossing.annulled) return;
  // A unit's clock that runs ahead must not keep a pass stamped for longer.
  const std::int64_t stamp_ns = std::min(crossing.at_ns, crossing.received_ns);
  const bool later = !document.stamped || stamp_ns > document.last_stamp_ns;
  if (later) document.last_stamp_ns = stamp_ns;
  document.stamped = true;
}

SettlementResult MemoryLedger::preview(const Settlement& settlement) const
{
  const std::uint32_t position = crossing_of(settlement.transaction);
  const auto reason = position == none ? std::nullopt : std::optional(m_crossings[position].reason);
  const auto standing = m_settlements.find(settlement.transaction);
  return judge(settlement, reason,
               standing == m_settlements.end() ? std::nullopt : std::optional(standing->second));
}

Result<SettlementResult> MemoryLedger::settle(const Settlement& settlement)
{
  if (Status status = check(settlement); !status.ok()) return status.error();
  const SettlementResult result = preview(settlement);
  if (result != SettlementResult::written) return result;
  m_settlements[settlement.transaction] = settlement;
  CrossingRow& crossing = m_crossings[crossing_of(settlement.transaction)];
  crossing.annulled = settlement.outcome == SettlementOutcome::annulled;
  if (!crossing.stamped || crossing.document == none) return result;
  DocumentRow& document = m_documents[crossing.document];
  document.stamped = false;
  document.last_stamp_ns = 0;
  for (std::uint32_t at = document.newest; at != none; at = m_crossings[at].before)
    add_stamp(document, m_crossings[at]);
  return result;
}

Result<std::optional<Settlement>> MemoryLedger::settlement(TransactionId transaction) const
{
  const auto found = m_settlements.find(transaction);
  if (found == m_settlements.end()) return std::optional<Settlement>{};
  return std::optional(found->second);
}

void MemoryLedger::put_reservation(const Reservation& reservation)
{
  std::uint32_t position = find_reservation(reservation.transaction);
  if (position == none) {
    if (is_crowded(m_reservations.size() + 1, m_reservation_index.size())) {
      grow_reservations(m_reservation_index.size() * 2);
    }
    position = static_cast<std::uint32_t>(m_reservations.size());
    m_reservations.push_back(reservation);
    const std::size_t mask = m_reservation_index.size() - 1;
    std::size_t at = mix64(reservation.transaction.value) & mask;
    while (m_reservation_index[at] != none) at = (at + 1) & mask;
    m_reservation_index[at] = position;
  } else {
    m_reservations[position] = reservation;
  }
  const bool held = reservation.state == ReservationState::held;
  const auto listed = std::find(m_held.begin(), m_held.end(), position);
  if (held && listed == m_held.end()) m_held.push_back(position);
  if (!held && listed != m_held.end()) m_held.erase(listed);
  if (reservation.document.empty()) return;
  DocumentRow& document = m_documents[find_or_add_document(reservation.document)];
  if (held) {
    CHECK(position < no_holder);
    document.holder = position & no_holder;
  } else if (document.holder == position) {
    document.holder = no_holder;
  }
}

Status MemoryLedger::put_document(const DocumentKey& document, DocumentStatus status)
{
  if (document.empty()) return Error{ErrorCode::malformed, "a document needs a number"};
  DocumentRow& row = m_documents[find_or_add_document(document)];
  if (row.status != DocumentStatus::revoked) row.status = status;
  return success();
}

Result<std::optional<StoredAnswer>> MemoryLedger::answer(const AnswerKey& key) const
{
  if (key.authority != m_authority) return std::optional<StoredAnswer>{};
  const AnswerSlot& slot = m_answers[answer_slot(key.transaction, key.kind)];
  if (slot.kind_plus_1 == 0) return std::optional<StoredAnswer>{};
  return std::optional<StoredAnswer>{{slot.content, slot.list_version,
                                      static_cast<Reason>(slot.reason), slot.decision,
                                      slot.stamp_due}};
}

Result<DocumentState> MemoryLedger::document(const DocumentKey& document) const
{
  const std::uint32_t position = find_document(document);
  if (position == none) return DocumentState{};
  const DocumentRow& row = m_documents[position];
  return DocumentState{row.status, row.stamped, {row.last_stamp_ns}};
}

Result<std::optional<Reservation>> MemoryLedger::reservation(TransactionId transaction) const
{
  const std::uint32_t position = find_reservation(transaction);
  if (position == none) return std::optional<Reservation>{};
  return std::optional<Reservation>{m_reservations[position]};
}

Result<std::optional<Crossing>> MemoryLedger::crossing(TransactionId transaction) const
{
  const std::uint32_t position = crossing_of(transaction);
  if (position == none) return std::optional<Crossing>{};
  return std::optional<Crossing>{to_crossing(m_crossings[position])};
}

Result<std::optional<Reservation>> MemoryLedger::holder(const DocumentKey& document,
                                                        TransactionId except, WallTime now) const
{
  if (m_held.empty()) return std::optional<Reservation>{};
  const std::uint32_t position = find_document(document);
  if (position == none || m_documents[position].holder == no_holder)
    return std::optional<Reservation>{};
  const Reservation& held = m_reservations[m_documents[position].holder];
  if (held.transaction == except || held.expires_at <= now) return std::optional<Reservation>{};
  return std::optional<Reservation>{held};
}

Crossing MemoryLedger::to_crossing(const CrossingRow& row) const
{
  Crossing crossing{.transaction = {row.transaction},
                    .authority = m_authority,
                    .unit = {row.unit},
                    .checkpoint = {row.checkpoint},
                    .direction = row.direction,
                    .decision = row.decision,
                    .reason = row.reason,
                    .offline = row.offline,
                    .stamped = row.stamped,
                    .at = {row.at_ns},
                    .received_at = {row.received_ns},
                    .kind = row.kind,
                    .ref = {row.ref},
                    .document = {}};
  if (row.document != none) crossing.document = m_documents[row.document].key;
  return crossing;
}

Status MemoryLedger::visit_crossings(CrossingVisitor& visitor) const
{
  for (std::size_t i = 0; i < m_crossings.size(); ++i) {
    visitor.on_crossing(i, to_crossing(m_crossings[i]));
  }
  return success();
}

Result<std::vector<Crossing>> MemoryLedger::history(const DocumentKey& document,
                                                    const HistoryPlace& after,
                                                    std::size_t most) const
{
  const std::uint32_t position = document.empty() ? none : find_document(document);
  if (position == none) return std::vector<Crossing>{};
  std::vector<std::pair<HistoryPlace, std::uint32_t>> places;
  for (std::uint32_t at = m_documents[position].newest; at != none; at = m_crossings[at].before) {
    const HistoryPlace place{{m_crossings[at].at_ns}, {m_crossings[at].transaction}};
    if (place > after) places.emplace_back(place, at);
  }
  return in_order(places, most);
}

std::vector<Crossing>
MemoryLedger::in_order(std::vector<std::pair<HistoryPlace, std::uint32_t>>& places,
                       std::size_t most) const
{
  const std::size_t count = std::min(most, places.size());
  std::partial_sort(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(count),
                    places.end());
  std::vector<Crossing> found;
  found.reserve(count);
  for (std::size_t i = 0; i < count; ++i)
    found.push_back(to_crossing(m_crossings[places[i].second]));
  return found;
}

Result<std::vector<PresumedCrossing>> MemoryLedger::presumed(const HistoryPlace& after,
                                                             std::size_t most) const
{
  std::vector<std::pair<HistoryPlace, std::uint32_t>> places;
  for (const std::uint32_t at : m_presumed) {
    const HistoryPlace place{{m_crossings[at].at_ns}, {m_crossings[at].transaction}};
    if (place > after) places.emplace_back(place, at);
  }
  std::vector<PresumedCrossing> found;
  found.reserve(std::min(most, places.size()));
  for (const Crossing& crossing : in_order(places, most)) {
    const auto standing = m_settlements.find(crossing.transaction);
    PresumedCrossing& one = found.emplace_back(PresumedCrossing{crossing, std::nullopt});
    if (standing != m_settlements.end()) one.settlement = standing->second;
  }
  return found;
}

Status MemoryLedger::visit_held(ReservationVisitor& visitor) const
{
  std::vector<std::uint32_t> in_order = m_held;
  std::sort(in_order.begin(), in_order.end());
  for (const std::uint32_t position : in_order) visitor.on_reservation(m_reservations[position]);
  return success();
}

void MemoryLedger::grow_answers(std::size_t slots)
{
  std::vector<AnswerSlot> old(slots);
  old.swap(m_answers);
  for (const AnswerSlot& slot : old) {
    if (slot.kind_plus_1 == 0) continue;
    const auto kind = static_cast<RequestKind>(slot.kind_plus_1 - 1);
    m_answers[answer_slot({slot.transaction}, kind)] = slot;
  }
}

void MemoryLedger::grow_documents(std::size_t slots)
{
  m_document_index.assign(slots, none);
  for (std::uint32_t i = 0; i < m_documents.size(); ++i) {
    m_document_index[document_slot(m_documents[i].key)] = i;
  }
}

void MemoryLedger::grow_reservations(std::size_t slots)
{
  m_reservation_index.assign(slots, none);
  const std::size_t mask = slots - 1;
  for (std::uint32_t i = 0; i < m_reservations.size(); ++i) {
    std::size_t at = mix64(m_reservations[i].transaction.value) & mask;
    while (m_reservation_index[at] != none) at = (at + 1) & mask;
    m_reservation_index[at] = i;
  }
}

} // namespace gatetwin
