// SPDX-License-Identifier: Apache-2.0
// What becomes of presumed crossings, in every ledger that holds any, as one typed suite. A Traits
// type makes the ledger and, for durable ones, closes and opens it again:
//   Ledger and settlements: auto& ledger();  void reopen();
#pragma once
#include "tests/core/registry/ledger_contract.hpp"

namespace gatetwin {

inline Crossing presumed_crossing(std::uint64_t count, std::string_view number,
                                  bool stamped = false, WallTime at = sample::noon)
{
  Crossing crossing = sample_crossing(count, number, stamped, at);
  crossing.reason = Reason::passage_presumed;
  return crossing;
}

inline Settlement sample_settlement(const Crossing& crossing, SettlementOutcome outcome,
                                    bool correction = false)
{
  return {.transaction = crossing.transaction,
          .outcome = outcome,
          .correction = correction,
          .supervisor = 7,
          .at = sample::noon + hours(1),
          .reason = sample::text<most_inquiry_reason>("camera 4, 12:31")};
}

template <typename Traits> class SettlementContract : public testing::Test {
protected:
  void record(const Crossing& crossing)
  {
    const LedgerWrite write = write_of(crossing, ++m_content);
    EXPECT_EQ(m_traits.ledger().commit(write).value().result, CommitResult::written);
  }
  SettlementResult settle(const Settlement& settlement)
  {
    const auto result = m_traits.settling().settle(settlement);
    EXPECT_TRUE(result.ok()) << result.error().detail;
    return result.value();
  }
  SettlementResult settle(const Crossing& crossing, SettlementOutcome outcome,
                          bool correction = false)
  {
    return settle(sample_settlement(crossing, outcome, correction));
  }
  std::vector<PresumedCrossing> presumed(const HistoryPlace& after = {}, std::size_t most = 100)
  {
    const auto found = m_traits.settling().presumed(after, most);
    EXPECT_TRUE(found.ok());
    return found.value();
  }
  std::optional<SettlementOutcome> outcome(const Crossing& crossing)
  {
    const auto standing = m_traits.settling().settlement(crossing.transaction);
    EXPECT_TRUE(standing.ok());
    if (!standing.value()) return std::nullopt;
    return standing.value()->outcome;
  }
  DocumentState state(std::string_view number)
  {
    return m_traits.ledger().document(document_key("VNM", number)).value();
  }

  Traits m_traits;
  std::uint64_t m_content = 0;
};
TYPED_TEST_SUITE_P(SettlementContract);

using Settled = SettlementOutcome;

// A gate's one-stop crossing waits for nobody, but its person may have stayed.
TYPED_TEST_P(SettlementContract, AnnulsWhatTwoAuthoritiesRecordedBeforeThePassage)
{
  Crossing before = sample_crossing(1, "BP1", true);
  before.reason = Reason::joint_before_passage;
  this->record(before);
  EXPECT_TRUE(this->presumed().empty());
  EXPECT_TRUE(this->state("BP1").stamped);
  EXPECT_EQ(this->settle(before, Settled::annulled), SettlementResult::written);
  EXPECT_EQ(this->outcome(before), Settled::annulled);
  EXPECT_FALSE(this->state("BP1").stamped);
  EXPECT_TRUE(this->presumed().empty());
  this->m_traits.reopen();
  EXPECT_EQ(this->outcome(before), Settled::annulled);
}

TYPED_TEST_P(SettlementContract, TellsPresumedCrossingsAndWhatBecameOfThem)
{
  const Crossing late = presumed_crossing(1, "BP1", false, sample::noon + hours(3));
  const Crossing open = presumed_crossing(2, "BP2", false, sample::noon + hours(1));
  const Crossing seen = sample_crossing(3, "BP3");
  Crossing of_nobody = presumed_crossing(4, "BP4", false, sample::noon + hours(2));
  of_nobody.document = {}; // whom an officer let pass without a document
  for (const Crossing& one : {late, open, seen, of_nobody}) this->record(one);
  EXPECT_EQ(this->settle(late, Settled::confirmed), SettlementResult::written);
  EXPECT_EQ(this->settle(of_nobody, Settled::annulled), SettlementResult::written);
  const std::vector<PresumedCrossing> wanted{
      {open, std::nullopt},
      {of_nobody, sample_settlement(of_nobody, Settled::annulled)},
      {late, sample_settlement(late, Settled::confirmed)}};
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(this->presumed(), wanted);
    EXPECT_EQ(this->presumed({}, 1), std::vector<PresumedCrossing>{wanted[0]});
    EXPECT_EQ(this->presumed(place_of(open), 1), std::vector<PresumedCrossing>{wanted[1]});
    EXPECT_EQ(this->presumed(place_of(of_nobody)), std::vector<PresumedCrossing>{wanted[2]});
    EXPECT_TRUE(this->presumed(place_of(late)).empty());
    EXPECT_EQ(this->outcome(open), std::nullopt);
    EXPECT_EQ(this->outcome(of_nobody), Settled::annulled);
    EXPECT_EQ(this->outcome(seen), std::nullopt);
    EXPECT_EQ(this->m_traits.ledger().crossing(of_nobody.transaction).value(), of_nobody)
        << "the crossing itself stays as it was written";
    this->m_traits.reopen();
  }
}

