// SPDX-License-Identifier: Apache-2.0
// The ledger in a PostgreSQL database: the same chain as SqliteLedger's, and beside it tables for
// look-ups and people's queries, written in the same transaction, so that opening it takes no
// longer with more rows. Passes the contract of all ledgers.
//
// What is served is found by those tables and proven by the chain: decoded from the row that they
// name, which is verified against its digest and the one before (postgres_proof.hpp). Where the two
// differ, corrupt, and nothing more is served. That a table does not find something, or a state
// that has been replaced since (of a reservation, a list, a journal), proves nothing: verify()
// reads all.
//
// One centre writes: it holds an advisory lock, and each row moves the head from the number before,
// so that a centre that lost its lock without noticing writes nothing. The database's uniqueness
// says the rest. commit() returns after PostgreSQL has it on its disk, and on those of
// synchronous_standby_names where the server names them (docs/centre.md).
//
// Within a group writes wait in memory and go out together (postgres_group.hpp): that another
// centre has written is found by end_group() at the latest.
//
// A statement that takes too long, a lost connection: what became of the group is not known, so
// nobody is told anything of it; the next group connects again, and verifies the head first.
#pragma once
#include "core/registry/chained_ledger.hpp"
#include <memory>
#include <optional>
#include <string>

namespace gatetwin {

struct PostgresLedgerOptions {
  std::string connection; // as libpq takes it
  AuthorityId authority{};
  std::string identity;              // part of the chain
  std::optional<LedgerHead> witness; // a head that this ledger must contain
  Duration statement_time_out = seconds(10);
  bool create = true; // false: a database without a ledger stays as it is
};

class PostgresLedger final : public ChainedLedger {
public:
  // Makes or migrates the tables. corrupt: another ledger's, or not what the chain says;
  // unsupported: of a newer version; unavailable: no server, or another centre has it; rejected:
  // the server's settings would lose answers; not_found: no ledger there, and none may be made.
  static Result<std::unique_ptr<PostgresLedger>> open(const PostgresLedgerOptions& options,
                                                      LedgerDamage* damage = nullptr);
  ~PostgresLedger() override;

  AuthorityId authority() const override;
  Status begin_group() override;
  Status end_group() override;
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
  Status foresee(std::span<const ForeseenCall> calls) override;
  Result<Committed> commit(const LedgerWrite& write) override;
  Status put_document(const DocumentKey& document, DocumentStatus status) override;
  Result<std::optional<StoredAnswer>> answer(const AnswerKey& key) const override;
  Result<DocumentState> document(const DocumentKey& document) const override;
  Result<std::optional<Reservation>> reservation(TransactionId transaction) const override;
  Result<std::optional<Crossing>> crossing(TransactionId transaction) const override;
  Result<std::optional<Reservation>> holder(const DocumentKey& document, TransactionId except,
                                            WallTime now) const override;
  std::uint64_t crossings() const override;
  Status visit_crossings(CrossingVisitor& visitor) const override;
  Status visit_held(ReservationVisitor& visitor) const override;
  Result<std::vector<Crossing>> history(const DocumentKey& document, const HistoryPlace& after,
                                        std::size_t most) const override;
  const LedgerHead& head() const override;
  // Another centre writes this ledger now, or it is damaged. A lost connection is none of these.
  bool has_failed() const override;
  // Also that no table beside the chain has a row less, more or other than it says.
  Status verify(LedgerDamage* damage = nullptr) override;
  Status visit_rows(std::uint64_t after, std::size_t most,
                    LedgerRowVisitor& visitor) const override;

private:
  class Session;
  explicit PostgresLedger(std::unique_ptr<Session> session);
  std::unique_ptr<Session> m_session;
};

} // namespace gatetwin
