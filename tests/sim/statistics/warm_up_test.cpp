// SPDX-License-Identifier: Apache-2.0
#include "core/base/random_stream.hpp"
#include "sim/statistics/warm_up.hpp"
#include <gtest/gtest.h>
#include <vector>

namespace gatetwin {
namespace {

// Independent noise about 10 that starts `off` away and comes nearer by a factor for each value.
std::vector<double> settling(double off, double factor, std::size_t n, std::uint64_t seed)
{
  RandomStream random(seed, 0, 0, purpose_key("settling"));
  std::vector<double> series;
  for (std::size_t i = 0; i < n; ++i, off *= factor) series.push_back(10 + off + random.normal());
  return series;
}

TEST(Mser5, CutsAStepWhereItIs)
{
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    std::vector<double> series = settling(0, 1, 2000, seed);
    for (std::size_t i = 0; i < 300; ++i) series[i] -= 8;
    const std::optional<std::size_t> cut = mser5_cut(series);
    ASSERT_TRUE(cut) << seed;
    EXPECT_GE(*cut, 300U) << seed;
    EXPECT_LE(*cut, 600U) << seed; // chance may take some more, never less
    EXPECT_EQ(*cut % 5, 0U);
  }
}

// The bias that is left, 20 * 0.98^cut summed over the rest, must be below the noise of the mean.
TEST(Mser5, LeavesLittleOfAnExponentialTransient)
{
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const std::vector<double> series = settling(20, 0.98, 3000, seed);
    const std::optional<std::size_t> cut = mser5_cut(series);
    ASSERT_TRUE(cut) << seed;
    EXPECT_GE(*cut, 100U) << seed;
    double sum = 0;
    for (std::size_t i = *cut; i < series.size(); ++i) sum += series[i];
    EXPECT_NEAR(sum / static_cast<double>(series.size() - *cut), 10, 0.12) << seed;
  }
}

TEST(Mser5, FindsNoCutWhereNothingSettles)
{
  std::vector<double> rising;
  for (int i = 0; i < 1000; ++i) rising.push_back(i);
  EXPECT_FALSE(mser5_cut(rising));
  EXPECT_FALSE(mser5_cut(std::vector<double>(20, 1.0))) << "too short to tell";
}

TEST(Mser5, CutsNothingOffAConstant) { EXPECT_EQ(mser5_cut(std::vector<double>(100, 4.0)), 0U); }

} // namespace
} // namespace gatetwin
