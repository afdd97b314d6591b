// SPDX-License-Identifier: Apache-2.0
#include "sim/checkers/unit_table.hpp"
#include <gtest/gtest.h>
#include <vector>

namespace gatetwin::checkers {
namespace {

TEST(UnitTable, KeepsFactsOfNearAndFarNumbersAndVisitsThemInOrder)
{
  UnitTable table;
  const std::vector<std::uint32_t> numbers{4'000'000'000U, 3, 16'384, 16'383, 0, 70'000};
  for (const std::uint32_t number : numbers) table[number].transaction = number + 1ULL;
  std::vector<std::uint32_t> seen;
  table.for_each([&](std::uint32_t number, const UnitFacts& facts) {
    EXPECT_EQ(facts.transaction, number + 1ULL);
    seen.push_back(number);
  });
  EXPECT_EQ(seen, (std::vector<std::uint32_t>{0, 3, 16'383, 16'384, 70'000, 4'000'000'000U}));
}

TEST(UnitTable, FindsOnlyWhatWasNamed)
{
  UnitTable table;
  table[5].transaction = 1;
  EXPECT_NE(table.find(5), nullptr);
  EXPECT_EQ(table.find(4), nullptr); // its place is there, but no record named it
  EXPECT_EQ(table.find(6), nullptr);
  EXPECT_EQ(table.find(100'000), nullptr);
}

} // namespace
} // namespace gatetwin::checkers
