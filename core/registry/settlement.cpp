// SPDX-License-Identifier: Apache-2.0
#include "core/registry/settlement.hpp"

namespace gatetwin {

const char* to_string(SettlementOutcome outcome)
{
  switch (outcome) {
  case SettlementOutcome::confirmed: return "confirmed";
  case SettlementOutcome::annulled: return "annulled";
  }
  return "unknown";
}

Status check(const Settlement& settlement)
{
  const auto malformed = [](const char* what) { return Error{ErrorCode::malformed, what}; };
  if (!settlement.transaction.valid()) return malformed("a settlement is about a crossing");
  if (settlement.outcome != SettlementOutcome::confirmed &&
      settlement.outcome != SettlementOutcome::annulled)
    return malformed("a crossing is confirmed or annulled");
  if (!is_inquiry_reason(settlement.reason.view()))
    return malformed("a reason has 1 to 64 letters, digits, spaces and -_.,:/#()");
  if (settlement.at_console && settlement.supervisor != 0) return malformed("one settles, not two");
  return success();
}

SettlementResult judge(const Settlement& next, const std::optional<Reason>& of_crossing,
                       const std::optional<Settlement>& standing)
{
  if (!of_crossing) return SettlementResult::no_crossing;
  if (!may_be_settled(*of_crossing)) return SettlementResult::not_presumed;
  if (!next.correction)
    return standing ? SettlementResult::settled_before : SettlementResult::written;
  const bool takes_back = standing && standing->outcome != next.outcome;
  return takes_back ? SettlementResult::written : SettlementResult::nothing_to_correct;
}

} // namespace gatetwin
