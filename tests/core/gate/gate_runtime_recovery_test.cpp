// SPDX-License-Identifier: Apache-2.0
// What a unit does at its start with what its store still holds.
#include "core/registry/request_content.hpp"
#include "tests/core/gate/unit_bench.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using journal::RecordKind;

TEST(RuntimeRecovery, HonoursNoAuthorisationFromBeforeTheRestart)
{
  UnitBench bench;
  StoreEntry entry;
  entry.kind = StoreEntryKind::authorisation;
  entry.transaction = transaction_id(UnitId{5}, 41);
  entry.expires_at = MonotonicTime::never();
  bench.store.durable.push_back(entry);
  bench.start();
  EXPECT_EQ(bench.console.called, entry.transaction);
  EXPECT_EQ(bench.console.reason, Reason::power_lost);
  bench.door(Door::entry, DoorState::closed);
  bench.door(Door::exit, DoorState::closed);
  bench.bodies(1);
  EXPECT_EQ(bench.runtime.state(), GateState::turning_back);
  EXPECT_EQ(bench.hardware.opened(Door::exit), 0U);
  EXPECT_EQ(bench.store.count(StoreEntryKind::authorisation_consumed), 1U);
  ASSERT_TRUE(bench.reach(GateState::reading));
  EXPECT_EQ(bench.runtime.transaction(), transaction_id(UnitId{5}, 42));
}

// The power goes when the exit is open, or the person has just gone through it.
std::vector<StoreEntry> store_at_the_passage(UnitKind kind = UnitKind::e_gate)
{
  UnitBench before(kind);
  before.start();
  before.heard();
  EXPECT_TRUE(before.reach(GateState::authorising));
  return before.store.entries;
}

const RegistryRequest* sent_record(const UnitBench& bench)
{
  for (const RegistryRequest& request : bench.link.sent) {
    if (request.kind == RequestKind::record) return &request;
  }
  return nullptr;
}

TEST(RuntimeRecovery, PresumesThePassageWhenNobodyIsInside)
{
  UnitBench after;
  after.store.durable = store_at_the_passage();
  ASSERT_EQ(after.store.durable.size(), 1U);
  after.start();
  after.door(Door::entry, DoorState::closed);
  after.door(Door::exit, DoorState::closed);
  EXPECT_TRUE(after.store.entries.empty()) << "not known yet";
  after.bodies(0);
  ASSERT_EQ(after.store.entries.size(), 2U);
  EXPECT_EQ(after.store.entries[0].kind, StoreEntryKind::crossing) << "before it is consumed";
  EXPECT_EQ(after.store.entries[1].kind, StoreEntryKind::authorisation_consumed);
  EXPECT_TRUE(after.link.sent.empty()) << "not durable yet";
  after.store_all();
  const RegistryRequest* sent = sent_record(after);
  ASSERT_NE(sent, nullptr);
  EXPECT_EQ(sent->transaction, transaction_id(UnitId{5}, 1));
  EXPECT_EQ(sent->decision, Decision::admit);
  EXPECT_EQ(sent->reason, Reason::passage_presumed);
  EXPECT_EQ(sent->document.number.view(), "L898902C3");
  EXPECT_EQ(sent->at, after.now.wall) << "when it was authorised";
  EXPECT_EQ(after.console.called, sent->transaction);
  EXPECT_EQ(after.console.reason, Reason::passage_presumed);
  EXPECT_TRUE(after.runtime.is_ready());
  EXPECT_EQ(after.hardware.opened(Door::exit), 0U);
}

