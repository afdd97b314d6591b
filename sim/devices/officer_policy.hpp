// SPDX-License-Identifier: Apache-2.0
// What a simulated officer decides when a unit calls, by the reason that the console shows. An
// officer at a gate compares face and document by eye and so makes good what a camera could not,
// and sets a door right; whatever concerns the document, the registry, company or a hit goes to a
// booth. An officer in a booth admits whom nothing speaks against, refuses hits, false and expired
// documents, and sends whatever is unclear to the desk.
#pragma once
#include "core/domain/gate_words.hpp"
#include "core/domain/reason.hpp"

namespace gatetwin {

OfficerAction decision_at_gate(Reason reason);
OfficerAction decision_at_booth(Reason reason);

} // namespace gatetwin
