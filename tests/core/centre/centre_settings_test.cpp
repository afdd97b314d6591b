// SPDX-License-Identifier: Apache-2.0
#include "core/centre/centre_settings.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

const std::string whole = R"(schema: 1
authority: 3
name: vn-main
utc_offset: 7 h
tls: { authorities: /c/ca.pem, certificate: /c/centre.pem, key: /c/centre.key }
units:
  gate-1: { number: 17, checkpoint: 3, direction: exit }
  booth-1: { number: 18, checkpoint: 3, purpose: one_stop_booth, area: A }
)";

TEST(CentreSettings, FillsInWhatIsLeftOut)
{
  const auto loaded = parse_centre_settings(whole, "centre.yaml");
  ASSERT_TRUE(loaded.settings) << to_string(loaded.diagnostics.front());
  const centre::Centre& settings = *loaded.settings;
  EXPECT_EQ(utc_offset(settings), hours(7));
  EXPECT_EQ(settings.ledger().kind(), centre::Store::sqlite);
  EXPECT_EQ(state_file(settings, "ledger.db"), "/var/lib/gatetwin-centre/ledger.db");
  EXPECT_EQ(service_config(settings).rules.stamp_validity, days(10));
  EXPECT_EQ(service_config(settings).reservation_validity, minutes(2));
  EXPECT_TRUE(check(service_config(settings)).ok());
  EXPECT_EQ(server_options(settings).address, "[::]:7443");
  EXPECT_TRUE(check(server_options(settings).ledger.admission).ok());
  const auto units = unit_profiles(settings);
  ASSERT_EQ(units.size(), 2U);
  EXPECT_EQ(units[0].unit, UnitId{17});
  EXPECT_EQ(units[0].directions, mask_of(Direction::exit));
  EXPECT_EQ(units[1].purpose, StationPurpose::one_stop_booth);
  EXPECT_EQ(units[1].directions, both_directions);
  EXPECT_EQ(units[1].area.view(), "A");
}

TEST(CentreSettings, NamesEveryFaultWithItsPlace)
{
  struct Case {
    const char* find;
    const char* replace;
    const char* message;
  };
  for (const Case& c : {Case{"number: 18", "number: 17", "also that of 'gate-1'"},
                        {"authority: 3", "authority: 65535", "65535"},
                        {"utc_offset: 7 h", "utc_offset: 7", "7"},
                        {"direction: exit", "direction: out", "out"},
                        {"area: A", "area: ABCDEFGHIJKLMNOPQRS", "16 characters"},
                        {"tls:", "tsl:", "tsl"},
                        {"schema: 1", "schema: 1\nledger: postgresql", "needs a connection"},
                        {"schema: 1", "schema: 2", "2"}}) {
    std::string text = whole;
    text.replace(text.find(c.find), std::string(c.find).size(), c.replace);
    const auto loaded = parse_centre_settings(text, "centre.yaml");
    ASSERT_FALSE(loaded.settings) << c.replace;
    ASSERT_FALSE(loaded.diagnostics.empty());
    EXPECT_GT(loaded.diagnostics.front().line, 0) << c.replace;
    std::string all;
    for (const Diagnostic& fault : loaded.diagnostics) all += to_string(fault);
    EXPECT_NE(all.find(c.message), std::string::npos) << all;
  }
  EXPECT_TRUE(load_centre_settings("/nowhere/centre.yaml").unreadable);
}

} // namespace
} // namespace gatetwin
