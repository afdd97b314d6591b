// SPDX-License-Identifier: Apache-2.0
#include "core/registry/sqlite_store.hpp"
#include "core/registry/content_hash.hpp"
#include "core/registry/registry_codec.hpp"
#include "core/registry/sqlite_statement.hpp"
#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sqlite3.h>
#include <string_view>
#include <sys/statvfs.h>
#include <unistd.h>

namespace gatetwin {
namespace {

constexpr int format_version = 2;          // 1: authorisations without a request
constexpr int application_id = 0x47545331; // "GTS1"
constexpr const char* entry_table =
    "CREATE TABLE entry(ticket INTEGER PRIMARY KEY, kind INTEGER NOT NULL, authority INTEGER NOT "
    "NULL, transaction_id INTEGER NOT NULL, expires_ns INTEGER NOT NULL, request BLOB, hash "
    "INTEGER NOT NULL) STRICT";
constexpr const char* owner_table =
    "CREATE TABLE owner(id INTEGER PRIMARY KEY CHECK(id = 1), unit INTEGER NOT NULL, epoch INTEGER "
    "NOT NULL) STRICT";

constexpr SqliteWords words{"the store is open elsewhere",
                            "the store's disk is full",
                            "the store's file is damaged",
                            "the file is not a store",
                            "the store's file can't be opened",
                            "the store's file can't be written",
                            "the store's file can't be read or written"};
Error error_of(int code) { return sqlite_error(code, words); }

Status execute(sqlite3* database, const std::string& sql)
{
  return sqlite_execute(database, sql.c_str(), words);
}

struct RowFields {
  std::int64_t ticket = 0;
  std::int64_t kind = 0;
  std::int64_t authority = 0;
  std::int64_t transaction = 0;
  std::int64_t expires_ns = 0;
};

std::int64_t hash_of(const RowFields& fields, std::string_view request)
{
  const std::int64_t parts[] = {
      fields.ticket,     fields.kind,
      fields.authority,  fields.transaction,
      fields.expires_ns, static_cast<std::int64_t>(content_hash(request.data(), request.size()))};
  return static_cast<std::int64_t>(content_hash(parts, sizeof parts));
}

// The kind of entry that an entry of this kind settles; itself: it settles none.
StoreEntryKind settled_by(StoreEntryKind kind)
{
  switch (kind) {
  case StoreEntryKind::authorisation_consumed: return StoreEntryKind::authorisation;
  case StoreEntryKind::crossing_delivered: return StoreEntryKind::crossing;
  case StoreEntryKind::joint_resolved: return StoreEntryKind::joint_in_doubt;
  default: return kind;
  }
}

// Authorisations and pairs belong to the unit; a crossing to one authority's registry.
std::int64_t authority_of(const StoreEntry& entry)
{
  const StoreEntryKind kind = settled_by(entry.kind);
  return kind == StoreEntryKind::crossing ? entry.request.authority.value : -1;
}

constexpr const char* all_entries =
    "SELECT ticket, kind, authority, transaction_id, expires_ns, request, hash FROM entry "
    "ORDER BY ticket";

// False: the row does not hold its hash, or says what can't be.
bool read_entry(const SqliteStatement& row, StoreEntry& entry)
{
  const RowFields fields{row.integer(0), row.integer(1), row.integer(2), row.integer(3),
                         row.integer(4)};
  const std::span<const std::byte> bytes = row.blob(5);
  const std::string_view request(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (row.integer(6) != hash_of(fields, request)) return false;
  if (fields.kind < 0 || fields.kind > static_cast<int>(StoreEntryKind::joint_resolved))
    return false;
  entry = {};
  entry.kind = static_cast<StoreEntryKind>(fields.kind);
  entry.transaction = TransactionId{static_cast<std::uint64_t>(fields.transaction)};
  entry.expires_at = {fields.expires_ns};
  if (bytes.empty()) return !carries_request(entry);
  Result<RegistryRequest> decoded = decode_request(bytes);
  if (!decoded) return false;
  entry.request = decoded.value();
  return carries_request(entry) && entry.request.transaction == entry.transaction;
}

std::uintmax_t size_of(const std::string& path)
{
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  return error ? 0 : size;
}

// A log without the file it belongs to holds crossings; SQLite would throw it away.
bool is_log_alone(const std::string& path)
{
  return size_of(path) == 0 && size_of(path + "-wal") > 0;
}

Error error_of_opening(int code)
{
  switch (code) {
  case ENOENT: return {ErrorCode::not_found, "the store's folder is not there"};
  case ELOOP: return {ErrorCode::rejected, "the store's file is a symbolic link"};
  case EISDIR: return {ErrorCode::rejected, "the store's file is a folder"};
  case EROFS: return {ErrorCode::io, "the store's disk is read-only"};
  case EACCES: return {ErrorCode::io, "the store's file may not be written"};
  default: return {ErrorCode::io, "the store's file can't be made"};
  }
}

// Exists from the start with rights for its owner alone, whatever the umask.
Status make_private_file(const std::string& path)
{
  if (is_log_alone(path))
    return Error{ErrorCode::corrupt, "the store's log (-wal) is there without its file"};
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return error_of_opening(errno);
  ::close(descriptor);
  return success();
}

} // namespace

bool settles(StoreEntryKind kind) { return settled_by(kind) != kind; }

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const SqliteStoreOptions& options)
{
  std::unique_ptr<SqliteStore> store(new SqliteStore(options));
  if (const Status status = store->connect(); !status) return status.error();
  return store;
}

SqliteStore::~SqliteStore() { disconnect(); }

void SqliteStore::disconnect()
{
  sqlite3_finalize(m_insert);
  sqlite3_finalize(m_remove);
  sqlite3_close(m_database); // a transaction that is open is rolled back
  m_insert = m_remove = nullptr;
  m_database = nullptr;
  m_in_transaction = false;
}

Status SqliteStore::connect()
{
  if (Status status = make_private_file(m_options.path); !status) return status;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(m_options.path.c_str(), &m_database, flags, m_options.vfs);
  if (code != SQLITE_OK) return error_of(code);
  sqlite3_db_config(m_database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  for (Status (SqliteStore::*step)() :
       {&SqliteStore::set_up, &SqliteStore::create_or_check, &SqliteStore::verify,
        &SqliteStore::begin_epoch, &SqliteStore::prepare}) {
    if (Status status = (this->*step)(); !status) return status;
  }
  return success();
}

// Takes the file for this connection alone, and reads the settings back.
Status SqliteStore::set_up()
{
  for (const char* sql : {"PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON",
                          "PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = WAL",
                          "PRAGMA synchronous = FULL", "BEGIN IMMEDIATE", "COMMIT"}) {
    if (Status status = execute(m_database, sql); !status) return status;
  }
  struct Setting {
    const char* sql;
    const char* wanted;
    const char* otherwise;
  };
  for (const Setting& setting :
       {Setting{"PRAGMA journal_mode", "wal", "the write-ahead log can't be used"},
        Setting{"PRAGMA synchronous", "2", "synchronous is not full"},
        Setting{"PRAGMA locking_mode", "exclusive", "the file is not locked exclusively"}}) {
    SqliteStatement row(m_database, setting.sql);
    if (!row.step() && row.failed()) return error_of(row.code());
    if (row.text(0) != setting.wanted) return Error{ErrorCode::io, setting.otherwise};
  }
  return success();
}

Status SqliteStore::create_or_check()
{
  SqliteStatement objects(m_database, "SELECT count(*) FROM sqlite_schema");
  if (!objects.step()) return error_of(objects.code());
  if (objects.integer(0) == 0) {
    return execute(m_database,
                   std::string("BEGIN IMMEDIATE; ") + entry_table + "; " + owner_table +
                       "; INSERT INTO owner VALUES(1, " + std::to_string(m_options.unit.value) +
                       ", 0); PRAGMA application_id = " + std::to_string(application_id) +
                       "; PRAGMA user_version = " + std::to_string(format_version) + "; COMMIT");
  }
  SqliteStatement application(m_database, "PRAGMA application_id");
  SqliteStatement version(m_database, "PRAGMA user_version");
  if (!application.step()) return error_of(application.code());
  if (!version.step()) return error_of(version.code());
  if (application.integer(0) != application_id)
    return Error{ErrorCode::corrupt, "the file is not a store"};
  if (version.integer(0) > format_version)
    return Error{ErrorCode::unsupported, "the store was written by a newer version"};
  SqliteStatement owner(m_database, "SELECT unit FROM owner");
  if (!owner.step()) return Error{ErrorCode::corrupt, "the store does not say whose it is"};
  if (owner.integer(0) != m_options.unit.value)
    return Error{ErrorCode::conflict, "the store is another unit's"};
  if (version.integer(0) == format_version) return success();
  return execute(m_database, "PRAGMA user_version = " + std::to_string(format_version));
}

Status SqliteStore::verify()
{
  SqliteStatement pages(m_database, "PRAGMA integrity_check(1)");
  if (!pages.step()) return error_of(pages.code());
  if (pages.text(0) != "ok") return Error{ErrorCode::corrupt, "the store's pages are damaged"};
  m_highest = 0;
  SqliteStatement row(m_database, all_entries);
  for (StoreEntry entry; row.step();) {
    if (!read_entry(row, entry))
      return Error{ErrorCode::corrupt, "an entry of the store is damaged"};
    if (entry.kind == StoreEntryKind::authorisation_consumed)
      m_highest = std::max(m_highest, entry.transaction.value);
  }
  return row.failed() ? Status(error_of(row.code())) : success();
}

// Durable before the first ticket of it.
Status SqliteStore::begin_epoch()
{
  if (Status status = execute(m_database, "UPDATE owner SET epoch = epoch + 1"); !status)
    return status;
  SqliteStatement row(m_database, "SELECT epoch FROM owner");
  if (!row.step()) return error_of(row.code());
  m_epoch = static_cast<std::uint64_t>(row.integer(0));
  m_count = 0;
  const bool possible = m_epoch > 0 && m_epoch < 1ULL << 31;
  return possible ? success() : Status(Error{ErrorCode::corrupt, "the count of openings is wrong"});
}

Status SqliteStore::prepare()
{
  int code = sqlite3_prepare_v2(m_database, "INSERT INTO entry VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                                -1, &m_insert, nullptr);
  if (code == SQLITE_OK) {
    code = sqlite3_prepare_v2(
        m_database, "DELETE FROM entry WHERE kind = ?1 AND authority = ?2 AND transaction_id = ?3",
        -1, &m_remove, nullptr);
  }
  return code == SQLITE_OK ? success() : Status(error_of(code));
}

bool SqliteStore::has_room() const
{
  struct statvfs disk {};
  if (::statvfs(m_options.path.c_str(), &disk) != 0) return false;
  return static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize >= m_options.reserve_bytes;
}

bool SqliteStore::begin()
{
  if (!m_in_transaction) m_in_transaction = execute(m_database, "BEGIN IMMEDIATE").ok();
  return m_in_transaction;
}

std::uint64_t SqliteStore::append(const StoreEntry& entry)
{
  if (m_failed || m_count == UINT32_MAX) return 0;
  const bool settling = settles(entry.kind);
  // What settles another frees room, and must not be refused for want of it.
  if (!settling && !has_room()) return 0;
  if (!begin()) {
    fail();
    return 0;
  }
  const std::uint64_t ticket = m_epoch << 32 | ++m_count;
  if (settling ? !settle(ticket, entry) : !insert(ticket, entry)) return 0;
  m_unsynced.push_back(ticket);
  return ticket;
}

bool SqliteStore::insert(std::uint64_t ticket, const StoreEntry& entry)
{
  m_bytes.clear();
  const bool has_request = carries_request(entry);
  if (has_request && !encode(entry.request, m_bytes)) return false;
  const RowFields fields{static_cast<std::int64_t>(ticket), static_cast<std::int64_t>(entry.kind),
                         authority_of(entry), static_cast<std::int64_t>(entry.transaction.value),
                         entry.expires_at.ns};
  sqlite3_bind_int64(m_insert, 1, fields.ticket);
  sqlite3_bind_int64(m_insert, 2, fields.kind);
  sqlite3_bind_int64(m_insert, 3, fields.authority);
  sqlite3_bind_int64(m_insert, 4, fields.transaction);
  sqlite3_bind_int64(m_insert, 5, fields.expires_ns);
  if (has_request)
    sqlite3_bind_blob(m_insert, 6, m_bytes.data(), static_cast<int>(m_bytes.size()), SQLITE_STATIC);
  else
    sqlite3_bind_null(m_insert, 6);
  sqlite3_bind_int64(m_insert, 7, hash_of(fields, m_bytes));
  const bool done = sqlite3_step(m_insert) == SQLITE_DONE;
  sqlite3_reset(m_insert);
  return done;
}

bool SqliteStore::settle(std::uint64_t ticket, const StoreEntry& entry)
{
  sqlite3_bind_int64(m_remove, 1, static_cast<std::int64_t>(settled_by(entry.kind)));
  sqlite3_bind_int64(m_remove, 2, authority_of(entry));
  sqlite3_bind_int64(m_remove, 3, static_cast<std::int64_t>(entry.transaction.value));
  const bool done = sqlite3_step(m_remove) == SQLITE_DONE;
  sqlite3_reset(m_remove);
  const bool highest =
      entry.kind == StoreEntryKind::authorisation_consumed && entry.transaction.value > m_highest;
  if (!done || !highest) return done;
  m_highest = entry.transaction.value;
  return execute(m_database, "DELETE FROM entry WHERE kind = 1") && insert(ticket, entry);
}

void SqliteStore::recover(StoreVisitor& visitor)
{
  SqliteStatement row(m_database, all_entries);
  for (StoreEntry entry; row.step();) {
    // Was verified when opening; a fault now is a file that changed under our lock.
    CHECK(read_entry(row, entry));
    visitor.on_entry(entry);
  }
  CHECK(!row.failed());
}

void SqliteStore::report(InputKind kind, std::uint64_t ticket)
{
  PortInput input;
  input.kind = kind;
  input.device = Device::store;
  input.number = ticket;
  m_reports.push_back(input);
}

void SqliteStore::fail()
{
  m_failed = true;
  for (const std::uint64_t ticket : m_unsynced) report(InputKind::store_failed, ticket);
  m_refused.insert(m_refused.end(), m_unsynced.begin(), m_unsynced.end());
  m_unsynced.clear();
  (void)execute(m_database, "ROLLBACK"); // it may have been rolled back already
  m_in_transaction = false;
}

void SqliteStore::sync(Inbox& inbox)
{
  if (m_in_transaction && !m_failed) {
    if (execute(m_database, "COMMIT")) {
      m_in_transaction = false;
      for (const std::uint64_t ticket : m_unsynced) report(InputKind::stored, ticket);
      m_unsynced.clear();
    } else {
      fail();
    }
  }
  while (!m_reports.empty() && inbox.push(m_reports.front())) m_reports.pop_front();
}

Status SqliteStore::forget_refused()
{
  for (const std::uint64_t ticket : m_refused) {
    const std::string sql = "DELETE FROM entry WHERE ticket = " + std::to_string(ticket);
    if (Status status = execute(m_database, sql); !status) return status;
  }
  m_refused.clear();
  return success();
}

Status SqliteStore::reopen()
{
  fail();
  disconnect();
  Status status = connect();
  if (status) status = forget_refused();
  if (!status) {
    disconnect();
    return status;
  }
  m_failed = false;
  report(InputKind::device_recovered, 0);
  return success();
}

} // namespace gatetwin
