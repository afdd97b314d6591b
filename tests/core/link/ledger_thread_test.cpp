// SPDX-License-Identifier: Apache-2.0
#include "core/link/ledger_thread.hpp"
#include "tests/core/link/served_registry.hpp"
#include <deque>
#include <future>
#include <gtest/gtest.h>
#include <memory>
#include <thread>

namespace gatetwin::test {
namespace {

class KeptCall final : public LinkCall {
public:
  bool is_cancelled() const override { return cancelled; }
  MonotonicTime deadline() const override { return until; }
  void answer(const RegistryReply& reply) override { answered.set_value(reply.transaction.value); }
  void refuse(LinkRefusal refusal) override { answered.set_value(1000U + unsigned(refusal)); }

  bool cancelled = false;
  MonotonicTime until = MonotonicTime::never();
  std::promise<std::uint64_t> answered;
};

// Keeps the first group back until `go`, so that a test decides what waits behind it.
class GatedHandler final : public RegistryHandler {
public:
  void handle(std::span<const QueuedCall> calls, std::span<RegistryReply> replies) override
  {
    if (sizes.empty()) {
      begun.set_value();
      go.get_future().wait();
    }
    sizes.push_back(calls.size());
    for (std::size_t i = 0; i < calls.size(); ++i) {
      replies[i].transaction = calls[i].request.transaction;
      order.push_back(calls[i].request.transaction.value);
    }
  }
  std::promise<void> begun, go;
  std::vector<std::size_t> sizes;
  std::vector<std::uint64_t> order;
};

class LedgerThreadTest : public testing::Test {
protected:
  void submit(RequestKind kind, std::uint64_t number)
  {
    RegistryRequest request;
    request.kind = kind;
    request.unit = sample::gate;
    request.transaction.value = number;
    m_thread.submit({request, &m_calls.emplace_back()});
  }
  // One call is at work; what follows waits.
  void block()
  {
    submit(RequestKind::check, 0);
    m_handler.begun.get_future().wait();
  }
  void release() { m_handler.go.set_value(); }
  std::uint64_t outcome(std::size_t call) { return m_calls[call].answered.get_future().get(); }

  static LedgerThreadConfig config()
  {
    LedgerThreadConfig config;
    config.admission.queue = 20;
    config.group = 8;
    return config;
  }
  std::deque<KeptCall> m_calls;
  GatedHandler m_handler;
  LinkCounters m_counters;
  LedgerThread m_thread{config(), m_handler, m_counters, [] { return MonotonicTime{5}; }};
};

TEST_F(LedgerThreadTest, HandlesWhatWaitsInGroupsWithEveryFourthTheOldestCrossing)
{
  block();
  for (std::uint64_t i = 1; i <= 6; ++i) submit(RequestKind::check, i);
  for (std::uint64_t i = 11; i <= 13; ++i) submit(RequestKind::record, i);
  release();
  for (std::size_t i = 0; i < 10; ++i) (void)outcome(i);
  m_thread.stop();
  EXPECT_EQ(m_handler.sizes, (std::vector<std::size_t>{1, 8, 1}));
  EXPECT_EQ(m_handler.order, (std::vector<std::uint64_t>{0, 1, 2, 3, 11, 4, 5, 6, 12, 13}));
}

TEST_F(LedgerThreadTest, RefusesAndCountsWhatFindsNoPlace)
{
  block();
  for (std::uint64_t i = 1; i <= 13; ++i) submit(RequestKind::record, i);
  EXPECT_EQ(outcome(13), 1000U + unsigned(LinkRefusal::queue_full));
  EXPECT_EQ(m_counters.of(LinkRefusal::queue_full), 1U);
  release();
  EXPECT_EQ(outcome(12), 12U);
}

TEST_F(LedgerThreadTest, DoesNoWorkForCallsThatNobodyWaitsFor)
{
  block();
  submit(RequestKind::check, 1);
  submit(RequestKind::check, 2);
  submit(RequestKind::check, 3);
  m_calls[1].cancelled = true;
  m_calls[2].until = {5};
  release();
  EXPECT_EQ(outcome(1), 1000U + unsigned(LinkRefusal::cancelled));
  EXPECT_EQ(outcome(2), 1000U + unsigned(LinkRefusal::expired_in_queue));
  EXPECT_EQ(outcome(3), 3U);
  m_thread.stop();
  EXPECT_EQ(m_handler.order, (std::vector<std::uint64_t>{0, 3}));
}

TEST_F(LedgerThreadTest, HandlesWhatWaitsBeforeItEndsAndRefusesWhatComesAfter)
{
  block();
  submit(RequestKind::check, 1);
  release();
  m_thread.stop();
  EXPECT_EQ(outcome(1), 1U);
  submit(RequestKind::check, 2);
  EXPECT_EQ(outcome(2), 1000U + unsigned(LinkRefusal::stopping));
}

TEST_F(LedgerThreadTest, RunsJobsBetweenGroups)
{
  block();
  std::promise<std::size_t> seen;
  m_thread.post([&] { seen.set_value(m_handler.sizes.size()); });
  submit(RequestKind::check, 1);
  release();
  EXPECT_EQ(seen.get_future().get(), 1U);
}

TEST(LedgerThread, MayBeGoneAsSoonAsItsLastJobHasRun)
{
  GatedHandler handler;
  LinkCounters counters;
  for (int i = 0; i < 100; ++i) {
    auto ledger = std::make_unique<LedgerThread>(LedgerThreadConfig{}, handler, counters,
                                                 [] { return MonotonicTime{5}; });
    std::promise<void> ran;
    std::thread poster([&, to = ledger.get()] { to->post([&] { ran.set_value(); }); });
    ran.get_future().wait();
    ledger.reset(); // while post() may not have returned
    poster.join();
  }
}

} // namespace
} // namespace gatetwin::test
