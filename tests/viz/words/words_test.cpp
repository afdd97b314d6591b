// SPDX-License-Identifier: Apache-2.0
#include "viz/words/words.hpp"
#include <gtest/gtest.h>

namespace gatetwin::viz {
namespace {

TEST(ViewersWords, HaveEveryOneInBothLanguages)
{
  for (int i = 0; i <= static_cast<int>(last_word); ++i) {
    const auto name = static_cast<Word>(i);
    ASSERT_NE(word(name, Language::english), nullptr) << i;
    EXPECT_TRUE(gatetwin_translations().has(message_of(name), Language::vietnamese))
        << word(name, Language::english);
  }
}

TEST(ViewersWords, AreThoseOfTheReportWhereTheyMeanTheSame)
{
  EXPECT_STREQ(word(Word::stations, Language::vietnamese), "Vị trí kiểm soát");
  EXPECT_STREQ(word(Word::busy, Language::vietnamese), "bận") << "a unit, not its utilisation";
}

} // namespace
} // namespace gatetwin::viz
