// SPDX-License-Identifier: Apache-2.0
#include "sim/app/journal_file.hpp"
#include "core/settings/value_text.hpp"
#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace gatetwin::app {

using journal::FileSource;
using journal::JournalReader;
using journal::ReadStatus;

void report_error(const std::string& text, const CommonOptions& common)
{
  print_error(text, use_color(common.color, STDERR_FILENO));
}

std::optional<OpenJournal> open_journal(const std::string& path, const CommonOptions& common)
{
  auto source = FileSource::open(path);
  if (!source) {
    report_error(fmt::format("{}: can't be read: {}", path, source.error().detail), common);
    return std::nullopt;
  }
  OpenJournal open{std::move(source).value(), nullptr};
  open.reader = std::make_unique<JournalReader>(*open.source);
  if (open.reader->read_header() == ReadStatus::fault) {
    report_error(fmt::format("{}: {}", path, to_string(open.reader->fault())), common);
    return std::nullopt;
  }
  return open;
}

ExitCode report_fault(const std::string& path, const JournalReader& reader,
                      const CommonOptions& common)
{
  report_error(fmt::format("{}: {}", path, to_string(reader.fault())), common);
  print_note(fmt::format("{} records before it are whole.", reader.records_seen()));
  return unreadable;
}

std::optional<std::vector<std::string>> journal_files(const std::vector<std::string>& named,
                                                      const CommonOptions& common)
{
  std::vector<std::string> files;
  for (const std::string& name : named) {
    std::error_code error;
    if (!std::filesystem::is_directory(name, error)) {
      files.push_back(name);
      continue;
    }
    const std::size_t before = files.size();
    for (const auto& entry : std::filesystem::directory_iterator(name, error)) {
      if (entry.path().extension() == ".journal") files.push_back(entry.path().string());
    }
    if (error || files.size() == before) {
      report_error(fmt::format("{}: has no files named *.journal", name), common);
      return std::nullopt;
    }
    std::sort(files.begin() + static_cast<std::ptrdiff_t>(before), files.end());
  }
  return files;
}

bool FileChain::accepts(const std::string& path, const journal::JournalHeader& header,
                        const CommonOptions& common) const
{
  const bool is_first = header.follows == journal::FrameDigest{};
  if ((is_first && !m_chained) || (!m_path.empty() && header.follows == m_digest)) return true;
  if (m_path.empty()) {
    print_note(fmt::format("{}: the file before it is not among these", path));
    return true;
  }
  report_error(fmt::format("{}: does not go on from {}: a file between them is missing, or one of "
                           "them was written anew",
                           path, m_path),
               common);
  return false;
}

void FileChain::add(const std::string& path, const JournalReader& reader)
{
  m_path = path;
  m_digest = reader.frame_digest_seen();
  m_chained = m_chained || reader.header().follows != journal::FrameDigest{};
}

bool is_not_closed(const journal::ReadFault& fault)
{
  return fault.kind == journal::ReadFaultKind::missing_end ||
         fault.kind == journal::ReadFaultKind::cut_off;
}

ExitCode end_of_reading(const std::string& path, const JournalReader& reader, ReadStatus status,
                        const CommonOptions& common)
{
  if (status != ReadStatus::fault) return fine;
  if (!is_not_closed(reader.fault())) return report_fault(path, reader, common);
  if (!common.quiet) {
    print_note(
        fmt::format("{}: not closed; its {} whole records were read", path, reader.records_seen()));
  }
  return fine;
}

bool looks_like_journal(const std::string& path)
{
  auto source = FileSource::open(path);
  if (!source) return false;
  std::array<std::byte, journal::file_magic.size()> first{};
  const auto read = source.value()->read_at(0, first);
  return read && read.value() == first.size() &&
         std::memcmp(first.data(), journal::file_magic.data(), first.size()) == 0;
}

std::optional<std::uint32_t> find_unit(const std::string& unit,
                                       const journal::JournalHeader& header,
                                       const CommonOptions& common)
{
  std::string known;
  for (const auto& one : header.units) {
    if (one.name == unit || std::to_string(one.id) == unit) return one.id;
    if (known.size() < 200) known += (known.empty() ? "" : ", ") + one.name;
  }
  report_error(fmt::format("--unit: no unit {}; there are: {}", unit, known), common);
  return std::nullopt;
}

bool parse_run_time(const std::string& text, const char* option, std::int64_t& ns,
                    const CommonOptions& common)
{
  if (text.empty()) return true;
  const auto seconds = parse_quantity(text, settings::Measure::duration);
  if (!seconds) {
    report_error(fmt::format("{}: {}; {}", option, seconds.fault.message, seconds.fault.hint),
                 common);
    return false;
  }
  ns = from_seconds(*seconds.value).ns;
  return true;
}

} // namespace gatetwin::app
