// SPDX-License-Identifier: Apache-2.0
// Every way to tamper with a gate's journals that the heads at the centre must show.
#include "core/centre/journal_audit.hpp"
#include "core/journal/journal_reader.hpp"
#include "core/journal/journal_writer.hpp"
#include "tests/core/link/served_registry.hpp"
#include <gtest/gtest.h>

namespace gatetwin::test {
namespace {

using journal::Durability;
using journal::JournalWriter;
using journal::WriterOptions;

class JournalAudit : public testing::Test {
protected:
  static std::string name(int day)
  {
    return "gate-1-2026110" + std::to_string(day) + "T060000.000Z.journal";
  }
  std::string path(int day) const { return m_folder.path() + "/" + name(day); }

  // Blocks of ten records; the head after each is kept as a gate reports it.
  void write(int day, int blocks, std::uint64_t subject = 1, bool hold_it = true)
  {
    journal::JournalHeader header;
    header.producer = "gatetwin-gate";
    auto writer =
        JournalWriter::create(path(day), header, WriterOptions::live_file(Durability::page_cache))
            .value();
    for (int block = 0; block < blocks; ++block) {
      std::vector<journal::Record> records(10);
      for (std::size_t i = 0; i < records.size(); ++i) {
        records[i].time_ns = block * 1'000'000 + static_cast<std::int64_t>(i);
        records[i].subject = subject;
        records[i].kind = journal::RecordKind::transaction_started;
      }
      writer->on_records(records);
      ASSERT_TRUE(writer->flush().ok());
    }
    HeldHead held{sample::gate, {}, sample::noon};
    ASSERT_TRUE(held.head.file.assign(name(day)));
    held.head.bytes = writer->written_bytes();
    held.head.records = writer->count();
    held.head.digest = writer->written_digest();
    if (hold_it) m_held.push_back(held);
  }
  void edit(int day, std::uint64_t offset)
  {
    std::fstream file(path(day), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(offset));
    file.put('\xA5');
  }
  std::uint64_t size(int day) const { return std::filesystem::file_size(path(day)); }
  std::vector<AuditedJournal> audit(std::size_t keep = 90)
  {
    return audit_journals(m_held, m_folder.path(), keep);
  }
  JournalFinding finding(int day, std::size_t keep = 90)
  {
    for (const AuditedJournal& judged : audit(keep)) {
      if (judged.file == name(day)) return judged.finding;
    }
    return JournalFinding::unreported;
  }

  Folder m_folder;
  std::vector<HeldHead> m_held;
};

TEST_F(JournalAudit, FindsNothingInAFolderThatNobodyTouched)
{
  write(1, 3);
  write(2, 1);
  ASSERT_EQ(audit().size(), 2U);
  for (const AuditedJournal& judged : audit())
    EXPECT_EQ(judged.finding, JournalFinding::whole) << judged.file << judged.detail;
}

TEST_F(JournalAudit, LetsAFileGrowBehindItsHead)
{
  write(1, 3);
  const std::vector<HeldHead> early = m_held;
  std::filesystem::remove(path(1));
  write(1, 6, 1, false);
  m_held = early;
  EXPECT_EQ(finding(1), JournalFinding::whole);
  std::filesystem::resize_file(path(1), size(1) - 3); // torn by a power cut, behind the head
  EXPECT_EQ(finding(1), JournalFinding::whole);
}

TEST_F(JournalAudit, NamesARemovedJournal)
{
  write(1, 3);
  write(2, 3);
  std::filesystem::remove(path(1));
  EXPECT_EQ(finding(1), JournalFinding::removed);
  EXPECT_EQ(finding(2), JournalFinding::whole);
}

TEST_F(JournalAudit, ExcusesOneThatTheUnitDeletedByAge)
{
  for (int day = 1; day <= 4; ++day) write(day, 1);
  std::filesystem::remove(path(1));
  EXPECT_EQ(finding(1, 3), JournalFinding::expired);
  EXPECT_EQ(finding(1, 4), JournalFinding::removed) << "a unit that keeps four";
}

TEST_F(JournalAudit, NamesAChangedByteAnywhere)
{
  write(1, 3);
  const std::string whole = path(1) + ".whole";
  std::filesystem::copy(path(1), whole);
  for (std::uint64_t at = 0; at < size(1); at += 7) {
    edit(1, at);
    EXPECT_TRUE(is_tampering(finding(1))) << at;
    std::filesystem::copy(whole, path(1), std::filesystem::copy_options::overwrite_existing);
  }
  EXPECT_EQ(finding(1), JournalFinding::whole);
}

// Whoever can write files can also chain them anew: only the head shows it.
TEST_F(JournalAudit, NamesAJournalWrittenAnewWithItsChainInOrder)
{
  write(1, 3, 1);
  std::filesystem::remove(path(1));
  write(1, 3, 2, false); // same name, same length, another content
  EXPECT_EQ(size(1), m_held[0].head.bytes);
  EXPECT_EQ(finding(1), JournalFinding::changed);
  std::filesystem::remove(path(1));
  write(1, 7, 2, false);
  EXPECT_EQ(finding(1), JournalFinding::changed) << "longer, too";
}

TEST_F(JournalAudit, NamesAJournalThatWasCutOrPutBackFromAnOlderCopy)
{
  write(1, 3, 1, false);
  const std::string older = path(1) + ".older";
  std::filesystem::rename(path(1), older);
  write(1, 9, 1);
  std::filesystem::copy(older, path(1), std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(finding(1), JournalFinding::rolled_back);
  std::filesystem::resize_file(path(1), 0);
  EXPECT_EQ(finding(1), JournalFinding::rolled_back);
}

TEST_F(JournalAudit, TellsOfAJournalThatNobodyReported)
{
  write(1, 1);
  write(2, 1, 1, false);
  EXPECT_EQ(audit().back().finding, JournalFinding::unreported);
  EXPECT_FALSE(is_tampering(audit().back().finding)) << "the centre may have been away";
}

} // namespace
} // namespace gatetwin::test
