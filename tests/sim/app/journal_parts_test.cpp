// SPDX-License-Identifier: Apache-2.0
// A gate's journal in several files: `gatetwin journal verify` over all of them.
#include "core/journal/journal_writer.hpp"
#include "tests/sim/app/command_line.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using journal::JournalWriter;

class JournalParts : public testing::Test {
protected:
  JournalParts()
  {
    for (int part = 0; part < 3; ++part) write(part, part != 1);
  }
  // Each goes on from the one before; one of them was not closed.
  void write(int part, bool closed)
  {
    journal::JournalHeader header;
    header.producer = "gatetwin-gate";
    header.part = static_cast<std::uint32_t>(part);
    header.follows = m_chain;
    auto writer = JournalWriter::create(
        path(part), header, journal::WriterOptions::live_file(journal::Durability::page_cache));
    ASSERT_TRUE(writer.ok());
    const journal::Record record{.time_ns = part, .kind = journal::RecordKind::run_ended};
    writer.value()->on_records({&record, 1});
    ASSERT_TRUE(writer.value()->flush());
    m_chain = writer.value()->chain();
    if (!closed) return;
    ASSERT_TRUE(writer.value()->close());
  }
  std::string path(int part) const
  {
    return m_folder.file("g-" + std::to_string(part) + ".journal");
  }
  test::Finished verify(const std::string& what) const
  {
    return test::run_program(GATETWIN_PROGRAM, "journal verify " + what);
  }
  test::ScratchFolder m_folder;

private:
  journal::FrameDigest m_chain{};
};

TEST_F(JournalParts, AreVerifiedAsOneByTheirFolder)
{
  const auto all = verify(m_folder.path().string());
  EXPECT_EQ(all.code, 0) << all.err;
  EXPECT_NE(all.out.find("1.journal: not closed; its 1 whole records"), std::string::npos);
  EXPECT_NE(all.out.find("3 files, each whole and in its place"), std::string::npos) << all.out;
}

TEST_F(JournalParts, OfWhichOneIsMissingAreNotWhole)
{
  std::filesystem::remove(path(1));
  const auto cut = verify(m_folder.path().string());
  EXPECT_EQ(cut.code, 3);
  EXPECT_NE(cut.err.find("2.journal: does not go on from"), std::string::npos) << cut.err;
  std::filesystem::remove(path(0));
  const auto rest = verify(m_folder.path().string());
  EXPECT_EQ(rest.code, 0) << "the oldest are deleted in time";
  EXPECT_NE((rest.out + rest.err).find("the file before it is not among these"), std::string::npos);
}

TEST_F(JournalParts, InAnotherOrderOrWrittenAnewAreNotWhole)
{
  EXPECT_EQ(verify(path(1) + " " + path(0)).code, 3);
  std::filesystem::remove(path(0));
  const journal::JournalHeader other;
  auto forged = JournalWriter::create(path(0), other);
  ASSERT_TRUE(forged.ok());
  ASSERT_TRUE(forged.value()->close());
  const auto found = verify(m_folder.path().string());
  EXPECT_EQ(found.code, 3);
  EXPECT_NE(found.err.find("1.journal: does not go on from"), std::string::npos) << found.err;
}

TEST_F(JournalParts, AreNotInAFolderWithoutJournals)
{
  const test::ScratchFolder empty;
  EXPECT_EQ(verify(empty.path().string()).code, 3);
}

} // namespace
} // namespace gatetwin
