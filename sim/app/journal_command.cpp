// SPDX-License-Identifier: Apache-2.0
// gatetwin journal verify | print | diff: journals for people. Nothing of a damaged frame is ever
// shown.
#include "sim/app/journal_file.hpp"
#include "sim/trace/record_text.hpp"
#include <cstdio>
#include <fmt/format.h>
#include <optional>

namespace gatetwin::app {
namespace {

using journal::JournalReader;
using journal::ReadStatus;
using journal::Record;

struct Filter {
  std::optional<std::uint32_t> unit;
  std::int64_t from_ns = INT64_MIN;
  std::int64_t to_ns = INT64_MAX;
};

bool make_filter(const JournalOptions& options, const journal::JournalHeader& header,
                 Filter& filter, const CommonOptions& common)
{
  if (!parse_run_time(options.from, "--from", filter.from_ns, common)) return false;
  if (!parse_run_time(options.to, "--to", filter.to_ns, common)) return false;
  if (options.unit.empty()) return true;
  filter.unit = find_unit(options.unit, header, common);
  return filter.unit.has_value();
}

} // namespace

namespace {

void print_whole(const std::string& path, const JournalReader& reader)
{
  const auto& header = reader.header();
  fmt::print("{}: whole and unchanged\n", path);
  fmt::print("records  {}\nlast at  {}\ndigest   {}\nscenario {}\nseed     {}\nproducer {} (commit "
             "{}, core {})\n",
             reader.records_seen(),
             run_time_text(reader.records_seen() > 0 ? reader.last_time_ns() : 0),
             reader.digest_seen().hex(), header.scenario.empty() ? "-" : header.scenario,
             header.seed, header.producer, header.commit, header.core_build_id);
}

// `more`: the next file will vouch for where a file that was not closed ended.
ExitCode verify_file(const std::string& path, bool more, FileChain& chain,
                     const CommonOptions& common)
{
  const auto open = open_journal(path, common);
  if (!open || !chain.accepts(path, open->reader->header(), common)) return unreadable;
  JournalReader& reader = *open->reader;
  ReadStatus status = ReadStatus::ready;
  while (status == ReadStatus::ready) status = reader.next();
  const bool whole = status != ReadStatus::fault;
  if (!whole && !(more && is_not_closed(reader.fault()))) return report_fault(path, reader, common);
  chain.add(path, reader);
  if (whole)
    print_whole(path, reader);
  else
    fmt::print("{}: not closed; its {} whole records are unchanged\n", path, reader.records_seen());
  return fine;
}

} // namespace

ExitCode verify_journal(const JournalOptions& options, const CommonOptions& common)
{
  const auto files = journal_files(options.files, common);
  if (!files) return unreadable;
  FileChain chain;
  for (std::size_t i = 0; i < files->size(); ++i) {
    const ExitCode code = verify_file((*files)[i], i + 1 < files->size(), chain, common);
    if (code != fine) return code;
  }
  if (files->size() > 1) fmt::print("{} files, each whole and in its place\n", files->size());
  return fine;
}

ExitCode print_journal(const JournalOptions& options, const CommonOptions& common)
{
  const auto open = open_journal(options.file, common);
  if (!open) return unreadable;
  JournalReader& reader = *open->reader;
  Filter filter;
  if (!make_filter(options, reader.header(), filter, common)) return wrong_use;
  std::uint64_t shown = 0;
  ReadStatus status = reader.next();
  for (; status == ReadStatus::ready; status = reader.next()) {
    for (const Record& record : reader.records()) {
      if (record.time_ns >= filter.to_ns) return fine;
      if (record.time_ns < filter.from_ns || (filter.unit && record.unit != *filter.unit)) continue;
      fmt::print("{}\n", record_text(record, reader.header()));
      if (++shown == options.at_most) return fine;
    }
    if (InterruptFlag::raised()) return interrupted;
  }
  return status == ReadStatus::fault ? report_fault(options.file, reader, common) : fine;
}

namespace {

// One journal, record by record.
class RecordCursor {
public:
  explicit RecordCursor(JournalReader& reader) : m_reader(reader) {}
  // Null at the end or at a fault.
  const Record* next()
  {
    while (m_at == m_reader.records().size() || !m_started) {
      m_started = true;
      m_at = 0;
      m_status = m_reader.next();
      if (m_status != ReadStatus::ready) return nullptr;
    }
    return &m_reader.records()[m_at++];
  }
  bool faulty() const { return m_status == ReadStatus::fault; }

private:
  JournalReader& m_reader;
  std::size_t m_at = 0;
  bool m_started = false;
  ReadStatus m_status = ReadStatus::ready;
};

bool same(const Record& a, const Record& b)
{
  return a.time_ns == b.time_ns && a.subject == b.subject && a.value == b.value && a.ref == b.ref &&
         a.unit == b.unit && a.station == b.station && a.kind == b.kind && a.code == b.code &&
         a.detail == b.detail;
}

} // namespace

ExitCode diff_journals(const JournalOptions& options, const CommonOptions& common)
{
  const auto first = open_journal(options.file, common);
  if (!first) return unreadable;
  const auto second = open_journal(options.other, common);
  if (!second) return unreadable;
  RecordCursor a(*first->reader), b(*second->reader);
  for (std::uint64_t number = 0;; ++number) {
    const Record* from_a = a.next();
    const Record* from_b = b.next();
    if (a.faulty()) return report_fault(options.file, *first->reader, common);
    if (b.faulty()) return report_fault(options.other, *second->reader, common);
    if (from_a == nullptr && from_b == nullptr) {
      fmt::print("the same {} records\n", number);
      return fine;
    }
    if (from_a != nullptr && from_b != nullptr && same(*from_a, *from_b)) continue;
    fmt::print("record {} is the first that differs\n", number);
    fmt::print("< {}\n",
               from_a ? record_text(*from_a, first->reader->header()) : "(the journal ends)");
    fmt::print("> {}\n",
               from_b ? record_text(*from_b, second->reader->header()) : "(the journal ends)");
    return failed;
  }
}

} // namespace gatetwin::app
