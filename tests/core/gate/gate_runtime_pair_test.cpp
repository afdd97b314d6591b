// SPDX-License-Identifier: Apache-2.0
// One-stop pairs that an authority broke: it voids what it had agreed to, so that the pair can't
// end by itself.
#include "tests/core/gate/unit_bench.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

class BrokenPair : public testing::Test {
protected:
  BrokenPair()
  {
    bench.start();
    bench.heard();
    EXPECT_TRUE(bench.reach(GateState::authorising));
    bench.store_all(); // the authorisation, then the mark
    bench.store_all();
    pair = bench.runtime.transaction();
    kept = bench.link.sent[bench.link.sent.size() - 2];
    broken = bench.link.sent.back();
    EXPECT_EQ(broken.kind, RequestKind::confirm);
    bench.answer(kept);
  }
  void void_it() { bench.answer(broken, Decision::refer, Reason::joint_voided); }
  void person_is_referred()
  {
    bench.officer(OfficerAction::refer, pair);
    bench.person_leaves();
    EXPECT_TRUE(bench.runtime.is_ready());
  }
  UnitBench bench{UnitKind::one_stop_booth};
  TransactionId pair;
  RegistryRequest kept, broken;
};

TEST_F(BrokenPair, IsCalledOutAndEndsWhenAnOfficerSaysThatItIsSettled)
{
  void_it();
  EXPECT_EQ(bench.runtime.state(), GateState::deciding);
  person_is_referred();
  EXPECT_EQ(bench.console.called, pair);
  EXPECT_EQ(bench.console.reason, Reason::joint_voided);
  EXPECT_TRUE(bench.console.waiting);
  EXPECT_EQ(bench.runtime.undelivered(), 1U);
  bench.officer(OfficerAction::acknowledge, pair);
  EXPECT_EQ(bench.runtime.undelivered(), 1U) << "seen is not settled";
  bench.officer(OfficerAction::reset, pair);
  EXPECT_EQ(bench.runtime.undelivered(), 0U);
  EXPECT_FALSE(bench.console.waiting);
  EXPECT_EQ(bench.store.count(StoreEntryKind::joint_resolved), 1U);
  EXPECT_TRUE(bench.runtime.is_ready());
}

TEST_F(BrokenPair, IsCalledOutWhenItBreaksAfterThePersonHasGone)
{
  bench.pass(seconds(6)); // in doubt
  person_is_referred();
  EXPECT_EQ(bench.runtime.undelivered(), 1U);
  bench.console.waiting = false;
  bench.officer(OfficerAction::reset, pair);
  EXPECT_EQ(bench.runtime.undelivered(), 1U) << "the registries may still settle it themselves";
  const std::size_t sent = bench.link.sent.size();
  while (bench.link.sent.size() == sent) bench.pass(milliseconds(100)); // it is asked again
  broken = bench.link.sent.back();
  void_it();
  EXPECT_TRUE(bench.console.waiting);
  EXPECT_EQ(bench.console.called, pair);
  EXPECT_EQ(bench.console.reason, Reason::joint_voided);
  bench.officer(OfficerAction::reset, pair);
  EXPECT_EQ(bench.runtime.undelivered(), 0U);
}

TEST_F(BrokenPair, IsCalledOutAfterARestart)
{
  UnitBench after(UnitKind::one_stop_booth);
  after.store.durable = bench.store.entries;
  after.start();
  ASSERT_EQ(after.link.sent.size(), 2U);
  after.answer(RegistryRequest(after.link.sent[0]));
  after.answer(RegistryRequest(after.link.sent[1]), Decision::refer, Reason::joint_voided);
  EXPECT_EQ(after.console.called, pair);
  EXPECT_EQ(after.console.reason, Reason::joint_voided);
  after.officer(OfficerAction::reset, pair);
  EXPECT_EQ(after.runtime.undelivered(), 0U);
}

// Both have written the crossing before the exit opens; who then stays has crossed in no country.
TEST(PairWithoutPassage, IsCalledOutWhenThePersonStaysInside)
{
  GateRuntimeConfig config = bench_config(UnitKind::e_gate);
  config.partner = AuthorityId{2};
  for (const bool passes : {false, true}) {
    UnitBench bench(config);
    bench.start();
    bench.heard();
    ASSERT_TRUE(bench.reach(GateState::exit_open));
    const TransactionId pair = bench.runtime.transaction();
    bench.door(Door::exit, DoorState::open);
    if (!passes) bench.pass(seconds(46)); // told to go, called, and the authorisation expires
    for (int step = 0; step < 20 && bench.runtime.transaction().valid(); ++step) bench.cooperate();
    EXPECT_FALSE(bench.runtime.transaction().valid());
    for (const RegistryRequest& sent : bench.link.sent) {
      if (sent.kind != RequestKind::confirm) continue;
      EXPECT_EQ(sent.reason, Reason::joint_before_passage) << "so that it may be annulled";
    }
    EXPECT_EQ(bench.console.reason == Reason::joint_without_passage, !passes);
    EXPECT_EQ(bench.console.called == pair, !passes);
  }
}

} // namespace
} // namespace gatetwin
