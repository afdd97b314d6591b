// SPDX-License-Identifier: Apache-2.0
#include "sim/phases/limits_file.hpp"
#include "tests/sim/scenario/expectations.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

const std::filesystem::path root = GATETWIN_SOURCE_DIR;

const PhaseLimit* find(const LimitSet& set, const std::string& name)
{
  for (const PhaseLimit& limit : set.limits) {
    if (limit.name == name) return &limit;
  }
  return nullptr;
}

TEST(LimitsFile, TheShippedOneLoads)
{
  const LoadedLimits loaded = load_limits(root / "docs/limits/tr03135.yaml");
  for (const Diagnostic& fault : loaded.diagnostics) ADD_FAILURE() << to_string(fault);
  ASSERT_TRUE(loaded.set.has_value());
  const PhaseLimit* face = find(*loaded.set, "R-23");
  ASSERT_NE(face, nullptr);
  EXPECT_EQ(face->phase, Phase::capturing);
  EXPECT_EQ(face->within_ns, 10'000'000'000);
  EXPECT_EQ(face->share, 1.0);
  EXPECT_FALSE(face->recommended);
  const PhaseLimit* wait = find(*loaded.set, "R-27");
  ASSERT_NE(wait, nullptr);
  EXPECT_EQ(wait->share, 0.95);
  EXPECT_TRUE(wait->recommended);
  for (const PhaseLimit& limit : loaded.set->limits) {
    EXPECT_FALSE(limit.source.empty()) << limit.name;
    EXPECT_FALSE(limit.title.empty()) << limit.name;
  }
}

TEST(LimitsFile, EachFaultIsNamedAtItsPlaceAndNothingElse)
{
  const auto files = test::yaml_files(root / "tests/sim/phases/faulty");
  EXPECT_GE(files.size(), 6U);
  for (const auto& file : files) {
    const auto expected = test::expectations_of(file);
    EXPECT_FALSE(expected.empty()) << file;
    const LoadedLimits loaded = load_limits(file);
    EXPECT_FALSE(loaded.set.has_value()) << file;
    EXPECT_FALSE(loaded.unreadable) << file;
    EXPECT_EQ(test::as_expectations(loaded.diagnostics, file), expected) << file;
  }
}

TEST(LimitsFile, WhatCannotBeReadIsNotAFaultOfTheWriter)
{
  EXPECT_TRUE(load_limits(root / "nowhere.yaml").unreadable);
  EXPECT_TRUE(load_limits(root).unreadable);
}

TEST(LimitsFile, KeepsTheOrderOfTheFile)
{
  const LoadedLimits loaded = parse_limits("schema: 1\nlimits:\n  z: {phase: cycle, within: 1 s}\n"
                                           "  a: {phase: cycle, within: 2 s, share: 99 %}\n",
                                           "some.yaml");
  ASSERT_TRUE(loaded.set.has_value());
  ASSERT_EQ(loaded.set->limits.size(), 2U);
  EXPECT_EQ(loaded.set->limits[0].name, "z");
  EXPECT_EQ(loaded.set->limits[1].share, 0.99);
}

} // namespace
} // namespace gatetwin
