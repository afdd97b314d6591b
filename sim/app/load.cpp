// SPDX-License-Identifier: Apache-2.0
#include "sim/app/load.hpp"
#include "core/settings/source_file.hpp"
#include "sim/model/model_builder.hpp"
#include "sim/scenario/scenario_loader.hpp"
#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>

namespace gatetwin::app {

void print_all(const Diagnostics& diagnostics)
{
  for (const Diagnostic& diagnostic : diagnostics) print_note(to_string(diagnostic));
  print_note(fmt::format("{} fault{}", diagnostics.size(), diagnostics.size() == 1 ? "" : "s"));
}

namespace {

// None: larger than a scenario may be.
std::optional<ScenarioSource> source_of(const ScenarioOptions& options)
{
  if (!options.from_stdin) return ScenarioSource::from_file(options.file);
  std::string text(largest_text_file + 1, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), stdin));
  if (text.size() > largest_text_file) return std::nullopt;
  return ScenarioSource::from_text(text, options.file);
}

} // namespace

LoadOutcome load(const ScenarioOptions& options, const CommonOptions& common)
{
  std::vector<std::string> settings = options.settings;
  if (options.seed) settings.push_back(fmt::format("seed={}", *options.seed));
  std::optional<ScenarioSource> source = source_of(options);
  if (!source) {
    print_error(fmt::format("standard input: more than {} MiB, which no scenario has",
                            largest_text_file >> 20U),
                use_color(common.color, STDERR_FILENO));
    return {std::nullopt, wrong_use};
  }
  LoadedScenario loaded = load_scenario(std::move(*source), settings);
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
