// SPDX-License-Identifier: Apache-2.0
// The ledger in an SQLite file: write-ahead log, synchronous=FULL, so that commit() returns after
// the row is on the disk. Each row carries the SHA-256 of the row before it and its own bytes
// (ledger_row.hpp); the newest sequence and digest stand in a table of their own, written with each
// row. Opening reads and verifies every row and fills a MemoryLedger, from which everything is
// served: nothing that failed its chain is ever served. Memory is that of MemoryLedger.
//
// Exactly one connection, in one thread, writes and checkpoints (SQLite 3.40.1 has a known fault
// when two do): the file is locked exclusively while it is open, a second opening is `unavailable`,
// and every setting is read back. After a failed write nothing more is taken until the ledger was
// opened again.
//
// Files of format 1, which knew neither lists nor journals, 2, without inquiries, and 3, without
// settlements, are taken over as they are.
//
// Damaged, edited, deleted, inserted, reordered or cut rows, a foreign file or schema: corrupt,
// with the row and what is wrong in LedgerDamage. What no single file can tell is that the whole of
// it is an older copy of itself; a Witness kept elsewhere can: publish head(), and open() refuses a
// ledger that is behind or beside it.
#pragma once
#include "core/registry/chained_ledger.hpp"
#include "core/registry/ledger_notes.hpp"
#include "core/registry/memory_ledger.hpp"
#include <memory>
#include <optional>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace gatetwin {

struct SqliteLedgerOptions {
  std::string path;
  AuthorityId authority;
  std::string identity;              // which ledger of the authority; part of the chain
  bool create = false;               // true: a new file, which must not hold anything yet
  std::optional<LedgerHead> witness; // a head that this ledger must contain
  std::uint32_t checkpoint_rows = 1000;
  std::uint32_t max_pages = 0; // of 4,096 bytes, 0: as the disk allows; then `unavailable`
};

class SqliteLedger final : public ChainedLedger {
public:
  // corrupt: damaged or foreign; unsupported: written by a newer version; unavailable: open
  // elsewhere; not_found: no such file; conflict: create, but the file holds something; io:
  // anything the system refused.
  static Result<std::unique_ptr<SqliteLedger>> open(const SqliteLedgerOptions& options,
                                                    LedgerDamage* damage = nullptr);
  ~SqliteLedger() override;
  SqliteLedger(const SqliteLedger&) = delete;
  SqliteLedger& operator=(const SqliteLedger&) = delete;

  Status verify(LedgerDamage* damage = nullptr) override;
  const LedgerHead& head() const override { return m_head; }
  bool has_failed() const override { return m_failed; }
  Status visit_rows(std::uint64_t after, std::size_t most,
                    LedgerRowVisitor& visitor) const override;

  Status put_list(const ListMark& mark) override;
  Result<std::optional<ListMark>> list(ListName name) const override;
  Status put_journal(const HeldHead& held) override;
  Result<std::optional<HeldHead>> journal(UnitId unit, std::string_view file) const override;
  Status visit_journals(UnitId unit, HeldHeadVisitor& visitor) const override;
  Status put_inquiry(const Inquiry& inquiry) override;
  Result<SettlementResult> settle(const Settlement& settlement) override;
  Result<std::optional<Settlement>> settlement(TransactionId transaction) const override;
  Result<std::vector<PresumedCrossing>> presumed(const HistoryPlace& after,
                                                 std::size_t most) const override;

  AuthorityId authority() const override { return m_memory.authority(); }
  Status begin_group() override;
  Status end_group() override;
  Result<Committed> commit(const LedgerWrite& write) override;
  Status put_document(const DocumentKey& document, DocumentStatus status) override;
  Result<std::optional<StoredAnswer>> answer(const AnswerKey& key) const override;
  Result<DocumentState> document(const DocumentKey& document) const override;
  Result<std::optional<Reservation>> reservation(TransactionId transaction) const override;
  Result<std::optional<Crossing>> crossing(TransactionId transaction) const override;
  Result<std::optional<Reservation>> holder(const DocumentKey& document, TransactionId except,
                                            WallTime now) const override;
  std::uint64_t crossings() const override { return m_memory.crossings(); }
  Status visit_crossings(CrossingVisitor& visitor) const override;
  Status visit_held(ReservationVisitor& visitor) const override;
  Result<std::vector<Crossing>> history(const DocumentKey& document, const HistoryPlace& after,
                                        std::size_t most) const override;

private:
  explicit SqliteLedger(const SqliteLedgerOptions& options);
  Status connect();
  Status set_up();
  Status create_tables();
  Status check_format(LedgerDamage& damage);
  Status load(LedgerDamage& damage);
  template <typename OnRow> Status read_rows(LedgerDamage& damage, OnRow&& on_row);
  Status read_head(LedgerHead& head, LedgerDamage& damage);
  Status apply(const LedgerRow& row);
  template <typename Note> Status put_note(const Note& note, std::vector<std::byte> row);
  Status append(std::span<const std::byte> row);
  Status begin();
  Status end();
  Status serves() const;
  void fail();
  Status write_row(std::uint64_t sequence, std::span<const std::byte> row,
                   const LedgerDigest& digest);

  SqliteLedgerOptions m_options;
  sqlite3* m_database = nullptr;
  sqlite3_stmt* m_insert = nullptr;
  sqlite3_stmt* m_set_head = nullptr;
  MemoryLedger m_memory;
  LedgerNotes m_notes;
  LedgerHead m_head;
  std::uint64_t m_checkpointed = 0; // rows when the log was last emptied
  bool m_failed = false;
  bool m_grouping = false;
  bool m_begun = false;     // a transaction is open
  bool m_uncertain = false; // a group failed: memory holds what the file may not
};

} // namespace gatetwin
