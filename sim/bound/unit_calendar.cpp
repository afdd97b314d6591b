// SPDX-License-Identifier: Apache-2.0
#include "sim/bound/unit_calendar.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

// The value that holds at an instant; 0 outside of every span. Instants rise from call to call.
class TableReader {
public:
  TableReader(const TimeTable& table, std::uint32_t when_empty)
      : m_table(table), m_when_empty(when_empty)
  {
  }
  std::uint32_t at(std::int64_t now_ns)
  {
    if (m_table.empty()) return m_when_empty;
    while (m_next < m_table.size() && m_table[m_next].to_ns <= now_ns) ++m_next;
    const bool inside = m_next < m_table.size() && m_table[m_next].from_ns <= now_ns;
    return inside ? m_table[m_next].value : 0;
  }

private:
  const TimeTable& m_table;
  std::uint32_t m_when_empty;
  std::size_t m_next = 0;
};

// Units out of `serving` that planned faults take away.
std::uint32_t broken(const CheckpointModel& model, Index station, std::uint32_t serving,
                     std::int64_t now_ns)
{
  std::uint32_t single = 0;
  for (const FaultModel& fault : model.faults) {
    const bool acts = fault.from_ns <= now_ns && now_ns < fault.to_ns;
    if (!acts) continue;
    if (fault.kind == FaultKind::fire_alarm) {
      if (fault.checkpoint == model.stations[station].checkpoint) return serving;
      continue;
    }
    const bool of_units =
        fault.kind == FaultKind::unit_breakdown || fault.kind == FaultKind::power_loss;
    if (!of_units || fault.station != station) continue;
    if (fault.unit == no_index) return serving;
    if (fault.unit < serving) ++single;
  }
  return std::min(single, serving);
}

} // namespace

std::vector<UnitStep> unit_steps(const CheckpointModel& model, Index station, std::int64_t end_ns)
{
  const StationModel& of = model.stations[station];
  std::vector<std::int64_t> instants{0};
  const auto note = [&](std::int64_t at_ns) {
    if (at_ns > 0 && at_ns < end_ns) instants.push_back(at_ns);
  };
  for (const TimeTable* table : {&of.open, &of.staff}) {
    for (const TimeSpan& span : *table) {
      note(span.from_ns);
      note(span.to_ns);
    }
  }
  for (const FaultModel& fault : model.faults) {
    note(fault.from_ns);
    note(fault.to_ns);
  }
  std::sort(instants.begin(), instants.end());
  instants.erase(std::unique(instants.begin(), instants.end()), instants.end());

  TableReader open(of.open, 1), staff(of.staff, of.units);
  std::vector<UnitStep> steps;
  for (const std::int64_t at_ns : instants) {
    const bool is_open = open.at(at_ns) > 0;
    const std::uint32_t serving = is_open ? std::min(staff.at(at_ns), of.units) : 0;
    const UnitStep step{at_ns, serving - broken(model, station, serving, at_ns), is_open};
    if (!steps.empty() && steps.back().units == step.units && steps.back().open == step.open)
      continue;
    steps.push_back(step);
  }
  return steps;
}

} // namespace gatetwin
