// SPDX-License-Identifier: Apache-2.0
#include "core/registry/offline_policy.hpp"
#include "tests/core/registry/samples.hpp"
#include <functional>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using sample::at;
using sample::border_pass;
using sample::noon;

OfflinePolicyConfig low_risk()
{
  OfflinePolicyConfig config;
  config.rule = OfflineRule::admit_low_risk;
  config.max_time = hours(72);
  config.max_list_age = hours(24);
  return config;
}

class Offline : public testing::Test {
protected:
  Offline() { EXPECT_TRUE(policy.install(&list, at({})).ok()); }
  OfflineDecision decide(const CheckedDocument& document, Duration now = seconds(1),
                         std::uint64_t count = 0)
  {
    const auto asked = sample::request(RequestKind::check, count == 0 ? ++m_count : count, document,
                                       sample::gate, noon + now);
    return policy.decide(asked, lost_since, at(now));
  }
  Reason reason(const CheckedDocument& document, Duration now = seconds(1))
  {
    const OfflineDecision decision = decide(document, now);
    EXPECT_EQ(decision.decision, Decision::refer);
    return decision.reason;
  }

  WatchList list = sample::watch_list(4);
  OfflinePolicy policy{low_risk(), sample::plus_seven};
  MonotonicTime lost_since{0};
  std::uint64_t m_count = 100;
};

TEST_F(Offline, AdmitsAResidentAgainstTheLastList)
{
  const OfflineDecision decision = decide(border_pass());
  EXPECT_EQ(decision.decision, Decision::admit);
  EXPECT_EQ(decision.reason, Reason::none);
  EXPECT_EQ(decision.list_version, 4U);
}

TEST_F(Offline, ClosesWhereThePolicySaysSo)
{
  OfflinePolicy closed({}, sample::plus_seven);
  ASSERT_TRUE(closed.install(&list, at({})).ok());
  const auto decision =
      closed.decide(sample::request(RequestKind::check, 1, border_pass()), {0}, at({}));
  EXPECT_EQ(decision.decision, Decision::refer);
  EXPECT_EQ(decision.reason, Reason::offline_policy_closed);
}

TEST_F(Offline, RefersEverybodyElseWithTheReason)
{
  EXPECT_EQ(reason(sample::passport()), Reason::registry_unreachable);
  EXPECT_EQ(reason(border_pass("BP6666666")), Reason::watch_list_hit);
  CheckedDocument faulty = border_pass();
  faulty.checks.clear();
  EXPECT_EQ(reason(faulty), Reason::document_unreadable); // nothing was checked
  EXPECT_TRUE(faulty.checks.push_back({CheckKind::structure, CheckResult::successful, {}}));
  EXPECT_EQ(reason(faulty), Reason::signature_missing);
  faulty = border_pass();
  EXPECT_TRUE(faulty.checks.push_back(
      {CheckKind::revocation, CheckResult::undetermined, Reason::trust_list_stale}));
  EXPECT_EQ(reason(faulty), Reason::trust_list_stale);
  faulty = border_pass();
  EXPECT_TRUE(faulty.checks.push_back({CheckKind::revocation, CheckResult::undetermined,
                                       Reason::revocation_list_stale, CheckWeight::optional}));
  EXPECT_EQ(overall_result(faulty.checks), CheckResult::successful);
  EXPECT_EQ(reason(faulty), Reason::revocation_list_stale); // nobody else could know
  faulty = border_pass();
  faulty.valid_until = {2026, 9, 20};
  EXPECT_EQ(reason(faulty), Reason::document_expired);
  faulty = border_pass();
  faulty.ref = {};
  EXPECT_EQ(reason(faulty), Reason::document_unreadable);
  faulty = border_pass("BP1234567", "");
  EXPECT_EQ(reason(faulty), Reason::bad_name);
}

TEST_F(Offline, DoesNotCountAnEvaluatoryCheck)
{
  CheckedDocument pass = border_pass();
  EXPECT_TRUE(pass.checks.push_back({CheckKind::cross_check, CheckResult::failed,
                                     Reason::seal_mrz_mismatch, CheckWeight::evaluatory}));
  EXPECT_EQ(decide(pass).decision, Decision::admit);
}

TEST_F(Offline, EndsWithTheTimeSinceContactWasLost)
{
  policy.on_contact(4, {hours(60).ns});
  lost_since = {hours(1).ns};
  EXPECT_EQ(decide(border_pass("BP1"), hours(73)).decision, Decision::admit);
  EXPECT_EQ(reason(border_pass("BP2"), hours(73) + nanoseconds(1)), Reason::offline_time_exceeded);
}

TEST_F(Offline, TrustsAListForADayFromItsSignatureOrTheLastProofThatItIsCurrent)
{
  EXPECT_EQ(decide(border_pass("BP1"), hours(24)).decision, Decision::admit);
  EXPECT_EQ(reason(border_pass("BP2"), hours(24) + nanoseconds(1)), Reason::watch_list_stale);
  policy.on_contact(4, {hours(30).ns});
  EXPECT_EQ(decide(border_pass("BP3"), hours(54)).decision, Decision::admit);
  policy.on_contact(5, {hours(55).ns}); // the registry has a newer one
  EXPECT_EQ(reason(border_pass("BP4"), hours(55)), Reason::watch_list_stale);
}

