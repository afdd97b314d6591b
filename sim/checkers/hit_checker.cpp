// SPDX-License-Identifier: Apache-2.0
#include "sim/checkers/hit_checker.hpp"
#include "core/domain/reason.hpp"
#include "core/domain/words.hpp"

namespace gatetwin::checkers {

using journal::Record;

namespace {

bool is_hit(const Record& r)
{
  return r.detail == static_cast<std::uint32_t>(Reason::watch_list_hit);
}

} // namespace

void HitChecker::transaction_started(const Record&, UnitFacts& unit)
{
  unit.hit_seen = unit.hit_at_centre = false;
  unit.officer_called = unit.officer_acted = unit.officer_admitted = false;
}

void HitChecker::check(const Record& r, UnitFacts& unit)
{
  if (!is_hit(r)) return;
  if (r.subject == unit.transaction && r.subject != no_transaction) {
    unit.hit_seen = true;
  } else {
    m_reaches.examine();
    m_reaches.violate(r, "a hit on a transaction that is not under way");
  }
}

void HitChecker::gate_event(const Record& r, UnitFacts& unit)
{
  const auto kind = static_cast<GateEventKind>(r.code);
  if (kind != GateEventKind::registry_answered && kind != GateEventKind::joint_answered) return;
  if (is_hit(r) && r.subject == unit.transaction) unit.hit_seen = true;
}

void HitChecker::registry_answer(const Record& r, UnitFacts& unit)
{
  if (is_hit(r) && r.subject == unit.transaction) unit.hit_seen = true;
}

void HitChecker::registry_verdict(const Record& r, UnitFacts& unit)
{
  if (!is_hit(r)) return;
  if (r.subject == unit.transaction) {
    unit.hit_at_centre = true;
  } else {
    m_reaches.examine();
    m_reaches.leave_open(r, "the centre found a hit when the transaction had ended");
  }
}

void HitChecker::officer_called(const Record& r, UnitFacts& unit)
{
  if (r.subject == unit.transaction) unit.officer_called = true;
}

void HitChecker::officer_acted(const Record& r, UnitFacts& unit)
{
  if (r.subject != unit.transaction) return;
  unit.officer_acted = true;
  unit.officer_admitted |= static_cast<OfficerAction>(r.code) == OfficerAction::admit;
}

void HitChecker::transaction_ended(const Record& r, UnitFacts& unit)
{
  if (r.subject != unit.transaction || (!unit.hit_seen && !unit.hit_at_centre)) return;
  m_reaches.examine();
  if (static_cast<Outcome>(r.code) == Outcome::admitted && !unit.officer_admitted) {
    return m_reaches.violate(r, "a hit ends admitted, and no officer admitted it");
  }
  if (unit.officer_called || unit.officer_acted) return;
  if (unit.hit_seen) {
    m_reaches.violate(r, "a hit ends without an officer");
  } else {
    m_reaches.leave_open(r, "a hit ends without an officer, known to the centre alone");
  }
}

} // namespace gatetwin::checkers
