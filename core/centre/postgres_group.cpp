// SPDX-License-Identifier: Apache-2.0
#include "core/centre/postgres_group.hpp"
#include "core/document/list_lines.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

constexpr Column document_width = 2 + chain_width; // issuer, number, and the row of its status

// A unit's clock that runs ahead must not keep a pass stamped for longer.
WallTime stamp_of(const Crossing& crossing) { return std::min(crossing.at, crossing.received_at); }

} // namespace

void PostgresGroup::prepare(pqxx::connection& connection)
{
  connection.prepare("put_rows",
                     "WITH l AS (INSERT INTO ledger SELECT s, decode(c, 'hex'), decode(d, 'hex') "
                     "FROM unnest($1::bigint[], $2::text[], $3::text[]) AS t(s, c, d)), "
                     "h AS (UPDATE head SET sequence = $5, digest = decode($6, 'hex'), "
                     "crossings = crossings + $7 WHERE sequence = $4 RETURNING 1) "
                     "SELECT count(*) FROM h");
  connection.prepare("answers", "SELECT a.transaction_id, a.kind, " + chain_columns("a") +
                                    " FROM unnest($1::bigint[]) AS t(x) JOIN answer a ON "
                                    "a.transaction_id = t.x" +
                                    chain_joins("a"));
  // Of a stamped crossing, with the settlement that stands: was it annulled?
  const std::string stamp =
      crossing_table.proven_columns("c") + ", " + settlement_table.proven_columns("s");
  const std::string settled = chain_joins("c") +
                              " LEFT JOIN LATERAL (SELECT * FROM settlement WHERE transaction_id = "
                              "c.transaction_id ORDER BY sequence DESC LIMIT 1) s ON true" +
                              chain_joins("s");
  connection.prepare(
      "documents",
      "SELECT t.i, t.n, " + chain_columns("d") + ", " + stamp +
          " FROM unnest($1::text[], $2::text[]) AS t(i, n) LEFT JOIN LATERAL (SELECT sequence "
          "FROM document WHERE number = t.n AND issuer = t.i ORDER BY sequence DESC LIMIT 1) d "
          "ON true" +
          chain_joins("d") +
          " LEFT JOIN LATERAL (SELECT * FROM crossing WHERE stamped AND number = t.n AND "
          "COALESCE(issuer, '') = t.i ORDER BY LEAST(at_ns, received_at_ns) DESC LIMIT 1) c ON "
          "true" +
          settled);
  connection.prepare("stamps",
                     "SELECT " + stamp +
                         " FROM (SELECT * FROM crossing WHERE stamped AND number = $2 AND "
                         "COALESCE(issuer, '') = $1) c" +
                         settled + " ORDER BY LEAST(c.at_ns, c.received_at_ns) DESC");
  connection.prepare("holders", "SELECT " + reservation_table.proven_columns("r") +
                                    " FROM unnest($1::text[], $2::text[]) AS t(i, n) JOIN "
                                    "reservation r ON r.number = t.n AND r.issuer = t.i AND "
                                    "r.state = 0" +
                                    chain_joins("r") + " ORDER BY r.made");
}

PostgresGroup::DocumentName PostgresGroup::name_of(const DocumentKey& document)
{
  return {std::string(document.issuer()), std::string(document.number())};
}

// Whoever is not there is remembered too, as nothing.
void PostgresGroup::foresee(pqxx::transaction_base& sql, std::span<const ForeseenCall> calls)
{
  SqlRows transactions(1), names(2);
  for (const ForeseenCall& call : calls) {
    if (call.transaction.valid() && m_answers.try_emplace(call.transaction.value).second)
      transactions.number(to_sql(call.transaction.value));
    const DocumentName name = name_of(call.document);
    if (call.document.empty() || !m_documents.try_emplace(name).second) continue;
    m_holders.try_emplace(name);
    names.text(name.first);
    names.text(name.second);
  }
  if (!transactions.empty()) fetch_answers(sql, transactions);
  if (names.empty()) return;
  flush(sql); // what the group has written of these documents so far
  fetch_documents(sql, names);
  fetch_holders(sql, names);
}

void PostgresGroup::fetch_answers(pqxx::transaction_base& sql, const SqlRows& transactions)
{
  for (const pqxx::row& row : execute(sql, "answers", transactions)) {
    const LedgerRow said = m_chain.proven(row, 2, answers_damage);
    const std::uint64_t transaction = from_sql(row[0]);
    if (!said.is_write || said.key.transaction.value != transaction ||
        static_cast<int>(said.key.kind) != row[1].as<int>())
      throw LedgerDamage{from_sql(row[2]), answers_damage};
    m_answers[transaction].push_back({said.key.kind, said.answer, said.crossing.has_value()});
  }
}

