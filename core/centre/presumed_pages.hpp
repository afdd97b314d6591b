// SPDX-License-Identifier: Apache-2.0
// A ledger's crossings as pages of link/history_codec.hpp, with what became of the presumed ones.
#pragma once
#include "core/link/history_codec.hpp"
#include "core/registry/chained_ledger.hpp"
#include <utility>

namespace gatetwin {

// Of what was asked for with one more than a page holds.
inline HistoryPage page_of(std::vector<Crossing> crossings)
{
  HistoryPage page{std::move(crossings), false, {}};
  page.more = page.crossings.size() > most_in_history_part;
  if (page.more) page.crossings.resize(most_in_history_part);
  return page;
}

inline HistoryPage page_of(const std::vector<PresumedCrossing>& presumed)
{
  std::vector<Crossing> crossings;
  crossings.reserve(presumed.size());
  for (const PresumedCrossing& one : presumed) crossings.push_back(one.crossing);
  HistoryPage page = page_of(std::move(crossings));
  for (std::size_t i = 0; i < page.crossings.size(); ++i) {
    const auto& settlement = presumed[i].settlement;
    if (settlement) page.settled[settlement->transaction] = {settlement->outcome, settlement->at};
  }
  return page;
}

inline Status add_settled(const ChainedLedger& ledger, HistoryPage& page)
{
  for (const Crossing& crossing : page.crossings) {
    if (!may_be_settled(crossing.reason)) continue;
    const auto standing = ledger.settlement(crossing.transaction);
    if (!standing.ok()) return standing.error();
    if (standing.value())
      page.settled[crossing.transaction] = {standing.value()->outcome, standing.value()->at};
  }
  return success();
}

inline Result<std::vector<PresumedCrossing>> all_presumed(const ChainedLedger& ledger)
{
  std::vector<PresumedCrossing> all;
  for (std::size_t before = 1; before != all.size();) {
    before = all.size();
    const HistoryPlace after = all.empty() ? HistoryPlace{} : place_of(all.back().crossing);
    auto more = ledger.presumed(after, most_in_history_part);
    if (!more.ok()) return more.error();
    all.insert(all.end(), more.value().begin(), more.value().end());
  }
  return all;
}

} // namespace gatetwin
