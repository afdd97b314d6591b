// SPDX-License-Identifier: Apache-2.0
// Writes a journal file (format: record.proto). Two ways:
// - whole: into PATH.partial.PID, synced and renamed to PATH by close(): the file is there whole or
// not at all. For
//   runs of the simulator.
// - live: straight into PATH, which must not exist yet (time 0 is a boot, so every boot starts a
// file of its own). The file
//   grows by whole frames, each one write; a reader that follows sees them at once. With
//   Durability::each_block a block is on the disk (fdatasync) when flush() or the on_records that
//   filled it returns; what was not yet in a block is lost with power. Without it, the operating
//   system decides. An End is written by close() only.
//
// A block closes after block_records records or when record times in it span more than block_span.
// The writer has no clock: a live owner calls flush() on its own timer, so that a quiet gate's last
// records do not wait for the next. Nothing is ever thrown: the first error (disk full, time going
// backwards) is kept, nothing is written after it, and flush() and close() report it. A live file
// is then cut back to its last whole frame.
#pragma once
#include "core/base/result.hpp"
#include "core/base/time.hpp"
#include "core/journal/frame_chain.hpp"
#include "core/journal/journal.hpp"
#include "core/journal/journal_header.hpp"
#include "core/journal/run_digest.hpp"
#include <optional>
#include <string>

namespace gatetwin::journal {

enum class WriteMode : std::uint8_t { whole, live };
enum class Durability : std::uint8_t { page_cache, each_block };

struct WriterOptions {
  WriteMode mode = WriteMode::whole;
  Durability durability =
      Durability::page_cache;       // of live files; a whole file is always synced by close()
  std::size_t block_records = 4096; // 1 to max_block_records
  Duration block_span = minutes(10);
  static WriterOptions live_file(Durability durability)
  {
    return {WriteMode::live, durability, 4096, seconds(1)};
  }
};

class JournalWriter final : public RecordSink {
public:
  // Io: the file can't be made. Conflict: a live file of that name is there already. Malformed, too
  // large: header.
  static Result<std::unique_ptr<JournalWriter>>
  create(const std::string& path, const JournalHeader& header, const WriterOptions& options = {});
  ~JournalWriter()
      override; // not closed: a whole file is discarded, a live one stays without its End
  JournalWriter(const JournalWriter&) = delete;
  JournalWriter& operator=(const JournalWriter&) = delete;

  void on_records(std::span<const Record> records) override;
  // Closes the block at hand and writes it; made durable as the options say.
  Status flush();
  // Writes the End, syncs, and gives a whole file its name. Afterwards records are refused.
  Status close();

  std::uint64_t count() const { return m_sequence; } // records taken
  DigestValue digest() const { return m_digest.value(); }
  // Of what is in the file: whole frames, and the digest of the last of them.
  std::uint64_t written_bytes() const { return m_whole_bytes; }
  const FrameDigest& written_digest() const { return m_chain; }
  // For the header of the file that goes on after this one: as written_digest(), without an End.
  const FrameDigest& chain() const { return m_record_chain; }

private:
  JournalWriter(std::string path, std::string written_path, int descriptor,
                const WriterOptions& options);
  void add(const Record& record);
  void close_block();
  void write_frame(std::span<std::byte> frame); // frame has room for its digest at the end
  void write_all(std::span<const std::byte> bytes);
  void sync();
  void fail(Error error);
  Status status() const;

  std::string m_path;
  std::string m_written_path;
  int m_descriptor = -1;
  WriterOptions m_options;
  std::optional<Error> m_error;
  RunDigest m_digest;
  FrameHasher m_hasher;
  FrameDigest m_chain{};
  FrameDigest m_record_chain{}; // of the last frame that is no End
  std::vector<std::byte>
      m_buffer; // room for a prefix, then the encoded records of the block at hand
  std::byte* m_end = nullptr;
  std::size_t m_block_records = 0;
  std::uint64_t m_sequence = 0;
  std::uint64_t m_whole_bytes = 0; // of the file, up to the end of its last whole frame
  std::int64_t m_block_time_ns = 0;
  std::int64_t m_last_time_ns = INT64_MIN;
};

} // namespace gatetwin::journal