TEST(RuntimeRecovery, WithdrawsTheAuthorisationOfWhoIsStillInside)
{
  UnitBench after;
  after.store.durable = store_at_the_passage();
  after.start();
  after.door(Door::entry, DoorState::closed);
  after.door(Door::exit, DoorState::closed);
  after.bodies(1);
  after.store_all();
  EXPECT_EQ(sent_record(after), nullptr);
  EXPECT_EQ(after.store.count(StoreEntryKind::authorisation_consumed), 1U);
  const journal::Record* ended = after.last(RecordKind::transaction_ended);
  ASSERT_NE(ended, nullptr);
  EXPECT_EQ(ended->subject, transaction_id(UnitId{5}, 1).value);
  EXPECT_EQ(ended->detail, static_cast<std::uint32_t>(Reason::power_lost));
  EXPECT_EQ(after.console.calls, 2U) << "for the transaction, and for who stands inside";
}
// The doors' controller kept the exit open while the gate's computer was away.
TEST(RuntimeRecovery, WaitsForWhoMayStillWalkThroughTheOpenExit)
{
  for (const bool goes_on : {false, true}) {
    UnitBench after;
    after.store.durable = store_at_the_passage();
    after.start();
    after.door(Door::entry, DoorState::closed);
    after.door(Door::exit, DoorState::open);
    after.bodies(1);
    after.pass(minutes(2));
    EXPECT_TRUE(after.store.entries.empty()) << "not known yet";
    if (goes_on)
      after.bodies(0);
    else
      after.door(Door::exit, DoorState::closed);
    after.store_all();
    EXPECT_EQ(sent_record(after) != nullptr, goes_on);
    EXPECT_EQ(after.store.count(StoreEntryKind::authorisation_consumed), 1U);
  }
}

TEST(RuntimeRecovery, PresumesThePassageWhenNoSensorIsHeard)
{
  UnitBench after;
  after.store.durable = store_at_the_passage();
  after.start();
  after.pass(minutes(5));
  after.store_all();
  ASSERT_NE(sent_record(after), nullptr);
  EXPECT_EQ(sent_record(after)->reason, Reason::passage_presumed);
}

TEST(RuntimeRecovery, PresumesWhatABoothHadAuthorised)
{
  UnitBench after(UnitKind::booth);
  after.store.durable = store_at_the_passage(UnitKind::booth);
  after.start();
  after.store_all();
  ASSERT_NE(sent_record(after), nullptr);
  EXPECT_EQ(sent_record(after)->reason, Reason::passage_presumed);
  EXPECT_EQ(after.console.reason, Reason::passage_presumed);
  EXPECT_TRUE(after.runtime.is_ready());
}

// One stop has written both crossings before anybody passes.
TEST(RuntimeRecovery, PresumesNothingWhereTwoAuthoritiesConfirmTogether)
{
  UnitBench before(UnitKind::one_stop_booth);
  before.start();
  before.heard();
  ASSERT_TRUE(before.reach(GateState::authorising));
  UnitBench after(UnitKind::one_stop_booth);
  after.store.durable = before.store.entries;
  ASSERT_EQ(after.store.durable.back().kind, StoreEntryKind::authorisation);
  after.start();
  after.store_all();
  EXPECT_EQ(sent_record(after), nullptr);
  EXPECT_EQ(after.console.reason, Reason::power_lost);
}

TEST(RuntimeRecovery, PresumesNoPassageTwice)
{
  UnitBench after;
  after.store.durable = store_at_the_passage();
  after.start();
  after.heard();
  // The power goes again: before it was consumed, or after.
  for (const std::size_t durable : {1U, 2U}) {
    UnitBench third;
    third.store.durable = store_at_the_passage();
    third.store.durable.insert(third.store.durable.end(), after.store.entries.begin(),
                               after.store.entries.begin() + static_cast<std::ptrdiff_t>(durable));
    third.now.wall = third.now.wall + hours(1);
    third.start();
    third.heard();
    third.store_all();
    std::size_t records = 0;
    for (const RegistryRequest& request : third.link.sent)
      records += request.kind == RequestKind::record ? 1 : 0;
    EXPECT_EQ(records, 1U);
    EXPECT_EQ(content_digest(*sent_record(third)), content_digest(after.store.entries[0].request));
  }
}

