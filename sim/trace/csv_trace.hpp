// SPDX-License-Identifier: Apache-2.0
// Spans and moments as a table (RFC 4180), a row each, for spreadsheets and scripts; in the order
// in which they ended.
#pragma once
#include "sim/trace/text_output.hpp"
#include "sim/trace/trace_tracks.hpp"

namespace gatetwin {

class CsvTrace final : public TraceWriter {
public:
  CsvTrace(const journal::JournalHeader& header, TextOutput output);
  void entry(const TraceEntry& entry) override;

private:
  const journal::JournalHeader& m_header;
  TextOutput m_output;
};

} // namespace gatetwin
