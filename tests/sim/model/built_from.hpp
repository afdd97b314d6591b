// SPDX-License-Identifier: Apache-2.0
// Models for tests: from a shipped file, or from a small hall with something added.
#pragma once
#include "sim/model/model_builder.hpp"
#include "sim/scenario/scenario_loader.hpp"
#include <filesystem>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>
#include <vector>

namespace gatetwin::test {

inline CheckpointModel built(const LoadedScenario& loaded)
{
  if (!loaded.scenario) throw std::runtime_error(to_string(loaded.diagnostics.at(0)));
  BuiltModel made = build_model(*loaded.scenario, loaded.positions);
  if (!made.model) throw std::runtime_error(to_string(made.diagnostics.at(0)));
  return std::move(*made.model);
}

inline CheckpointModel shipped(const std::string& name,
                               const std::vector<std::string>& settings = {})
{
  return built(load_scenario(
      std::filesystem::path(GATETWIN_SOURCE_DIR) / "scenarios" / (name + ".yaml"), settings));
}

// Authorities vn and cn, one checkpoint `main`, one area `hall`, one entrance `road`, one class
// `all`; the rest is added.
inline CheckpointModel
hall(const std::string& rest,
     const std::string& head = "start: 2026-06-01 00:00 Asia/Ho_Chi_Minh\nduration: 7 d\n")
{
  const std::string text = "name: test\n" + head +
                           "authorities: { vn: { zone: Asia/Ho_Chi_Minh }, cn: { zone: "
                           "Asia/Shanghai }, de: { zone: Europe/Berlin } }\n" +
                           rest;
  return built(ScenarioSource::from_text(text, "test.yaml").load());
}

inline const std::string plain_hall = R"(checkpoints: { main: { authority: vn } }
areas: { hall: {} }
entrances: { road: hall }
classes: { all: {} }
demand: { all: { class: all, entrance: road, rate: 360 /h } }
)";

} // namespace gatetwin::test
