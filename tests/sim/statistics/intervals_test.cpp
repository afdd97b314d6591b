// SPDX-License-Identifier: Apache-2.0
#include "core/base/random_stream.hpp"
#include "sim/statistics/intervals.hpp"
#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace gatetwin {
namespace {

std::vector<BatchCell> independent_cells(std::size_t n, std::uint64_t seed)
{
  RandomStream random(seed, 0, 0, purpose_key("cells"));
  std::vector<BatchCell> cells;
  for (std::size_t i = 0; i < n; ++i) cells.push_back({10 + random.normal(), 1});
  return cells;
}

// Tables of Student's t in any textbook.
TEST(StudentT, AgreesWithTheTables)
{
  EXPECT_NEAR(student_t_quantile(0.975, 1), 12.706, 5e-4);
  EXPECT_NEAR(student_t_quantile(0.975, 10), 2.228, 5e-4);
  EXPECT_NEAR(student_t_quantile(0.975, 30), 2.042, 5e-4);
  EXPECT_NEAR(student_t_quantile(0.995, 29), 2.756, 5e-4);
}

// Symmetric: each cell has its mirror image, so that nothing is to be bent.
std::vector<BatchCell> symmetric_cells(std::size_t half, std::uint64_t seed)
{
  std::vector<BatchCell> cells = independent_cells(half, seed);
  for (std::size_t i = 0; i < half; ++i) cells.push_back({20 - cells[i].sum, 1});
  return cells;
}

TEST(BatchInterval, IsStudentsForSymmetricCellsOfEqualWeight)
{
  const std::vector<BatchCell> cells = symmetric_cells(40, 3);
  std::vector<double> batches;
  for (std::size_t i = 0; i < 80; i += 4) {
    batches.push_back((cells[i].sum + cells[i + 1].sum + cells[i + 2].sum + cells[i + 3].sum) / 4);
  }
  const IntervalVerdict textbook = mean_interval(batches, 0.95);
  const IntervalVerdict verdict = batch_interval(cells, 10, 0.95);
  ASSERT_TRUE(verdict.interval);
  EXPECT_NEAR(verdict.interval->lo, textbook.interval->lo, 1e-12);
  EXPECT_NEAR(verdict.interval->hi, textbook.interval->hi, 1e-12);
  EXPECT_NEAR(verdict.error, textbook.error, 1e-12);
}

// A few very busy batches: the mean is rather too small than too large, so the interval reaches
// further up.
TEST(BatchInterval, ReachesFurtherToTheSideOfTheTail)
{
  std::vector<BatchCell> cells = independent_cells(100, 4);
  for (const std::size_t i : {10, 40, 90}) cells[i].sum += 30;
  const Interval interval = batch_interval(cells, 10.9, 0.95).interval.value();
  EXPECT_GT(interval.hi - 10.9, 1.2 * (10.9 - interval.lo));
}

TEST(BatchInterval, IsWiderForAHigherLevel)
{
  const std::vector<BatchCell> cells = independent_cells(100, 5);
  const auto at = [&](double level) { return batch_interval(cells, 10, level).interval.value(); };
  EXPECT_LT(at(0.99).lo, at(0.95).lo);
  EXPECT_GT(at(0.99).hi, at(0.95).hi);
}

TEST(BatchInterval, RefusesFewerThanFifteenBatches)
{
  EXPECT_EQ(batch_interval(independent_cells(59, 4), 10, 0.95).refusal, Refusal::too_few_batches);
  EXPECT_FALSE(batch_interval(independent_cells(59, 4), 10, 0.95).interval);
  EXPECT_TRUE(batch_interval(independent_cells(60, 4), 10, 0.95).interval);
  EXPECT_EQ(batch_interval({}, 0, 0.95).refusal, Refusal::too_few_batches);
}

TEST(BatchInterval, PassesOverCellsInWhichNothingWasObserved)
{
  std::vector<BatchCell> cells = independent_cells(100, 8);
  for (std::size_t i = 0; i < 50; ++i) cells[i] = {}; // closed in the first half
  EXPECT_EQ(batch_interval(cells, 10, 0.95).refusal, Refusal::too_few_batches);
  std::vector<BatchCell> more(100);
  for (const BatchCell& cell : independent_cells(70, 8)) more.push_back(cell);
  EXPECT_TRUE(batch_interval(more, 10, 0.95).interval);
}

TEST(BatchInterval, RefusesATrend)
{
  std::vector<BatchCell> cells = independent_cells(100, 2);
  for (std::size_t i = 0; i < cells.size(); ++i) cells[i].sum += 0.1 * static_cast<double>(i);
  EXPECT_EQ(batch_interval(cells, 15, 0.95).refusal, Refusal::correlated);
}

TEST(BatchInterval, RefusesAConstant)
{
  for (const double value : {0.0, 0.1}) {
    const std::vector<BatchCell> cells(100, BatchCell{value * 7, 7});
    EXPECT_EQ(batch_interval(cells, value, 0.95).refusal, Refusal::no_variation);
    EXPECT_FALSE(batch_interval(cells, value, 0.95).interval);
  }
}

// W. S. Gosset's own example (1908): additional hours of sleep by two drugs, ten patients.
const std::vector<double> sleep_first{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
const std::vector<double> sleep_second{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

TEST(MeanInterval, AgreesWithStudentsSleepData)
{
  const Interval interval = mean_interval(sleep_first, 0.95).interval.value();
  EXPECT_NEAR(interval.lo, -0.5297804, 1e-6);
  EXPECT_NEAR(interval.hi, 2.0297804, 1e-6);
}

TEST(DifferenceInterval, AgreesWithWelchOnStudentsSleepData)
{
  const Interval interval = difference_interval(sleep_first, sleep_second, 0.95).interval.value();
  EXPECT_NEAR(interval.lo, -3.3654832, 1e-6);
  EXPECT_NEAR(interval.hi, 0.2054832, 1e-6);
}

TEST(MeanInterval, RefusesASingleRun)
{
  EXPECT_EQ(mean_interval(std::vector<double>{1.0}, 0.95).refusal, Refusal::too_few_runs);
  EXPECT_EQ(difference_interval(sleep_first, std::vector<double>{1.0}, 0.95).refusal,
            Refusal::too_few_runs);
}

// R. G. Newcombe (Statistics in Medicine 17, 1998), table I, method 3: 81 of 263 and 0 of 20.
TEST(WilsonInterval, AgreesWithPublishedValues)
{
  EXPECT_NEAR(wilson_interval(81.0 / 263, 263, 0.95).lo, 0.2553, 5e-5);
  EXPECT_NEAR(wilson_interval(81.0 / 263, 263, 0.95).hi, 0.3662, 5e-5);
  EXPECT_NEAR(wilson_interval(0, 20, 0.95).hi, 0.1611, 5e-5);
  for (int n = 1; n < 1000; ++n) {
    EXPECT_EQ(wilson_interval(0, n * 1.1, 0.95).lo, 0);
    EXPECT_EQ(wilson_interval(1, n * 1.1, 0.95).hi, 1);
  }
}

} // namespace
} // namespace gatetwin
