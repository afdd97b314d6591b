// SPDX-License-Identifier: Apache-2.0
#include "core/centre/postgres_group.hpp"
#include "core/document/list_lines.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

std::string text(std::string_view view) { return std::string(view); }

PostgresGroup::Stored stored_in(const pqxx::row& row)
{
  PostgresGroup::Stored stored;
  stored.kind = static_cast<RequestKind>(row[1].as<int>());
  stored.answer = {from_sql(row[2]), from_sql(row[3]), static_cast<Reason>(row[4].as<int>()),
                   static_cast<Decision>(row[5].as<int>()), row[6].as<bool>()};
  stored.has_crossing = row[7].as<bool>();
  return stored;
}

DocumentState state_in(const pqxx::row& row)
{
  return {static_cast<DocumentStatus>(row[2].as<int>()),
          row[3].as<bool>(),
          {row[4].as<std::int64_t>()}};
}

} // namespace

Reservation reservation_in(const pqxx::row& row)
{
  Reservation reservation;
  reservation.transaction = {from_sql(row[0])};
  reservation.state = static_cast<ReservationState>(row[1].as<int>());
  reservation.expires_at = {row[2].as<std::int64_t>()};
  reservation.ref = {from_sql(row[3])};
  reservation.document = document_key(row[4].as<std::string>(), row[5].as<std::string>());
  return reservation;
}

