// SPDX-License-Identifier: Apache-2.0
#include "core/centre/presumed_watch.hpp"
#include <algorithm>
#include <utility>

namespace gatetwin {

void PresumedWatch::on_change(std::span<const PresumedCrossing> all)
{
  const auto before = std::exchange(m_open, {});
  for (const PresumedCrossing& one : all) {
    const Crossing& crossing = one.crossing;
    if (one.settlement) continue;
    m_open[crossing.transaction] = crossing.received_at;
    if (before.contains(crossing.transaction)) continue;
    m_log.write(LogLine(LogLevel::warning, "crossing_presumed")
                    .add("transaction", crossing.transaction.value)
                    .add("unit", static_cast<std::uint64_t>(crossing.unit.value))
                    .add("checkpoint", static_cast<std::uint64_t>(crossing.checkpoint.value)));
  }
}

// By whom and why stays in the ledger.
void PresumedWatch::on_settled(const Settlement& settlement) const
{
  LogLine line(LogLevel::info, settlement.correction ? "settlement_corrected" : "crossing_settled");
  line.add("transaction", settlement.transaction.value)
      .add("unit", static_cast<std::uint64_t>(unit_of(settlement.transaction).value))
      .add("outcome", to_string(settlement.outcome));
  m_log.write(line);
}

void PresumedWatch::look(WallTime now)
{
  std::int64_t longest_ns = 0;
  for (const auto& [transaction, since] : m_open)
    longest_ns = std::max(longest_ns, (now - since).ns);
  m_figures.open = m_open.size();
  m_figures.longest_open_s = static_cast<std::uint64_t>(longest_ns / 1'000'000'000);
}

} // namespace gatetwin
