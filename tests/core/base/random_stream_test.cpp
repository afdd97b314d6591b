// SPDX-License-Identifier: Apache-2.0
#include "core/base/random_stream.hpp"
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <set>

namespace gatetwin {
namespace {

struct Moments {
  double mean, sd;
};

Moments sample(const std::function<double(RandomStream&)>& draw, int n = 400'000)
{
  RandomStream r(7, 0, 1, purpose_key("moments"));
  double sum = 0, squares = 0;
  for (int i = 0; i < n; ++i) {
    const double x = draw(r);
    sum += x;
    squares += x * x;
  }
  return {sum / n, std::sqrt(squares / n - sum / n * sum / n)};
}

TEST(RandomStream, SameNameGivesSameNumbers)
{
  RandomStream a(1, 2, 3, purpose_key("walk")), b(1, 2, 3, purpose_key("walk"));
  for (int i = 0; i < 100; ++i) EXPECT_EQ(a.next(), b.next());
}

TEST(RandomStream, NameMixedBeforehandIsTheSameName)
{
  RandomStream whole(1, 2, 3, purpose_key("walk")), mixed(StreamName(1, 2, 3), purpose_key("walk"));
  RandomStream later(StreamName(1, 2, 3), purpose_key("walk"), 1);
  for (int i = 0; i < 100; ++i) {
    const auto value = whole.next();
    EXPECT_EQ(value, mixed.next());
    EXPECT_NE(value, later.next());
  }
  EXPECT_EQ(later.draws(), 100U);
}

TEST(RandomStream, EveryPartOfTheNameMatters)
{
  const auto first = [](std::uint64_t s, std::uint64_t n, std::uint64_t e, std::uint64_t p) {
    return RandomStream(s, n, e, p).next();
  };
  const std::set<std::uint64_t> values{first(1, 0, 0, 0), first(2, 0, 0, 0), first(1, 1, 0, 0),
                                       first(1, 0, 1, 0), first(1, 0, 0, 1), first(0, 1, 0, 0)};
  EXPECT_EQ(values.size(), 6U);
}

TEST(RandomStream, FirstDrawsOfNeighbouringEntitiesAreIndependent)
{
  double sum = 0, product = 0;
  constexpr int n = 200'000;
  double previous = RandomStream(1, 0, 0, 9).uniform();
  for (std::uint64_t e = 1; e <= n; ++e) {
    const double u = RandomStream(1, 0, e, 9).uniform();
    sum += u;
    product += (u - 0.5) * (previous - 0.5);
    previous = u;
  }
  EXPECT_NEAR(sum / n, 0.5, 4 * std::sqrt(1.0 / 12 / n));
  EXPECT_NEAR(product / n * 12, 0.0, 4 / std::sqrt(double(n)));
}

TEST(RandomStream, DistributionsHaveTheirMoments)
{
  Moments m = sample([](RandomStream& r) { return r.exponential(45); });
  EXPECT_NEAR(m.mean, 45, 0.3);
  EXPECT_NEAR(m.sd, 45, 0.5);
  m = sample([](RandomStream& r) { return r.lognormal(60, 0.5); });
  EXPECT_NEAR(m.mean, 60, 0.2);
  EXPECT_NEAR(m.sd, 30, 0.4);
  m = sample([](RandomStream& r) { return r.triangular(12, 17, 25); });
  EXPECT_NEAR(m.mean, 18, 0.03);
  EXPECT_NEAR(m.sd, 2.6771, 0.02);
  m = sample([](RandomStream& r) { return r.gamma(2.5, 4); });
  EXPECT_NEAR(m.mean, 10, 0.06);
  EXPECT_NEAR(m.sd, std::sqrt(40.0), 0.06);
  m = sample([](RandomStream& r) { return r.gamma(0.5, 4); });
  EXPECT_NEAR(m.mean, 2, 0.03);
  m = sample([](RandomStream& r) { return r.weibull(2, 10); });
  EXPECT_NEAR(m.mean, 8.8623, 0.05);
  m = sample([](RandomStream& r) { return r.normal(); });
  EXPECT_NEAR(m.mean, 0, 0.01);
  EXPECT_NEAR(m.sd, 1, 0.01);
}

TEST(RandomStream, GoldenValuesHoldOnEveryCompiler)
{
  RandomStream r(42, 1, 7, purpose_key("golden"));
  EXPECT_EQ(purpose_key("golden"), 0x2B72C88EFE37D9C4ULL);
  EXPECT_EQ(r.next(), 0xBC1573283FD3C87DULL);
  EXPECT_EQ(r.next(), 0x4B75A16ACF0FF2F6ULL);
  EXPECT_LT(r.below(10), 10U);
}

} // namespace
} // namespace gatetwin
