// SPDX-License-Identifier: Apache-2.0
#include "core/base/random_stream.hpp"
#include "sim/experiment/comparison.hpp"
#include "sim/experiment/comparison_text.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace gatetwin::experiment {
namespace {

using Values = std::vector<std::vector<std::optional<double>>>;

// A day's own luck, with standard deviation 10, is shared by all designs; each adds its shift and a
// little luck of its own.
Values shared_luck(const std::vector<double>& shifts, std::size_t days, double own_sd)
{
  Values values(shifts.size());
  RandomStream shared(1, 0, 0, purpose_key("test/shared"));
  RandomStream own(1, 0, 0, purpose_key("test/own"));
  for (std::size_t r = 0; r < days; ++r) {
    const double luck = 100 + 10 * shared.normal();
    for (std::size_t d = 0; d < shifts.size(); ++d)
      values[d].push_back(luck + shifts[d] + own_sd * own.normal());
  }
  return values;
}

FigureValues figure(const char* text, Values values)
{
  return {*parse_figure_choice(text).choice, std::move(values)};
}

TEST(Comparison, WhatDesignsShareFallsOutOfTheDifference)
{
  const Comparison c = compare({figure("wait_mean", shared_luck({0, -3}, 20, 1))});
  const FigureComparison& wait = c.figures.at(0);
  EXPECT_EQ(wait.leader, 1U);
  EXPECT_TRUE(wait.settled) << "though the days differ three times as much as the designs";
  ASSERT_EQ(wait.differences.size(), 1U);
  EXPECT_NEAR(wait.differences[0].estimate.value, 3, 1);
  EXPECT_TRUE(wait.differences[0].certainly_more());
  EXPECT_LT(*wait.differences[0].variance_ratio, 0.05);
}

TEST(Comparison, AllIntervalsHoldTogether)
{
  const Values values = shared_luck({0, 1, 2, 3}, 20, 1);
  const Comparison c = compare({figure("wait_mean", values), figure("wait_p95", values)});
  EXPECT_DOUBLE_EQ(c.level_of_each, 1 - 0.05 / 12) << "two figures of six pairs";
  const Comparison alone = compare({figure("wait_mean", {values[0], values[1]})});
  EXPECT_GT(c.figures[0].differences[0].estimate.ci95->hi -
                c.figures[0].differences[0].estimate.ci95->lo,
            alone.figures[0].differences[0].estimate.ci95->hi -
                alone.figures[0].differences[0].estimate.ci95->lo);
}

// Of 400 studies of four equal designs at most 5 % may tell any two apart; three standard errors
// of that are 3.3 %.
TEST(Comparison, EqualDesignsAreRarelyToldApart)
{
  int told = 0;
  for (int study = 0; study < 400; ++study) {
    Values values(4);
    RandomStream draws(2, static_cast<std::uint64_t>(study), 0, purpose_key("test/equal"));
    for (int r = 0; r < 10; ++r) {
      for (auto& design : values) design.push_back(draws.normal());
    }
    bool any = false;
    const Comparison c = compare({figure("wait_mean", values)});
    for (const Difference& d : c.figures[0].differences)
      any = any || d.certainly_less() || d.certainly_more();
    told += any;
  }
  std::printf("%d of 400 studies told equal designs apart\n", told);
  EXPECT_LE(told, 33);
  EXPECT_GT(told, 2) << "but the intervals are not so wide that they say nothing";
}

TEST(Comparison, SaysHowManyReplicationsWouldSettleTheRest)
{
  const Values few = shared_luck({0, -0.4}, 10, 1);
  const Comparison c = compare({figure("wait_mean", few)});
  const FigureComparison& wait = c.figures.at(0);
  ASSERT_FALSE(wait.settled);
  ASSERT_TRUE(wait.replications_needed);
  EXPECT_GT(*wait.replications_needed, 10U);
  EXPECT_LT(*wait.replications_needed, 2000U);
  const Comparison more =
      compare({figure("wait_mean", shared_luck({0, -0.4}, 2 * *wait.replications_needed, 1))});
  EXPECT_TRUE(more.figures[0].settled);
}

TEST(Comparison, OfAServiceLevelMoreIsBetter)
{
  Values values(2);
  for (int r = 0; r < 8; ++r) {
    values[0].push_back(0.90 + 0.001 * r);
    values[1].push_back(0.95 + 0.0012 * r);
  }
  const Comparison c = compare({figure("within@ten", values)});
  EXPECT_EQ(c.figures[0].leader, 1U);
  EXPECT_TRUE(c.figures[0].settled);
  EXPECT_LE(c.figures[0].designs[1].ci95->hi, 1);
}

TEST(Comparison, ReplicationsWithoutAValueAreLeftOutInPairs)
{
  Values values = shared_luck({0, -3}, 12, 1);
  const double with_all =
      compare({figure("wait_mean", values)}).figures[0].differences[0].estimate.value;
  values[0].emplace_back(1e6); // nothing to pair it with
  values[1].emplace_back(std::nullopt);
  EXPECT_DOUBLE_EQ(compare({figure("wait_mean", values)}).figures[0].differences[0].estimate.value,
                   with_all);
}

// A design that serves nobody has no waits at all, which are not the shortest.
TEST(Comparison, ADesignOfWhichNothingWasObservedIsNotTheBest)
{
  for (const std::size_t silent : {0U, 1U}) {
    Values values = shared_luck({0, -3}, 12, 1);
    values[silent].assign(12, std::nullopt);
    const Comparison c = compare({figure("wait_mean", values)});
    const FigureComparison& wait = c.figures[0];
    EXPECT_EQ(wait.leader, 1 - silent);
    EXPECT_FALSE(wait.all_equal);
    EXPECT_FALSE(wait.settled);
    const auto json = nlohmann::json::parse(to_json(c, {"a", "b"}))["figures"][0];
    EXPECT_TRUE(json["designs"][silent]["mean"].is_null());
    EXPECT_EQ(json["designs"][silent]["note"], "nothing was observed");
    EXPECT_TRUE(json["differences"][0]["mean"].is_null());
  }
}

// As where everybody comes by the timetable and is served in the same time.
TEST(Comparison, ADifferenceThatIsAlwaysTheSameIsTold)
{
  Values values(2, std::vector<std::optional<double>>(10, 600.0));
  values[1].assign(10, 480.0);
  const FigureComparison wait = compare({figure("wait_mean", values)}).figures[0];
  EXPECT_EQ(wait.leader, 1U);
  EXPECT_TRUE(wait.settled);
  EXPECT_FALSE(wait.all_equal);
  values[0].resize(4);
  values[1].resize(4);
  EXPECT_FALSE(compare({figure("wait_mean", values)}).figures[0].settled) << "four are too few";
}

TEST(Comparison, EqualInEveryReplicationIsSaidSo)
{
  const Values values(2, std::vector<std::optional<double>>(10, 0.0));
  const Comparison c = compare({figure("wait_p95", values)});
  EXPECT_TRUE(c.figures[0].all_equal);
  EXPECT_FALSE(c.figures[0].replications_needed);
  EXPECT_THAT(to_text(c, {"a", "b"}, Language::english, false),
              ::testing::HasSubstr("no replication shows any difference"));
}

TEST(Comparison, ItsJsonHasEveryDifference)
{
  const Comparison c = compare({figure("wait_mean", shared_luck({0, -3, 1}, 20, 1))});
  const auto json = nlohmann::json::parse(to_json(c, {"a", "b", "c"}));
  EXPECT_EQ(json["schema"], "gatetwin.comparison/1");
  EXPECT_EQ(json["figures"][0]["differences"].size(), 3U);
  EXPECT_EQ(json["figures"][0]["best"], "b");
  const std::string csv = to_csv(c, {"a", "b", "c"});
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 4);
}

TEST(Comparison, NamesAreMadeHarmlessForTheTerminal)
{
  const Comparison c = compare({figure("wait_mean", shared_luck({0, -3}, 20, 1))});
  EXPECT_EQ(to_text(c, {"a\x1b[31m", "b"}, Language::vietnamese, false).find('\x1b'),
            std::string::npos);
}

} // namespace
} // namespace gatetwin::experiment
