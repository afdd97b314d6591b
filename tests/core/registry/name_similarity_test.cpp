// SPDX-License-Identifier: Apache-2.0
#include "core/registry/name_similarity.hpp"
#include "core/registry/watch_list.hpp"
#include "tests/core/registry/samples.hpp"
#include <gtest/gtest.h>
#include <tuple>

namespace gatetwin {
namespace {

// The values of W. E. Winkler's tables and of those who repeat them, to the thousandth below.
TEST(NameSimilarity, GivesThePublishedValues)
{
  for (const auto& [a, b, thousandths] : {std::tuple{"MARTHA", "MARHTA", 961U},
                                          {"DIXON", "DICKSONX", 813U},
                                          {"DWAYNE", "DUANE", 840U},
                                          {"JELLYFISH", "SMELLYFISH", 896U},
                                          {"ABROMS", "ABRAMS", 922U},
                                          {"JONES", "JOHNSON", 832U},
                                          {"SAME", "SAME", 1000U},
                                          {"ABC", "XYZ", 0U}}) {
    EXPECT_EQ(name_similarity(a, b), thousandths) << a << " " << b;
    EXPECT_EQ(name_similarity(b, a), thousandths) << b << " " << a;
  }
}

TEST(NameSimilarity, ReadsSurnameAndGivenNamesInEitherOrderAndIgnoresFillers)
{
  EXPECT_EQ(name_similarity("NGUYEN<<VAN<AN", "NGUYEN<VAN<<AN"), 1000U);
  EXPECT_EQ(name_similarity("NGUYEN<<VAN<AN", "VAN<AN<<NGUYEN"), 1000U);
  EXPECT_EQ(name_similarity("", "A"), 0U);
  EXPECT_EQ(name_similarity("<<", "A"), 0U);
  const std::string longest(64, 'A');
  EXPECT_EQ(name_similarity(longest + "<<" + longest, longest), 1000U) << "the first 64 letters";
}

TEST(NameSimilarity, FindsSlipsInVietnameseNamesAndLeavesOthersApart)
{
  for (const auto& [listed, shown] : {std::pair{"NGUYEN<<THI<HUONG", "NGUYEN<<THI<HUONNG"},
                                      {"NGUYEN<<THI<HUONG", "NGUYEN<<THI<HOUNG"},
                                      {"NGUYEN<<THI<HUONG", "NGUYEN<<THIHUONG"},
                                      {"TRAN<<QUOC<DUNG", "TRAN<<QUOC<DUN"},
                                      {"PHAM<<MINH<TUAN", "TUAN<<PHAM<MINH"}})
    EXPECT_GE(name_similarity(listed, shown), similar_name_threshold) << listed << " " << shown;
  for (const auto& [listed, shown] : {std::pair{"NGUYEN<<THI<HUONG", "NGUYEN<<VAN<BINH"},
                                      {"TRAN<<QUOC<DUNG", "TRAN<<THI<MAI"},
                                      {"LE<<VAN<DAU", "LY<<THI<HOA"}})
    EXPECT_LT(name_similarity(listed, shown), similar_name_threshold) << listed << " " << shown;
}

TEST(WatchListSimilarNames, AskForTheSameBirthAsFarAsItIsKnown)
{
  const WatchList list = sample::watch_list(); // LE<<VAN<DAU, 1970-01-02
  const auto similar = [&](const char* name, CalendarDate birth) {
    CheckedDocument document = sample::border_pass("BP1", name);
    document.birth = birth;
    return list.lists_similar(document, similar_name_threshold);
  };
  EXPECT_TRUE(similar("LE<<VAN<DAUU", {1970, 1, 2}));
  EXPECT_TRUE(similar("LE<<VAN<DAUU", {1970, 0, 0})) << "the document knows the year alone";
  EXPECT_FALSE(similar("LE<<VAN<DAUU", {1970, 1, 3}));
  EXPECT_FALSE(similar("LE<<VAN<DAUU", {1971, 1, 2}));
  EXPECT_FALSE(similar("LE<<VAN<DAUU", {}));
  EXPECT_FALSE(similar("", {1970, 1, 2}));
  EXPECT_FALSE(WatchList().lists_similar(sample::border_pass(), similar_name_threshold));
}

} // namespace
} // namespace gatetwin
