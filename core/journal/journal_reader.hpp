// SPDX-License-Identifier: Apache-2.0
// Reads a journal file and trusts nothing in it: every frame's digest is verified before anything
// of it is decoded, and every fault is named with its place (read_fault.hpp). Batches are served as
// they are verified; a file is known to be whole only when `end` was reached, which also compares
// the digest of the whole run.
//
// finished: a file that was closed; a missing End is a fault. follow: a file that may still be
// growing; what is not there yet is `waiting`, and next() may be called again later. Memory: one
// block, and an index of at most 16,384 entries.
#pragma once
#include "core/journal/byte_source.hpp"
#include "core/journal/frame_chain.hpp"
#include "core/journal/journal_header.hpp"
#include "core/journal/read_fault.hpp"
#include "core/journal/record_codec.hpp"
#include "core/journal/run_digest.hpp"
#include <span>
#include <vector>

namespace gatetwin::journal {

enum class ReadMode : std::uint8_t { finished, follow };
enum class ReadStatus : std::uint8_t {
  ready,   // what was asked for is there
  waiting, // follow only: not written yet
  end,     // the file is whole and has been read
  fault    // see fault(); nothing more will be served
};

class JournalReader {
public:
  explicit JournalReader(ByteSource& source,
                         ReadMode mode = ReadMode::finished); // the source outlives the reader

  // Optional: next() does so itself.
  ReadStatus read_header();
  // The next batch, in records().
  ReadStatus next();
  std::span<const Record> records() const { return m_served; } // valid until the next call
  // Hands everything that is there to the sink; returns why it stopped.
  ReadStatus drain(RecordSink& sink);

  // next() will go on with the first record at or after that time. Blocks seen before are found by
  // the index; beyond them next() reads on, verifying. After a fault only what lies before it can
  // be reached.
  void seek(std::int64_t time_ns);

  const JournalHeader& header() const { return m_header; } // after the first batch or read_header()
  const ReadFault& fault() const { return m_fault; }
  // Of what has been read so far, wherever the reading stands now.
  std::uint64_t records_seen() const { return m_frontier.sequence; }
  std::int64_t last_time_ns() const { return m_frontier.last_time_ns; }
  DigestValue digest_seen() const { return m_digest.value(); }
  // The file's first bytes, up to the end of a whole frame, and that frame's digest.
  std::uint64_t bytes_seen() const { return m_frontier.offset; }
  const FrameDigest& frame_digest_seen() const { return m_frontier.chain; }

private:
  // All that is needed to go on reading from one frame.
  struct Place {
    std::uint64_t offset = 0;
    std::uint64_t frame = 0;
    std::uint64_t sequence = 0; // of the next record
    std::int64_t last_time_ns = INT64_MIN;
    FrameDigest chain{};
  };
  struct IndexEntry {
    Place place;
    std::int64_t first_time_ns = 0;
  };

  ReadStatus read_magic();
  ReadStatus read_frame(FrameType& type);
  ReadStatus read_payload(FrameType type, std::uint32_t size);
  ReadStatus handle_header(std::span<const std::byte> payload);
  ReadStatus handle_block(std::span<const std::byte> payload);
  ReadStatus handle_end(std::span<const std::byte> payload);
  ReadStatus missing(ReadFaultKind kind, const char* what); // waiting or a fault, by mode
  ReadStatus refuse(ReadFaultKind kind, std::uint64_t offset, const char* what);
  Result<std::size_t> read_at(std::uint64_t offset, std::size_t size);
  void index_block(const Place& place, std::int64_t first_time_ns);
  std::uint64_t payload_offset() const { return m_at.offset + frame_prefix_bytes; }
  bool at_frontier() const { return m_at.frame == m_frontier.frame; }

  ByteSource* m_source;
  ReadMode m_mode;
  Place m_at;       // where reading goes on
  Place m_frontier; // the furthest place that reading has come to
  bool m_ended = false;
  ReadFault m_fault;
  JournalHeader m_header;
  RunDigest m_digest; // of everything before the frontier
  FrameHasher m_hasher;
  std::vector<std::byte> m_frame;
  std::size_t m_frame_size = 0;
  DecodedBlock m_block;
  std::span<const Record> m_served;
  std::int64_t m_from_time_ns = INT64_MIN;
  std::vector<IndexEntry> m_index;
  std::uint64_t m_index_step = 1; // every so many blocks have an entry
  std::uint64_t m_blocks = 0;
};

} // namespace gatetwin::journal