void PostgresGroup::fetch_documents(pqxx::transaction_base& sql, const SqlRows& names)
{
  for (const pqxx::row& row : execute(sql, "documents", names)) {
    const DocumentName name{row[0].as<std::string>(), row[1].as<std::string>()};
    DocumentState& state = m_documents[name];
    if (!row[2].is_null()) {
      const LedgerRow said = m_chain.proven(row, 2, documents_damage);
      if (!is_document(said) || name_of(said.document) != name)
        throw LedgerDamage{from_sql(row[2]), documents_damage};
      state.status = said.status;
    }
    if (row[document_width].is_null()) continue; // never stamped
    std::optional<WallTime> stamp = stamp_in(row, document_width);
    if (!stamp) stamp = older_stamp(sql, name);
    state.stamped = stamp.has_value();
    state.last_stamp = stamp.value_or(WallTime{});
  }
}

// The stamp of one crossing; nothing: it was annulled.
std::optional<WallTime> PostgresGroup::stamp_in(const pqxx::row& row, Column at) const
{
  const Crossing crossing = crossing_table.proven(m_chain, row, at);
  const Column settled = at + crossing_table.width();
  if (!row[settled].is_null() &&
      settlement_table.proven(m_chain, row, settled).outcome == SettlementOutcome::annulled)
    return std::nullopt;
  return stamp_of(crossing);
}

// Where the newest was annulled, which is rare, all of them.
std::optional<WallTime> PostgresGroup::older_stamp(pqxx::transaction_base& sql,
                                                   const DocumentName& name) const
{
  for (const pqxx::row& row : sql.exec_prepared("stamps", name.first, name.second)) {
    if (const auto stamp = stamp_in(row, 0)) return stamp;
  }
  return std::nullopt;
}

void PostgresGroup::fetch_holders(pqxx::transaction_base& sql, const SqlRows& names)
{
  for (const pqxx::row& row : execute(sql, "holders", names)) {
    const Reservation held = reservation_table.proven(m_chain, row);
    m_holders[name_of(held.document)] = held;
  }
}

const std::vector<PostgresGroup::Stored>& PostgresGroup::answers(pqxx::transaction_base& sql,
                                                                 TransactionId transaction)
{
  const ForeseenCall call{transaction, {}};
  if (m_answers.count(transaction.value) == 0) foresee(sql, {&call, 1});
  return m_answers[transaction.value];
}

const DocumentState& PostgresGroup::document(pqxx::transaction_base& sql,
                                             const DocumentKey& document)
{
  const DocumentName name = name_of(document);
  const ForeseenCall call{{}, document};
  if (m_documents.count(name) == 0) foresee(sql, {&call, 1});
  return m_documents[name];
}

const std::optional<Reservation>& PostgresGroup::holder(pqxx::transaction_base& sql,
                                                        const DocumentKey& document)
{
  const DocumentName name = name_of(document);
  const auto [known, is_new] = m_holders.try_emplace(name);
  if (is_new) {
    SqlRows names(2);
    names.text(name.first);
    names.text(name.second);
    flush(sql);
    fetch_holders(sql, names);
  }
  return known->second;
}

void PostgresGroup::append(const LedgerHead& at, std::span<const std::byte> content,
                           const LedgerRow& row)
{
  m_rows.number(to_sql(at.sequence));
  m_rows.bytes(content);
  m_rows.bytes(at.digest);
  m_last = at;
  m_index.take(at.sequence, row);
  if (row.is_write)
    m_answers[row.key.transaction.value].push_back(
        {row.key.kind, row.answer, row.crossing.has_value()});
  if (row.reservation) m_holders.erase(name_of(row.reservation->document));
  if (is_document(row)) m_documents[name_of(row.document)].status = row.status;
  if (!row.crossing || !row.crossing->stamped || row.crossing->document.empty()) return;
  const auto known = m_documents.find(name_of(row.crossing->document));
  if (known == m_documents.end()) return;
  DocumentState& state = known->second;
  const WallTime stamp = stamp_of(*row.crossing);
  state.last_stamp = state.stamped ? std::max(state.last_stamp, stamp) : stamp;
  state.stamped = true;
}

void PostgresGroup::flush(pqxx::transaction_base& sql)
{
  if (m_rows.empty()) return;
  std::vector<std::string> given = m_rows.arrays();
  given.push_back(std::to_string(to_sql(m_last.sequence - m_rows.size())));
  given.push_back(std::to_string(to_sql(m_last.sequence)));
  given.push_back(write_hex(m_last.digest));
  given.push_back(std::to_string(m_index.crossings()));
  const pqxx::row moved = sql.exec_prepared1("put_rows", pqxx::prepare::make_dynamic_params(given));
  if (moved[0].as<int>() != 1) throw LedgerFenced{};
  m_rows.clear();
  m_index.flush(sql);
}

} // namespace gatetwin
