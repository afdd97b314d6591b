// SPDX-License-Identifier: Apache-2.0
#include "tests/core/names/name_search_cases.hpp"

namespace gatetwin::test {
namespace {

TEST(Trigrams, AreThoseOfPgTrgm)
{
  const auto number = [](const char* three) {
    return static_cast<std::uint32_t>(three[0] << 16 | three[1] << 8 | three[2]);
  };
  std::vector<std::uint32_t> wanted;
  for (const char* three : {"  L", " LE", "LE ", "  A", " AN", "ANN", "NN ", "NNA"})
    if (std::string_view(three) != "NNA") wanted.push_back(number(three));
  std::sort(wanted.begin(), wanted.end());
  EXPECT_EQ(trigrams_of("LE<<ANN"), wanted);
  EXPECT_TRUE(trigrams_of("<<").empty());
}

TEST(ListedNames, FindWhatComparingWithAllFinds)
{
  const auto entries = listed_names(3000);
  expect_finds_what_comparing_all_finds(ListedNames(entries), entries);
}

TEST(NameSearch, RanksByJaroWinklerAndKeepsToItsBounds)
{
  const auto entries = listed_names(3000);
  const ListedNames index(entries);
  const auto found = search_names(index, "NGUYEN<<THI<HOA", 850, 5);
  ASSERT_TRUE(found.ok());
  ASSERT_EQ(found.value().size(), 5U);
  for (std::size_t i = 1; i < 5; ++i)
    EXPECT_LE(found.value()[i].similarity, found.value()[i - 1].similarity);
  EXPECT_TRUE(search_names(index, "ZZZZ<<QQQQ", 0, 5).value().empty());
}

} // namespace
} // namespace gatetwin::test
