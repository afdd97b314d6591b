// SPDX-License-Identifier: Apache-2.0
#include "core/base/random_stream.hpp"
#include "sim/experiment/replication_intervals.hpp"
#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace gatetwin::experiment {
namespace {

TEST(ReplicationIntervals, EqualNumbersGiveTheTextbooksStudentT)
{
  // A. M. Law, Simulation Modeling and Analysis, example 4.27: ten values, 90 % interval of their
  // mean 1.34 +- 0.24 (given to two decimals).
  const std::vector<double> values{1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09};
  const Estimate estimate = mean_estimate(values, 0.90);
  ASSERT_TRUE(estimate.ci95);
  EXPECT_NEAR(estimate.value, 1.34, 0.005);
  EXPECT_NEAR(estimate.ci95->hi - estimate.value, 0.24, 0.005);
}

TEST(ReplicationIntervals, ADayWithMoreTravellersCountsForMore)
{
  std::vector<BatchCell> days(6, BatchCell{100, 10});
  days.push_back({9000, 100}); // a mean of 90 over 100 travellers
  const Estimate estimate = ratio_estimate(days);
  EXPECT_DOUBLE_EQ(estimate.value, 9600.0 / 160);
}

TEST(ReplicationIntervals, TooFewReplicationsHaveNoneAndSayWhy)
{
  std::vector<BatchCell> days{{10, 1}, {12, 1}, {11, 1}, {13, 1}};
  EXPECT_FALSE(ratio_estimate(days).ci95);
  EXPECT_EQ(ratio_estimate(days).refusal, "fewer than 5 replications");
  days.push_back({0, 0}); // a day without anybody tells nothing
  EXPECT_FALSE(ratio_estimate(days).ci95);
  days.push_back({14, 1});
  EXPECT_TRUE(ratio_estimate(days).ci95);
  const std::vector<BatchCell> nine(9, BatchCell{95, 100});
  EXPECT_EQ(quantile_estimate({}, 0.95, nine).refusal, "fewer than 10 replications");
}

TEST(ReplicationIntervals, WhatNeverVariedHasNone)
{
  const std::vector<BatchCell> same(20, BatchCell{0, 50});
  EXPECT_EQ(ratio_estimate(same).refusal, "nothing varied");
}

TEST(ReplicationIntervals, AQuantileWhoseUpperEndLiesBeyondTheSampleHasNone)
{
  LogHistogram pooled;
  for (std::uint64_t i = 1; i <= 1000; ++i) pooled.add(i);
  std::vector<BatchCell> up_to;
  for (int i = 0; i < 10; ++i) up_to.push_back({i % 2 == 0 ? 100.0 : 80.0, 100});
  EXPECT_EQ(quantile_estimate(pooled, 0.95, up_to).refusal, "an end lies beyond what was observed");
}

TEST(ReplicationIntervals, WhereEverybodyKeepsTheLimitTheTimesTellHowManyAreIndependent)
{
  const std::vector<BatchCell> all(10, BatchCell{1000, 1000});
  const Estimate none = share_estimate(all, {});
  EXPECT_FALSE(none.ci95);
  const Estimate loose = share_estimate(all, {1.0, 0.1}); // as 100 independent travellers
  const Estimate tight = share_estimate(all, {1.0, 0.02});
  ASSERT_TRUE(loose.ci95 && tight.ci95);
  EXPECT_LT(loose.ci95->lo, tight.ci95->lo);
  EXPECT_LT(loose.ci95->lo, 0.97);
}

// Many studies of days whose answer is known: a busy day has more travellers and longer waits, so
// that the ratio's two parts depend on each other. With 500 studies the standard error of a share
// is 1 %; three of them to both sides, and a point below for few skewed days, make 90.9 to 98 %.
struct Coverage {
  double mean = 0, p95 = 0, share = 0;
};

Coverage coverage_of(std::size_t days, int studies)
{
  constexpr double limit = 3;
  // Load L is 1 or 2, each every other day; a day has 200 L travellers whose waits are exponential
  // with mean L. Mean over travellers: (1 x 1 + 2 x 2) / (1 + 2) = 5/3.
  const auto share_above = [](double x) { return (std::exp(-x) + 2 * std::exp(-x / 2)) / 3; };
  double low = 0;
  double high = 50;
  for (int i = 0; i < 100; ++i)
    (share_above((low + high) / 2) > 0.05 ? low : high) = (low + high) / 2;
  const double exact_p95 = low;
  Coverage hits;
  for (int study = 0; study < studies; ++study) {
    LogHistogram pooled;
    std::vector<LogHistogram> own(days);
    std::vector<BatchCell> sums(days);
    std::vector<BatchCell> within(days);
    RandomStream draws(7, static_cast<std::uint64_t>(study), days, purpose_key("test/days"));
    for (std::size_t d = 0; d < days; ++d) {
      const double load = draws.chance(0.5) ? 2 : 1;
      const int travellers = static_cast<int>(200 * load);
      for (int i = 0; i < travellers; ++i) {
        const double wait = draws.exponential(load);
        sums[d].sum += wait;
        sums[d].weight += 1;
        within[d].sum += wait <= limit;
        within[d].weight += 1;
        own[d].add(static_cast<std::uint64_t>(wait * 1e9));
      }
      pooled.merge(own[d]);
    }
    std::vector<BatchCell> up_to;
    for (const LogHistogram& day : own) {
      up_to.push_back({static_cast<double>(day.weight_up_to(pooled.quantile(0.95))),
                       static_cast<double>(day.total())});
    }
    const auto covers = [](const Estimate& e, double exact, double unit) {
      return e.ci95 && e.ci95->lo / unit <= exact && exact <= e.ci95->hi / unit;
    };
    hits.mean += covers(ratio_estimate(sums), 5.0 / 3, 1);
    hits.p95 += covers(quantile_estimate(pooled, 0.95, up_to), exact_p95, 1e9);
    hits.share += covers(share_estimate(within, {}), 1 - share_above(limit), 1);
  }
  return {hits.mean / studies, hits.p95 / studies, hits.share / studies};
}

TEST(ReplicationIntervals, CoverTheExactValueAsOftenAsTheySay)
{
  for (const std::size_t days : {std::size_t{10}, std::size_t{20}, std::size_t{40}}) {
    const Coverage got = coverage_of(days, 500);
    RecordProperty("days_" + std::to_string(days), std::to_string(got.mean) + " " +
                                                       std::to_string(got.p95) + " " +
                                                       std::to_string(got.share));
    std::printf("%zu days: mean %.1f %%, p95 %.1f %%, share %.1f %%\n", days, got.mean * 100,
                got.p95 * 100, got.share * 100);
    for (const double share : {got.mean, got.p95, got.share}) {
      EXPECT_GT(share, 0.909) << days;
      EXPECT_LT(share, 0.98) << days;
    }
  }
}

} // namespace
} // namespace gatetwin::experiment
