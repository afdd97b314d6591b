// SPDX-License-Identifier: Apache-2.0
// Any bytes as a limits file: never a crash; limits or faults, and every fault has a message.
#include "core/base/check.hpp"
#include "sim/phases/limits_file.hpp"
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  using namespace gatetwin;
  const LoadedLimits loaded =
      parse_limits(std::string(reinterpret_cast<const char*>(data), size), "limits.yaml");
  CHECK(loaded.set.has_value() == loaded.diagnostics.empty());
  for (const Diagnostic& fault : loaded.diagnostics) CHECK(!fault.message.empty());
  if (!loaded.set) return 0;
  CHECK(!loaded.set->limits.empty());
  for (const PhaseLimit& limit : loaded.set->limits) {
    CHECK(!limit.name.empty() && limit.within_ns >= 0);
    CHECK(limit.share > 0 && limit.share <= 1);
    CHECK(static_cast<std::size_t>(limit.phase) < phase_count);
  }
  return 0;
}
