// SPDX-License-Identifier: Apache-2.0
#include "sim/trace/record_filter.hpp"
#include "core/domain/words.hpp"

namespace gatetwin {

using journal::Record;
using journal::RecordKind;

bool RecordFilter::takes(const Record& record)
{
  if (record.time_ns < m_selection.from_ns || is_past(record)) return false;
  if (m_selection.unit && record.unit != *m_selection.unit) return false;
  if (m_selection.transaction && !is_of_transaction(record)) return false;
  ++m_taken;
  return true;
}

// A unit serves one person at a time: what it reports of doors and bodies meanwhile belongs to the
// transaction. Deliveries come later, under its number.
bool RecordFilter::is_of_transaction(const Record& record)
{
  const std::uint64_t wanted = *m_selection.transaction;
  if (record.unit != unit_of(TransactionId{wanted}).value) return false;
  const bool its_own = record.subject == wanted && record.kind >= RecordKind::transaction_started &&
                       record.kind < RecordKind::link_state;
  if (its_own && record.kind == RecordKind::transaction_started) m_under_way = true;
  const bool taken = its_own || m_under_way;
  if (its_own && record.kind == RecordKind::transaction_ended) m_under_way = false;
  return taken;
}

} // namespace gatetwin
