// SPDX-License-Identifier: Apache-2.0
#include "sim/results/wording.hpp"
#include <gtest/gtest.h>
#include <string>

namespace gatetwin {
namespace {

constexpr Language en = Language::english;
constexpr Language vi = Language::vietnamese;

TEST(Wording, HasEveryWordInBothLanguagesWithTheSameHoles)
{
  for (int i = 0; i <= static_cast<int>(last_word); ++i) {
    const auto name = static_cast<Word>(i);
    ASSERT_NE(word(name, en), nullptr) << i;
    ASSERT_NE(word(name, vi), nullptr) << i;
    EXPECT_TRUE(gatetwin_translations().has(message_of(name), vi)) << word(name, en);
    for (char hole = '0'; hole <= '9'; ++hole) {
      const std::string mark = {'{', hole, '}'};
      EXPECT_EQ(std::string(word(name, en)).find(mark) == std::string::npos,
                std::string(word(name, vi)).find(mark) == std::string::npos)
          << word(name, en);
    }
  }
}

TEST(Wording, FillsHolesOnceOnly)
{
  EXPECT_EQ(phrase(Word::per_bucket, en, {"{0}"}), "each point: {0}");
  EXPECT_EQ(phrase(Word::say_checks_fine, en, 2, {"{1}", "7"}),
            "{1} invariants examined 7 times, none broken.");
}

TEST(Wording, CountsOneAsOne)
{
  EXPECT_EQ(phrase(Word::say_checks_fine, en, 1, {"1", "7"}),
            "1 invariant examined 7 times, none broken.");
  EXPECT_EQ(phrase(Word::say_checks_fine, en, 2, {"2", "7"}),
            "2 invariants examined 7 times, none broken.");
  EXPECT_EQ(phrase(Word::say_checks_fine, vi, 1, {"1", "7"}),
            "Đã xét 1 điều bất biến 7 lần, không có vi phạm.");
}

TEST(Wording, WritesNumbersAsTheLanguageDoes)
{
  EXPECT_EQ(count_text(0, en), "0");
  EXPECT_EQ(count_text(560'000, en), "560,000");
  EXPECT_EQ(count_text(1'560'000, vi), "1.560.000");
  EXPECT_EQ(number_text(-1234.56, 1, en), "-1,234.6");
  EXPECT_EQ(number_text(1234.5, 2, vi), "1.234,50");
  EXPECT_EQ(number_text(-0.0, 1, en), "0.0");
  EXPECT_EQ(percent_text(0.9725, vi), "97,2 %");
}

TEST(Wording, WritesNoPartAsAllOrNothing)
{
  EXPECT_EQ(percent_text(1, en), "100.0 %");
  EXPECT_EQ(percent_text(0.9994, en), "99.9 %");
  EXPECT_EQ(percent_text(0.9996, en), "99.96 %");
  EXPECT_EQ(percent_text(0.99996, vi), "99,996 %");
  EXPECT_EQ(percent_text(0.9999997, en), "> 99.999 %");
  EXPECT_EQ(percent_text(0.99999999999999989, en), "> 99.999 %");
  EXPECT_EQ(percent_text(0, en), "0.0 %");
  EXPECT_EQ(percent_text(0.0006, en), "0.1 %");
  EXPECT_EQ(percent_text(0.0004, en), "0.04 %");
  EXPECT_EQ(percent_text(1e-7, vi), "< 0,001 %");
  EXPECT_EQ(percent_text(1e-300, en), "< 0.001 %");
}

TEST(Wording, WritesNoShareAsTheTargetThatItMisses)
{
  EXPECT_EQ(percent_text_apart(0.95, 0.95, en), "95.0 %");
  EXPECT_EQ(percent_text_apart(0.9496, 0.95, en), "94.96 %");
  EXPECT_EQ(percent_text_apart(0.94999999, 0.95, en), "< 95.000 %");
  EXPECT_EQ(percent_text_apart(0.95000001, 0.95, en), "> 95.000 %");
  EXPECT_EQ(percent_text_apart(0.9999997, 0.95, en), "> 99.999 %");
  EXPECT_EQ(percent_text_apart(0.9999997, 1, en), "> 99.999 %");
}

TEST(Wording, WritesDurationsInUnitsThatPeopleUse)
{
  EXPECT_EQ(duration_text(0, en), "0.0 s");
  EXPECT_EQ(duration_text(0.0004, en), "0.0004 s");
  EXPECT_EQ(duration_text(0.25, vi), "0,25 giây");
  EXPECT_EQ(duration_text(59.94, en), "59.9 s");
  EXPECT_EQ(duration_text(59.96, en), "1 min 00 s") << "not 60.0 s";
  EXPECT_EQ(duration_text(250, vi), "4 phút 10 giây");
  EXPECT_EQ(duration_text(3599.7, en), "1 h 00 min");
  EXPECT_EQ(duration_text(7'500, en), "2 h 05 min");
  EXPECT_EQ(duration_text(30 * 86'400.0, en), "30 d 0 h");
  EXPECT_EQ(duration_text(600, en), "10 min");
  EXPECT_EQ(duration_text(600.1, en), "10 min 00 s");
  EXPECT_EQ(duration_text(7'200, vi), "2 giờ");
  EXPECT_EQ(duration_text(-250, en), "-4 min 10 s");
  EXPECT_NE(duration_text(1e300, en), "");
}

TEST(Wording, WritesShortDurationsForColumns)
{
  EXPECT_EQ(short_duration_text(12.34, vi), "12,3 giây");
  EXPECT_EQ(short_duration_text(62.5, en), "1:03 min");
  EXPECT_EQ(short_duration_text(7'500, en), "2:05 h");
  EXPECT_EQ(short_duration_text(280'000, en), "3.2 d");
  EXPECT_EQ(short_range_text(58, 65, en), "0:58 .. 1:05 min");
  EXPECT_EQ(short_range_text(9, 9.5, vi), "9,0 .. 9,5 giây");
}

TEST(Wording, TranslatesTermsAndNotesAndLeavesTheRest)
{
  EXPECT_EQ(term("e_gate", vi), "cổng tự động");
  EXPECT_EQ(term("cargo_gate", vi), "cargo_gate");
  EXPECT_EQ(note_text("ci95: fewer than 15 batches", vi),
            "khoảng tin cậy: lần chạy quá ngắn (ít hơn 15 lô)");
  EXPECT_EQ(note_text("registry requests without an answer: 4", vi),
            "yêu cầu tới cơ sở dữ liệu trung tâm không có trả lời: 4");
  EXPECT_EQ(note_text("replication 3 and 2 more: ci95: fewer than 15 batches", vi),
            "replication 3 and 2 more: " + note_text("ci95: fewer than 15 batches", vi));
  EXPECT_EQ(note_text("something else", vi), "something else");
  EXPECT_EQ(parse_language("vi"), vi);
  EXPECT_FALSE(parse_language("fr"));
}

} // namespace
} // namespace gatetwin
