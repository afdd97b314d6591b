// SPDX-License-Identifier: Apache-2.0
#include "core/registry/sqlite_ledger.hpp"
#include "tests/core/registry/ledger_file.hpp"
#include "tests/core/registry/settlement_cases.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

class InFile {
public:
  Ledger& ledger() { return *m_ledger; }
  SqliteLedger& settling() { return *m_ledger; }
  void reopen()
  {
    m_ledger.reset();
    m_ledger = std::move(m_file.open().value());
  }

private:
  LedgerFile m_file;
  std::unique_ptr<SqliteLedger> m_ledger = m_file.create();
};
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, LedgerContract, InFile);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, SettlementContract, InFile);

// -- one connection, known settings

// -- groups of writes

TEST(SqliteLedger, ServesNothingOfAGroupThatCouldNotBeWritten)
{
  LedgerFile file;
  file.options.max_pages = 12;
  auto ledger = file.create();
  const Crossing before = sample_crossing(1, "BP1");
  ASSERT_TRUE(ledger->commit(write_of(before, 1)).ok());
  ASSERT_TRUE(ledger->begin_group().ok());
  const Crossing lost = sample_crossing(2, "BP2");
  ASSERT_TRUE(ledger->commit(write_of(lost, 2)).ok());
  std::uint64_t i = 3;
  while (ledger->commit(write_of(sample_crossing(i, "BP" + std::to_string(i)), i)).ok()) ++i;
  EXPECT_FALSE(ledger->end_group().ok());
  EXPECT_TRUE(ledger->has_failed());
  EXPECT_FALSE(ledger->answer({lost.transaction, sample::vietnam, RequestKind::record}).ok())
      << "an answer from memory would promise what is not on the disk";
  EXPECT_FALSE(ledger->commit(write_of(lost, 2)).ok());
  ledger.reset();
  file.options.max_pages = 0;
  ledger = std::move(file.open().value());
  EXPECT_EQ(crossings_of(*ledger), std::vector<Crossing>{before});
  EXPECT_TRUE(ledger->commit(write_of(lost, 2)).ok());
}

TEST(SqliteLedger, ShowsItsRowsFromAnyNumberOnWithTheirPlaceInTheChain)
{
  struct Rows final : LedgerRowVisitor {
    void on_row(const LedgerHead& at, const LedgerRow& row) override
    {
      numbers.push_back(at.sequence);
      last = at;
      crossings += row.crossing ? 1 : 0;
    }
    std::vector<std::uint64_t> numbers;
    LedgerHead last;
    int crossings = 0;
  } rows;
  LedgerFile file;
  const auto ledger = file.create();
  fill(*ledger);
  ASSERT_TRUE(ledger->visit_rows(3, 4, rows).ok());
  EXPECT_EQ(rows.numbers, (std::vector<std::uint64_t>{4, 5, 6, 7}));
  EXPECT_EQ(rows.crossings, 2);
  ASSERT_TRUE(ledger->visit_rows(7, 100, rows).ok());
  EXPECT_EQ(rows.last, ledger->head());
  EXPECT_TRUE(ledger->visit_rows(filled_rows, 100, rows).ok());
  EXPECT_EQ(rows.numbers.size(), 6U);
}

TEST(SqliteLedger, LetsNobodyElseOpenItsFile)
{
  LedgerFile file;
  const auto ledger = file.create();
  const auto second = file.open();
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::unavailable);
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file.options.path.c_str(), &database), SQLITE_OK);
  const char* const read = "SELECT count(*) FROM ledger";
  EXPECT_EQ(sqlite3_exec(database, read, nullptr, nullptr, nullptr), SQLITE_BUSY);
  sqlite3_close(database);
  EXPECT_FALSE(std::filesystem::exists(file.path("ledger.db-shm")));
}

TEST(SqliteLedger, CanBeOpenedAgainAfterItWasClosed)
{
  LedgerFile file;
  file.create().reset();
  EXPECT_TRUE(file.open().ok());
  EXPECT_TRUE(file.open().ok());
}

