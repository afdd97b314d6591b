// SPDX-License-Identifier: Apache-2.0
// Any bytes: the reader ends with an answer, serves times that never go back, and what it serves in
// frames with right digests is encoded to the same records. Read as they are, and once more with
// all digests made right, so that the fuzzer gets behind the chain.
#include "tests/core/journal/journal_bytes.hpp"

namespace gatetwin::journal {
namespace {

// Only the frames that are whole; what is left of the input follows as it is.
Bytes resealed(const Bytes& bytes)
{
  FrameHasher hasher;
  FrameDigest chain{};
  Bytes result = bytes;
  std::size_t at = file_magic.size();
  while (at + frame_prefix_bytes <= result.size()) {
    const std::span prefix(result.data() + at, frame_prefix_bytes);
    const std::size_t covered =
        frame_prefix_bytes + frame_payload_bytes(prefix.first<frame_prefix_bytes>());
    if (result.size() - at < covered + frame_digest_bytes) break;
    chain = hasher.digest(chain, std::span(result).subspan(at, covered));
    std::copy(chain.begin(), chain.end(),
              result.begin() + static_cast<std::ptrdiff_t>(at + covered));
    at += covered + frame_digest_bytes;
  }
  return result;
}

void check_encoding(std::span<const Record> records)
{
  Bytes payload(max_block_prefix_bytes + records.size() * max_record_bytes);
  std::byte* at = put_block_prefix(payload.data(), 1, records.front().time_ns);
  std::int64_t time = records.front().time_ns;
  for (const Record& r : records) {
    at =
        put_record(at, r, static_cast<std::uint64_t>(r.time_ns) - static_cast<std::uint64_t>(time));
    CHECK(r.time_ns >= time);
    time = r.time_ns;
  }
  DecodedBlock block;
  CHECK(decode_block(std::span<const std::byte>(payload.data(), at), block).ok());
  CHECK(same(block.records, records));
}

void read(const Bytes& bytes, ReadMode mode)
{
  MemorySource source(bytes);
  JournalReader reader(source, mode);
  ReadStatus status = reader.next();
  std::int64_t first = 0;
  std::uint64_t count = 0;
  for (; status == ReadStatus::ready; status = reader.next()) {
    if (count == 0) first = reader.records().front().time_ns;
    count += reader.records().size();
    check_encoding(reader.records());
  }
  CHECK(count == reader.records_seen());
  CHECK((status == ReadStatus::fault) == (reader.fault().kind != ReadFaultKind::none));
  CHECK(status != ReadStatus::waiting || mode == ReadMode::follow);
  CHECK(reader.fault().offset <= bytes.size());
  if (count == 0) return;
  reader.seek(first);
  CHECK(reader.next() == ReadStatus::ready);
  CHECK(reader.records().front().time_ns == first);
}

} // namespace
} // namespace gatetwin::journal

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin::journal;
  const auto input = std::as_bytes(std::span(data, size));
  const Bytes bytes(input.begin(), input.end());
  read(bytes, ReadMode::finished);
  read(bytes, ReadMode::follow);
  read(resealed(bytes), ReadMode::finished);
  return 0;
}
