// SPDX-License-Identifier: Apache-2.0
// What a centre shows of presumed crossings: how many are open and for how long, a line in the log
// when one comes, and one for each settlement. On the ledger's thread; figures may be read from
// any.
#pragma once
#include "core/centre/json_log.hpp"
#include "core/registry/ledger.hpp"
#include <atomic>
#include <map>
#include <span>

namespace gatetwin {

struct PresumedFigures {
  std::atomic<std::uint64_t> open{0};
  std::atomic<std::uint64_t> longest_open_s{0}; // since the centre had it
};

class PresumedWatch {
public:
  // The log outlives it.
  explicit PresumedWatch(const JsonLog& log) : m_log(log) {}

  // All presumed crossings, settled ones too: at the start, and when any may have come or been
  // settled.
  void on_change(std::span<const PresumedCrossing> all);
  // It is durable.
  void on_settled(const Settlement& settlement) const;
  // To be called about every second.
  void look(WallTime now);
  const PresumedFigures& figures() const { return m_figures; }

private:
  const JsonLog& m_log;
  std::map<TransactionId, WallTime> m_open; // received when
  PresumedFigures m_figures;
};

} // namespace gatetwin
