// SPDX-License-Identifier: Apache-2.0
#include "core/journal/journal_reader.hpp"
#include "tests/core/journal/journal_bytes.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gatetwin::journal {
namespace {

std::vector<Record> rest_of(JournalReader& reader, ReadStatus expected = ReadStatus::end)
{
  RecordCollector collector;
  EXPECT_EQ(reader.drain(collector), expected) << to_string(reader.fault());
  return collector.records;
}

std::vector<Record> from_time(const std::vector<Record>& records, std::int64_t time_ns)
{
  std::vector<Record> rest;
  for (const Record& r : records) {
    if (r.time_ns >= time_ns) rest.push_back(r);
  }
  return rest;
}

TEST(JournalReader, ServesHeaderRecordsAndEnd)
{
  const auto records = sample_records(11);
  const Bytes bytes = journal_bytes(records, 4);
  MemorySource source(bytes);
  JournalReader reader(source);
  ASSERT_EQ(reader.read_header(), ReadStatus::ready);
  EXPECT_EQ(reader.header(), sample_header());
  ASSERT_EQ(reader.next(), ReadStatus::ready);
  EXPECT_TRUE(same(reader.records(), std::span(records).first(4)));
  ASSERT_EQ(reader.next(), ReadStatus::ready);
  ASSERT_EQ(reader.next(), ReadStatus::ready);
  EXPECT_TRUE(same(reader.records(), std::span(records).subspan(8)));
  EXPECT_EQ(reader.next(), ReadStatus::end);
  EXPECT_TRUE(reader.records().empty());
  EXPECT_EQ(reader.next(), ReadStatus::end);
  EXPECT_EQ(reader.records_seen(), 11U);
  EXPECT_EQ(reader.last_time_ns(), records.back().time_ns);
  RunDigest digest;
  digest.on_records(records);
  EXPECT_EQ(reader.digest_seen(), digest.value());
}

TEST(JournalReader, ReadsAnEmptyJournal)
{
  const Reading reading = read_all(journal_bytes({}));
  EXPECT_EQ(reading.status, ReadStatus::end);
  EXPECT_TRUE(reading.records.empty());
}

TEST(JournalReader, ReadsFromAFile)
{
  const std::string path = scratch_path("file.gtj");
  auto writer = JournalWriter::create(path, sample_header());
  writer.value()->on_records(sample_records(9000));
  ASSERT_TRUE(writer.value()->close().ok());
  auto source = FileSource::open(path);
  ASSERT_TRUE(source.ok());
  JournalReader reader(*source.value());
  EXPECT_TRUE(same(rest_of(reader), sample_records(9000)));
}

TEST(JournalReader, SaysThatAFileIsNotThereOrIsNoFile)
{
  EXPECT_EQ(FileSource::open("/nonexistent/x.gtj").error().code, ErrorCode::not_found);
  auto directory = FileSource::open("/tmp");
  ASSERT_TRUE(directory.ok());
  JournalReader reader(*directory.value());
  EXPECT_EQ(reader.next(), ReadStatus::fault);
  EXPECT_EQ(reader.fault().kind, ReadFaultKind::unreadable);
  EXPECT_STREQ(reader.fault().what, "Is a directory");
}

TEST(JournalReader, FollowsAFileByteByByte)
{
  const auto records = sample_records(10);
  const Bytes bytes = journal_bytes(records, 3);
  MemorySource source({});
  JournalReader reader(source, ReadMode::follow);
  RecordCollector collector;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    source.set(std::span(bytes).first(size));
    ASSERT_EQ(reader.drain(collector), ReadStatus::waiting) << size << to_string(reader.fault());
    ASSERT_TRUE(same(collector.records, std::span(records).first(collector.records.size())));
  }
  source.set(bytes);
  EXPECT_EQ(reader.drain(collector), ReadStatus::end);
  EXPECT_TRUE(same(collector.records, records));
  EXPECT_EQ(reader.header(), sample_header());
}

TEST(JournalReader, FollowingStillRefusesDamage)
{
  Bytes bytes = journal_bytes(sample_records(10), 3);
  bytes[bytes.size() / 2] ^= std::byte{1};
  EXPECT_EQ(read_all(bytes, ReadMode::follow).fault.kind, ReadFaultKind::broken_chain);
}

