// SPDX-License-Identifier: Apache-2.0
// What all verbs do with a journal that a person names: open it, find a unit in it, read times, and
// say what is wrong.
#pragma once
#include "core/journal/journal_reader.hpp"
#include "sim/app/command.hpp"
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gatetwin::app {

void report_error(const std::string& text, const CommonOptions& common);

// A journal file with its reader, whose header has been read.
struct OpenJournal {
  std::unique_ptr<journal::FileSource> source;
  std::unique_ptr<journal::JournalReader> reader;
};

// None: the error has been printed.
std::optional<OpenJournal> open_journal(const std::string& path, const CommonOptions& common);
ExitCode report_fault(const std::string& path, const journal::JournalReader& reader,
                      const CommonOptions& common);

// The files of a journal that goes on from one to the next: as named, and instead of a folder its
// *.journal files by name. None: the error has been printed.
std::optional<std::vector<std::string>> journal_files(const std::vector<std::string>& named,
                                                      const CommonOptions& common);

// Whether each file goes on from the one before, as its header says.
class FileChain {
public:
  // Before a file is read. One that names none before it is a first one, or of a version that knew
  // no chain: none comes after one that does. False: the error has been printed.
  bool accepts(const std::string& path, const journal::JournalHeader& header,
               const CommonOptions& common) const;
  // After it was read, perhaps without an End.
  void add(const std::string& path, const journal::JournalReader& reader);

private:
  std::string m_path; // empty: no file yet
  bool m_chained = false;
  journal::FrameDigest m_digest{};
};

// The faults of a live journal that was not closed: whole up to its last frame.
bool is_not_closed(const journal::ReadFault& fault);

// How reading all of a journal ended. A live journal that was not closed (the gate still runs, or
// lost its power) is fine up to its last whole frame: a note says so. Other faults are printed.
ExitCode end_of_reading(const std::string& path, const journal::JournalReader& reader,
                        journal::ReadStatus status, const CommonOptions& common);

// Whether a file starts as journals do; false also when it can't be read.
bool looks_like_journal(const std::string& path);

// Of a unit by name or number; none: the error has been printed, with the names there are.
std::optional<std::uint32_t> find_unit(const std::string& unit,
                                       const journal::JournalHeader& header,
                                       const CommonOptions& common);

// Run time such as "10 min"; an empty text leaves `ns` as it is. False: the error has been printed.
bool parse_run_time(const std::string& text, const char* option, std::int64_t& ns,
                    const CommonOptions& common);

} // namespace gatetwin::app
