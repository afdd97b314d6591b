// SPDX-License-Identifier: Apache-2.0
// Trace-event JSON ("Trace Event Format", Google 2016), which ui.perfetto.dev and chrome://tracing
// open: a process for each unit, a thread for each track, times in microseconds with three
// decimals. Tracks whose spans may overlap are asynchronous pairs. Numbers above 2^53
// (transactions) are texts.
#pragma once
#include "sim/trace/text_output.hpp"
#include "sim/trace/trace_tracks.hpp"

namespace gatetwin {

class PerfettoTrace final : public TraceWriter {
public:
  PerfettoTrace(const journal::JournalHeader& header, TextOutput output);
  void entry(const TraceEntry& entry) override;
  void finish(); // what was written before is no JSON without it

private:
  void name_threads(std::size_t unit);

  const journal::JournalHeader& m_header;
  TextOutput m_output;
  std::vector<bool> m_named; // units that have occurred
  std::uint64_t m_pairs = 0;
  bool m_first = true;
};

} // namespace gatetwin
