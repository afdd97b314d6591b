// SPDX-License-Identifier: Apache-2.0
#include "core/registry/registry_client.hpp"
#include "tests/core/registry/link_fake.hpp"
#include "tests/core/registry/samples.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gatetwin {
namespace {

using journal::RecordKind;
using sample::at;
using sample::request;

class Client : public testing::Test {
protected:
  RegistryRequest check_of(std::uint64_t count)
  {
    return request(RequestKind::check, count, sample::border_pass());
  }
  // Lets time pass, deadline by deadline.
  std::vector<RegistryAnswer> run_until(Duration end)
  {
    std::vector<RegistryAnswer> answers;
    while (client.next_deadline() <= MonotonicTime{end.ns}) {
      const Duration now{client.next_deadline().ns};
      for (const RegistryAnswer& answer : client.on_time(at(now))) answers.push_back(answer);
    }
    return answers;
  }

  sample::Recorder recorder;
  LinkFake link;
  RegistryClientConfig config;
  RegistryClient client{config, link, &recorder.journal()};
};

TEST_F(Client, HandsOnTheAnswerAndItsRoundTrip)
{
  EXPECT_FALSE(client.start(check_of(1), at({})));
  ASSERT_EQ(link.sent.size(), 1U);
  RegistryReply reply = reply_to(link.sent[0]);
  reply.stamp_due = true;
  reply.list_version = 12;
  const auto answer = client.on_reply(reply, at(milliseconds(30)));
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->reached);
  EXPECT_EQ(answer->decision, Decision::admit);
  EXPECT_TRUE(answer->stamp_due);
  EXPECT_EQ(answer->list_version, 12U);
  EXPECT_EQ(answer->round_trip, milliseconds(30));
  EXPECT_EQ(client.outstanding(), 0U);
  EXPECT_EQ(client.next_deadline(), MonotonicTime::never());
  ASSERT_EQ(recorder.of(RecordKind::registry_request).size(), 1U);
  const auto answers = recorder.of(RecordKind::registry_answer);
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers[0].value, milliseconds(30).ns);
}

TEST_F(Client, RepeatsUntilTheDeadlineThenGivesUp)
{
  client.start(check_of(1), at({}));
  const auto answers = run_until(seconds(60));
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_FALSE(answers[0].reached);
  EXPECT_EQ(answers[0].decision, Decision::refer);
  EXPECT_EQ(answers[0].reason, Reason::registry_unreachable);
  EXPECT_EQ(answers[0].attempts, link.sent.size());
  EXPECT_GE(link.sent.size(), 3U); // 0.4 s, 0.8 s, less jitter, within 1.5 s
  EXPECT_LE(link.sent.size(), config.max_attempts);
  for (std::size_t i = 0; i < link.sent.size(); ++i) EXPECT_EQ(link.sent[i].attempt, i);
  EXPECT_EQ(recorder.of(RecordKind::registry_answer)[0].value, -1);
  EXPECT_EQ(recorder.of(RecordKind::registry_answer)[0].time_ns, config.deadline.ns);
}

TEST_F(Client, TakesTheAnswerToAnyAttemptOnce)
{
  client.start(check_of(1), at({}));
  client.on_time(at(Duration{client.next_deadline().ns}));
  ASSERT_EQ(link.sent.size(), 2U);
  const RegistryReply to_first = reply_to(link.sent[0]);
  EXPECT_TRUE(client.on_reply(to_first, at(milliseconds(900))));
  EXPECT_FALSE(client.on_reply(to_first, at(milliseconds(901))));
  EXPECT_FALSE(client.on_reply(reply_to(link.sent[1]), at(milliseconds(902))));
  EXPECT_EQ(client.ignored_replies(), 2U);
}

TEST_F(Client, IgnoresForeignAndInventedReplies)
{
  client.start(check_of(1), at({}));
  const RegistryReply good = reply_to(link.sent[0]);
  RegistryReply foreign = good;
  foreign.transaction = transaction_id(sample::gate, 2);
  EXPECT_FALSE(client.on_reply(foreign, at(milliseconds(1))));
  foreign = good;
  foreign.authority = sample::laos;
  EXPECT_FALSE(client.on_reply(foreign, at(milliseconds(1))));
  foreign = good;
  foreign.kind = RequestKind::reserve;
  EXPECT_FALSE(client.on_reply(foreign, at(milliseconds(1))));
  foreign = good;
  foreign.attempt = 1; // never sent
  EXPECT_FALSE(client.on_reply(foreign, at(milliseconds(1))));
  EXPECT_EQ(client.ignored_replies(), 4U);
  EXPECT_TRUE(client.on_reply(good, at(milliseconds(2))));
}

TEST_F(Client, IgnoresAReplyAfterItGaveUp)
{
  client.start(check_of(1), at({}));
  run_until(seconds(2));
  EXPECT_FALSE(client.on_reply(reply_to(link.sent[0]), at(seconds(3))));
  EXPECT_EQ(client.ignored_replies(), 1U);
}

TEST_F(Client, AsksAnOverloadedRegistryAgainLater)
{
  client.start(check_of(1), at({}));
  EXPECT_FALSE(
      client.on_reply(reply_to(link.sent[0], ReplyStatus::overloaded), at(milliseconds(1))));
  EXPECT_EQ(client.outstanding(), 1U);
  client.on_time(at(Duration{client.next_deadline().ns}));
  ASSERT_EQ(link.sent.size(), 2U);
  const auto answer = client.on_reply(reply_to(link.sent[1]), at(milliseconds(500)));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->decision, Decision::admit);
}

