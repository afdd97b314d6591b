// SPDX-License-Identifier: Apache-2.0
#include "core/settings/suggestion.hpp"
#include "core/settings/value_text.hpp"
#include "sim/scenario/time_zone.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

ZonedInstant at(const char* local, const char* zone)
{
  return local_to_instant(*parse_local_time(local).value, zone);
}
std::int64_t utc(const char* text) { return *parse_local_time(text).value * 1'000'000'000; }

TEST(TimeZone, VietnamAndLaosAreOneHourBehindChina)
{
  EXPECT_EQ(at("2026-02-17 08:00", "Asia/Ho_Chi_Minh").instant.ns, utc("2026-02-17 01:00"));
  EXPECT_EQ(at("2026-02-17 08:00", "Asia/Vientiane").instant.ns, utc("2026-02-17 01:00"));
  EXPECT_EQ(at("2026-02-17 09:00", "Asia/Shanghai").instant.ns, utc("2026-02-17 01:00"));
  EXPECT_EQ(utc_offset_at({utc("2026-02-17 01:00")}, "Asia/Shanghai"), hours(8));
}

TEST(TimeZone, ChangesOfClocksAreSeen)
{
  EXPECT_EQ(at("2026-03-29 01:59", "Europe/Berlin").kind, LocalTimeKind::unique);
  EXPECT_EQ(at("2026-03-29 02:30", "Europe/Berlin").kind, LocalTimeKind::missing);
  EXPECT_EQ(at("2026-03-29 02:30", "Europe/Berlin").instant.ns, utc("2026-03-29 01:00"));
  EXPECT_EQ(at("2026-10-25 02:30", "Europe/Berlin").kind, LocalTimeKind::ambiguous);
  EXPECT_EQ(at("2026-10-25 02:30", "Europe/Berlin").instant.ns, utc("2026-10-25 00:30"));
  EXPECT_EQ(utc_offset_at({utc("2026-07-01 00:00")}, "Europe/Berlin"), hours(2));
}

TEST(TimeZone, NamesAreNamesAndNoPaths)
{
  EXPECT_TRUE(is_time_zone("UTC"));
  for (const char* name :
       {"", "/etc/passwd", "../zoneinfo/UTC", "Asia", "Asia/Hanoi2", "+07:00", "utc+7"}) {
    EXPECT_FALSE(is_time_zone(name)) << name;
  }
}

TEST(Suggestion, NamesTheNearestWordOrWhatIsKnown)
{
  EXPECT_EQ(suggest("duraton", {"name", "duration"}, "-"), "did you mean \"duration\"?");
  EXPECT_EQ(suggest("Egates", {"egates"}, "-"), "did you mean \"egates\"?");
  EXPECT_EQ(suggest("zzzzzz", {"a", "b"}, "-"), "known: a, b");
  EXPECT_EQ(suggest("x", {}, "nothing there"), "nothing there");
  EXPECT_EQ(edit_distance("ab", "ba"), 1U);
  EXPECT_EQ(edit_distance("e-gate", "e_gate"), 0U);
  EXPECT_FALSE(suggest(std::string(1'000'000, 'x'), {"a"}, "-").empty());
}

} // namespace
} // namespace gatetwin
