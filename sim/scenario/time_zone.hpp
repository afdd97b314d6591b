// SPDX-License-Identifier: Apache-2.0
// Local times of IANA zones, from the system's zone database (H. Hinnant's date library).
#pragma once
#include "core/base/time.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gatetwin {

enum class LocalTimeKind { unique, ambiguous, missing };

struct ZonedInstant {
  WallTime instant;
  LocalTimeKind kind = LocalTimeKind::unique;
};

bool is_time_zone(const std::string& name);
std::vector<std::string> time_zone_names(); // empty when the system has no zone database

// `local` is seconds since 1970 of the local calendar; the zone must exist. When clocks go back the
// earlier instant is taken, when they go forward a missing time becomes the instant of the change.
ZonedInstant local_to_instant(std::int64_t local, const std::string& zone);
Duration utc_offset_at(WallTime instant, const std::string& zone);

} // namespace gatetwin
