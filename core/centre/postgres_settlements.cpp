// SPDX-License-Identifier: Apache-2.0
// PostgresLedger's presumed crossings, and what became of them.
#include "core/centre/postgres_ledger.hpp"
#include "core/centre/postgres_session.hpp"

namespace gatetwin {
namespace {

using Sql = pqxx::transaction_base;

using Column = pqxx::row::size_type;
constexpr Column crossing_columns = 15; // before a settlement's, where both are asked for

Settlement settlement_in(const pqxx::row& row, Column first = 0)
{
  Settlement settlement;
  settlement.transaction = {from_sql(row[first])};
  settlement.outcome = static_cast<SettlementOutcome>(row[first + 1].as<int>());
  settlement.correction = row[first + 2].as<bool>();
  settlement.at_console = row[first + 3].as<bool>();
  settlement.supervisor = static_cast<std::uint32_t>(row[first + 4].as<std::int64_t>());
  settlement.at.ns = row[first + 5].as<std::int64_t>();
  if (!settlement.reason.assign(row[first + 6].c_str()))
    throw pqxx::failure("a reason is too long");
  return settlement;
}

std::optional<Settlement> standing(Sql& sql, TransactionId transaction)
{
  const pqxx::result found = sql.exec_prepared("settlement", to_sql(transaction.value));
  return found.empty() ? std::nullopt : std::optional(settlement_in(found[0]));
}

} // namespace

LedgerDigest stored_settlements(Sql& sql)
{
  LedgerDigest digest{};
  for (const pqxx::row& row : sql.exec_prepared("settlements"))
    digest = next_digest(digest, from_sql(row[7]), encode_settlement(settlement_in(row)));
  return digest;
}

Result<SettlementResult> PostgresLedger::settle(const Settlement& settlement)
{
  if (Status status = check(settlement); !status.ok()) return status.error();
  return m_session->run<SettlementResult>([&](Sql& sql) -> Result<SettlementResult> {
    if (!m_session->settle(sql)) return m_session->fenced_off();
    const std::int64_t number = to_sql(settlement.transaction.value);
    const pqxx::result found = sql.exec_prepared("crossing", number);
    std::optional<Crossing> crossing;
    if (!found.empty()) crossing = crossing_in(found[0], authority());
    const SettlementResult result =
        judge(settlement, crossing ? std::optional(crossing->reason) : std::nullopt,
              standing(sql, settlement.transaction));
    if (result != SettlementResult::written) return result;
    m_session->append(encode_settlement(settlement));
    const std::uint64_t sequence = m_session->head.sequence;
    if (!m_session->settle(sql)) return m_session->fenced_off(); // the row that it refers to
    sql.exec_prepared0("put_settlement", to_sql(sequence), number,
                       static_cast<int>(settlement.outcome), settlement.correction,
                       settlement.at_console, std::int64_t{settlement.supervisor}, settlement.at.ns,
                       std::string(settlement.reason.view()));
    if (crossing->stamped && !crossing->document.empty())
      m_session->group.stamp_again(sql, crossing->document);
    return result;
  });
}

Result<std::optional<Settlement>> PostgresLedger::settlement(TransactionId transaction) const
{
  using Found = std::optional<Settlement>;
  return m_session->run<Found>(
      [&](Sql& sql) -> Result<Found> { return standing(sql, transaction); });
}

Result<std::vector<PresumedCrossing>> PostgresLedger::presumed(const HistoryPlace& after,
                                                               std::size_t most) const
{
  using Found = std::vector<PresumedCrossing>;
  return m_session->run<Found>([&](Sql& sql) -> Result<Found> {
    if (!m_session->settle(sql)) return m_session->fenced_off();
    Found found;
    const pqxx::result rows = sql.exec_prepared(
        "presumed", after.at.ns, to_sql(after.transaction.value), static_cast<std::int64_t>(most));
    for (const pqxx::row& row : rows) {
      PresumedCrossing& one = found.emplace_back();
      one.crossing = crossing_in(row, authority());
      if (!row[crossing_columns].is_null()) one.settlement = settlement_in(row, crossing_columns);
    }
    return found;
  });
}

} // namespace gatetwin
