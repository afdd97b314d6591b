// SPDX-License-Identifier: Apache-2.0
// Whether the journeys of a model make sense: everybody who comes has a route, every station is
// reached by somebody, and from every station reached a way leads out.
#pragma once
#include "sim/model/checkpoint_model.hpp"
#include <functional>

namespace gatetwin {

struct JourneyFault {
  enum class Kind { no_route, never_reached, no_way_out, not_served };
  Kind kind{};
  Index station = no_index;
  Index traveller_class = no_index;
  Index demand = no_index; // no_route
};

// no_way_out is reported once for each class, at the first such station, and once for each station.
void check_journeys(const CheckpointModel& model,
                    const std::function<void(const JourneyFault&)>& report);

} // namespace gatetwin
