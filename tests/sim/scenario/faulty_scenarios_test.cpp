// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/scenario_loader.hpp"
#include "tests/sim/scenario/expectations.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

const std::filesystem::path here =
    std::filesystem::path(GATETWIN_SOURCE_DIR) / "tests/sim/scenario";

TEST(FaultyScenarios, EachFaultIsNamedAtItsPlaceAndNothingElse)
{
  std::size_t faults = 0;
  const auto files = test::yaml_files(here / "faulty");
  for (const auto& file : files) {
    const auto expected = test::expectations_of(file);
    EXPECT_FALSE(expected.empty()) << file << " expects nothing";
    const LoadedScenario loaded = load_scenario(file);
    EXPECT_FALSE(loaded.scenario.has_value()) << file;
    EXPECT_FALSE(loaded.unreadable) << file;
    EXPECT_EQ(test::as_expectations(loaded.diagnostics, file), expected) << file;
    faults += expected.size();
  }
  EXPECT_GE(files.size(), 60U);
  EXPECT_GE(faults, 150U);
}

TEST(FaultyScenarios, EveryFaultSaysWhatWouldBeRight)
{
  for (const auto& file : test::yaml_files(here / "faulty")) {
    for (const Diagnostic& found : load_scenario(file).diagnostics) {
      EXPECT_FALSE(found.message.empty()) << file;
      EXPECT_FALSE(found.hint.empty()) << file << ": " << found.message;
    }
  }
}

TEST(FaultyScenarios, TheGoodOnesLoad)
{
  std::vector<std::filesystem::path> files = test::yaml_files(here / "good");
  for (const auto& file : test::yaml_files(here / "../../../scenarios")) files.push_back(file);
  EXPECT_GE(files.size(), 10U);
  for (const auto& file : files) {
    const LoadedScenario loaded = load_scenario(file);
    EXPECT_TRUE(loaded.scenario.has_value()) << file;
    EXPECT_THAT(test::as_expectations(loaded.diagnostics, file), testing::IsEmpty());
  }
}

} // namespace
} // namespace gatetwin
