// SPDX-License-Identifier: Apache-2.0
#include "core/base/time.hpp"
#include <gtest/gtest.h>
#include <limits>

namespace gatetwin {
namespace {

TEST(Time, SecondsRoundToTheNearestNanosecond)
{
  EXPECT_EQ(from_seconds(1.5).ns, 1'500'000'000);
  EXPECT_EQ(from_seconds(-1.5).ns, -1'500'000'000);
  EXPECT_EQ(from_seconds(0.6e-9).ns, 1);
}

TEST(Time, ImpossibleSecondsAreDefined)
{
  EXPECT_EQ(from_seconds(std::numeric_limits<double>::quiet_NaN()).ns, 0);
  EXPECT_EQ(from_seconds(1e300).ns, INT64_MAX);
  EXPECT_EQ(from_seconds(-1e300).ns, INT64_MIN);
}

TEST(Time, ADeadlineBeyondTheEndOfTimeNeverComes)
{
  EXPECT_EQ(MonotonicTime{INT64_MAX - 5} + seconds(1), MonotonicTime::never());
}

} // namespace
} // namespace gatetwin
