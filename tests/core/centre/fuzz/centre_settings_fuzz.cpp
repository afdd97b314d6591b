// SPDX-License-Identifier: Apache-2.0
// Whatever a centre's configuration holds: it is refused with its faults, or taken, and then gives
// each part of the centre what that part can be made with.
#include "core/base/check.hpp"
#include "core/centre/centre_settings.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const LoadedCentreSettings loaded = parse_centre_settings(text, "fuzz.yaml");
  CHECK(loaded.settings.has_value() == loaded.diagnostics.empty());
  if (!loaded.settings) return 0;
  CHECK(check(service_config(*loaded.settings)).ok());
  CHECK(check(server_options(*loaded.settings).ledger.admission).ok());
  CHECK(unit_profiles(*loaded.settings).size() ==
        static_cast<std::size_t>(loaded.settings->units_size()));
  return 0;
}
