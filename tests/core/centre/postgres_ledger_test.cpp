// SPDX-License-Identifier: Apache-2.0
// The ledger on a real PostgreSQL server: the contract of all ledgers, and what is PostgreSQL's
// own.
#include "core/centre/postgres_names.hpp"
#include "tests/core/centre/postgres_cases.hpp"
#include "tests/core/names/name_search_cases.hpp"
#include <gtest/gtest.h>

namespace gatetwin::test {
namespace {

class InDatabase {
public:
  Ledger& ledger() { return *m_ledger; }
  PostgresLedger& settling() { return *m_ledger; }
  void reopen()
  {
    m_ledger.reset();
    m_ledger = std::move(m_database.open().value());
  }

private:
  Database m_database;
  std::unique_ptr<PostgresLedger> m_ledger = std::move(m_database.open().value());
};
} // namespace
} // namespace gatetwin::test

namespace gatetwin {
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, LedgerContract, test::InDatabase);
INSTANTIATE_TYPED_TEST_SUITE_P(Postgres, SettlementContract, test::InDatabase);
} // namespace gatetwin

namespace gatetwin::test {
namespace {

TEST(PostgresLedger, HasTheSameChainAsTheOneInAFile)
{
  LedgerFile file;
  const auto in_file = file.create();
  Database database;
  const auto in_database = database.open().value();
  fill(*in_file);
  fill(*in_database);
  EXPECT_EQ(in_database->head(), in_file->head());
  EXPECT_TRUE(in_database->verify().ok());
}

TEST(PostgresLedger, KeepsListsAndJournalsInItsChain)
{
  LedgerFile file;
  const auto in_file = file.create();
  Database database;
  {
    const auto ledger = database.open().value();
    note(*ledger);
    expect_noted(*ledger);
    expect_refuses_faulty_notes(*ledger);
    note(*in_file);
    note_presumed(*ledger);
    note_presumed(*in_file);
    EXPECT_EQ(ledger->head(), in_file->head());
    EXPECT_TRUE(ledger->verify().ok());
  }
  const auto again = database.open().value();
  expect_noted(*again);
  database.edit("UPDATE journal_head SET bytes = bytes - 1 WHERE unit = 18");
  EXPECT_EQ(again->verify().error().code, ErrorCode::corrupt) << "a table that was touched";
}

TEST(PostgresLedger, FindsAnInquiryOrSettlementThatSomebodyTouched)
{
  for (const char* harm :
       {"DELETE FROM inquiry WHERE observer = 0", "UPDATE inquiry SET reason = 'another'",
        "UPDATE inquiry SET observer = observer + 1", "UPDATE inquiry SET number = 'BP8'",
        "DELETE FROM settlement WHERE correction", "UPDATE settlement SET outcome = 2",
        "UPDATE settlement SET reason = 'another' WHERE correction",
        "UPDATE settlement SET at_ns = at_ns + 1", "UPDATE settlement SET observer = 8"}) {
    Database database;
    const auto ledger = database.open().value();
    note(*ledger);
    note_presumed(*ledger);
    ASSERT_TRUE(ledger->verify().ok());
    database.tamper(harm);
    EXPECT_EQ(ledger->verify().error().code, ErrorCode::corrupt) << harm;
  }
}

// Databases as earlier versions left them: by the version of their tables.
TEST(PostgresLedger, TakesOverDatabasesOfPreviousVersions)
{
  for (const char* previous : {"/postgres-1.sql", "/postgres-3.sql", "/postgres-4.sql"}) {
    Database database;
    server().load(database.name, std::string(PREVIOUS_LEDGERS) + previous);
    LedgerFile file;
    const auto same = file.create();
    fill(*same);
    const auto opened = database.open();
    ASSERT_TRUE(opened.ok()) << previous << opened.error().detail;
    EXPECT_EQ(opened.value()->head(), same->head()) << "the same rows, the same chain";
    EXPECT_EQ(crossings_of(*opened.value()), crossings_of(*same));
    EXPECT_EQ(opened.value()->history(document_key("VNM", "BP2"), {}, 10).value(),
              same->history(document_key("VNM", "BP2"), {}, 10).value());
    note(*opened.value());
    expect_noted(*opened.value());
    note_presumed(*opened.value());
    EXPECT_TRUE(opened.value()->verify().ok());
  }
}

// Version 5 held contents beside the chain, which 6 takes from the chain itself.
TEST(PostgresLedger, ServesWhatAFullDatabaseOfThePreviousVersionHeld)
{
  LedgerFile file;
  const auto same = file.create();
  fill_everything(*same);
  const std::string previous = std::string(PREVIOUS_LEDGERS) + "/postgres-5.sql";
  Database database;
  server().load(database.name, previous);
  {
    const auto opened = database.open();
    ASSERT_TRUE(opened.ok()) << opened.error().detail;
    expect_same(*opened.value(), *same);
    EXPECT_TRUE(opened.value()->verify().ok());
    const Crossing crossing = sample_crossing(99, "BP6", true, sample::noon + days(2));
    for (Ledger* ledger :
         {static_cast<Ledger*>(opened.value().get()), static_cast<Ledger*>(same.get())}) {
      EXPECT_TRUE(ledger->commit(write_of(crossing, 99)).ok());
      EXPECT_TRUE(ledger->put_document(crossing.document, DocumentStatus::revoked).ok());
    }
  }
  const auto again = database.open().value();
  expect_same(*again, *same);
  EXPECT_TRUE(again->verify().ok());
}

TEST(PostgresLedger, LeavesADatabaseOfThePreviousVersionAsItIsWhenItsChainIsDamaged)
{
  const std::string previous = std::string(PREVIOUS_LEDGERS) + "/postgres-5.sql";
  for (const std::string column : {"content", "digest"}) {
    Database database;
    server().load(database.name, previous);
    database.edit("UPDATE ledger SET " + column + " = set_byte(" + column +
                  ", 1, 77) WHERE sequence = 8");
    LedgerDamage damage;
    const auto opened = database.open(&damage);
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, ErrorCode::corrupt);
    EXPECT_EQ(damage.row, 8U);
    EXPECT_TRUE(server().try_sql(database.name, "SELECT status, last_stamp_ns FROM document"));
    EXPECT_FALSE(server().try_sql(database.name, "SELECT sequence FROM answer"));
    database.options.identity = "vn/other";
    EXPECT_FALSE(database.open(&damage).ok());
    EXPECT_EQ(damage.row, 0U) << "another ledger is another ledger, not a damaged one";
  }
}

// What a group has written and not sent yet counts in it: groups of random writes and questions,
// foreseen or not, against the ledger in a file.
TEST(PostgresLedger, AnswersWithinAGroupAsTheLedgerInAFile)
{
  LedgerFile file;
  const auto same = file.create();
  Database database;
  const auto ledger = database.open().value();
  std::uint64_t drawn = 0;
  const auto below = [&](std::uint64_t bound) { return mix64(++drawn) % bound; };
  const auto both = [&](auto&& ask) {
    const auto found = ask(*ledger);
    const auto wanted = ask(static_cast<ChainedLedger&>(*same));
    ASSERT_TRUE(found.ok() && wanted.ok());
    EXPECT_TRUE(found.value() == wanted.value());
  };
  const auto state = [&](const DocumentKey& key) {
    const DocumentState found = ledger->document(key).value(), wanted = same->document(key).value();
    EXPECT_EQ(found.status, wanted.status);
    EXPECT_EQ(found.stamped, wanted.stamped);
    EXPECT_EQ(found.last_stamp, wanted.last_stamp);
  };
  for (int group = 0; group < 60 && !HasFailure(); ++group) {
    ASSERT_TRUE(ledger->begin_group().ok());
    if (below(2) == 0) {
      const ForeseenCall calls[] = {{transaction_id(sample::gate, below(40)), {}},
                                    {{}, document_key("VNM", "BP" + std::to_string(below(5)))}};
      ASSERT_TRUE(ledger->foresee(calls).ok());
    }
    for (int step = 0; step < 12; ++step) {
      const std::uint64_t count = below(60) + 1;
      const TransactionId transaction = transaction_id(sample::gate, count);
      const DocumentKey key = document_key("VNM", "BP" + std::to_string(below(5)));
      const auto commit = [&](const LedgerWrite& write) {
        both([&](ChainedLedger& one) {
          const auto committed = one.commit(write);
          return committed.ok() ? Result<CommitResult>(committed.value().result)
                                : Result<CommitResult>(committed.error());
        });
      };
      switch (below(8)) {
      case 0:
      case 1: {
        Crossing crossing = sample_crossing(count, key.number(), below(2) == 0,
                                            sample::noon + hours(static_cast<int>(below(90))));
        if (below(2) == 0) crossing.reason = Reason::passage_presumed;
        commit(write_of(crossing, count));
        break;
      }
      case 2: {
        const auto holder = same->holder(key, {}, sample::noon).value();
        Reservation reservation{transaction, {}, sample::noon + days(1), {count}, key};
        const auto before = same->reservation(transaction).value();
        if (before ? before->state != ReservationState::held : holder.has_value()) break;
        if (before) reservation = *before;
        if (before) reservation.state = static_cast<ReservationState>(1 + below(2));
        commit({.key = {transaction, sample::vietnam,
                        before ? RequestKind::confirm : RequestKind::reserve},
                .answer = {.content = count},
                .reservation = &reservation});
        break;
      }
      case 3: {
        const auto status = static_cast<DocumentStatus>(below(40) == 0 ? 2 : below(2));
        ASSERT_TRUE(ledger->put_document(key, status).ok() && same->put_document(key, status).ok());
        break;
      }
      case 4:
        both([&](ChainedLedger& one) {
          return one.settle(sample_settlement(sample_crossing(count, ""),
                                              count % 2 == 0 ? SettlementOutcome::annulled
                                                             : SettlementOutcome::confirmed));
        });
        both([&](ChainedLedger& one) {
          return one.settle(
              sample_settlement(sample_crossing(count, ""), SettlementOutcome::annulled, true));
        });
        break;
      case 5:
        both([&](ChainedLedger& one) { return one.holder(key, {}, sample::noon); });
        both([&](ChainedLedger& one) { return one.reservation(transaction); });
        break;
      case 6:
        both([&](ChainedLedger& one) { return one.settlement(transaction); });
        both([&](ChainedLedger& one) { return one.crossing(transaction); });
        break;
      default: state(key);
      }
      if (below(3) == 0) state(key);
    }
    ASSERT_TRUE(ledger->end_group().ok());
    EXPECT_EQ(ledger->head(), same->head());
  }
  expect_same(*ledger, *same);
  EXPECT_TRUE(ledger->verify().ok());
}

TEST(PostgresNames, FindWhatComparingWithAllFindsAndAreReplacedAsAWhole)
{
  Database database;
  ASSERT_TRUE(database.open().ok()); // makes the tables
  const auto names = PostgresNames::open(database.options.connection).value();
  EXPECT_EQ(names->version().value(), 0U);
  const auto entries = listed_names(3000);
  ASSERT_TRUE(names->put(1, listed_names(10)).ok());
  ASSERT_TRUE(names->put(2, entries).ok());
  EXPECT_EQ(names->version().value(), 2U);
  expect_finds_what_comparing_all_finds(*names, entries);
}

TEST(PostgresLedger, LetsNoSecondCentreWrite)
{
  Database database;
  const auto first = database.open().value();
  EXPECT_EQ(database.open().error().code, ErrorCode::unavailable);
}

// The lock was lost without notice, and another centre wrote meanwhile.
TEST(PostgresLedger, WritesNothingOnceAnotherCentreHasWritten)
{
  Database database;
  const auto ledger = database.open().value();
  fill(*ledger);
  database.edit("UPDATE head SET sequence = sequence + 1");
  ASSERT_TRUE(ledger->begin_group().ok());
  (void)ledger->commit(write_of(sample_crossing(90, "BP1"), 1));
  EXPECT_FALSE(ledger->end_group().ok());
  EXPECT_TRUE(ledger->has_failed());
}

TEST(PostgresLedger, ConnectsAgainAfterTheServerCrashedAndKnowsWhatWasAcknowledged)
{
  Database database;
  const auto ledger = database.open().value();
  ASSERT_TRUE(ledger->begin_group().ok());
  ASSERT_TRUE(ledger->commit(write_of(sample_crossing(1, "BP1"), 1)).ok());
  ASSERT_TRUE(ledger->end_group().ok());
  ASSERT_TRUE(ledger->begin_group().ok());
  const LedgerHead known = ledger->head();
  ASSERT_TRUE(ledger->commit(write_of(sample_crossing(2, "BP2"), 2)).ok());
  server().stop("immediate");
  EXPECT_FALSE(ledger->end_group().ok());
  EXPECT_EQ(ledger->head(), known) << "a head that may not be on the disk witnesses nothing";
  EXPECT_FALSE(ledger->begin_group().ok());
  EXPECT_FALSE(ledger->end_group().ok());
  EXPECT_FALSE(ledger->has_failed()) << "the server may come back";
  server().start();
  ASSERT_TRUE(ledger->begin_group().ok());
  EXPECT_EQ(ledger->commit(write_of(sample_crossing(1, "BP1"), 1)).value().result,
            CommitResult::duplicate);
  EXPECT_EQ(ledger->commit(write_of(sample_crossing(2, "BP2"), 2)).value().result,
            CommitResult::written);
  ASSERT_TRUE(ledger->end_group().ok());
  EXPECT_EQ(ledger->crossings(), 2U);
  EXPECT_TRUE(ledger->verify().ok());
}

TEST(PostgresLedger, FindsWhatSomebodyTouched)
{
  const char* const harms[] = {
      "UPDATE ledger SET content = content || '\\x00' WHERE sequence = 4",
      "UPDATE ledger SET digest = repeat('x', 32)::bytea WHERE sequence = 4",
      "DELETE FROM crossing WHERE sequence = 3",
      "DELETE FROM answer WHERE kind = 2",
      "DELETE FROM crossing WHERE sequence = 2; DELETE FROM ledger WHERE sequence = 2",
  };
  for (const char* harm : harms) {
    Database database;
    const auto ledger = database.open().value();
    fill(*ledger);
    database.tamper(harm);
    EXPECT_EQ(ledger->verify().error().code, ErrorCode::corrupt) << harm;
    EXPECT_TRUE(ledger->has_failed()) << harm;
  }
}

TEST(PostgresLedger, RefusesADamagedHeadAForeignLedgerAndANewerSchema)
{
  Database database;
  const auto expect = [&](ErrorCode code, const char* what) {
    LedgerDamage damage;
    const auto opened = database.open(&damage);
    ASSERT_FALSE(opened.ok()) << what;
    EXPECT_EQ(opened.error().code, code) << what << ": " << opened.error().detail;
  };
  const PostgresLedgerOptions own = database.options;
  {
    const auto ledger = database.open().value();
    fill(*ledger);
    database.options.witness = ledger->head();
  }
  EXPECT_TRUE(database.open().ok()) << "its own witness";
  database.options.witness->digest[0] ^= std::byte{1};
  expect(ErrorCode::corrupt, "another digest in the witness's row");
  database.options.witness->sequence += 1;
  expect(ErrorCode::corrupt, "an older copy");
  database.options = own;
  database.options.identity = "vn/other";
  expect(ErrorCode::corrupt, "another ledger");
  database.options = own;
  database.tamper("UPDATE ledger SET content = '\\x00' WHERE sequence = 9");
  expect(ErrorCode::corrupt, "the newest row");
  database.edit("INSERT INTO schema_version VALUES(99)");
  expect(ErrorCode::unsupported, "a newer schema");
  database.options.connection = "host=/nowhere dbname=x";
  expect(ErrorCode::unavailable, "no server");
}

TEST(PostgresLedger, RefusesAServerThatWouldLoseAnswers)
{
  Database database;
  database.edit("ALTER DATABASE " + database.name + " SET synchronous_commit = off");
  const auto opened = database.open();
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, ErrorCode::rejected);
}

} // namespace
} // namespace gatetwin::test
