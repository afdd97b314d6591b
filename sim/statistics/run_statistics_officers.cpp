// SPDX-License-Identifier: Apache-2.0
// The part of RunStatistics that follows officers: who is called, when they act, how busy they are.
#include "core/domain/gate_words.hpp"
#include "core/domain/words.hpp"
#include "sim/statistics/run_statistics.hpp"

namespace gatetwin {

using journal::Record;
using journal::RecordKind;

void RunStatistics::on_officer_record(const Record& record)
{
  const std::uint32_t station = m_units[record.unit].station;
  OfficerCalls& calls = m_calls[record.unit];
  switch (record.kind) {
  case RecordKind::officer_called:
    if (!calls.call(record.subject, m_now_ns)) return;
    if (m_counting) m_officers[station].count_call();
    return officer_ended(station, calls.overflow());
  case RecordKind::officer_acted:
    switch (static_cast<OfficerAction>(record.code)) {
    case OfficerAction::none:
    case OfficerAction::open_unit:
    case OfficerAction::close_unit: return;
    case OfficerAction::acknowledge: return officer_came(station, calls, record.subject);
    default: return officer_ended(station, calls.end(record.subject, m_now_ns));
    }
  case RecordKind::transaction_ended: {
    // A referred person's call stands until somebody answers it; every other is withdrawn.
    if (static_cast<Outcome>(record.code) == Outcome::referred) return;
    auto withdrawn = calls.end(record.subject, m_now_ns);
    if (withdrawn) withdrawn->response_ns.reset();
    return officer_ended(station, withdrawn);
  }
  default: return;
  }
}

void RunStatistics::officer_came(std::uint32_t station, OfficerCalls& calls,
                                 std::uint64_t transaction)
{
  const std::optional<std::int64_t> took_ns = calls.acknowledge(transaction, m_now_ns);
  if (!took_ns) return;
  m_officers[station].begin(m_now_ns);
  if (m_counting) m_responses.add(station, m_classes, *took_ns);
}

void RunStatistics::officer_ended(std::uint32_t station,
                                  const std::optional<OfficerCalls::Ended>& ended)
{
  if (!ended) return;
  if (ended->attended) m_officers[station].end(m_now_ns);
  if (ended->response_ns && m_counting) m_responses.add(station, m_classes, *ended->response_ns);
}

} // namespace gatetwin