void SqlArray::add(std::string_view text)
{
  std::string& out = item();
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void SqlArray::add(std::span<const std::byte> bytes) { item() += write_hex(bytes); }

void PostgresGroup::prepare(pqxx::connection& connection)
{
  connection.prepare("put_rows",
                     "WITH l AS (INSERT INTO ledger SELECT s, decode(c, 'hex'), decode(d, 'hex') "
                     "FROM unnest($1::bigint[], $2::text[], $3::text[]) AS t(s, c, d)), "
                     "h AS (UPDATE head SET sequence = $5, digest = decode($6, 'hex'), "
                     "crossings = crossings + $7 WHERE sequence = $4 RETURNING 1) "
                     "SELECT count(*) FROM h");
  connection.prepare("put_answers",
                     "INSERT INTO answer SELECT * FROM unnest($1::bigint[], $2::smallint[], "
                     "$3::bigint[], $4::bigint[], $5::integer[], $6::smallint[], $7::boolean[], "
                     "$8::boolean[])");
  connection.prepare(
      "put_crossings",
      "INSERT INTO crossing SELECT a, b, c, d, e, f, g, h, i, j, k, l, m, NULLIF(n, ''), "
      "NULLIF(o, '') FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], "
      "$5::smallint[], $6::smallint[], $7::integer[], $8::boolean[], $9::boolean[], $10::bigint[], "
      "$11::bigint[], $12::smallint[], $13::bigint[], $14::text[], $15::text[]) "
      "AS t(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o)");
  connection.prepare("put_stamps",
                     "INSERT INTO document SELECT i, n, 0, true, s FROM unnest($1::text[], "
                     "$2::text[], $3::bigint[]) AS t(i, n, s) ON CONFLICT (number, issuer) DO "
                     "UPDATE SET stamped = true, last_stamp_ns = CASE WHEN document.stamped THEN "
                     "GREATEST(document.last_stamp_ns, excluded.last_stamp_ns) ELSE "
                     "excluded.last_stamp_ns END");
  // A unit's clock that runs ahead must not keep a pass stamped for longer.
  connection.prepare(
      "stamp_again",
      "UPDATE document SET stamped = newest IS NOT NULL, last_stamp_ns = COALESCE(newest, 0) FROM "
      "(SELECT max(LEAST(at_ns, received_at_ns)) AS newest FROM crossing c WHERE c.number = $2 AND "
      "COALESCE(c.issuer, '') = $1 AND c.stamped AND COALESCE((SELECT s.outcome FROM settlement s "
      "WHERE s.transaction_id = c.transaction_id ORDER BY s.sequence DESC LIMIT 1), 1) = 1) AS n "
      "WHERE document.issuer = $1 AND document.number = $2");
  connection.prepare("put_statuses",
                     "INSERT INTO document SELECT * FROM unnest($1::text[], $2::text[], "
                     "$3::smallint[]) ON CONFLICT (number, issuer) DO UPDATE SET status = "
                     "excluded.status");
  connection.prepare("answers",
                     "SELECT a.transaction_id, kind, content, list_version, reason, decision, "
                     "stamp_due, has_crossing FROM unnest($1::bigint[]) AS t(x) JOIN answer a ON "
                     "a.transaction_id = t.x");
  connection.prepare("documents",
                     "SELECT d.issuer, d.number, status, stamped, last_stamp_ns FROM "
                     "unnest($1::text[], $2::text[]) AS t(i, n) JOIN document d ON d.number = t.n "
                     "AND d.issuer = t.i");
  connection.prepare("holders",
                     "SELECT transaction_id, state, expires_at_ns, ref, issuer, number FROM "
                     "unnest($1::text[], $2::text[]) AS t(i, n) JOIN reservation r ON r.number = "
                     "t.n AND r.issuer = t.i AND r.state = 0 ORDER BY made");
  connection.prepare("put_reservation",
                     "INSERT INTO reservation VALUES($1, $2, $3, $4, $5, $6, $7) ON CONFLICT "
                     "(transaction_id) DO UPDATE SET state = $3, expires_at_ns = $4, ref = $5, "
                     "issuer = $6, number = $7");
}

PostgresGroup::DocumentName PostgresGroup::name_of(const DocumentKey& document)
{
  return {text(document.issuer()), text(document.number())};
}

// Whoever is not there is remembered too, as nothing.
void PostgresGroup::foresee(pqxx::transaction_base& sql, std::span<const ForeseenCall> calls)
{
  SqlArray transactions, issuers, numbers;
  bool asks_answers = false, asks_documents = false;
  for (const ForeseenCall& call : calls) {
    if (call.transaction.valid() && m_answers.try_emplace(call.transaction.value).second) {
      transactions.add(to_sql(call.transaction.value));
      asks_answers = true;
    }
    const DocumentName name = name_of(call.document);
    if (call.document.empty() || !m_documents.try_emplace(name).second) continue;
    m_holders.try_emplace(name);
    issuers.add(name.first);
    numbers.add(name.second);
    asks_documents = true;
  }
  if (asks_answers) {
    for (const pqxx::row& row : sql.exec_prepared("answers", transactions.text()))
      m_answers[from_sql(row[0])].push_back(stored_in(row));
  }
  if (!asks_documents) return;
  for (const pqxx::row& row : sql.exec_prepared("documents", issuers.text(), numbers.text()))
    m_documents[{row[0].as<std::string>(), row[1].as<std::string>()}] = state_in(row);
  for (const pqxx::row& row : sql.exec_prepared("holders", issuers.text(), numbers.text()))
    m_holders[{row[4].as<std::string>(), row[5].as<std::string>()}] = reservation_in(row);
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
  const auto known = m_holders.find(name);
  if (known != m_holders.end()) return known->second;
  SqlArray issuer, number;
  issuer.add(name.first);
  number.add(name.second);
  std::optional<Reservation>& found = m_holders[name];
  for (const pqxx::row& row : sql.exec_prepared("holders", issuer.text(), number.text()))
    found = reservation_in(row);
  return found;
}

void PostgresGroup::put_row(const LedgerHead& at, std::span<const std::byte> row)
{
  m_rows[0].add(to_sql(at.sequence));
  m_rows[1].add(row);
  m_rows[2].add(at.digest);
  m_last = at;
  ++m_row_count;
}

void PostgresGroup::put_answer(const AnswerKey& key, const Stored& stored)
{
  const StoredAnswer& answer = stored.answer;
  m_new_answers[0].add(to_sql(key.transaction.value));
  m_new_answers[1].add(static_cast<std::int64_t>(key.kind));
  m_new_answers[2].add(to_sql(answer.content));
  m_new_answers[3].add(to_sql(answer.list_version));
  m_new_answers[4].add(static_cast<std::int64_t>(answer.reason));
  m_new_answers[5].add(static_cast<std::int64_t>(answer.decision));
  m_new_answers[6].add(answer.stamp_due);
  m_new_answers[7].add(stored.has_crossing);
  m_answers[key.transaction.value].push_back(stored);
  ++m_answer_count;
}

void PostgresGroup::put_crossing(const Crossing& crossing, std::uint64_t sequence)
{
  const DocumentKey& document = crossing.document;
  m_crossings[0].add(to_sql(crossing.transaction.value));
  m_crossings[1].add(to_sql(sequence));
  m_crossings[2].add(to_sql(crossing.unit.value));
  m_crossings[3].add(to_sql(crossing.checkpoint.value));
  m_crossings[4].add(static_cast<std::int64_t>(crossing.direction));
  m_crossings[5].add(static_cast<std::int64_t>(crossing.decision));
  m_crossings[6].add(static_cast<std::int64_t>(crossing.reason));
  m_crossings[7].add(crossing.offline);
  m_crossings[8].add(crossing.stamped);
  m_crossings[9].add(crossing.at.ns);
  m_crossings[10].add(crossing.received_at.ns);
  m_crossings[11].add(static_cast<std::int64_t>(crossing.kind));
  m_crossings[12].add(to_sql(crossing.ref.value));
  m_crossings[13].add(document.issuer());
  m_crossings[14].add(document.number());
  ++m_crossing_count;
  if (!crossing.stamped || document.empty()) return;
  // A unit's clock that runs ahead must not keep a pass stamped for longer.
  put_stamp(document, {std::min(crossing.at.ns, crossing.received_at.ns)});
}

void PostgresGroup::put_stamp(const DocumentKey& document, WallTime at)
{
  const DocumentName name = name_of(document);
  const auto [stamp, is_new] = m_stamps.try_emplace(name, at.ns);
  stamp->second = std::max(stamp->second, at.ns);
  const auto known = m_documents.find(name);
  if (known == m_documents.end()) return;
  DocumentState& state = known->second;
  state.last_stamp = state.stamped ? std::max(state.last_stamp, at) : at;
  state.stamped = true;
}

void PostgresGroup::put_status(pqxx::transaction_base& sql, const DocumentKey& of,
                               DocumentStatus status)
{
  (void)document(sql, of);
  const DocumentName name = name_of(of);
  m_documents[name].status = status;
  m_statuses[name] = static_cast<int>(status);
}

void PostgresGroup::put_reservation(pqxx::transaction_base& sql, const Reservation& reservation,
                                    std::uint64_t sequence)
{
  sql.exec_prepared0("put_reservation", to_sql(reservation.transaction.value), to_sql(sequence),
                     static_cast<int>(reservation.state), reservation.expires_at.ns,
                     to_sql(reservation.ref.value), text(reservation.document.issuer()),
                     text(reservation.document.number()));
  m_holders.erase(name_of(reservation.document));
}

bool PostgresGroup::flush(pqxx::transaction_base& sql)
{
  if (m_row_count == 0) return true;
  const pqxx::row moved =
      sql.exec_prepared1("put_rows", m_rows[0].text(), m_rows[1].text(), m_rows[2].text(),
                         to_sql(m_last.sequence - m_row_count), to_sql(m_last.sequence),
                         write_hex(m_last.digest), to_sql(m_crossing_count));
  if (moved[0].as<int>() != 1) return false;
  const auto& a = m_new_answers;
  if (m_answer_count > 0)
    sql.exec_prepared0("put_answers", a[0].text(), a[1].text(), a[2].text(), a[3].text(),
                       a[4].text(), a[5].text(), a[6].text(), a[7].text());
  const auto& c = m_crossings;
  if (m_crossing_count > 0)
    sql.exec_prepared0("put_crossings", c[0].text(), c[1].text(), c[2].text(), c[3].text(),
                       c[4].text(), c[5].text(), c[6].text(), c[7].text(), c[8].text(), c[9].text(),
                       c[10].text(), c[11].text(), c[12].text(), c[13].text(), c[14].text());
  flush_documents(sql);
  m_rows = {};
  m_new_answers = {};
  m_crossings = {};
  m_row_count = m_answer_count = m_crossing_count = 0;
  return true;
}

void PostgresGroup::stamp_again(pqxx::transaction_base& sql, const DocumentKey& document)
{
  const DocumentName name = name_of(document);
  sql.exec_prepared0("stamp_again", name.first, name.second);
  m_documents.erase(name); // to be fetched when it is asked for again
}

void PostgresGroup::flush_documents(pqxx::transaction_base& sql)
{
  const auto send = [&](const char* statement, const auto& values) {
    if (values.empty()) return;
    std::array<SqlArray, 3> columns;
    for (const auto& [name, value] : values) {
      columns[0].add(name.first);
      columns[1].add(name.second);
      columns[2].add(std::int64_t{value});
    }
    sql.exec_prepared0(statement, columns[0].text(), columns[1].text(), columns[2].text());
  };
  send("put_statuses", m_statuses);
  send("put_stamps", m_stamps);
  m_statuses.clear();
  m_stamps.clear();
}

} // namespace gatetwin
