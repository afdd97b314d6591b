// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/time_zone.hpp"
#include "core/base/check.hpp"
#include <chrono>
#include <date/tz.h>
#include <stdexcept>

namespace gatetwin {
namespace {

const date::time_zone* find_zone(const std::string& name)
{
  try {
    // The library falls back to path names; a zone is a name.
    if (name.empty() || name[0] == '/' || name.find("..") != std::string::npos) return nullptr;
    return date::locate_zone(name);
  } catch (const std::exception&) { // unknown, or no database on this system
    return nullptr;
  }
}

} // namespace

bool is_time_zone(const std::string& name) { return find_zone(name) != nullptr; }

std::vector<std::string> time_zone_names()
{
  std::vector<std::string> names;
  try {
    for (const date::time_zone& zone : date::get_tzdb().zones) names.push_back(zone.name());
  } catch (const std::exception&) {
    names.clear();
  }
  return names;
}

ZonedInstant local_to_instant(std::int64_t local, const std::string& zone)
{
  const date::time_zone* found = find_zone(zone);
  CHECK(found != nullptr);
  const date::local_seconds time{std::chrono::seconds(local)};
  const date::local_info info = found->get_info(time);
  const std::int64_t first_offset = info.first.offset.count();
  if (info.result == date::local_info::nonexistent) {
    const std::int64_t change = info.first.end.time_since_epoch().count();
    return {WallTime{change * 1'000'000'000}, LocalTimeKind::missing};
  }
  return {WallTime{(local - first_offset) * 1'000'000'000},
          info.result == date::local_info::ambiguous ? LocalTimeKind::ambiguous
                                                     : LocalTimeKind::unique};
}

Duration utc_offset_at(WallTime instant, const std::string& zone)
{
  const date::time_zone* found = find_zone(zone);
  CHECK(found != nullptr);
  const date::sys_seconds time{std::chrono::seconds(instant.ns / 1'000'000'000)};
  return seconds(found->get_info(time).offset.count());
}

} // namespace gatetwin
