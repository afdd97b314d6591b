// SPDX-License-Identifier: Apache-2.0
// gatetwin trace: what units did, on a time line, for the viewers that engineers use.
#include "core/base/whole_file.hpp"
#include "core/domain/words.hpp"
#include "sim/app/journal_file.hpp"
#include "sim/app/run_output.hpp"
#include "sim/trace/csv_trace.hpp"
#include "sim/trace/perfetto_trace.hpp"
#include "sim/trace/record_filter.hpp"
#include "sim/trace/vcd_trace.hpp"
#include <charconv>
#include <cstdio>
#include <fmt/format.h>
#include <memory>

namespace gatetwin::app {
namespace {

std::optional<TraceFormat> format_of(const TraceOptions& options, const CommonOptions& common)
{
  if (options.format) return options.format;
  if (options.out.empty()) return TraceFormat::perfetto;
  const std::string ending = options.out.substr(options.out.rfind('.') + 1);
  if (ending == "json") return TraceFormat::perfetto;
  if (ending == "vcd") return TraceFormat::vcd;
  if (ending == "csv") return TraceFormat::csv;
  report_error(fmt::format("{}: the ending does not say the format; end it with .json, .vcd or "
                           ".csv, or say --format",
                           options.out),
               common);
  return std::nullopt;
}

bool make_selection(const TraceOptions& options, const journal::JournalHeader& header,
                    RecordSelection& selection, const CommonOptions& common)
{
  if (!parse_run_time(options.from, "--from", selection.from_ns, common)) return false;
  if (!parse_run_time(options.to, "--to", selection.to_ns, common)) return false;
  if (!options.unit.empty()) {
    selection.unit = find_unit(options.unit, header, common);
    if (!selection.unit) return false;
  }
  if (options.transaction.empty()) return true;
  std::uint64_t number = 0;
  const char* const end = options.transaction.data() + options.transaction.size();
  const auto parsed = std::from_chars(options.transaction.data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end || number == 0) {
    report_error(fmt::format("--transaction: \"{}\" is not the number of one, as `gatetwin timing` "
                             "and `journal print` show it",
                             options.transaction),
                 common);
    return false;
  }
  selection.transaction = number;
  return true;
}

// One of the three, fed with records.
class AnyTrace {
public:
  AnyTrace(TraceFormat format, const journal::JournalHeader& header, const TextOutput& output,
           const RecordSelection& selection)
  {
    std::optional<std::uint32_t> only = selection.unit;
    if (selection.transaction) only = unit_of(TransactionId{*selection.transaction}).value;
    switch (format) {
    case TraceFormat::vcd: m_vcd = std::make_unique<VcdTrace>(header, output, only); return;
    case TraceFormat::csv: m_csv = std::make_unique<CsvTrace>(header, output); break;
    case TraceFormat::perfetto: m_perfetto = std::make_unique<PerfettoTrace>(header, output); break;
    }
    TraceWriter& writer = m_csv ? static_cast<TraceWriter&>(*m_csv) : *m_perfetto;
    m_tracks = std::make_unique<TraceTracks>(header, writer);
  }

  void take(const journal::Record& record)
  {
    if (m_vcd)
      m_vcd->on_records({&record, 1});
    else
      m_tracks->on_records({&record, 1});
  }
  void finish()
  {
    if (m_tracks) m_tracks->finish();
    if (m_perfetto) m_perfetto->finish();
  }

private:
  std::unique_ptr<VcdTrace> m_vcd;
  std::unique_ptr<CsvTrace> m_csv;
  std::unique_ptr<PerfettoTrace> m_perfetto;
  std::unique_ptr<TraceTracks> m_tracks;
};

// Everything of the journal that is asked for.
ExitCode feed(const TraceOptions& options, journal::JournalReader& reader, RecordFilter& filter,
              AnyTrace& trace, const CommonOptions& common)
{
  journal::ReadStatus status = reader.next();
  for (; status == journal::ReadStatus::ready; status = reader.next()) {
    for (const journal::Record& record : reader.records()) {
      if (filter.is_past(record)) return fine;
      if (filter.takes(record)) trace.take(record);
    }
    if (InterruptFlag::raised()) return interrupted;
  }
  return end_of_reading(options.file, reader, status, common);
}

} // namespace

ExitCode trace_journal(const TraceOptions& options, const CommonOptions& common)
{
  const auto format = format_of(options, common);
  if (!format) return wrong_use;
  const InterruptFlag interrupt; // else the unfinished file stays
  const auto open = open_journal(options.file, common);
  if (!open) return unreadable;
  const journal::JournalHeader header = open->reader->header();
  RecordSelection selection;
  if (!make_selection(options, header, selection, common)) return wrong_use;
  std::optional<WholeFileWriter> file;
  if (!options.out.empty()) {
    auto created = WholeFileWriter::create(options.out);
    if (!created) return cannot_write(options.out, created.error().detail, common);
    file.emplace(std::move(created).value());
  }
  const TextOutput output = [&file](std::string_view text) {
    if (file)
      file->write(text);
    else
      std::fwrite(text.data(), 1, text.size(), stdout);
  };
  AnyTrace trace(*format, header, output, selection);
  RecordFilter filter(selection);
  if (const ExitCode code = feed(options, *open->reader, filter, trace, common); code != fine)
    return code;
  trace.finish();
  if (filter.taken() == 0) {
    report_error(fmt::format("{}: no record of what was asked for", options.file), common);
    return wrong_use;
  }
  if (!file) return fine;
  if (const Status closed = file->close(); !closed)
    return cannot_write(options.out, closed.error().detail, common);
  if (!common.quiet) {
    print_note(fmt::format("{}: {}", options.out,
                           *format == TraceFormat::perfetto ? "open it in ui.perfetto.dev"
                           : *format == TraceFormat::vcd    ? "open it in GTKWave"
                                                            : "a row for each span and moment"));
  }
  return fine;
}

} // namespace gatetwin::app
