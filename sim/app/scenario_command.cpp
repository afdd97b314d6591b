// SPDX-License-Identifier: Apache-2.0
// gatetwin check and gatetwin scenario: help with writing scenarios, without running anything.
#include "sim/app/command.hpp"
#include "sim/app/load.hpp"
#include "sim/scenario/scenario_schema.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include <cstdio>
#include <fmt/format.h>

namespace gatetwin::app {

ExitCode check_scenario(const ScenarioOptions& options, const CommonOptions& common)
{
  const LoadOutcome loaded = load(options, common);
  if (!loaded.ready) return loaded.code;
  const CheckpointModel& model = loaded.ready->model;
  if (!common.quiet) {
    fmt::print("{}: fine: {} stations, {} classes, {} demands, seed {}\n", options.file,
               model.stations.size(), model.classes.size(), model.demands.size(), model.seed);
  }
  return fine;
}

ExitCode print_effective(const ScenarioOptions& options, const CommonOptions& common)
{
  const LoadOutcome loaded = load(options, common);
  if (!loaded.ready) return loaded.code;
  fmt::print("{}", to_yaml(loaded.ready->scenario));
  return fine;
}

ExitCode print_template()
{
  fmt::print("{}", scenario_template());
  return fine;
}

ExitCode print_schema()
{
  fmt::print("{}\n", scenario_json_schema());
  return fine;
}

} // namespace gatetwin::app
