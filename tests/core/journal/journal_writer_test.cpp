// SPDX-License-Identifier: Apache-2.0
#include "core/journal/journal_writer.hpp"
#include "core/journal/record.pb.h"
#include "tests/core/journal/journal_bytes.hpp"
#include <csignal>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/resource.h>

namespace gatetwin::journal {
namespace {

namespace fs = std::filesystem;

WriterOptions blocks_of(std::size_t records)
{
  WriterOptions options;
  options.block_records = records;
  return options;
}

WriterOptions live_blocks_of(std::size_t records)
{
  WriterOptions options = WriterOptions::live_file(Durability::each_block);
  options.block_records = records;
  options.block_span = hours(100);
  return options;
}

std::size_t files_beside(const std::string& path)
{
  std::size_t count = 0;
  const std::string name = fs::path(path).filename().string();
  for (const auto& entry : fs::directory_iterator(fs::path(path).parent_path())) {
    count += entry.path().filename().string().starts_with(name) ? 1 : 0;
  }
  return count;
}

// Bounds the size of files that this process may write, as a full disk would.
class FullDisk {
public:
  explicit FullDisk(rlim_t bytes)
  {
    m_handler = std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &m_limit);
    const rlimit tight{bytes, m_limit.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &tight);
  }
  ~FullDisk()
  {
    ::setrlimit(RLIMIT_FSIZE, &m_limit);
    std::signal(SIGXFSZ, m_handler);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

private:
  rlimit m_limit{};
  void (*m_handler)(int) = nullptr;
};

TEST(JournalWriter, GivesAWholeFileItsNameOnlyWhenItIsClosed)
{
  const std::string path = scratch_path("whole.gtj");
  auto writer = JournalWriter::create(path, sample_header());
  ASSERT_TRUE(writer.ok());
  writer.value()->on_records(sample_records(10'000));
  EXPECT_TRUE(writer.value()->flush().ok());
  EXPECT_FALSE(fs::exists(path));
  EXPECT_TRUE(writer.value()->close().ok());
  EXPECT_TRUE(fs::exists(path));
  EXPECT_EQ(files_beside(path), 1U);
  EXPECT_EQ(read_all(file_bytes(path)).status, ReadStatus::end);
}

TEST(JournalWriter, LeavesNothingWhenAWholeFileIsGivenUp)
{
  const std::string path = scratch_path("given_up.gtj");
  {
    auto writer = JournalWriter::create(path, sample_header());
    ASSERT_TRUE(writer.ok());
    writer.value()->on_records(sample_records(10'000));
  }
  EXPECT_EQ(files_beside(path), 0U);
}

TEST(JournalWriter, ReplacesAnOlderWholeFile)
{
  const std::string path = scratch_path("older.gtj");
  std::ofstream(path) << "something else";
  auto writer = JournalWriter::create(path, sample_header());
  ASSERT_TRUE(writer.ok());
  EXPECT_EQ(fs::file_size(path), 14U);
  EXPECT_TRUE(writer.value()->close().ok());
  EXPECT_EQ(read_all(file_bytes(path)).status, ReadStatus::end);
}

TEST(JournalWriter, WritesFramesThatTheGeneratedMessagesParse)
{
  const auto records = sample_records(10);
  const auto frames = split(journal_bytes(records, 4));
  ASSERT_EQ(frames.size(), 5U); // header, 4 + 4 + 2 records, end
  v1::Header header;
  ASSERT_TRUE(
      header.ParseFromArray(frames[0].payload.data(), static_cast<int>(frames[0].payload.size())));
  EXPECT_EQ(header.scenario(), "quickstart");
  std::size_t at = 0;
  for (std::size_t f = 1; f <= 3; ++f) {
    v1::Block block;
    ASSERT_TRUE(
        block.ParseFromArray(frames[f].payload.data(), static_cast<int>(frames[f].payload.size())));
    EXPECT_EQ(block.first_sequence(), at);
    std::int64_t time = block.first_time_ns();
    for (const v1::Record& record : block.records()) {
      time += static_cast<std::int64_t>(record.time_delta_ns());
      EXPECT_EQ(time, records[at].time_ns);
      EXPECT_EQ(record.kind(), static_cast<std::uint32_t>(records[at].kind));
      EXPECT_EQ(record.subject(), records[at].subject);
      EXPECT_EQ(record.value(), records[at].value);
      ++at;
    }
  }
  EXPECT_EQ(at, records.size());
}

RC_GTEST_PROP(JournalWriter, WhatIsWrittenIsReadBack, ())
{
  const auto records = sample_records(*rc::gen::inRange<std::size_t>(0, 400));
  const auto block = *rc::gen::inRange<std::size_t>(1, 100);
  const std::string path = scratch_path("round_trip.gtj");
  auto writer = JournalWriter::create(path, sample_header(), blocks_of(block));
  RC_ASSERT(writer.ok());
  std::span<const Record> rest(records);
  while (!rest.empty()) {
    const auto size = *rc::gen::inRange<std::size_t>(1, rest.size() + 1);
    writer.value()->on_records(rest.first(size));
    if (*rc::gen::inRange(0, 4) == 0) RC_ASSERT(writer.value()->flush().ok());
    rest = rest.subspan(size);
  }
  RC_ASSERT(writer.value()->count() == records.size());
  RC_ASSERT(writer.value()->close().ok());
  RunDigest digest;
  digest.on_records(records);
  RC_ASSERT(writer.value()->digest() == digest.value());
  const Reading reading = read_all(file_bytes(path));
  RC_ASSERT(reading.status == ReadStatus::end);
  RC_ASSERT(same(reading.records, records));
}

TEST(JournalWriter, ClosesABlockWhenItsTimesSpanTooMuch)
{
  const std::string path = scratch_path("span.gtj");
  WriterOptions options;
  options.block_span = seconds(1);
  auto writer = JournalWriter::create(path, sample_header(), options);
  ASSERT_TRUE(writer.ok());
  std::vector<Record> records = sample_records(4);
  records[0].time_ns = 0;
  records[1].time_ns = 1'000'000'000;
  records[2].time_ns = 1'000'000'001;
  records[3].time_ns = INT64_MAX;
  writer.value()->on_records(records);
  EXPECT_TRUE(writer.value()->close().ok());
  EXPECT_EQ(split(file_bytes(path)).size(), 5U);
  EXPECT_TRUE(same(read_all(file_bytes(path)).records, records));
}

TEST(JournalWriter, KeepsTheErrorOfARecordThatGoesBackInTime)
{
  const std::string path = scratch_path("back.gtj");
  auto writer = JournalWriter::create(path, sample_header());
  ASSERT_TRUE(writer.ok());
  auto records = sample_records(5);
  std::swap(records[3], records[4]);
  writer.value()->on_records(records);
  EXPECT_EQ(writer.value()->count(), 4U);
  const Status status = writer.value()->close();
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::rejected);
  EXPECT_EQ(files_beside(path), 0U);
}

TEST(JournalWriter, KeepsTheErrorOfAnUnknownKindAndOfARecordAfterClose)
{
  auto writer = JournalWriter::create(scratch_path("kind.gtj"), sample_header());
  Record r;
  r.kind = static_cast<RecordKind>(63);
  writer.value()->on_records({&r, 1});
  EXPECT_FALSE(writer.value()->close().ok());

  auto closed = JournalWriter::create(scratch_path("closed.gtj"), sample_header());
  EXPECT_TRUE(closed.value()->close().ok());
  EXPECT_TRUE(closed.value()->close().ok());
  closed.value()->on_records(sample_records(1));
  EXPECT_FALSE(closed.value()->close().ok());
}

TEST(JournalWriter, ReportsAFullDiskAtCloseAndLeavesNoFile)
{
  const std::string path = scratch_path("full.gtj");
  auto writer = JournalWriter::create(path, sample_header(), blocks_of(100));
  ASSERT_TRUE(writer.ok());
  const FullDisk full(20'000);
  for (const Record& record : sample_records(5000)) writer.value()->on_records({&record, 1});
  const Status status = writer.value()->close();
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::io);
  EXPECT_STREQ(status.error().detail, "File too large");
  EXPECT_EQ(files_beside(path), 0U);
}

TEST(JournalWriter, CutsALiveFileBackToItsLastWholeFrameWhenTheDiskIsFull)
{
  const std::string path = scratch_path("full_live.gtj");
  const auto records = sample_records(5000);
  auto writer = JournalWriter::create(path, sample_header(), live_blocks_of(100));
  ASSERT_TRUE(writer.ok());
  {
    const FullDisk full(20'000);
    writer.value()->on_records(records);
  }
  EXPECT_FALSE(writer.value()->close().ok());
  const Reading reading = read_all(file_bytes(path));
  EXPECT_EQ(reading.fault.kind, ReadFaultKind::missing_end);
  EXPECT_GT(reading.records.size(), 0U);
  EXPECT_EQ(reading.records.size() % 100, 0U);
  EXPECT_TRUE(same(reading.records, std::span(records).first(reading.records.size())));
}

TEST(JournalWriter, SaysWhyAFileCannotBeMade)
{
  const auto nowhere = JournalWriter::create("/nonexistent/a.gtj", sample_header());
  ASSERT_FALSE(nowhere.ok());
  EXPECT_EQ(nowhere.error().code, ErrorCode::io);
  EXPECT_STREQ(nowhere.error().detail, "No such file or directory");

  const std::string path = scratch_path("there.gtj");
  std::ofstream(path) << "somebody's data";
  const auto live = JournalWriter::create(path, sample_header(), live_blocks_of(10));
  ASSERT_FALSE(live.ok());
  EXPECT_EQ(live.error().code, ErrorCode::conflict);
  EXPECT_EQ(fs::file_size(path), 15U);

  JournalHeader header = sample_header();
  header.producer = "\xFF";
  const std::string refused = scratch_path("refused.gtj");
  EXPECT_FALSE(JournalWriter::create(refused, header).ok());
  EXPECT_EQ(files_beside(refused), 0U);
}

TEST(JournalWriter, ALiveFileShowsEveryFlushedRecordAtOnce)
{
  const std::string path = scratch_path("live.gtj");
  const auto records = sample_records(25);
  auto writer = JournalWriter::create(path, sample_header(), live_blocks_of(10));
  ASSERT_TRUE(writer.ok());
  EXPECT_EQ(read_all(file_bytes(path), ReadMode::follow).status, ReadStatus::waiting);
  writer.value()->on_records(std::span(records).first(11)); // the eleventh closes the first block
  EXPECT_EQ(read_all(file_bytes(path), ReadMode::follow).records.size(), 10U);
  EXPECT_TRUE(writer.value()->flush().ok());
  EXPECT_EQ(read_all(file_bytes(path), ReadMode::follow).records.size(), 11U);
  writer.value()->on_records(std::span(records).subspan(11));
  EXPECT_TRUE(writer.value()->close().ok());
  const Reading reading = read_all(file_bytes(path));
  EXPECT_EQ(reading.status, ReadStatus::end);
  EXPECT_TRUE(same(reading.records, records));
}

TEST(JournalWriter, ALiveFileThatIsNotClosedKeepsItsRecordsButHasNoEnd)
{
  const std::string path = scratch_path("left.gtj");
  const auto records = sample_records(25);
  {
    auto writer = JournalWriter::create(path, sample_header(), live_blocks_of(10));
    ASSERT_TRUE(writer.ok());
    writer.value()->on_records(records);
  }
  const Reading reading = read_all(file_bytes(path));
  EXPECT_EQ(reading.fault.kind, ReadFaultKind::missing_end);
  EXPECT_TRUE(same(reading.records, records));
}

} // namespace
} // namespace gatetwin::journal
