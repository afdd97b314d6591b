// SPDX-License-Identifier: Apache-2.0
#include "core/settings/check_weights.pb.h"
#include "sim/scenario/phase_defaults.hpp"
#include "sim/scenario/scenario_loader.hpp"
#include "sim/scenario/scenario_reader.hpp"
#include "sim/scenario/scenario_schema.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include "tests/sim/scenario/expectations.hpp"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>
#include <regex>
#include <sstream>

namespace gatetwin {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using scenario::Scenario;

const std::filesystem::path root = GATETWIN_SOURCE_DIR;

std::vector<std::filesystem::path> good_files()
{
  auto files = test::yaml_files(root / "scenarios");
  for (const auto& file : test::yaml_files(root / "tests/sim/scenario/good")) files.push_back(file);
  return files;
}

TEST(ScenarioWriter, EffectiveFilesLoadBackToTheSameMessage)
{
  for (const auto& file : good_files()) {
    const LoadedScenario loaded = load_scenario(file);
    ASSERT_TRUE(loaded.scenario) << file;
    for (const std::string& text : {to_yaml(*loaded.scenario), to_json(*loaded.scenario)}) {
      const LoadedScenario again = ScenarioSource::from_text(text, "effective").load();
      ASSERT_TRUE(again.scenario) << file << "\n" << to_string(again.diagnostics.at(0));
      EXPECT_EQ(again.scenario->SerializeAsString(), loaded.scenario->SerializeAsString()) << file;
    }
  }
}

TEST(ScenarioWriter, EffectiveJsonIsJson)
{
  const LoadedScenario loaded = load_scenario(root / "scenarios/quickstart.yaml");
  const auto json = nlohmann::json::parse(to_json(*loaded.scenario));
  EXPECT_EQ(json["name"], "quickstart");
  EXPECT_EQ(json["stations"]["egates"]["units"], 4);
  EXPECT_EQ(json["stations"]["egates"]["times"]["door_open"], "0.6 s");
  EXPECT_EQ(json["drain"], true);
}

TEST(ScenarioWriter, NothingThatARunUsesStaysUnsaid)
{
  const LoadedScenario loaded = load_scenario(root / "scenarios/quickstart.yaml");
  const std::string text = to_yaml(*loaded.scenario);
  for (const char* said :
       {"door_open: 0.6 s", "reading_fails: 2 %", "authorisation_validity: 45 s", "rule: close",
        "walking_speed: uniform(1 m/s, 1.5 m/s)", "patience: unlimited", "stamp_validity: 10 d",
        "network: closed_form", "check_time: 10 ms", "drain_limit: 1 d", "opening_wait: 1 h"}) {
    EXPECT_NE(text.find(said), std::string::npos) << said;
  }
}

// Fills every field of a message with values that its rule allows.
class Filler {
public:
  void fill(Message& message, int depth)
  {
    const auto& type = *message.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      if (field.name() == shape_of(type).key_field()) {
        put_key(message, field);
      } else if (field.is_repeated()) {
        if (depth < 3 && field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE)
          add_items(message, field, depth);
      } else if (*rc::gen::inRange(0, 4) != 0) {
        put(message, field, depth);
      }
    }
  }

private:
  void put_key(Message& message, const FieldDescriptor& field)
  {
    ++m_count;
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      message.GetReflection()->SetString(&message, &field, "n" + std::to_string(m_count));
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      message.GetReflection()->SetEnumValue(&message, &field,
                                            field.enum_type()->value(0)->number());
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_UINT32) {
      message.GetReflection()->SetUInt32(&message, &field, m_count % 1440 * 60);
    } else {
      message.GetReflection()->SetInt32(&message, &field, static_cast<int>(20'000 + m_count));
    }
  }
  void add_items(Message& message, const FieldDescriptor& field, int depth)
  {
    const bool day_of_week = field.message_type() == scenario::TimeRange::descriptor();
    const bool one = day_of_week || field.message_type() == scenario::DocumentShare::descriptor();
    const int items = *rc::gen::inRange(0, one ? 2 : 3);
    for (int k = 0; k < items; ++k) {
      Message& item = *message.GetReflection()->AddMessage(&message, &field);
      if (day_of_week)
        put_range(item);
      else
        fill(item, depth + 1);
      if (item.ByteSizeLong() == 0) message.GetReflection()->RemoveLast(&message, &field);
    }
  }
  static void put_range(Message& item)
  {
    auto& range = dynamic_cast<scenario::TimeRange&>(item);
    range.set_from(*rc::gen::inRange(0U, 86400U));
    range.set_to((range.from() + *rc::gen::inRange(1U, 86400U)) % 86400);
  }
  static double number_within(const FieldRule& rule)
  {
    const double low = rule.has_min() ? rule.min() : 0, high = rule.has_max() ? rule.max() : 1e6;
    double value = low + (high - low) * (*rc::gen::inRange(1, 1'000'000) / 999'999.0);
    if (rule.measure() == settings::duration && value < 1e-9) value = 0;
    return std::min(value, high);
  }
  void put(Message& message, const FieldDescriptor& field, int depth)
  {
    const auto& access = *message.GetReflection();
    const FieldRule& rule = rule_of(field);
    switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      access.SetBool(&message, &field, *rc::gen::arbitrary<bool>());
      break;
    case FieldDescriptor::CPPTYPE_ENUM:
      access.SetEnumValue(&message, &field,
                          field.enum_type()
                              ->value(*rc::gen::inRange(0, field.enum_type()->value_count()))
                              ->number());
      break;
    case FieldDescriptor::CPPTYPE_STRING: access.SetString(&message, &field, text_for(rule)); break;
    case FieldDescriptor::CPPTYPE_DOUBLE:
      access.SetDouble(&message, &field, number_within(rule));
      break;
    case FieldDescriptor::CPPTYPE_UINT32:
      access.SetUInt32(&message, &field, static_cast<std::uint32_t>(number_within(rule)));
      break;
    case FieldDescriptor::CPPTYPE_UINT64:
      access.SetUInt64(&message, &field, *rc::gen::arbitrary<std::uint64_t>() % 1'000'000'000'000);
      break;
    case FieldDescriptor::CPPTYPE_INT64:
      access.SetInt64(&message, &field, *rc::gen::inRange<std::int64_t>(631152000, 4'000'000'000));
      break;
    case FieldDescriptor::CPPTYPE_INT32:
      access.SetInt32(&message, &field, *rc::gen::inRange(7305, 40000));
      break;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      put_message(*access.MutableMessage(&message, &field), rule, depth);
      break;
    default: break;
    }
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
        access.GetMessage(message, &field).ByteSizeLong() == 0 &&
        field.message_type() == scenario::Counts::descriptor()) {
      access.ClearField(&message, &field);
    }
  }
  static std::string text_for(const FieldRule& rule)
  {
    static const std::vector<std::string> odd{"plain",
                                              "NO",
                                              "~",
                                              "a: b",
                                              "# no comment",
                                              "\"quoted\"",
                                              "it's",
                                              "two\nlines",
                                              "Lào Cai",
                                              "1.5",
                                              "0x10",
                                              "-",
                                              "[a]",
                                              "{a}",
                                              "a\tb",
                                              "back\\slash",
                                              " leading",
                                              "trailing ",
                                              "",
                                              "*star",
                                              "&amp",
                                              "%",
                                              "@",
                                              "`",
                                              "?",
                                              "|",
                                              ">",
                                              "yes",
                                              "2026-06-01",
                                              "07:00",
                                              "\xE2\x80\xA8",
                                              "\xC2\x85",
                                              "emoji \xF0\x9F\x9A\xB6",
                                              "a #b",
                                              "a:",
                                              ",",
                                              "null"};
    switch (rule.measure()) {
    case settings::text: return *rc::gen::elementOf(odd);
    case settings::zone: return "Asia/Shanghai";
    case settings::country: return "LAO";
    default: return "a_name";
    }
  }
  void put_message(Message& part, const FieldRule& rule, int depth)
  {
    if (auto* distribution = dynamic_cast<scenario::Distribution*>(&part)) {
      distribution->set_kind(scenario::Distribution::uniform);
      const double low = rule.has_max() ? rule.min() : std::max(rule.min(), 1.0);
      const double half = rule.has_max() ? (rule.max() - low) / 2 : 4;
      distribution->set_a(low + half * *rc::gen::inRange(1, 1000) / 1000.0);
      distribution->set_b(distribution->a() + half * *rc::gen::inRange(1, 1000) / 1000.0);
    } else if (auto* start = dynamic_cast<scenario::StartTime*>(&part)) {
      start->set_local(1'780'000'000);
      start->set_zone("Asia/Ho_Chi_Minh");
    } else if (dynamic_cast<scenario::TimeRange*>(&part) != nullptr) {
      put_range(part);
    } else if (auto* days = dynamic_cast<scenario::Days*>(&part)) {
      days->add_day(scenario::Days::tue);
      days->add_day(scenario::Days::sat);
    } else if (auto* counts = dynamic_cast<scenario::Counts*>(&part)) {
      auto& row = *counts->add_row();
      row.set_from(1'780'000'000);
      row.set_to(1'780'003'600);
      row.set_persons(12);
    } else {
      fill(part, depth + 1);
    }
  }

  unsigned m_count = 0;
};

// Reads without the rules that tie fields together, which random messages break.
Scenario read_back(const std::string& text, Diagnostics& diagnostics)
{
  ReadContext context;
  Scenario message;
  const auto tree =
      parse_yaml(text, std::make_shared<const std::string>("written"), context.diagnostics);
  if (tree) ScenarioReader(context).read(*tree, message, "");
  for (const Diagnostic& fault : context.diagnostics) {
    const bool incomplete = fault.message.find(" lacks its ") != std::string::npos ||
                            fault.message.find(" has none of ") != std::string::npos ||
                            fault.message.find(" has several of ") != std::string::npos;
    if (!incomplete) diagnostics.push_back(fault);
  }
  return message;
}

RC_GTEST_PROP(ScenarioWriter, AnyMessageReadsBackToItself, ())
{
  Scenario message;
  message.set_name("x");
  Filler().fill(message, 0);
  for (const std::string& text : {to_yaml(message), to_json(message)}) {
    Diagnostics diagnostics;
    const Scenario again = read_back(text, diagnostics);
    if (!diagnostics.empty()) RC_FAIL(to_string(diagnostics[0]) + "\n" + text);
    if (again.SerializeAsString() != message.SerializeAsString()) {
      RC_FAIL(text + "\n--- read back:\n" + again.DebugString() + "\n--- written:\n" +
              message.DebugString());
    }
  }
}

TEST(ScenarioTemplate, LoadsAsItIs)
{
  const LoadedScenario loaded =
      ScenarioSource::from_text(scenario_template(), "template.yaml").load();
  EXPECT_TRUE(loaded.scenario) << to_string(loaded.diagnostics.at(0));
}

TEST(ScenarioSchema, IsJsonAndNamesEveryField)
{
  const auto schema = nlohmann::json::parse(scenario_json_schema());
  EXPECT_EQ(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
  const auto check = [&](const nlohmann::json& object, const google::protobuf::Descriptor& type) {
    for (int i = 0; i < type.field_count(); ++i) {
      EXPECT_TRUE(object["properties"].contains(type.field(i)->name()))
          << type.name() << "." << type.field(i)->name();
    }
  };
  check(schema, *Scenario::descriptor());
  for (const auto& [name, definition] : schema["$defs"].items()) {
    const auto* type = Scenario::descriptor()->file()->FindMessageTypeByName(name);
    if (type == nullptr) type = settings::Checks::descriptor()->file()->FindMessageTypeByName(name);
    ASSERT_NE(type, nullptr) << name;
    check(definition, *type);
  }
  EXPECT_TRUE(schema["properties"].contains("extends"));
}

// What the schema's patterns say, the loader accepts, at least for what the writer writes.
TEST(ScenarioSchema, PatternsFitTheEffectiveFile)
{
  const auto schema = nlohmann::json::parse(scenario_json_schema());
  const auto json = nlohmann::json::parse(
      to_json(*load_scenario(root / "scenarios/three-pilot-gates.yaml").scenario));
  std::size_t matched = 0;
  std::function<bool(const nlohmann::json&, nlohmann::json)> fits = [&](const nlohmann::json& value,
                                                                        nlohmann::json form) {
    if (form.contains("$ref")) form = schema["$defs"][form["$ref"].get<std::string>().substr(8)];
    if (form.contains("anyOf")) {
      for (const auto& option : form["anyOf"]) {
        if (fits(value, option)) return true;
      }
      return false;
    }
    if (form.contains("const")) return value == form["const"];
    if (form.contains("enum"))
      return std::find(form["enum"].begin(), form["enum"].end(), value) != form["enum"].end();
    const std::string type = form["type"];
    if (type == "string" && value.is_string()) {
      ++matched;
      return !form.contains("pattern") ||
             std::regex_match(value.get<std::string>(),
                              std::regex(form["pattern"].get<std::string>()));
    }
    if (type == "integer") return value.is_number_integer() && value >= form["minimum"];
    if (type == "number") return value.is_number();
    if (type == "boolean") return value.is_boolean();
    if (type == "array" && value.is_array()) {
      return std::all_of(value.begin(), value.end(), [&](const auto& item) {
        return !form.contains("items") || fits(item, form["items"]);
      });
    }
    if (type != "object" || !value.is_object()) return false;
    for (const auto& [key, item] : value.items()) {
      const bool known = form.contains("properties") && form["properties"].contains(key);
      const auto inner = known ? form["properties"][key] : form["additionalProperties"];
      if (inner.is_boolean() || !fits(item, inner)) {
        ADD_FAILURE() << key << ": " << item.dump().substr(0, 200) << " against "
                      << inner.dump().substr(0, 300);
        return false;
      }
    }
    return true;
  };
  EXPECT_TRUE(fits(json, schema));
  EXPECT_GT(matched, 500U);
}

TEST(PhaseDefaults, EveryPhaseIsAFieldAndItsTextIsRead)
{
  for (const auto kind : {scenario::Station::e_gate, scenario::Station::booth,
                          scenario::Station::barcode_booth, scenario::Station::one_stop_booth}) {
    EXPECT_GT(phases_of(kind).size(), 5U);
    for (const PhaseDefault& phase : phases_of(kind)) {
      EXPECT_NE(scenario::Times::descriptor()->FindFieldByName(phase.phase), nullptr)
          << phase.phase;
      EXPECT_NE(std::string(phase.source), "");
    }
  }
}

// Whether some line of the reference says the field and its default.
bool says(const std::string& reference, const std::string& field, const std::string& fallback)
{
  std::istringstream lines(reference);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("| `" + field + "` |", 0) != 0) continue;
    if (fallback.empty() || line.find("| `" + fallback + "` |") != std::string::npos) return true;
  }
  return false;
}

// The reference must not fall behind.
TEST(ScenarioReference, MentionsEveryFieldAndItsDefault)
{
  const std::string reference = test::text_of(root / "docs/scenario-file.md");
  const auto& file = *Scenario::descriptor()->file();
  for (int m = 0; m < file.message_type_count(); ++m) {
    const auto& type = *file.message_type(m);
    if (!type.options().HasExtension(settings::shape) && &type != Scenario::descriptor()) continue;
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      EXPECT_TRUE(says(reference, field.name(), rule_of(field).fallback()))
          << type.name() << "." << field.name();
    }
  }
}

} // namespace
} // namespace gatetwin
