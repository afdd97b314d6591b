// SPDX-License-Identifier: Apache-2.0
#include "sim/timing/phase_comparison.hpp"
#include "sim/timing/phase_times.hpp"
#include "tests/sim/timing/gate_story.hpp"
#include <cmath>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using test::GateStory;

LimitSet face_limit(std::int64_t within_ms, double share = 1, bool recommended = false)
{
  return {"", "", {{"face", Phase::capturing, within_ms * 1'000'000, share, recommended, "", ""}}};
}

// The faces of these many milliseconds, one passage each.
GateStory faces(const std::vector<std::int64_t>& faces_ms)
{
  GateStory story;
  story.start();
  std::int64_t at_ms = 1000;
  std::uint64_t transaction = 1;
  for (const std::int64_t ms : faces_ms) {
    story.pass(transaction++, at_ms, ms);
    at_ms += 100'000;
  }
  return story;
}

PhaseTimes measure(const GateStory& story, const LimitSet& limits)
{
  PhaseTimes times(GateStory::header(), limits);
  times.on_records(story.records);
  return times;
}

TEST(PhaseTimes, CountsWhatIsOverTheLimitExactly)
{
  const PhaseTimes times = measure(faces({3000, 10'000, 10'001, 12'000}), face_limit(10'000));
  const LimitFinding& finding = times.findings().front();
  EXPECT_EQ(finding.count, 4U);
  EXPECT_EQ(finding.over, 2U) << "what takes exactly as long as the limit keeps it";
  EXPECT_DOUBLE_EQ(finding.share_within(), 0.5);
  EXPECT_EQ(finding.verdict(), LimitVerdict::broken);
  EXPECT_TRUE(times.any_broken());
  ASSERT_EQ(finding.longest.size(), 2U);
  EXPECT_EQ(finding.longest[0].transaction, 4U);
  EXPECT_EQ(finding.longest[0].duration_ns, 12'000'000'000);
  EXPECT_EQ(finding.longest[1].transaction, 3U);
}

TEST(PhaseTimes, AShareThatIsReachedExactlyKeepsTheLimit)
{
  std::vector<std::int64_t> some(20, 3000);
  some[7] = 11'000;
  EXPECT_EQ(measure(faces(some), face_limit(10'000, 0.95)).findings().front().verdict(),
            LimitVerdict::kept);
  some[8] = 11'000;
  EXPECT_EQ(measure(faces(some), face_limit(10'000, 0.95)).findings().front().verdict(),
            LimitVerdict::broken);
}

TEST(PhaseTimes, ARecommendedLimitFailsNothing)
{
  const PhaseTimes times = measure(faces({11'000}), face_limit(10'000, 1, true));
  EXPECT_EQ(times.findings().front().verdict(), LimitVerdict::missed);
  EXPECT_FALSE(times.any_broken());
}

TEST(PhaseTimes, WhatNeverHappenedIsNotMeasured)
{
  const PhaseTimes times = measure(faces({}), face_limit(10'000));
  EXPECT_EQ(times.findings().front().verdict(), LimitVerdict::not_measured);
  EXPECT_FALSE(times.any_broken());
}

TEST(PhaseTimes, NamesTheLongestWhateverTheOrder)
{
  std::vector<std::int64_t> rising, falling;
  for (std::int64_t i = 0; i < 100; ++i) {
    rising.push_back(11'000 + i);
    falling.push_back(11'099 - i);
  }
  for (const auto& order : {rising, falling}) {
    const PhaseTimes times = measure(faces(order), face_limit(10'000));
    const auto& longest = times.findings().front().longest;
    ASSERT_EQ(longest.size(), LimitFinding::named_at_most);
    for (std::size_t i = 0; i < longest.size(); ++i)
      EXPECT_EQ(longest[i].duration_ns / 1'000'000, 11'099 - static_cast<std::int64_t>(i));
    EXPECT_EQ(times.findings().front().over, 100U);
  }
}

TEST(PhaseTimes, KeepsToTheUnitThatIsAskedFor)
{
  PhaseTimes times(GateStory::header(), face_limit(10'000), 7);
  times.on_records(faces({3000, 4000}).records);
  EXPECT_EQ(times.sample(Phase::capturing).count, 0U);
}

TEST(PhaseTimes, MeansAreExactAndPercentilesNear)
{
  const PhaseTimes times = measure(faces({3000, 4000, 5000, 9000}), {});
  const PhaseSample& sample = times.sample(Phase::capturing);
  EXPECT_DOUBLE_EQ(sample.mean_ns(), 5.25e9);
  EXPECT_NEAR(sample.histogram.quantile(0.5), 4e9, 4e9 / 256);
  EXPECT_EQ(sample.histogram.max(), 9'000'000'000U);
}

TEST(PhaseComparison, TheSameJournalIsAlike)
{
  const std::vector<std::int64_t> some(30, 3000);
  const PhaseTimes a = measure(faces(some), {}), b = measure(faces(some), {});
  for (const PhaseComparison& row : compare_phases(a, b)) {
    EXPECT_EQ(row.distance, 0) << to_string(row.phase);
    EXPECT_EQ(row.largest_difference(), 0);
    EXPECT_FALSE(row.differs());
  }
}

// By hand: of 1..40 s against 21..60 s half of each lies outside the other.
TEST(PhaseComparison, TheDistanceIsKolmogorovAndSmirnovs)
{
  std::vector<std::int64_t> early, late;
  for (std::int64_t i = 1; i <= 40; ++i) {
    early.push_back(i * 1000);
    late.push_back((i + 20) * 1000);
  }
  const PhaseTimes a = measure(faces(early), {}), b = measure(faces(late), {});
  for (const PhaseComparison& row : compare_phases(a, b)) {
    if (row.phase != Phase::capturing) continue;
    EXPECT_DOUBLE_EQ(row.distance, 0.5);
    EXPECT_NEAR(row.distance_by_chance, 1.3581 * std::sqrt(80.0 / 1600.0), 1e-12);
    EXPECT_TRUE(row.differs());
    EXPECT_NEAR(row.largest_difference(), 0.5, 0.02); // of the medians: 20 s against 40 s
    return;
  }
  FAIL() << "the phase is missing";
}

TEST(PhaseComparison, FewAreShownButNotJudged)
{
  const PhaseTimes a = measure(faces(std::vector<std::int64_t>(19, 3000)), {});
  const PhaseTimes b = measure(faces(std::vector<std::int64_t>(30, 9000)), {});
  for (const PhaseComparison& row : compare_phases(a, b)) EXPECT_FALSE(row.differs());
}

TEST(PhaseComparison, APhaseOfOneSideOnlyIsARow)
{
  const PhaseTimes a = measure(faces({3000}), {}), none = measure(faces({}), {});
  const auto rows = compare_phases(a, none);
  ASSERT_FALSE(rows.empty());
  EXPECT_FALSE(rows.front().both());
  EXPECT_EQ(compare_phases(none, a).size(), rows.size());
}

} // namespace
} // namespace gatetwin
