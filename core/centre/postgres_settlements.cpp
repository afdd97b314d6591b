// SPDX-License-Identifier: Apache-2.0
// PostgresLedger's presumed crossings, and what became of them.
#include "core/centre/postgres_ledger.hpp"
#include "core/centre/postgres_session.hpp"

namespace gatetwin {
namespace {

using Sql = pqxx::transaction_base;

std::optional<Settlement> standing(Sql& sql, const ChainProof& chain, TransactionId transaction)
{
  const pqxx::result found = sql.exec_prepared("settlement", to_sql(transaction.value));
  if (found.empty()) return std::nullopt;
  return settlement_table.proven(chain, found[0]);
}

} // namespace

Result<SettlementResult> PostgresLedger::settle(const Settlement& settlement)
{
  if (Status status = check(settlement); !status.ok()) return status.error();
  return m_session->run<SettlementResult>([&](Sql& sql) -> Result<SettlementResult> {
    m_session->group.flush(sql);
    const auto& chain = m_session->chain;
    const pqxx::result found = sql.exec_prepared("crossing", to_sql(settlement.transaction.value));
    std::optional<Crossing> crossing;
    if (!found.empty()) crossing = crossing_table.proven(chain, found[0]);
    const SettlementResult result =
        judge(settlement, crossing ? std::optional(crossing->reason) : std::nullopt,
              standing(sql, chain, settlement.transaction));
    if (result != SettlementResult::written) return result;
    if (Status s = m_session->append(encode_settlement(settlement)); !s.ok()) return s.error();
    m_session->group.forget(crossing->document);
    return result;
  });
}

Result<std::optional<Settlement>> PostgresLedger::settlement(TransactionId transaction) const
{
  using Found = std::optional<Settlement>;
  return m_session->run<Found>([&](Sql& sql) -> Result<Found> {
    m_session->group.flush(sql);
    return standing(sql, m_session->chain, transaction);
  });
}

Result<std::vector<PresumedCrossing>> PostgresLedger::presumed(const HistoryPlace& after,
                                                               std::size_t most) const
{
  using Found = std::vector<PresumedCrossing>;
  return m_session->run<Found>([&](Sql& sql) -> Result<Found> {
    m_session->group.flush(sql);
    const auto& chain = m_session->chain;
    const Column settled = crossing_table.width();
    Found found;
    const pqxx::result rows = sql.exec_prepared(
        "presumed", after.at.ns, to_sql(after.transaction.value), static_cast<std::int64_t>(most));
    for (const pqxx::row& row : rows) {
      PresumedCrossing& one = found.emplace_back();
      one.crossing = crossing_table.proven(chain, row);
      if (!row[settled].is_null()) one.settlement = settlement_table.proven(chain, row, settled);
    }
    return found;
  });
}

} // namespace gatetwin
