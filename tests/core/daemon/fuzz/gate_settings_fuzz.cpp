// SPDX-License-Identifier: Apache-2.0
// Whatever a gate's settings file holds: it is refused with its faults, or taken, and what is
// written out of it means the same.
#include "core/base/check.hpp"
#include "core/daemon/gate_settings.hpp"
#include "core/gate/unit_settings.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const LoadedGateSettings loaded = parse_gate_settings(text, "fuzz.yaml");
  CHECK(loaded.settings.has_value() == loaded.diagnostics.empty());
  if (!loaded.settings) return 0;
  const LoadedGateSettings again = parse_gate_settings(to_yaml(*loaded.settings), "again.yaml");
  CHECK(again.settings.has_value());
  const auto before = settings_of(loaded.config), after = settings_of(again.config);
  CHECK(before.size() == after.size());
  for (std::size_t i = 0; i < before.size(); ++i)
    CHECK(before[i].key == after[i].key && before[i].value == after[i].value);
  return 0;
}
