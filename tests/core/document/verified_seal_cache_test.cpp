// SPDX-License-Identifier: Apache-2.0
#include "core/document/verified_seal_cache.hpp"
#include "tests/core/document/seal_fixture.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

Bytes seal_number(std::size_t i)
{
  Bytes bytes(130, std::byte{0x42});
  for (std::size_t b = 0; b < 8; ++b) bytes[20 + b] = static_cast<std::byte>(i >> (8 * b) & 0xFF);
  return bytes;
}

TEST(VerifiedSealCache, HoldsExactBytesUnderOneList)
{
  VerifiedSealCache cache(64, {1, 2});
  EXPECT_FALSE(cache.holds(seal_number(1), 7));
  cache.insert(seal_number(1), 7);
  EXPECT_TRUE(cache.holds(seal_number(1), 7));
  EXPECT_FALSE(cache.holds(seal_number(1), 8));
  EXPECT_FALSE(cache.holds(seal_number(2), 7));
  Bytes longer = seal_number(1);
  longer.push_back(std::byte{});
  EXPECT_FALSE(cache.holds(longer, 7));
  const Bytes seal = seal_number(1);
  EXPECT_FALSE(cache.holds(std::span(seal).first(129), 7));
  EXPECT_EQ(cache.hits(), 1U);
  EXPECT_EQ(cache.misses(), 5U);
}

TEST(VerifiedSealCache, EveryChangedBitMisses)
{
  VerifiedSealCache cache(64, {1, 2});
  cache.insert(seal_number(1), 7);
  for (std::size_t bit = 0; bit < 130 * 8; ++bit) {
    Bytes changed = seal_number(1);
    changed[bit / 8] ^= static_cast<std::byte>(1U << bit % 8);
    EXPECT_FALSE(cache.holds(changed, 7)) << bit;
  }
}

TEST(VerifiedSealCache, NeverGrowsBeyondItsCapacity)
{
  VerifiedSealCache cache(1000, {1, 2});
  EXPECT_EQ(cache.capacity(), 1024U);
  for (std::size_t i = 0; i < 20'000; ++i) {
    cache.insert(seal_number(i), 7);
    ASSERT_LE(cache.size(), cache.capacity());
    ASSERT_TRUE(cache.holds(seal_number(i), 7));
  }
  EXPECT_EQ(cache.size(), cache.capacity());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < 20'000; ++i) kept += cache.holds(seal_number(i), 7) ? 1 : 0;
  EXPECT_EQ(kept, cache.capacity());
}

TEST(VerifiedSealCache, GivesUpTheLeastRecentlyUsedOfASet)
{
  VerifiedSealCache cache(8, {1, 2}); // one set
  for (std::size_t i = 0; i < 8; ++i) cache.insert(seal_number(i), 7);
  EXPECT_TRUE(cache.holds(seal_number(0), 7)); // used again: 1 is now the oldest
  cache.insert(seal_number(8), 7);
  EXPECT_TRUE(cache.holds(seal_number(0), 7));
  EXPECT_FALSE(cache.holds(seal_number(1), 7));
  EXPECT_TRUE(cache.holds(seal_number(8), 7));
}

TEST(VerifiedSealCache, LeavesOutSealsThatAreTooLong)
{
  VerifiedSealCache cache(8, {1, 2}, 129);
  cache.insert(seal_number(1), 7);
  EXPECT_FALSE(cache.holds(seal_number(1), 7));
  cache.insert({}, 7);
  EXPECT_EQ(cache.size(), 0U);
}

TEST(VerifiedSealCache, InsertingAgainTakesNoFurtherSlot)
{
  VerifiedSealCache cache(8, {1, 2});
  for (int i = 0; i < 5; ++i) cache.insert(seal_number(1), 7);
  EXPECT_EQ(cache.size(), 1U);
}

} // namespace
} // namespace gatetwin
