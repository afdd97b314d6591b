// SPDX-License-Identifier: Apache-2.0
// With the schema that the real program prints: a field that is added needs its words.
#include "sim/language/translations.hpp"
#include "tests/sim/app/command_line.hpp"
#include "viz/scenario/scenario_schema.hpp"
#include "viz/words/fields.hpp"
#include <gtest/gtest.h>

namespace gatetwin::viz {
namespace {

// Whether every field of the group is named and explained in Vietnamese; names those that aren't.
int explained_fields(const GroupSchema& group)
{
  for (const FieldSchema& field : group) {
    const std::string context = "field of " + field.owner;
    EXPECT_TRUE(gatetwin_translations().has(msgc(context.c_str(), field.name.c_str()),
                                            Language::vietnamese))
        << field.owner << "." << field.name;
    EXPECT_NE(field.description, "") << field.owner << "." << field.name;
    EXPECT_NE(field_explanation(field.description, Language::vietnamese), field.description)
        << field.owner << "." << field.name;
  }
  return static_cast<int>(group.size());
}

TEST(Fields, AreNamedAndExplainedInVietnamese)
{
  const std::string printed = test::run_program(GATETWIN_PROGRAM, "scenario schema").out;
  const auto schema = ScenarioSchema::parse(printed);
  ASSERT_TRUE(schema);
  int fields = explained_fields(schema->top());
  for (const char* const group : {"Station", "Limits", "TravellerClass", "Demand", "Route"})
    ASSERT_TRUE(schema->group(group)) << group;
  for (const auto& [name, group] : schema->groups()) fields += explained_fields(group);
  EXPECT_GT(fields, 240);
}

// Whether every word that can stand in the field has a name in Vietnamese.
int named_words(const FieldSchema& field)
{
  int count = 0;
  for (const auto* forms : {&field.scalars, &field.elements, &field.keys}) {
    bool among_names = false;
    const auto words = choices_of(*forms, [&](const std::string&) {
      among_names = true;
      return std::vector<std::string>();
    });
    for (const std::string& word : words) {
      EXPECT_TRUE(gatetwin_translations().has(msgc(among_names ? "place" : "value", word.c_str()),
                                              Language::vietnamese))
          << field.owner << "." << field.name << ": " << word;
      ++count;
    }
  }
  return count;
}

TEST(Fields, HaveValuesThatAreNamedInVietnamese)
{
  const std::string printed = test::run_program(GATETWIN_PROGRAM, "scenario schema").out;
  const auto schema = ScenarioSchema::parse(printed);
  ASSERT_TRUE(schema);
  int words = 0;
  for (const FieldSchema& field : schema->top()) words += named_words(field);
  for (const auto& [name, group] : schema->groups()) {
    for (const FieldSchema& field : group) words += named_words(field);
  }
  EXPECT_GT(words, 60);
}

TEST(Fields, NameAValueBesideTheWordThatStandsInTheFile)
{
  EXPECT_EQ(value_name("shared", false, Language::english), "shared");
  EXPECT_EQ(value_name("shared", false, Language::vietnamese), "một hàng chung (shared)");
  EXPECT_EQ(value_name("exit", false, Language::vietnamese), "xuất cảnh (exit)");
  EXPECT_EQ(value_name("exit", true, Language::vietnamese), "ra khỏi cửa khẩu (exit)");
  EXPECT_EQ(value_name("of_tomorrow", false, Language::vietnamese), "of_tomorrow");
}

TEST(Fields, KeepTheFilesOwnNamesInEnglish)
{
  EXPECT_EQ(field_name("Station", "queue_capacity", Language::english), "queue_capacity");
  EXPECT_EQ(field_name("Station", "queue_capacity", Language::vietnamese), "sức chứa hàng chờ");
  EXPECT_EQ(field_name("Station", "of_tomorrow", Language::vietnamese), "of_tomorrow");
  EXPECT_EQ(field_explanation("Whose checkpoint it is.", Language::english),
            "Whose checkpoint it is.");
  EXPECT_EQ(field_explanation("", Language::vietnamese), "");
}

TEST(Fields, AreToldApartByWhatTheyAreOf)
{
  EXPECT_NE(field_name("Scenario", "faults", Language::vietnamese),
            field_name("Station", "faults", Language::vietnamese));
}

} // namespace
} // namespace gatetwin::viz