TEST_F(Offline, KeepsAListAsOldAsItIsWhenTheClockIsSetBack)
{
  const auto asked = sample::request(RequestKind::check, 1, border_pass());
  const Instant set_back{{hours(25).ns}, sample::before(noon, days(1))};
  EXPECT_EQ(policy.decide(asked, {0}, set_back).reason, Reason::watch_list_stale);
}

TEST_F(Offline, TakesNoOlderFutureOrEmptyList)
{
  const WatchList older = sample::watch_list(3);
  EXPECT_EQ(policy.install(&older, at({})).error().code, ErrorCode::rejected);
  const WatchList future = sample::watch_list(9, noon + hours(1));
  EXPECT_EQ(policy.install(&future, at({})).error().code, ErrorCode::rejected);
  const WatchList empty = WatchList::build(10, noon, {}).value();
  ASSERT_TRUE(policy.install(&empty, at({})).ok());
  EXPECT_EQ(reason(border_pass()), Reason::watch_list_missing);
  OfflinePolicy bare(low_risk(), sample::plus_seven);
  EXPECT_EQ(bare.decide(sample::request(RequestKind::check, 1, border_pass()), {0}, at({})).reason,
            Reason::watch_list_missing);
}

TEST_F(Offline, AdmitsEachDocumentOnceInTwelveHours)
{
  EXPECT_EQ(decide(border_pass("BP1"), seconds(1)).decision, Decision::admit);
  EXPECT_EQ(reason(border_pass("BP1"), hours(12) + seconds(1) - nanoseconds(1)),
            Reason::offline_allowance_used);
  EXPECT_EQ(decide(border_pass("BP1"), hours(12) + seconds(1)).decision, Decision::admit);
  EXPECT_EQ(decide(border_pass("BP2"), seconds(2)).decision, Decision::admit);
}

TEST_F(Offline, AnswersTheSameTransactionTwiceAlike)
{
  EXPECT_EQ(decide(border_pass("BP1"), seconds(1), 7).decision, Decision::admit);
  EXPECT_EQ(decide(border_pass("BP1"), seconds(2), 7).decision, Decision::admit);
  EXPECT_EQ(decide(border_pass("BP1"), seconds(3), 8).decision, Decision::refer);
}

TEST_F(Offline, RecallsAfterARestartWhoHasPassedAndSinceWhenContactIsLost)
{
  auto crossing = sample::request(RequestKind::record, 50, border_pass(), sample::gate, noon);
  crossing.offline = true;
  policy.recall(crossing, at(hours(1)));
  lost_since = at(hours(1)).mono; // as a client knows it that has just started
  EXPECT_EQ(reason(border_pass(), hours(2)), Reason::offline_allowance_used);
  CheckedDocument other = border_pass();
  other.ref.value += 1;
  EXPECT_EQ(decide(other, hours(2)).decision, Decision::admit);
  EXPECT_EQ(decide(border_pass(), hours(12)).decision, Decision::admit) << "the window is over";
  policy.on_contact(4, at(hours(71)).mono);
  crossing.at = noon;
  policy.recall(crossing, at(hours(71)));
  EXPECT_EQ(reason(other, hours(72) + seconds(1)), Reason::offline_time_exceeded);
  policy.on_contact(4, at(hours(73)).mono);
  lost_since = at(hours(73)).mono;
  EXPECT_EQ(decide(other, hours(74)).decision, Decision::admit);
}

TEST_F(Offline, RecallsNothingOfCrossingsThatTheRegistryDecided)
{
  policy.recall(sample::request(RequestKind::record, 50, border_pass(), sample::gate, noon),
                at(hours(1)));
  EXPECT_EQ(decide(border_pass(), hours(2)).decision, Decision::admit);
}

TEST_F(Offline, RefersRatherThanForgetsWhenItsTableIsFull)
{
  OfflinePolicyConfig config = low_risk();
  config.documents = 8;
  OfflinePolicy small(config, sample::plus_seven);
  ASSERT_TRUE(small.install(&list, at({})).ok());
  const auto decide_small = [&](std::uint64_t number, Duration now) {
    CheckedDocument document = border_pass();
    document.ref = {number};
    return small.decide(sample::request(RequestKind::check, number, document), {0}, at(now));
  };
  for (std::uint64_t i = 1; i <= 8; ++i) {
    EXPECT_EQ(decide_small(i, seconds(1)).decision, Decision::admit);
  }
  EXPECT_EQ(decide_small(9, seconds(2)).reason, Reason::offline_allowance_used);
  EXPECT_EQ(decide_small(9, hours(13)).decision, Decision::admit);
}

TEST(OfflinePolicyConfigCheck, NamesWhatMakesNoSense)
{
  const auto fails = [](const std::function<void(OfflinePolicyConfig&)>& change) {
    OfflinePolicyConfig config = low_risk();
    change(config);
    return !check(config).ok();
  };
  EXPECT_FALSE(fails([](OfflinePolicyConfig&) {}));
  EXPECT_TRUE(fails([](OfflinePolicyConfig& c) { c.max_time = {-1}; }));
  EXPECT_TRUE(fails([](OfflinePolicyConfig& c) { c.max_list_age = {0}; }));
  EXPECT_TRUE(fails([](OfflinePolicyConfig& c) { c.allowance = 0; }));
  EXPECT_TRUE(fails([](OfflinePolicyConfig& c) { c.allowance_window = {0}; }));
  EXPECT_TRUE(fails([](OfflinePolicyConfig& c) { c.documents = 100; }));
}

} // namespace
} // namespace gatetwin
