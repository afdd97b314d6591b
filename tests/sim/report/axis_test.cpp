// SPDX-License-Identifier: Apache-2.0
#include "sim/report/axis.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> texts(const std::vector<AxisMark>& marks)
{
  std::vector<std::string> out;
  for (const AxisMark& mark : marks) out.push_back(mark.text);
  return out;
}

TEST(NumberMarks, StandAtRoundNumbersAndReachTheGreatestValue)
{
  EXPECT_THAT(texts(number_marks(4.7, 5, Language::english)),
              ElementsAre("0", "1", "2", "3", "4", "5"));
  EXPECT_THAT(texts(number_marks(0.12, 5, Language::vietnamese)),
              ElementsAre("0,00", "0,05", "0,10", "0,15"));
  EXPECT_THAT(texts(number_marks(2300, 5, Language::english)),
              ElementsAre("0", "500", "1,000", "1,500", "2,000", "2,500"));
  for (const double most : {0.0, -3.0, 1e-300, 1e-9, 0.3, 1.0, 7.0, 99.0, 1e12, 1e300}) {
    const std::vector<AxisMark> marks = number_marks(most, 5, Language::english);
    ASSERT_GE(marks.size(), 2U) << most;
    ASSERT_LE(marks.size(), 7U) << most;
    EXPECT_GE(marks.back().at, most * 0.999999) << most;
    EXPECT_GT(marks.back().at, 0) << most;
  }
}

TEST(TimeMarks, StandAtRoundLocalTimes)
{
  const auto start = parse_local_start("2026-02-16T06:30:00+07:00");
  ASSERT_TRUE(start);
  const std::vector<AxisMark> marks = time_marks(0, 4 * 3600, start, Language::english);
  EXPECT_THAT(texts(marks), ElementsAre("06:30", "07:00", "07:30", "08:00", "08:30", "09:00",
                                        "09:30", "10:00", "10:30"));
  EXPECT_EQ(marks[1].at, 1800);
}

TEST(TimeMarks, NameTheDateAtMidnight)
{
  const auto start = parse_local_start("2026-02-28T18:00:00+07:00");
  EXPECT_THAT(texts(time_marks(0, 86'400, start, Language::english)),
              ElementsAre("18:00", "20:00", "22:00", "01/03", "02:00", "04:00", "06:00", "08:00",
                          "10:00", "12:00", "14:00", "16:00", "18:00"));
}

TEST(TimeMarks, CountFromTheStartWithoutAClock)
{
  EXPECT_THAT(texts(time_marks(0, 40, std::nullopt, Language::english)),
              ElementsAre("0 s", "5 s", "10 s", "15 s", "20 s", "25 s", "30 s", "35 s", "40 s"));
  EXPECT_THAT(texts(time_marks(0, 3 * 86'400, std::nullopt, Language::vietnamese)),
              ElementsAre("0 giờ", "6 giờ", "12 giờ", "18 giờ", "24 giờ", "30 giờ", "36 giờ",
                          "42 giờ", "48 giờ", "54 giờ", "60 giờ", "66 giờ", "72 giờ"));
  EXPECT_TRUE(time_marks(5, 5, std::nullopt, Language::english).empty());
  EXPECT_LE(time_marks(0, 9e9, std::nullopt, Language::english).size(), 13U);
}

TEST(LocalStart, TakesOnlyWhatIsADateAndATime)
{
  EXPECT_TRUE(parse_local_start("2024-02-29T00:00:00Z"));
  for (const char* wrong : {"", "tomorrow", "2026-02-29T00:00:00Z", "2026-02-16 06:00:00+07:00",
                            "2026-02-16T24:00:00Z", "2026-13-01T00:00:00Z", "2026-02-16T06:0x:00Z",
                            "-026-02-16T06:00:00Z", "2026-02-16T06:00"}) {
    EXPECT_FALSE(parse_local_start(wrong)) << wrong;
  }
}

TEST(UnitForAxis, FollowsTheGreatestWait)
{
  EXPECT_EQ(unit_for_axis(100, Language::english).name, "s");
  EXPECT_EQ(unit_for_axis(1000, Language::vietnamese).name, "phút");
  EXPECT_EQ(unit_for_axis(20'000, Language::english).seconds, 3600);
}

} // namespace
} // namespace gatetwin
