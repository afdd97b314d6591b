// SPDX-License-Identifier: Apache-2.0
// What became of a presumed crossing. A gate whose power went between a passage and its record
// sends the crossing as presumed (Reason::passage_presumed); somebody looks at the cameras and
// settles it here: it happened, or it did not. A row of the ledger's chain; the crossing's own row
// stays as it is (docs/adr/0025-presumed-crossings.md).
//
// The newest settlement of a crossing stands. Without `correction` it is the first one; with it, it
// takes back the one before, which therefore must be there and say otherwise.
#pragma once
#include "core/domain/reason.hpp"
#include "core/domain/words.hpp"
#include "core/registry/inquiry.hpp"
#include <cstdint>
#include <optional>

namespace gatetwin {

enum class SettlementOutcome : std::uint8_t {
  confirmed = 1, // the person passed
  annulled       // nobody passed: the crossing and its stamp no longer count, but stay to be seen
};
const char* to_string(SettlementOutcome outcome);

struct Settlement {
  TransactionId transaction{}; // of the crossing
  SettlementOutcome outcome = SettlementOutcome::confirmed;
  bool correction = false;
  bool at_console = false; // by whoever may write the ledger's storage, the centre being stopped
  std::uint32_t supervisor = 0;          // else: number of the supervisor's certificate
  WallTime at{};                         // by the centre's clock
  ShortText<most_inquiry_reason> reason; // as of an inquiry: such as a case's number
  bool operator==(const Settlement&) const = default;
};

// malformed: no transaction, no such outcome, no reason (is_inquiry_reason()), a supervisor
// at the console.
Status check(const Settlement& settlement);

enum class SettlementResult : std::uint8_t {
  written,
  no_crossing,       // of that transaction
  not_presumed,      // the crossing was recorded after its passage: may_be_settled() says no
  settled_before,    // and this is no correction
  nothing_to_correct // not settled yet, or with the same outcome
};
constexpr bool is_presumed(Reason of_crossing) { return of_crossing == Reason::passage_presumed; }
// One stop at a gate is recorded by both authorities before the exit opens. It counts as it is and
// waits for nobody; but where the person stayed, it can be annulled.
constexpr bool may_be_settled(Reason of_crossing)
{
  return is_presumed(of_crossing) || of_crossing == Reason::joint_before_passage;
}
// What a ledger does with a settlement: of a crossing with that reason (nothing: there is none),
// and the settlement that stands (nothing: it is open).
SettlementResult judge(const Settlement& next, const std::optional<Reason>& of_crossing,
                       const std::optional<Settlement>& standing);

} // namespace gatetwin
