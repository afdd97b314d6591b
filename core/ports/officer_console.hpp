// SPDX-License-Identifier: Apache-2.0
// Port: the screen of the officer who watches a row of gates or sits in a booth. Real: the
// supervision desk; simulated: sim/devices/simulated_officer.
//
// Promises: call() shows the unit, the transaction and the reason until an `officer` input answers
// or withdraw() comes. The answer names the officer and the transaction that was seen, so that an
// answer meant for the person before does not release the next one. Actions on the unit itself
// (close_unit, open_unit, reset, acknowledge) may name 0. At a booth call() with Reason::none asks
// for the decision. After an emergency or loss of power a gate relocks only after emergency_reset
// or power_restored and then a `reset` by a named officer, in this order. A one-stop pair that an
// authority broke is called out as joint_voided; a `reset` that names its transaction says that it
// was settled with both. May report broken: officer_call.
#pragma once
#include "core/domain/reason.hpp"
#include "core/domain/words.hpp"

namespace gatetwin {

class OfficerConsole {
public:
  virtual ~OfficerConsole() = default;
  virtual void call(TransactionId transaction, Reason reason) = 0;
  virtual void withdraw(TransactionId transaction) = 0;
  virtual void ask_for_stamp(TransactionId transaction) = 0; // booth; answered by stamp_applied
};

} // namespace gatetwin
