// SPDX-License-Identifier: Apache-2.0
// Power cuts and damage below SQLite's tables: the files of a ledger copied in mid-life, cut, mixed
// up, and changed byte by byte. Whatever is served afterwards must be exactly what was written.
#include "tests/core/registry/ledger_file.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

// Everything that a ledger serves.
struct Served {
  std::vector<Crossing> crossings;
  std::vector<bool> answers;
  DocumentStatus status = DocumentStatus::unknown;
  LedgerHead head;
  bool operator==(const Served&) const = default;
};

Served served_by(const SqliteLedger& ledger)
{
  Served served{crossings_of(ledger), {}, DocumentStatus::unknown, ledger.head()};
  for (std::uint64_t i = 0; i < 60; ++i) {
    for (int kind = 0; kind < 5; ++kind) {
      const AnswerKey key{transaction_id(sample::gate, i), sample::vietnam,
                          static_cast<RequestKind>(kind)};
      served.answers.push_back(ledger.answer(key).value().has_value());
    }
  }
  served.status = ledger.document(document_key("VNM", "BP1")).value().status;
  return served;
}

TEST(LedgerAfterAPowerCut, HasExactlyWhatWasAcknowledged)
{
  LedgerFile file;
  file.options.checkpoint_rows = 7; // some copies are taken right after a checkpoint
  const auto ledger = file.create();
  LedgerFile copy;
  for (std::uint64_t i = 1; i <= 40; ++i) {
    ASSERT_TRUE(ledger->commit(write_of(sample_crossing(i, "BP1"), i)).ok());
    file.copy_to(copy);
    copy.options.witness = ledger->head();
    const auto recovered = copy.open();
    ASSERT_TRUE(recovered.ok()) << i << recovered.error().detail;
    ASSERT_EQ(crossings_of(*recovered.value()), crossings_of(*ledger)) << i;
  }
}

TEST(LedgerAfterAPowerCut, HasABeginningOfTheRowsWhateverIsLeftOfTheLog)
{
  LedgerFile file;
  const auto ledger = file.create();
  ASSERT_TRUE(ledger->commit(write_of(sample_crossing(1, "BP1"), 1)).ok());
  for (std::uint64_t i = 2; i <= 12; ++i) {
    ASSERT_TRUE(ledger->commit(write_of(sample_crossing(i, "BP1"), i)).ok());
  }
  const std::vector<Crossing> all = crossings_of(*ledger);
  const FileBytes log = read_file(file.path("ledger.db-wal"));
  ASSERT_GT(log.size(), 40'000U);
  LedgerFile copy;
  std::size_t fewest = all.size();
  for (std::size_t size = 0; size <= log.size(); size += 509) {
    file.copy_to(copy);
    write_file(copy.path("ledger.db-wal"),
               FileBytes(log.begin(), log.begin() + static_cast<long>(size)));
    auto recovered = copy.open();
    if (!recovered.ok()) { // before the first commit: there is no ledger yet
      EXPECT_EQ(recovered.error().code, ErrorCode::corrupt);
      continue;
    }
    const std::vector<Crossing> left = crossings_of(*recovered.value());
    ASSERT_LE(left.size(), all.size());
    ASSERT_TRUE(std::equal(left.begin(), left.end(), all.begin())) << size;
    fewest = std::min(fewest, left.size());
    // Whoever remembers the head sees that rows are missing.
    recovered.value().reset();
    copy.options.witness = ledger->head();
    EXPECT_EQ(copy.open().ok(), left.size() == all.size()) << size;
    copy.options.witness.reset();
  }
  EXPECT_LT(fewest, 3U);
}

TEST(LedgerAfterAPowerCut, MissesItsLogWhenThereIsAWitness)
{
  LedgerFile file;
  const auto ledger = file.create();
  fill(*ledger);
  LedgerFile copy;
  file.copy_to(copy);
  std::filesystem::remove(copy.path("ledger.db-wal"));
  copy.options.witness = ledger->head();
  EXPECT_FALSE(copy.open().ok());
}

TEST(LedgerFiles, OfTwoLedgersDoNotMix)
{
  LedgerFile first;
  LedgerFile second;
  second.options.identity = "vn/second";
  const auto a = first.create();
  const auto b = second.create();
  fill(*a);
  ASSERT_TRUE(b->commit(write_of(sample_crossing(77, "BP7"), 1)).ok());
  LedgerFile mixed;
  first.copy_to(mixed);
  write_file(mixed.path("ledger.db-wal"), read_file(second.path("ledger.db-wal")));
  mixed.options.witness = a->head();
  EXPECT_FALSE(mixed.open().ok());
}

class ByteByByte : public testing::Test {
protected:
  // Flips the bits of `mask` in every `step`th byte of the file and opens it.
  void sweep(const char* name, std::size_t step, unsigned char mask)
  {
    const FileBytes good = read_file(file.path(name));
    ASSERT_GT(good.size(), 1000U);
    LedgerFile copy;
    copy.options.witness = head;
    std::size_t found = 0;
    for (std::size_t at = 0; at < good.size(); at += step) {
      file.copy_to(copy);
      FileBytes bad = good;
      bad[at] = static_cast<char>(static_cast<unsigned char>(bad[at]) ^ mask);
      write_file(copy.path(name), bad);
      const auto opened = copy.open();
      if (!opened.ok()) {
        ++found;
        continue;
      }
      ASSERT_EQ(served_by(*opened.value()), served) << "byte " << at << " was served changed";
    }
    EXPECT_GT(found, 0U);
    RecordProperty("found", static_cast<int>(found));
  }

  LedgerFile file;
  LedgerHead head;
  Served served;
};

TEST_F(ByteByByte, NoChangeInTheFileIsServed)
{
  auto ledger = file.create();
  fill(*ledger);
  head = ledger->head();
  served = served_by(*ledger);
  ledger.reset(); // the log is in the file now
  sweep("ledger.db", 1, 0x01);
  sweep("ledger.db", 11, 0x80);
}

TEST_F(ByteByByte, NoChangeInTheLogIsServed)
{
  auto ledger = file.create();
  fill(*ledger);
  head = ledger->head();
  served = served_by(*ledger);
  LedgerFile living;
  file.copy_to(living);
  ledger.reset();
  living.copy_to(file); // as after a power cut
  sweep("ledger.db-wal", 29, 0x04);
}

} // namespace
} // namespace gatetwin
