// SPDX-License-Identifier: Apache-2.0
// A unit's durable store on SQLite (port: core/ports/durable_store.hpp), for crossings on their way
// to the registry, authorisations, and one-stop pairs in doubt. Its simulated twin is
// sim/devices/simulated_store; both pass the same contract tests.
//
// Use: append() as often as a turn asks for; then, once after each turn, sync(inbox): one
// transaction makes durable what was appended since the last (group commit), and each entry's
// `stored` goes into the inbox; what the inbox has no room for comes with the next sync(). A commit
// that fails is a store_failed for each of its entries, and then nothing more is taken until
// reopen() has verified the file again and reported device_recovered.
//
// Write-ahead log, synchronous=FULL, one connection that holds the file for itself (SQLite 3.40.1
// has a known fault with several); all of it is read back when opening. Settled entries go together
// with what settled them, so the file grows with what is open. Each row carries a hash over its
// content; a row that does not hold it, or a damaged page, refuses to open. One settled
// authorisation stays, of the highest transaction: a unit that starts with a clock set back counts
// on from there. This tells damage, not tampering. The file holds documents until their crossings
// are delivered, and that of the person who may pass: it is made readable for its owner alone.
//
// A ticket is never given twice: its upper half counts the openings of the file.
#pragma once
#include "core/base/result.hpp"
#include "core/ports/durable_store.hpp"
#include "core/ports/port_input.hpp"
#include <deque>
#include <memory>
#include <string>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace gatetwin {

struct SqliteStoreOptions {
  std::string path;                        // made when it is not there; its folder must be
  UnitId unit;                             // whose store it is: another's is refused
  std::uint64_t reserve_bytes = 16U << 20; // below so much free disk, append() refuses
  const char* vfs = nullptr;               // SQLite's file layer; null: its default
};

// Whether it takes another entry away with it: authorisation_consumed and so on.
bool settles(StoreEntryKind kind);

class SqliteStore final : public DurableStore {
public:
  // corrupt: damaged, no store, or a log without its file; conflict: another unit's; unavailable:
  // open elsewhere; unsupported: of a newer version; rejected: a link or folder; not_found, io.
  static Result<std::unique_ptr<SqliteStore>> open(const SqliteStoreOptions& options);
  ~SqliteStore() override; // what was not synced is gone, as with power
  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;

  std::uint64_t append(const StoreEntry& entry) override;
  void recover(StoreVisitor& visitor) override;

  void sync(Inbox& inbox);
  // After a failure: closes, opens, verifies. Its `device_recovered` comes with the next sync().
  Status reopen();
  bool has_failed() const { return m_failed; }
  std::size_t unsynced() const { return m_unsynced.size(); }
  std::uint64_t opening() const { return m_epoch; } // how often the file was opened, with this one
  bool has_room() const;                            // any thread: only settling entries go without

private:
  explicit SqliteStore(const SqliteStoreOptions& options) : m_options(options) {}
  Status connect();
  Status set_up();
  Status create_or_check();
  Status verify();
  Status begin_epoch();
  Status prepare();
  void disconnect();
  bool begin();
  bool insert(std::uint64_t ticket, const StoreEntry& entry);
  bool settle(std::uint64_t ticket, const StoreEntry& entry);
  Status forget_refused();
  void report(InputKind kind, std::uint64_t ticket);
  void fail();

  const SqliteStoreOptions m_options;
  sqlite3* m_database = nullptr;
  sqlite3_stmt* m_insert = nullptr;
  sqlite3_stmt* m_remove = nullptr;
  std::uint64_t m_epoch = 0;
  std::uint32_t m_count = 0;             // of tickets of this opening
  std::uint64_t m_highest = 0;           // transaction whose settled authorisation is kept
  std::vector<std::uint64_t> m_unsynced; // tickets
  // Reported as failed, but a disk whose sync failed may have them all the same: not after a
  // reopen().
  std::vector<std::uint64_t> m_refused;
  std::deque<PortInput> m_reports; // that the inbox has not taken yet
  std::string m_bytes;             // scratch
  bool m_in_transaction = false;
  bool m_failed = false;
};

} // namespace gatetwin
