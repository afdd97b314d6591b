// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/journal_folder.hpp"
#include "core/base/build_info.hpp"
#include "core/gate/gate_runtime.hpp"
#include "core/journal/journal_reader.hpp"
#include <algorithm>
#include <ctime>
#include <filesystem>
#include <vector>

namespace gatetwin {
namespace {

constexpr const char* ending = ".journal";

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

// "gate-1-20261126T171522.123Z.journal": in the order of time when sorted by name.
std::string file_name(const daemon::GateSettings& settings, WallTime start)
{
  const auto seconds = static_cast<std::time_t>(start.ns / 1'000'000'000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char at[32];
  std::strftime(at, sizeof at, "%Y%m%dT%H%M%S", &parts);
  const std::int64_t ms = start.ns / 1'000'000 % 1000;
  const std::string digits = std::to_string(1000 + ms).substr(1);
  return settings.unit().name() + "-" + at + "." + digits + "Z" + ending;
}

// Only what is named like ours, in the order of time.
std::vector<std::filesystem::path> journals_in(const std::filesystem::path& folder,
                                               const daemon::GateSettings& settings)
{
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.rfind(settings.unit().name() + "-", 0) == 0 && entry.path().extension() == ending)
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
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

void delete_oldest(const std::vector<std::filesystem::path>& files,
                   const daemon::GateSettings& settings)
{
  std::error_code error;
  const std::size_t keep = settings.journal().keep() - 1; // with the one to come
  for (std::size_t i = 0; i + keep < files.size(); ++i) std::filesystem::remove(files[i], error);
}

} // namespace

std::optional<JournalHead> head_of(const journal::JournalWriter& writer, const std::string& path)
{
  std::optional<JournalHead> head = named_head(path);
  if (!head) return std::nullopt;
  head->bytes = writer.written_bytes();
  head->records = writer.count();
  head->digest = writer.written_digest();
  return head;
}

OpenedJournal open_journal(const daemon::GateSettings& settings, Instant now)
{
  OpenedJournal opened;
  const std::filesystem::path folder = settings.journal().folder();
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    opened.fault = folder.string() + ": " + error.message();
    return opened;
  }
  const std::vector<std::filesystem::path> files = journals_in(folder, settings);
  if (!files.empty()) opened.previous = head_in(files.back());
  delete_oldest(files, settings);
  const journal::JournalHeader header = header_of(settings, now);
  opened.path = (folder / file_name(settings, header.start)).string();
  const auto durability = settings.journal().durable() ? journal::Durability::each_block
                                                       : journal::Durability::page_cache;
  Result<std::unique_ptr<journal::JournalWriter>> writer = journal::JournalWriter::create(
      opened.path, header, journal::WriterOptions::live_file(durability));
  if (writer)
    opened.writer = std::move(writer).value();
  else
    opened.fault = opened.path + ": " + writer.error().detail;
  return opened;
}

} // namespace gatetwin