RC_GTEST_PROP(JournalReader, JumpsToAnyTimeFromAnywhere, ())
{
  auto records = sample_records(*rc::gen::inRange<std::size_t>(1, 120));
  for (Record& r : records) r.time_ns = r.time_ns / 1'000'000'000; // many at the same time
  const Bytes bytes = journal_bytes(records, *rc::gen::inRange<std::size_t>(1, 9));
  MemorySource source(bytes);
  JournalReader reader(source);
  for (int jump = 0; jump < 5; ++jump) {
    const int batches = *rc::gen::inRange(0, 6);
    for (int i = 0; i < batches; ++i) RC_ASSERT(reader.next() != ReadStatus::fault);
    const auto time = *rc::gen::inRange<std::int64_t>(-1, records.back().time_ns + 2);
    reader.seek(time);
    RC_ASSERT(same(rest_of(reader), from_time(records, time)));
  }
}

TEST(JournalReader, JumpsWhileFollowingToATimeThatIsNotThereYet)
{
  const auto records = sample_records(30);
  const Bytes bytes = journal_bytes(records, 5);
  MemorySource source({bytes.data(), bytes.size() / 2});
  JournalReader reader(source, ReadMode::follow);
  reader.seek(records[28].time_ns);
  EXPECT_TRUE(rest_of(reader, ReadStatus::waiting).empty());
  source.set(bytes);
  EXPECT_TRUE(same(rest_of(reader), std::span(records).subspan(28)));
}

TEST(JournalReader, ReachesWhatLiesBeforeAFault)
{
  const auto records = sample_records(30);
  Bytes bytes = journal_bytes(records, 5);
  bytes[bytes.size() - 80] ^= std::byte{1};
  MemorySource source(bytes);
  JournalReader reader(source);
  const auto before = rest_of(reader, ReadStatus::fault);
  ASSERT_GE(before.size(), 10U);
  reader.seek(0);
  EXPECT_TRUE(same(rest_of(reader, ReadStatus::fault), before));
  EXPECT_EQ(reader.next(), ReadStatus::fault);
}

TEST(JournalReader, NoticesThatTheFileChangedUnderItsIndex)
{
  const auto records = sample_records(30);
  Bytes bytes = journal_bytes(records, 5);
  MemorySource source(bytes);
  JournalReader reader(source);
  rest_of(reader);
  bytes[bytes.size() / 2] ^= std::byte{1};
  reader.seek(0);
  const auto again = rest_of(reader, ReadStatus::fault);
  EXPECT_EQ(reader.fault().kind, ReadFaultKind::broken_chain);
  EXPECT_TRUE(same(again, std::span(records).first(again.size())));
}

class CountingSource final : public ByteSource {
public:
  explicit CountingSource(std::span<const std::byte> bytes) : m_source(bytes) {}
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) override
  {
    read += into.size();
    return m_source.read_at(offset, into);
  }
  std::size_t read = 0;

private:
  MemorySource m_source;
};

TEST(JournalReader, JumpsByReadingLittleAlsoWhenThereAreMoreBlocksThanTheIndexHolds)
{
  auto records = sample_records(40'000);
  for (std::size_t i = 0; i < records.size(); ++i)
    records[i].time_ns = static_cast<std::int64_t>(i);
  const Bytes bytes = journal_bytes(records, 1);
  CountingSource source(bytes);
  JournalReader reader(source);
  EXPECT_EQ(rest_of(reader).size(), records.size());
  for (const std::int64_t time : {39'999, 0, 20'001, 16'384, 39'000, 5, 0}) {
    source.read = 0;
    reader.seek(time);
    ASSERT_EQ(reader.next(), ReadStatus::ready);
    EXPECT_EQ(reader.records().front().time_ns, time);
    EXPECT_LT(source.read, 1000U) << time; // of 4 MB
  }
  reader.seek(0);
  source.read = 0;
  reader.seek(40'000);
  EXPECT_EQ(reader.next(), ReadStatus::end);
  EXPECT_EQ(source.read, 0U);
}

} // namespace
} // namespace gatetwin::journal
