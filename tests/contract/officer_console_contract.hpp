// SPDX-License-Identifier: Apache-2.0
// What core/ports/officer_console.hpp promises. A twin offers:
//   OfficerConsole& console();
//   std::vector<PortInput> after(Duration);   // an officer is there and answers what is shown
#pragma once
#include "core/ports/officer_console.hpp"
#include "core/ports/port_input.hpp"
#include <gtest/gtest.h>
#include <vector>

namespace gatetwin::contract {

constexpr std::uint64_t count_mask = 0xFF'FFFF'FFFFULL;

template <typename Twin> class OfficerConsoleContract : public testing::Test {
protected:
  const TransactionId transaction = transaction_id(UnitId{3}, 41);
  Twin twin;
};
TYPED_TEST_SUITE_P(OfficerConsoleContract);

TYPED_TEST_P(OfficerConsoleContract, AnAnswerNamesTheOfficerAndTheTransactionThatWasSeen)
{
  this->twin.console().call(this->transaction, Reason::face_below_threshold);
  const auto inputs = this->twin.after(minutes(10));
  ASSERT_FALSE(inputs.empty());
  for (const PortInput& input : inputs) {
    EXPECT_EQ(input.kind, InputKind::officer);
    EXPECT_TRUE(input.officer.valid());
    EXPECT_EQ(input.number, this->transaction.value & count_mask);
    EXPECT_NE(input.action, OfficerAction::none);
  }
}

TYPED_TEST_P(OfficerConsoleContract, NothingIsAnsweredThatWasNotAsked)
{
  EXPECT_TRUE(this->twin.after(minutes(10)).empty());
}

TYPED_TEST_P(OfficerConsoleContract, AWithdrawnCallIsNotAnswered)
{
  this->twin.console().call(this->transaction, Reason::face_below_threshold);
  this->twin.console().withdraw(this->transaction);
  EXPECT_TRUE(this->twin.after(minutes(10)).empty());
}

TYPED_TEST_P(OfficerConsoleContract, WithdrawingAnotherTransactionChangesNothing)
{
  this->twin.console().call(this->transaction, Reason::face_below_threshold);
  this->twin.console().withdraw(transaction_id(UnitId{3}, 40));
  EXPECT_FALSE(this->twin.after(minutes(10)).empty());
}

TYPED_TEST_P(OfficerConsoleContract, AHitIsNeverAdmitted)
{
  this->twin.console().call(this->transaction, Reason::watch_list_hit);
  const auto inputs = this->twin.after(minutes(10));
  ASSERT_FALSE(inputs.empty());
  for (const PortInput& input : inputs) EXPECT_NE(input.action, OfficerAction::admit);
}

TYPED_TEST_P(OfficerConsoleContract, AStampIsReportedOnceWhenAskedFor)
{
  this->twin.console().ask_for_stamp(this->transaction);
  const auto inputs = this->twin.after(minutes(10));
  ASSERT_EQ(inputs.size(), 1U);
  EXPECT_EQ(inputs[0].kind, InputKind::stamp_applied);
}

REGISTER_TYPED_TEST_SUITE_P(OfficerConsoleContract,
                            AnAnswerNamesTheOfficerAndTheTransactionThatWasSeen,
                            NothingIsAnsweredThatWasNotAsked, AWithdrawnCallIsNotAnswered,
                            WithdrawingAnotherTransactionChangesNothing, AHitIsNeverAdmitted,
                            AStampIsReportedOnceWhenAskedFor);

} // namespace gatetwin::contract
