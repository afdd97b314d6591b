// SPDX-License-Identifier: Apache-2.0
#include "core/centre/postgres_session.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

constexpr std::int64_t lock_number = 0x67617465'7477696E; // "gatetwin"

void set_up(pqxx::connection& connection, Duration time_out)
{
  pqxx::nontransaction sql(connection);
  const std::string ms = std::to_string(time_out.ns / 1'000'000);
  sql.exec0("SET statement_timeout = " + ms);
  sql.exec0("SET lock_timeout = " + ms);
  sql.exec0("SET client_min_messages = warning");
  sql.exec0("SET jit = off"); // costs more than any statement of ours
  // Planning for the few rows of a small group would take longer than reading them.
  sql.exec0("SET plan_cache_mode = force_generic_plan");
  // A plan that was made while a table was small must not read all of it when it has grown.
  for (const char* plan : {"seqscan", "hashjoin", "mergejoin"})
    sql.exec0(std::string("SET enable_") + plan + " = off");
  const auto setting = [&](const char* name) {
    return sql.exec1(std::string("SHOW ") + name)[0].as<std::string>();
  };
  // The rest would tell units what a crash takes back.
  const std::string commits = setting("synchronous_commit");
  if (setting("fsync") != "on" || setting("full_page_writes") != "on" ||
      (commits != "on" && commits != "remote_apply")) {
    throw Refusal{{ErrorCode::rejected,
                   "the server must have fsync, full_page_writes and synchronous_commit on"}};
  }
  try {
    sql.exec("SELECT pg_advisory_lock(" + std::to_string(lock_number) + ")");
  } catch (const pqxx::sql_error&) {
    throw Refusal{{ErrorCode::unavailable, "another centre has this ledger"}};
  }
}

} // namespace

Error PostgresLedger::Session::fail(ErrorCode code, const char* detail)
{
  group.clear();
  head = m_durable_head;
  crossings = m_durable_crossings;
  try {
    m_group.reset();
    m_connection.reset();
  } catch (const std::exception&) { // nothing is left to be lost
  }
  return {code, detail};
}

Error PostgresLedger::Session::fail_fenced()
{
  fenced = true;
  return fail(ErrorCode::io, "another centre has written to this ledger");
}

Error PostgresLedger::Session::fail_damaged(const LedgerDamage& found)
{
  damaged = true;
  damage = found;
  return fail(ErrorCode::corrupt, found.what);
}

Status PostgresLedger::Session::connect()
{
  group.clear();
  m_group.reset();
  m_connection.reset();
  try {
    auto connection = std::make_unique<pqxx::connection>(options.connection);
    set_up(*connection, options.statement_time_out);
    migrate(*connection);
    prepare(*connection);
    pqxx::work sql(*connection);
    check_identity(sql);
    check_head(sql);
    sql.commit();
    note_durable();
    m_connection = std::move(connection);
    return success();
  } catch (const LedgerDamage& found) {
    return fail_damaged(found);
  } catch (const Refusal& refusal) {
    return refusal.error;
  } catch (const pqxx::broken_connection&) {
    return Error{ErrorCode::unavailable, "the database can't be reached"};
  } catch (const std::exception&) {
    return Error{ErrorCode::io, "the database refused"};
  }
}

void PostgresLedger::Session::prepare(pqxx::connection& connection)
{
  PostgresGroup::prepare(connection);
  const std::string reservation =
      "SELECT " + reservation_table.proven_columns("r") + " FROM reservation r" + chain_joins("r");
  connection.prepare("reservation", reservation + " WHERE r.transaction_id = $1");
  connection.prepare("held", reservation + " WHERE r.state = 0 ORDER BY r.made");
  // Those that `which` finds, proven.
  const auto found = [](const std::string& which, const std::string& order) {
    return "SELECT " + crossing_table.proven_columns("c") + " FROM (SELECT * FROM crossing " +
           which + ") c" + chain_joins("c") + order;
  };
  connection.prepare("crossing", found("WHERE transaction_id = $1", ""));
  connection.prepare("crossings", found("WHERE sequence > $1 ORDER BY sequence LIMIT 10000",
                                        " ORDER BY c.sequence"));
  // Of equal times, as numbers without sign.
  const std::string place = "at_ns, transaction_id < 0, transaction_id";
  const std::string in_place = " ORDER BY c.at_ns, c.transaction_id < 0, c.transaction_id";
  connection.prepare("history",
                     found("WHERE number = $1 AND COALESCE(issuer, '') = $2 AND at_ns >= $3 "
                           "AND (" +
                               place + ") > ($3, $4::bigint < 0, $4::bigint) ORDER BY " + place +
                               " LIMIT $5",
                           in_place));
  const std::string standing =
      "(SELECT * FROM settlement WHERE transaction_id = $1 ORDER BY sequence DESC LIMIT 1) s";
  connection.prepare("settlement", "SELECT " + settlement_table.proven_columns("s") + " FROM " +
                                       standing + chain_joins("s"));
  // The reason as a literal, for the index of presumed crossings alone.
  static_assert(static_cast<int>(Reason::passage_presumed) == 1711, "see sql/005_settlements.sql");
  connection.prepare("presumed",
                     "SELECT " + crossing_table.proven_columns("c") + ", " +
                         settlement_table.proven_columns("s") +
                         " FROM (SELECT * FROM crossing WHERE reason = 1711 AND at_ns >= $1 AND (" +
                         place + ") > ($1, $2::bigint < 0, $2::bigint) ORDER BY " + place +
                         " LIMIT $3) c" + chain_joins("c") +
                         " LEFT JOIN LATERAL (SELECT * FROM settlement WHERE transaction_id = "
                         "c.transaction_id ORDER BY sequence DESC LIMIT 1) s ON true" +
                         chain_joins("s") + in_place);
  connection.prepare("rows", "SELECT sequence, content, digest FROM ledger WHERE sequence > $1 "
                             "ORDER BY sequence LIMIT $2");
  connection.prepare("absent_answer",
                     "SELECT t.s FROM unnest($1::bigint[], $2::smallint[], $3::bigint[]) AS "
                     "t(x, k, s) LEFT JOIN answer a ON a.transaction_id = t.x AND a.kind = t.k "
                     "WHERE a.sequence IS DISTINCT FROM t.s ORDER BY t.s LIMIT 1");
  connection.prepare("absent_document",
                     "SELECT t.s FROM unnest($1::text[], $2::text[], $3::bigint[]) AS t(n, i, s) "
                     "LEFT JOIN document d ON d.number = t.n AND d.issuer = t.i AND d.sequence = "
                     "t.s WHERE d.sequence IS NULL ORDER BY t.s LIMIT 1");
  connection.prepare("list", "SELECT " + list_table.proven_columns("m") + " FROM list_mark m" +
                                 chain_joins("m") + " WHERE m.list = $1");
  const std::string journal =
      "SELECT " + journal_table.proven_columns("j") + " FROM journal_head j" + chain_joins("j");
  connection.prepare("journal", journal + " WHERE j.unit = $1 AND j.file = $2");
  connection.prepare("journals", journal + " WHERE j.unit = $1 ORDER BY j.file");
}

