// SPDX-License-Identifier: Apache-2.0
// What a controller asks for, in the order in which it must be done. GateRuntime carries it out
// through the ports and the core's other rooms; the effect comes back as events.
#pragma once
#include "core/base/bounded.hpp"
#include "core/domain/gate_words.hpp"
#include "core/domain/reason.hpp"
#include "core/domain/words.hpp"

namespace gatetwin {

struct GateCommand {
  GateCommandKind kind = GateCommandKind::none;
  Door door = Door::entry;                     // open_door, close_door, release_door
  ScreenMessage screen = ScreenMessage::blank; // show
  Outcome outcome = Outcome::none;             // end_transaction
  Reason reason = Reason::none; // call_officer, alarms, record_crossing, end_transaction
  TransactionId transaction;    // for whom; not valid: for the unit itself
};
using GateCommands = BoundedVector<GateCommand, 32>;

// The states a controller went through while it handled one event, in order, without the first.
using GateStates = BoundedVector<GateState, 16>;

} // namespace gatetwin
