// SPDX-License-Identifier: Apache-2.0
#include "core/centre/presumed_pages.hpp"
#include "core/registry/sqlite_ledger.hpp"
#include "tests/core/link/served_registry.hpp"
#include <gtest/gtest.h>

namespace gatetwin::test {
namespace {

class PresumedPages : public testing::Test {
protected:
  static SqliteLedgerOptions options(const std::string& folder)
  {
    SqliteLedgerOptions options;
    options.path = folder + "/ledger.db";
    options.authority = sample::vietnam;
    options.create = true;
    return options;
  }
  // All at one time by their units' clocks.
  void presume(std::uint64_t count)
  {
    ASSERT_TRUE(m_ledger->begin_group().ok());
    for (std::uint64_t i = 1; i <= count; ++i) {
      Crossing crossing;
      crossing.transaction = transaction_id(sample::gate, i);
      crossing.authority = sample::vietnam;
      crossing.reason = Reason::passage_presumed;
      crossing.at = sample::noon;
      const LedgerWrite write{.key = {crossing.transaction, sample::vietnam, RequestKind::record},
                              .answer = {.content = i},
                              .crossing = &crossing};
      ASSERT_EQ(m_ledger->commit(write).value().result, CommitResult::written);
    }
    ASSERT_TRUE(m_ledger->end_group().ok());
  }
  HistoryPage page(const HistoryPlace& after)
  {
    return page_of(m_ledger->presumed(after, most_in_history_part + 1).value());
  }

  const Folder m_folder;
  std::unique_ptr<SqliteLedger> m_ledger = SqliteLedger::open(options(m_folder.path())).value();
};

TEST_F(PresumedPages, HaveEachCrossingOnceWithWhatBecameOfIt)
{
  constexpr std::uint64_t all = 2 * most_in_history_part;
  presume(all);
  const TransactionId last = transaction_id(sample::gate, all);
  ASSERT_EQ(m_ledger
                ->settle({.transaction = last,
                          .outcome = SettlementOutcome::annulled,
                          .at = sample::noon,
                          .reason = sample::text<most_inquiry_reason>("camera 4")})
                .value(),
            SettlementResult::written);
  const HistoryPage first = page({});
  EXPECT_TRUE(first.more);
  EXPECT_TRUE(first.settled.empty()) << "of none that is on a later page";
  ASSERT_EQ(first.crossings.size(), most_in_history_part);
  const HistoryPage second = page(place_of(first.crossings.back()));
  EXPECT_FALSE(second.more) << "a page that is just full is the last";
  ASSERT_EQ(second.crossings.size(), most_in_history_part);
  EXPECT_EQ(second.crossings.back().transaction, last);
  EXPECT_EQ(second.settled.at(last), (SettledCrossing{SettlementOutcome::annulled, sample::noon}));
  const auto together = all_presumed(*m_ledger).value();
  ASSERT_EQ(together.size(), all);
  for (std::uint64_t i = 0; i < all; ++i)
    EXPECT_EQ(together[i].crossing.transaction, transaction_id(sample::gate, i + 1));
  EXPECT_TRUE(together.back().settlement);
}

} // namespace
} // namespace gatetwin::test
