// SPDX-License-Identifier: Apache-2.0
#include "core/onestop/joint_clearance.hpp"
#include <gtest/gtest.h>
#include <vector>

namespace gatetwin {
namespace {

constexpr AuthorityId vietnam{0};
constexpr AuthorityId laos{1};
constexpr TransactionId transaction = transaction_id({7}, 1);

class OneStopPair : public testing::Test {
protected:
  void start()
  {
    RegistryRequest crossing;
    crossing.transaction = transaction;
    crossing.unit = {7};
    crossing.at = {1'000};
    pair.start(vietnam, laos, crossing, {now_ns}, commands);
  }
  void answer(JointSide side, RequestKind kind, Decision decision, bool reached = true,
              ReplyStatus status = ReplyStatus::done, Reason reason = Reason::none)
  {
    JointAnswer given{.side = side,
                      .request = kind,
                      .transaction = transaction,
                      .reached = reached,
                      .status = status,
                      .decision = decision,
                      .reason = reason,
                      .stamp_due = kind == RequestKind::reserve};
    pair.on_answer(given, {now_ns}, commands);
  }
  void agree(RequestKind kind)
  {
    answer(JointSide::exit, kind, Decision::admit);
    answer(JointSide::entry, kind, Decision::admit);
  }
  void reserve()
  {
    start();
    agree(RequestKind::reserve);
    ASSERT_EQ(pair.state(), JointState::reserved);
    commands.clear();
  }
  void decide()
  {
    reserve();
    pair.confirm({2'000}, true, {now_ns}, commands);
    pair.on_mark_stored({now_ns}, commands);
    commands.clear();
  }
  void pass_time()
  {
    now_ns = pair.next_deadline().ns;
    pair.on_time({now_ns}, commands);
  }
  std::vector<JointCommand> of(JointCommandKind kind) const
  {
    std::vector<JointCommand> found;
    for (const JointCommand& command : commands) {
      if (command.kind == kind) found.push_back(command);
    }
    return found;
  }
  JointCommand reported() const
  {
    const auto reports = of(JointCommandKind::report);
    EXPECT_EQ(reports.size(), 1U);
    return reports.empty() ? JointCommand{} : reports.back();
  }

  JointConfig config;
  JointClearance pair{config};
  JointCommands commands;
  std::int64_t now_ns = 0;
};

TEST_F(OneStopPair, AsksBothAndTellsTheLaneWhenBothAgree)
{
  start();
  ASSERT_EQ(of(JointCommandKind::send).size(), 2U);
  EXPECT_EQ(of(JointCommandKind::send)[0].side, JointSide::exit);
  EXPECT_EQ(of(JointCommandKind::send)[1].side, JointSide::entry);
  commands.clear();
  answer(JointSide::entry, RequestKind::reserve, Decision::admit);
  EXPECT_TRUE(commands.empty());
  answer(JointSide::exit, RequestKind::reserve, Decision::admit);
  EXPECT_EQ(reported().state, JointState::reserved);
  EXPECT_EQ(reported().decision, Decision::admit);
  EXPECT_TRUE(pair.stamp_due(JointSide::exit));
}

TEST_F(OneStopPair, IsExitThereAndEntryHere)
{
  start();
  const RegistryRequest exit = pair.request(JointSide::exit, RequestKind::reserve);
  const RegistryRequest entry = pair.request(JointSide::entry, RequestKind::reserve);
  EXPECT_EQ(exit.authority, vietnam);
  EXPECT_EQ(exit.direction, Direction::exit);
  EXPECT_EQ(entry.authority, laos);
  EXPECT_EQ(entry.direction, Direction::entry);
  EXPECT_EQ(exit.transaction, entry.transaction);
}

TEST_F(OneStopPair, ConfirmsOnlyAfterTheMarkIsDurable)
{
  reserve();
  pair.confirm({2'000}, true, {now_ns}, commands);
  ASSERT_EQ(commands.size(), 1U);
  EXPECT_EQ(commands[0].kind, JointCommandKind::store_in_doubt);
  commands.clear();
  pair.on_mark_stored({now_ns}, commands);
  ASSERT_EQ(of(JointCommandKind::send).size(), 2U);
  EXPECT_EQ(of(JointCommandKind::send)[0].request, RequestKind::confirm);
  EXPECT_EQ(pair.request(JointSide::exit, RequestKind::confirm).at, WallTime{2'000});
  EXPECT_TRUE(pair.request(JointSide::exit, RequestKind::confirm).stamped);
}

TEST_F(OneStopPair, LetsNobodyPassBeforeBothConfirmationsAreKnown)
{
  decide();
  answer(JointSide::exit, RequestKind::confirm, Decision::admit);
  EXPECT_TRUE(commands.empty());
  EXPECT_EQ(pair.state(), JointState::confirming);
  answer(JointSide::entry, RequestKind::confirm, Decision::admit, true, ReplyStatus::duplicate);
  EXPECT_EQ(reported().state, JointState::committed);
  EXPECT_EQ(reported().decision, Decision::admit);
  EXPECT_EQ(of(JointCommandKind::store_resolved).size(), 1U);
  EXPECT_TRUE(pair.has_ended());
}

TEST_F(OneStopPair, CancelsBothWhenOneRefusesAndSaysWhy)
{
  start();
  commands.clear();
  answer(JointSide::exit, RequestKind::reserve, Decision::admit);
  answer(JointSide::entry, RequestKind::reserve, Decision::refer, true, ReplyStatus::done,
         Reason::watch_list_hit);
  EXPECT_EQ(reported().state, JointState::cancelling);
  EXPECT_EQ(reported().decision, Decision::refer);
  EXPECT_EQ(reported().reason, Reason::watch_list_hit);
  EXPECT_EQ(reported().side, JointSide::entry);
  const auto sends = of(JointCommandKind::send);
  ASSERT_EQ(sends.size(), 2U);
  EXPECT_EQ(sends[0].request, RequestKind::cancel);
  agree(RequestKind::cancel);
  EXPECT_EQ(pair.state(), JointState::cancelled);
  EXPECT_TRUE(pair.has_ended());
}

TEST_F(OneStopPair, CancelsWhenAnAuthorityCannotBeReachedOrTimeRunsOut)
{
  start();
  commands.clear();
  answer(JointSide::entry, RequestKind::reserve, Decision::none, false);
  EXPECT_EQ(reported().reason, Reason::partner_unreachable);
  pair = JointClearance(config);
  commands.clear();
  start();
  commands.clear();
  while (pair.state() == JointState::reserving) pass_time();
  EXPECT_EQ(now_ns, config.reserve_limit.ns);
  EXPECT_EQ(reported().reason, Reason::time_limit_joint);
  pair = JointClearance(config);
  reserve();
  const std::int64_t reserved_at = now_ns;
  pass_time();
  EXPECT_EQ(now_ns - reserved_at, config.reserved_limit.ns);
  EXPECT_EQ(reported().state, JointState::cancelling);
}

TEST_F(OneStopPair, LeavesAReservationToExpireWhenNobodyTakesTheCancellation)
{
  start();
  pair.cancel(Reason::person_turned_back, {now_ns}, commands);
  std::size_t sent = 0;
  while (!pair.has_ended()) {
    for (const JointCommand& command : of(JointCommandKind::send)) {
      sent += command.request == RequestKind::cancel ? 1 : 0;
    }
    commands.clear();
    pass_time();
  }
  EXPECT_EQ(sent, 2 * config.cancel_attempts);
}

TEST_F(OneStopPair, TellsTheLaneThatItIsInDoubtAndGoesOnAsking)
{
  decide();
  answer(JointSide::exit, RequestKind::confirm, Decision::admit);
  while (pair.state() == JointState::confirming) pass_time();
  EXPECT_EQ(reported().state, JointState::in_doubt);
  EXPECT_EQ(reported().decision, Decision::refer);
  EXPECT_EQ(reported().reason, Reason::joint_in_doubt);
  EXPECT_TRUE(pair.is_in_doubt());
  for (int i = 0; i < 100; ++i) {
    commands.clear();
    const std::int64_t before_ns = now_ns;
    pass_time();
    ASSERT_EQ(of(JointCommandKind::send).size(), 1U); // the other one is known
    EXPECT_EQ(of(JointCommandKind::send)[0].side, JointSide::entry);
    EXPECT_LE(now_ns - before_ns, config.max_resend.ns);
  }
  commands.clear();
  pair.cancel(Reason::time_limit_joint, {now_ns}, commands); // too late
  EXPECT_TRUE(commands.empty());
  answer(JointSide::entry, RequestKind::confirm, Decision::admit);
  EXPECT_EQ(reported().state, JointState::resolved_committed);
  EXPECT_TRUE(pair.has_ended());
}

TEST_F(OneStopPair, IgnoresAnswersToOtherQuestions)
{
  start();
  agree(RequestKind::confirm);
  agree(RequestKind::cancel);
  EXPECT_EQ(pair.state(), JointState::reserving);
  JointAnswer foreign{.transaction = transaction_id({7}, 2), .reached = true};
  foreign.decision = Decision::admit;
  pair.on_answer(foreign, {now_ns}, commands);
  agree(RequestKind::reserve);
  pair.confirm({2'000}, false, {now_ns}, commands);
  pair.on_mark_stored({now_ns}, commands);
  commands.clear();
  answer(JointSide::exit, RequestKind::reserve, Decision::refer); // late
  EXPECT_EQ(pair.state(), JointState::confirming);
  EXPECT_TRUE(commands.empty());
}

TEST_F(OneStopPair, StoresItsWithdrawalBeforeItCancelsAfterAStoreFailure)
{
  reserve();
  pair.confirm({2'000}, false, {now_ns}, commands);
  commands.clear();
  pair.on_store_failed({now_ns}, commands);
  EXPECT_EQ(reported().state, JointState::in_doubt);
  EXPECT_EQ(reported().reason, Reason::store_failed);
  EXPECT_TRUE(of(JointCommandKind::send).empty());
  commands.clear();
  pair.on_mark_stored({now_ns}, commands); // late: nothing is confirmed any more
  EXPECT_TRUE(commands.empty());
  pass_time();
  EXPECT_EQ(of(JointCommandKind::store_withdrawal).size(), 1U);
  pair.on_store_failed({now_ns}, commands);
  commands.clear();
  pass_time();
  EXPECT_EQ(of(JointCommandKind::store_withdrawal).size(), 1U);
  EXPECT_TRUE(of(JointCommandKind::send).empty());
  commands.clear();
  pair.on_withdrawal_stored({now_ns}, commands);
  EXPECT_EQ(reported().state, JointState::resolved_cancelled);
  ASSERT_EQ(of(JointCommandKind::send).size(), 2U);
  EXPECT_EQ(of(JointCommandKind::send)[0].request, RequestKind::cancel);
  EXPECT_FALSE(pair.is_in_doubt());
  agree(RequestKind::cancel);
  EXPECT_EQ(pair.state(), JointState::resolved_cancelled);
}

TEST_F(OneStopPair, WithdrawsWhenTheMarkTakesTooLong)
{
  reserve();
  pair.confirm({2'000}, false, {now_ns}, commands);
  commands.clear();
  pass_time();
  EXPECT_EQ(reported().state, JointState::in_doubt);
  EXPECT_EQ(reported().reason, Reason::time_limit_store);
  EXPECT_EQ(of(JointCommandKind::store_withdrawal).size(), 1U);
}

TEST_F(OneStopPair, KeepsAPairInDoubtWhenOneAuthorityBreaksItsWord)
{
  decide();
  answer(JointSide::exit, RequestKind::confirm, Decision::admit);
  answer(JointSide::entry, RequestKind::confirm, Decision::refer, true, ReplyStatus::done,
         Reason::joint_voided);
  EXPECT_EQ(reported().state, JointState::in_doubt);
  EXPECT_EQ(reported().side, JointSide::entry);
  EXPECT_TRUE(pair.is_broken(JointSide::entry));
  EXPECT_FALSE(pair.is_broken(JointSide::exit));
  commands.clear();
  answer(JointSide::entry, RequestKind::confirm, Decision::admit); // mended
  EXPECT_EQ(reported().state, JointState::resolved_committed);
}

TEST_F(OneStopPair, ResolvesAsCancelledWhenBothHaveVoided)
{
  decide();
  answer(JointSide::exit, RequestKind::confirm, Decision::refer, true, ReplyStatus::conflict);
  commands.clear();
  answer(JointSide::entry, RequestKind::confirm, Decision::refer, true, ReplyStatus::malformed);
  EXPECT_EQ(reported().state, JointState::resolved_cancelled);
  EXPECT_EQ(reported().decision, Decision::refer);
}

TEST_F(OneStopPair, AsksAnOverloadedAuthorityAgain)
{
  decide();
  answer(JointSide::exit, RequestKind::confirm, Decision::refer, true, ReplyStatus::overloaded);
  EXPECT_FALSE(pair.is_broken(JointSide::exit));
  pass_time();
  EXPECT_EQ(of(JointCommandKind::send).size(), 2U);
}

TEST_F(OneStopPair, SendsTheSameContentAfterARestart)
{
  decide();
  const RegistryRequest before = pair.request(JointSide::entry, RequestKind::confirm);
  const RegistryRequest mark = pair.mark();
  JointClearance again(config);
  again.recover(vietnam, laos, mark, {0}, commands);
  EXPECT_EQ(again.state(), JointState::in_doubt);
  EXPECT_EQ(of(JointCommandKind::send).size(), 2U);
  const RegistryRequest after = again.request(JointSide::entry, RequestKind::confirm);
  EXPECT_EQ(after.at, before.at);
  EXPECT_EQ(after.stamped, before.stamped);
  EXPECT_TRUE(after.stamped);
  EXPECT_EQ(after.authority, before.authority);
  EXPECT_EQ(after.direction, before.direction);
}

TEST(JointConfigCheck, NamesWhatMakesNoSense)
{
  EXPECT_TRUE(check(JointConfig{}).ok());
  JointConfig config;
  config.max_resend = milliseconds(1);
  EXPECT_FALSE(check(config).ok());
  config = {};
  config.cancel_attempts = 0;
  EXPECT_FALSE(check(config).ok());
  config = {};
  config.confirm_limit = {0};
  EXPECT_FALSE(check(config).ok());
}

} // namespace
} // namespace gatetwin
