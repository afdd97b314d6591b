// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/journal_folder.hpp"
#include "core/base/build_info.hpp"
#include "core/gate/gate_runtime.hpp"
#include "core/journal/journal_parts.hpp"
#include "core/journal/journal_reader.hpp"
#include <algorithm>
#include <charconv>
#include <ctime>
#include <vector>

namespace gatetwin {
namespace {

constexpr const char* ending = ".journal";

journal::WriterOptions options_of(const daemon::GateSettings& settings)
{
  return journal::WriterOptions::live_file(settings.journal().durable()
                                               ? journal::Durability::each_block
                                               : journal::Durability::page_cache);
}

journal::JournalHeader header_of(const daemon::GateSettings& settings, Instant now)
{
  const daemon::Unit& unit = settings.unit();
  journal::JournalHeader header;
  header.producer = "gatetwin-gate";
  header.commit = build_info().commit;
  header.core_build_id = build_info().core_build_id;
  header.start = now.wall + Duration{-now.mono.ns};
  header.checkpoints = {"checkpoint-" + std::to_string(unit.checkpoint())};
  header.stations = {{0, unit.name(), daemon::Kind_Name(unit.kind()), 0,
                      daemon::Direction_Name(unit.direction()), unit.name()}};
  header.units = {{unit.number(), unit.name(), 0}};
  header.authorities = {{unit.authority(), "authority-" + std::to_string(unit.authority()), ""}};
  if (unit.has_partner())
    header.authorities.push_back(
        {unit.partner(), "authority-" + std::to_string(unit.partner()), ""});
  return header;
}

// "gate-1-20261126T171522.123Z.00000.journal": in the order of time when sorted by name.
std::string file_name(const std::string& unit, WallTime start, std::uint32_t part)
{
  const auto seconds = static_cast<std::time_t>(start.ns / 1'000'000'000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char at[32];
  std::strftime(at, sizeof at, "%Y%m%dT%H%M%S", &parts);
  const std::int64_t ms = start.ns / 1'000'000 % 1000;
  return unit + "-" + at + "." + std::to_string(1000 + ms).substr(1) + "Z." +
         std::to_string(100'000 + part).substr(1) + ending;
}

// What file_name() wrote there; nothing: it did not.
std::optional<WallTime> time_in(const std::string& unit, const std::filesystem::path& file)
{
  const std::string name = file.filename().string();
  const std::size_t at = unit.size() + 1;
  constexpr std::size_t to_seconds = 15, to_end = to_seconds + 5; // "20261126T171522.123Z"
  if (name.size() < at + to_end) return std::nullopt;
  std::tm parts{};
  const std::string text = name.substr(at, to_seconds);
  const char* const end = ::strptime(text.c_str(), "%Y%m%dT%H%M%S", &parts);
  int ms = 0;
  const char* const digits = name.data() + at + to_seconds + 1;
  const bool whole =
      end == text.c_str() + to_seconds && std::from_chars(digits, digits + 3, ms).ptr == digits + 3;
  if (!whole) return std::nullopt;
  return WallTime{static_cast<std::int64_t>(::timegm(&parts)) * 1'000'000'000 + ms * 1'000'000LL};
}

// Only what is named like ours. The oldest first.
std::vector<std::filesystem::path> files_of(const std::string& unit,
                                            const std::filesystem::path& folder)
{
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.rfind(unit + "-", 0) == 0 && entry.path().extension() == ending)
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Of the newest file; all zero: there is none, or it is no journal.
journal::FrameDigest last_digest(const std::vector<std::filesystem::path>& files)
{
  if (files.empty()) return {};
  const auto source = journal::FileSource::open(files.back().string());
  if (!source) return {};
  return journal::last_record_chain(*source.value()).value_or(journal::FrameDigest{});
}

std::optional<JournalHead> named_head(const std::filesystem::path& path)
{
  JournalHead head;
  const std::string name = path.filename().string();
  if (!is_journal_name(name) || !head.file.assign(name)) return std::nullopt;
  return head;
}

// Of the file that the start before this one wrote: its end was reported by nobody yet.
std::optional<JournalHead> head_in(const std::filesystem::path& path)
{
  std::optional<JournalHead> head = named_head(path);
  const auto source = journal::FileSource::open(path.string());
  if (!head || !source.ok()) return std::nullopt;
  journal::JournalReader reader(*source.value(), journal::ReadMode::follow);
  while (reader.next() == journal::ReadStatus::ready) {
  }
  head->bytes = reader.bytes_seen();
  head->records = reader.records_seen();
  head->digest = reader.frame_digest_seen();
  return head->bytes > 0 ? head : std::nullopt;
}

} // namespace

JournalFolder::JournalFolder(const daemon::GateSettings& settings)
    : m_settings(settings), m_folder(settings.journal().folder()),
      m_full_bytes(std::uint64_t{settings.journal().file_mib()} << 20)
{
}

std::string JournalFolder::next_path() const
{
  return (m_folder / file_name(m_settings.unit().name(), m_named_after, m_header.part)).string();
}

void JournalFolder::delete_oldest() const
{
  const auto files = files_of(m_settings.unit().name(), m_folder);
  const std::size_t keep = m_settings.journal().keep();
  std::error_code error;
  for (std::size_t i = 0; i + keep < files.size(); ++i) {
    // After a clock was set back the file at hand is not the newest by its name.
    if (files[i] != m_path) std::filesystem::remove(files[i], error);
  }
}

std::string JournalFolder::open(Instant now)
{
  std::error_code error;
  std::filesystem::create_directories(m_folder, error);
  if (error) return m_folder.string() + ": " + error.message();
  m_header = header_of(m_settings, now);
  const auto before = files_of(m_settings.unit().name(), m_folder);
  if (!before.empty()) m_previous = head_in(before.back());
  m_named_after = m_header.start;
  if (const auto last =
          before.empty() ? std::nullopt : time_in(m_settings.unit().name(), before.back()))
    m_named_after = std::max(m_named_after, *last + milliseconds(1));
  m_header.follows = last_digest(before);
  const std::string path = next_path();
  auto writer = journal::JournalWriter::create(path, m_header, options_of(m_settings));
  if (!writer) return path + ": " + writer.error().detail;
  m_writer = std::move(writer).value();
  m_path = path;
  delete_oldest();
  return {};
}

void JournalFolder::on_records(std::span<const journal::Record> records)
{
  m_writer->on_records(records);
}

std::optional<JournalHead> JournalFolder::head() const
{
  std::optional<JournalHead> head = named_head(m_path);
  if (!head) return std::nullopt;
  head->bytes = m_writer->written_bytes();
  head->records = m_writer->count();
  head->digest = m_writer->written_digest();
  return head;
}

Status JournalFolder::flush() { return m_writer->flush(); }

Status JournalFolder::close() { return m_writer->close(); }

// Nothing changes where it can't be made, and nothing half made is left in the way.
Status JournalFolder::make_next(const journal::FrameDigest& follows,
                                std::unique_ptr<journal::JournalWriter>& next)
{
  journal::JournalHeader header = m_header;
  ++header.part;
  header.follows = follows;
  std::swap(header, m_header);
  const std::string path = next_path();
  auto writer = journal::JournalWriter::create(path, m_header, options_of(m_settings));
  if (writer) {
    next = std::move(writer).value();
    return success();
  }
  m_header = std::move(header);
  std::error_code error;
  if (writer.error().code != ErrorCode::conflict) std::filesystem::remove(path, error);
  return writer.error();
}

Status JournalFolder::go_on()
{
  if (Status written = m_writer->flush(); !written) return written;
  std::unique_ptr<journal::JournalWriter> next;
  if (Status made = make_next(m_writer->chain(), next); !made) return made;
  m_previous = head(); // as a reader says it: without the End
  const Status closed = m_writer->close();
  m_writer = std::move(next);
  m_path = next_path();
  delete_oldest();
  return closed;
}

Status JournalFolder::go_on_after_failure()
{
  std::unique_ptr<journal::JournalWriter> next;
  if (Status made = make_next(last_digest({m_path}), next); !made) return made;
  m_previous = head_in(m_path);
  m_writer = std::move(next);
  m_path = next_path();
  delete_oldest();
  return success();
}

} // namespace gatetwin
