// SPDX-License-Identifier: Apache-2.0
#include "core/centre/presumed_watch.hpp"
#include <algorithm>
#include <utility>

namespace gatetwin {

void PresumedWatch::on_change(std::span<const PresumedCrossing> all)
{
  const bool started = std::exchange(m_started, true);
  m_open.clear();
  for (const PresumedCrossing& one : all) {
    const Crossing& crossing = one.crossing;
    const auto outcome = one.settlement ? std::optional(one.settlement->outcome) : std::nullopt;
    if (!outcome) m_open[crossing.transaction] = crossing.received_at;
    const auto [known, fresh] = m_known.try_emplace(crossing.transaction, outcome);
    const bool changed = std::exchange(known->second, outcome) != outcome;
    LogLine line(outcome ? LogLevel::info : LogLevel::warning,
                 outcome ? "crossing_settled" : "crossing_presumed");
    line.add("transaction", crossing.transaction.value)
        .add("unit", static_cast<std::uint64_t>(crossing.unit.value))
        .add("checkpoint", static_cast<std::uint64_t>(crossing.checkpoint.value));
    if (outcome) line.add("outcome", to_string(*outcome));
    if (fresh ? started || !outcome : changed) m_log.write(line);
  }
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
