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
      if (row.inquiry) inquiries.push_back(*row.inquiry);
      EXPECT_FALSE(row.is_write);
    }
    int lists = 0, journals = 0;
    std::vector<Inquiry> inquiries;
  } rows;
  ASSERT_TRUE(ledger->visit_rows(0, 100, rows).ok());
  EXPECT_EQ(rows.lists, 3);
  EXPECT_EQ(rows.journals, 4);
  ASSERT_EQ(rows.inquiries.size(), 3U);
  EXPECT_EQ(rows.inquiries[1], sample_inquiry());
  EXPECT_TRUE(rows.inquiries[2].at_console);
}

// Files that earlier versions wrote: taken over with all their rows, and then no longer for those
// versions.
TEST(SqliteLedger, TakesOverFilesOfPreviousVersions)
{
  for (const char* previous : {"/ledger-1.db", "/ledger-2.db"}) {
    LedgerFile file, fresh;
    std::filesystem::copy(std::string(PREVIOUS_LEDGERS) + previous, file.options.path);
    LedgerDamage damage;
    auto opened = file.open(&damage);
    ASSERT_TRUE(opened.ok()) << previous << opened.error().detail << " " << damage.what;
    const auto same = fresh.create();
    fill(*same);
    EXPECT_EQ(opened.value()->head(), same->head()) << "the same rows, the same chain";
    EXPECT_EQ(crossings_of(*opened.value()), crossings_of(*same));
    EXPECT_EQ(opened.value()->history(document_key("VNM", "BP2"), {}, 10).value().size(), 1U);
    note(*opened.value());
    EXPECT_TRUE(opened.value()->verify().ok());
    opened.value().reset();
    expect_noted(*file.open().value());
    const FileBytes bytes = read_file(file.options.path);
    EXPECT_EQ(bytes.at(63), 3) << "user_version, which the versions before refuse";
  }
}

} // namespace
} // namespace gatetwin
