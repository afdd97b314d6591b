// SPDX-License-Identifier: Apache-2.0
// Where records go. Whoever acts appends to a Journal; the journal hands them on in batches to its
// sinks (digest, file writer, statistics, checkers, viewer), so that an append costs a copy of 48
// bytes and a sink one virtual call per batch. Appending never fails and never allocates; a sink
// that can fail keeps its error until asked.
#pragma once
#include "core/journal/record.hpp"
#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace gatetwin::journal {

class RecordSink {
public:
  virtual ~RecordSink() = default;
  // In the order of time; the span is valid during the call only.
  virtual void on_records(std::span<const Record> records) = 0;
};

class Journal {
public:
  static constexpr std::size_t batch = 512;

  void add_sink(RecordSink& sink)
  {
    m_sinks.push_back(&sink);
  } // sinks outlive the journal's last flush
  void append(const Record& record)
  {
    m_buffer[m_size++] = record;
    if (m_size == batch) flush();
  }
  void flush();
  std::uint64_t count() const { return m_flushed + m_size; }

private:
  std::array<Record, batch> m_buffer{};
  std::size_t m_size = 0;
  std::uint64_t m_flushed = 0;
  std::vector<RecordSink*> m_sinks;
};

} // namespace gatetwin::journal
