// SPDX-License-Identifier: Apache-2.0
#include "sim/results/optimum_text.hpp"
#include "tests/sim/results/sample_results.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr Language en = Language::english;

TEST(OptimumText, SaysWhichDesignAndHowSureInTheFirstSentence)
{
  const std::vector<std::string> sentences = optimum_sentences(sample_optimum(), en);
  EXPECT_EQ(sentences.at(0),
            "units=6 is the best choice by units (6) that keeps wait_p95 <= 10 min: with 95 % "
            "confidence it does, and no design in the range does so for less.");
  EXPECT_EQ(sentences.at(1), "3 of 10 designs were simulated, 35 replications in all.");
  EXPECT_THAT(sentences.at(2), HasSubstr("4 were discarded without simulation"));
}

TEST(OptimumText, ClaimsNoMoreThanIsSettled)
{
  OptimumResult doubtful = sample_optimum();
  doubtful.settled = false;
  doubtful.rivals = {"units=5"};
  doubtful.replications_needed = 250;
  const std::vector<std::string> sentences = optimum_sentences(doubtful, en);
  EXPECT_THAT(sentences.at(0), Not(HasSubstr("for less")));
  EXPECT_THAT(sentences.at(1), HasSubstr("not told yet: units=5. About 250 replications"));
  doubtful.best.clear();
  doubtful.nearest = "units=7";
  EXPECT_THAT(optimum_sentences(doubtful, en).at(0), HasSubstr("Nearest is units=7"));
}

TEST(OptimumText, TheTableHasARowForEachDesignInBothLanguages)
{
  const std::string table = to_table(sample_optimum(), {en, false});
  EXPECT_THAT(table, HasSubstr("misses a limit"));
  EXPECT_THAT(table, HasSubstr("13:33 min"));
  const std::string vietnamese = to_table(sample_optimum(), {Language::vietnamese, false});
  EXPECT_THAT(vietnamese, HasSubstr("không đáp ứng"));
  EXPECT_THAT(vietnamese, HasSubstr("13:33 phút"));
}

TEST(OptimumText, LetsNoNameSteerTheTerminalOrASpreadsheet)
{
  OptimumResult hostile = sample_optimum();
  hostile.best = hostile.points[0].design = "\x1b[2J=cmd";
  EXPECT_THAT(to_table(hostile, {en, false}), Not(HasSubstr("\x1b")));
  hostile.points[0].design = "=cmd|' /C calc'!A0";
  EXPECT_THAT(to_csv(hostile), HasSubstr("'=cmd"));
}

} // namespace
} // namespace gatetwin
