// SPDX-License-Identifier: Apache-2.0
// A database for each case on one server, and a ledger that holds something of every kind.
#pragma once
#include "core/centre/postgres_ledger.hpp"
#include "tests/core/centre/postgres_server.hpp"
#include "tests/core/registry/ledger_notes_cases.hpp"
#include <gtest/gtest.h>

namespace gatetwin::test {

inline PostgresServer& server()
{
  static PostgresServer one;
  return one;
}

class Database {
public:
  explicit Database(const std::string& like = {}) : name(server().fresh(like)) {}
  Result<std::unique_ptr<PostgresLedger>> open(LedgerDamage* damage = nullptr)
  {
    return PostgresLedger::open(options, damage);
  }
  void edit(const std::string& sql) { server().sql(name, sql); }
  // As an owner would who means it: the tables refuse it otherwise.
  void tamper(const std::string& sql)
  {
    std::string disable;
    for (const char* table : {"ledger", "answer", "document", "crossing", "settlement", "inquiry"})
      disable += std::string("ALTER TABLE ") + table + " DISABLE TRIGGER only_added; ";
    edit(disable + sql);
  }

  const std::string name;
  PostgresLedgerOptions options{
      server().connection(name), sample::vietnam, "vn/main", {}, seconds(2)};
};

constexpr UnitId far_unit{0xFF'FFFF}; // its transactions are above half of all 64-bit numbers

inline Reservation held_reservation()
{
  return {.transaction = transaction_id(far_unit, 60),
          .expires_at = sample::noon + minutes(2),
          .ref = {6},
          .document = document_key("VNM", "BP8")};
}

// Behind fill(), note() and note_presumed(): a stamp that was annulled in front of one that counts,
// a document of no state, a passage without one, a reservation that holds, statuses that changed.
inline void fill_everything(ChainedLedger& ledger)
{
  fill(ledger);
  note(ledger);
  note_presumed(ledger);
  std::uint64_t content = 80;
  const auto record = [&](const Crossing& crossing) {
    CHECK(ledger.commit(write_of(crossing, ++content)).value().result == CommitResult::written);
  };
  record(sample_crossing(81, "BP6", true));
  const Crossing annulled = presumed_crossing(82, "BP6", true, sample::noon + days(1));
  record(annulled);
  CHECK(ledger.settle(sample_settlement(annulled, SettlementOutcome::annulled)).value() ==
        SettlementResult::written);
  record(presumed_crossing(83, "BP5", false, sample::noon + days(2)));
  Crossing stateless = sample_crossing(84, "", true);
  stateless.document = document_key("", "X1");
  record(stateless);
  Crossing of_nobody = sample_crossing(85, "");
  of_nobody.document = {};
  of_nobody.unit = far_unit;
  of_nobody.transaction = transaction_id(far_unit, 85);
  record(of_nobody);
  Reservation reservation = held_reservation();
  LedgerWrite write{.key = {reservation.transaction, sample::vietnam, RequestKind::reserve},
                    .answer = {.content = 6, .decision = Decision::admit, .stamp_due = true},
                    .reservation = &reservation};
  CHECK(ledger.commit(write).value().result == CommitResult::written);
  reservation.transaction = transaction_id(sample::gate, 61);
  reservation.document = document_key("VNM", "BP2");
  write.key.transaction = reservation.transaction;
  CHECK(ledger.commit(write).value().result == CommitResult::written);
  Crossing confirmed = sample_crossing(61, "BP2", true, sample::noon + hours(1));
  reservation.state = ReservationState::confirmed;
  write = write_of(confirmed, 62, RequestKind::confirm);
  write.reservation = &reservation;
  CHECK(ledger.commit(write).value().result == CommitResult::written);
  CHECK(ledger.put_document(document_key("VNM", "BP2"), DocumentStatus::known).ok());
  CHECK(ledger.put_document(document_key("", "X1"), DocumentStatus::revoked).ok());
  CHECK(ledger.put_list({ListName::revocations, 1ULL << 63, false, sample::noon}).ok());
}

// All that a ledger of those documents and transactions serves.
inline void expect_same(const ChainedLedger& found, const ChainedLedger& wanted)
{
  EXPECT_EQ(found.head(), wanted.head()) << "the same rows, the same chain";
  EXPECT_EQ(found.crossings(), wanted.crossings());
  EXPECT_EQ(crossings_of(found), crossings_of(wanted));
  EXPECT_EQ(found.presumed({}, 100).value(), wanted.presumed({}, 100).value());
  std::vector<DocumentKey> documents{document_key("", "X1"), document_key("LAO", "BP1")};
  for (int i = 1; i <= 9; ++i) documents.push_back(document_key("VNM", "BP" + std::to_string(i)));
  for (const DocumentKey& key : documents) {
    const DocumentState state = found.document(key).value(), other = wanted.document(key).value();
    EXPECT_EQ(state.status, other.status) << key.number();
    EXPECT_EQ(state.stamped, other.stamped) << key.number();
    EXPECT_EQ(state.last_stamp, other.last_stamp) << key.number();
    EXPECT_EQ(found.history(key, {}, 100).value(), wanted.history(key, {}, 100).value());
    EXPECT_EQ(found.holder(key, {}, sample::noon).value(),
              wanted.holder(key, {}, sample::noon).value());
  }
  for (std::uint64_t count = 1; count <= 100; ++count) {
    for (const UnitId unit : {sample::gate, far_unit}) {
      const TransactionId transaction = transaction_id(unit, count);
      for (const RequestKind kind : {RequestKind::check, RequestKind::record, RequestKind::reserve,
                                     RequestKind::confirm, RequestKind::cancel}) {
        const AnswerKey key{transaction, sample::vietnam, kind};
        EXPECT_EQ(found.answer(key).value(), wanted.answer(key).value()) << count;
      }
      EXPECT_EQ(found.crossing(transaction).value(), wanted.crossing(transaction).value());
      EXPECT_EQ(found.reservation(transaction).value(), wanted.reservation(transaction).value());
      EXPECT_EQ(found.settlement(transaction).value(), wanted.settlement(transaction).value());
    }
  }
  ReservationList held, also_held;
  EXPECT_TRUE(found.visit_held(held).ok() && wanted.visit_held(also_held).ok());
  EXPECT_EQ(held.found, also_held.found);
  for (const ListName name : {ListName::watch_list, ListName::revocations, ListName::trust_list})
    EXPECT_EQ(found.list(name).value(), wanted.list(name).value());
  for (const UnitId unit : {sample::gate, sample::booth})
    EXPECT_EQ(journals_of(found, unit), journals_of(wanted, unit));
}

} // namespace gatetwin::test
