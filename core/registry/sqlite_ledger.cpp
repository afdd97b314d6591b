// SPDX-License-Identifier: Apache-2.0
#include "core/registry/sqlite_ledger.hpp"
#include "core/registry/sqlite_statement.hpp"
#include <algorithm>
#include <cstring>
#include <sqlite3.h>
#include <string_view>
#include <utility>

namespace gatetwin {
namespace {

// 1: no rows of lists and journals; 2: of inquiries; 3: of settlements
constexpr int format_version = 4;
constexpr int application_id = 0x47544C31; // "GTL1"
constexpr const char* ledger_table =
    "CREATE TABLE ledger(sequence INTEGER PRIMARY KEY, content BLOB NOT NULL, "
    "digest BLOB NOT NULL) STRICT";
constexpr const char* head_table =
    "CREATE TABLE head(id INTEGER PRIMARY KEY CHECK(id = 1), sequence INTEGER NOT NULL, "
    "digest BLOB NOT NULL) STRICT";

constexpr SqliteWords words{"the ledger is open elsewhere",
                            "the ledger's disk or file is full",
                            "the ledger's file is damaged",
                            "the file is not a ledger",
                            "the ledger's file can't be opened",
                            "the ledger's file can't be written",
                            "the ledger's file can't be read or written"};
Error error_of(int code) { return sqlite_error(code, words); }

Status execute(sqlite3* database, const char* sql) { return sqlite_execute(database, sql, words); }

// The one value that a pragma or query gives back.
Status expect(sqlite3* database, const char* sql, std::string_view wanted, const char* otherwise)
{
  SqliteStatement statement(database, sql);
  if (!statement.step()) {
    return statement.failed() ? error_of(statement.code()) : Error{ErrorCode::io, otherwise};
  }
  return statement.text(0) == wanted ? success() : Status(Error{ErrorCode::io, otherwise});
}

Result<std::int64_t> integer_of(sqlite3* database, const char* sql)
{
  SqliteStatement statement(database, sql);
  if (!statement.step()) return error_of(statement.failed() ? statement.code() : SQLITE_CORRUPT);
  return statement.integer(0);
}

bool same(std::span<const std::byte> bytes, const LedgerDigest& digest)
{
  return std::equal(bytes.begin(), bytes.end(), digest.begin(), digest.end());
}

Error damaged(LedgerDamage& damage, std::uint64_t row, const char* what)
{
  damage = {row, what};
  return {ErrorCode::corrupt, what};
}

} // namespace

SqliteLedger::SqliteLedger(const SqliteLedgerOptions& options)
    : m_options(options), m_memory(options.authority)
{
  m_head.digest = first_digest(options.authority, options.identity);
}

SqliteLedger::~SqliteLedger()
{
  sqlite3_finalize(m_insert);
  sqlite3_finalize(m_set_head);
  sqlite3_close(m_database);
}

Result<std::unique_ptr<SqliteLedger>> SqliteLedger::open(const SqliteLedgerOptions& options,
                                                         LedgerDamage* damage)
{
  std::unique_ptr<SqliteLedger> ledger(new SqliteLedger(options));
  LedgerDamage found;
  Status status = ledger->connect();
  if (status.ok()) status = ledger->set_up();
  if (status.ok() && options.create) status = ledger->create_tables();
  if (status.ok()) status = ledger->check_format(found);
  if (status.ok()) status = ledger->load(found);
  if (status.ok()) return ledger;
  const bool is_corrupt = status.error().code == ErrorCode::corrupt;
  if (is_corrupt && *found.what == '\0') found.what = status.error().detail;
  if (damage != nullptr) *damage = found;
  return status.error();
}

Status SqliteLedger::connect()
{
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE |
                    (m_options.create ? SQLITE_OPEN_CREATE : 0);
  const int code = sqlite3_open_v2(m_options.path.c_str(), &m_database, flags, nullptr);
  if (code != SQLITE_OK) return error_of(code);
  for (const int setting : {SQLITE_DBCONFIG_DEFENSIVE, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE}) {
    const int on = setting == SQLITE_DBCONFIG_DEFENSIVE ? 1 : 0;
    sqlite3_db_config(m_database, setting, on, nullptr);
  }
  return success();
}

// Takes the file for this connection alone, and reads every setting back.
Status SqliteLedger::set_up()
{
  for (const char* sql : {"PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON",
                          "PRAGMA wal_autocheckpoint = 0", "PRAGMA locking_mode = EXCLUSIVE"}) {
    if (Status status = execute(m_database, sql); !status.ok()) return status;
  }
  struct Setting {
    const char* sql;
    const char* wanted;
    const char* otherwise;
  };
  for (const Setting& setting :
       {Setting{"PRAGMA journal_mode = WAL", "wal", "the write-ahead log can't be used"},
        Setting{"PRAGMA synchronous = FULL; ", nullptr, ""},
        Setting{"BEGIN IMMEDIATE", nullptr, ""}, Setting{"COMMIT", nullptr, ""},
        Setting{"PRAGMA journal_mode", "wal", "journal_mode is not wal"},
        Setting{"PRAGMA synchronous", "2", "synchronous is not full"},
        Setting{"PRAGMA locking_mode", "exclusive", "the file is not locked exclusively"}}) {
    const Status status = setting.wanted == nullptr
                              ? execute(m_database, setting.sql)
                              : expect(m_database, setting.sql, setting.wanted, setting.otherwise);
    if (!status.ok()) return status;
  }
  if (m_options.max_pages == 0) return success();
  const std::string sql = "PRAGMA max_page_count = " + std::to_string(m_options.max_pages);
  return execute(m_database, sql.c_str());
}

Status SqliteLedger::create_tables()
{
  const auto objects = integer_of(m_database, "SELECT count(*) FROM sqlite_schema");
  if (!objects.ok()) return objects.error();
  const auto version = integer_of(m_database, "PRAGMA user_version");
  if (!version.ok()) return version.error();
  if (objects.value() != 0 || version.value() != 0) {
    return Error{ErrorCode::conflict, "the file of a new ledger holds something already"};
  }
  const std::string settings = "PRAGMA application_id = " + std::to_string(application_id) +
                               "; PRAGMA user_version = " + std::to_string(format_version);
  for (const char* sql : {"BEGIN IMMEDIATE", ledger_table, head_table,
                          "INSERT INTO head VALUES(1, 0, zeroblob(32))", settings.c_str()}) {
    if (Status status = execute(m_database, sql); !status.ok()) return status;
  }
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(m_database, "UPDATE head SET digest = ?1", -1, &statement, nullptr);
  if (code == SQLITE_OK) {
    sqlite3_bind_blob(statement, 1, m_head.digest.data(), static_cast<int>(m_head.digest.size()),
                      SQLITE_STATIC);
    code = sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  if (code != SQLITE_DONE) return error_of(code);
  return execute(m_database, "COMMIT");
}

Status SqliteLedger::check_format(LedgerDamage& damage)
{
  const auto application = integer_of(m_database, "PRAGMA application_id");
  if (!application.ok()) return application.error();
  if (application.value() != application_id) return damaged(damage, 0, "the file is not a ledger");
  const auto version = integer_of(m_database, "PRAGMA user_version");
  if (!version.ok()) return version.error();
  if (version.value() > format_version) {
    return Error{ErrorCode::unsupported, "the ledger was written by a newer version"};
  }
  if (version.value() < 1) return damaged(damage, 0, "the version is impossible");
  SqliteStatement schema(m_database, "SELECT sql FROM sqlite_schema ORDER BY rowid");
  for (const char* wanted : {ledger_table, head_table}) {
    if (!schema.step() || schema.text(0) != wanted) {
      if (schema.failed()) return error_of(schema.code());
      return damaged(damage, 0, "the tables are not a ledger's");
    }
  }
  if (schema.step()) return damaged(damage, 0, "the tables are not a ledger's");
  if (schema.failed()) return error_of(schema.code());
  SqliteStatement integrity(m_database, "PRAGMA integrity_check(1)");
  if (!integrity.step()) return error_of(integrity.code());
  if (integrity.text(0) != "ok") return damaged(damage, 0, "the file's pages are damaged");
  return success();
}

Status SqliteLedger::read_head(LedgerHead& head, LedgerDamage& damage)
{
  SqliteStatement statement(m_database, "SELECT sequence, digest FROM head");
  if (!statement.step()) {
    if (statement.failed()) return error_of(statement.code());
    return damaged(damage, 0, "the newest digest is missing");
  }
  const std::span<const std::byte> digest = statement.blob(1);
  if (digest.size() != head.digest.size() || statement.integer(0) < 0) {
    return damaged(damage, 0, "the newest digest is malformed");
  }
  head.sequence = static_cast<std::uint64_t>(statement.integer(0));
  std::copy(digest.begin(), digest.end(), head.digest.begin());
  return success();
}

// Every row in order, each after its place in the chain was verified.
template <typename OnRow> Status SqliteLedger::read_rows(LedgerDamage& damage, OnRow&& on_row)
{
  LedgerHead at{0, first_digest(m_options.authority, m_options.identity)};
  const auto& witness = m_options.witness;
  const auto passes_witness = [&] {
    return !witness || witness->sequence != at.sequence || witness->digest == at.digest;
  };
  if (!passes_witness()) return damaged(damage, 0, "the ledger is another one than the witness's");
  SqliteStatement rows(m_database,
                       "SELECT sequence, content, digest FROM ledger ORDER BY sequence");
  while (rows.step()) {
    const std::uint64_t sequence = at.sequence + 1;
    if (static_cast<std::uint64_t>(rows.integer(0)) != sequence) {
      return damaged(damage, sequence, "the row is missing");
    }
    const std::span<const std::byte> content = rows.blob(1);
    at = {sequence, next_digest(at.digest, sequence, content)};
    if (!same(rows.blob(2), at.digest)) {
      return damaged(damage, sequence, "the row's content is not what was chained");
    }
    if (!passes_witness()) return damaged(damage, sequence, "the row differs from the witness's");
    const Result<LedgerRow> row = decode_row(content, m_options.authority);
    if (!row.ok()) return damaged(damage, sequence, row.error().detail);
    if (Status status = on_row(row.value()); !status.ok()) {
      return damaged(damage, sequence, status.error().detail);
    }
  }
  if (rows.failed()) return error_of(rows.code());
  LedgerHead head;
  if (Status status = read_head(head, damage); !status.ok()) return status;
  if (head.sequence > at.sequence) return damaged(damage, at.sequence + 1, "the row is missing");
  if (head != at) return damaged(damage, at.sequence, "the row was not written by this ledger");
  if (witness && witness->sequence > at.sequence) {
    return damaged(damage, at.sequence + 1, "the row is missing: an older copy of the ledger");
  }
  m_head = at;
  m_checkpointed = at.sequence;
  return success();
}

Status SqliteLedger::apply(const LedgerRow& row)
{
  m_notes.take(row);
  if (row.list || row.journal || row.inquiry) return success();
  if (row.settlement) {
    const Result<SettlementResult> settled = m_memory.settle(*row.settlement);
    if (!settled.ok()) return settled.error();
    if (settled.value() == SettlementResult::written) return success();
    return Error{ErrorCode::corrupt, "the row settles what cannot be settled"};
  }
  if (!row.is_write) return m_memory.put_document(row.document, row.status);
  const LedgerWrite write{.key = row.key,
                          .answer = row.answer,
                          .crossing = row.crossing ? &*row.crossing : nullptr,
                          .reservation = row.reservation ? &*row.reservation : nullptr};
  const Result<Committed> committed = m_memory.commit(write);
  if (!committed.ok()) return committed.error();
  if (committed.value().result == CommitResult::written) return success();
  return Error{ErrorCode::corrupt, "the row repeats an earlier one"};
}

Status SqliteLedger::load(LedgerDamage& damage)
{
  if (Status s = read_rows(damage, [&](const LedgerRow& row) { return apply(row); }); !s.ok()) {
    return s;
  }
  // A program of an older format could not read what this one writes.
  const auto version = integer_of(m_database, "PRAGMA user_version");
  if (version.ok() && version.value() != format_version) {
    const std::string format = "PRAGMA user_version = " + std::to_string(format_version);
    if (Status s = execute(m_database, format.c_str()); !s.ok()) return s;
  }
  int code = sqlite3_prepare_v3(m_database, "INSERT INTO ledger VALUES(?1, ?2, ?3)", -1,
                                SQLITE_PREPARE_PERSISTENT, &m_insert, nullptr);
  if (code == SQLITE_OK) {
    code = sqlite3_prepare_v3(m_database, "UPDATE head SET sequence = ?1, digest = ?2", -1,
                              SQLITE_PREPARE_PERSISTENT, &m_set_head, nullptr);
  }
  return code == SQLITE_OK ? success() : Status(error_of(code));
}

Status SqliteLedger::verify(LedgerDamage* damage)
{
  LedgerDamage found;
  const LedgerHead served = m_head;
  sqlite3_db_release_memory(m_database); // read the disk, not the cache
  Status status = check_format(found);
  if (status.ok()) status = read_rows(found, [](const LedgerRow&) { return success(); });
  if (status.ok() && m_head != served) {
    status = damaged(found, m_head.sequence, "the file is not what is being served");
  }
  m_head = served;
  if (status.ok()) return status;
  m_failed = true;
  if (*found.what == '\0') found.what = status.error().detail;
  if (damage != nullptr) *damage = found;
  return status;
}

Result<Committed> SqliteLedger::commit(const LedgerWrite& write)
{
  if (Status status = serves(); !status.ok()) return status.error();
  const Result<Committed> outcome = m_memory.preview(write);
  if (!outcome.ok() || outcome.value().result != CommitResult::written) return outcome;
  if (Status status = append(encode_write(write)); !status.ok()) return status.error();
  const Result<Committed> applied = m_memory.commit(write);
  CHECK(applied.ok() && applied.value().result == CommitResult::written);
  return applied;
}

Status SqliteLedger::put_document(const DocumentKey& document, DocumentStatus status)
{
  if (Status s = serves(); !s.ok()) return s;
  const Result<DocumentState> known = m_memory.document(document);
  if (document.empty()) return Error{ErrorCode::malformed, "a document needs a number"};
  if (known.value().status == status || known.value().status == DocumentStatus::revoked) {
    return success();
  }
  if (Status s = append(encode_document(document, status)); !s.ok()) return s;
  return m_memory.put_document(document, status);
}

Status SqliteLedger::append(std::span<const std::byte> row)
{
  if (m_failed) return Error{ErrorCode::io, "the ledger failed before: open it again"};
  const std::uint64_t sequence = m_head.sequence + 1;
  const LedgerDigest digest = next_digest(m_head.digest, sequence, row);
  Status status = begin();
  if (status.ok()) status = write_row(sequence, row, digest);
  if (status.ok()) m_head = {sequence, digest};
  if (status.ok() && !m_grouping) status = end();
  if (!status.ok()) fail();
  return status;
}

// Whether the rows are there is not known before the file was read again.
void SqliteLedger::fail()
{
  m_failed = true;
  m_uncertain = m_grouping;
  m_begun = false;
  (void)execute(m_database, "ROLLBACK");
}

Status SqliteLedger::begin()
{
  if (m_begun) return success();
  Status status = execute(m_database, "BEGIN IMMEDIATE");
  m_begun = status.ok();
  return status;
}

Status SqliteLedger::end()
{
  if (!m_begun) return success();
  if (Status status = execute(m_database, "COMMIT"); !status.ok()) return status;
  m_begun = false;
  const std::uint64_t before = std::exchange(m_checkpointed, m_head.sequence);
  if (before / m_options.checkpoint_rows == m_head.sequence / m_options.checkpoint_rows)
    return success();
  const int code =
      sqlite3_wal_checkpoint_v2(m_database, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  // The rows are durable in the log; the next ones need not be.
  if (code != SQLITE_OK) m_failed = true;
  return success();
}

Status SqliteLedger::begin_group()
{
  CHECK(!m_grouping);
  m_grouping = true;
  return serves();
}

Status SqliteLedger::end_group()
{
  CHECK(m_grouping);
  Status status = serves();
  if (status.ok()) status = end();
  if (!status.ok() && !m_uncertain) fail();
  m_grouping = false;
  return status;
}

Status SqliteLedger::serves() const
{
  if (!m_uncertain) return success();
  return Error{ErrorCode::io, "a group of writes failed: open the ledger again"};
}

Status SqliteLedger::write_row(std::uint64_t sequence, std::span<const std::byte> row,
                               const LedgerDigest& digest)
{
  const auto run = [](sqlite3_stmt* statement) {
    const int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? success() : Status(error_of(code));
  };
  const auto number = static_cast<sqlite3_int64>(sequence);
  const auto size = static_cast<int>(digest.size());
  sqlite3_bind_int64(m_insert, 1, number);
  sqlite3_bind_blob(m_insert, 2, row.data(), static_cast<int>(row.size()), SQLITE_STATIC);
  sqlite3_bind_blob(m_insert, 3, digest.data(), size, SQLITE_STATIC);
  if (Status status = run(m_insert); !status.ok()) return status;
  sqlite3_bind_int64(m_set_head, 1, number);
  sqlite3_bind_blob(m_set_head, 2, digest.data(), size, SQLITE_STATIC);
  return run(m_set_head);
}

Status SqliteLedger::visit_rows(std::uint64_t after, std::size_t most,
                                LedgerRowVisitor& visitor) const
{
  if (Status status = serves(); !status.ok()) return status;
  const std::string sql = "SELECT sequence, content, digest FROM ledger WHERE sequence > " +
                          std::to_string(after) + " ORDER BY sequence LIMIT " +
                          std::to_string(most);
  SqliteStatement rows(m_database, sql.c_str());
  while (rows.step()) {
    LedgerHead at;
    at.sequence = static_cast<std::uint64_t>(rows.integer(0));
    const std::span<const std::byte> digest = rows.blob(2);
    const Result<LedgerRow> row = decode_row(rows.blob(1), m_options.authority);
    if (!row.ok() || digest.size() != at.digest.size())
      return Error{ErrorCode::corrupt, "a row of the ledger is damaged"};
    std::copy(digest.begin(), digest.end(), at.digest.begin());
    visitor.on_row(at, row.value());
  }
  return rows.failed() ? Status(error_of(rows.code())) : success();
}

} // namespace gatetwin
