// SPDX-License-Identifier: Apache-2.0
#include "core/domain/reason.hpp"
#include <gtest/gtest.h>
#include <set>
#include <string>

namespace gatetwin {
namespace {

std::string name_of(std::uint32_t code) { return to_string(static_cast<Reason>(code)); }

// TR-03135-1 section 5.3.
TEST(Reason, IsNoneOrACodeOfTheVendorsRange)
{
  constexpr std::uint32_t first = 1000, last = 999'999;
  EXPECT_EQ(name_of(0), "none");
  for (std::uint32_t code = 1; code < first; ++code) EXPECT_EQ(name_of(code), "unknown") << code;
  for (std::uint32_t code = last + 1; code < last + 10'000; ++code)
    EXPECT_EQ(name_of(code), "unknown") << code;
}

TEST(Reason, HasANameOfItsOwn)
{
  std::set<std::string> names;
  for (std::uint32_t code = 1000; code < 10'000; ++code) {
    if (name_of(code) == "unknown") continue;
    EXPECT_TRUE(names.insert(name_of(code)).second) << code;
  }
  EXPECT_GT(names.size(), 130U);
}

} // namespace
} // namespace gatetwin
