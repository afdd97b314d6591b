// SPDX-License-Identifier: Apache-2.0
#include "core/gate/input_journal.hpp"
#include <bit>
#include <gtest/gtest.h>
#include <vector>

namespace gatetwin {
namespace {

using journal::Record;
using journal::RecordKind;

class Records final : public journal::RecordSink {
public:
  void on_records(std::span<const Record> records) override
  {
    all.insert(all.end(), records.begin(), records.end());
  }
  std::vector<Record> all;
};

class FakeStore final : public DurableStore {
public:
  std::uint64_t append(const StoreEntry&) override { return ticket; }
  void recover(StoreVisitor& visitor) override
  {
    for (const StoreEntry& entry : entries) visitor.on_entry(entry);
  }
  std::uint64_t ticket = 41;
  std::vector<StoreEntry> entries;
};

struct Visitor final : StoreVisitor {
  void on_entry(const StoreEntry& entry) override { seen.push_back(entry.transaction.value); }
  std::vector<std::uint64_t> seen;
};

PortInput input_of(InputKind kind)
{
  PortInput input;
  input.kind = kind;
  return input;
}

GateRuntimeConfig config_of_5()
{
  GateRuntimeConfig config;
  config.unit = UnitId{5};
  config.authority = AuthorityId{1};
  return config;
}

// The records after the settings.
std::vector<Record> after_settings(const std::vector<Record>& all)
{
  std::size_t i = 0;
  while (i < all.size() && all[i].kind == journal::unit_setting) ++i;
  EXPECT_GT(i, 50U);
  return {all.begin() + static_cast<std::ptrdiff_t>(i), all.end()};
}

// What an input says, as the record of it says it.
PortInput there_and_back(const PortInput& input)
{
  static RegistryReply reply;
  static DocumentScan scan;
  PortInput back;
  EXPECT_TRUE(from_record(to_record(input, UnitId{5}, {123}), back, reply, scan));
  return back;
}

TEST(InputJournal, EveryInputComesBackAsItWas)
{
  for (int kind = 0; kind <= static_cast<int>(InputKind::doorway); ++kind) {
    const PortInput back = there_and_back(input_of(static_cast<InputKind>(kind)));
    EXPECT_EQ(static_cast<int>(back.kind), kind);
  }
  PortInput door = input_of(InputKind::door);
  door.door = Door::exit;
  door.door_state = DoorState::obstructed;
  EXPECT_EQ(there_and_back(door).door, Door::exit);
  EXPECT_EQ(there_and_back(door).door_state, DoorState::obstructed);
  PortInput officer = input_of(InputKind::officer);
  officer.action = OfficerAction::refuse;
  officer.officer = OfficerId{77};
  officer.number = 1234;
  EXPECT_EQ(there_and_back(officer).action, OfficerAction::refuse);
  EXPECT_EQ(there_and_back(officer).officer.value, 77U);
  EXPECT_EQ(there_and_back(officer).number, 1234U);
  PortInput device = input_of(InputKind::device_failed);
  device.device = Device::camera;
  EXPECT_EQ(there_and_back(device).device, Device::camera);
  PortInput failed = input_of(InputKind::reading_failed);
  failed.reason = Reason::document_unreadable;
  EXPECT_EQ(there_and_back(failed).reason, Reason::document_unreadable);
}

TEST(InputJournal, ScoresComeBackToTheirBits)
{
  PortInput face = input_of(InputKind::face);
  for (const double score : {0.1, -0.0, std::bit_cast<double>(0x7FF8'0000'0000'0001ULL)}) {
    face.face = {{987}, score, 1 - score, 2, {987}};
    const PortInput back = there_and_back(face);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(back.face.match_score),
              std::bit_cast<std::uint64_t>(score));
    ASSERT_TRUE(back.face.liveness_score.has_value());
    EXPECT_EQ(std::bit_cast<std::uint64_t>(*back.face.liveness_score),
              std::bit_cast<std::uint64_t>(1 - score));
    EXPECT_EQ(back.face.taken_at.ns, 987);
    EXPECT_EQ(back.face.liveness_at.ns, 987);
    EXPECT_FALSE(liveness_record(face, UnitId{3}, {5})) << "one picture needs no record more";
    EXPECT_EQ(back.face.faces_seen, 2);
  }
  face.face.liveness_score.reset();
  EXPECT_FALSE(there_and_back(face).face.liveness_score.has_value());
  EXPECT_EQ(there_and_back(face).face.faces_seen, 2);
}

TEST(InputJournal, AnotherPictureOfLivenessIsARecordOfItsOwnBeforeTheFace)
{
  PortInput face = input_of(InputKind::face);
  face.face = {{987}, 0.9, 0.8, 1, {900}};
  const auto record = liveness_record(face, UnitId{3}, {1000});
  ASSERT_TRUE(record);
  EXPECT_EQ(record->kind, journal::liveness_picture);
  PortInput back = there_and_back(face);
  EXPECT_EQ(back.face.liveness_at.ns, 987) << "as a journal without that record says";
  EXPECT_TRUE(take_liveness_record(*record, back));
  EXPECT_EQ(back.face.liveness_at.ns, 900);
  PortInput other = input_of(InputKind::stamp_applied);
  EXPECT_FALSE(take_liveness_record(*record, other));
}

TEST(InputJournal, ARepliesFieldsComeBack)
{
  RegistryReply reply;
  reply.kind = RequestKind::reserve;
  reply.authority = AuthorityId{3};
  reply.transaction = TransactionId{99};
  reply.attempt = 2;
  reply.status = ReplyStatus::duplicate;
  reply.decision = Decision::refer;
  reply.reason = Reason::watch_list_hit;
  reply.stamp_due = true;
  reply.list_version = 12;
  PortInput input = input_of(InputKind::registry_reply);
  input.reply = &reply;
  const PortInput back = there_and_back(input);
  ASSERT_NE(back.reply, nullptr);
  EXPECT_EQ(back.reply->kind, reply.kind);
  EXPECT_EQ(back.reply->authority, reply.authority);
  EXPECT_EQ(back.reply->transaction, reply.transaction);
  EXPECT_EQ(back.reply->attempt, reply.attempt);
  EXPECT_EQ(back.reply->status, reply.status);
  EXPECT_EQ(back.reply->decision, reply.decision);
  EXPECT_EQ(back.reply->reason, reply.reason);
  EXPECT_EQ(back.reply->stamp_due, reply.stamp_due);
  EXPECT_EQ(back.reply->list_version, reply.list_version);
  EXPECT_EQ(there_and_back(input_of(InputKind::registry_reply)).reply, nullptr);
}

TEST(InputJournal, NothingOfADocumentIsWritten)
{
  DocumentScan scan;
  scan.mrz = "P<VNMNGUYEN<<VAN<A";
  PortInput input = input_of(InputKind::document_scanned);
  input.scan = &scan;
  const Record record = to_record(input, UnitId{5}, {123});
  EXPECT_EQ(record.subject, 0U);
  EXPECT_EQ(record.ref, 0U);
  EXPECT_EQ(record.value, 0);
  EXPECT_EQ(record.detail, 0U);
}

TEST(InputJournal, ATurnLeavesTheInboxAsItIs)
{
  Records records;
  journal::Journal journal;
  journal.add_sink(records);
  FakeStore store;
  InputJournal inputs(config_of_5(), store, journal);
  Inbox inbox;
  inputs.start({{10}, {1000}});
  for (const InputKind kind : {InputKind::document_presented, InputKind::power_lost})
    ASSERT_TRUE(inbox.push(input_of(kind)));
  inputs.turn(inbox, {{20}, {1010}});
  journal.flush();
  records.all = after_settings(records.all);
  ASSERT_EQ(records.all.size(), 4U);
  EXPECT_EQ(records.all[0].kind, journal::unit_started);
  EXPECT_EQ(records.all[0].value, 1000);
  EXPECT_EQ(records.all[1].code, static_cast<std::uint16_t>(InputKind::document_presented));
  EXPECT_EQ(records.all[2].code, static_cast<std::uint16_t>(InputKind::power_lost));
  EXPECT_EQ(records.all[3].kind, journal::unit_turn);
  EXPECT_EQ(records.all[3].value, 1010);
  ASSERT_EQ(inbox.size(), 2U);
  EXPECT_EQ(inbox.front().kind, InputKind::document_presented);
}

TEST(InputJournal, AnOpenAuthorisationComesBackWithTheCrossingThatWouldBePresumed)
{
  StoreEntry entry;
  entry.kind = StoreEntryKind::authorisation;
  entry.transaction = TransactionId{8};
  entry.expires_at = {99};
  StoreEntry back;
  ASSERT_TRUE(from_record(to_record(entry, UnitId{5}, {10}), back));
  EXPECT_FALSE(carries_request(back));
  EXPECT_EQ(back.expires_at.ns, 99);
  entry.request.authority = AuthorityId{2};
  entry.request.at = {77};
  entry.request.document.ref = {5};
  ASSERT_TRUE(from_record(to_record(entry, UnitId{5}, {10}), back));
  ASSERT_TRUE(carries_request(back));
  EXPECT_EQ(back.request.reason, Reason::passage_presumed);
  EXPECT_EQ(back.request.at.ns, 77);
  EXPECT_EQ(back.request.document.ref.value, 5U);
}

TEST(InputJournal, WhatTheStoreAnswersIsWritten)
{
  Records records;
  journal::Journal journal;
  journal.add_sink(records);
  FakeStore store;
  StoreEntry entry;
  entry.kind = StoreEntryKind::crossing;
  entry.transaction = TransactionId{8};
  entry.request.authority = AuthorityId{2};
  entry.request.direction = Direction::entry;
  entry.request.offline = true;
  entry.request.at = {77};
  store.entries = {entry};
  InputJournal inputs(config_of_5(), store, journal);
  inputs.start({{10}, {1000}});
  Visitor visitor;
  inputs.store().recover(visitor);
  EXPECT_EQ(visitor.seen, std::vector<std::uint64_t>{8});
  EXPECT_EQ(inputs.store().append(entry), 41U);
  journal.flush();
  records.all = after_settings(records.all);
  ASSERT_EQ(records.all.size(), 3U);
  StoreEntry back;
  ASSERT_TRUE(from_record(records.all[1], back));
  EXPECT_EQ(back.kind, StoreEntryKind::crossing);
  EXPECT_EQ(back.request.authority, AuthorityId{2});
  EXPECT_EQ(back.request.direction, Direction::entry);
  EXPECT_TRUE(back.request.offline);
  EXPECT_EQ(back.request.at.ns, 77);
  EXPECT_FALSE(back.request.stamped);
  EXPECT_EQ(records.all[2].kind, journal::store_ticket);
  EXPECT_EQ(records.all[2].value, 41);
  EXPECT_EQ(records.all[2].time_ns, 10);
}

TEST(InputJournal, ARecordThatNoPortGivesIsRefused)
{
  RegistryReply reply;
  DocumentScan scan;
  PortInput input;
  Record record = to_record(input_of(InputKind::door), UnitId{5}, {1});
  record.detail = 0x0900;
  EXPECT_FALSE(from_record(record, input, reply, scan));
  record = to_record(input_of(InputKind::officer), UnitId{5}, {1});
  record.subject = 200;
  EXPECT_FALSE(from_record(record, input, reply, scan));
  record.code = 500;
  EXPECT_FALSE(from_record(record, input, reply, scan));
}

} // namespace
} // namespace gatetwin
