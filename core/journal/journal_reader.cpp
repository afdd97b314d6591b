// SPDX-License-Identifier: Apache-2.0
#include "core/journal/journal_reader.hpp"
#include <algorithm>
#include <cstring>

namespace gatetwin::journal {

namespace {

constexpr std::size_t max_index_entries = 16384;

} // namespace

JournalReader::JournalReader(ByteSource& source, ReadMode mode) : m_source(&source), m_mode(mode) {}

ReadStatus JournalReader::read_header()
{
  if (m_frontier.frame > 0) return ReadStatus::ready;
  if (m_fault.kind != ReadFaultKind::none) return ReadStatus::fault;
  if (m_at.offset == 0) {
    if (const ReadStatus status = read_magic(); status != ReadStatus::ready) return status;
  }
  FrameType type{};
  return read_frame(type);
}

ReadStatus JournalReader::next()
{
  m_served = {};
  if (const ReadStatus status = read_header(); status != ReadStatus::ready) return status;
  while (true) {
    if (m_fault.kind != ReadFaultKind::none && m_at.frame >= m_fault.frame)
      return ReadStatus::fault;
    if (m_ended && at_frontier()) return ReadStatus::end;
    FrameType type{};
    if (const ReadStatus status = read_frame(type); status != ReadStatus::ready) return status;
    const auto& records = m_block.records;
    const auto from =
        std::lower_bound(records.begin(), records.end(), m_from_time_ns,
                         [](const Record& r, std::int64_t t) { return r.time_ns < t; });
    m_served = std::span(from, records.end());
    if (m_served.empty()) continue;
    m_from_time_ns = INT64_MIN;
    return ReadStatus::ready;
  }
}

ReadStatus JournalReader::drain(RecordSink& sink)
{
  ReadStatus status = next();
  for (; status == ReadStatus::ready; status = next()) sink.on_records(m_served);
  return status;
}

void JournalReader::seek(std::int64_t time_ns)
{
  m_served = {};
  m_from_time_ns = time_ns;
  if (m_index.empty()) return;
  if (time_ns > m_frontier.last_time_ns) {
    m_at = m_frontier;
    return;
  }
  // Records of one time may stand in several blocks: the last block that starts before it holds the
  // first of them.
  const auto after = std::lower_bound(
      m_index.begin(), m_index.end(), time_ns,
      [](const IndexEntry& entry, std::int64_t t) { return entry.first_time_ns < t; });
  m_at = after == m_index.begin() ? m_index.front().place : std::prev(after)->place;
}

ReadStatus JournalReader::read_magic()
{
  const Result<std::size_t> got = read_at(0, file_magic.size());
  if (!got.ok()) return refuse(ReadFaultKind::unreadable, 0, got.error().detail);
  const std::string_view start(reinterpret_cast<const char*>(m_frame.data()), got.value());
  if (start != file_magic.substr(0, got.value())) {
    if (got.value() == file_magic.size() && start.substr(0, 3) == file_magic.substr(0, 3)) {
      return refuse(ReadFaultKind::unknown_version, 3,
                    "a file format that this build does not know");
    }
    return refuse(ReadFaultKind::not_a_journal, 0, "the file does not begin with GTJ1");
  }
  if (got.value() < file_magic.size())
    return missing(ReadFaultKind::cut_off, "the file ends in its first bytes");
  m_at.offset = file_magic.size();
  return ReadStatus::ready;
}

ReadStatus JournalReader::read_frame(FrameType& type)
{
  const Result<std::size_t> prefix = read_at(m_at.offset, frame_prefix_bytes);
  if (!prefix.ok()) return refuse(ReadFaultKind::unreadable, m_at.offset, prefix.error().detail);
  if (prefix.value() == 0) {
    if (m_at.frame == 0) return missing(ReadFaultKind::cut_off, "the file ends before its header");
    return missing(ReadFaultKind::missing_end,
                   "the file ends without an End: it was cut off or never closed");
  }
  if (prefix.value() < frame_prefix_bytes) {
    return missing(ReadFaultKind::cut_off, "the file ends in a frame's type or length");
  }
  type = static_cast<FrameType>(m_frame[0]);
  if (max_payload_bytes(type) == 0) {
    return refuse(ReadFaultKind::unknown_frame, m_at.offset,
                  "a frame of a type that this build does not know");
  }
  if ((type == FrameType::header) != (m_at.frame == 0)) {
    return refuse(ReadFaultKind::misplaced_frame, m_at.offset,
                  m_at.frame == 0 ? "the first frame is not the header" : "a second header");
  }
  const std::uint32_t size = frame_payload_bytes(
      std::span<const std::byte, frame_prefix_bytes>(m_frame.data(), frame_prefix_bytes));
  if (size > max_payload_bytes(type)) {
    return refuse(ReadFaultKind::frame_too_long, m_at.offset + 1,
                  "a length beyond the format's bound");
  }
  return read_payload(type, size);
}

ReadStatus JournalReader::read_payload(FrameType type, std::uint32_t size)
{
  const std::size_t covered = frame_prefix_bytes + size;
  m_frame_size = covered + frame_digest_bytes;
  const Result<std::size_t> got = read_at(m_at.offset, m_frame_size);
  if (!got.ok()) return refuse(ReadFaultKind::unreadable, m_at.offset, got.error().detail);
  if (got.value() < m_frame_size)
    return missing(ReadFaultKind::cut_off, "the file ends inside a frame");
  const FrameDigest digest = m_hasher.digest(m_at.chain, std::span(m_frame).first(covered));
  if (std::memcmp(digest.data(), m_frame.data() + covered, digest.size()) != 0) {
    return refuse(ReadFaultKind::broken_chain, m_at.offset,
                  "the digest does not hold: a frame was changed, removed, inserted or moved here");
  }
  const auto payload = std::span<const std::byte>(m_frame).subspan(frame_prefix_bytes, size);
  const Place before = m_at;
  const bool first_reading = at_frontier();
  ReadStatus status = ReadStatus::ready;
  switch (type) {
  case FrameType::header: status = handle_header(payload); break;
  case FrameType::block: status = handle_block(payload); break;
  case FrameType::end: return handle_end(payload);
  }
  if (status != ReadStatus::ready) return status;
  m_at.offset += m_frame_size;
  m_at.chain = digest;
  ++m_at.frame;
  if (first_reading) {
    if (type == FrameType::block) {
      m_digest.on_records(m_block.records);
      index_block(before, m_block.records.front().time_ns);
    }
    m_frontier = m_at;
  }
  return status;
}

ReadStatus JournalReader::handle_header(std::span<const std::byte> payload)
{
  const PayloadFault fault = decode_header(payload, m_header);
  if (!fault.ok()) return refuse(fault.kind, payload_offset() + fault.offset, fault.what);
  return ReadStatus::ready;
}

ReadStatus JournalReader::handle_block(std::span<const std::byte> payload)
{
  const PayloadFault fault = decode_block(payload, m_block);
  if (!fault.ok()) return refuse(fault.kind, payload_offset() + fault.offset, fault.what);
  if (m_block.first_sequence != m_at.sequence) {
    return refuse(ReadFaultKind::sequence_gap, payload_offset(),
                  "the block's first record does not follow on the last one before it");
  }
  if (m_block.records.front().time_ns < m_at.last_time_ns) {
    return refuse(ReadFaultKind::time_backwards, payload_offset(),
                  "the block begins before the last record before it");
  }
  m_at.sequence += m_block.records.size();
  m_at.last_time_ns = m_block.records.back().time_ns;
  return ReadStatus::ready;
}

ReadStatus JournalReader::handle_end(std::span<const std::byte> payload)
{
  DecodedEnd end;
  const PayloadFault fault = decode_end(payload, end);
  if (!fault.ok()) return refuse(fault.kind, payload_offset() + fault.offset, fault.what);
  if (end.records != m_at.sequence) {
    return refuse(ReadFaultKind::wrong_count, payload_offset(),
                  "the End counts other records than there are");
  }
  if (end.run_digest != m_digest.value().bytes()) {
    return refuse(ReadFaultKind::wrong_run_digest, payload_offset(),
                  "the End's digest is not that of the records");
  }
  const std::uint64_t after = m_at.offset + m_frame_size;
  const Result<std::size_t> more = read_at(after, 1);
  if (!more.ok()) return refuse(ReadFaultKind::unreadable, after, more.error().detail);
  if (more.value() > 0)
    return refuse(ReadFaultKind::trailing_bytes, after, "something follows the End");
  m_ended = true;
  return ReadStatus::end;
}

ReadStatus JournalReader::missing(ReadFaultKind kind, const char* what)
{
  return m_mode == ReadMode::follow ? ReadStatus::waiting : refuse(kind, m_at.offset, what);
}

ReadStatus JournalReader::refuse(ReadFaultKind kind, std::uint64_t offset, const char* what)
{
  m_fault = {kind, m_at.frame, offset, what};
  m_block.records.clear();
  return ReadStatus::fault;
}

Result<std::size_t> JournalReader::read_at(std::uint64_t offset, std::size_t size)
{
  if (m_frame.size() < size) m_frame.resize(size);
  return m_source->read_at(offset, std::span(m_frame).first(size));
}

void JournalReader::index_block(const Place& place, std::int64_t first_time_ns)
{
  if (m_blocks++ % m_index_step != 0) return;
  m_index.push_back({place, first_time_ns});
  if (m_index.size() < max_index_entries) return;
  for (std::size_t i = 0; 2 * i < m_index.size(); ++i) m_index[i] = m_index[2 * i];
  m_index.resize(m_index.size() / 2);
  m_index_step *= 2;
}

} // namespace gatetwin::journal
