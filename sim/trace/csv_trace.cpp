// SPDX-License-Identifier: Apache-2.0
#include "sim/trace/csv_trace.hpp"
#include "sim/results/results_file.hpp"
#include <fmt/format.h>
#include <utility>

namespace gatetwin {
namespace {

std::string seconds_text(std::int64_t ns)
{
  return fmt::format("{}.{:09}", ns / 1'000'000'000, ns % 1'000'000'000);
}

} // namespace

CsvTrace::CsvTrace(const journal::JournalHeader& header, TextOutput output)
    : m_header(header), m_output(std::move(output))
{
  m_output("unit,track,name,transaction,start_s,end_s,duration_s,detail\r\n");
}

void CsvTrace::entry(const TraceEntry& entry)
{
  const std::string detail =
      entry.track == TraceTrack::bodies ? std::to_string(entry.value) : csv_text(entry.detail);
  const std::string end = entry.is_moment ? std::string(",")
                                          : seconds_text(entry.end_ns) + "," +
                                                seconds_text(entry.end_ns - entry.start_ns);
  m_output(fmt::format("{},{},{},{},{},{},{}\r\n", csv_text(m_header.units[entry.unit].name),
                       to_string(entry.track), csv_text(entry.name),
                       entry.transaction != 0 ? std::to_string(entry.transaction) : "",
                       seconds_text(entry.start_ns), end, detail));
}

} // namespace gatetwin
