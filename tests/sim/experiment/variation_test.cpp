// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/variation.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace gatetwin::experiment {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> values(const std::string& text)
{
  const ParsedVariation parsed = parse_variation(text);
  EXPECT_TRUE(parsed.variation) << parsed.fault;
  return parsed.variation ? parsed.variation->values : std::vector<std::string>{};
}

TEST(Variation, ListsRangesAndSteps)
{
  EXPECT_THAT(values("a.b=4,6, 8"), ElementsAre("4", "6", "8"));
  EXPECT_THAT(values("a.b=2..5"), ElementsAre("2", "3", "4", "5"));
  EXPECT_THAT(values("a.b=0.5..1.5/0.5"), ElementsAre("0.5", "1", "1.5"));
  EXPECT_THAT(values("a.b=0.1..0.4/0.1"), ElementsAre("0.1", "0.2", "0.30000000000000004", "0.4"));
}

TEST(Variation, ACommaWithinBracketsOrQuotesBelongsToTheValue)
{
  EXPECT_THAT(values("x=triangular(1 s, 2 s, 3 s),5 s"),
              ElementsAre("triangular(1 s, 2 s, 3 s)", "5 s"));
  EXPECT_THAT(values("x=\"a, b\",c"), ElementsAre("a, b", "c"));
  EXPECT_THAT(values("x=06:00-22:00"), ElementsAre("06:00-22:00"));
}

TEST(Variation, SlipsAreNamed)
{
  for (const char* wrong :
       {"", "a", "=3", "a=", "a=1,,2", "a=1,1", "a=5..2", "a=1..2/0", "a=1..x", "a=1..1000000"}) {
    const ParsedVariation parsed = parse_variation(wrong);
    EXPECT_FALSE(parsed.variation) << wrong;
    EXPECT_GT(parsed.fault.size(), 10U);
  }
}

TEST(Variation, AGridHasEveryCombinationOnce)
{
  const auto designs = grid({{"a", {"1", "2"}}, {"b", {"x", "y", "z"}}});
  EXPECT_EQ(designs.size(), 6U);
  EXPECT_EQ(std::set<Settings>(designs.begin(), designs.end()).size(), 6U);
  EXPECT_THAT(designs[1], ElementsAre(std::pair("a", "1"), std::pair("b", "y")));
}

TEST(Variation, ALatinHypercubeTakesEveryValueEquallyOften)
{
  const std::vector<Variation> two{*parse_variation("a=1..20").variation,
                                   *parse_variation("b=x,y").variation};
  const auto designs = latin_hypercube(two, 20, 7);
  std::map<std::string, int> seen;
  for (const Settings& design : designs) {
    for (const auto& [path, value] : design) ++seen[path + value];
  }
  for (int v = 1; v <= 20; ++v) EXPECT_EQ(seen["a" + std::to_string(v)], 1) << v;
  EXPECT_EQ(seen["bx"], 10);
  EXPECT_EQ(designs, latin_hypercube(two, 20, 7));
  EXPECT_NE(designs, latin_hypercube(two, 20, 8));
}

TEST(Variation, NamesAreShortWhereTheyTellApart)
{
  EXPECT_EQ(design_name({{"stations.egates.units", "4"}}), "units=4");
  EXPECT_EQ(design_name({{"stations.egates.units", "4"}, {"stations.booths.units", "2"}}),
            "egates.units=4, booths.units=2");
  EXPECT_EQ(design_name({{"stations.egates.units", "4"}, {"classes.units", "2"}}),
            "stations.egates.units=4, classes.units=2");
  EXPECT_EQ(design_name({{"seed", "4"}}), "seed=4");
}

} // namespace
} // namespace gatetwin::experiment