void PostgresLedger::Session::check_identity(pqxx::transaction_base& sql)
{
  const pqxx::result found = sql.exec("SELECT authority, name FROM identity");
  if (found.empty()) {
    if (!options.create) throw no_ledger();
    sql.exec_params0("INSERT INTO identity VALUES(1, $1, $2)", options.authority.value,
                     options.identity);
    sql.exec_params0("INSERT INTO head VALUES(1, 0, $1, 0)",
                     pqxx::binarystring(chain.first().data(), chain.first().size()));
    return;
  }
  if (found[0][0].as<unsigned>() != options.authority.value ||
      found[0][1].as<std::string>() != options.identity)
    throw LedgerDamage{0, "the database holds another ledger"};
}

// The newest row against the one before it, and the row that the witness names.
void PostgresLedger::Session::check_head(pqxx::transaction_base& sql)
{
  const pqxx::row found = sql.exec1("SELECT sequence, digest, crossings FROM head");
  const LedgerHead stored{from_sql(found[0]), digest_of(found[1])};
  LedgerHead at{0, chain.first()};
  const std::int64_t from = std::max<std::int64_t>(to_sql(stored.sequence) - 2, 0);
  for (const pqxx::row& row : sql.exec_prepared("rows", from, 10)) {
    const bool follows = from_sql(row[0]) == at.sequence + 1;
    if (follows) (void)chain.next(at, row);
    if (!follows) at = {from_sql(row[0]), digest_of(row[2])};
  }
  if (at != stored) throw LedgerDamage{stored.sequence, "the newest rows are not what was chained"};
  const auto& witness = options.witness;
  if (witness && witness->sequence > stored.sequence)
    throw LedgerDamage{stored.sequence + 1, "the row is missing: an older copy of the ledger"};
  if (witness && witness->sequence > 0) {
    const pqxx::result row = sql.exec_prepared("rows", to_sql(witness->sequence - 1), 1);
    if (row.empty() || digest_of(row[0][2]) != witness->digest)
      throw LedgerDamage{witness->sequence, "the row differs from the witness's"};
  }
  head = stored;
  crossings = from_sql(found[2]);
}

Status PostgresLedger::Session::begin()
{
  if (fenced || damaged) return Error{ErrorCode::io, "the ledger failed before"};
  if (is_broken()) {
    if (Status status = connect(); !status.ok()) return status;
  }
  try {
    m_group = std::make_unique<pqxx::work>(*m_connection);
    return success();
  } catch (const std::exception&) {
    return fail(ErrorCode::io, "the database can't be written");
  }
}

Status PostgresLedger::Session::end()
{
  if (m_group == nullptr) return Error{ErrorCode::io, "a group of writes failed"};
  try {
    group.flush(*m_group);
    m_group->commit();
    m_group.reset();
    group.clear();
    note_durable();
    return success();
  } catch (const LedgerFenced&) {
    return fail_fenced();
  } catch (const std::exception&) {
    return fail(ErrorCode::io, "whether the database has the group is not known");
  }
}

Status PostgresLedger::Session::append(std::span<const std::byte> content)
{
  const Result<LedgerRow> row = decode_row(content, options.authority);
  if (!row.ok()) return row.error();
  LedgerHead next{head.sequence + 1, {}};
  next.digest = next_digest(head.digest, next.sequence, content);
  crossings += row.value().crossing ? 1 : 0;
  group.append(next, content, row.value());
  head = next;
  return success();
}

} // namespace gatetwin
