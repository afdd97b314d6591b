// SPDX-License-Identifier: Apache-2.0
// What every way to the registries promises (core/ports/registry_link.hpp). A twin has
//   RegistryLink& link();
//   std::vector<RegistryReply> after(std::size_t count);  // replies delivered, once so many came
//   or
//                                                         // none can come any more
//   void stop_centre();  void start_centre();             // of sample::vietnam
// with the centre of sample::vietnam behind it: gate and booth enrolled, its watch-list in use.
#pragma once
#include "core/ports/registry_link.hpp"
#include "tests/core/registry/samples.hpp"
#include <gtest/gtest.h>
#include <set>
#include <vector>

namespace gatetwin::contract {

template <typename Twin> class RegistryLinkContract : public testing::Test {
protected:
  static RegistryRequest ask(RequestKind kind, std::uint64_t count)
  {
    return sample::request(kind, count, sample::border_pass());
  }
  Twin m_twin;
};
TYPED_TEST_SUITE_P(RegistryLinkContract);

TYPED_TEST_P(RegistryLinkContract, BringsTheAnswerToWhatWasAsked)
{
  RegistryRequest request = this->ask(RequestKind::check, 1);
  request.attempt = 3;
  this->m_twin.link().send(request);
  const auto replies = this->m_twin.after(1);
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_EQ(replies[0].kind, RequestKind::check);
  EXPECT_EQ(replies[0].authority, sample::vietnam);
  EXPECT_EQ(replies[0].transaction, request.transaction);
  EXPECT_EQ(replies[0].attempt, 3U);
  EXPECT_EQ(replies[0].status, ReplyStatus::done);
  EXPECT_EQ(replies[0].decision, Decision::admit);
  EXPECT_EQ(replies[0].list_version, 1U);
}

TYPED_TEST_P(RegistryLinkContract, AnswersEachOfManyThatAreUnderWay)
{
  std::set<TransactionId> asked, answered;
  for (std::uint64_t i = 1; i <= 30; ++i) {
    const RegistryRequest request = this->ask(RequestKind::record, i);
    asked.insert(request.transaction);
    this->m_twin.link().send(request);
  }
  for (const RegistryReply& reply : this->m_twin.after(30)) {
    EXPECT_EQ(reply.status, ReplyStatus::done);
    answered.insert(reply.transaction);
  }
  EXPECT_EQ(answered, asked);
}

TYPED_TEST_P(RegistryLinkContract, AnswersARepetitionLikeTheFirst)
{
  const RegistryRequest request = this->ask(RequestKind::record, 1);
  this->m_twin.link().send(request);
  ASSERT_EQ(this->m_twin.after(1).size(), 1U);
  this->m_twin.link().send(request);
  const auto again = this->m_twin.after(1);
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].status, ReplyStatus::duplicate);
  EXPECT_EQ(again[0].decision, Decision::admit);
}

TYPED_TEST_P(RegistryLinkContract, LosesWhatIsSentToACentreThatIsDownAndServesAgainAfterwards)
{
  this->m_twin.stop_centre();
  this->m_twin.link().send(this->ask(RequestKind::record, 1));
  EXPECT_TRUE(this->m_twin.after(1).empty());
  this->m_twin.start_centre();
  this->m_twin.link().send(this->ask(RequestKind::record, 2));
  const auto replies = this->m_twin.after(1);
  ASSERT_EQ(replies.size(), 1U);
  EXPECT_EQ(replies[0].transaction, transaction_id(sample::gate, 2));
}

REGISTER_TYPED_TEST_SUITE_P(RegistryLinkContract, BringsTheAnswerToWhatWasAsked,
                            AnswersEachOfManyThatAreUnderWay, AnswersARepetitionLikeTheFirst,
                            LosesWhatIsSentToACentreThatIsDownAndServesAgainAfterwards);

} // namespace gatetwin::contract