TYPED_TEST_P(SettlementContract, SettlesOnlyWhatIsPresumedAndWritesNothingElse)
{
  const Crossing seen = sample_crossing(1, "BP1");
  const Crossing open = presumed_crossing(2, "BP2");
  this->record(seen);
  this->record(open);
  EXPECT_EQ(this->settle(seen, Settled::annulled), SettlementResult::not_presumed);
  EXPECT_EQ(this->settle(presumed_crossing(3, "BP3"), Settled::annulled),
            SettlementResult::no_crossing);
  const auto refuses = [&](auto&& spoil) {
    Settlement faulty = sample_settlement(open, Settled::annulled);
    spoil(faulty);
    const auto result = this->m_traits.settling().settle(faulty);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, ErrorCode::malformed);
  };
  refuses([](Settlement& one) { one.transaction = {}; });
  refuses([](Settlement& one) { one.outcome = static_cast<Settled>(0); });
  refuses([](Settlement& one) { one.outcome = static_cast<Settled>(3); });
  refuses([](Settlement& one) { one.reason = {}; });
  refuses([](Settlement& one) { one.reason = sample::text<most_inquiry_reason>("a\nb"); });
  refuses([](Settlement& one) { one.at_console = true; });
  this->m_traits.reopen();
  EXPECT_EQ(this->presumed(), (std::vector<PresumedCrossing>{{open, std::nullopt}}));
}

// Two who look at the same camera must not overrule each other without knowing.
TYPED_TEST_P(SettlementContract, SettlesOnceUnlessItIsSaidToBeACorrection)
{
  const Crossing crossing = presumed_crossing(1, "BP1");
  this->record(crossing);
  EXPECT_EQ(this->settle(crossing, Settled::confirmed, true), SettlementResult::nothing_to_correct);
  EXPECT_EQ(this->settle(crossing, Settled::annulled), SettlementResult::written);
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(this->settle(crossing, Settled::annulled), SettlementResult::settled_before);
    EXPECT_EQ(this->settle(crossing, Settled::confirmed), SettlementResult::settled_before);
    EXPECT_EQ(this->settle(crossing, Settled::annulled, true),
              SettlementResult::nothing_to_correct);
    EXPECT_EQ(this->outcome(crossing), Settled::annulled);
    this->m_traits.reopen();
  }
  EXPECT_EQ(this->settle(crossing, Settled::confirmed, true), SettlementResult::written);
  EXPECT_EQ(this->settle(crossing, Settled::annulled, true), SettlementResult::written);
  EXPECT_EQ(this->settle(crossing, Settled::confirmed, true), SettlementResult::written);
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(this->outcome(crossing), Settled::confirmed);
    EXPECT_EQ(this->presumed().size(), 1U);
    this->m_traits.reopen();
  }
}

