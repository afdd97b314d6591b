// SPDX-License-Identifier: Apache-2.0
#include "sim/report/html_text.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

TEST(HtmlText, EscapesWhatEndsAContext)
{
  EXPECT_EQ(escaped("<a href='x'>\"&\""), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;");
  EXPECT_EQ(escaped("cửa khẩu 友谊关"), "cửa khẩu 友谊关");
  EXPECT_EQ(escaped("a\x01\xff\n"), "a\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(escaped_lines("<\n\x01&"), "&lt;\n\uFFFD&amp;");
}

TEST(HtmlText, ShortensByColumns)
{
  EXPECT_EQ(shortened("E-gates", 7), "E-gates");
  EXPECT_EQ(shortened("E-gates, entry", 8), "E-gates…");
  EXPECT_EQ(shortened("边检通道", 5), "边检…");
}

TEST(HtmlText, BreaksANameInTwoWhereItMay)
{
  using Lines = std::vector<std::string>;
  EXPECT_EQ(in_two_lines("E-gates", 16), Lines{"E-gates"});
  EXPECT_EQ(in_two_lines("Lào Cai exit: e-gates", 16), (Lines{"Lào Cai exit:", "e-gates"}));
  EXPECT_EQ(in_two_lines("hn_entry_barcode", 12), (Lines{"hn_entry_", "barcode"}));
  EXPECT_EQ(in_two_lines("hn_entry_barcode", 9), (Lines{"hn_entry_", "barcode"}));
  EXPECT_EQ(in_two_lines("hn_entry_barcode", 8), (Lines{"hn_", "entry_b…"}));
  EXPECT_EQ(in_two_lines("Grenzübergangsstelle", 8), Lines{"Grenzüb…"});
  EXPECT_EQ(in_two_lines(" Grenzübergangsstelle", 8), Lines{" Grenzü…"});
  EXPECT_EQ(in_two_lines("", 8), Lines{""});
}

TEST(HtmlText, WritesShortCoordinates)
{
  EXPECT_EQ(coordinate(12), "12");
  EXPECT_EQ(coordinate(12.349), "12.3");
  EXPECT_EQ(coordinate(-0.04), "0");
}

TEST(HtmlText, IndentsJsonAndKeepsItsStrings)
{
  EXPECT_EQ(indented_json(R"({"a":[1,{"b":"x,{\"y"}],"c":{},"d":[]})"),
            "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"x,{\\\"y\"\n    }\n  ],\n  \"c\": {},\n"
            "  \"d\": []\n}");
  EXPECT_EQ(indented_json("{}"), "{}");
  EXPECT_NE(indented_json("}}}\"\\"), "never a fault, whatever it is");
}

} // namespace
} // namespace gatetwin
