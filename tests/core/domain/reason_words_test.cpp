// SPDX-License-Identifier: Apache-2.0
#include "core/domain/reason_words.hpp"
#include <gtest/gtest.h>
#include <set>
#include <string>

namespace gatetwin {
namespace {

TEST(ReasonWords, EveryReasonHasItsOwnWordsInBothLanguages)
{
  std::set<std::string> english, vietnamese;
  for (std::uint32_t code = 0; code < 10'000; ++code) {
    const auto reason = static_cast<Reason>(code);
    const std::string name = to_string(reason);
    if (name == "unknown") continue;
    const ReasonWords words = words_of(reason);
    EXPECT_TRUE(english.insert(words.english).second) << name << ": " << words.english;
    EXPECT_TRUE(vietnamese.insert(words.vietnamese).second) << name << ": " << words.vietnamese;
    EXPECT_STRNE(words.english, "unknown") << name;
    EXPECT_STRNE(words.english, words.vietnamese) << name;
  }
  EXPECT_GT(english.size(), 130U);
}

} // namespace
} // namespace gatetwin
