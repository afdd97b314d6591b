// SPDX-License-Identifier: Apache-2.0
#include "sim/timing/phase_times.hpp"
#include <algorithm>

namespace gatetwin {

void PhaseSample::add(std::int64_t duration_ns)
{
  ++count;
  sum_ns += static_cast<double>(duration_ns);
  histogram.add(static_cast<std::uint64_t>(duration_ns));
}

double LimitFinding::share_within() const
{
  return count == 0 ? 0 : static_cast<double>(count - over) / static_cast<double>(count);
}

LimitVerdict LimitFinding::verdict() const
{
  if (count == 0) return LimitVerdict::not_measured;
  // 0.95 of 100 is 95, also where 0.95 is not exactly that.
  const bool kept =
      static_cast<double>(count - over) >= limit.share * static_cast<double>(count) * (1 - 1e-12);
  if (kept) return LimitVerdict::kept;
  return limit.recommended ? LimitVerdict::missed : LimitVerdict::broken;
}

PhaseTimes::PhaseTimes(const journal::JournalHeader& header, const LimitSet& limits,
                       std::optional<std::uint32_t> unit)
    : m_clock(header), m_unit(unit)
{
  for (const PhaseLimit& limit : limits.limits) m_findings.emplace_back().limit = limit;
}

void PhaseTimes::on_records(std::span<const journal::Record> records)
{
  for (const journal::Record& record : records) {
    if (m_unit && record.unit != *m_unit) continue;
    for (const PhaseObservation& one : m_clock.on_record(record)) take(one);
  }
}

void PhaseTimes::take(const PhaseObservation& observation)
{
  m_samples[static_cast<std::size_t>(observation.phase)].add(observation.duration_ns);
  for (LimitFinding& finding : m_findings) {
    if (finding.limit.phase != observation.phase) continue;
    ++finding.count;
    if (observation.duration_ns <= finding.limit.within_ns) continue;
    ++finding.over;
    const auto longer = [](const PhaseObservation& a, const PhaseObservation& b) {
      return a.duration_ns > b.duration_ns;
    };
    auto& longest = finding.longest;
    longest.insert(std::upper_bound(longest.begin(), longest.end(), observation, longer),
                   observation);
    if (longest.size() > LimitFinding::named_at_most) longest.pop_back();
  }
}

bool PhaseTimes::any_broken() const
{
  return std::any_of(m_findings.begin(), m_findings.end(), [](const LimitFinding& finding) {
    return finding.verdict() == LimitVerdict::broken;
  });
}

} // namespace gatetwin
