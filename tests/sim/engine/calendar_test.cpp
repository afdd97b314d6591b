// SPDX-License-Identifier: Apache-2.0
#include "core/base/random_stream.hpp"
#include "sim/engine/calendar.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <vector>

namespace gatetwin {
namespace {

TEST(Calendar, GivesEqualTimesInTheOrderOfEntry)
{
  Calendar calendar;
  for (std::uint32_t i = 0; i < 1000; ++i) calendar.push(5, 1, i, 0);
  for (std::uint32_t i = 0; i < 1000; ++i) EXPECT_EQ(calendar.pop().subject, i);
  EXPECT_TRUE(calendar.empty());
}

TEST(Calendar, KeepsWhatAnEntryCarries)
{
  Calendar calendar;
  calendar.push(INT64_MAX, 0xFFFF, 0xFFFF'FFFF, 7);
  calendar.push(0, 3, 4, 5);
  const CalendarEntry first = calendar.pop(), second = calendar.pop();
  EXPECT_EQ(first.kind(), 3);
  EXPECT_EQ(first.subject, 4U);
  EXPECT_EQ(first.argument, 5U);
  EXPECT_EQ(second.time_ns, INT64_MAX);
  EXPECT_EQ(second.kind(), 0xFFFF);
  EXPECT_EQ(second.subject, 0xFFFF'FFFFU);
}

// Against a sorted list, for sizes on both sides of the border between array and heap.
TEST(CalendarProperty, GivesEntriesAsASortedListWould)
{
  for (const std::size_t pending : {1U, 10U, 63U, 64U, 65U, 66U, 500U}) {
    Calendar calendar;
    std::vector<std::pair<std::int64_t, std::uint32_t>> list;
    RandomStream luck(pending, 0, 0, 0);
    std::int64_t now = 0;
    std::uint32_t count = 0;
    const auto push = [&] {
      const auto time =
          now + static_cast<std::int64_t>(luck.below(luck.chance(0.1) ? 10'000 : 100));
      list.insert(std::upper_bound(list.begin(), list.end(), std::pair{time, UINT32_MAX}),
                  {time, count});
      calendar.push(time, 0, count++, 0);
    };
    for (int step = 0; step < 20'000; ++step) {
      if (list.empty() ||
          (list.size() < 2 * pending && luck.chance(list.size() < pending ? 0.7 : 0.45))) {
        push();
        continue;
      }
      ASSERT_EQ(calendar.size(), list.size());
      ASSERT_EQ(calendar.next_ns(), list.front().first);
      ASSERT_EQ(calendar.pop().subject, list.front().second);
      now = list.front().first;
      list.erase(list.begin());
    }
  }
}

} // namespace
} // namespace gatetwin
