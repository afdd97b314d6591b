// SPDX-License-Identifier: Apache-2.0
// Inside of platform.hpp, for the few files that see SimGrid.
#pragma once
#include "sim/model/checkpoint_model.hpp"
#include <memory>
#include <simgrid/s4u.hpp>
#include <vector>

namespace gatetwin {

struct PlatformParts {
  std::unique_ptr<simgrid::s4u::Engine> engine;
  std::vector<simgrid::s4u::Host*> unit_computers; // by run-wide unit number; null: plain
  std::vector<simgrid::s4u::Host*> centres;        // by authority
  std::vector<std::vector<simgrid::s4u::SplitDuplexLink*>> wan_links; // by checkpoint, authority
};

// SimGrid's date in the run's nanoseconds, and back: the only place where one becomes the other.
inline std::int64_t to_run_ns(double simgrid_s) { return from_seconds(simgrid_s).ns; }
inline double to_simgrid_s(std::int64_t run_ns) { return static_cast<double>(run_ns) * 1e-9; }

} // namespace gatetwin
