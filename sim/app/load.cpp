// SPDX-License-Identifier: Apache-2.0
#include "sim/app/load.hpp"
#include "sim/model/model_builder.hpp"
#include "sim/scenario/scenario_loader.hpp"
#include <fmt/format.h>
#include <unistd.h>

namespace gatetwin::app {

void print_all(const Diagnostics& diagnostics)
{
  for (const Diagnostic& diagnostic : diagnostics) print_note(to_string(diagnostic));
  print_note(fmt::format("{} fault{}", diagnostics.size(), diagnostics.size() == 1 ? "" : "s"));
}

LoadOutcome load(const ScenarioOptions& options, const CommonOptions& common)
{
  std::vector<std::string> settings = options.settings;
  if (options.seed) settings.push_back(fmt::format("seed={}", *options.seed));
  LoadedScenario loaded = load_scenario(options.file, settings);
  if (!loaded.scenario) {
    if (loaded.unreadable && !loaded.diagnostics.empty()) {
      print_error(loaded.diagnostics.front().file + ": " + loaded.diagnostics.front().message,
                  use_color(common.color, STDERR_FILENO));
      return {std::nullopt, unreadable};
    }
    print_all(loaded.diagnostics);
    return {std::nullopt, wrong_use};
  }
  BuiltModel built = build_model(*loaded.scenario, loaded.positions);
  if (!built.model) {
    print_all(built.diagnostics);
    return {std::nullopt, wrong_use};
  }
  return {ReadyScenario{std::move(*loaded.scenario), std::move(*built.model)}, fine};
}

} // namespace gatetwin::app
