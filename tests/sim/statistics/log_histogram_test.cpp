// SPDX-License-Identifier: Apache-2.0
#include "sim/statistics/log_histogram.hpp"
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

namespace gatetwin {
namespace {

// Values over the whole range, not only large ones.
rc::Gen<std::vector<std::uint64_t>> values()
{
  return rc::gen::container<std::vector<std::uint64_t>>(
      rc::gen::map(rc::gen::pair(rc::gen::arbitrary<std::uint64_t>(), rc::gen::inRange(11, 64)),
                   [](std::pair<std::uint64_t, int> p) { return p.first >> p.second; }));
}

RC_GTEST_PROP(LogHistogram, QuantilesAreWithinTheirErrorOfTheOrderedSample, ())
{
  auto sample = *values();
  RC_PRE(!sample.empty());
  const double q = static_cast<double>(*rc::gen::inRange(0, 1001)) / 1000;
  LogHistogram h;
  for (const std::uint64_t v : sample) h.add(v);
  std::sort(sample.begin(), sample.end());
  const double wanted = q * static_cast<double>(sample.size());
  const auto rank = static_cast<std::size_t>(std::max(1.0, std::ceil(wanted - 1e-9 * wanted)));
  const double exact = static_cast<double>(sample[rank - 1]);
  RC_ASSERT(std::abs(h.quantile(q) - exact) <= LogHistogram::relative_error * exact);
  if (exact < 256) RC_ASSERT(h.quantile(q) == exact);
}

RC_GTEST_PROP(LogHistogram, MergingIsAddingAllValuesToOne, ())
{
  const auto a = *values();
  const auto b = *values();
  LogHistogram first;
  LogHistogram second;
  LogHistogram all;
  for (const std::uint64_t v : a) first.add(v), all.add(v);
  for (const std::uint64_t v : b) second.add(v), all.add(v);
  first.merge(second);
  RC_ASSERT(first.total() == all.total());
  RC_ASSERT(first.min() == all.min());
  RC_ASSERT(first.max() == all.max());
  for (const double q : {0.0, 0.1, 0.5, 0.95, 1.0}) {
    RC_ASSERT(first.quantile(q) == all.quantile(q));
  }
}

TEST(LogHistogram, KeepsTheExtremesExactly)
{
  LogHistogram h;
  for (const std::uint64_t v : {1'234'567'891'011U, 17'000'000'001U, 99'999'999'999U}) h.add(v);
  EXPECT_EQ(h.min(), 17'000'000'001U);
  EXPECT_EQ(h.max(), 1'234'567'891'011U);
  EXPECT_EQ(h.quantile(0), 17'000'000'001.0);
  EXPECT_EQ(h.quantile(1), 1'234'567'891'011.0);
}

TEST(LogHistogram, RanksAreNotMissedByRounding)
{
  LogHistogram h;
  for (std::uint64_t v = 1; v <= 100; ++v) h.add(v);
  for (int percent = 1; percent <= 100; ++percent) {
    EXPECT_EQ(h.quantile(percent / 100.0), percent);
  }
}

TEST(LogHistogram, WeightsCountLikeRepeatedValues)
{
  LogHistogram h;
  h.add(0, 90); // a queue that was empty 90 of 100 ns
  h.add(3, 6);
  h.add(7, 4);
  EXPECT_EQ(h.quantile(0.90), 0);
  EXPECT_EQ(h.quantile(0.95), 3);
  EXPECT_EQ(h.quantile(0.99), 7);
  EXPECT_DOUBLE_EQ(h.sd_around(0.46),
                   std::sqrt((90 * 0.46 * 0.46 + 6 * 2.54 * 2.54 + 4 * 6.54 * 6.54) / 100));
}

TEST(LogHistogram, IsEmptyWithoutValuesAndLimitsHugeOnes)
{
  LogHistogram h;
  EXPECT_EQ(h.quantile(0.5), 0);
  EXPECT_EQ(h.min(), 0U);
  h.add(UINT64_MAX);
  EXPECT_EQ(h.max(), LogHistogram::largest);
  EXPECT_EQ(h.quantile(0.5), static_cast<double>(LogHistogram::largest));
}

RC_GTEST_PROP(LogHistogram, ComesBackFromItsBuckets, ())
{
  const auto sample = *values();
  LogHistogram h;
  for (const std::uint64_t v : sample) h.add(v);
  const auto buckets = h.buckets();
  const auto back = LogHistogram::from_buckets(buckets, h.min(), h.max());
  RC_ASSERT(back.has_value());
  RC_ASSERT(back->total() == h.total());
  for (const double q : {0.0, 0.1, 0.5, 0.95, 1.0}) RC_ASSERT(back->quantile(q) == h.quantile(q));
}

RC_GTEST_PROP(LogHistogram, WeightUpToAQuantileIsAtLeastItsShare, ())
{
  const auto sample = *values();
  RC_PRE(!sample.empty());
  LogHistogram h;
  for (const std::uint64_t v : sample) h.add(v);
  const double n = static_cast<double>(h.total());
  const double q = static_cast<double>(*rc::gen::inRange(1, 1000)) / 1000;
  RC_ASSERT(static_cast<double>(h.weight_up_to(h.quantile(q))) >= q * n - 1e-9 * n);
  RC_ASSERT(h.weight_up_to(static_cast<double>(h.max())) == h.total());
  RC_ASSERT(h.weight_up_to(-1) == 0);
}

TEST(LogHistogram, BucketsThatCannotBeOnesAreRefused)
{
  using Bucket = LogHistogram::Bucket;
  const std::vector<std::vector<Bucket>> wrong{
      {{6144, 1}}, {{5, 0}}, {{5, 1}, {5, 1}}, {{6, 1}, {5, 1}}};
  for (const auto& buckets : wrong) EXPECT_FALSE(LogHistogram::from_buckets(buckets, 5, 6));
  const std::vector<Bucket> one{{5, 1}};
  EXPECT_FALSE(LogHistogram::from_buckets(one, 6, 5));
}

} // namespace
} // namespace gatetwin
