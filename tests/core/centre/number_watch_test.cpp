// SPDX-License-Identifier: Apache-2.0
#include "core/centre/number_watch.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

constexpr UnitId unit{17};

// What the last of these reports, one after another, shows.
std::optional<NumberWatch::Twins> after(NumberWatch& watch, const char* journals)
{
  std::optional<NumberWatch::Twins> found;
  for (; *journals != '\0'; ++journals) found = watch.on_report(unit, {journals, 1});
  return found;
}

TEST(NumberWatch, IsSureOfTwoGatesWhenAJournalComesBackASecondTime)
{
  NumberWatch watch;
  EXPECT_EQ(after(watch, "ABAB"), std::nullopt);
  EXPECT_EQ(after(watch, "A"), (NumberWatch::Twins{"A", "B"}));
  EXPECT_EQ(after(watch, "B"), (NumberWatch::Twins{"B", "A"})) << "as long as it goes on";
}

TEST(NumberWatch, TakesRestartsFurtherJournalsAndALateReportForNothingElse)
{
  NumberWatch watch;
  EXPECT_EQ(after(watch, "AAABBBCCDDDD"), std::nullopt);
  NumberWatch late;
  EXPECT_EQ(after(late, "AAABABBBBCCC"), std::nullopt) << "A's was under way when B was begun";
  NumberWatch old;
  EXPECT_EQ(after(old, "ABCDEFGHIAJA"), std::nullopt)
      << "of a unit eight are remembered; what came before is as new";
}

TEST(NumberWatch, KeepsUnitsApart)
{
  NumberWatch watch;
  for (int round = 0; round < 5; ++round) {
    EXPECT_EQ(watch.on_report({1}, "A"), std::nullopt);
    EXPECT_EQ(watch.on_report({2}, "B"), std::nullopt);
  }
}

// One that is started anew again and again beside one that stays.
TEST(NumberWatch, SeesOneThatIsStartedAnewBesideOneThatStays)
{
  NumberWatch watch;
  EXPECT_EQ(after(watch, "ABACA"), (NumberWatch::Twins{"A", "C"}));
}

} // namespace
} // namespace gatetwin
