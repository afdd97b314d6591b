// SPDX-License-Identifier: Apache-2.0
#include "sim/language/plural_rule.hpp"
#include <gtest/gtest.h>
#include <string>

namespace gatetwin {
namespace {

std::string forms(const char* line, std::initializer_list<std::uint64_t> numbers)
{
  const Result<PluralRule> rule = PluralRule::parse(line);
  if (!rule) return "refused";
  std::string out;
  for (const std::uint64_t n : numbers) out += std::to_string(rule.value().form_for(n));
  return out;
}

// As in the table of the GNU gettext manual, chapter "Plural forms".
TEST(PluralRule, FollowsTheRulesOfLanguages)
{
  EXPECT_EQ(forms("nplurals=1; plural=0;", {0, 1, 2, 7}), "0000") << "Vietnamese";
  EXPECT_EQ(forms("nplurals=2; plural=(n != 1);", {0, 1, 2}), "101") << "English";
  EXPECT_EQ(forms("nplurals=2; plural=n>1;", {0, 1, 2}), "001") << "French";
  const char* russian = "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
                        "(n%100<10 || n%100>=20) ? 1 : 2;";
  EXPECT_EQ(forms(russian, {1, 2, 5, 11, 12, 21, 22, 111, 1002}), "012220121");
  const char* arabic = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && "
                       "n%100<=10 ? 3 : n%100>=11 ? 4 : 5;";
  EXPECT_EQ(forms(arabic, {0, 1, 2, 3, 11, 100, 103}), "0123453");
}

TEST(PluralRule, CalculatesAsCDoes)
{
  EXPECT_EQ(forms("nplurals=6; plural=1+2*2-8/2/2;", {0}), "3");
  EXPECT_EQ(forms("nplurals=2; plural=!(n<5);", {4, 5}), "01");
  EXPECT_EQ(forms("nplurals=2; plural=n==1||n==2&&n==3;", {1, 2, 3}), "100");
}

TEST(PluralRule, RefusesWhatIsNone)
{
  for (const char* wrong :
       {"", "nplurals=2;", "plural=0;", "nplurals=0; plural=0;", "nplurals=99; plural=0;",
        "nplurals=2; plural=n;", "nplurals=2; plural=;", "nplurals=2; plural=(n!=1;",
        "nplurals=2; plural=n!=1);", "nplurals=2; plural=m!=1;", "nplurals=2; plural=1/n;",
        "nplurals=2; plural=n?1;", "nplurals=x; plural=0;", "nplurals=2; plural=n 1;"}) {
    EXPECT_EQ(forms(wrong, {0}), "refused") << wrong;
  }
  const std::string deep = "nplurals=1; plural=" + std::string(100'000, '(') + ";";
  EXPECT_EQ(forms(deep.c_str(), {0}), "refused");
  const std::string nots = "nplurals=1; plural=" + std::string(100'000, '!') + "1;";
  EXPECT_EQ(forms(nots.c_str(), {0}), "refused");
}

} // namespace
} // namespace gatetwin
