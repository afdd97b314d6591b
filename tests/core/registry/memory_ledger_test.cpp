// SPDX-License-Identifier: Apache-2.0
#include "core/registry/memory_ledger.hpp"
#include "tests/core/registry/settlement_cases.hpp"
#include <map>
#include <rapidcheck/gtest.h>

namespace gatetwin {
namespace {

class InMemory {
public:
  Ledger& ledger() { return m_ledger; }
  MemoryLedger& settling() { return m_ledger; }
  void reopen() {}

private:
  MemoryLedger m_ledger{sample::vietnam};
};
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, LedgerContract, InMemory);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, SettlementContract, InMemory);

// Against a plain map, with transactions from few units so that blocks of slots collide.
RC_GTEST_PROP(MemoryLedger, AnswersLikeAMap, ())
{
  MemoryLedger ledger(sample::vietnam);
  std::map<std::pair<std::uint64_t, int>, std::uint64_t> model;
  const auto steps = *rc::gen::container<std::vector<std::tuple<int, int, int, int>>>(
      rc::gen::tuple(rc::gen::inRange(0, 4), rc::gen::inRange(0, 60), rc::gen::inRange(0, 5),
                     rc::gen::inRange(1, 4)));
  for (const auto& [unit, count, kind, content] : steps) {
    const TransactionId transaction =
        transaction_id({static_cast<std::uint32_t>(unit)}, static_cast<std::uint64_t>(count));
    LedgerWrite write{.key = {transaction, sample::vietnam, static_cast<RequestKind>(kind)},
                      .answer = {.content = static_cast<std::uint64_t>(content)}};
    const auto [known, fresh] = model.try_emplace({transaction.value, kind}, content);
    const Committed committed = ledger.commit(write).value();
    if (fresh) {
      RC_ASSERT(committed.result == CommitResult::written);
    } else {
      const bool same = known->second == static_cast<std::uint64_t>(content);
      RC_ASSERT(committed.result == (same ? CommitResult::duplicate : CommitResult::conflict));
      RC_ASSERT(committed.answer.content == known->second);
    }
  }
  for (const auto& [key, content] : model) {
    const auto answer =
        ledger.answer({{key.first}, sample::vietnam, static_cast<RequestKind>(key.second)});
    RC_ASSERT(answer.value()->content == content);
  }
}

TEST(MemoryLedger, KeepsItsContentWhenRoomIsReservedLater)
{
  MemoryLedger ledger(sample::vietnam);
  const Crossing crossing = sample_crossing(1, "BP1", true);
  ASSERT_TRUE(ledger.commit(write_of(crossing, 3)).ok());
  ledger.reserve(10'000, 10'000, 10'000);
  EXPECT_EQ(ledger.crossing(crossing.transaction).value(), crossing);
  EXPECT_TRUE(ledger.document(crossing.document).value().stamped);
}

} // namespace
} // namespace gatetwin
