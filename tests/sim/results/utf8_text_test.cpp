// SPDX-License-Identifier: Apache-2.0
#include "sim/results/utf8_text.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

TEST(Utf8Text, CountsColumns)
{
  EXPECT_EQ(display_width("booth"), 5U);
  EXPECT_EQ(display_width("cửa khẩu"), 8U);
  EXPECT_EQ(display_width("cu\u031B\u0309a"), 3U) << "the same letters with combining marks";
  EXPECT_EQ(display_width("边检"), 4U);
  EXPECT_EQ(display_width(""), 0U);
}

TEST(Utf8Text, ReplacesWhatIsNoText)
{
  EXPECT_EQ(printable("a\xff"
                      "b"),
            "a\uFFFDb");
  EXPECT_EQ(printable("\xc0\xaf"), "\uFFFD\uFFFD") << "an overlong slash";
  EXPECT_EQ(printable("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD") << "a surrogate";
  EXPECT_EQ(printable("\xf4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD") << "beyond the last";
  EXPECT_EQ(printable("\xe1\xbb"), "\uFFFD\uFFFD") << "cut off";
  EXPECT_EQ(printable("\x1b[2J\r\n\xc2\x9b"), "\uFFFD[2J\uFFFD\uFFFD\uFFFD") << "terminal control";
  EXPECT_EQ(printable("a\u202Eb\u2066c"), "a\uFFFDb\uFFFDc") << "turned direction";
  EXPECT_EQ(printable("Đensavẳn 友谊关 \U0001F6C2"), "Đensavẳn 友谊关 \U0001F6C2");
}

} // namespace
} // namespace gatetwin
