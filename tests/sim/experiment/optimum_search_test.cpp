// SPDX-License-Identifier: Apache-2.0
// The search against made-up designs whose truth is known: how often it is wrong, how little it
// asks for, and what it says where nothing can be told.
#include "core/base/random_stream.hpp"
#include "sim/experiment/optimum_search.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatetwin::experiment {
namespace {

using ::testing::ElementsAre;
using State = OptimumSearch::State;

// A checkpoint whose designs wait `wait_s` on the mean; a day's luck is shared by all of them and
// skewed as waits are: the square of a normal number, mean 1, on top of which each has its own.
class ToyWorld {
public:
  ToyWorld(std::vector<double> wait_s, std::uint64_t study, double shared, double own)
      : m_wait_s(std::move(wait_s)), m_study(study), m_shared(shared), m_own(own)
  {
  }
  double wait_s(std::size_t design, std::uint64_t replication) const
  {
    RandomStream day(m_study, replication, 0, purpose_key("test/day"));
    RandomStream own(m_study, replication, design, purpose_key("test/own"));
    const double a = day.normal();
    const double b = own.normal();
    const double calm = 1 - m_shared - m_own;
    return m_wait_s[design] * (calm + m_shared * a * a + m_own * b * b);
  }
  // As much as the search asks for; the sum of replications.
  std::uint64_t run(OptimumSearch& search, bool cost) const
  {
    while (!search.wanted().empty()) {
      std::vector<std::vector<SearchRow>> rows;
      for (const OptimumSearch::Request& request : search.wanted()) {
        rows.emplace_back();
        for (std::uint64_t r = 0; r < request.replications; ++r) {
          const double wait = wait_s(request.design, r);
          rows.back().push_back(cost ? SearchRow{wait, {}} : SearchRow{std::nullopt, {wait}});
        }
      }
      search.take(rows);
    }
    std::uint64_t sum = 0;
    for (std::size_t d = 0; d < m_wait_s.size(); ++d) sum += search.rows(d).size();
    return sum;
  }

private:
  std::vector<double> m_wait_s;
  std::uint64_t m_study;
  double m_shared;
  double m_own;
};

SearchProblem at_most_600_s(std::vector<double> costs, std::uint64_t most = 100)
{
  SearchProblem problem;
  problem.promise = costs; // any order does
  problem.known_cost = std::move(costs);
  problem.limits = {{600, true, 0}};
  problem.most = most;
  return problem;
}

std::vector<double> costs_to(std::size_t designs)
{
  std::vector<double> out;
  for (std::size_t d = 1; d <= designs; ++d) out.push_back(static_cast<double>(d));
  return out;
}

TEST(OptimumSearch, FindsTheCheapestThatMeetsAndSimulatesLittleOfTheRest)
{
  std::vector<double> waits;
  for (int d = 1; d <= 20; ++d) waits.push_back(6000.0 / d); // 10 units: 600 s; 11: 545 s
  waits[9] = 700;
  waits[10] = 450;
  const ToyWorld world(waits, 1, 0.1, 0.1);
  OptimumSearch search(at_most_600_s(costs_to(20)));
  const std::uint64_t sum = world.run(search, false);
  ASSERT_TRUE(search.best());
  EXPECT_EQ(*search.best(), 10U);
  EXPECT_TRUE(search.settled());
  EXPECT_TRUE(search.rivals().empty());
  EXPECT_EQ(search.state(0), State::misses);
  EXPECT_EQ(search.rows(0).size(), 5U) << "ten times the limit: five days tell";
  EXPECT_EQ(search.rows(13).size(), 10U) << "the third step beyond the best is shown";
  EXPECT_EQ(search.rows(14).size(), 0U) << "what costs more is not simulated";
  EXPECT_EQ(search.state(14), State::waiting);
  EXPECT_LT(sum, 20U * 100U / 5U);
}

// 400 studies of ten designs, waits skewed as a chi-squared day; the best is wrong or a cheaper one
// that does is discarded in at most 5 % of them, apart from chance (three standard errors: 3.3 %).
TEST(OptimumSearch, IsRarelyWrong)
{
  const std::vector<double> waits{1500, 1100, 900, 750, 660, 540, 480, 420, 380, 350};
  int wrong = 0;
  int settled = 0;
  for (std::uint64_t study = 0; study < 400; ++study) {
    const ToyWorld world(waits, study, 0.2, 0.2);
    OptimumSearch search(at_most_600_s(costs_to(10), 320));
    world.run(search, false);
    const bool false_meet = search.best() && *search.best() < 5;
    const bool false_miss = search.state(5) == State::misses;
    wrong += false_meet || false_miss;
    settled += search.settled();
  }
  EXPECT_LE(wrong, 400 * 0.05);
  std::printf("400 searches: wrong %d, settled %d\n", wrong, settled);
  EXPECT_GE(settled, 320) << "and it does not buy that by saying nothing";
}

TEST(OptimumSearch, SaysNothingOfWhatLiesAtTheLimit)
{
  const ToyWorld world({900, 600, 300}, 7, 0.2, 0.2);
  OptimumSearch search(at_most_600_s({1, 2, 3}));
  world.run(search, false);
  ASSERT_TRUE(search.best());
  EXPECT_EQ(*search.best(), 2U);
  EXPECT_FALSE(search.settled());
  EXPECT_THAT(search.rivals(), ElementsAre(1U));
  EXPECT_EQ(search.rows(1).size(), 100U);
  SearchProblem tolerant = at_most_600_s({1, 2, 3});
  tolerant.limits[0].tolerance = 120;
  OptimumSearch either_way(tolerant);
  world.run(either_way, false);
  EXPECT_TRUE(either_way.settled()) << "within the tolerance it may be judged either way";
  EXPECT_LT(either_way.rows(1).size(), 100U);
}

TEST(OptimumSearch, OfEqualCostTheOneWithMostRoomIsBest)
{
  const ToyWorld world({2000, 500, 200, 300}, 3, 0.05, 0.05);
  OptimumSearch search(at_most_600_s({1, 2, 2.0000000001, 2}));
  world.run(search, false);
  EXPECT_EQ(search.levels(), 2U);
  EXPECT_EQ(*search.best(), 2U);
  EXPECT_TRUE(search.settled()) << "the others cost no less";
}

TEST(OptimumSearch, WhereNoneMeetsTheNearestIsNamed)
{
  const ToyWorld world({2000, 900, 1400}, 3, 0.05, 0.05);
  OptimumSearch search(at_most_600_s({1, 2, 3}));
  world.run(search, false);
  EXPECT_FALSE(search.best());
  EXPECT_FALSE(search.settled());
  EXPECT_EQ(search.nearest(), 1U);
}

// All travellers of all days within the limit: no variance, and still no certainty from two days.
TEST(OptimumSearch, WhatNeverVariesIsJudgedWithCare)
{
  SearchProblem problem = at_most_600_s({1, 2});
  problem.limits = {{0.95, false, 0}};
  OptimumSearch search(problem);
  const auto rows = [](std::uint64_t n, double value) {
    return std::vector<SearchRow>(n, SearchRow{std::nullopt, {value}});
  };
  search.take({rows(5, 0.90)});
  EXPECT_EQ(search.state(0), State::misses);
  ASSERT_EQ(search.wanted().at(0).replications, 5U);
  search.take({rows(5, 1.0)});
  ASSERT_EQ(search.wanted().at(0).replications, 10U) << "five days are too few to meet";
  search.take({rows(10, 1.0)});
  EXPECT_EQ(search.best(), 1U);
}

TEST(OptimumSearch, ALimitOfWhichNothingIsObservedIsNeverMet)
{
  OptimumSearch search(at_most_600_s({1}, 20));
  while (!search.wanted().empty())
    search.take({std::vector<SearchRow>(search.wanted()[0].replications,
                                        SearchRow{std::nullopt, {std::nullopt}})});
  EXPECT_FALSE(search.best());
  EXPECT_EQ(search.state(0), State::open);
}

// Costs that are simulated: designs 10 s apart on days that differ by hundreds are told apart,
// because they share their days.
TEST(OptimumSearch, SimulatedCostsAreComparedDayByDay)
{
  const ToyWorld world({640, 620, 600, 610, 700}, 5, 0.3, 0.0);
  SearchProblem problem;
  problem.known_cost.assign(5, 0);
  problem.promise.assign(5, 0);
  problem.cost_is_simulated = true;
  OptimumSearch search(problem);
  const std::uint64_t sum = world.run(search, true);
  EXPECT_EQ(search.best(), 2U);
  EXPECT_TRUE(search.settled());
  EXPECT_EQ(search.state(4), State::worse);
  EXPECT_LE(sum, 5U * 20U);
}

TEST(OptimumSearch, EqualSimulatedCostsAreNotToldApartButWithinATolerance)
{
  const ToyWorld world({600, 600}, 5, 0.3, 0.3);
  SearchProblem problem;
  problem.known_cost.assign(2, 0);
  problem.promise.assign(2, 0);
  problem.cost_is_simulated = true;
  OptimumSearch search(problem);
  world.run(search, true);
  EXPECT_FALSE(search.settled());
  EXPECT_EQ(search.rivals().size(), 1U);
  problem.cost_tolerance = 500;
  OptimumSearch equal(problem);
  world.run(equal, true);
  EXPECT_TRUE(equal.settled());
}

} // namespace
} // namespace gatetwin::experiment