TEST(SqliteLedger, TakesItsOwnSettingsWhateverTheFileWasLeftWith)
{
  LedgerFile file;
  fill(*file.create());
  file.edit("PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF");
  const auto ledger = file.open();
  ASSERT_TRUE(ledger.ok());
  EXPECT_EQ(ledger.value()->crossings(), 5U);
  EXPECT_TRUE(std::filesystem::exists(file.path("ledger.db-wal")));
}

TEST(SqliteLedger, CreatesOnlyWhereNothingIs)
{
  LedgerFile file;
  fill(*file.create());
  SqliteLedgerOptions fresh = file.options;
  fresh.create = true;
  EXPECT_EQ(SqliteLedger::open(fresh).error().code, ErrorCode::conflict);
  EXPECT_EQ(file.open().value()->crossings(), 5U);
}

TEST(SqliteLedger, TakesNoMissingOrEmptyFileForALedger)
{
  LedgerFile file;
  EXPECT_EQ(file.open().error().code, ErrorCode::not_found);
  write_file(file.options.path, {});
  EXPECT_EQ(file.open().error().code, ErrorCode::corrupt);
  write_file(file.options.path, FileBytes(5000, 'x'));
  EXPECT_EQ(file.open().error().code, ErrorCode::corrupt);
}

TEST(SqliteLedger, FollowsNoSymbolicLink)
{
  LedgerFile file;
  file.create().reset();
  std::filesystem::rename(file.options.path, file.path("elsewhere.db"));
  std::filesystem::create_symlink(file.path("elsewhere.db"), file.options.path);
  EXPECT_FALSE(file.open().ok());
}

TEST(SqliteLedger, RefusesWhatANewerVersionWrote)
{
  LedgerFile file;
  file.create().reset();
  file.edit("PRAGMA user_version = 5");
  EXPECT_EQ(file.open().error().code, ErrorCode::unsupported);
  file.edit("PRAGMA user_version = 0");
  EXPECT_EQ(file.open().error().code, ErrorCode::corrupt);
}

TEST(SqliteLedger, RefusesForeignLedgersAndFiles)
{
  LedgerFile file;
  fill(*file.create());
  const SqliteLedgerOptions own = file.options;
  file.options.identity = "vn/other";
  LedgerDamage damage;
  EXPECT_EQ(file.open(&damage).error().code, ErrorCode::corrupt);
  EXPECT_EQ(damage.row, 1U);
  file.options = own;
  file.options.authority = sample::laos;
  EXPECT_EQ(file.open().error().code, ErrorCode::corrupt);
  file.options = own;
  EXPECT_TRUE(file.open().ok());
  file.edit("PRAGMA application_id = 5");
  EXPECT_EQ(file.open().error().code, ErrorCode::corrupt);
}

TEST(SqliteLedger, TellsAnEmptyLedgerFromAForeignEmptyOne)
{
  LedgerFile file;
  file.create().reset();
  file.options.identity = "vn/other";
  EXPECT_EQ(file.open().error().code, ErrorCode::corrupt);
}

// -- rows that somebody touched

// %1 in `sql` is the row.
std::string with_row(std::string sql, std::uint64_t row)
{
  for (std::size_t at = sql.find("%1"); at != std::string::npos; at = sql.find("%1")) {
    sql.replace(at, 2, std::to_string(row));
  }
  return sql;
}

