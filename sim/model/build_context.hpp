// SPDX-License-Identifier: Apache-2.0
// What the parts of the model builder share: the scenario, the names' numbers, the calendar, and
// where faults go.
#pragma once
#include "sim/model/model_builder.hpp"
#include "sim/model/time_tables.hpp"
#include <map>
#include <string>

namespace gatetwin {

using NameIndex = std::map<std::string, Index>;

struct BuildContext {
  const scenario::Scenario& scenario;
  const PositionMap& positions;
  Diagnostics diagnostics;
  RunCalendar calendar; // including the time after the last arrival
  NameIndex authorities, checkpoints, areas, entrances, stations, classes, profiles;
  std::map<std::string, std::uint32_t> skills; // a bit each

  void fault(const std::string& path, std::string message, std::string hint)
  {
    diagnostics.push_back(diagnostic_at(positions.find(path), std::move(message), std::move(hint)));
  }
};

Distribution to_distribution(const scenario::Distribution& distribution);

// The parts, in the order in which they run.
void build_places(BuildContext& context, CheckpointModel& model);
void build_stations(BuildContext& context, CheckpointModel& model);
void build_classes(BuildContext& context, CheckpointModel& model);
void build_demand(BuildContext& context, CheckpointModel& model);
void build_routing(BuildContext& context, CheckpointModel& model);
void build_operation(BuildContext& context,
                     CheckpointModel& model); // faults, registry, platform, service levels

// Of the entrance's checkpoint.
const std::string& zone_of_entrance(const CheckpointModel& model, Index entrance);

} // namespace gatetwin
