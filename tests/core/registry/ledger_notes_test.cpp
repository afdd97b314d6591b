// SPDX-License-Identifier: Apache-2.0
#include "tests/core/registry/ledger_notes_cases.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

TEST(SqliteLedgerNotes, AreInTheChainAndThereAgainAfterAReopening)
{
  LedgerFile file;
  {
    const auto ledger = file.create();
    note(*ledger);
    expect_noted(*ledger);
    expect_refuses_faulty_notes(*ledger);
    EXPECT_EQ(ledger->head().sequence, noted_rows);
    EXPECT_TRUE(ledger->verify().ok());
  }
  expect_noted(*file.open().value());
}

TEST(SqliteLedgerNotes, TellTheirRowsToWhoeverFollows)
{
  LedgerFile file;
  const auto ledger = file.create();
  note(*ledger);
  struct Rows final : LedgerRowVisitor {
    void on_row(const LedgerHead&, const LedgerRow& row) override
    {
      lists += row.list ? 1 : 0;
      journals += row.journal ? 1 : 0;
      EXPECT_FALSE(row.is_write);
    }
    int lists = 0, journals = 0;
  } rows;
  ASSERT_TRUE(ledger->visit_rows(0, 100, rows).ok());
  EXPECT_EQ(rows.lists, 3);
  EXPECT_EQ(rows.journals, 4);
}

// A file that the version before this one wrote: taken over with all its rows, and then no longer
// for that version.
TEST(SqliteLedger, TakesOverAFileOfThePreviousVersion)
{
  LedgerFile file, fresh;
  std::filesystem::copy(std::string(PREVIOUS_LEDGERS) + "/ledger-1.db", file.options.path);
  LedgerDamage damage;
  auto opened = file.open(&damage);
  ASSERT_TRUE(opened.ok()) << opened.error().detail << " " << damage.what;
  const auto same = fresh.create();
  fill(*same);
  EXPECT_EQ(opened.value()->head(), same->head()) << "the same rows, the same chain";
  EXPECT_EQ(crossings_of(*opened.value()), crossings_of(*same));
  note(*opened.value());
  EXPECT_TRUE(opened.value()->verify().ok());
  opened.value().reset();
  expect_noted(*file.open().value());
  const FileBytes bytes = read_file(file.options.path);
  EXPECT_EQ(bytes.at(63), 2) << "user_version, which the version before refuses";
}

} // namespace
} // namespace gatetwin
