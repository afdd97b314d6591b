// SPDX-License-Identifier: Apache-2.0
// With the schema that the real program prints.
#include "tests/sim/app/command_line.hpp"
#include "viz/scenario/scenario_form.hpp"
#include "viz/scenario/scenario_text.hpp"
#include <algorithm>
#include <gtest/gtest.h>

namespace gatetwin::viz {
namespace {

const ScenarioSchema& schema()
{
  static const auto read =
      ScenarioSchema::parse(test::run_program(GATETWIN_PROGRAM, "scenario schema").out);
  EXPECT_TRUE(read);
  return *read;
}

const FieldSchema& field(const std::string& group, const std::string& name)
{
  const GroupSchema* const found = schema().group(group);
  EXPECT_TRUE(found) << group;
  const auto at = std::find_if(found->begin(), found->end(),
                               [&](const FieldSchema& one) { return one.name == name; });
  EXPECT_NE(at, found->end()) << name;
  return *at;
}

using Names = std::vector<std::string>;

Names choices(const std::vector<ScalarForm>& forms)
{
  return choices_of(forms,
                    [](const std::string& section) { return Names{"an item of " + section}; });
}

const FormRow* row_of(const std::vector<FormRow>& rows, const std::string& path)
{
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const FormRow& one) { return one.path == path; });
  return found == rows.end() ? nullptr : &*found;
}

const FormSection* section_of(const std::vector<FormSection>& sections, const std::string& name)
{
  const auto found = std::find_if(sections.begin(), sections.end(),
                                  [&](const FormSection& one) { return one.name == name; });
  return found == sections.end() ? nullptr : &*found;
}

TEST(ScenarioSchema, KnowsUnitsChoicesAndRanges)
{
  EXPECT_EQ(field("Station", "opening_wait").units(), "ns us ms s min h d weeks");
  EXPECT_TRUE(field("Station", "opening_wait").allows("5 min"));
  EXPECT_FALSE(field("Station", "opening_wait").allows("5"));
  EXPECT_EQ(field("Station", "opening_wait").default_text, "1 h");
  EXPECT_EQ(field("Demand", "rate").units(), "/s /min /h /d");
  EXPECT_EQ(choices(field("Station", "queue").scalars), (Names{"shared", "separate"}));
  EXPECT_EQ(choices(field("Connection", "one_way").scalars), (Names{"true", "false"}));
  EXPECT_TRUE(field("Station", "units").allows("12"));
  EXPECT_FALSE(field("Station", "units").allows("0"));
  EXPECT_FALSE(field("Station", "units").allows("1.5"));
  EXPECT_FALSE(field("Station", "units").allows("two"));
  EXPECT_TRUE(field("Station", "queue_capacity").allows("unlimited"));
  EXPECT_TRUE(field("Times", "walk_in").has_distribution());
  EXPECT_TRUE(field("Times", "walk_in").allows("triangular(1 s, 2 s, 3 s)"));
  EXPECT_FALSE(field("Times", "walk_in").allows("triangle(1 s, 2 s, 3 s)"));
  EXPECT_EQ(field("Station", "staff").items, "Shift");
  EXPECT_TRUE(field("Station", "staff").is_list);
  EXPECT_TRUE(schema().top_field("stations")->is_named);
}

TEST(ScenarioSchema, KnowsWhatReferencesName)
{
  EXPECT_EQ(choices(field("Station", "area").scalars), (Names{"an item of areas"}));
  EXPECT_EQ(choices(field("Route", "to").scalars), (Names{"an item of stations", "exit"}));
  EXPECT_EQ(choices(field("Route", "from").elements),
            (Names{"an item of entrances", "an item of stations"}));
  EXPECT_EQ(choices(field("TravellerClass", "documents").keys).front(), "passport");
  EXPECT_EQ(choices(field("Station", "service_by_class").keys), (Names{"an item of classes"}));
  EXPECT_EQ(choices(field("Profile", "rate_per_hour").keys), Names()) << "a time";
  EXPECT_EQ(choices(field("Choice", "share").scalars), Names()) << "a number, or rest";
}

