// SPDX-License-Identifier: Apache-2.0
#include "viz/scenario/scenario_faults.hpp"
#include <gtest/gtest.h>

namespace gatetwin::viz {
namespace {

const std::string text = "name: hall\nstations:\n  egates: { kind: e_gate, units: two }\n";

std::vector<ScenarioFault> faults_in(const std::string& output)
{
  return parse_faults(output, "/a:1/hall.yaml", text, *outline_of(text).root);
}

TEST(ScenarioFaults, LeadToTheFieldOfTheirLine)
{
  const auto faults = faults_in("/a:1/hall.yaml:3:34: error: units: \"two\" is not a whole number; "
                                "write one such as 12\n1 fault\n");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].path, "stations.egates.units");
  EXPECT_EQ(faults[0].line, 3U);
  EXPECT_EQ(faults[0].column, 34U);
  EXPECT_EQ(faults[0].file, "");
  EXPECT_EQ(faults[0].message, "units: \"two\" is not a whole number; write one such as 12");
}

TEST(ScenarioFaults, OfOtherFilesAndOfWholeFilesHaveNoField)
{
  const auto faults = faults_in("base.yaml:7:1: error: seed: missing\n"
                                "/a:1/hall.yaml: error: nothing here\n"
                                "gatetwin: warning: no fault\n");
  ASSERT_EQ(faults.size(), 2U);
  EXPECT_EQ(faults[0].file, "base.yaml");
  EXPECT_EQ(faults[0].line, 7U);
  EXPECT_EQ(faults[0].path, "");
  EXPECT_EQ(faults[1].file, "");
  EXPECT_EQ(faults[1].line, 0U);
}

TEST(ScenarioFaults, BeyondTheTextLeadNowhereAndHarmNothing)
{
  EXPECT_EQ(offset_of(text, 99, 99), text.size());
  EXPECT_EQ(offset_of("", 3, 3), 0U);
  EXPECT_EQ(faults_in("/a:1/hall.yaml:99999999999999999999:1: error: x\n").size(), 1U);
  EXPECT_TRUE(faults_in("").empty());
  EXPECT_TRUE(faults_in(": error").empty());
}

} // namespace
} // namespace gatetwin::viz
