// SPDX-License-Identifier: Apache-2.0
// All settings of a unit by name, as whole numbers, so that a journal can carry them and a replay
// take them back: times in nanoseconds, thresholds as the bits of their double, switches 0 or 1,
// the weights of a document's checks as PackedWeights. A record has no room for a name: it carries
// purpose_key(name). Names never change: append only.
#pragma once
#include "core/gate/gate_runtime.hpp"
#include <cstdint>
#include <string>
#include <vector>

namespace gatetwin {

struct UnitSetting {
  std::uint64_t key = 0;
  std::int64_t value = 0;
  bool operator==(const UnitSetting&) const = default;
};

std::vector<UnitSetting> settings_of(const GateRuntimeConfig& config);

struct SettingsFault {
  std::string message; // empty: none
};
// Settings that are missing keep their defaults of today and are named in `missing`; one that this
// core does not know, or that check() refuses, is a fault.
SettingsFault config_from(const std::vector<UnitSetting>& settings, GateRuntimeConfig& config,
                          std::vector<std::string>& missing);

} // namespace gatetwin
