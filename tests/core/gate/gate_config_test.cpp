// SPDX-License-Identifier: Apache-2.0
#include "core/gate/gate_config.hpp"
#include <gtest/gtest.h>
#include <limits>
#include <string_view>

namespace gatetwin {
namespace {

void expect_fault(const GateConfig& config, std::string_view field)
{
  const Status status = check(config);
  ASSERT_FALSE(status.ok()) << field;
  EXPECT_EQ(std::string_view(status.error().detail).substr(0, field.size()), field);
}

TEST(GateConfig, AcceptsItsDefaults) { EXPECT_TRUE(check(GateConfig{}).ok()); }

TEST(GateConfig, NamesTheLimitThatIsOutOfBounds)
{
  GateConfig config;
  config.capture = seconds(0);
  expect_fault(config, "capture:");
  config = {};
  config.reading = hours(2);
  expect_fault(config, "reading:");
  config = {};
  config.presence_max_age = nanoseconds(-1);
  expect_fault(config, "presence_max_age:");
}

TEST(GateConfig, RefusesThresholdsThatAdmitEverybodyOrNobody)
{
  for (double bad : {0.0, -1.0, 1.0001, std::numeric_limits<double>::quiet_NaN()}) {
    GateConfig config;
    config.match_threshold = bad;
    expect_fault(config, "match_threshold:");
    config = {};
    config.liveness_threshold = bad;
    expect_fault(config, "liveness_threshold:");
  }
}

TEST(GateConfig, RefusesAnAuthorisationShorterThanTheExit)
{
  GateConfig config;
  config.authorisation_validity = config.exit;
  expect_fault(config, "authorisation_validity:");
}

TEST(GateConfig, RefusesCountsOfNought)
{
  GateConfig config;
  config.obstruction_attempts = 0;
  expect_fault(config, "obstruction_attempts:");
  config = {};
  config.capture_attempts = 0;
  expect_fault(config, "capture_attempts:");
}

} // namespace
} // namespace gatetwin
