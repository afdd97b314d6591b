// SPDX-License-Identifier: Apache-2.0
// Every way to damage a small journal is found and named, and nothing of a damaged frame is served.
#include "core/journal/record.pb.h"
#include "tests/core/journal/journal_bytes.hpp"
#include <gtest/gtest.h>

namespace gatetwin::journal {
namespace {

const std::vector<Record>& records()
{
  static const std::vector<Record> all = sample_records(11);
  return all;
}

const Bytes& good()
{
  static const Bytes bytes = journal_bytes(records(), 4);
  return bytes;
}

// A fault with its place, and only records from before it.
void expect_found(const Bytes& damaged, const std::string& how)
{
  const Reading reading = read_all(damaged);
  ASSERT_EQ(reading.status, ReadStatus::fault) << how;
  EXPECT_NE(reading.fault.kind, ReadFaultKind::none) << how;
  EXPECT_STRNE(reading.fault.what, "") << how;
  EXPECT_LE(reading.fault.offset, damaged.size()) << how;
  EXPECT_TRUE(reading.records.size() % 4 == 0 || reading.records.size() == records().size()) << how;
  EXPECT_TRUE(same(reading.records, std::span(records()).first(reading.records.size()))) << how;
}

std::size_t frame_of(std::size_t byte)
{
  const auto frames = split(good());
  std::size_t at = file_magic.size();
  for (std::size_t f = 0; f < frames.size(); ++f) {
    at += frame_prefix_bytes + frames[f].payload.size() + frame_digest_bytes;
    if (byte < at) return f;
  }
  return frames.size();
}

TEST(JournalDamage, TheUndamagedJournalIsFine)
{
  const Reading reading = read_all(good());
  EXPECT_EQ(reading.status, ReadStatus::end) << to_string(reading.fault);
  EXPECT_TRUE(same(reading.records, records()));
}

TEST(JournalDamage, EveryChangeOfEveryByteIsFoundInItsFrame)
{
  for (std::size_t at = 0; at < good().size(); ++at) {
    for (int flip = 1; flip < 256; ++flip) {
      Bytes bytes = good();
      bytes[at] ^= static_cast<std::byte>(flip);
      const std::string how = "byte " + std::to_string(at) + " ^ " + std::to_string(flip);
      expect_found(bytes, how);
      const ReadFault fault = read_all(bytes).fault;
      EXPECT_EQ(fault.frame, frame_of(at)) << how << ": " << to_string(fault);
      if (HasFailure()) return;
    }
  }
}

TEST(JournalDamage, EveryTruncationIsFound)
{
  for (std::size_t size = 0; size < good().size(); ++size) {
    const Bytes bytes(good().begin(), good().begin() + static_cast<std::ptrdiff_t>(size));
    expect_found(bytes, "cut to " + std::to_string(size));
    const ReadFaultKind kind = read_all(bytes).fault.kind;
    EXPECT_TRUE(kind == ReadFaultKind::cut_off || kind == ReadFaultKind::missing_end) << size;
  }
}

TEST(JournalDamage, ACutBetweenFramesIsAMissingEnd)
{
  auto frames = split(good());
  frames.pop_back();
  EXPECT_EQ(read_all(join(frames)).fault.kind, ReadFaultKind::missing_end);
  frames.pop_back();
  EXPECT_EQ(read_all(join(frames)).fault.kind, ReadFaultKind::missing_end);
}

TEST(JournalDamage, EveryInsertedOrRemovedByteIsFound)
{
  for (std::size_t at = 0; at <= good().size(); ++at) {
    const auto place = static_cast<std::ptrdiff_t>(at);
    for (const int value : {0, 0x52, 0xFF}) {
      Bytes bytes = good();
      bytes.insert(bytes.begin() + place, static_cast<std::byte>(value));
      expect_found(bytes, "inserted at " + std::to_string(at));
    }
    if (at == good().size()) continue;
    Bytes bytes = good();
    bytes.erase(bytes.begin() + place);
    expect_found(bytes, "removed at " + std::to_string(at));
  }
}

TEST(JournalDamage, EveryRemovedFrameIsFound)
{
  const auto frames = split(good());
  for (std::size_t f = 0; f < frames.size(); ++f) {
    auto fewer = frames;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(f));
    expect_found(join(fewer), "without frame " + std::to_string(f));
    const ReadFault fault = read_all(join(fewer)).fault;
    const ReadFaultKind expected = f == 0                   ? ReadFaultKind::misplaced_frame
                                   : f + 1 == frames.size() ? ReadFaultKind::missing_end
                                                            : ReadFaultKind::broken_chain;
    EXPECT_EQ(fault.kind, expected) << f;
    EXPECT_EQ(fault.frame, f) << to_string(fault);
  }
}

TEST(JournalDamage, EveryPairOfFramesThatChangedPlacesIsFound)
{
  const auto frames = split(good());
  for (std::size_t a = 0; a < frames.size(); ++a) {
    for (std::size_t b = a + 1; b < frames.size(); ++b) {
      auto mixed = frames;
      std::swap(mixed[a], mixed[b]);
      expect_found(join(mixed), std::to_string(a) + " with " + std::to_string(b));
      EXPECT_EQ(read_all(join(mixed)).fault.frame, a);
    }
  }
}

TEST(JournalDamage, EveryInsertedCopyOfAFrameIsFound)
{
  const auto frames = split(good());
  for (std::size_t from = 0; from < frames.size(); ++from) {
    for (std::size_t to = 0; to <= frames.size(); ++to) {
      auto more = frames;
      more.insert(more.begin() + static_cast<std::ptrdiff_t>(to), frames[from]);
      expect_found(join(more), std::to_string(from) + " again at " + std::to_string(to));
    }
  }
}

TEST(JournalDamage, AFrameOfAnotherJournalIsFoundWhereTheChainsPart)
{
  auto other_records = sample_records(11);
  other_records[5].value += 1; // in frame 2
  const auto other = split(journal_bytes(other_records, 4));
  for (const std::size_t f : {2, 3, 4}) {
    auto mixed = split(good());
    mixed[f] = other[f];
    const Reading reading = read_all(join(mixed));
    EXPECT_EQ(reading.fault.kind, ReadFaultKind::broken_chain) << f;
    EXPECT_EQ(reading.fault.frame, f == 2 ? 3 : f) << f;
  }
}

TEST(JournalDamage, TrailingBytesAreFound)
{
  Bytes bytes = good();
  bytes.push_back(std::byte{0});
  const Reading reading = read_all(bytes);
  EXPECT_EQ(reading.fault.kind, ReadFaultKind::trailing_bytes);
  EXPECT_EQ(reading.fault.offset, good().size());
}

// From here on the chain holds: somebody sealed the damage.

Reading read_sealed(const std::vector<Frame>& frames) { return read_all(join(sealed(frames))); }

template <typename Change> std::vector<Frame> with_block(std::size_t frame, Change change)
{
  auto frames = split(good());
  v1::Block block;
  EXPECT_TRUE(block.ParseFromArray(frames[frame].payload.data(),
                                   static_cast<int>(frames[frame].payload.size())));
  change(block);
  const std::string payload = block.SerializeAsString();
  const auto bytes = std::as_bytes(std::span(payload));
  frames[frame].payload.assign(bytes.begin(), bytes.end());
  return frames;
}

TEST(JournalDamage, ASealedJournalThatWasNotChangedIsFine)
{
  EXPECT_EQ(join(sealed(split(good()))), good());
  const auto frames = with_block(2, [](v1::Block&) {});
  EXPECT_EQ(join(sealed(frames)), good());
}

TEST(JournalDamage, ASealedGapInTheSequenceIsFound)
{
  auto frames = split(good());
  frames.erase(frames.begin() + 2);
  const Reading gap = read_sealed(frames);
  EXPECT_EQ(gap.fault.kind, ReadFaultKind::sequence_gap);
  EXPECT_EQ(gap.fault.frame, 2U);
  EXPECT_EQ(gap.records.size(), 4U);
  frames = split(good());
  frames.insert(frames.begin() + 2, frames[1]);
  EXPECT_EQ(read_sealed(frames).fault.kind, ReadFaultKind::sequence_gap);
}

TEST(JournalDamage, SealedTimeThatGoesBackIsFound)
{
  const auto back = with_block(2, [](v1::Block& b) { b.set_first_time_ns(1); });
  const Reading reading = read_sealed(back);
  EXPECT_EQ(reading.fault.kind, ReadFaultKind::time_backwards);
  EXPECT_EQ(reading.fault.frame, 2U);
}

TEST(JournalDamage, SealedUnknownKindsAndFieldsAreFoundAtTheirByte)
{
  const auto kind = with_block(3, [](v1::Block& b) { b.mutable_records(1)->set_kind(63); });
  EXPECT_EQ(read_sealed(kind).fault.kind, ReadFaultKind::unknown_kind);
  EXPECT_EQ(read_sealed(kind).records.size(), 8U);
  const auto field = with_block(
      1, [](v1::Block& b) { b.GetReflection()->MutableUnknownFields(&b)->AddVarint(9, 1); });
  const ReadFault fault = read_sealed(field).fault;
  EXPECT_EQ(fault.kind, ReadFaultKind::unknown_field);
  const auto header = split(good())[0];
  const std::size_t block_at = file_magic.size() + frame_prefix_bytes + header.payload.size() +
                               frame_digest_bytes + frame_prefix_bytes;
  EXPECT_EQ(fault.offset, block_at + field[1].payload.size() - 2);
}

TEST(JournalDamage, SealedChangesOfRecordsDisagreeWithTheEnd)
{
  const auto value = with_block(2, [](v1::Block& b) { b.mutable_records(0)->set_value(5); });
  EXPECT_EQ(read_sealed(value).fault.kind, ReadFaultKind::wrong_run_digest);
  const auto last = with_block(3, [](v1::Block& b) { b.mutable_records()->RemoveLast(); });
  EXPECT_EQ(read_sealed(last).fault.kind, ReadFaultKind::wrong_count);
}

TEST(JournalDamage, SealedOtherVersionsAndFramesAreRefused)
{
  auto frames = split(good());
  frames[0].payload[1] = std::byte{2}; // format_version is the first field
  EXPECT_EQ(read_sealed(frames).fault.kind, ReadFaultKind::unknown_version);
  frames = split(good());
  frames[1].type = static_cast<FrameType>('X');
  EXPECT_EQ(read_sealed(frames).fault.kind, ReadFaultKind::unknown_frame);
  frames = split(good());
  frames.insert(frames.begin() + 1, frames[0]);
  EXPECT_EQ(read_sealed(frames).fault.kind, ReadFaultKind::misplaced_frame);
  frames = split(good());
  frames[0].type = FrameType::block;
  EXPECT_EQ(read_sealed(frames).fault.kind, ReadFaultKind::misplaced_frame);
  frames = split(good());
  frames.push_back(frames.back());
  EXPECT_EQ(read_sealed(frames).fault.kind, ReadFaultKind::trailing_bytes);
  Bytes magic = good();
  magic[3] = std::byte{'2'};
  EXPECT_EQ(read_all(magic).fault.kind, ReadFaultKind::unknown_version);
  magic[0] = std::byte{'X'};
  EXPECT_EQ(read_all(magic).fault.kind, ReadFaultKind::not_a_journal);
}

TEST(JournalDamage, LengthsBeyondTheBoundsAreRefusedBeforeAnythingIsRead)
{
  const std::array types{FrameType::header, FrameType::block, FrameType::end};
  for (const FrameType type : types) {
    auto frames = split(good());
    const std::size_t f = type == FrameType::header ? 0 : type == FrameType::block ? 1 : 4;
    Bytes bytes = join({frames.begin(), frames.begin() + static_cast<std::ptrdiff_t>(f)});
    bytes.resize(bytes.size() + frame_prefix_bytes);
    std::byte* prefix = bytes.data() + bytes.size() - frame_prefix_bytes;
    put_frame_prefix(prefix, type, max_payload_bytes(type));
    EXPECT_EQ(read_all(bytes).fault.kind, ReadFaultKind::cut_off);
    std::uint32_t size = static_cast<std::uint32_t>(max_payload_bytes(type)) + 1;
    std::memcpy(prefix + 1, &size, sizeof size);
    EXPECT_EQ(read_all(bytes).fault.kind, ReadFaultKind::frame_too_long);
    size = UINT32_MAX;
    std::memcpy(prefix + 1, &size, sizeof size);
    const ReadFault fault = read_all(bytes).fault;
    EXPECT_EQ(fault.kind, ReadFaultKind::frame_too_long);
    EXPECT_EQ(fault.frame, f);
  }
}

TEST(JournalDamage, IsToldInOneLine)
{
  const ReadFault fault{ReadFaultKind::broken_chain, 12, 3456, "the digest does not hold"};
  EXPECT_EQ(to_string(fault), "frame 12, byte 3456: broken chain: the digest does not hold");
}

} // namespace
} // namespace gatetwin::journal
