// SPDX-License-Identifier: Apache-2.0
// Any scenario that loads is built into a model or refused with a reason; never a crash.
#include "core/base/check.hpp"
#include "sim/model/capacity.hpp"
#include "sim/model/model_builder.hpp"
#include "sim/scenario/scenario_loader.hpp"
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const LoadedScenario loaded =
      ScenarioSource::from_text(text, "/nonexistent/scenario.yaml").load();
  if (!loaded.scenario) return 0;
  const BuiltModel built = build_model(*loaded.scenario, loaded.positions);
  CHECK(built.model.has_value() == built.diagnostics.empty());
  if (!built.model) return 0;
  (void)maximum_flow(*built.model);
  (void)capacity_by_shares(*built.model, busiest_hour(*built.model));
  return 0;
}
