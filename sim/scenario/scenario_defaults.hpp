// SPDX-License-Identifier: Apache-2.0
// Fills in every default of a scenario that was read without faults, so that what a run uses can be
// shown in full: fields' own defaults (the rules in scenario.proto), phases by kind of station, and
// what follows from other fields.
#pragma once
#include "sim/scenario/scenario.pb.h"

namespace gatetwin {

void fill_defaults(scenario::Scenario& scenario);

} // namespace gatetwin
