// SPDX-License-Identifier: Apache-2.0
// The wait at a pool whose load does not change: chooses the formula by what the pool is, and says
// what does not quite hold.
#pragma once
#include "sim/bound/bound.hpp"
#include "sim/bound/pool.hpp"
#include <vector>

namespace gatetwin {

// `units` at work; `room`: persons that may wait, 0 for unlimited.
WaitBound steady_wait(const CheckpointModel& model, const std::vector<Index>& stations,
                      const PoolTraits& traits, const PoolLoad& load, std::uint32_t units,
                      std::uint32_t room);

// What is not exact about the pool itself, whatever the formula.
std::vector<Caveat> caveats_of(const PoolTraits& traits);

} // namespace gatetwin
