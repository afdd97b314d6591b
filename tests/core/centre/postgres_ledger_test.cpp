// SPDX-License-Identifier: Apache-2.0
// The ledger on a real PostgreSQL server: the contract of all ledgers, and what is PostgreSQL's
// own.
#include "core/centre/postgres_ledger.hpp"
#include "core/centre/postgres_names.hpp"
#include "tests/core/centre/postgres_server.hpp"
#include "tests/core/names/name_search_cases.hpp"
#include "tests/core/registry/ledger_notes_cases.hpp"
#include <gtest/gtest.h>

namespace gatetwin::test {
namespace {

PostgresServer& server()
{
  static PostgresServer one;
  return one;
}

class Database {
public:
  Result<std::unique_ptr<PostgresLedger>> open(LedgerDamage* damage = nullptr)
  {
    return PostgresLedger::open(options, damage);
  }
  void edit(const std::string& sql) { server().sql(name, sql); }

  const std::string name = server().fresh();
  PostgresLedgerOptions options{
      server().connection(name), sample::vietnam, "vn/main", {}, seconds(2)};
};

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
    database.edit(harm);
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
    database.edit(harm);
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
  database.edit("UPDATE ledger SET content = '\\x00' WHERE sequence = 9");
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