TEST(RuntimeRecovery, KeepsAPresumedPassageForTheNextStartWhenTheOutboxIsFull)
{
  GateRuntimeConfig config = bench_config(UnitKind::e_gate);
  config.outbox.capacity = 8;
  UnitBench after(config);
  StoreEntry waiting;
  waiting.kind = StoreEntryKind::crossing;
  waiting.request = store_at_the_passage().back().request;
  for (std::uint64_t i = 100; i < 108; ++i) {
    waiting.transaction = waiting.request.transaction = transaction_id(UnitId{5}, i);
    after.store.durable.push_back(waiting);
  }
  after.store.durable.push_back(store_at_the_passage().back());
  after.start();
  after.heard();
  EXPECT_EQ(after.console.reason, Reason::store_failed);
  EXPECT_EQ(after.store.count(StoreEntryKind::authorisation_consumed), 0U);
}

TEST(RuntimeRecovery, DeliversWhatWasNotAcknowledged)
{
  UnitBench before;
  before.start();
  before.heard();
  ASSERT_TRUE(before.reach(GateState::exit_open));
  before.bodies(0);
  UnitBench after;
  after.store.durable = before.store.entries;
  after.start();
  EXPECT_EQ(after.runtime.undelivered(), 1U);
  ASSERT_EQ(after.link.sent.size(), 1U);
  EXPECT_EQ(after.link.sent[0].transaction, transaction_id(UnitId{5}, 1));
  after.answer(RegistryRequest(after.link.sent[0]));
  EXPECT_EQ(after.runtime.undelivered(), 0U);
}

TEST(RuntimeRecovery, RecallsWhoWasAdmittedOffline)
{
  GateRuntimeConfig config = bench_config(UnitKind::booth);
  config.offline.rule = OfflineRule::admit_low_risk;
  config.offline.max_time = hours(1);
  UnitBench before(config);
  before.start();
  before.put(InputKind::traveller_at_counter);
  before.scanned();
  before.pass(seconds(2)); // nobody answers
  before.officer(OfficerAction::admit, before.runtime.transaction());
  before.store_all();
  before.store_all();
  ASSERT_EQ(before.store.count(StoreEntryKind::crossing), 1U);

  WatchListEntry other;
  CHECK(other.issuer.assign("UTO") && other.number.assign("X1"));
  const auto list = WatchList::build(1, before.now.wall, {&other, 1});
  ASSERT_TRUE(list.ok());
  for (const bool recalls : {false, true}) {
    UnitBench after(config);
    after.now = {{seconds(5).ns}, before.now.wall + hours(2)};
    if (recalls) after.store.durable = before.store.entries;
    after.start();
    ASSERT_TRUE(after.runtime.use_watch_list(&list.value(), after.now).ok());
    after.put(InputKind::traveller_at_counter);
    after.scanned();
    after.pass(seconds(2));
    EXPECT_EQ(after.console.reason,
              recalls ? Reason::offline_time_exceeded : Reason::registry_unreachable);
  }
}

TEST(RuntimeRecovery, DoesNotUseAForeignStore)
{
  UnitBench bench;
  StoreEntry entry;
  entry.kind = StoreEntryKind::authorisation;
  entry.transaction = transaction_id(UnitId{6}, 41);
  bench.store.durable.push_back(entry);
  bench.start();
  bench.heard();
  EXPECT_EQ(bench.runtime.state(), GateState::out_of_service);
  bench.device(Device::store, false);
  EXPECT_EQ(bench.runtime.state(), GateState::out_of_service);
}

TEST(RuntimeRecovery, CountsAboveEveryTransactionThatMayHaveBeen)
{
  UnitBench bench;
  bench.now.wall = {1'767'225'600'000'000'000}; // 1 January 2026
  bench.start();
  bench.heard();
  ASSERT_TRUE(bench.reach(GateState::reading));
  const std::uint64_t count = bench.runtime.transaction().value & 0xFF'FFFF'FFFFULL;
  EXPECT_EQ(count, 189'388'800'000ULL); // six years in milliseconds
}

} // namespace
} // namespace gatetwin
