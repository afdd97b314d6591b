// SPDX-License-Identifier: Apache-2.0
#include "sim/trace/perfetto_trace.hpp"
#include "sim/results/json_writer.hpp"
#include <fmt/format.h>
#include <utility>

namespace gatetwin {
namespace {

std::string quoted(std::string_view text)
{
  JsonWriter json;
  json.string(text);
  std::string out = json.take();
  out.pop_back(); // the line's end
  return out;
}

std::string microseconds_text(std::int64_t ns)
{
  return fmt::format("{}.{:03}", ns / 1000, ns % 1000);
}

std::string arguments(const TraceEntry& entry)
{
  std::string text = "\"args\":{";
  if (entry.transaction != 0) text += fmt::format("\"transaction\":\"{}\"", entry.transaction);
  if (!entry.detail.empty())
    text += fmt::format("{}\"detail\":{}", entry.transaction != 0 ? "," : "", quoted(entry.detail));
  return text + "}";
}

} // namespace

PerfettoTrace::PerfettoTrace(const journal::JournalHeader& header, TextOutput output)
    : m_header(header), m_output(std::move(output)), m_named(header.units.size())
{
  m_output(fmt::format(
      "{{\"displayTimeUnit\":\"ms\",\"otherData\":{{\"producer\":{},\"scenario\":{},"
      "\"core_build_id\":{},\"seed\":\"{}\"}},\n\"traceEvents\":[",
      quoted(header.producer), quoted(header.scenario), quoted(header.core_build_id), header.seed));
}

void PerfettoTrace::name_threads(std::size_t unit)
{
  m_named[unit] = true;
  const std::size_t pid = unit + 1;
  m_output(fmt::format(
      "{}\n{{\"ph\":\"M\",\"pid\":{},\"name\":\"process_name\",\"args\":{{\"name\":{}}}}},\n"
      "{{\"ph\":\"M\",\"pid\":{},\"name\":\"process_sort_index\",\"args\":{{\"sort_index\":{}}}}}",
      m_first ? "" : ",", pid, quoted(m_header.units[unit].name), pid, pid));
  m_first = false;
  for (std::size_t track = 0; track < trace_track_count; ++track) {
    const auto kind = static_cast<TraceTrack>(track);
    if (overlaps(kind) || kind == TraceTrack::bodies) continue; // have tracks of their own
    m_output(fmt::format(
        ",\n{{\"ph\":\"M\",\"pid\":{0},\"tid\":{1},\"name\":\"thread_name\",\"args\":{{\"name\":"
        "\"{2}\"}}}},\n{{\"ph\":\"M\",\"pid\":{0},\"tid\":{1},\"name\":\"thread_sort_index\","
        "\"args\":{{\"sort_index\":{1}}}}}",
        pid, track + 1, to_string(kind)));
  }
}

void PerfettoTrace::entry(const TraceEntry& entry)
{
  if (!m_named[entry.unit]) name_threads(entry.unit);
  const std::size_t pid = entry.unit + 1;
  const std::size_t tid = static_cast<std::size_t>(entry.track) + 1;
  const std::string start = microseconds_text(entry.start_ns);
  std::string text = ",\n";
  if (entry.track == TraceTrack::bodies) {
    text += fmt::format("{{\"ph\":\"C\",\"pid\":{},\"ts\":{},\"name\":\"bodies\",\"args\":{{"
                        "\"inside\":{}}}}}",
                        pid, start, entry.value);
  } else if (entry.is_moment) {
    text +=
        fmt::format("{{\"ph\":\"i\",\"s\":\"t\",\"pid\":{},\"tid\":{},\"ts\":{},\"name\":{},{}}}",
                    pid, tid, start, quoted(entry.name), arguments(entry));
  } else if (overlaps(entry.track)) {
    const std::string both =
        fmt::format("\"cat\":\"{}\",\"id\":\"{}\",\"pid\":{},\"tid\":{},\"name\":{}",
                    to_string(entry.track), ++m_pairs, pid, tid, quoted(entry.name));
    text += fmt::format("{{\"ph\":\"b\",{},\"ts\":{},{}}},\n{{\"ph\":\"e\",{},\"ts\":{}}}", both,
                        start, arguments(entry), both, microseconds_text(entry.end_ns));
  } else {
    text +=
        fmt::format("{{\"ph\":\"X\",\"pid\":{},\"tid\":{},\"ts\":{},\"dur\":{},\"name\":{},{}}}",
                    pid, tid, start, microseconds_text(entry.end_ns - entry.start_ns),
                    quoted(entry.name), arguments(entry));
  }
  m_output(text);
}

void PerfettoTrace::finish() { m_output("\n]}\n"); }

} // namespace gatetwin
