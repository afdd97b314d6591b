// SPDX-License-Identifier: Apache-2.0
// Run time as people read it: by the clock of a place.
#pragma once
#include "sim/model/checkpoint_model.hpp"
#include <string>

namespace gatetwin {

// "2026-06-01 08:30" by the clock of the station's checkpoint; no_index: of the first authority.
std::string local_time_text(const CheckpointModel& model, Index station, std::int64_t run_ns);

} // namespace gatetwin
