// SPDX-License-Identifier: Apache-2.0
// What happened to one traveller, and what one unit did, step by step, read back from the journal.
#pragma once
#include "sim/phases/limits_file.hpp"
#include "viz/timeline/timeline.hpp"
#include <cstdint>
#include <string>
#include <vector>

namespace gatetwin::viz {

struct StoryStep {
  journal::Record record;
};

// Every record of a traveller from `arrived_ns` to when they left, or `until_ns`, with what the
// units that served them recorded meanwhile. At most `limit` steps.
std::vector<StoryStep> story_of(Timeline& timeline, std::uint64_t traveller,
                                std::int64_t arrived_ns, std::int64_t until_ns,
                                std::size_t limit = 2000);

// A state of a unit that lasted.
struct GateSpan {
  std::int64_t from_ns = 0, to_ns = 0;
  int state = 0;
};
struct GateMark {
  std::int64_t at_ns = 0;
  journal::Record record;
};
// A phase of the transaction that a limits file limits.
struct LimitSpan {
  std::string name, title;
  std::int64_t from_ns = 0, to_ns = 0;
  std::int64_t limit_ns = 0; // the time at which it was reached, or would have been
  bool recommended = false;
  bool broken() const { return to_ns > limit_ns; }
};
// One transaction of a unit, or what lies around a moment where there was none.
struct GateTiming {
  std::int64_t from_ns = 0, to_ns = 0;
  std::uint64_t transaction = 0;
  std::vector<GateSpan> states;      // GateState
  std::vector<GateSpan> entry, exit; // DoorState
  std::vector<GateSpan> bodies;      // how many are inside
  std::vector<GateSpan> registry;    // an exchange; state 1 answered, 0 not
  std::vector<GateMark> marks;       // checks, commands, alarms, officers
  std::vector<LimitSpan> limits;     // in the order of the limits file
};
GateTiming timing_of(Timeline& timeline, std::uint32_t unit, std::int64_t at_ns,
                     const LimitSet& limits = {});

} // namespace gatetwin::viz
