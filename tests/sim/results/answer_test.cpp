// SPDX-License-Identifier: Apache-2.0
#include "sim/results/answer.hpp"
#include "tests/sim/results/sample_results.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using ::testing::ElementsAre;

TEST(Answer, SaysHowLongPeopleWaitAndWhy)
{
  EXPECT_THAT(
      answer(sample_results(), Language::english),
      ElementsAre("95 of 100 waits last no longer than 2 min 36 s; a wait takes 1 min 03 s on "
                  "average, the longest took 10 min 25 s.",
                  "From arrival to departure a traveller takes 3 min on average, 95 of 100 no "
                  "longer than 7 min 30 s.",
                  "Service level \"wait 10 min\" is met: 99.6 % within 10 min, target 95.0 %.",
                  "Service level \"booth 2 min\" is not met: 87.5 % within 2 min, target 90.0 "
                  "%. This run alone can't make that certain.",
                  "The bottleneck is Quầy nhập cảnh: 50.0 % of all waiting happens there, 1 min "
                  "40 s on average, and its units are busy 94.0 % of their time in service."));
}

TEST(Answer, DoesNotBlameTheCapacityOfAStationThatIsRarelyBusy)
{
  RunResults r = sample_results();
  r.stations[1].utilisation = 0.096;
  r.stations[1].queue_mean = 5;
  EXPECT_EQ(answer(r, Language::english).back(),
            "More waiting happens at Quầy nhập cảnh than anywhere else: 54.1 % of all, 1 min 40 s "
            "on average. But its "
            "units are busy only 9.6 % of their time in service: people wait there in peaks, by "
            "chance or before it opens, while on average it has capacity to spare.");
  EXPECT_STREQ(bottleneck_mark(r.stations[1], Language::english), "most waiting");
  r.stations[1].utilisation.reset();
  EXPECT_EQ(answer(r, Language::english).back(),
            "The bottleneck is Quầy nhập cảnh: 54.1 % of all waiting happens there, and nobody is "
            "served.");
}

TEST(Answer, SaysHowManyWereLostOrCutOff)
{
  RunResults r = sample_results();
  r.outcomes = {{"admitted", "", "resident", 870},
                {"abandoned", "", "resident", 100},
                {"abandoned", "", "visitor", 20},
                {"unfinished", "", "visitor", 10}};
  const std::vector<std::string> sentences = answer(r, Language::english);
  EXPECT_EQ(sentences[2], "120 of 1,000 travellers (12.0 %) gave up or were turned away.");
  EXPECT_EQ(sentences[3], "10 of 1,000 travellers (1.0 %) were still inside when the run ended; "
                          "their waits and times are not counted, but who was over a service "
                          "level's limit by then counts as late.");
  EXPECT_NE(answer(r, Language::vietnamese)[2], sentences[2]);
  r.outcomes[1].count = r.outcomes[2].count = r.outcomes[3].count = 0;
  EXPECT_EQ(answer(r, Language::english).size(), 5U);
}

TEST(Answer, NamesNoBottleneckWhereNobodyWaits)
{
  RunResults r = sample_results();
  for (StationResult& s : r.stations) s.queue_mean = 0;
  EXPECT_EQ(answer(r, Language::english).size(), 4U);
}

TEST(Answer, SaysSoWhereNobodyWaits)
{
  RunResults r = sample_results();
  r.figures[0].p95 = 0;
  EXPECT_EQ(answer(r, Language::english)[0],
            "At least 95 of 100 travellers don't wait at a station at all; the longest wait took "
            "10 min 25 s.");
  r.figures[0].max = 0;
  EXPECT_EQ(answer(r, Language::english)[0], "Nobody waited at any station.");
}

TEST(Answer, DoesNotWriteAMissedTargetAsReached)
{
  RunResults r = sample_results();
  r.service_levels[1].share_within = 0.8996;
  EXPECT_EQ(answer(r, Language::english)[3].find(
                "Service level \"booth 2 min\" is not met: 89.96 % within 2 min, target 90.0 %."),
            0U);
}

TEST(Answer, DoubtsALevelWhoseIntervalHoldsItsTarget)
{
  ServiceLevelResult level = sample_results().service_levels[0];
  EXPECT_STREQ(verdict(level, Language::english), "met");
  level.ci95 = Interval{0.94, 0.998};
  EXPECT_STREQ(verdict(level, Language::english), "met, but not for certain");
  level.met = false;
  level.ci95 = Interval{0.90, 0.94};
  EXPECT_STREQ(verdict(level, Language::vietnamese), "không đạt");
}

} // namespace
} // namespace gatetwin
