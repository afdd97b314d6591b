// SPDX-License-Identifier: Apache-2.0
#include "sim/model/distribution.hpp"
#include "sim/model/group_size.hpp"
#include <cmath>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using Kind = DistributionKind;

Distribution of(Kind kind, double a, double b = 0, double c = 0)
{
  return {kind, a, b, c, nullptr};
}
Distribution empirical(std::vector<double> points)
{
  Distribution d;
  d.kind = Kind::empirical;
  d.points = std::make_shared<const std::vector<double>>(std::move(points));
  return d;
}

std::vector<Distribution> one_of_each()
{
  return {
      of(Kind::constant, 30),           of(Kind::uniform, 5, 15),   of(Kind::exponential, 45),
      of(Kind::triangular, 12, 17, 25), of(Kind::normal, 60, 10),   of(Kind::normal, 10, 12),
      of(Kind::lognormal, 60, 0.5),     of(Kind::gamma, 60, 0.5),   of(Kind::gamma, 20, 1.6),
      of(Kind::erlang, 60, 3),          of(Kind::weibull, 1.5, 60), empirical({1, 2, 2, 7, 30})};
}

TEST(Distribution, MeanAndVarianceAreThoseOfTheSamples)
{
  constexpr int n = 400'000;
  std::uint64_t entity = 0;
  for (const Distribution& d : one_of_each()) {
    RandomStream stream(3, 0, ++entity, purpose_key("test"));
    double sum = 0, squares = 0, fourth = 0;
    std::vector<double> samples(n);
    for (double& x : samples) {
      x = d.sample(stream);
      ASSERT_GE(x, 0);
      ASSERT_TRUE(std::isfinite(x));
      sum += x;
    }
    const double mean = sum / n;
    for (const double x : samples) {
      squares += (x - mean) * (x - mean);
      fourth += std::pow(x - mean, 4);
    }
    const double variance = squares / n;
    // Five standard errors of each.
    EXPECT_NEAR(mean, d.mean(), 5 * std::sqrt(d.variance() / n) + 1e-9) << to_string(d);
    EXPECT_NEAR(variance, d.variance(),
                5 * std::sqrt((fourth / n - variance * variance) / n) + 1e-9)
        << to_string(d);
  }
}

TEST(Distribution, KnownMoments)
{
  EXPECT_DOUBLE_EQ(of(Kind::triangular, 12, 17, 25).mean(), 18);
  EXPECT_NEAR(of(Kind::triangular, 12, 17, 25).variance(), 7.1666666666666667, 1e-12);
  EXPECT_DOUBLE_EQ(of(Kind::exponential, 45).scv(), 1);
  EXPECT_DOUBLE_EQ(of(Kind::lognormal, 60, 0.5).scv(), 0.25);
  EXPECT_DOUBLE_EQ(of(Kind::erlang, 60, 3).scv(), 1.0 / 3);
  EXPECT_DOUBLE_EQ(of(Kind::constant, 5).scv(), 0);
  EXPECT_NEAR(of(Kind::weibull, 2, 10).mean(), 8.8622692545275801, 1e-12);
  EXPECT_DOUBLE_EQ(empirical({0, 10}).mean(), 5);
  EXPECT_DOUBLE_EQ(empirical({0, 10}).variance(), 100.0 / 12);
  EXPECT_TRUE(Distribution{}.is_zero());
  EXPECT_FALSE(of(Kind::constant, 1).is_zero());
}

TEST(Distribution, HeavyTailsEndAtTenYears)
{
  RandomStream stream(1, 0, 0, 0);
  const Distribution wild = of(Kind::weibull, 0.1, 1e8);
  for (int i = 0; i < 1000; ++i) EXPECT_LE(wild.sample(stream), 3.2e8);
}

TEST(Distribution, SamplesAreTheSameOnEveryCompiler)
{
  const double expected[] = {0x1.ep+4,
                             0x1.fca6138b05a7ep+2,
                             0x1.b7c4f1db4daeep+5,
                             0x1.0608e5ce89d2dp+4,
                             0x1.b4d69b4988a4ap+5,
                             0x1.c34ba583d9256p+1,
                             0x1.4cbce3716b56cp+5,
                             0x1.752864e3ab9c6p+6,
                             0x1.d0af548c6de46p+2,
                             0x1.88f57de6f7f66p+6,
                             0x1.124215591ab5ep+6,
                             0x1p+1};
  std::size_t i = 0;
  for (const Distribution& d : one_of_each()) {
    RandomStream stream(42, 1, 7, purpose_key("golden"));
    d.sample(stream);
    EXPECT_EQ(d.sample(stream), expected[i++]) << to_string(d);
  }
}

TEST(Distribution, IsWrittenAsAScenarioWritesIt)
{
  EXPECT_EQ(to_string(of(Kind::triangular, 12, 17, 25)), "triangular(12 s, 17 s, 25 s)");
  EXPECT_EQ(to_string(of(Kind::lognormal, 60, 0.5)), "lognormal(mean 60 s, cv 0.5)");
  EXPECT_EQ(to_string(of(Kind::constant, 0.6)), "0.6 s");
}

TEST(GroupSize, MeanOfRoundedSizes)
{
  EXPECT_DOUBLE_EQ(mean_group_size({}), 1); // nothing said: alone
  EXPECT_DOUBLE_EQ(mean_group_size(of(Kind::constant, 4)), 4);
  // uniform(1, 3): below 1.5 one person, up to 2.5 two, above three.
  EXPECT_DOUBLE_EQ(mean_group_size(of(Kind::uniform, 1, 3)), 0.25 * 1 + 0.5 * 2 + 0.25 * 3);
  EXPECT_NEAR(mean_group_size(of(Kind::exponential, 2)), 1 + std::exp(-0.75) / (1 - std::exp(-0.5)),
              1e-12);
  for (const Distribution& d :
       {of(Kind::triangular, 1, 2, 6), of(Kind::weibull, 1.5, 3), empirical({1, 1, 1, 2, 3}),
        of(Kind::uniform, 0, 5), of(Kind::exponential, 3)}) {
    RandomStream stream(5, 0, 0, 1);
    double persons = 0;
    constexpr int n = 200'000;
    for (int i = 0; i < n; ++i) {
      const double x = d.sample(stream);
      persons += x < 1.5 ? 1 : std::floor(x + 0.5);
    }
    EXPECT_NEAR(persons / n, mean_group_size(d), 5 * std::sqrt(d.variance() / n)) << to_string(d);
  }
}

} // namespace
} // namespace gatetwin