// Nobody passed, so nobody was stamped there; what was stamped before or after counts as ever.
TYPED_TEST_P(SettlementContract, CountsNoStampOfACrossingThatWasAnnulled)
{
  const Crossing first = sample_crossing(1, "BP1", true);
  const Crossing presumed = presumed_crossing(2, "BP1", true, sample::noon + days(3));
  const Crossing alone = presumed_crossing(3, "BP2", true);
  const Crossing unstamped = presumed_crossing(4, "BP3", false);
  for (const Crossing& one : {first, presumed, alone, unstamped}) this->record(one);
  EXPECT_EQ(this->state("BP1").last_stamp, presumed.at) << "open: presumed to have happened";
  for (const Crossing& one : {presumed, alone, unstamped})
    EXPECT_EQ(this->settle(one, Settled::annulled), SettlementResult::written);
  for (int round = 0; round < 2; ++round) {
    EXPECT_TRUE(this->state("BP1").stamped);
    EXPECT_EQ(this->state("BP1").last_stamp, first.at);
    EXPECT_FALSE(this->state("BP2").stamped);
    EXPECT_FALSE(this->state("BP3").stamped);
    this->m_traits.reopen();
  }
  const Crossing later = sample_crossing(5, "BP1", true, sample::noon + days(1));
  this->record(later);
  EXPECT_EQ(this->state("BP1").last_stamp, later.at) << "the annulled one stands in no one's way";
  EXPECT_EQ(this->settle(presumed, Settled::confirmed, true), SettlementResult::written);
  EXPECT_EQ(this->settle(alone, Settled::confirmed, true), SettlementResult::written);
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(this->state("BP1").last_stamp, presumed.at);
    EXPECT_EQ(this->state("BP2").last_stamp, alone.at);
    this->m_traits.reopen();
  }
}

TYPED_TEST_P(SettlementContract, SettlesInAGroupWhatTheGroupHasWritten)
{
  const DocumentKey document = document_key("VNM", "BP1");
  const Crossing crossing = presumed_crossing(1, "BP1", true);
  auto& ledger = this->m_traits.settling();
  ASSERT_TRUE(ledger.begin_group().ok());
  EXPECT_FALSE(ledger.document(document).value().stamped);
  this->record(crossing);
  EXPECT_TRUE(ledger.document(document).value().stamped);
  EXPECT_EQ(this->settle(crossing, Settled::annulled), SettlementResult::written);
  EXPECT_EQ(this->settle(crossing, Settled::annulled), SettlementResult::settled_before);
  EXPECT_EQ(this->outcome(crossing), Settled::annulled);
  EXPECT_FALSE(ledger.document(document).value().stamped);
  const Crossing second = sample_crossing(2, "BP1", true, sample::noon + hours(1));
  this->record(second);
  EXPECT_EQ(ledger.document(document).value().last_stamp, second.at);
  ASSERT_TRUE(ledger.end_group().ok());
  this->m_traits.reopen();
  EXPECT_EQ(this->outcome(crossing), Settled::annulled);
  EXPECT_EQ(this->state("BP1").last_stamp, second.at);
}

REGISTER_TYPED_TEST_SUITE_P(SettlementContract, AnnulsWhatTwoAuthoritiesRecordedBeforeThePassage,
                            TellsPresumedCrossingsAndWhatBecameOfThem,
                            SettlesOnlyWhatIsPresumedAndWritesNothingElse,
                            SettlesOnceUnlessItIsSaidToBeACorrection,
                            CountsNoStampOfACrossingThatWasAnnulled,
                            SettlesInAGroupWhatTheGroupHasWritten);

} // namespace gatetwin
