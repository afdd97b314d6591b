// SPDX-License-Identifier: Apache-2.0
// gatetwin replay: what a journal's units were told, told to today's core; the first record that
// differs, with what came before it.
#include "core/base/build_info.hpp"
#include "sim/app/journal_file.hpp"
#include "sim/replay/replay.hpp"
#include "sim/trace/record_text.hpp"
#include <cstdio>
#include <fmt/format.h>

namespace gatetwin::app {
namespace {

void print_difference(const ReplayDifference& difference, const journal::JournalHeader& header)
{
  fmt::print("record {} is the first that differs\n", difference.number);
  for (const journal::Record& record : difference.before)
    fmt::print("  {}\n", record_text(record, header));
  fmt::print("< {}\n", difference.recorded ? record_text(*difference.recorded, header)
                                           : "(the recorded core writes nothing here)");
  if (difference.replayed)
    fmt::print("> {}\n", record_text(*difference.replayed, header));
  else
    fmt::print("> ({})\n",
               difference.note.empty() ? "today's core writes nothing here" : difference.note);
}

void print_counts(const Replay::Counts& counts)
{
  fmt::print("units    {}\nturns    {}\ninputs   {}\nrecords  {} compared\n", counts.units,
             counts.turns, counts.inputs, counts.records);
  if (counts.undecidable == 0) return;
  fmt::print("stopped  {} units, where the unit decided offline from a document that the journal "
             "does not keep\n",
             counts.undecidable);
}

// One file's records; the last may be one that is not closed.
ExitCode read_file(const std::string& path, OpenJournal& open, Replay& replay, bool& closed,
                   const CommonOptions& common)
{
  journal::ReadStatus status = open.reader->next();
  for (; status == journal::ReadStatus::ready; status = open.reader->next()) {
    replay.on_records(open.reader->records());
    if (InterruptFlag::raised()) return interrupted;
  }
  closed = status == journal::ReadStatus::end;
  return end_of_reading(path, *open.reader, status, common);
}

} // namespace

ExitCode replay_journal(const ReplayOptions& options, const CommonOptions& common)
{
  const auto files = journal_files(options.files, common);
  if (!files) return unreadable;
  const auto first_file = open_journal(files->front(), common);
  if (!first_file) return unreadable;
  const journal::JournalHeader& header = first_file->reader->header();
  std::optional<std::uint32_t> only;
  if (!options.unit.empty()) {
    only = find_unit(options.unit, header, common);
    if (!only) return wrong_use;
  }
  Replay replay(only);
  FileChain chain;
  bool closed = false;
  for (const std::string& path : *files) {
    auto open = open_journal(path, common);
    if (!open || !chain.accepts(path, open->reader->header(), common)) return unreadable;
    if (const ExitCode code = read_file(path, *open, replay, closed, common); code != fine)
      return code;
    chain.add(path, *open->reader);
  }
  // Of a journal that was not closed the last turns may lack their ends: they are left out.
  if (closed) replay.finish();
  if (!replay.fault().empty()) {
    report_error(fmt::format("{}: {}", files->front(), replay.fault()), common);
    return unreadable;
  }
  const Replay::Counts counts = replay.counts();
  if (counts.units == 0) {
    report_error(fmt::format("{}: holds no inputs; write it with `gatetwin run SCENARIO --journal "
                             "FILE --journal-inputs`",
                             files->front()),
                 common);
    return wrong_use;
  }
  fmt::print("core     {} recorded, {} replayed\n", header.core_build_id,
             build_info().core_build_id);
  for (const std::string& name : replay.defaulted())
    print_note(fmt::format("{} is not in the journal: today's default was taken", name));
  print_counts(counts);
  const ReplayDifference* first = replay.first_difference();
  if (first == nullptr) {
    fmt::print("the same: today's core acts as the recorded one{}\n",
               counts.undecidable > 0 ? ", as far as it can be replayed" : "");
    return fine;
  }
  fmt::print("differ   {} units\n", counts.different);
  print_difference(*first, header);
  return failed;
}

} // namespace gatetwin::app
