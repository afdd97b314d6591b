// SPDX-License-Identifier: Apache-2.0
// The whole unit on fake ports: gate, booths, one stop, the safe state.
#include "tests/core/gate/unit_bench.hpp"
#include <gtest/gtest.h>
#include <limits>

namespace gatetwin {
namespace {

using journal::RecordKind;

class Runtime : public ::testing::Test {
protected:
  Runtime() { bench.start(); }
  void TearDown() override { EXPECT_EQ(bench.hardware.internal_errors, 0U); }
  UnitBench bench;
};

TEST_F(Runtime, IsReadyOnceItHasHeardItsDevices)
{
  EXPECT_EQ(bench.runtime.state(), GateState::starting);
  EXPECT_FALSE(bench.runtime.is_ready());
  bench.heard();
  EXPECT_TRUE(bench.runtime.is_ready());
}

TEST_F(Runtime, TakesAPersonThroughAndDeliversTheCrossing)
{
  bench.heard();
  bench.person();
  EXPECT_TRUE(bench.runtime.is_ready());
  EXPECT_EQ(bench.hardware.opened(Door::exit), 1U);
  EXPECT_EQ(bench.runtime.undelivered(), 0U);
  EXPECT_EQ(bench.records(RecordKind::transaction_started), 1U);
  EXPECT_EQ(bench.records(RecordKind::authorisation_stored), 1U);
  EXPECT_EQ(bench.records(RecordKind::authorisation_consumed), 1U);
  EXPECT_EQ(bench.records(RecordKind::crossing_stored), 1U);
  EXPECT_EQ(bench.records(RecordKind::crossing_delivered), 1U);
  const journal::Record* ended = bench.last(RecordKind::transaction_ended);
  ASSERT_NE(ended, nullptr);
  EXPECT_EQ(ended->code, static_cast<std::uint16_t>(Outcome::admitted));
  EXPECT_EQ(ended->subject, transaction_id(UnitId{5}, 1).value);
  EXPECT_NE(ended->ref, 0U);
}

TEST_F(Runtime, AsksTheCameraToCompareWithTheDocumentThatWasRead)
{
  bench.heard();
  ASSERT_TRUE(bench.reach(GateState::capturing));
  EXPECT_NE(bench.camera.document.value, 0U);
}

TEST_F(Runtime, JournalsEveryDocumentCheckWithoutAnyPersonalData)
{
  bench.heard();
  ASSERT_TRUE(bench.reach(GateState::querying));
  ASSERT_EQ(bench.records(RecordKind::checks), 1U);
  const journal::Record& checks = *bench.last(RecordKind::checks);
  EXPECT_EQ(checks.code, static_cast<std::uint16_t>(CheckResult::successful));
  for (const CheckKind kind : {CheckKind::structure, CheckKind::mrz_check_digits,
                               CheckKind::document_type, CheckKind::document_expiry}) {
    EXPECT_EQ(result_of(static_cast<PackedChecks>(checks.value), kind), CheckResult::successful);
  }
  EXPECT_EQ(bench.records(RecordKind::check), 0U); // none that was not successful
  // The specimen's number and name do not occur in any byte of the journal.
  const auto& records = bench.keeper.records;
  const std::string_view bytes(reinterpret_cast<const char*>(records.data()),
                               records.size() * sizeof(journal::Record));
  EXPECT_EQ(bytes.find("L898902C"), std::string_view::npos);
  EXPECT_EQ(bytes.find("ERIKSSON"), std::string_view::npos);
}

TEST_F(Runtime, StartsTheTransactionInTheJournalBeforeItsFirstState)
{
  bench.heard();
  ASSERT_TRUE(bench.reach(GateState::reading));
  bench.journal.flush();
  const auto& records = bench.keeper.records;
  const auto started = std::find_if(records.begin(), records.end(), [](const auto& r) {
    return r.kind == RecordKind::transaction_started;
  });
  const auto state = std::find_if(records.begin(), records.end(), [](const auto& r) {
    return r.kind == RecordKind::gate_state &&
           r.code == static_cast<std::uint16_t>(GateState::reading);
  });
  EXPECT_LT(started, state);
}

TEST_F(Runtime, FallsToTheOfflinePolicyWhenTheRegistryIsSilent)
{
  bench.heard();
  bench.put(InputKind::document_presented);
  bench.scanned();
  ASSERT_EQ(bench.runtime.state(), GateState::querying);
  bench.pass(seconds(2));
  EXPECT_EQ(bench.runtime.state(), GateState::referred); // the default policy closes
  EXPECT_EQ(bench.hardware.screen, ScreenMessage::see_officer);
  EXPECT_TRUE(bench.console.waiting);
}

TEST_F(Runtime, JournalsEachCheckThatWasNotSuccessfulWithItsReason)
{
  bench.heard();
  bench.put(InputKind::document_presented);
  bench.scan.mrz = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
                   "L898902C37UTO7408122F1204159ZE184226B<<<<<10"; // the number's digit is 6
  bench.scanned();
  const journal::Record& all = *bench.last(RecordKind::checks);
  EXPECT_EQ(result_of(static_cast<PackedChecks>(all.value), CheckKind::mrz_check_digits),
            CheckResult::failed);
  EXPECT_EQ(all.code, static_cast<std::uint16_t>(CheckResult::failed));
  ASSERT_GE(bench.records(RecordKind::check), 1U);
  const journal::Record& failed = *bench.last(RecordKind::check);
  EXPECT_NE(failed.detail, 0U);
  EXPECT_NE(failed.value, static_cast<std::int64_t>(CheckResult::successful));
}

TEST_F(Runtime, LooksAtNoScanThatItDidNotAskFor)
{
  bench.heard();
  bench.scanned();
  EXPECT_EQ(bench.runtime.state(), GateState::idle);
  ASSERT_TRUE(bench.reach(GateState::querying));
  bench.scanned(); // the reading is over
  EXPECT_EQ(bench.records(RecordKind::checks), 1U);
}

TEST_F(Runtime, RefersAScanWithoutBytes)
{
  bench.heard();
  bench.put(InputKind::document_presented);
  PortInput input;
  input.kind = InputKind::document_scanned;
  bench.put(input);
  bench.put(input);
  EXPECT_EQ(bench.runtime.state(), GateState::referred);
}

TEST_F(Runtime, RefersWhenTheStoreTakesNoAuthorisation)
{
  bench.heard();
  ASSERT_TRUE(bench.reach(GateState::capturing));
  bench.store.refuses = true;
  bench.face();
  EXPECT_EQ(bench.runtime.state(), GateState::referred);
  EXPECT_EQ(bench.hardware.opened(Door::exit), 0U);
}

// The desk closes a call with its answer.
TEST_F(Runtime, CallsAgainWhenTheOfficersAnswerCannotBeFollowed)
{
  ASSERT_TRUE(bench.reach(GateState::capturing));
  bench.face(0.1, 0.9);
  ASSERT_EQ(bench.runtime.state(), GateState::referred);
  const std::size_t calls = bench.console.calls;
  bench.device(Device::camera, true); // without which nobody is let through
  bench.officer(OfficerAction::admit, bench.runtime.transaction());
  EXPECT_EQ(bench.runtime.state(), GateState::referred);
  EXPECT_EQ(bench.console.calls, calls + 1);
  EXPECT_EQ(bench.console.reason, Reason::officer_decision_impossible);
  bench.officer(OfficerAction::acknowledge, bench.runtime.transaction());
  EXPECT_EQ(bench.console.calls, calls + 1) << "which leaves the call open";
  bench.officer(OfficerAction::refuse, bench.runtime.transaction());
  EXPECT_EQ(bench.runtime.state(), GateState::turning_back);
}

TEST_F(Runtime, ClosesTheLaneAfterAStoreFailureUntilTheStoreRecovers)
{
  bench.heard();
  ASSERT_TRUE(bench.reach(GateState::authorising));
  bench.put(InputKind::store_failed, bench.store.entries.size());
  EXPECT_EQ(bench.runtime.state(), GateState::referred);
  bench.officer(OfficerAction::refer, bench.runtime.transaction());
  ASSERT_TRUE(bench.reach(GateState::out_of_service));
  EXPECT_EQ(bench.hardware.opened(Door::exit), 0U);
  bench.device(Device::store, false);
  EXPECT_TRUE(bench.runtime.is_ready());
}

TEST_F(Runtime, WithdrawsAnUnusedAuthorisationDurably)
{
  bench.heard();
  ASSERT_TRUE(bench.reach(GateState::exit_open));
  EXPECT_EQ(bench.store.count(StoreEntryKind::authorisation_consumed), 0U);
  bench.put(InputKind::emergency_raised);
  EXPECT_EQ(bench.store.count(StoreEntryKind::authorisation_consumed), 1U);
  EXPECT_EQ(bench.store.count(StoreEntryKind::crossing), 0U);
  EXPECT_EQ(bench.hardware.told(Door::entry), FakeHardware::Told::released);
  ASSERT_EQ(bench.records(RecordKind::authorisation_consumed), 1U); // so that a checker sees it
  EXPECT_EQ(bench.last(RecordKind::authorisation_consumed)->detail, 1U);
}

TEST_F(Runtime, KeepsTheCrossingInTheOutboxUntilItIsAcknowledged)
{
  bench.heard();
  ASSERT_TRUE(bench.reach(GateState::exit_open));
  bench.bodies(0);
  bench.store_all();
  EXPECT_EQ(bench.runtime.undelivered(), 1U);
  const RegistryRequest sent = bench.link.sent.back();
  EXPECT_EQ(sent.kind, RequestKind::record);
  EXPECT_EQ(sent.decision, Decision::admit);
  EXPECT_EQ(sent.document.number.view(), "L898902C3");
  bench.answer(sent);
  EXPECT_EQ(bench.runtime.undelivered(), 0U);
}

TEST_F(Runtime, DoesNotLetTimeGoBack)
{
  bench.heard();
  bench.put(InputKind::document_presented);
  const MonotonicTime before = bench.now.mono;
  bench.now.mono = {0};
  bench.turn();
  EXPECT_EQ(bench.runtime.state(), GateState::reading);
  bench.now.mono = before;
  EXPECT_LE(bench.runtime.next_deadline(), before + seconds(12));
}

// ---- booths
// --------------------------------------------------------------------------------------

TEST(RuntimeBooth, AdmitsOnTheOfficersWordAndRecordsTheStamp)
{
  UnitBench bench(UnitKind::booth);
  bench.start();
  bench.heard();
  ASSERT_TRUE(bench.runtime.is_ready());
  ASSERT_TRUE(bench.reach(GateState::typing));
  bench.scanned();
  bench.answer(RegistryRequest(bench.link.sent[0]), Decision::admit, Reason::stamp_due, true);
  EXPECT_EQ(bench.runtime.state(), GateState::deciding);
  EXPECT_EQ(bench.console.reason, Reason::none);
  bench.officer(OfficerAction::admit, bench.runtime.transaction());
  bench.put(InputKind::stored, 1);
  EXPECT_TRUE(bench.console.stamp_asked);
  bench.put(InputKind::stamp_applied);
  EXPECT_EQ(bench.runtime.state(), GateState::counter_busy);
  bench.put(InputKind::document_removed);
  EXPECT_TRUE(bench.runtime.is_ready());
  ASSERT_EQ(bench.store.count(StoreEntryKind::crossing), 1U);
  for (const StoreEntry& entry : bench.store.entries) {
    if (entry.kind == StoreEntryKind::crossing) {
      EXPECT_TRUE(entry.request.stamped);
    }
  }
  EXPECT_EQ(bench.hardware.internal_errors, 0U);
}

TEST(RuntimeBooth, StaysInTransactionUntilTheDocumentIsHandedBack)
{
  UnitBench bench(UnitKind::barcode_booth);
  bench.start();
  bench.heard();
  ASSERT_TRUE(bench.reach(GateState::counter_busy));
  EXPECT_TRUE(bench.runtime.transaction().valid());
  EXPECT_FALSE(bench.runtime.is_ready());
  bench.person_leaves();
  EXPECT_TRUE(bench.runtime.is_ready());
}

TEST(RuntimeOneStop, AdmitsNobodyBeforeBothHaveCommitted)
{
  UnitBench bench(UnitKind::one_stop_booth);
  bench.start();
  bench.heard();
  ASSERT_TRUE(bench.reach(GateState::joint));
  std::size_t reserved = 0;
  for (const RegistryRequest& sent : bench.link.sent)
    reserved += sent.kind == RequestKind::reserve ? 1 : 0;
  EXPECT_EQ(reserved, 2U);
  EXPECT_EQ(bench.records(RecordKind::authorisation_consumed), 0U);
  ASSERT_TRUE(bench.reach(GateState::counter_busy));
  EXPECT_EQ(bench.records(RecordKind::authorisation_consumed), 1U);
  bool entry = false;
  bool exit = false;
  for (const RegistryRequest& sent : bench.link.sent) {
    if (sent.kind != RequestKind::confirm) continue;
    entry = entry || (sent.direction == Direction::entry && sent.authority == AuthorityId{1});
    exit = exit || (sent.direction == Direction::exit && sent.authority == AuthorityId{2});
  }
  EXPECT_TRUE(entry);
  EXPECT_TRUE(exit);
  EXPECT_EQ(bench.store.count(StoreEntryKind::crossing), 0U); // the registries wrote it together
  bench.store_all();
  EXPECT_EQ(bench.runtime.undelivered(), 0U);
}

TEST(RuntimeOneStop, HoldsAPairInDoubtVisibleAndAdmitsWhenItIsResolved)
{
  UnitBench bench(UnitKind::one_stop_booth);
  bench.start();
  bench.heard();
  ASSERT_TRUE(bench.reach(GateState::authorising));
  bench.store_all(); // the authorisation, then the mark
  bench.store_all();
  const RegistryRequest confirm_one = bench.link.sent[bench.link.sent.size() - 2];
  const RegistryRequest confirm_two = bench.link.sent.back();
  ASSERT_EQ(confirm_one.kind, RequestKind::confirm);
  bench.answer(confirm_one);
  bench.pass(seconds(6));
  EXPECT_EQ(bench.runtime.state(), GateState::deciding);
  EXPECT_EQ(bench.console.reason, Reason::joint_in_doubt);
  EXPECT_EQ(bench.runtime.undelivered(), 1U);
  bench.officer(OfficerAction::admit, bench.runtime.transaction());
  EXPECT_EQ(bench.runtime.state(), GateState::deciding); // not while it is in doubt
  const std::size_t sent = bench.link.sent.size();
  while (bench.link.sent.size() == sent) bench.pass(milliseconds(100)); // it is asked again
  const RegistryRequest again = bench.link.sent.back();
  ASSERT_EQ(again.kind, RequestKind::confirm);
  ASSERT_EQ(again.authority, confirm_two.authority);
  bench.answer(again);
  EXPECT_EQ(bench.runtime.state(), GateState::counter_busy);
}

StoreEntry mark_of(UnitBench& bench)
{
  for (const StoreEntry& entry : bench.store.entries) {
    if (entry.kind == StoreEntryKind::joint_in_doubt) return entry;
  }
  return {};
}

TEST(RuntimeOneStop, ResolvesAfterARestartWhatWasInDoubt)
{
  UnitBench before(UnitKind::one_stop_booth);
  before.start();
  before.heard();
  ASSERT_TRUE(before.reach(GateState::authorising));
  before.store_all();
  before.store_all();
  const StoreEntry mark = mark_of(before);
  ASSERT_TRUE(mark.transaction.valid());

  UnitBench after(UnitKind::one_stop_booth);
  after.store.durable = before.store.entries;
  after.start();
  EXPECT_EQ(after.runtime.undelivered(), 1U);
  ASSERT_EQ(after.link.sent.size(), 2U);
  for (const RegistryRequest& sent : after.link.sent) {
    EXPECT_EQ(sent.kind, RequestKind::confirm);
    EXPECT_EQ(sent.transaction, mark.transaction);
  }
  after.answer_all();
  EXPECT_EQ(after.runtime.undelivered(), 0U);
  EXPECT_EQ(after.console.reason, Reason::joint_in_doubt); // nobody is there any more
  EXPECT_EQ(after.hardware.internal_errors, 0U);
}

TEST(RuntimeOneStop, StaysOutOfServiceWithMorePairsInDoubtThanPlaces)
{
  GateRuntimeConfig config = bench_config(UnitKind::one_stop_booth);
  config.joint_places = 1;
  UnitBench bench(config);
  for (std::uint64_t count : {1U, 2U}) {
    StoreEntry entry;
    entry.kind = StoreEntryKind::joint_in_doubt;
    entry.transaction = transaction_id(UnitId{5}, count);
    entry.request.transaction = entry.transaction;
    entry.request.unit = UnitId{5};
    bench.store.durable.push_back(entry);
  }
  bench.start();
  EXPECT_EQ(bench.runtime.state(), GateState::out_of_service);
}

TEST(RuntimeBooth, TakesNoStampThatWasAskedForByTheTransactionBefore)
{
  UnitBench bench(UnitKind::booth);
  bench.start();
  for (const bool first : {true, false}) {
    bench.put(InputKind::traveller_at_counter);
    bench.scanned();
    bench.answer(RegistryRequest(bench.link.sent.back()), Decision::admit, Reason::stamp_due, true);
    bench.officer(OfficerAction::admit, bench.runtime.transaction());
    bench.store_all();
    ASSERT_EQ(bench.runtime.state(), GateState::stamping);
    if (!first) break;
    bench.put(InputKind::emergency_raised); // everybody leaves the document unstamped
    bench.put(InputKind::emergency_reset);
  }
  const std::uint64_t count = bench.runtime.transaction().value & 0xFF'FFFF'FFFFULL;
  bench.put(InputKind::stamp_applied, count - 1);
  EXPECT_EQ(bench.runtime.state(), GateState::stamping);
  bench.put(InputKind::stamp_applied, count);
  EXPECT_NE(bench.runtime.state(), GateState::stamping);
}

TEST(RuntimeBooth, RecordsThatACrossingWasDecidedWithoutTheRegistry)
{
  UnitBench bench(UnitKind::booth);
  bench.start();
  bench.put(InputKind::traveller_at_counter);
  bench.scanned();
  bench.pass(seconds(2));
  ASSERT_EQ(bench.runtime.state(), GateState::deciding);
  EXPECT_NE(bench.console.reason, Reason::none);
  bench.officer(OfficerAction::admit, bench.runtime.transaction());
  bench.put(InputKind::stored, 1);
  bench.store_all();
  EXPECT_TRUE(bench.link.sent.back().offline);
  EXPECT_EQ(bench.link.sent.back().reason, Reason::officer_admitted);
}

TEST(RuntimeConfig, NamesTheFieldThatIsWrong)
{
  GateRuntimeConfig config = bench_config(UnitKind::e_gate);
  EXPECT_TRUE(check(config).ok());
  config.gate.match_threshold = std::numeric_limits<double>::quiet_NaN();
  ASSERT_FALSE(check(config).ok());
  EXPECT_NE(std::string_view(check(config).error().detail).find("match_threshold"),
            std::string_view::npos);
  config = bench_config(UnitKind::one_stop_booth);
  config.partner = {};
  EXPECT_FALSE(check(config).ok());
}

} // namespace
} // namespace gatetwin
