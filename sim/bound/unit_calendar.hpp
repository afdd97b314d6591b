// SPDX-License-Identifier: Apache-2.0
// How many units of a station are at work when: opening hours, roster and planned faults of one run
// in one list of steps.
#pragma once
#include "sim/model/checkpoint_model.hpp"
#include <cstdint>
#include <vector>

namespace gatetwin {

struct UnitStep {
  std::int64_t from_ns = 0; // holds until the next step
  std::uint32_t units = 0;
  bool open = true;
};

// From 0 to `end_ns`; the first step is at 0, neighbours differ.
std::vector<UnitStep> unit_steps(const CheckpointModel& model, Index station, std::int64_t end_ns);

} // namespace gatetwin