TEST(SqliteLedger, NamesTheRowThatSomebodyTouched)
{
  const char* const harms[] = {
      "UPDATE ledger SET content = zeroblob(length(content)) WHERE sequence = %1",
      "UPDATE ledger SET content = CAST(content || x'00' AS BLOB) WHERE sequence = %1",
      "UPDATE ledger SET content = substr(content, 2) WHERE sequence = %1",
      "UPDATE ledger SET content = x'' WHERE sequence = %1",
      "UPDATE ledger SET digest = zeroblob(32) WHERE sequence = %1",
      "UPDATE ledger SET digest = substr(digest, 1, 31) WHERE sequence = %1",
      "UPDATE ledger SET digest = CAST(digest || x'00' AS BLOB) WHERE sequence = %1",
      "DELETE FROM ledger WHERE sequence = %1",
      "DELETE FROM ledger WHERE sequence >= %1",
      "UPDATE ledger SET sequence = 1000 WHERE sequence = %1",
      "UPDATE ledger SET content = (SELECT content FROM ledger AS o WHERE o.sequence = "
      "ledger.sequence % 9 + 1), digest = (SELECT digest FROM ledger AS o WHERE o.sequence = "
      "ledger.sequence % 9 + 1) WHERE sequence = %1",
  };
  LedgerFile original;
  fill(*original.create());
  LedgerFile file;
  for (const char* harm : harms) {
    for (std::uint64_t row = 1; row <= filled_rows; ++row) {
      original.copy_to(file);
      file.edit(with_row(harm, row));
      LedgerDamage damage;
      const auto opened = file.open(&damage);
      ASSERT_FALSE(opened.ok()) << with_row(harm, row);
      EXPECT_EQ(opened.error().code, ErrorCode::corrupt) << with_row(harm, row);
      EXPECT_EQ(damage.row, row) << with_row(harm, row);
      EXPECT_STRNE(damage.what, "");
    }
  }
}

TEST(SqliteLedger, FindsInsertedSwappedAndRewrittenRowsAndHeads)
{
  LedgerFile original;
  fill(*original.create());
  LedgerFile file;
  const auto damage_by = [&](const char* sql) {
    original.copy_to(file);
    file.edit(sql);
    LedgerDamage damage;
    const auto opened = file.open(&damage);
    EXPECT_FALSE(opened.ok()) << sql;
    EXPECT_EQ(opened.error().code, ErrorCode::corrupt) << sql;
    return damage.row;
  };
  EXPECT_EQ(
      damage_by("INSERT INTO ledger SELECT 10, content, digest FROM ledger WHERE sequence = 9"),
      10U);
  EXPECT_EQ(
      damage_by("INSERT INTO ledger SELECT 0, content, digest FROM ledger WHERE sequence = 1"), 1U);
  EXPECT_EQ(damage_by("UPDATE ledger SET sequence = -1 WHERE sequence = 3;"
                      "UPDATE ledger SET sequence = 3 WHERE sequence = 4;"
                      "UPDATE ledger SET sequence = 4 WHERE sequence = -1;"),
            1U + 2U);
  // The tail cut, and the head moved back to match the number but not the digest, and the reverse.
  damage_by("DELETE FROM ledger WHERE sequence = 9; UPDATE head SET sequence = 8");
  damage_by("UPDATE head SET sequence = 8");
  damage_by("UPDATE head SET sequence = 10");
  damage_by("UPDATE head SET digest = zeroblob(32)");
  damage_by("DELETE FROM head");
  damage_by("DELETE FROM ledger");
}

TEST(SqliteLedger, FindsForeignTablesTriggersAndIndexes)
{
  LedgerFile original;
  fill(*original.create());
  LedgerFile file;
  for (const char* sql :
       {"CREATE TABLE more(x)", "CREATE INDEX i ON ledger(digest)",
        "CREATE TRIGGER t AFTER INSERT ON ledger BEGIN DELETE FROM ledger WHERE sequence = 1; END",
        "DROP TABLE head", "ALTER TABLE ledger ADD COLUMN x INT", "CREATE VIEW v AS SELECT 1"}) {
    original.copy_to(file);
    file.edit(sql);
    LedgerDamage damage;
    EXPECT_EQ(file.open(&damage).error().code, ErrorCode::corrupt) << sql;
    EXPECT_STREQ(damage.what, "the tables are not a ledger's") << sql;
  }
}

