// SPDX-License-Identifier: Apache-2.0
// Formulas against tables, against each other where one is a case of another, and against laws that
// hold for every queue.
#include "core/base/portable_math.hpp"
#include "sim/bound/busy_servers.hpp"
#include "sim/bound/queue_formulas.hpp"
#include "tests/sim/engine/queue_theory.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gatetwin {
namespace {

TEST(QueueFormulas, ErlangsTables)
{
  // Tables of Erlang B and C in any textbook.
  EXPECT_NEAR(erlang_b(1, 1), 0.5, 1e-12);
  EXPECT_NEAR(erlang_b(2, 1), 0.2, 1e-12);
  EXPECT_NEAR(erlang_b(5, 3), 0.110054, 1e-6);
  EXPECT_NEAR(erlang_b(10, 5), 0.018385, 1e-6);
  EXPECT_NEAR(erlang_b(20, 15), 0.045593, 1e-6);
  EXPECT_NEAR(erlang_c(5, 3), 0.236152, 1e-6);
  EXPECT_NEAR(erlang_c(10, 8), 0.409180, 1e-6);
  EXPECT_NEAR(mmc_wait_s(2, 1.8, 1), 4.263158, 1e-6);
  EXPECT_NEAR(mmc_wait_s(8, 7.6, 1), 2.110422, 1e-6);
}

// What is in the system when a constant service ends: X' = max(X - c, 0) + Poisson(a). The mean
// wait follows from the mean queue, which holds at any instant.
double mdc_wait_by_chain(int c, double a)
{
  constexpr int most = 400;
  std::vector<double> arrivals{portable_exp(-a)}, now(most), next(most);
  for (int k = 1; k < most; ++k) arrivals.push_back(arrivals.back() * a / k);
  now[0] = 1;
  for (int round = 0; round < 3000; ++round) {
    std::fill(next.begin(), next.end(), 0);
    for (int n = 0; n < most; ++n) {
      if (now[n] < 1e-18) continue;
      const int left = std::max(n - c, 0);
      for (int k = 0; left + k < most && k < 80; ++k) next[left + k] += now[n] * arrivals[k];
    }
    now.swap(next);
  }
  double queue = 0;
  for (int n = c; n < most; ++n) queue += (n - c) * now[n];
  return queue / a;
}

TEST(QueueFormulas, CrommelinsSumIsTheChainOfConstantServices)
{
  EXPECT_NEAR(mdc_wait_s(1, 0.8, 1), mg1_wait_s(0.8, 1, 0), 1e-12);
  for (const auto& [c, rho] : {std::pair{2, 0.5}, {2, 0.9}, {4, 0.8}, {12, 0.9}}) {
    EXPECT_NEAR(mdc_wait_s(static_cast<std::uint32_t>(c), c * rho, 1),
                mdc_wait_by_chain(c, c * rho), 1e-9)
        << c << " servers at " << rho;
  }
}

TEST(QueueFormulas, CosmetatosIsWithinTwoPercentOfConstantServices)
{
  for (const std::uint32_t c : {2U, 5U, 10U, 20U}) {
    for (const double rho : {0.7, 0.8, 0.9, 0.95}) {
      const double exact = mdc_wait_s(c, c * rho, 1);
      EXPECT_NEAR(mdc_wait_approximate_s(c, c * rho, 1) / exact, 1, 0.02) << c << " at " << rho;
    }
  }
}

TEST(QueueFormulas, OneServerIsACaseOfSeveral)
{
  for (const double rho : {0.1, 0.5, 0.9, 0.99}) {
    EXPECT_NEAR(erlang_c(1, rho), rho, 1e-12);
    EXPECT_NEAR(mmc_wait_s(1, rho, 2), mg1_wait_s(rho, 2, 1), 1e-9);
    for (const double scv : {0.0, 0.3, 1.0}) {
      EXPECT_NEAR(mgc_wait_s(1, rho, 2, scv), mg1_wait_s(rho, 2, scv), 1e-9);
      EXPECT_NEAR(ggc_wait_s(1, rho, 2, 1, scv), mg1_wait_s(rho, 2, scv), 1e-9);
    }
  }
}

TEST(QueueFormulas, TheQuantileIsWhereTheTailEnds)
{
  // P(W > t) = C exp(-(c - a) t / mean).
  const double t = mmc_wait_quantile_s(4, 3.6, 60, 0.95);
  EXPECT_NEAR(erlang_c(4, 3.6) * portable_exp(-0.4 * t / 60), 0.05, 1e-12);
  EXPECT_EQ(mmc_wait_quantile_s(20, 2, 60, 0.95), 0); // hardly anybody waits
}

TEST(QueueFormulas, GroupsOfOneAreNoGroups)
{
  EXPECT_NEAR(group_wait_s(0.7, 3, 0.4, {1, 1}), mg1_wait_s(0.7, 3, 0.4), 1e-12);
  EXPECT_NEAR(group_mmc_wait_s(3, 2.4, 5, {1}), mmc_wait_s(3, 2.4, 5), 1e-6);
}

TEST(QueueFormulas, TheChainOfGroupsAtOneServerIsBurkes)
{
  const std::vector<double> sizes{0.5, 0.2, 0, 0.3};
  EXPECT_NEAR(group_mmc_wait_s(1, 0.8, 3, sizes), group_wait_s(0.8, 3, 1, moments_of(sizes)), 1e-6);
  // Two at once before two idle servers: nobody waits while nobody else is there.
  EXPECT_LT(group_mmc_wait_s(2, 0.01, 1, {0, 1}), 0.02);
}

TEST(QueueFormulas, ErlangAOfTheTextbook)
{
  const auto book = test::erlang_a(3, 3.3, 1, 0.5);
  const Losses losses = impatient_wait(3, 3.3, 1, 2, 0);
  EXPECT_NEAR(losses.abandoning, book.abandoning, 1e-9);
  EXPECT_NEAR(losses.queue_mean / 3.3, book.wait, 1e-9);
  EXPECT_EQ(losses.balking, 0);
}

TEST(QueueFormulas, AFullQueueOfTheTextbook)
{
  const Losses losses = impatient_wait(1, 0.9, 1, 0, 4); // room for four behind one served: K = 5
  EXPECT_NEAR(losses.balking, test::mm1k_loss(0.9, 5), 1e-12);
  EXPECT_NEAR(losses.queue_mean, 0.9 * (1 - losses.balking) * losses.wait_served_s, 1e-9); // Little
}

TEST(QueueFormulas, EndlessPatienceIsErlangC)
{
  const Losses patient = impatient_wait(4, 3.2, 60, 1e9, 0);
  EXPECT_NEAR(patient.wait_served_s, mmc_wait_s(4, 3.2, 60), 1e-3);
  EXPECT_NEAR(patient.waiting, erlang_c(4, 3.2), 1e-6);
}

TEST(QueueFormulas, HundredsOfServersDoNotOverflow)
{
  const Losses many = impatient_wait(900, 950, 60, 600, 0);
  EXPECT_NEAR(many.abandoning, 1 - 900.0 / 950, 0.005); // the fluid limit
  EXPECT_NEAR(erlang_c(900, 850), 0.066, 0.02);
}

TEST(QueueFormulas, AServerThatSeldomBreaksIsOneThatDoesNot)
{
  EXPECT_NEAR(breaking_mm1_wait_s(0.6, 10, 1e9, 60), mmc_wait_s(1, 0.6, 10), 1e-3);
  EXPECT_NEAR(breaking_mm1_wait_s(0.5, 1, 20, 4) + 1.2,
              test::mm1_breakdown_time_in_system(0.5, 1, 1.0 / 20, 1.0 / 4), 1e-12);
  const EffectiveService same = with_breakdowns(10, 0.3, 1e12, 60, 1);
  EXPECT_NEAR(same.mean_s, 10, 1e-6);
  EXPECT_NEAR(same.scv, 0.3, 1e-6);
}

// L. Kleinrock 1965: whom a server takes first changes who waits, not how much is waited: the waits
// weighted with the loads stay the same.
RC_GTEST_PROP(QueueFormulas, PrioritiesOnlyShareTheWaitOutPropertyHolds, ())
{
  const double high = *rc::gen::inRange(1, 60) / 100.0;
  const double low = *rc::gen::inRange(1, 39) / 100.0;
  const double scv = *rc::gen::inRange(0, 300) / 100.0;
  const double fifo = mg1_wait_s(high + low, 1, scv);
  const double residual = fifo * (1 - high - low);
  const double first = priority_wait_s(residual, 0, high);
  const double second = priority_wait_s(residual, high, high + low);
  RC_ASSERT(first <= fifo && fifo <= second);
  RC_ASSERT(std::abs(high * first + low * second - (high + low) * fifo) < 1e-9 * (1 + fifo));
}

RC_GTEST_PROP(QueueFormulas, WaitsGrowWithLoadAndVariationPropertyHolds, ())
{
  const auto c = static_cast<std::uint32_t>(*rc::gen::inRange(1, 40));
  const double rho = *rc::gen::inRange(1, 94) / 100.0, more = rho + 0.05;
  RC_ASSERT(mmc_wait_s(c, c * rho, 1) < mmc_wait_s(c, c * more, 1));
  RC_ASSERT(mdc_wait_s(c, c * rho, 1) <= mmc_wait_s(c, c * rho, 1) + 1e-12);
  const double scv = *rc::gen::inRange(0, 100) / 100.0;
  RC_ASSERT(mgc_wait_s(c, c * rho, 1, scv) <= mmc_wait_s(c, c * rho, 1) * (1 + 1e-12));
  // One server that is c times as fast: people wait more often than at c servers, but less in all.
  RC_ASSERT(erlang_c(c, c * rho) <= rho + 1e-12);
}

// Little's law for those who give up and those who don't, and the balance of those who come and go.
RC_GTEST_PROP(QueueFormulas, WhoComesGoesAgainPropertyHolds, ())
{
  const auto c = static_cast<std::uint32_t>(*rc::gen::inRange(1, 20));
  const double a = *rc::gen::inRange(1, 300) / 100.0 * c;
  const double patience = *rc::gen::inRange(1, 50) / 10.0;
  const auto balk_at = static_cast<std::uint32_t>(*rc::gen::inRange(0, 30));
  const Losses losses = impatient_wait(c, a, 1, patience, balk_at);
  const double served = 1 - losses.abandoning - losses.balking;
  RC_ASSERT(losses.abandoning >= -1e-12 && losses.balking >= 0 && served > 0);
  RC_ASSERT(std::abs(a * losses.abandoning - losses.queue_mean / patience) < 1e-6 * (1 + a));
  RC_ASSERT(a * served <= c + 1e-6);
}

RC_GTEST_PROP(BusyServers, TurnsTheSteadyStateRoundPropertyHolds, ())
{
  const auto c = static_cast<std::uint32_t>(*rc::gen::inRange(1, 30));
  const double rho = *rc::gen::inRange(1, 99) / 100.0;
  const double variation = *rc::gen::inRange(10, 200) / 100.0;
  const double queue = erlang_c(c, c * rho) * rho / (1 - rho);
  const BusyServers busy(c);
  RC_ASSERT(std::abs(busy.at(c * rho + variation * queue, variation) / (c * rho) - 1) < 2e-3);
  RC_ASSERT(busy.at(0, variation) == 0);
  RC_ASSERT(busy.at(1e9, variation) == c);
}

} // namespace
} // namespace gatetwin
