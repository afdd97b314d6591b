// SPDX-License-Identifier: Apache-2.0
// What is going on at one unit, as its records tell: whether it serves, and since when the person
// at hand has presented himself and the document has been in place. From these follow `inspection`
// and `cycle` at units that the core runs: inspection: document in place -> the decision (the
// authorisation is stored, or an officer is called, or the
//   transaction ends with a result); somebody who gives up before has no inspection.
// cycle: presentation (at the counter, or the document) -> the unit is idle again; whatever the
// outcome was.
#pragma once
#include "core/journal/record.hpp"
#include "sim/statistics/station_load.hpp"
#include <cstdint>

namespace gatetwin {

struct UnitTrack {
  static constexpr std::int64_t never = -1;

  std::uint32_t station = 0;
  std::uint32_t traveller_class = 0;
  bool core_run = false;
  bool serving = false;
  bool blocked = false;
  bool decided = false;
  journal::UnitState state = journal::UnitState::idle;
  UnitCondition condition = UnitCondition::idle;
  std::int64_t presented_ns = never;
  std::int64_t document_ns = never;

  UnitCondition condition_now() const
  {
    using journal::UnitState;
    if (state == UnitState::broken) return UnitCondition::out;
    if (blocked || state == UnitState::blocked) return UnitCondition::blocked;
    if (serving || state == UnitState::busy || state == UnitState::turnaround) {
      return UnitCondition::busy;
    }
    // Whoever is at hand is served to the end, so closing counts from then.
    const bool off = state == UnitState::closed || state == UnitState::on_break;
    return off ? UnitCondition::out : UnitCondition::idle;
  }
  void present(std::int64_t now_ns)
  {
    if (presented_ns == never) presented_ns = now_ns;
  }
  void place_document(std::int64_t now_ns)
  {
    present(now_ns);
    if (document_ns == never && !decided) document_ns = now_ns;
  }
  // Duration of the inspection, or never.
  std::int64_t decide(std::int64_t now_ns)
  {
    if (document_ns == never || decided) return never;
    decided = true;
    return now_ns - document_ns;
  }
  // Duration of the cycle, or never when nobody had presented himself.
  std::int64_t ready(std::int64_t now_ns)
  {
    const std::int64_t cycle = presented_ns == never ? never : now_ns - presented_ns;
    forget();
    return cycle;
  }
  void forget()
  {
    presented_ns = document_ns = never;
    decided = false;
  }
};

} // namespace gatetwin
