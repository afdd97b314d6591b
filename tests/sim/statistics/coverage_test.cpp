// SPDX-License-Identifier: Apache-2.0
// Do the intervals mean what they say? Many studies of a process whose answer is known exactly; the
// share of 95 % intervals that hold the answer must be near 95 %. With 300 studies the standard
// error of that share is 1.26 %: three of them to both sides, and half a point below for batches
// that are finite, make 90.7 to 98.8 %. A quantile of the wrong tail or no correction of the skew
// falls below that.
#include "core/base/portable_math.hpp"
#include "core/base/random_stream.hpp"
#include "sim/statistics/observation_stream.hpp"
#include "sim/statistics/time_cells.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

constexpr int studies = 300;
constexpr std::int64_t second_ns = 1'000'000'000;

// An observation stream with cells that follow the time, as RunStatistics keeps them.
class Study {
public:
  void add(double time_s, double value_s)
  {
    const auto now_ns = static_cast<std::int64_t>(time_s * 1e9);
    while (now_ns >= m_cells.end_ns()) {
      const bool folded = m_cells.next();
      m_stream.begin_cell(m_cells.current());
      if (folded) m_stream.fold();
    }
    m_stream.add(static_cast<std::int64_t>(value_s * 1e9));
  }
  IntervalVerdict mean()
  {
    m_stream.finish();
    return m_stream.mean_interval_s(m_cells.current(), 0.95);
  }
  IntervalVerdict p95()
  {
    m_stream.finish();
    return m_stream.quantile_interval_s(0.95, m_cells.current(), 0.95);
  }

private:
  TimeCells m_cells{0, second_ns, batch_cells};
  ObservationStream m_stream;
};

struct Coverage {
  int offered = 0;
  int covered = 0;
  void count(const IntervalVerdict& verdict, double truth)
  {
    if (!verdict.interval) return;
    ++offered;
    covered += verdict.interval->lo <= truth && truth <= verdict.interval->hi;
  }
  double share() const { return static_cast<double>(covered) / offered; }
};

void expect_near_95(const Coverage& coverage)
{
  EXPECT_GE(coverage.share(), 0.907);
  EXPECT_LE(coverage.share(), 0.988);
}

// Waits of successive customers, service rate 1 (D. V. Lindley 1952), from a settled start.
template <typename Take>
void simulate_waits(double load, int customers, std::uint64_t seed, Take take)
{
  RandomStream arrivals(seed, 0, 0, purpose_key("arrivals"));
  RandomStream services(seed, 0, 0, purpose_key("services"));
  const double settling = 20 / ((1 - load) * (1 - load));
  double time = -settling;
  double wait = 0;
  for (int i = 0; i < customers;) {
    if (time + wait >= 0) {
      take(time + wait, wait);
      ++i;
    }
    const double gap = arrivals.exponential(1 / load);
    wait = std::max(0.0, wait + services.exponential(1) - gap);
    time += gap;
  }
}

void expect_coverage_of_waits(double load, int customers)
{
  Coverage mean;
  Coverage p95;
  for (int study = 0; study < studies; ++study) {
    Study run;
    simulate_waits(load, customers, static_cast<std::uint64_t>(study + 1),
                   [&](double time, double wait) { run.add(time, wait); });
    mean.count(run.mean(), load / (1 - load));
    p95.count(run.p95(), portable_log(load / 0.05) / (1 - load));
  }
  ::testing::Test::RecordProperty("mean_offered", mean.offered);
  ::testing::Test::RecordProperty("mean_covered", mean.covered);
  ::testing::Test::RecordProperty("p95_offered", p95.offered);
  ::testing::Test::RecordProperty("p95_covered", p95.covered);
  EXPECT_GE(mean.offered, studies * 9 / 10);
  EXPECT_GE(p95.offered, studies * 8 / 10);
  expect_near_95(mean);
  expect_near_95(p95);
}

TEST(Coverage, OfMM1WaitsAtLoad50) { expect_coverage_of_waits(0.5, 30'000); }
TEST(Coverage, OfMM1WaitsAtLoad80) { expect_coverage_of_waits(0.8, 60'000); }
TEST(Coverage, OfMM1WaitsAtLoad90) { expect_coverage_of_waits(0.9, 200'000); }

// X' = mean + phi (X - mean) + noise, one value a second.
IntervalVerdict autoregressive(double phi, int values, std::uint64_t seed)
{
  RandomStream random(seed, 0, 0, purpose_key("ar1"));
  Study run;
  double off = random.normal() / std::sqrt(1 - phi * phi);
  for (int i = 0; i < values; ++i) {
    run.add(i, 100 + off);
    off = phi * off + random.normal();
  }
  return run.mean();
}

TEST(Coverage, OfAnAutoregressiveProcess)
{
  for (const double phi : {-0.5, 0.0, 0.5, 0.9}) {
    Coverage mean;
    for (int study = 0; study < studies; ++study) {
      mean.count(autoregressive(phi, 20'000, static_cast<std::uint64_t>(study + 1)), 100);
    }
    EXPECT_GE(mean.offered, studies * 9 / 10) << phi;
    expect_near_95(mean);
  }
}

TEST(Coverage, IsNotClaimedForRunsThatAreTooShortForTheirMemory)
{
  int offered = 0;
  for (int study = 0; study < studies; ++study) {
    const IntervalVerdict v = autoregressive(0.99, 2'000, static_cast<std::uint64_t>(study + 1));
    if (v.interval) ++offered;
    EXPECT_EQ(v.refusal, v.interval ? Refusal::none : Refusal::correlated);
  }
  EXPECT_LE(offered, studies / 100);
  EXPECT_EQ(autoregressive(0, 59, 1).refusal, Refusal::too_few_batches);
}

// Of 64 values three lie beyond the 95th percentile: its upper end is anybody's guess.
TEST(Coverage, OfAQuantileIsRefusedWhereTheSampleDoesNotReach)
{
  int refused = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    RandomStream random(seed, 0, 0, purpose_key("quantile"));
    Study few;
    Study many;
    for (int i = 0; i < 64; ++i) few.add(i, random.exponential(10));
    for (int i = 0; i < 5000; ++i) many.add(i, random.exponential(10));
    refused += few.p95().refusal == Refusal::beyond_sample;
    EXPECT_NE(many.p95().refusal, Refusal::beyond_sample);
  }
  EXPECT_GE(refused, 60);
}

} // namespace
} // namespace gatetwin
