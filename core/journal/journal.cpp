// SPDX-License-Identifier: Apache-2.0
#include "core/journal/journal.hpp"

namespace gatetwin::journal {

void Journal::flush()
{
  const std::span<const Record> records(m_buffer.data(), m_size);
  m_flushed += m_size;
  m_size = 0;
  if (records.empty()) return;
  for (RecordSink* sink : m_sinks) sink->on_records(records);
}

} // namespace gatetwin::journal
