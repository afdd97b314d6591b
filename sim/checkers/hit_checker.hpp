// SPDX-License-Identifier: Apache-2.0
// hit_reaches_officer: a transaction with a watch-list hit has an officer called (or acting, at a
// booth) before it ends, and never ends admitted unless an officer admitted it. A hit that only the
// centre knew when the person had gone unadmitted, or found later still, is left open.
#pragma once
#include "sim/checkers/invariant.hpp"
#include "sim/checkers/unit_facts.hpp"

namespace gatetwin::checkers {

class HitChecker {
public:
  void transaction_started(const journal::Record& r, UnitFacts& unit);
  void check(const journal::Record& r, UnitFacts& unit);
  void gate_event(const journal::Record& r, UnitFacts& unit); // answers, also of two authorities
  void registry_answer(const journal::Record& r, UnitFacts& unit);
  void registry_verdict(const journal::Record& r, UnitFacts& unit);
  void officer_called(const journal::Record& r, UnitFacts& unit);
  void officer_acted(const journal::Record& r, UnitFacts& unit);
  void transaction_ended(const journal::Record& r, UnitFacts& unit);

  const Invariant& reaches_officer() const { return m_reaches; }

private:
  Invariant m_reaches{"hit_reaches_officer"};
};

} // namespace gatetwin::checkers
