// SPDX-License-Identifier: Apache-2.0
// The flow of people as a SimGrid resource model. SimGrid asks every model for its next date; a
// model whose next_occurring_event_is_idempotent() is false is asked last, with the time that is
// free until anything else happens, and may run itself up to there. So the flow drains its own
// calendar between SimGrid's dates, inside one Engine::run, and an event of the flow costs what the
// calendar costs. It returns early where an exchange is to start, which happens from a timer that
// is due at once, after SimGrid's round.
#pragma once
#include "sim/engine/flow.hpp"
#include "sim/engine/platform.hpp"
#include "sim/engine/simgrid_exchange.hpp"

namespace gatetwin {

// Runs a started flow to its end. `exchange`: null when exchanges need no SimGrid.
void run_in_simgrid(Flow& flow, Platform& platform, SimgridExchange* exchange);

} // namespace gatetwin
