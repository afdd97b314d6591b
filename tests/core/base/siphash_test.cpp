// SPDX-License-Identifier: Apache-2.0
#include "core/base/siphash.hpp"
#include <gtest/gtest.h>
#include <vector>

namespace gatetwin {
namespace {

TEST(SipHash, GivesTheVectorOfThePaper)
{
  std::vector<std::byte> input;
  for (int i = 0; i < 15; ++i) input.push_back(static_cast<std::byte>(i));
  EXPECT_EQ(siphash24({0x0706050403020100ULL, 0x0F0E0D0C0B0A0908ULL}, input),
            0xA129CA6149BE45E5ULL);
}

TEST(SipHash, EmptyInputHasTheReferenceValue)
{
  EXPECT_EQ(siphash24({0x0706050403020100ULL, 0x0F0E0D0C0B0A0908ULL}, {}), 0x726FDB47DD0E0E31ULL);
}

} // namespace
} // namespace gatetwin
