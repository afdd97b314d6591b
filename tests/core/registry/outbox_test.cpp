// SPDX-License-Identifier: Apache-2.0
#include "core/registry/memory_ledger.hpp"
#include "core/registry/outbox.hpp"
#include "core/registry/registry_service.hpp"
#include "core/registry/request_content.hpp"
#include "tests/core/registry/ledger_contract.hpp"
#include "tests/core/registry/link_fake.hpp"
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>

namespace gatetwin {
namespace {

using journal::RecordKind;
using sample::at;

RegistryRequest crossing(std::uint64_t count)
{
  RegistryRequest request = sample::request(RequestKind::record, count, sample::border_pass());
  request.stamped = count % 2 == 1;
  request.at = sample::noon + seconds(static_cast<std::int64_t>(count));
  return request;
}

class Delivery : public testing::Test {
protected:
  // Records and makes durable.
  void cross(std::uint64_t count, Duration now = {})
  {
    EXPECT_TRUE(outbox->record(crossing(count), at(now)).ok());
    EXPECT_TRUE(outbox->on_stored(store.entries.size(), at(now)));
  }
  bool answer(const RegistryRequest& request, ReplyStatus status, Duration now = {})
  {
    return outbox->on_reply(reply_to(request, status), at(now));
  }
  void restart(std::size_t keep, Duration now = {})
  {
    store.crash(keep);
    link.sent.clear();
    make();
    store.recover(*outbox);
    outbox->start(at(now));
  }
  void make()
  {
    outbox = std::make_unique<Outbox>(config, sample::gate, store, link, &recorder.journal());
  }

