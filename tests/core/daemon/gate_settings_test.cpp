// SPDX-License-Identifier: Apache-2.0
#include "core/daemon/gate_settings.hpp"
#include "core/gate/unit_settings.hpp"
#include "core/registry/name_similarity.hpp"
#include <gtest/gtest.h>
#include <ostream>

namespace gatetwin {
namespace {

const std::string least =
    "schema: 1\n"
    "unit: { number: 7, checkpoint: 2, direction: entry, authority: 3, legal_time: 7 h }\n";

std::string faults_of(const std::string& text)
{
  std::string all;
  for (const Diagnostic& fault : parse_gate_settings(text, "g.yaml").diagnostics)
    all += to_string(fault) + "\n";
  return all;
}

TEST(GateSettings, WhatIsLeftOutIsTheCoresOwnDefault)
{
  const LoadedGateSettings loaded = parse_gate_settings(least, "g.yaml");
  ASSERT_TRUE(loaded.settings) << faults_of(least);
  GateRuntimeConfig expected;
  expected.unit = UnitId{7};
  expected.checkpoint = CheckpointId{2};
  expected.direction = Direction::entry;
  expected.authority = AuthorityId{3};
  expected.offline.similar_names = similar_name_threshold; // as at the centre
  EXPECT_EQ(settings_of(loaded.config), settings_of(expected));
}

TEST(GateSettings, WhatIsWrittenReachesTheCore)
{
  const LoadedGateSettings loaded = parse_gate_settings(
      least + "limits: { reading: 8 s, match_threshold: 0.7, emergency_releases_exit: true }\n"
              "offline: { rule: admit_low_risk, max_time: 2 h }\n"
              "client: { deadline: 900 ms }\noutbox: { capacity: 5000 }\njoint: { places: 4 }\n"
              "checks: { border_pass: { revocation: optional, cross_check: evaluatory } }\n",
      "g.yaml");
  ASSERT_TRUE(loaded.settings);
  EXPECT_EQ(loaded.config.gate.reading, seconds(8));
  EXPECT_EQ(loaded.config.gate.match_threshold, 0.7);
  EXPECT_TRUE(loaded.config.gate.emergency_releases_exit);
  EXPECT_EQ(loaded.config.offline.rule, OfflineRule::admit_low_risk);
  EXPECT_EQ(loaded.config.offline.max_time, hours(2));
  EXPECT_EQ(loaded.config.client.deadline, milliseconds(900));
  EXPECT_EQ(loaded.config.outbox.capacity, 5000U);
  EXPECT_EQ(loaded.config.joint_places, 4U);
  CheckWeights expected;
  expected.set(DocumentKind::border_pass, CheckKind::revocation, CheckWeight::optional);
  expected.set(DocumentKind::border_pass, CheckKind::cross_check, CheckWeight::evaluatory);
  EXPECT_EQ(loaded.config.checks, expected);
  const LoadedGateSettings again = parse_gate_settings(to_yaml(*loaded.settings), "printed.yaml");
  EXPECT_EQ(again.config.checks, expected);
}

TEST(GateSettings, EveryDefaultIsWrittenOutAndReadsBackTheSame)
{
  const LoadedGateSettings loaded = parse_gate_settings(least, "g.yaml");
  ASSERT_TRUE(loaded.settings);
  const std::string text = to_yaml(*loaded.settings);
  EXPECT_NE(text.find("take_document: 5 s"), std::string::npos) << text;
  const LoadedGateSettings again = parse_gate_settings(text, "printed.yaml");
  ASSERT_TRUE(again.settings) << faults_of(text);
  EXPECT_EQ(again.settings->SerializeAsString(), loaded.settings->SerializeAsString());
}

TEST(GateSettings, TheTemplateHasNoFault) { EXPECT_EQ(faults_of(gate_settings_template()), ""); }

struct Fault {
  const char* text;
  const char* said;
  friend std::ostream& operator<<(std::ostream& out, const Fault& fault)
  {
    return out << fault.said;
  }
};

class FaultySettings : public testing::TestWithParam<Fault> {};

TEST_P(FaultySettings, AreNamedWithTheirPlaceAndWhatWouldBeRight)
{
  EXPECT_NE(faults_of(GetParam().text).find(GetParam().said), std::string::npos)
      << faults_of(GetParam().text);
}

#define UNIT "unit: { number: 7, checkpoint: 2, direction: entry, authority: 3, legal_time: 7 h }\n"

INSTANTIATE_TEST_SUITE_P(
    Table, FaultySettings,
    testing::Values(
        Fault{"{}", "g.yaml:1:1: error: the gate lacks its unit"},
        Fault{"schema: 2\n" UNIT, "g.yaml:1:9: error: schema 2 is newer than this program"},
        Fault{UNIT "limts: {}\n", "g.yaml:2:1: error: unknown key \"limts\" in the gate; did you "
                                  "mean \"limits\"?"},
        Fault{UNIT "limits: { reading: 12 }\n", "reading: \"12\" lacks its unit"},
        Fault{UNIT "limits: { reading: 2 h }\n", "it must be at least 1 ms and at most 1 h"},
        Fault{UNIT "limits: { match_threshold: 0 }\n", "it must be more than 0 and at most 1"},
        Fault{UNIT "offline: { rule: closed }\n", "did you mean \"close\"?"},
        Fault{UNIT "offline: { documents: 100 }\n", "power of two"},
        Fault{UNIT "devices: { doors: { address: 10.0.0.2, device: /dev/ttyS0 } }\n",
              "has several of address and device"},
        Fault{UNIT "devices: { doors: {} }\n", "has none of address and device"},
        Fault{UNIT "devices: { scanner: { baud: 9600 } }\n", "the scanner lacks its device"},
        Fault{UNIT "devices: { scanner: /dev/ttyS0, camera: { device: /dev/video0 } }\n",
              "g.yaml:2:41: error: a second document reader"},
        Fault{UNIT "devices: { camera: {} }\n", "the camera has none of device, stream and file"},
        Fault{UNIT "devices: { camera: { device: video0 } }\n",
              "g.yaml:2:30: error: video: a path from the root"},
        Fault{UNIT "devices: { camera: { stream: \"ftp://a/b\" } }\n",
              "a stream is rtsp, rtsps, http or https"},
        Fault{UNIT "devices: { camera: { device: /dev/video0, limit: 12 s } }\n",
              "as long as limits.reading"},
        Fault{UNIT "offline: { similar_names: 2 }\n", "similar_names"},
        Fault{UNIT "limits: { registry: 1 s }\n",
              "g.yaml:2:21: error: the unit waits no longer for the registry than its client does"},
        Fault{UNIT "client: { deadline: 5 s }\n", "g.yaml:2:21: error: the unit waits no longer"},
        Fault{UNIT "devices: { doors: { address: doors.example } }\n",
              "an IPv4 or IPv6 address in digits"},
        Fault{UNIT "devices: { doors: { address: 10.0.0.2, period: 100 ms } }\n",
              "silence: at least period and response together"},
        Fault{UNIT "limits: { presence_max_age: 5 s }\n"
                   "devices: { doors: { address: 10.0.0.2 } }\n",
              "g.yaml:2:29: error: a door controller reports presence when it changes"},
        Fault{UNIT "devices: { panel: { chip: /dev/gpiochip0, go: 4, stop: 4 } }\n",
              "each line can be one thing only"},
        Fault{UNIT "devices: { face: { address: face.example } }\n",
              "an IPv4 or IPv6 address in digits"},
        Fault{UNIT "devices: { desk: { officers: [ { number: 3 }, { number: 3 } ] } }\n",
              "an officer's number stands there twice"},
        Fault{UNIT "link: { endpoints: [ { authority: 3, address: \"a:1\" } ] }\n",
              "endpoints without certificate, key and authorities"},
        Fault{UNIT "link: { endpoints: [ { authority: 4, address: \"a:1\" } ] }\n",
              "g.yaml:1:64: error: no endpoint of link is of authority 3"},
        Fault{"unit: { number: 7, checkpoint: 2, direction: entry, authority: 3, partner: 5, "
              "legal_time: 7 h }\nlink: { endpoints: [ { authority: 3, address: \"a:1\" } ] }\n",
              "no endpoint of link is of authority 5"},
        Fault{UNIT "lists: { trust: t.txt }\n", "lists without the key they are signed with"},
        Fault{UNIT "checks: { visa: { signer_signature: evaluatory } }\n",
              "g.yaml:2:37: error: signer_signature: is always mandatory, or anybody can make a "
              "valid document; remove it"},
        Fault{UNIT "checks: { visa: { revocation: evaluatory } }\n",
              "g.yaml:2:31: error: revocation: is at least optional, or a document that is known "
              "as revoked is admitted; write optional"},
        Fault{UNIT "checks: { visa: { document_expiry: optional } }\n",
              "g.yaml:2:36: error: document_expiry: is mandatory where no officer attends"},
        Fault{UNIT "checks: { visa: { watch_list: evaluatory } }\n", "unknown key \"watch_list\""},
        Fault{UNIT "checks: { visa: { cross_check: evaluator } }\n",
              "did you mean \"evaluatory\"?"},
        Fault{UNIT "checks: { boarder_pass: {} }\n", "did you mean \"border_pass\"?"},
        Fault{UNIT "unit: {}\n", "g.yaml:2:1: error: \"unit\" stands here twice"}));

TEST(GateSettings, AllFaultsAreNamedAtOnce)
{
  const std::string all = faults_of("limits: { reading: 12, captur: 3 s }\nlog: loud\n");
  EXPECT_NE(all.find("lacks its unit"), std::string::npos) << all;
  EXPECT_NE(all.find("did you mean \"capture\"?"), std::string::npos) << all;
  EXPECT_NE(all.find("unknown word \"loud\""), std::string::npos) << all;
  EXPECT_NE(all.find("the gate lacks its unit"), std::string::npos) << all;
}

TEST(GateSettings, EveryCheckThatCountsTooLittleIsNamedAndOnce)
{
  const std::string text = least + "checks:\n  visa: { trust: optional, meaning: evaluatory }\n"
                                   "  passport: { cross_check: evaluatory, trust: evaluatory }\n"
                                   "  crew_pass: { watch_list: evaluatory }\n";
  const LoadedGateSettings loaded = parse_gate_settings(text, "g.yaml");
  ASSERT_EQ(loaded.diagnostics.size(), 4U) << faults_of(text);
  EXPECT_FALSE(loaded.settings);
  EXPECT_EQ(loaded.diagnostics[0].line, 4);
  EXPECT_EQ(loaded.diagnostics[1].line, 4);
  EXPECT_EQ(loaded.diagnostics[2].line, 5);
}

TEST(GateSettings, ABoothMayLetMoreCountLessThanAGate)
{
  const std::string checks = "checks: { visa: { document_expiry: optional, trust: optional } }\n";
  EXPECT_NE(faults_of(least + checks), "");
  EXPECT_EQ(faults_of("unit: { number: 7, checkpoint: 2, direction: entry, authority: 3, "
                      "legal_time: 7 h, kind: booth }\n" +
                      checks),
            "");
}

TEST(GateSettings, AFileThatIsNotThereIsUnreadableAndNotWrong)
{
  const LoadedGateSettings loaded = load_gate_settings("/nowhere/gate.yaml");
  EXPECT_FALSE(loaded.settings);
  EXPECT_TRUE(loaded.unreadable);
}

} // namespace
} // namespace gatetwin
