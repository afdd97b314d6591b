// SPDX-License-Identifier: Apache-2.0
#include "sim/statistics/moments.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

namespace gatetwin {
namespace {

TEST(DurationMoments, AreExactForAKnownSample)
{
  DurationMoments m;
  for (const std::uint64_t s : {2U, 4U, 4U, 4U, 5U, 5U, 7U, 9U}) m.add(s * 1'000'000'000);
  EXPECT_EQ(m.count(), 8U);
  EXPECT_DOUBLE_EQ(m.mean_s(), 5.0);
  EXPECT_DOUBLE_EQ(m.sd_s(), std::sqrt(32.0 / 7.0));
  EXPECT_EQ(m.min_ns(), 2'000'000'000U);
  EXPECT_EQ(m.max_ns(), 9'000'000'000U);
}

// A sum of squares in floating point would lose all of this variance: 1 ns about a day.
TEST(DurationMoments, KeepTheVarianceOfNanosecondsAboutADay)
{
  constexpr std::uint64_t day = 86'400'000'000'000;
  DurationMoments m;
  for (int i = 0; i < 1000; ++i) m.add(i % 2 == 0 ? day + 1 : day - 1);
  EXPECT_DOUBLE_EQ(m.sd_s(), std::sqrt(1000.0 / 999.0) * 1e-9);
}

TEST(DurationMoments, AreZeroWithoutValues)
{
  const DurationMoments m;
  EXPECT_EQ(m.count(), 0U);
  EXPECT_EQ(m.mean_s(), 0);
  EXPECT_EQ(m.sd_s(), 0);
  EXPECT_EQ(m.min_ns(), 0U);
}

RC_GTEST_PROP(DurationMoments, MergedInAnyWayGiveTheSameBits, ())
{
  const auto values = *rc::gen::container<std::vector<std::uint64_t>>(
      rc::gen::inRange<std::uint64_t>(0, 1'000'000'000'000));
  const auto cut = *rc::gen::inRange<std::size_t>(0, values.size() + 1);
  DurationMoments all;
  DurationMoments first;
  DurationMoments second;
  for (std::size_t i = 0; i < values.size(); ++i) {
    all.add(values[i]);
    (i < cut ? first : second).add(values[i]);
  }
  second.merge(first);
  RC_ASSERT(second.mean_s() == all.mean_s());
  RC_ASSERT(second.sd_s() == all.sd_s());
}

TEST(Welford, IsExactForAKnownSampleAndWhenMerged)
{
  Welford all;
  Welford first;
  Welford second;
  const std::vector<double> sample{2, 4, 4, 4, 5, 5, 7, 9};
  for (std::size_t i = 0; i < sample.size(); ++i) {
    all.add(sample[i]);
    (i < 3 ? first : second).add(sample[i]);
  }
  first.merge(second);
  EXPECT_DOUBLE_EQ(all.mean(), 5.0);
  EXPECT_DOUBLE_EQ(all.variance(), 32.0 / 7.0);
  EXPECT_DOUBLE_EQ(first.mean(), 5.0);
  EXPECT_DOUBLE_EQ(first.variance(), 32.0 / 7.0);
}

TEST(DurationMoments, ComeBackFromTheirParts)
{
  DurationMoments moments;
  for (int i = 0; i < 3000; ++i)
    moments.add(DurationMoments::limit_ns - 7 * static_cast<std::uint64_t>(i));
  const DurationMoments back = DurationMoments::from_parts(moments.parts());
  EXPECT_EQ(back.count(), moments.count());
  EXPECT_EQ(back.mean_s(), moments.mean_s());
  EXPECT_EQ(back.sd_s(), moments.sd_s());
  EXPECT_EQ(back.min_ns(), moments.min_ns());
  EXPECT_EQ(back.max_ns(), moments.max_ns());
}

} // namespace
} // namespace gatetwin