TEST(ScenarioSchema, RefusesWhatIsNone)
{
  EXPECT_EQ(ScenarioSchema::parse(""), nullptr);
  EXPECT_EQ(ScenarioSchema::parse("[1]"), nullptr);
  EXPECT_EQ(ScenarioSchema::parse("{\"properties\": "), nullptr);
}

TEST(Stepped, MovesTheLastDigitAndKeepsTheUnit)
{
  EXPECT_EQ(stepped("30 s", 1), "31 s");
  EXPECT_EQ(stepped("1.5 %", -1), "1.4 %");
  EXPECT_EQ(stepped("0", -1), "0");
  EXPECT_EQ(stepped("220 /h", 1), "221 /h");
  EXPECT_EQ(stepped("07:00-19:00", 1), "07:00-19:00");
  EXPECT_EQ(stepped("2026-06-01 06:30", 1), "2026-06-01 06:30");
  EXPECT_EQ(stepped("unlimited", 1), "unlimited");
  EXPECT_EQ(stepped("uniform(1 s, 2 s)", 1), "uniform(1 s, 2 s)");
}

TEST(ScenarioForm, ShowsWhatIsSetAndWhatARunUsesOtherwise)
{
  const ScenarioText text("stations:\n  egates: { units: 4, oops: 1 }\n");
  const YamlItem used =
      *outline_of("stations:\n  egates: { units: 4, queue: separate }\n  more: { units: 2, "
                  "title: More }\n")
           .root;
  const auto sections = sections_of(schema(), text.root(), &used);
  EXPECT_EQ(sections.front().name, "");
  const FormSection* stations = section_of(sections, "stations");
  ASSERT_TRUE(stations);
  ASSERT_EQ(stations->items.size(), 2U);
  EXPECT_TRUE(stations->items[0].is_own);
  EXPECT_FALSE(stations->items[1].is_own);
  EXPECT_EQ(stations->items[1].title, "More");
  const auto rows = rows_of(schema(), text.root(), &used, *stations, &stations->items[0]);
  const FormRow* units = row_of(rows, "stations.egates.units");
  ASSERT_TRUE(units);
  EXPECT_TRUE(units->is_set);
  EXPECT_EQ(units->text, "4");
  const FormRow* queue = row_of(rows, "stations.egates.queue");
  ASSERT_TRUE(queue);
  EXPECT_FALSE(queue->is_set);
  EXPECT_EQ(queue->otherwise, "separate");
  const FormRow* wait = row_of(rows, "stations.egates.opening_wait");
  ASSERT_TRUE(wait);
  EXPECT_EQ(wait->otherwise, "1 h");
  const FormRow* oops = row_of(rows, "stations.egates.oops");
  ASSERT_TRUE(oops);
  EXPECT_FALSE(oops->is_known);
  EXPECT_EQ(row_of(rows, "stations.egates.name"), nullptr);
}

// A station may be called like a word of the format.
TEST(ScenarioForm, TellsTheFormatsWordsFromTheScenariosNames)
{
  const ScenarioText text("classes:\n  all: { documents: { visa: 1 } }\n"
                          "stations:\n  booth: { kind: booth, area: hall }\n"
                          "areas: { hall: {} }\nroutes:\n  - { from: booth, to: exit }\n");
  const auto sections = sections_of(schema(), text.root(), nullptr);
  const auto row = [&](const std::string& section, const std::string& path) {
    const FormSection* found = section_of(sections, section);
    const auto rows = rows_of(schema(), text.root(), nullptr, *found, &found->items[0]);
    const FormRow* one = row_of(rows, path);
    EXPECT_NE(one, nullptr) << path;
    return one == nullptr ? FormRow() : *one;
  };
  EXPECT_TRUE(row("stations", "stations.booth.kind").is_word("booth"));
  EXPECT_FALSE(row("stations", "stations.booth.kind").has_names());
  EXPECT_FALSE(row("stations", "stations.booth.area").is_word("hall"));
  const FormRow to = row("routes", "routes.0.to");
  EXPECT_EQ(to.choices, (Names{"booth", "exit"}));
  EXPECT_TRUE(to.is_word("exit"));
  EXPECT_FALSE(to.is_word("booth"));
  EXPECT_TRUE(to.has_names());
  const FormRow documents = row("classes", "classes.all.documents");
  EXPECT_TRUE(documents.is_word("passport"));
  EXPECT_FALSE(documents.has_names());
  EXPECT_TRUE(row("classes", "classes.all.documents.visa").name_is_word);
}

