// SPDX-License-Identifier: Apache-2.0
// What SqliteLedger serves from memory, and the notes beside requests.
#include "core/registry/sqlite_ledger.hpp"

namespace gatetwin {

template <typename Note> Status SqliteLedger::put_note(const Note& note, std::vector<std::byte> row)
{
  if (Status s = serves(); !s.ok()) return s;
  const Result<bool> news = m_notes.is_news(note);
  if (!news.ok()) return news.error();
  if (!news.value()) return success();
  if (Status s = append(row); !s.ok()) return s;
  m_notes.take(note);
  return success();
}

Status SqliteLedger::put_list(const ListMark& mark) { return put_note(mark, encode_list(mark)); }

Status SqliteLedger::put_journal(const HeldHead& held)
{
  return put_note(held, encode_journal(held));
}

Status SqliteLedger::put_inquiry(const Inquiry& inquiry)
{
  if (Status s = serves(); !s.ok()) return s;
  if (Status s = check(inquiry); !s.ok()) return s;
  return append(encode_inquiry(inquiry));
}

Result<SettlementResult> SqliteLedger::settle(const Settlement& settlement)
{
  if (Status s = serves(); !s.ok()) return s.error();
  if (Status s = check(settlement); !s.ok()) return s.error();
  const SettlementResult result = m_memory.preview(settlement);
  if (result != SettlementResult::written) return result;
  if (Status s = append(encode_settlement(settlement)); !s.ok()) return s.error();
  return m_memory.settle(settlement);
}

Result<std::optional<Settlement>> SqliteLedger::settlement(TransactionId transaction) const
{
  if (Status status = serves(); !status.ok()) return status.error();
  return m_memory.settlement(transaction);
}

Result<std::vector<PresumedCrossing>> SqliteLedger::presumed(const HistoryPlace& after,
                                                             std::size_t most) const
{
  if (Status status = serves(); !status.ok()) return status.error();
  return m_memory.presumed(after, most);
}

Result<std::optional<ListMark>> SqliteLedger::list(ListName name) const
{
  if (Status status = serves(); !status.ok()) return status.error();
  return m_notes.list(name);
}

Result<std::optional<HeldHead>> SqliteLedger::journal(UnitId unit, std::string_view file) const
{
  if (Status status = serves(); !status.ok()) return status.error();
  return m_notes.journal(unit, file);
}

Status SqliteLedger::visit_journals(UnitId unit, HeldHeadVisitor& visitor) const
{
  if (Status status = serves(); !status.ok()) return status;
  m_notes.visit_journals(unit, visitor);
  return success();
}

Result<std::optional<StoredAnswer>> SqliteLedger::answer(const AnswerKey& key) const
{
  if (Status status = serves(); !status.ok()) return status.error();
  return m_memory.answer(key);
}

Result<DocumentState> SqliteLedger::document(const DocumentKey& document) const
{
  if (Status status = serves(); !status.ok()) return status.error();
  return m_memory.document(document);
}

Result<std::optional<Reservation>> SqliteLedger::reservation(TransactionId transaction) const
{
  if (Status status = serves(); !status.ok()) return status.error();
  return m_memory.reservation(transaction);
}

Result<std::optional<Crossing>> SqliteLedger::crossing(TransactionId transaction) const
{
  if (Status status = serves(); !status.ok()) return status.error();
  return m_memory.crossing(transaction);
}

Result<std::optional<Reservation>> SqliteLedger::holder(const DocumentKey& document,
                                                        TransactionId except, WallTime now) const
{
  if (Status status = serves(); !status.ok()) return status.error();
  return m_memory.holder(document, except, now);
}

Status SqliteLedger::visit_crossings(CrossingVisitor& visitor) const
{
  if (Status status = serves(); !status.ok()) return status;
  return m_memory.visit_crossings(visitor);
}

Result<std::vector<Crossing>> SqliteLedger::history(const DocumentKey& document,
                                                    const HistoryPlace& after,
                                                    std::size_t most) const
{
  if (Status status = serves(); !status.ok()) return status.error();
  return m_memory.history(document, after, most);
}

Status SqliteLedger::visit_held(ReservationVisitor& visitor) const
{
  if (Status status = serves(); !status.ok()) return status;
  return m_memory.visit_held(visitor);
}

} // namespace gatetwin