  sample::Recorder recorder;
  StoreFake store;
  LinkFake link;
  OutboxConfig config;
  std::unique_ptr<Outbox> outbox =
      std::make_unique<Outbox>(config, sample::gate, store, link, &recorder.journal());
};

TEST_F(Delivery, SendsNothingThatIsNotDurable)
{
  ASSERT_TRUE(outbox->record(crossing(1), at({})).ok());
  EXPECT_TRUE(link.sent.empty());
  EXPECT_EQ(outbox->outstanding(), 1U);
  EXPECT_FALSE(outbox->on_stored(77, at({}))); // somebody else's ticket
  EXPECT_TRUE(link.sent.empty());
  EXPECT_TRUE(outbox->on_stored(1, at({})));
  ASSERT_EQ(link.sent.size(), 1U);
  EXPECT_EQ(content_digest(link.sent[0]), content_digest(crossing(1)));
  EXPECT_EQ(recorder.of(RecordKind::crossing_stored).size(), 1U);
}

TEST_F(Delivery, DeliversUntilAcknowledged)
{
  cross(1);
  EXPECT_EQ(outbox->outstanding(), 1U);
  const RegistryRequest first = link.take()[0];
  outbox->on_time(at(Duration{outbox->next_deadline().ns}));
  const RegistryRequest second = link.take().at(0);
  EXPECT_EQ(second.attempt, 1U);
  EXPECT_EQ(content_digest(second), content_digest(first));
  EXPECT_FALSE(outbox->on_reply(reply_to(crossing(2)), at({})));
  RegistryReply invented = reply_to(second);
  invented.attempt = 2;
  EXPECT_FALSE(outbox->on_reply(invented, at({})));
  EXPECT_TRUE(answer(second, ReplyStatus::duplicate, seconds(9)));
  EXPECT_FALSE(answer(first, ReplyStatus::done)); // late
  EXPECT_EQ(outbox->outstanding(), 0U);
  EXPECT_EQ(outbox->next_deadline(), MonotonicTime::never());
  EXPECT_EQ(store.entries.back().kind, StoreEntryKind::crossing_delivered);
  const auto delivered = recorder.of(RecordKind::crossing_delivered);
  ASSERT_EQ(delivered.size(), 1U);
  EXPECT_EQ(delivered[0].value, seconds(9).ns);
}

TEST_F(Delivery, KeepsTheOrderAndTheBoundOfTheWindow)
{
  for (std::uint64_t i = 0; i < 30; ++i) cross(i);
  ASSERT_EQ(link.sent.size(), config.max_in_flight);
  std::vector<std::uint64_t> order;
  while (!link.sent.empty()) {
    const RegistryRequest next = link.sent.front();
    link.sent.erase(link.sent.begin());
    order.push_back(next.transaction.value & 0xFF);
    EXPECT_TRUE(answer(next, ReplyStatus::done));
    EXPECT_LE(link.sent.size(), config.max_in_flight);
  }
  ASSERT_EQ(order.size(), 30U);
  for (std::uint64_t i = 0; i < 30; ++i) EXPECT_EQ(order[i], i);
  EXPECT_EQ(outbox->outstanding(), 0U);
}

TEST_F(Delivery, WaitsForAnEarlierCrossingThatIsNotDurableYet)
{
  ASSERT_TRUE(outbox->record(crossing(1), at({})).ok());
  ASSERT_TRUE(outbox->record(crossing(2), at({})).ok());
  EXPECT_TRUE(outbox->on_stored(2, at({})));
  EXPECT_TRUE(link.sent.empty());
  EXPECT_TRUE(outbox->on_stored(1, at({})));
  EXPECT_EQ(link.sent.size(), 2U);
}

TEST_F(Delivery, PutsAPoisonedRecordAsideWithoutBlockingTheOthers)
{
  config.max_in_flight = 1;
  make();
  for (std::uint64_t i = 0; i < 3; ++i) cross(i);
  EXPECT_TRUE(answer(link.sent.back(), ReplyStatus::conflict));
  EXPECT_TRUE(answer(link.sent.back(), ReplyStatus::malformed));
  EXPECT_TRUE(answer(link.sent.back(), ReplyStatus::done));
  EXPECT_EQ(outbox->outstanding(), 0U);
  EXPECT_EQ(outbox->quarantined(), 2U);
  ASSERT_EQ(outbox->quarantine().size(), 2U);
  EXPECT_EQ(outbox->quarantine()[0], crossing(0).transaction);
  const auto alarms = recorder.of(RecordKind::alarm);
  ASSERT_EQ(alarms.size(), 2U);
  EXPECT_EQ(alarms[0].detail, static_cast<std::uint32_t>(Reason::conflicting_record));
  std::size_t delivered = 0;
  for (const StoreEntry& entry : store.entries) {
    delivered += entry.kind == StoreEntryKind::crossing_delivered ? 1 : 0;
  }
  EXPECT_EQ(delivered, 1U); // the poisoned ones stay in the store
}

TEST_F(Delivery, LeavesAnOverloadedRegistryInPeace)
{
  cross(1);
  EXPECT_TRUE(answer(link.take()[0], ReplyStatus::overloaded));
  EXPECT_EQ(outbox->outstanding(), 1U);
  outbox->on_time(at(milliseconds(1)));
  EXPECT_TRUE(link.sent.empty());
}

TEST_F(Delivery, HurriesOnceSomebodyAnswersAgain)
{
  for (std::uint64_t i = 0; i < 4; ++i) cross(i);
  link.sent.clear();
  Duration now{};
  for (int i = 0; i < 60; ++i) { // the registry is away for long
    now = {outbox->next_deadline().ns};
    outbox->on_time(at(now));
  }
  const RegistryRequest last = link.take().back();
  EXPECT_TRUE(answer(last, ReplyStatus::done, now + milliseconds(50)));
  EXPECT_LE(outbox->next_deadline(), (MonotonicTime{now.ns} + milliseconds(50)));
  outbox->on_time(at(now + milliseconds(50)));
  EXPECT_EQ(link.sent.size(), 3U);
}

TEST_F(Delivery, ClosesTheLaneBeforeACrossingCouldGoUnrecorded)
{
  config.capacity = 10;
  config.reserve = 3;
  make();
  std::uint64_t count = 0;
  while (outbox->accepts()) cross(count++);
  EXPECT_EQ(count, 7U);
  while (count < 10) cross(count++); // those under way
  EXPECT_EQ(outbox->record(crossing(count), at({})).error().code, ErrorCode::unavailable);
  EXPECT_EQ(outbox->outstanding(), 10U);
  EXPECT_TRUE(answer(link.sent[0], ReplyStatus::done));
  EXPECT_FALSE(outbox->accepts());
  for (std::size_t i = 1; i < 4; ++i) EXPECT_TRUE(answer(link.sent[i], ReplyStatus::done));
  EXPECT_TRUE(outbox->accepts());
}

TEST_F(Delivery, HoldsAHundredThousandCrossings)
{
  for (std::uint64_t i = 0; i < 99'996; ++i) {
    ASSERT_TRUE(outbox->accepts());
    ASSERT_TRUE(outbox->record(crossing(i), at({})).ok());
    ASSERT_TRUE(outbox->on_stored(i + 1, at({})));
  }
  EXPECT_FALSE(outbox->accepts());
  std::uint64_t expected = 0;
  while (!link.sent.empty()) {
    for (const RegistryRequest& request : link.take()) {
      ASSERT_EQ(content_digest(request), content_digest(crossing(expected++)));
      ASSERT_TRUE(answer(request, ReplyStatus::done));
    }
  }
  EXPECT_EQ(expected, 99'996U);
  EXPECT_EQ(outbox->outstanding(), 0U);
}

TEST_F(Delivery, DeliversFromMemoryWhatTheStoreRefused)
{
  store.refuses = true;
  EXPECT_EQ(outbox->record(crossing(1), at({})).error().code, ErrorCode::io);
  EXPECT_FALSE(outbox->accepts());
  EXPECT_EQ(outbox->undurable(), 1U);
  ASSERT_EQ(link.sent.size(), 1U);
  EXPECT_TRUE(recorder.of(RecordKind::crossing_stored).empty());
  store.refuses = false;
  outbox->on_store_reopened(at({}));
  ASSERT_EQ(store.entries.size(), 1U);
  EXPECT_TRUE(outbox->on_stored(1, at({})));
  EXPECT_EQ(outbox->undurable(), 0U);
  EXPECT_TRUE(outbox->accepts());
  EXPECT_EQ(recorder.of(RecordKind::crossing_stored).size(), 1U);
}

TEST_F(Delivery, DeliversFromMemoryWhatTheStoreFailedToWrite)
{
  ASSERT_TRUE(outbox->record(crossing(1), at({})).ok());
  ASSERT_TRUE(outbox->record(crossing(2), at({})).ok());
  EXPECT_TRUE(outbox->on_store_failed(1, at({})));
  EXPECT_EQ(outbox->undurable(), 2U); // after a failure nothing more is acknowledged
  EXPECT_EQ(link.sent.size(), 2U);
  EXPECT_FALSE(outbox->accepts());
  EXPECT_TRUE(answer(link.sent[0], ReplyStatus::done));
  EXPECT_EQ(outbox->undurable(), 1U);
}

TEST_F(Delivery, RefusesWhatIsNoCrossingOfThisUnit)
{
  RegistryRequest other = crossing(1);
  other.kind = RequestKind::check;
  EXPECT_EQ(outbox->record(other, at({})).error().code, ErrorCode::rejected);
  other = crossing(1);
  other.unit = sample::booth;
  EXPECT_EQ(outbox->record(other, at({})).error().code, ErrorCode::rejected);
  EXPECT_EQ(outbox->outstanding(), 0U);
}

TEST_F(Delivery, ComesBackAfterARestartWithWhatWasNotAcknowledged)
{
  for (std::uint64_t i = 0; i < 5; ++i) cross(i);
  EXPECT_TRUE(answer(link.sent[0], ReplyStatus::done));
  EXPECT_TRUE(answer(link.sent[2], ReplyStatus::done));
  restart(store.entries.size());
  EXPECT_EQ(outbox->outstanding(), 3U);
  std::vector<std::uint64_t> again;
  for (const RegistryRequest& request : link.sent)
    again.push_back(request.transaction.value & 0xFF);
  EXPECT_EQ(again, (std::vector<std::uint64_t>{1, 3, 4}));
  EXPECT_EQ(content_digest(link.sent[0]), content_digest(crossing(1)));
}

// -- the whole way, with everything that a network and a power cut can do, into a real registry

struct World {
  World()
  {
    service.enrol({.unit = sample::gate, .checkpoint = sample::checkpoint});
    boot();
  }
  void boot()
  {
    outbox = std::make_unique<Outbox>(OutboxConfig{}, sample::gate, store, link, nullptr);
    store.recover(*outbox);
    durable = store.entries.size();
    outbox->start(now());
  }
  Instant now() const { return at({clock_ns}); }
  void deliver(std::size_t which, bool lose_reply)
  {
    const RegistryReply reply = service.handle(link.sent[which], now());
    if (!lose_reply) outbox->on_reply(reply, now());
  }
  void sync()
  {
    while (durable < store.entries.size()) {
      const StoreEntry& entry = store.entries[durable++];
      if (entry.kind == StoreEntryKind::crossing) promised.insert(entry.transaction.value);
      outbox->on_stored(durable, now());
    }
  }

  std::int64_t clock_ns = 0;
  std::uint64_t count = 0;
  StoreFake store;
  LinkFake link;
  MemoryLedger ledger{sample::vietnam};
  RegistryService service{sample::vietnam, sample::plus_seven, {}, ledger, nullptr};
  std::unique_ptr<Outbox> outbox;
  std::size_t durable = 0;
  std::set<std::uint64_t> promised;
};

RC_GTEST_PROP(Outbox, BringsEveryDurableCrossingToTheRegistryExactlyOnce, ())
{
  World world;
  const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 8), rc::gen::inRange(0, 1000)));
  for (const auto& [what, luck] : steps) {
    world.clock_ns += milliseconds(luck * 3).ns;
    const bool any = !world.link.sent.empty();
    const std::size_t which = any ? static_cast<std::size_t>(luck) % world.link.sent.size() : 0;
    if (what <= 1) (void)world.outbox->record(crossing(++world.count), world.now());
    if (what == 2 || what == 3) world.sync();
    if (what == 4 && any) world.deliver(which, luck % 2 == 0); // late, twice, reply lost
    if (what == 5 && any) world.link.sent.erase(world.link.sent.begin() + static_cast<long>(which));
    if (what == 6) world.outbox->on_time(world.now());
    if (what == 7) { // power cut: what was not synced may be there or not
      const std::size_t extra = world.store.entries.size() - world.durable;
      world.store.crash(world.durable +
                        (extra == 0 ? 0 : static_cast<std::size_t>(luck) % (extra + 1)));
      world.boot();
      for (const StoreEntry& entry : world.store.entries) {
        if (entry.kind == StoreEntryKind::crossing) world.promised.insert(entry.transaction.value);
      }
    }
  }
  world.sync();
  for (int round = 0; round < 1000 && world.outbox->outstanding() > 0; ++round) { // healed
    world.clock_ns += seconds(1).ns;
    world.outbox->on_time(world.now());
    world.sync();
    for (const RegistryRequest& request : world.link.take()) {
      world.outbox->on_reply(world.service.handle(request, world.now()), world.now());
    }
  }
  RC_ASSERT(world.outbox->outstanding() == 0U);
  RC_ASSERT(world.outbox->quarantined() == 0U);
  CrossingList list;
  RC_ASSERT(world.ledger.visit_crossings(list).ok());
  std::multiset<std::uint64_t> written;
  for (const Crossing& found : list.found) written.insert(found.transaction.value);
  RC_ASSERT(written.size() == std::set(written.begin(), written.end()).size());
  for (const std::uint64_t transaction : world.promised)
    RC_ASSERT(written.count(transaction) == 1U);
}

} // namespace
} // namespace gatetwin
