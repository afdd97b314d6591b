// SPDX-License-Identifier: Apache-2.0
#include "core/document/list_lines.hpp"
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

void append_forged(LedgerFile& file, const LedgerHead& head, std::span<const std::byte> row)
{
  const std::string number = std::to_string(head.sequence + 1);
  const std::string digest = write_hex(next_digest(head.digest, head.sequence + 1, row));
  file.edit("INSERT INTO ledger VALUES(" + number + ", x'" + write_hex(row) + "', x'" + digest +
            "'); UPDATE head SET sequence = " + number + ", digest = x'" + digest + "'");
}

// As another program could chain them: what no ledger writes is not taken from a file either.
TEST(SqliteLedgerNotes, RefusesAFileThatSettlesWhatItDidNotPresume)
{
  LedgerFile file;
  auto ledger = file.create();
  fill(*ledger);
  const LedgerHead head = ledger->head();
  ledger.reset();
  const Crossing seen = sample_crossing(1, "BP1");
  append_forged(file, head,
                encode_settlement(sample_settlement(seen, SettlementOutcome::annulled)));
  LedgerDamage damage;
  EXPECT_EQ(file.open(&damage).error().code, ErrorCode::corrupt);
  EXPECT_EQ(damage.row, filled_rows + 1);
  EXPECT_STREQ(damage.what, "the row settles what cannot be settled");
}

TEST(SqliteLedgerNotes, TellTheirRowsToWhoeverFollows)
{
  LedgerFile file;
  const auto ledger = file.create();
  note(*ledger);
  note_presumed(*ledger);
  struct Rows final : LedgerRowVisitor {
    void on_row(const LedgerHead&, const LedgerRow& row) override
    {
      lists += row.list ? 1 : 0;
      journals += row.journal ? 1 : 0;
      if (row.inquiry) inquiries.push_back(*row.inquiry);
      if (row.settlement) settlements.push_back(*row.settlement);
      EXPECT_EQ(row.is_write, row.crossing.has_value());
    }
    int lists = 0, journals = 0;
    std::vector<Inquiry> inquiries;
    std::vector<Settlement> settlements;
  } rows;
  ASSERT_TRUE(ledger->visit_rows(0, 100, rows).ok());
  EXPECT_EQ(rows.lists, 3);
  EXPECT_EQ(rows.journals, 4);
  ASSERT_EQ(rows.inquiries.size(), 3U);
  EXPECT_EQ(rows.inquiries[1], sample_inquiry());
  EXPECT_TRUE(rows.inquiries[2].at_console);
  ASSERT_EQ(rows.settlements.size(), 2U);
  EXPECT_EQ(rows.settlements[0].outcome, SettlementOutcome::annulled);
  EXPECT_TRUE(rows.settlements[1].correction);
}

// Files that earlier versions wrote: taken over with all their rows, and then no longer for those
// versions.
TEST(SqliteLedger, TakesOverFilesOfPreviousVersions)
{
  for (const char* previous : {"/ledger-1.db", "/ledger-2.db", "/ledger-3.db"}) {
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
    note_presumed(*opened.value());
    EXPECT_TRUE(opened.value()->verify().ok());
    opened.value().reset();
    expect_noted(*file.open().value());
    const FileBytes bytes = read_file(file.options.path);
    EXPECT_EQ(bytes.at(63), 4) << "user_version, which the versions before refuse";
  }
}

} // namespace
} // namespace gatetwin
