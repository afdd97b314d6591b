// SPDX-License-Identifier: Apache-2.0
// The published schema and the file are the same: a program that knows only results.proto reads
// what we write, with no key unknown to it and none that we leave out.
#include "sim/results/results.pb.h"
#include "sim/results/results_file.hpp"
#include "tests/sim/results/sample_results.hpp"
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <regex>
#include <set>

namespace gatetwin {
namespace {

namespace v1 = results::v1;

v1::Results read_by_schema(const RunResults& results)
{
  v1::Results message;
  google::protobuf::util::JsonParseOptions strict;
  strict.ignore_unknown_fields = false;
  const auto status =
      google::protobuf::util::JsonStringToMessage(to_json(results), &message, strict);
  EXPECT_TRUE(status.ok()) << status.message();
  return message;
}

TEST(ResultsSchema, ReadsWhatIsWritten)
{
  const v1::Results m = read_by_schema(sample_results());
  EXPECT_EQ(m.schema(), "gatetwin.results/1");
  EXPECT_EQ(m.seed(), 18'446'744'073'709'551'615U);
  EXPECT_EQ(m.figures_size(), 11);
  EXPECT_EQ(m.figures(0).ci95_mean(1), 63);
  EXPECT_EQ(m.figures(1).ci95_p95_size(), 0) << "null";
  EXPECT_TRUE(m.figures(0).has_p99());
  EXPECT_EQ(m.fidelity().at("scan"), "PAYLOAD");
  EXPECT_EQ(m.service_levels(1).notes(0), "ci95: fewer than 15 batches");
  EXPECT_TRUE(m.time_series().stations(0).wait_mean().values(3).has_null_value());
  EXPECT_EQ(m.effective_scenario().fields().at("name").string_value(), "mong-cai-morning");
}

TEST(ResultsSchema, ReadsEmptyAndHostileResultsToo)
{
  EXPECT_EQ(read_by_schema(RunResults{}).figures_size(), 0);
  EXPECT_EQ(read_by_schema(hostile_results()).figures_size(), 11);
}

void collect_names(const google::protobuf::Descriptor& type, std::set<std::string>& names)
{
  if (type.file()->package() != "gatetwin.results.v1" || type.options().map_entry()) return;
  for (int i = 0; i < type.field_count(); ++i) {
    names.insert(type.field(i)->name());
    if (type.field(i)->message_type() != nullptr) {
      collect_names(*type.field(i)->message_type(), names);
    }
  }
}

TEST(ResultsSchema, HasNoFieldThatIsNeverWritten)
{
  std::set<std::string> names;
  collect_names(*v1::Results::descriptor(), names);
  const std::string json = to_json(sample_results());
  for (const std::string& name : names) {
    EXPECT_NE(json.find("\"" + name + "\": "), std::string::npos) << name;
  }
  EXPECT_GT(names.size(), 60U);
}

} // namespace
} // namespace gatetwin
