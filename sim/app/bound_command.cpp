// SPDX-License-Identifier: Apache-2.0
// gatetwin bound: what can be said of a scenario without simulation.
#include "sim/app/command.hpp"
#include "sim/app/load.hpp"
#include "sim/bound/bound_text.hpp"
#include <cstdio>
#include <unistd.h>

namespace gatetwin::app {

ExitCode bound_scenario(const BoundOptions& options, const CommonOptions& common)
{
  const LoadOutcome loaded = load(options.scenario, common);
  if (!loaded.ready) return loaded.code;
  const CheckpointModel& model = loaded.ready->model;
  const CheckpointBound found = bound(model);
  std::string text;
  switch (options.format) {
  case OutputFormat::json: text = to_json(found, model); break;
  case OutputFormat::csv: text = to_csv(found, model); break;
  case OutputFormat::text:
    text = to_table(found, model, {common.language, use_color(common.color, STDOUT_FILENO)});
    break;
  }
  std::fwrite(text.data(), 1, text.size(), stdout);
  return fine;
}

} // namespace gatetwin::app
