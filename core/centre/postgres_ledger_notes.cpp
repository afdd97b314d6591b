// SPDX-License-Identifier: Apache-2.0
// PostgresLedger's lists, journals and inquiries.
#include "core/centre/postgres_ledger.hpp"
#include "core/centre/postgres_session.hpp"
#include "core/registry/ledger_notes.hpp"

namespace gatetwin {
namespace {

using Sql = pqxx::transaction_base;

// The newest, be it of this group.
std::optional<ListMark> mark_of(Sql& sql, const ChainProof& chain, const PostgresGroup& group,
                                ListName name)
{
  const auto& pending = group.pending().lists;
  if (const auto own = pending.find(name); own != pending.end()) return own->second.value;
  const pqxx::result found = sql.exec_prepared("list", static_cast<int>(name));
  if (found.empty()) return std::nullopt;
  return list_table.proven(chain, found[0]);
}

std::optional<HeldHead> head_of(Sql& sql, const ChainProof& chain, const PostgresGroup& group,
                                UnitId unit, const std::string& file)
{
  const auto& pending = group.pending().journals;
  if (const auto own = pending.find({unit, file}); own != pending.end()) return own->second.value;
  const pqxx::result found = sql.exec_prepared("journal", to_sql(unit.value), file);
  if (found.empty()) return std::nullopt;
  return journal_table.proven(chain, found[0]);
}

} // namespace

Status PostgresLedger::put_list(const ListMark& mark)
{
  return m_session->run<Unit>([&](Sql& sql) -> Status {
    LedgerNotes known;
    if (const auto before = mark_of(sql, m_session->chain, m_session->group, mark.list))
      known.take(*before);
    const Result<bool> news = known.is_news(mark);
    if (!news.ok()) return news.error();
    if (!news.value()) return success();
    return m_session->append(encode_list(mark));
  });
}

Result<std::optional<ListMark>> PostgresLedger::list(ListName name) const
{
  using Found = std::optional<ListMark>;
  return m_session->run<Found>([&](Sql& sql) -> Result<Found> {
    return mark_of(sql, m_session->chain, m_session->group, name);
  });
}

Status PostgresLedger::put_journal(const HeldHead& held)
{
  return m_session->run<Unit>([&](Sql& sql) -> Status {
    LedgerNotes known;
    if (const auto before = head_of(sql, m_session->chain, m_session->group, held.unit,
                                    std::string(held.head.file.view())))
      known.take(*before);
    const Result<bool> news = known.is_news(held);
    if (!news.ok()) return news.error();
    if (!news.value()) return success();
    return m_session->append(encode_journal(held));
  });
}

Result<std::optional<HeldHead>> PostgresLedger::journal(UnitId unit, std::string_view file) const
{
  using Found = std::optional<HeldHead>;
  return m_session->run<Found>([&](Sql& sql) -> Result<Found> {
    return head_of(sql, m_session->chain, m_session->group, unit, std::string(file));
  });
}

Status PostgresLedger::visit_journals(UnitId unit, HeldHeadVisitor& visitor) const
{
  return m_session->run<Unit>([&](Sql& sql) -> Status {
    m_session->group.flush(sql);
    for (const pqxx::row& row : sql.exec_prepared("journals", to_sql(unit.value)))
      visitor.on_head(journal_table.proven(m_session->chain, row));
    return success();
  });
}

Status PostgresLedger::put_inquiry(const Inquiry& inquiry)
{
  if (Status status = check(inquiry); !status.ok()) return status;
  return m_session->run<Unit>(
      [&](Sql&) -> Status { return m_session->append(encode_inquiry(inquiry)); });
}

} // namespace gatetwin
