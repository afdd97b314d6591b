// SPDX-License-Identifier: Apache-2.0
#include "core/centre/journal_audit.hpp"
#include "core/journal/journal_reader.hpp"
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace gatetwin {
namespace {

using journal::JournalReader;
using journal::ReadStatus;

// The unit's name in front of the time: "gate-1" of "gate-1-20261126T171522.123Z.journal".
std::string unit_name(const std::string& file) { return file.substr(0, file.rfind('-')); }

std::set<std::string> files_of(const std::set<std::string>& units, const std::string& folder)
{
  std::set<std::string> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".journal") && (units.empty() || units.contains(unit_name(name))))
      files.insert(name);
  }
  return files;
}

std::string bytes(std::uint64_t count) { return std::to_string(count) + " bytes"; }

AuditedJournal judge(const std::string& folder, const JournalHead& head)
{
  AuditedJournal judged{std::string(head.file.view()), JournalFinding::changed, ""};
  const auto source = journal::FileSource::open(folder + "/" + judged.file);
  if (!source.ok()) {
    judged.detail = source.error().detail;
    return judged;
  }
  JournalReader reader(*source.value(), journal::ReadMode::follow);
  bool reached = false;
  ReadStatus status = reader.read_header();
  while (true) {
    if (!reached && reader.bytes_seen() >= head.bytes) {
      reached = reader.bytes_seen() == head.bytes && reader.frame_digest_seen() == head.digest;
      if (!reached) {
        judged.detail = "its first " + bytes(head.bytes) + " are not those that were reported";
        return judged;
      }
    }
    if (status != ReadStatus::ready) break;
    status = reader.next();
  }
  if (status == ReadStatus::fault) {
    judged.detail = to_string(reader.fault());
  } else if (reached) {
    judged.finding = JournalFinding::whole;
    judged.detail = std::to_string(reader.records_seen()) + " records";
  } else {
    judged.finding = JournalFinding::rolled_back;
    judged.detail = "ends after " + bytes(reader.bytes_seen()) + ", but " + bytes(head.bytes) +
                    " were reported";
  }
  return judged;
}

} // namespace

const char* to_string(JournalFinding finding)
{
  switch (finding) {
  case JournalFinding::whole: return "whole";
  case JournalFinding::expired: return "expired";
  case JournalFinding::removed: return "removed";
  case JournalFinding::changed: return "changed";
  case JournalFinding::rolled_back: return "rolled_back";
  case JournalFinding::unreported: break;
  }
  return "unreported";
}

std::vector<AuditedJournal> audit_journals(std::span<const HeldHead> held,
                                           const std::string& folder, std::size_t keep)
{
  std::map<std::string, const JournalHead*> heads;
  std::set<std::string> units;
  for (const HeldHead& one : held) {
    heads[std::string(one.head.file.view())] = &one.head;
    units.insert(unit_name(std::string(one.head.file.view())));
  }
  const std::set<std::string> there = files_of(units, folder);
  for (const std::string& file : there) heads.try_emplace(file, nullptr);
  std::vector<AuditedJournal> judged;
  std::size_t newer = heads.size();
  for (const auto& [file, head] : heads) {
    --newer;
    if (head == nullptr)
      judged.push_back({file, JournalFinding::unreported, "no head of it is held"});
    else if (there.contains(file))
      judged.push_back(judge(folder, *head));
    else if (newer >= keep)
      judged.push_back({file, JournalFinding::expired, "by age"});
    else
      judged.push_back(
          {file, JournalFinding::removed,
           bytes(head->bytes) + ", " + std::to_string(head->records) + " records were reported"});
  }
  return judged;
}

} // namespace gatetwin
