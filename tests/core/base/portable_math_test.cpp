// SPDX-License-Identifier: Apache-2.0
#include "core/base/portable_math.hpp"
#include "core/base/random_stream.hpp"
#include <cmath>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

TEST(PortableMath, LogAgreesWithTheLibraryToFourUnits)
{
  RandomStream r(1, 0, 0, 0);
  for (int i = 0; i < 200'000; ++i) {
    const double x = std::exp(r.uniform(-700, 700));
    EXPECT_NEAR(portable_log(x), std::log(x), 1e-15 * std::max(1.0, std::fabs(std::log(x))));
  }
  for (int i = 0; i < 100'000; ++i) {
    const double x = r.uniform(0.5, 2);
    EXPECT_NEAR(portable_log(x), std::log(x), 5e-16 * std::max(0.01, std::fabs(std::log(x))));
  }
}

TEST(PortableMath, ExpAgreesWithTheLibraryToFourUnits)
{
  RandomStream r(2, 0, 0, 0);
  for (int i = 0; i < 200'000; ++i) {
    const double x = r.uniform(-700, 700);
    EXPECT_NEAR(portable_exp(x) / std::exp(x), 1.0, 5e-16);
  }
}

TEST(PortableMath, SineAndCosineAgreeWithTheLibrary)
{
  RandomStream r(3, 0, 0, 0);
  for (int i = 0; i < 100'000; ++i) {
    const double degrees = r.uniform(-720, 720);
    const double radians = degrees * (3.14159265358979323846 / 180);
    EXPECT_NEAR(portable_sin_degrees(degrees), std::sin(radians), 4e-15);
    EXPECT_NEAR(portable_cos_degrees(degrees), std::cos(radians), 4e-15);
  }
  EXPECT_EQ(portable_sin_degrees(0), 0);
  EXPECT_EQ(portable_cos_degrees(90), 0);
  EXPECT_EQ(portable_sin_degrees(-90), -1);
}

TEST(PortableMath, EdgesAreDefined)
{
  EXPECT_EQ(portable_log(1.0), 0.0);
  EXPECT_TRUE(std::isinf(portable_log(0.0)));
  EXPECT_TRUE(std::isnan(portable_log(-1.0)));
  EXPECT_NEAR(portable_log(5e-324), std::log(5e-324), 1e-12);
  EXPECT_EQ(portable_exp(0.0), 1.0);
  EXPECT_EQ(portable_exp(-1000.0), 0.0);
  EXPECT_TRUE(std::isinf(portable_exp(1000.0)));
}

TEST(PortableMath, NormalQuantileInvertsTheDistribution)
{
  for (double p = 0.0005; p < 1; p += 0.0005) {
    const double x = portable_normal_quantile(p);
    EXPECT_NEAR(0.5 * std::erfc(-x / std::sqrt(2.0)), p, 1.5e-9);
  }
  EXPECT_NEAR(portable_normal_quantile(0.975), 1.959963984540054, 1e-8);
}

} // namespace
} // namespace gatetwin
