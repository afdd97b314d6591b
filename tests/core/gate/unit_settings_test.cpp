// SPDX-License-Identifier: Apache-2.0
#include "core/base/random_stream.hpp"
#include "core/gate/unit_settings.hpp"
#include <algorithm>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

GateRuntimeConfig unusual()
{
  GateRuntimeConfig config;
  config.kind = UnitKind::one_stop_booth;
  config.unit = UnitId{12};
  config.checkpoint = CheckpointId{1};
  config.direction = Direction::exit;
  config.authority = AuthorityId{1};
  config.partner = AuthorityId{2};
  config.gate.match_threshold = 0.7;
  config.gate.capture = seconds(9);
  config.gate.emergency_releases_exit = true;
  config.offline.rule = OfflineRule::admit_low_risk;
  config.outbox.capacity = 5000;
  config.checks.set(DocumentKind::border_pass, CheckKind::revocation, CheckWeight::optional);
  config.checks.set(DocumentKind::crew_pass, CheckKind::cross_check, CheckWeight::evaluatory);
  return config;
}

UnitSetting& find(std::vector<UnitSetting>& settings, const std::string& name)
{
  const auto found = std::find_if(settings.begin(), settings.end(), [&](const UnitSetting& one) {
    return one.key == purpose_key(name);
  });
  EXPECT_NE(found, settings.end()) << name;
  return *found;
}

TEST(UnitSettings, GiveTheSameConfigBack)
{
  const std::vector<UnitSetting> settings = settings_of(unusual());
  GateRuntimeConfig back;
  std::vector<std::string> missing;
  EXPECT_EQ(config_from(settings, back, missing).message, "");
  EXPECT_TRUE(missing.empty());
  EXPECT_EQ(settings_of(back), settings);
  EXPECT_EQ(back.gate.match_threshold, 0.7);
  EXPECT_EQ(back.gate.capture, seconds(9));
  EXPECT_TRUE(back.gate.emergency_releases_exit);
  EXPECT_EQ(back.partner, AuthorityId{2});
  EXPECT_EQ(back.checks, unusual().checks);
}

TEST(UnitSettings, WhatIsMissingIsNamedAndHasItsDefault)
{
  std::vector<UnitSetting> settings = settings_of(unusual());
  std::erase_if(settings,
                [](const UnitSetting& one) { return one.key == purpose_key("gate.capture"); });
  GateRuntimeConfig back;
  std::vector<std::string> missing;
  EXPECT_EQ(config_from(settings, back, missing).message, "");
  EXPECT_EQ(missing, std::vector<std::string>{"gate.capture"});
  EXPECT_EQ(back.gate.capture, GateConfig{}.capture);
}

TEST(UnitSettings, WhatTodaysCoreCannotTakeIsAFault)
{
  const auto fault_of = [](const std::string& name, std::int64_t value) {
    std::vector<UnitSetting> settings = settings_of(unusual());
    find(settings, name).value = value;
    GateRuntimeConfig back;
    std::vector<std::string> missing;
    return config_from(settings, back, missing).message;
  };
  EXPECT_NE(fault_of("gate.capture", -1).find("capture"), std::string::npos);
  EXPECT_NE(fault_of("gate.capture_attempts", 1LL << 40).find("capture_attempts"),
            std::string::npos);
  EXPECT_NE(fault_of("kind", 9), "");
  const PackedWeights weak = PackedWeights{2}
                             << 2 * static_cast<unsigned>(CheckKind::signer_signature);
  EXPECT_NE(fault_of("checks.visa", static_cast<std::int64_t>(weak)).find("signer_signature"),
            std::string::npos);
  EXPECT_NE(fault_of("checks.visa", -1).find("unknown"), std::string::npos);
  EXPECT_NE(fault_of("outbox.capacity", -5), "");
  std::vector<UnitSetting> unknown = settings_of(unusual());
  unknown.push_back({purpose_key("gate.colour"), 3});
  GateRuntimeConfig back;
  std::vector<std::string> missing;
  EXPECT_NE(config_from(unknown, back, missing).message.find("1 settings"), std::string::npos);
}

} // namespace
} // namespace gatetwin
