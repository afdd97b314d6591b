// SPDX-License-Identifier: Apache-2.0
#include "core/centre/postgres_session.hpp"
#include "core/centre/sql/migrations.hpp"
#include <algorithm>
#include <iterator>

namespace gatetwin {
namespace {

constexpr std::int64_t lock_number = 0x67617465'7477696E; // "gatetwin"
constexpr int newest_version = static_cast<int>(std::size(postgres_migrations));

// Thrown inside this file, for what is not the database's own to say.
struct Refusal {
  Error error;
};

Refusal no_ledger() { return {{ErrorCode::not_found, "the database holds no ledger"}}; }

void set_up(pqxx::connection& connection, Duration time_out)
{
  pqxx::nontransaction sql(connection);
  const std::string ms = std::to_string(time_out.ns / 1'000'000);
  sql.exec0("SET statement_timeout = " + ms);
  sql.exec0("SET lock_timeout = " + ms);
  sql.exec0("SET client_min_messages = warning");
  sql.exec0("SET jit = off"); // costs more than any statement of ours
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

Status PostgresLedger::Session::connect(LedgerDamage& damage)
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
    Status status = check_identity(sql, damage);
    if (status.ok()) status = check_head(sql, damage);
    if (!status.ok()) {
      damaged = status.error().code == ErrorCode::corrupt;
      return status;
    }
    sql.commit();
    note_durable();
    m_connection = std::move(connection);
    return success();
  } catch (const Refusal& refusal) {
    return refusal.error;
  } catch (const pqxx::broken_connection&) {
    return Error{ErrorCode::unavailable, "the database can't be reached"};
  } catch (const std::exception&) {
    return Error{ErrorCode::io, "the database refused"};
  }
}

void PostgresLedger::Session::migrate(pqxx::connection& connection)
{
  pqxx::work sql(connection);
  if (!options.create && sql.exec1("SELECT to_regclass('identity') IS NULL")[0].as<bool>())
    throw no_ledger();
  sql.exec0("CREATE TABLE IF NOT EXISTS schema_version(version INTEGER PRIMARY KEY, "
            "applied_at TIMESTAMPTZ NOT NULL DEFAULT now())");
  const int version =
      sql.exec1("SELECT COALESCE(max(version), 0) FROM schema_version")[0].as<int>();
  if (version > newest_version)
    throw Refusal{{ErrorCode::unsupported, "the ledger was written by a newer version"}};
  for (int next = version + 1; next <= newest_version; ++next) {
    sql.exec(postgres_migrations[next - 1]);
    sql.exec_params0("INSERT INTO schema_version(version) VALUES($1)", next);
  }
  sql.commit(); // all of them, or none
}

void PostgresLedger::Session::prepare(pqxx::connection& connection)
{
  PostgresGroup::prepare(connection);
  const std::string reservation =
      "SELECT transaction_id, state, expires_at_ns, ref, issuer, number FROM reservation ";
  connection.prepare("reservation", reservation + "WHERE transaction_id = $1");
  connection.prepare("held", reservation + "WHERE state = 0 ORDER BY made");
  const std::string crossing =
      "SELECT transaction_id, unit, checkpoint, direction, decision, reason, offline, stamped, "
      "at_ns, received_at_ns, document_kind, ref, COALESCE(issuer, ''), COALESCE(number, ''), "
      "sequence FROM crossing ";
  connection.prepare("crossing", crossing + "WHERE transaction_id = $1");
  connection.prepare("crossings", crossing + "WHERE sequence > $1 ORDER BY sequence LIMIT 10000");
  // Of equal times, as numbers without sign.
  connection.prepare("history",
                     crossing + "WHERE number = $1 AND COALESCE(issuer, '') = $2 AND at_ns >= $3 "
                                "AND (at_ns, transaction_id < 0, transaction_id) > "
                                "($3, $4::bigint < 0, $4::bigint) "
                                "ORDER BY at_ns, transaction_id < 0, transaction_id LIMIT $5");
  const std::string settlement =
      "SELECT transaction_id, outcome, correction, at_console, observer, at_ns, reason, sequence "
      "FROM settlement s ";
  const std::string standing = " ORDER BY sequence DESC LIMIT 1";
  connection.prepare("settlement", settlement + "WHERE transaction_id = $1" + standing);
  // The reason as a literal, for the index of presumed crossings alone.
  static_assert(static_cast<int>(Reason::passage_presumed) == 1711, "see sql/005_settlements.sql");
  const std::string place = "at_ns, transaction_id < 0, transaction_id";
  connection.prepare("presumed",
                     "WITH c AS (" + crossing + "WHERE reason = 1711 AND at_ns >= $1 AND (" +
                         place + ") > ($1, $2::bigint < 0, $2::bigint) ORDER BY " + place +
                         " LIMIT $3) SELECT * FROM c LEFT JOIN LATERAL (" + settlement +
                         "WHERE s.transaction_id = c.transaction_id" + standing +
                         ") n ON true ORDER BY c.at_ns, c.transaction_id < 0, c.transaction_id");
  connection.prepare("settlements", settlement + "ORDER BY sequence");
  connection.prepare("put_settlement",
                     "INSERT INTO settlement VALUES($1, $2, $3, $4, $5, $6, $7, $8)");
  connection.prepare("put_inquiry", "INSERT INTO inquiry VALUES($1, $2, $3, $4, $5, $6, $7)");
  connection.prepare("inquiries", "SELECT at_console, observer, at_ns, issuer, number, reason, "
                                  "sequence FROM inquiry ORDER BY sequence");
  connection.prepare("rows", "SELECT sequence, content, digest FROM ledger WHERE sequence > $1 "
                             "ORDER BY sequence LIMIT $2");
  connection.prepare("put_list",
                     "INSERT INTO list_mark VALUES($1, $2, $3, $4) ON CONFLICT (list) DO UPDATE "
                     "SET version = $2, accepted_older = $3, at_ns = $4");
  connection.prepare("list",
                     "SELECT version, accepted_older, at_ns FROM list_mark WHERE list = $1");
  connection.prepare("put_journal",
                     "INSERT INTO journal_head VALUES($1, $2, $3, $4, $5, $6) ON CONFLICT (unit, "
                     "file) DO UPDATE SET bytes = $3, records = $4, digest = $5, "
                     "received_at_ns = $6");
  const std::string journal =
      "SELECT file, bytes, records, digest, received_at_ns, unit FROM journal_head ";
  connection.prepare("journal", journal + "WHERE unit = $1 AND file = $2");
  connection.prepare("journals", journal + "WHERE unit = $1 ORDER BY file");
  connection.prepare("all_journals", journal);
  connection.prepare("counts", "SELECT (SELECT count(*) FROM answer), (SELECT count(*) FROM "
                               "crossing), (SELECT crossings FROM head)");
}

Status PostgresLedger::Session::check_identity(pqxx::transaction_base& sql, LedgerDamage& damage)
{
  const auto first = first_digest(options.authority, options.identity);
  const pqxx::result found = sql.exec("SELECT authority, name FROM identity");
  if (found.empty()) {
    if (!options.create) throw no_ledger();
    sql.exec_params0("INSERT INTO identity VALUES(1, $1, $2)", options.authority.value,
                     options.identity);
    sql.exec_params0("INSERT INTO head VALUES(1, 0, $1, 0)",
                     pqxx::binarystring(first.data(), first.size()));
    return success();
  }
  if (found[0][0].as<unsigned>() == options.authority.value &&
      found[0][1].as<std::string>() == options.identity)
    return success();
  damage = {0, "the database holds another ledger"};
  return Error{ErrorCode::corrupt, damage.what};
}

// The newest row against the one before it, and the row that the witness names.
Status PostgresLedger::Session::check_head(pqxx::transaction_base& sql, LedgerDamage& damage)
{
  const auto corrupt = [&](std::uint64_t row, const char* what) -> Status {
    damage = {row, what};
    return Error{ErrorCode::corrupt, what};
  };
  const pqxx::row found = sql.exec1("SELECT sequence, digest, crossings FROM head");
  const LedgerHead stored{from_sql(found[0]), digest_of(found[1])};
  LedgerHead at{0, first_digest(options.authority, options.identity)};
  const std::int64_t from = std::max<std::int64_t>(to_sql(stored.sequence) - 2, 0);
  for (const pqxx::row& row : sql.exec_prepared("rows", from, 10)) {
    const pqxx::binarystring content(row[1]);
    const std::span bytes(reinterpret_cast<const std::byte*>(content.data()), content.size());
    const LedgerHead next{from_sql(row[0]), digest_of(row[2])};
    const bool follows = next.sequence == at.sequence + 1;
    if (follows && next.digest != next_digest(at.digest, next.sequence, bytes))
      return corrupt(next.sequence, "the row's content is not what was chained");
    at = next;
  }
  if (at != stored) return corrupt(stored.sequence, "the newest rows are not what was chained");
  const auto& witness = options.witness;
  if (witness && witness->sequence > stored.sequence)
    return corrupt(stored.sequence + 1, "the row is missing: an older copy of the ledger");
  if (witness && witness->sequence > 0) {
    const pqxx::result row = sql.exec_prepared("rows", to_sql(witness->sequence - 1), 1);
    if (row.empty() || digest_of(row[0][2]) != witness->digest)
      return corrupt(witness->sequence, "the row differs from the witness's");
  }
  head = stored;
  crossings = from_sql(found[2]);
  return success();
}

Status PostgresLedger::Session::begin()
{
  if (fenced || damaged) return Error{ErrorCode::io, "the ledger failed before"};
  LedgerDamage damage;
  if (is_broken()) {
    if (Status status = connect(damage); !status.ok()) return status;
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
    if (!settle(*m_group)) return fail_fenced();
    m_group->commit();
    m_group.reset();
    group.clear();
    note_durable();
    return success();
  } catch (const std::exception&) {
    return fail(ErrorCode::io, "whether the database has the group is not known");
  }
}

void PostgresLedger::Session::append(std::span<const std::byte> row)
{
  LedgerHead next{head.sequence + 1, {}};
  next.digest = next_digest(head.digest, next.sequence, row);
  const auto decoded = decode_row(row, options.authority);
  crossings += decoded.ok() && decoded.value().crossing ? 1 : 0;
  group.put_row(next, row);
  head = next;
}

bool PostgresLedger::Session::settle(pqxx::transaction_base& sql)
{
  if (!group.flush(sql)) fenced = true;
  return !fenced;
}

} // namespace gatetwin
