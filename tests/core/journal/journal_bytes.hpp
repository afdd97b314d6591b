// SPDX-License-Identifier: Apache-2.0
// Small journals in memory for tests: written by the writer, taken apart into frames, damaged, and
// sealed again with right digests, so that a test reaches what lies behind the chain.
#pragma once
#include "core/base/check.hpp"
#include "core/journal/journal_reader.hpp"
#include "core/journal/journal_writer.hpp"
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>
#include <vector>

namespace gatetwin::journal {

using Bytes = std::vector<std::byte>;

inline std::string scratch_path(const std::string& name)
{
  const auto directory =
      std::filesystem::temp_directory_path() / ("gatetwin_journal_" + std::to_string(::getpid()));
  std::filesystem::create_directories(directory);
  const auto path = directory / name;
  std::filesystem::remove(path);
  return path.string();
}

inline Bytes file_bytes(const std::string& path)
{
  std::ifstream in(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

inline JournalHeader sample_header()
{
  JournalHeader header;
  header.producer = "gatetwin 0.1.0";
  header.commit = "0123456789ab";
  header.core_build_id = "fedcba9876543210";
  header.start.ns = 1'700'000'000'000'000'000;
  header.seed = 42;
  header.replication = 3;
  header.scenario = "quickstart";
  header.scenario_sha256.fill(std::byte{0xA5});
  header.stations = {{0, "e-gates", "e_gate", 0, "entry"}, {1, "booths", "booth", 0, "exit"}};
  header.units = {{0, "gate 1", 0}, {1, "gate 2", 0}, {2, "booth 1", 1}};
  header.traveller_classes = {"cư dân biên giới", "passport holder"};
  header.authorities = {{0, "vn", "Asia/Ho_Chi_Minh"}};
  header.checkpoints = {"Móng Cái"};
  return header;
}

// Of changing kinds and with each field used, but always the same.
inline std::vector<Record> sample_records(std::size_t count)
{
  std::vector<Record> records;
  for (std::size_t i = 0; i < count; ++i) {
    Record r;
    r.time_ns = static_cast<std::int64_t>(i * i) * 1'000'003;
    r.subject = i % 5 == 0 ? 0 : i << (i % 40);
    r.value = i % 3 == 0 ? 0 : -static_cast<std::int64_t>(i * 77);
    r.ref = i % 4 == 0 ? 0 : 0x123456789ABCDEFULL * i;
    r.unit = i % 2 == 0 ? none_id : static_cast<std::uint32_t>(i % 12);
    r.station = i % 7 == 0 ? none_id : static_cast<std::uint32_t>(i % 3);
    r.kind = static_cast<RecordKind>(i % 6 == 0 ? 98 : 1 + i % 13);
    r.code = static_cast<std::uint16_t>(i * 300);
    r.detail = static_cast<std::uint32_t>(i % 11 == 0 ? 0 : i * 70'000);
    records.push_back(r);
  }
  return records;
}

inline Bytes journal_bytes(const std::vector<Record>& records, std::size_t block_records = 4,
                           const JournalHeader& header = sample_header())
{
  const std::string path = scratch_path("made.gtj");
  WriterOptions options;
  options.block_records = block_records;
  auto writer = JournalWriter::create(path, header, options);
  CHECK(writer.ok());
  writer.value()->on_records(records);
  CHECK(writer.value()->close().ok());
  return file_bytes(path);
}

struct Frame {
  FrameType type = FrameType::block;
  Bytes payload;
  FrameDigest digest{};
};

inline std::vector<Frame> split(const Bytes& bytes)
{
  std::vector<Frame> frames;
  std::size_t at = file_magic.size();
  while (at < bytes.size()) {
    const std::span prefix(bytes.data() + at, frame_prefix_bytes);
    const std::size_t size = frame_payload_bytes(prefix.first<frame_prefix_bytes>());
    Frame frame;
    frame.type = static_cast<FrameType>(bytes[at]);
    const std::byte* payload = bytes.data() + at + frame_prefix_bytes;
    frame.payload.assign(payload, payload + size);
    std::copy_n(payload + size, frame_digest_bytes, frame.digest.begin());
    frames.push_back(std::move(frame));
    at += frame_prefix_bytes + size + frame_digest_bytes;
  }
  return frames;
}

inline Bytes join(const std::vector<Frame>& frames)
{
  Bytes bytes;
  for (const char c : file_magic) bytes.push_back(static_cast<std::byte>(c));
  for (const Frame& frame : frames) {
    bytes.push_back(static_cast<std::byte>(frame.type));
    for (std::size_t i = 0; i < 4; ++i) {
      bytes.push_back(static_cast<std::byte>(frame.payload.size() >> 8 * i & 0xFF));
    }
    bytes.insert(bytes.end(), frame.payload.begin(), frame.payload.end());
    bytes.insert(bytes.end(), frame.digest.begin(), frame.digest.end());
  }
  return bytes;
}

// Gives every frame the digest that its place and content ask for.
inline std::vector<Frame> sealed(std::vector<Frame> frames)
{
  FrameHasher hasher;
  FrameDigest chain{};
  for (Frame& frame : frames) {
    const Bytes alone = join({frame});
    const auto covered = std::span(alone).subspan(
        file_magic.size(), alone.size() - file_magic.size() - frame_digest_bytes);
    chain = frame.digest = hasher.digest(chain, covered);
  }
  return frames;
}

struct Reading {
  ReadStatus status = ReadStatus::waiting;
  ReadFault fault;
  std::vector<Record> records;
};

class RecordCollector final : public RecordSink {
public:
  void on_records(std::span<const Record> batch) override
  {
    records.insert(records.end(), batch.begin(), batch.end());
  }
  std::vector<Record> records;
};

inline Reading read_all(const Bytes& bytes, ReadMode mode = ReadMode::finished)
{
  MemorySource source(bytes);
  JournalReader reader(source, mode);
  RecordCollector collector;
  Reading reading;
  reading.status = reader.drain(collector);
  reading.fault = reader.fault();
  reading.records = std::move(collector.records);
  return reading;
}

inline bool same(const Record& a, const Record& b)
{
  return a.time_ns == b.time_ns && a.subject == b.subject && a.value == b.value && a.ref == b.ref &&
         a.unit == b.unit && a.station == b.station && a.kind == b.kind && a.code == b.code &&
         a.detail == b.detail;
}

inline bool same(std::span<const Record> a, std::span<const Record> b)
{
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Record& x, const Record& y) { return same(x, y); });
}

} // namespace gatetwin::journal
