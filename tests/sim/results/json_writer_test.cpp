// SPDX-License-Identifier: Apache-2.0
#include "core/base/check.hpp"
#include "sim/results/json_writer.hpp"
#include <gtest/gtest.h>
#include <limits>

namespace gatetwin {
namespace {

template <typename Number> std::string written(Number value)
{
  JsonWriter out;
  out.number(value);
  std::string text = out.take();
  text.pop_back();
  return text;
}

TEST(JsonWriter, WritesNumbersInTheirShortestForm)
{
  EXPECT_EQ(written(0.1), "0.1");
  EXPECT_EQ(written(600.0), "600");
  EXPECT_EQ(written(-0.0), "0");
  EXPECT_EQ(written(1.0 / 3), "0.3333333333333333");
  EXPECT_EQ(written(1e21), "1e+21");
  EXPECT_EQ(written(0.1F), "0.1");
  EXPECT_EQ(written(std::uint64_t{18'446'744'073'709'551'615U}), "18446744073709551615");
  EXPECT_THROW(written(std::numeric_limits<double>::infinity()), CheckFailed);
}

TEST(JsonWriter, EscapesWhatMayNotStandInAStringOrAScript)
{
  JsonWriter out;
  out.string("a\"b\\c\n\x01</script>\x7f\u1EC7\xff");
  EXPECT_EQ(out.take(), "\"a\\\"b\\\\c\\u000a\\u0001\\u003c/script>\\u007f\u1EC7\uFFFD\"\n");
}

TEST(JsonWriter, GivesMembersOfTheOuterListsALineEach)
{
  JsonWriter out;
  out.begin_object();
  out.key("a");
  out.begin_list();
  out.begin_object();
  out.key("x");
  out.begin_list();
  out.number(1.0);
  out.number(2.0);
  out.end_list();
  out.end_object();
  out.null();
  out.end_list();
  out.key("b");
  out.begin_list();
  out.end_list();
  out.end_object();
  EXPECT_EQ(out.take(), "{\n \"a\": [\n  {\"x\": [1, 2]},\n  null\n ],\n \"b\": []\n}\n");
}

} // namespace
} // namespace gatetwin
