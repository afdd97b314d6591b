// SPDX-License-Identifier: Apache-2.0
#include "core/base/calendar_date.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

TEST(CalendarDate, DayCountAndDateAreInverse)
{
  for (std::int64_t day = -800'000; day < 800'000; day += 37) {
    const CalendarDate date = date_from_days(day);
    ASSERT_TRUE(is_valid(date));
    ASSERT_EQ(days_since_epoch(date), day);
  }
  EXPECT_EQ(days_since_epoch({1970, 1, 1}), 0);
  EXPECT_EQ(days_since_epoch({2000, 3, 1}), 11'017);
}

TEST(CalendarDate, RefusesDaysThatDoNotExist)
{
  EXPECT_FALSE(is_valid({2025, 2, 29}));
  EXPECT_TRUE(is_valid({2024, 2, 29}));
  EXPECT_FALSE(is_valid({1900, 2, 29}));
  EXPECT_FALSE(is_valid({2024, 13, 1}));
  EXPECT_FALSE(is_valid({2024, 0, 1}));
  EXPECT_FALSE(is_valid({2024, 4, 31}));
}

TEST(CalendarDate, MidnightIsAnHourEarlierInChina)
{
  const WallTime vietnam = start_of_day({2026, 1, 1}, hours(7));
  const WallTime china = start_of_day({2026, 1, 1}, hours(8));
  EXPECT_EQ((vietnam - china).ns, hours(1).ns);
  EXPECT_EQ(local_date(china, hours(7)), (CalendarDate{2025, 12, 31}));
  EXPECT_EQ(local_date(china, hours(8)), (CalendarDate{2026, 1, 1}));
}

} // namespace
} // namespace gatetwin
