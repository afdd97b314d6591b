// SPDX-License-Identifier: Apache-2.0
// A unit's journals on disk. Each start has one of its own, named after it, which goes on in a
// further file when one has grown to its size. Names sort in the order in which the files were
// begun, also where a clock was set back: the name then is a little later than the one before.
// Every file's header names the digest of the file before (core/journal/journal_parts.hpp), over
// starts too. The oldest are deleted when there are too many.
#pragma once
#include "core/daemon/gate_settings.pb.h"
#include "core/domain/unit_report.hpp"
#include "core/journal/journal_writer.hpp"
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace gatetwin {

class JournalFolder final : public journal::RecordSink {
public:
  explicit JournalFolder(const daemon::GateSettings& settings); // outlives it

  // `now` is of the start: the header says when time 0 was. Empty, or what went wrong.
  std::string open(Instant now);
  const std::string& path() const { return m_path; } // of the file at hand
  // How far it is; none: its name is none that a report can hold.
  std::optional<JournalHead> head() const;
  // Of the file before it, as far as that is whole; none: there was none.
  const std::optional<JournalHead>& previous() const { return m_previous; }

  // The records wait in the writer's block until flush().
  void on_records(std::span<const journal::Record> records) override;
  Status flush();
  bool is_full() const { return m_writer->written_bytes() >= m_full_bytes; }
  // Closes the file and goes on in the next; syncs, so nobody should be waiting. Where the next
  // can't be made the file at hand goes on.
  Status go_on();
  // The file at hand could not be written: its whole frames stay, and what is recorded from now on
  // goes into the next, once there is room. What was recorded in between is lost.
  Status go_on_after_failure();
  Status close();

private:
  std::string next_path() const;
  Status make_next(const journal::FrameDigest& follows,
                   std::unique_ptr<journal::JournalWriter>& writer);
  void delete_oldest() const;

  const daemon::GateSettings& m_settings;
  const std::filesystem::path m_folder;
  const std::uint64_t m_full_bytes;
  journal::JournalHeader m_header;
  WallTime m_named_after; // the start, or later
  std::unique_ptr<journal::JournalWriter> m_writer;
  std::string m_path;
  std::optional<JournalHead> m_previous;
};

} // namespace gatetwin
