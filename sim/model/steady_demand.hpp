// SPDX-License-Identifier: Apache-2.0
// Whether a run has a steady state: only then does it make sense to leave out a warm-up.
#pragma once
#include "sim/model/checkpoint_model.hpp"

namespace gatetwin {

// The same rate of arrivals all the time, open and staffed all the time, and no planned fault.
// Otherwise the run is a day with a beginning and an end of its own, which belong to the answer.
bool has_steady_demand(const CheckpointModel& model);

} // namespace gatetwin