// A chain that was computed anew after an edit is whole in itself: the witness knows better.
TEST(SqliteLedger, FindsARewrittenOrOlderLedgerByItsWitness)
{
  LedgerFile file;
  auto ledger = file.create();
  fill(*ledger);
  const LedgerHead published = ledger->head();
  EXPECT_EQ(published.sequence, filled_rows);
  ledger.reset();
  file.options.witness = published;
  EXPECT_TRUE(file.open().ok());

  LedgerFile rewritten;
  ledger = rewritten.create();
  for (std::uint64_t i = 1; i <= filled_rows; ++i) {
    ASSERT_TRUE(ledger->commit(write_of(sample_crossing(i + 90, "BP1"), i)).ok());
  }
  ledger.reset();
  rewritten.options.witness = published;
  LedgerDamage damage;
  EXPECT_EQ(rewritten.open(&damage).error().code, ErrorCode::corrupt);
  EXPECT_EQ(damage.row, filled_rows);

  LedgerFile older;
  ledger = older.create();
  ASSERT_TRUE(ledger->commit(write_of(sample_crossing(1, "BP1"), 1)).ok());
  ledger.reset();
  older.options.witness = published;
  EXPECT_EQ(older.open(&damage).error().code, ErrorCode::corrupt);
  EXPECT_EQ(damage.row, 2U);
  older.options.witness = LedgerHead{}; // of a ledger with another beginning
  EXPECT_EQ(older.open(&damage).error().code, ErrorCode::corrupt);
}

TEST(SqliteLedger, VerifiesTheFileWhileItIsOpen)
{
  LedgerFile file;
  auto ledger = file.create();
  fill(*ledger);
  EXPECT_TRUE(ledger->verify().ok());
  ledger.reset(); // moves the log into the file
  ledger = std::move(file.open().value());
  EXPECT_TRUE(ledger->verify().ok());
  FileBytes bytes = read_file(file.options.path);
  const std::string needle = "BP5"; // the last crossing's document
  const auto at = std::search(bytes.begin(), bytes.end(), needle.begin(), needle.end());
  ASSERT_NE(at, bytes.end());
  *at = 'C';
  write_file(file.options.path, bytes);
  LedgerDamage damage;
  EXPECT_EQ(ledger->verify(&damage).error().code, ErrorCode::corrupt);
  EXPECT_EQ(damage.row, 5U);
  EXPECT_TRUE(ledger->has_failed());
  EXPECT_EQ(ledger->commit(write_of(sample_crossing(60, "BP1"), 6)).error().code, ErrorCode::io);
}

// -- the disk

TEST(SqliteLedger, TakesNothingMoreAfterAFailedWriteUntilItWasOpenedAgain)
{
  LedgerFile file;
  file.create().reset();
  file.options.max_pages = 8;
  auto ledger = std::move(file.open().value());
  std::uint64_t acknowledged = 0;
  Result<Committed> outcome = Committed{};
  while (outcome.ok() && acknowledged < 1000) {
    outcome = ledger->commit(write_of(sample_crossing(acknowledged + 1, "BP1"), 1));
    if (outcome.ok()) ++acknowledged;
  }
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, ErrorCode::unavailable);
  EXPECT_GT(acknowledged, 20U);
  EXPECT_TRUE(ledger->has_failed());
  EXPECT_EQ(ledger->crossings(), acknowledged);
  EXPECT_EQ(ledger->put_document(document_key("VNM", "X"), DocumentStatus::known).error().code,
            ErrorCode::io);
  // What it has is still answered.
  EXPECT_EQ(ledger->commit(write_of(sample_crossing(1, "BP1"), 1)).value().result,
            CommitResult::duplicate);
  ledger.reset();
  file.options.max_pages = 0;
  ledger = std::move(file.open().value());
  EXPECT_EQ(ledger->crossings(), acknowledged);
  EXPECT_TRUE(ledger->commit(write_of(sample_crossing(acknowledged + 1, "BP1"), 1)).ok());
}

TEST(SqliteLedger, MovesItsLogIntoTheFileNowAndThen)
{
  LedgerFile file;
  file.options.checkpoint_rows = 10;
  auto ledger = file.create();
  for (std::uint64_t i = 1; i <= 10; ++i) {
    ASSERT_TRUE(ledger->commit(write_of(sample_crossing(i, "BP1"), 1)).ok());
  }
  EXPECT_EQ(std::filesystem::file_size(file.path("ledger.db-wal")), 0U);
  EXPECT_TRUE(ledger->verify().ok());
}

} // namespace
} // namespace gatetwin