TEST(ScenarioForm, OpensListsAndGroups)
{
  const ScenarioText text("stations:\n  booths:\n    staff:\n"
                          "      - { hours: 06:00-14:00, officers: 3 }\n"
                          "routes:\n  - { from: [a, b], to: exit }\n");
  const auto sections = sections_of(schema(), text.root(), nullptr);
  const FormSection* stations = section_of(sections, "stations");
  const auto rows = rows_of(schema(), text.root(), nullptr, *stations, &stations->items[0]);
  EXPECT_EQ(row_of(rows, "stations.booths.staff")->kind, FormRow::Kind::items);
  EXPECT_EQ(row_of(rows, "stations.booths.staff.0")->kind, FormRow::Kind::group);
  EXPECT_EQ(row_of(rows, "stations.booths.staff.0.officers")->text, "3");
  EXPECT_EQ(row_of(rows, "stations.booths.times.walk_in")->kind, FormRow::Kind::value);
  const FormSection* routes = section_of(sections, "routes");
  ASSERT_EQ(routes->items.size(), 1U);
  const auto route = rows_of(schema(), text.root(), nullptr, *routes, &routes->items[0]);
  EXPECT_EQ(row_of(route, "routes.0.from.1")->text, "b");
  EXPECT_TRUE(row_of(route, "routes.0.from.1")->is_scalar_item);
}

TEST(ScenarioForm, OffersWhatTheScenarioDefines)
{
  const ScenarioText text("areas: { hall: {} }\nentrances: { road: hall }\n"
                          "classes:\n  locals: { documents: { passport: 60 %, visa: 40 % } }\n"
                          "stations:\n  booths: { area: hal }\n"
                          "routes:\n  - { from: [road], to: booths }\n");
  const YamlItem used =
      *outline_of("areas: { hall: {}, yard: {} }\n").root; // of the file it extends
  const auto sections = sections_of(schema(), text.root(), &used);
  const auto rows = [&](const char* name) {
    const FormSection* const section = section_of(sections, name);
    return rows_of(schema(), text.root(), &used, *section, &section->items[0]);
  };
  const auto stations = rows("stations");
  EXPECT_EQ(row_of(stations, "stations.booths.area")->choices, (Names{"hall", "yard"}));
  EXPECT_EQ(row_of(stations, "stations.booths.kind")->choices.size(), 5U);
  const auto routes = rows("routes");
  EXPECT_EQ(row_of(routes, "routes.0.to")->choices, (Names{"booths", "exit"}));
  EXPECT_EQ(row_of(routes, "routes.0.from.0")->choices, (Names{"road", "booths"}));
  EXPECT_EQ(row_of(routes, "routes.0.from")->choices, (Names{"road", "booths"}));
  const auto classes = rows("classes");
  EXPECT_EQ(row_of(classes, "classes.locals.documents")->choices,
            (Names{"identity_card", "border_pass", "port_permit", "crew_pass"}))
      << "but not those that are there";
}

TEST(ScenarioForm, CutsSummariesBetweenLetters)
{
  const YamlItem item = *outline_of("{ a: ộộộộộộộộộộộộộộộộộộ }").root;
  const std::string text = summary_of(item, 20);
  EXPECT_LE(text.size(), 24U);
  EXPECT_TRUE(text.ends_with("\xE2\x80\xA6"));
}

} // namespace
} // namespace gatetwin::viz
