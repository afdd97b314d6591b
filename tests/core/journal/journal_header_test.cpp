// SPDX-License-Identifier: Apache-2.0
#include "core/journal/journal_header.hpp"
#include "core/journal/record.pb.h"
#include "tests/core/journal/journal_bytes.hpp"
#include <gtest/gtest.h>

namespace gatetwin::journal {
namespace {

PayloadFault decode(const std::string& payload)
{
  JournalHeader header;
  return decode_header(std::as_bytes(std::span(payload)), header);
}

v1::Header parsed(const std::string& payload)
{
  v1::Header message;
  EXPECT_TRUE(message.ParseFromString(payload));
  return message;
}

TEST(JournalHeader, ComesBackAsItWasWritten)
{
  const JournalHeader header = sample_header();
  const auto payload = encode_header(header);
  ASSERT_TRUE(payload.ok());
  JournalHeader again;
  ASSERT_TRUE(decode_header(std::as_bytes(std::span(payload.value())), again).ok());
  EXPECT_EQ(again, header);
}

TEST(JournalHeader, KeepsHowThePlaceIsLaidOut)
{
  JournalHeader header = sample_header();
  header.areas = {{"forecourt", 0, 0}, {"hall", 0, 250}};
  header.passages = {{0, 1, 30'000}};
  header.entrances = {{"road", 0}};
  header.checkpoint_titles = {"Móng Cái"};
  header.class_titles = {"Border residents"};
  header.stations[0].title = "E-gates";
  header.stations[0].area = 1;
  header.part = 2;
  header.follows.fill(std::byte{0x5A});
  const auto payload = encode_header(header);
  ASSERT_TRUE(payload.ok());
  JournalHeader again;
  ASSERT_TRUE(decode_header(std::as_bytes(std::span(payload.value())), again).ok());
  EXPECT_EQ(again, header);
}

TEST(JournalHeader, OfARealGateHasNoScenario)
{
  JournalHeader header;
  header.producer = "gatetwin-gate";
  const auto payload = encode_header(header);
  ASSERT_TRUE(payload.ok());
  EXPECT_EQ(parsed(payload.value()).scenario_sha256(), "");
  JournalHeader again;
  ASSERT_TRUE(decode_header(std::as_bytes(std::span(payload.value())), again).ok());
  EXPECT_EQ(again, header);
}

TEST(JournalHeader, OfAnotherVersionIsRefused)
{
  v1::Header message = parsed(encode_header(sample_header()).value());
  for (const std::uint32_t version : {0U, 2U, 255U}) {
    message.set_format_version(version);
    EXPECT_EQ(decode(message.SerializeAsString()).kind, ReadFaultKind::unknown_version) << version;
  }
}

TEST(JournalHeader, WithAnUnknownFieldIsRefusedAtAnyDepth)
{
  const v1::Header good = parsed(encode_header(sample_header()).value());
  const auto plant = [](google::protobuf::Message& message) {
    message.GetReflection()->MutableUnknownFields(&message)->AddVarint(99, 1);
  };
  v1::Header message = good;
  plant(message);
  EXPECT_EQ(decode(message.SerializeAsString()).kind, ReadFaultKind::unknown_field);
  message = good;
  plant(*message.mutable_stations(1));
  EXPECT_EQ(decode(message.SerializeAsString()).kind, ReadFaultKind::unknown_field);
  message = good;
  plant(*message.mutable_units(2));
  EXPECT_EQ(decode(message.SerializeAsString()).kind, ReadFaultKind::unknown_field);
  message = good;
  plant(*message.mutable_authorities(0));
  EXPECT_EQ(decode(message.SerializeAsString()).kind, ReadFaultKind::unknown_field);
  message = good;
  plant(*message.add_areas());
  EXPECT_EQ(decode(message.SerializeAsString()).kind, ReadFaultKind::unknown_field);
  message = good;
  plant(*message.add_passages());
  EXPECT_EQ(decode(message.SerializeAsString()).kind, ReadFaultKind::unknown_field);
}

TEST(JournalHeader, ThatIsNoMessageIsRefused)
{
  EXPECT_EQ(decode("\x0A\xFF").kind, ReadFaultKind::bad_header);
  v1::Header message = parsed(encode_header(sample_header()).value());
  message.set_scenario_sha256("short");
  EXPECT_EQ(decode(message.SerializeAsString()).kind, ReadFaultKind::bad_header);
  for (const std::size_t size : {1, 31, 33, 1000}) {
    message = parsed(encode_header(sample_header()).value());
    message.set_follows(std::string(size, 'x'));
    EXPECT_EQ(decode(message.SerializeAsString()).kind, ReadFaultKind::bad_header) << size;
  }
}

TEST(JournalHeader, WhichReadersWouldRefuseIsNotWritten)
{
  JournalHeader header = sample_header();
  header.scenario = "not \xFF UTF-8";
  ASSERT_FALSE(encode_header(header).ok());
  EXPECT_EQ(encode_header(header).error().code, ErrorCode::malformed);
  header.scenario.assign(max_header_bytes, 'x');
  ASSERT_FALSE(encode_header(header).ok());
  EXPECT_EQ(encode_header(header).error().code, ErrorCode::too_large);
}

} // namespace
} // namespace gatetwin::journal
