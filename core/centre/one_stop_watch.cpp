// SPDX-License-Identifier: Apache-2.0
#include "core/centre/one_stop_watch.hpp"
#include "core/base/whole_file.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

std::uint64_t seconds_between(WallTime from, WallTime to)
{
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, (to - from).ns / 1'000'000'000));
}

std::string row(TransactionId transaction, const char* what, const char* missing, WallTime since)
{
  return std::to_string(transaction.value) + "," + std::to_string(unit_of(transaction).value) +
         "," + what + "," + missing + "," + time_text(since) + "\n";
}

} // namespace

void OneStopWatch::note(LogLevel level, const char* event, TransactionId transaction) const
{
  m_log.write(LogLine(level, event)
                  .add("transaction", transaction.value)
                  .add("unit", static_cast<std::uint64_t>(unit_of(transaction).value)));
}

void OneStopWatch::on_report(UnitId unit, std::span<const PairInDoubt> pairs, WallTime now)
{
  const auto is_named = [&](TransactionId transaction) {
    return std::any_of(pairs.begin(), pairs.end(),
                       [&](const PairInDoubt& pair) { return pair.transaction == transaction; });
  };
  for (auto known = m_doubts.begin(); known != m_doubts.end();) {
    const bool resolved = unit_of(known->first) == unit && !is_named(known->first);
    if (resolved) note(LogLevel::info, "one_stop_pair_resolved", known->first);
    m_changed = m_changed || resolved;
    known = resolved ? m_doubts.erase(known) : std::next(known);
  }
  for (const PairInDoubt& pair : pairs) {
    const auto [at, fresh] = m_doubts.try_emplace(pair.transaction);
    Doubt& doubt = at->second;
    if (fresh) note(LogLevel::warning, "one_stop_pair_in_doubt", pair.transaction);
    if (fresh) doubt.since = {now.ns - pair.since.ns};
    m_changed = m_changed || fresh || doubt.exit_confirmed != pair.exit_confirmed ||
                doubt.entry_confirmed != pair.entry_confirmed;
    doubt.exit_confirmed = pair.exit_confirmed;
    doubt.entry_confirmed = pair.entry_confirmed;
  }
}

void OneStopWatch::look(std::span<const Reservation> open, WallTime now)
{
  std::map<TransactionId, WallTime> overdue;
  for (const Reservation& reservation : open) {
    if (reservation.expires_at <= now) overdue[reservation.transaction] = reservation.expires_at;
  }
  for (const auto& [transaction, since] : overdue) {
    if (!m_overdue.contains(transaction))
      note(LogLevel::warning, "one_stop_reservation_overdue", transaction);
  }
  for (const auto& [transaction, since] : m_overdue) {
    if (!overdue.contains(transaction))
      note(LogLevel::info, "one_stop_reservation_settled", transaction);
  }
  m_changed = m_changed || overdue != m_overdue;
  m_overdue = std::move(overdue);
  std::uint64_t longest_overdue_s = 0, longest_in_doubt_s = 0;
  for (const auto& [transaction, since] : m_overdue)
    longest_overdue_s = std::max(longest_overdue_s, seconds_between(since, now));
  for (const auto& [transaction, doubt] : m_doubts)
    longest_in_doubt_s = std::max(longest_in_doubt_s, seconds_between(doubt.since, now));
  m_figures.held = open.size();
  m_figures.overdue = m_overdue.size();
  m_figures.longest_overdue_s = longest_overdue_s;
  m_figures.in_doubt = m_doubts.size();
  m_figures.longest_in_doubt_s = longest_in_doubt_s;
  if (m_changed) write_file();
}

void OneStopWatch::write_file()
{
  std::string text = "transaction,unit,what,missing,since\n";
  for (const auto& [transaction, since] : m_overdue)
    text += row(transaction, "reservation overdue", "the unit's word", since);
  for (const auto& [transaction, doubt] : m_doubts) {
    const char* missing = doubt.exit_confirmed    ? "entry"
                          : doubt.entry_confirmed ? "exit"
                                                  : "exit and entry";
    text += row(transaction, "pair in doubt", missing, doubt.since);
  }
  m_changed = !write_file_whole(m_path, text).ok(); // else again in a second
}

} // namespace gatetwin
