// SPDX-License-Identifier: Apache-2.0
#include "sim/checkers/flat_table.hpp"
#include "sim/checkers/number_set.hpp"
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>

namespace gatetwin::checkers {
namespace {

RC_GTEST_PROP(FlatTable, DoesWhatAMapDoes, ())
{
  FlatTable<int> table;
  std::map<std::uint64_t, int> model;
  const auto steps = *rc::gen::container<std::vector<std::pair<std::uint8_t, std::uint8_t>>>(
      rc::gen::arbitrary<std::pair<std::uint8_t, std::uint8_t>>());
  int value = 0;
  for (const auto& [what, number] : steps) {
    // Multiples of a large step land on few home slots, so that runs of slots form.
    const std::uint64_t key =
        what % 2 == 0 ? number : number * 0x4000'0000'0000'0000ULL + number % 7;
    if (what % 3 == 0) {
      table.erase(key);
      model.erase(key);
    } else {
      table[key] = model[key] = ++value;
    }
    RC_ASSERT(table.size() == model.size());
  }
  for (const auto& [key, expected] : model) {
    RC_ASSERT(table.find(key) != nullptr);
    RC_ASSERT(*table.find(key) == expected);
  }
  std::vector<std::uint64_t> keys;
  for (const auto& entry : model) keys.push_back(entry.first);
  RC_ASSERT(table.sorted_keys() == keys);
}

TEST(FlatTable, StaysSmallWhileMillionsPass)
{
  FlatTable<int> table;
  for (std::uint64_t key = 0; key < 2'000'000; ++key) {
    table[key] = 1;
    if (key >= 100) table.erase(key - 100);
  }
  EXPECT_EQ(table.size(), 100U);
  EXPECT_LE(table.capacity(), 512U);
}

TEST(FlatTable, ErasesWhatAPredicateNames)
{
  FlatTable<int> table;
  for (int i = 0; i < 1000; ++i) table[static_cast<std::uint64_t>(i)] = i;
  table.erase_if([](int value) { return value % 3 != 0; });
  EXPECT_EQ(table.size(), 334U);
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(table.find(static_cast<std::uint64_t>(i)) != nullptr, i % 3 == 0) << i;
  }
}

RC_GTEST_PROP(NumberSet, DoesWhatASetDoes, (const std::vector<std::uint16_t>& numbers))
{
  NumberSet set;
  std::set<std::uint64_t> model;
  for (const std::uint64_t number : numbers) {
    const std::uint64_t spread = number % 2 == 0 ? number : number << 40;
    RC_ASSERT(set.contains(spread) == (model.count(spread) == 1));
    RC_ASSERT(set.insert(spread) == model.insert(spread).second);
    RC_ASSERT(set.contains(spread));
  }
}

TEST(NumberSet, TakesAFewBitsForEachOfManyCountedNumbers)
{
  NumberSet set;
  for (std::uint64_t unit = 1; unit <= 30; ++unit) {
    for (std::uint64_t count = 1; count <= 20'000; ++count) set.insert(unit << 40 | count);
  }
  EXPECT_LE(set.bytes(), 600'000U); // 600,000 numbers, a byte each at most
}

} // namespace
} // namespace gatetwin::checkers
