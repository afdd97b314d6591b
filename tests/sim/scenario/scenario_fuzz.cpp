// SPDX-License-Identifier: Apache-2.0
// Any bytes as a scenario: never a crash; a fault has a message; what loads is written and loads
// back to the same.
#include "core/base/check.hpp"
#include "sim/scenario/scenario_loader.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  const std::string text(reinterpret_cast<const char*>(data), size);
  // A folder that does not exist: files that the text names are not there.
  ScenarioSource source = ScenarioSource::from_text(text, "/nonexistent/scenario.yaml");
  const LoadedScenario loaded = source.load();
  CHECK(loaded.scenario.has_value() == loaded.diagnostics.empty());
  for (const Diagnostic& fault : loaded.diagnostics)
    CHECK(!to_string(fault).empty() && !fault.message.empty());
  if (loaded.scenario) {
    const LoadedScenario again =
        ScenarioSource::from_text(to_yaml(*loaded.scenario), "effective").load();
    CHECK(again.scenario.has_value());
    CHECK(again.scenario->SerializeAsString() == loaded.scenario->SerializeAsString());
  }
  source.set_value(text.substr(0, text.find('\n')));
  (void)source.load();
  return 0;
}