TEST_F(Client, TreatsAnythingButAnAnswerAsReferral)
{
  const auto answer_to = [&](std::uint64_t count, ReplyStatus status) {
    client.start(check_of(count), at({}));
    return *client.on_reply(reply_to(link.sent.back(), status), at(milliseconds(1)));
  };
  EXPECT_EQ(answer_to(1, ReplyStatus::duplicate).decision, Decision::admit);
  EXPECT_EQ(answer_to(2, ReplyStatus::conflict).decision, Decision::refer);
  EXPECT_EQ(answer_to(3, ReplyStatus::malformed).decision, Decision::refer);
  EXPECT_NE(answer_to(4, ReplyStatus::malformed).reason, Reason::none);
}

TEST_F(Client, AnswersAtOnceWhileTheRegistryIsAwayAndProbesNowAndThen)
{
  Duration now{};
  for (std::uint64_t count = 1; count <= config.open_after; ++count) {
    EXPECT_TRUE(client.is_reachable(sample::vietnam));
    EXPECT_FALSE(client.start(check_of(count), at(now)));
    now = now + config.deadline;
    EXPECT_EQ(run_until(now).size(), 1U);
  }
  EXPECT_FALSE(client.is_reachable(sample::vietnam));
  EXPECT_EQ(client.unreachable_since(sample::vietnam), MonotonicTime{0});
  const auto at_once = client.start(check_of(10), at(now + seconds(1)));
  ASSERT_TRUE(at_once);
  EXPECT_EQ(at_once->reason, Reason::registry_unreachable);
  EXPECT_FALSE(at_once->reached);
  link.sent.clear();
  now = now + config.probe_interval;
  EXPECT_FALSE(client.start(check_of(11), at(now))); // the probe
  EXPECT_TRUE(client.start(check_of(12), at(now)));
  ASSERT_EQ(link.sent.size(), 1U);
  EXPECT_TRUE(client.on_reply(reply_to(link.sent[0]), at(now + milliseconds(5))));
  EXPECT_TRUE(client.is_reachable(sample::vietnam));
  EXPECT_FALSE(client.unreachable_since(sample::vietnam));
  EXPECT_FALSE(client.start(check_of(13), at(now + milliseconds(6))));
}

TEST_F(Client, KeepsTheCircuitsOfTwoAuthoritiesApart)
{
  for (std::uint64_t count = 1; count <= 3; ++count) {
    RegistryRequest asked = check_of(count);
    asked.authority = sample::laos;
    client.start(asked, at(seconds(static_cast<std::int64_t>(count) * 10)));
    run_until(seconds(static_cast<std::int64_t>(count) * 10 + 5));
  }
  EXPECT_FALSE(client.is_reachable(sample::laos));
  EXPECT_TRUE(client.is_reachable(sample::vietnam));
  client.note_contact(sample::laos, {seconds(50).ns});
  EXPECT_TRUE(client.is_reachable(sample::laos));
}

TEST_F(Client, RefusesMoreThanItCanHold)
{
  for (std::uint64_t count = 0; count < RegistryClient::capacity; ++count) {
    EXPECT_FALSE(client.start(check_of(count), at({})));
  }
  const auto refused = client.start(check_of(99), at({}));
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->reason, Reason::registry_overloaded);
  client.abandon(sample::vietnam, check_of(0).transaction, RequestKind::check);
  EXPECT_FALSE(client.start(check_of(99), at({})));
  EXPECT_TRUE(client.start(check_of(99), at({}))); // twice
}

TEST(RetryDelay, GrowsIsBoundedAndRepeatsItself)
{
  const auto delay = [](std::uint64_t count, std::uint32_t attempt) {
    return retry_delay(milliseconds(400), seconds(5), 30, transaction_id(sample::gate, count),
                       attempt);
  };
  for (std::uint64_t count = 0; count < 200; ++count) {
    std::int64_t whole = milliseconds(400).ns;
    for (std::uint32_t attempt = 1; attempt < 40; ++attempt) {
      EXPECT_LE(delay(count, attempt).ns, whole);
      EXPECT_GE(delay(count, attempt).ns, whole / 10 * 7);
      EXPECT_EQ(delay(count, attempt), delay(count, attempt));
      whole = std::min(whole * 2, seconds(5).ns);
    }
  }
  EXPECT_NE(delay(1, 1), delay(2, 1));
}

// Whatever arrives in whatever order: one answer for each started request, nothing else.
RC_GTEST_PROP(RegistryClient, AnswersEachRequestExactlyOnce, ())
{
  LinkFake link;
  RegistryClient client({}, link, nullptr);
  std::map<std::uint64_t, int> answers;
  std::int64_t now_ns = 0;
  std::uint64_t started = 0;
  const auto note = [&](const RegistryAnswer& answer) { ++answers[answer.transaction.value]; };
  const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 4), rc::gen::inRange(0, 1000)));
  for (const auto& [what, luck] : steps) {
    now_ns += milliseconds(luck).ns;
    const Instant now = at({now_ns});
    if (what == 0) {
      const auto asked = request(RequestKind::check, ++started, sample::border_pass());
      answers[asked.transaction.value] = 0;
      if (const auto answer = client.start(asked, now)) note(*answer);
    } else if (what == 1 && !link.sent.empty()) {
      const RegistryRequest& asked = link.sent[static_cast<std::size_t>(luck) % link.sent.size()];
      if (const auto answer = client.on_reply(reply_to(asked), now)) note(*answer);
    } else {
      for (const RegistryAnswer& answer : client.on_time(now)) note(answer);
    }
  }
  for (const RegistryAnswer& answer : client.on_time(at({now_ns + hours(1).ns}))) note(answer);
  RC_ASSERT(client.outstanding() == 0U);
  RC_ASSERT(answers.size() == started);
  for (const auto& [transaction, count] : answers) RC_ASSERT(count == 1);
}

} // namespace
} // namespace gatetwin
