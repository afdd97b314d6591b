// SPDX-License-Identifier: Apache-2.0
// A unit's journal goes on from file to file, each naming the one before, over starts too.
#include "core/daemon/gate_settings.hpp"
#include "core/daemon/journal_folder.hpp"
#include "core/journal/journal_reader.hpp"
#include "tests/sim/app/command_line.hpp"
#include <algorithm>
#include <csignal>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <vector>

namespace gatetwin {
namespace {

using journal::JournalHeader;
using journal::Record;

class GrowingJournal : public testing::Test {
protected:
  LoadedGateSettings settings(const char* more) const
  {
    return parse_gate_settings("unit: { number: 1, name: g, checkpoint: 0, direction: exit, "
                               "authority: 0, legal_time: 7 h }\njournal: { folder: \"" +
                                   m_folder.path().string() + "\"" + more + " }\n",
                               "g.yaml");
  }
  static Instant start(int number)
  {
    return {{seconds(5).ns}, WallTime{1'790'000'000'000'000'000 + number * 60'000'000'000LL}};
  }
  void write(JournalFolder& journal, int count)
  {
    std::vector<Record> records(1000);
    for (int i = 0; i < count; i += 1000) {
      for (Record& record : records) {
        record = {.time_ns = ++m_time_ns,
                  .subject = static_cast<std::uint64_t>(m_time_ns) * 0x9E3779B97F4A7C15ULL,
                  .ref = static_cast<std::uint64_t>(m_time_ns) * 0xD1342543DE82EF95ULL,
                  .unit = 1,
                  .kind = journal::RecordKind::checks};
      }
      journal.on_records(records);
    }
  }
  std::vector<std::string> files() const
  {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder.path()))
      all.push_back(entry.path().string());
    std::sort(all.begin(), all.end());
    return all;
  }
  struct Content {
    JournalHeader header;
    journal::FrameDigest chain{};
    std::uint64_t records = 0;
    bool whole = false;
  };
  static Content read(const std::string& path)
  {
    const auto source = journal::FileSource::open(path);
    EXPECT_TRUE(source.ok());
    journal::JournalReader reader(*source.value());
    auto status = reader.next();
    while (status == journal::ReadStatus::ready) status = reader.next();
    return {reader.header(), reader.frame_digest_seen(), reader.records_seen(),
            status == journal::ReadStatus::end};
  }
  test::ScratchFolder m_folder;
  std::int64_t m_time_ns = 0;
};

TEST_F(GrowingJournal, GoesOnInTheNextFileWhichNamesTheOneBefore)
{
  const auto loaded = settings(", file_mib: 1");
  ASSERT_TRUE(loaded.settings);
  JournalFolder journal(*loaded.settings);
  ASSERT_EQ(journal.open(start(0)), "");
  for (int part = 0; part < 2; ++part) {
    EXPECT_FALSE(journal.is_full());
    write(journal, 60'000);
    ASSERT_TRUE(journal.flush());
    ASSERT_TRUE(journal.is_full());
    const std::string full = std::filesystem::path(journal.path()).filename().string();
    ASSERT_TRUE(journal.go_on());
    ASSERT_TRUE(journal.previous());
    EXPECT_EQ(std::string(journal.previous()->file.view()), full);
    EXPECT_EQ(journal.previous()->records, 60'000U);
    EXPECT_EQ(journal.previous()->digest, read((m_folder.path() / full).string()).chain);
  }
  write(journal, 1000);
  ASSERT_TRUE(journal.close());
  const auto paths = files();
  ASSERT_EQ(paths.size(), 3U);
  journal::FrameDigest before{};
  std::uint64_t records = 0;
  for (std::size_t part = 0; part < paths.size(); ++part) {
    const Content content = read(paths[part]);
    EXPECT_TRUE(content.whole) << paths[part];
    EXPECT_EQ(content.header.part, part);
    EXPECT_EQ(content.header.follows, before);
    EXPECT_EQ(content.header.start.ns, read(paths[0]).header.start.ns);
    before = content.chain;
    records += content.records;
  }
  EXPECT_EQ(records, 121'000U);
}

TEST_F(GrowingJournal, OfTheNextStartNamesTheLastFrameOfOneThatWasNotClosed)
{
  const auto loaded = settings("");
  ASSERT_TRUE(loaded.settings);
  {
    JournalFolder killed(*loaded.settings);
    ASSERT_EQ(killed.open(start(0)), "");
    write(killed, 2000);
    ASSERT_TRUE(killed.flush());
  }
  const std::string torn = files().front();
  std::ofstream(torn, std::ios::binary | std::ios::app) << std::string("R\x20\x00\x00\x00half", 9);
  JournalFolder next(*loaded.settings);
  ASSERT_EQ(next.open(start(1)), "");
  ASSERT_TRUE(next.close());
  const Content before = read(torn);
  EXPECT_FALSE(before.whole);
  EXPECT_EQ(before.records, 2000U);
  const Content after = read(files().back());
  EXPECT_EQ(after.header.follows, before.chain);
  EXPECT_EQ(after.header.part, 0U);
}

TEST_F(GrowingJournal, StaysWhereTheNextFileCantBeMade)
{
  const auto loaded = settings("");
  ASSERT_TRUE(loaded.settings);
  JournalFolder journal(*loaded.settings);
  ASSERT_EQ(journal.open(start(0)), "");
  std::string next = journal.path();
  next.replace(next.rfind(".00000"), 6, ".00001");
  std::ofstream(next) << "somebody else's";
  EXPECT_FALSE(journal.go_on());
  write(journal, 1000);
  ASSERT_TRUE(journal.close());
  EXPECT_EQ(read(journal.path()).records, 1000U);
  EXPECT_TRUE(read(journal.path()).whole);
}

// No file may grow beyond so much, as on a disk that is full.
class FullDisk {
public:
  FullDisk() : m_ignored(std::signal(SIGXFSZ, SIG_IGN))
  {
    EXPECT_EQ(::getrlimit(RLIMIT_FSIZE, &m_before), 0);
    const rlimit nothing{10, m_before.rlim_max};
    EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &nothing), 0);
  }
  ~FullDisk()
  {
    ::setrlimit(RLIMIT_FSIZE, &m_before);
    std::signal(SIGXFSZ, m_ignored);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

private:
  rlimit m_before{};
  void (*m_ignored)(int);
};

TEST_F(GrowingJournal, GoesOnInTheNextFileOnceAFullDiskHasRoom)
{
  const auto loaded = settings("");
  ASSERT_TRUE(loaded.settings);
  JournalFolder journal(*loaded.settings);
  ASSERT_EQ(journal.open(start(0)), "");
  write(journal, 2000);
  ASSERT_TRUE(journal.flush());
  const std::string cut = journal.path();
  {
    const FullDisk full;
    write(journal, 10'000);
    EXPECT_FALSE(journal.flush());
    EXPECT_FALSE(journal.go_on_after_failure());
    EXPECT_EQ(files(), std::vector<std::string>{cut}) << "nothing half made is left";
  }
  EXPECT_FALSE(journal.flush()) << "it has failed";
  ASSERT_TRUE(journal.go_on_after_failure());
  write(journal, 1000);
  ASSERT_TRUE(journal.close());
  const Content before = read(cut), after = read(journal.path());
  EXPECT_EQ(before.records, 2000U);
  EXPECT_TRUE(after.whole);
  EXPECT_EQ(after.records, 1000U);
  EXPECT_EQ(after.header.part, 1U);
  EXPECT_EQ(after.header.follows, before.chain);
  ASSERT_TRUE(journal.previous());
  EXPECT_EQ(journal.previous()->records, 2000U);
  EXPECT_EQ(journal.previous()->digest, before.chain);
}

TEST_F(GrowingJournal, KeepsSoManyFiles)
{
  const auto loaded = settings(", keep: 3");
  ASSERT_TRUE(loaded.settings);
  for (int number = 0; number < 3; ++number) {
    JournalFolder journal(*loaded.settings);
    ASSERT_EQ(journal.open(start(number)), "");
    ASSERT_TRUE(journal.go_on());
    ASSERT_TRUE(journal.close());
  }
  EXPECT_EQ(files().size(), 3U);
  EXPECT_EQ(read(files().back()).header.part, 1U);
}

TEST_F(GrowingJournal, GoesOnFromTheLastFileThoughTheClockWasSetBack)
{
  const auto loaded = settings("");
  ASSERT_TRUE(loaded.settings);
  std::vector<std::string> begun;
  for (const int number : {60, 0, 0, 61}) { // minutes
    JournalFolder journal(*loaded.settings);
    ASSERT_EQ(journal.open(start(number)), "");
    write(journal, 1000);
    ASSERT_TRUE(journal.close());
    begun.push_back(journal.path());
    EXPECT_EQ(read(journal.path()).header.start.ns, start(number).wall.ns - start(number).mono.ns);
  }
  EXPECT_EQ(files(), begun) << "in the order in which they were begun";
  for (std::size_t i = 1; i < begun.size(); ++i)
    EXPECT_EQ(read(begun[i]).header.follows, read(begun[i - 1]).chain);
}

TEST_F(GrowingJournal, KeepsTheFileAtHandThoughAClockThatWasSetBackNamesItOldest)
{
  const auto loaded = settings(", keep: 1");
  ASSERT_TRUE(loaded.settings);
  {
    JournalFolder before(*loaded.settings);
    ASSERT_EQ(before.open(start(60)), "");
    ASSERT_TRUE(before.close());
  }
  JournalFolder journal(*loaded.settings);
  ASSERT_EQ(journal.open(start(0)), "");
  write(journal, 1000);
  ASSERT_TRUE(journal.close());
  ASSERT_TRUE(std::filesystem::exists(journal.path()));
  EXPECT_EQ(read(journal.path()).records, 1000U);
}

} // namespace
} // namespace gatetwin
