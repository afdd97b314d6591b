// SPDX-License-Identifier: Apache-2.0
#include "core/onestop/in_doubt_book.hpp"
#include "core/registry/memory_ledger.hpp"
#include "core/registry/registry_service.hpp"
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <optional>
#include <rapidcheck/gtest.h>
#include <set>

namespace gatetwin {
namespace {

constexpr AuthorityId vietnam{0};
constexpr AuthorityId laos{1};
constexpr UnitId unit{7};
constexpr CheckpointId checkpoint{2};
constexpr WallTime noon{1'790'000'000'000'000'000};

RegistryRequest crossing_of(std::uint64_t count)
{
  RegistryRequest crossing;
  crossing.transaction = transaction_id(unit, count);
  crossing.unit = unit;
  crossing.checkpoint = checkpoint;
  crossing.at = noon;
  crossing.document.kind = DocumentKind::passport;
  CHECK(crossing.document.issuer.assign("VNM"));
  CHECK(crossing.document.number.assign("C" + std::to_string(count)));
  CHECK(crossing.document.name.assign("TRAN<<THI<HOA"));
  crossing.document.ref = {count + 1};
  crossing.document.birth = {1980, 1, 1};
  crossing.document.valid_until = {2030, 1, 1};
  return crossing;
}

JointClearance doubtful(std::uint64_t count)
{
  JointClearance pair{JointConfig{}};
  JointCommands commands;
  pair.recover(vietnam, laos, crossing_of(count), {0}, commands);
  return pair;
}

JointAnswer confirmed(JointSide side, std::uint64_t count)
{
  return {.side = side,
          .request = RequestKind::confirm,
          .transaction = transaction_id(unit, count),
          .reached = true,
          .decision = Decision::admit};
}

TEST(InDoubtBook, TakesNoMoreThanItsLimit)
{
  InDoubtBook book({}, 2);
  EXPECT_TRUE(book.accepts());
  EXPECT_TRUE(book.take(doubtful(1)));
  EXPECT_FALSE(book.take(doubtful(1))); // that one is in it
  EXPECT_TRUE(book.accepts());
  EXPECT_TRUE(book.take(doubtful(2)));
  EXPECT_FALSE(book.accepts());
  EXPECT_FALSE(book.take(doubtful(3)));
  EXPECT_EQ(book.in_doubt(), 2U);
  EXPECT_EQ(book.oldest_decision(), MonotonicTime{0});
}

TEST(InDoubtBook, ResolvesEachPairByItsOwnAnswers)
{
  InDoubtBook book({}, 4);
  ASSERT_TRUE(book.take(doubtful(1)));
  ASSERT_TRUE(book.take(doubtful(2)));
  InDoubtBook::Commands commands;
  book.on_answer(confirmed(JointSide::exit, 1), {5}, commands);
  book.on_answer(confirmed(JointSide::entry, 2), {5}, commands);
  EXPECT_TRUE(commands.empty());
  book.on_answer(confirmed(JointSide::entry, 1), {6}, commands);
  ASSERT_EQ(commands.size(), 2U);
  EXPECT_EQ(commands[0].transaction, transaction_id(unit, 1));
  EXPECT_EQ(commands[0].command.kind, JointCommandKind::store_resolved);
  EXPECT_EQ(commands[1].command.state, JointState::resolved_committed);
  ASSERT_NE(book.find(transaction_id(unit, 1)), nullptr); // still there to build the mark from
  EXPECT_EQ(book.size(), 1U);
  book.on_answer(confirmed(JointSide::exit, 99), {7}, commands);
  EXPECT_EQ(book.find(transaction_id(unit, 1)), nullptr);
  EXPECT_NE(book.find(transaction_id(unit, 2)), nullptr);
}

TEST(InDoubtBook, AsksAgainWhenTimeHasCome)
{
  InDoubtBook book({}, 4);
  ASSERT_TRUE(book.take(doubtful(1)));
  InDoubtBook::Commands commands;
  book.on_time({book.next_deadline().ns - 1}, commands);
  EXPECT_TRUE(commands.empty());
  book.on_time(book.next_deadline(), commands);
  EXPECT_EQ(commands.size(), 2U);
}

TEST(InDoubtBook, RecoversWhatWasNotResolved)
{
  InDoubtBook book({}, 2);
  EXPECT_TRUE(book.recover_mark(crossing_of(1)));
  EXPECT_TRUE(book.recover_mark(crossing_of(2)));
  EXPECT_FALSE(book.accepts());
  EXPECT_FALSE(book.recover_mark(crossing_of(3)));
  book.recover_resolved(transaction_id(unit, 1));
  EXPECT_TRUE(book.recover_mark(crossing_of(3)));
  EXPECT_TRUE(book.recover_mark(crossing_of(3))); // written twice
  InDoubtBook::Commands commands;
  book.start(laos, vietnam, Direction::entry, {9}, commands);
  EXPECT_EQ(book.in_doubt(), 2U);
  EXPECT_EQ(commands.size(), 4U);
  EXPECT_EQ(book.find(transaction_id(unit, 1)), nullptr);
  const JointClearance* pair = book.find(transaction_id(unit, 2));
  ASSERT_NE(pair, nullptr);
  EXPECT_EQ(pair->authority(JointSide::exit), vietnam);
  EXPECT_EQ(pair->authority(JointSide::entry), laos);
}

TEST(InDoubtBook, LetsAnOfficerSettleOnlyABrokenPair)
{
  InDoubtBook book({}, 2);
  ASSERT_TRUE(book.take(doubtful(1)));
  InDoubtBook::Commands commands;
  EXPECT_FALSE(book.settle_by_hand(transaction_id(unit, 1), commands));
  book.on_answer(confirmed(JointSide::exit, 1), {5}, commands);
  JointAnswer voided = confirmed(JointSide::entry, 1);
  voided.decision = Decision::refer;
  book.on_answer(voided, {5}, commands);
  commands.clear();
  EXPECT_TRUE(book.settle_by_hand(transaction_id(unit, 1), commands));
  EXPECT_EQ(commands[0].command.kind, JointCommandKind::store_resolved);
  EXPECT_EQ(book.size(), 0U);
}

// -- many pairs, two real registries, everything lost, late, doubled, and power cuts

struct StoredMark {
  bool resolved = false;
  RegistryRequest mark;
};

class Site {
public:
  Site()
  {
    for (RegistryService* service : {&m_vietnam, &m_laos}) {
      service->enrol(
          {.unit = unit, .checkpoint = checkpoint, .purpose = StationPurpose::one_stop_booth});
      WatchListEntry nobody;
      CHECK(nobody.issuer.assign("XXX") && nobody.number.assign("0"));
      CHECK(service->install(WatchList::build(1, noon, {&nobody, 1}).value()).ok());
    }
  }
  void begin(std::uint64_t count)
  {
    if (!m_lane.has_ended() || !m_book.accepts()) return;
    JointCommands commands;
    m_may_confirm = false;
    m_lane.start(vietnam, laos, crossing_of(count), now(), commands);
    obey(m_lane, commands);
  }
  void lane_goes_on(bool confirms)
  {
    JointCommands commands;
    if (confirms && m_may_confirm) {
      m_lane.confirm(noon, false, now(), commands);
    } else {
      m_lane.cancel(Reason::person_turned_back, now(), commands);
    }
    obey(m_lane, commands);
  }
  void pass_time(Duration span)
  {
    clock_ns += span.ns;
    if (now() >= m_lane.next_deadline()) {
      JointCommands commands;
      m_lane.on_time(now(), commands);
      obey(m_lane, commands);
    }
    InDoubtBook::Commands commands;
    m_book.on_time(now(), commands);
    obey_book(commands);
  }
  void deliver(std::size_t which, bool lose_reply, bool keep)
  {
    if (m_network.empty()) return;
    which %= m_network.size();
    const auto [side, request] = m_network[which];
    if (!keep) m_network.erase(m_network.begin() + static_cast<std::ptrdiff_t>(which));
    RegistryService& service = side == JointSide::exit ? m_vietnam : m_laos;
    const RegistryReply reply = service.handle(request, {now(), noon});
    if (lose_reply) return;
    const JointAnswer answer{.side = side,
                             .request = reply.kind,
                             .transaction = reply.transaction,
                             .reached = true,
                             .status = reply.status,
                             .decision = reply.decision,
                             .reason = reply.reason,
                             .stamp_due = reply.stamp_due};
    if (answer.transaction == m_lane.transaction() && !m_lane.has_ended()) {
      JointCommands commands;
      m_lane.on_answer(answer, now(), commands);
      obey(m_lane, commands);
    } else {
      InDoubtBook::Commands commands;
      m_book.on_answer(answer, now(), commands);
      obey_book(commands);
    }
  }
  void lose(std::size_t which)
  {
    if (m_network.empty()) return;
    m_network.erase(m_network.begin() + static_cast<std::ptrdiff_t>(which % m_network.size()));
  }
  // The store writes its oldest entry, or fails to.
  void sync(bool works)
  {
    if (m_unsynced.empty()) return;
    const auto [transaction, kind, mark] = m_unsynced.front();
    m_unsynced.erase(m_unsynced.begin());
    if (works) write(kind, transaction, mark);
    if (kind == JointCommandKind::store_resolved) return;
    InDoubtBook::Commands commands;
    JointCommands own;
    const bool of_lane = transaction == m_lane.transaction();
    if (of_lane && !works) m_lane.on_store_failed(now(), own);
    if (of_lane && works) stored(m_lane, kind, own);
    obey(m_lane, own);
    if (of_lane) return;
    if (!works) {
      m_book.on_store_failed(transaction, now(), commands);
    } else if (kind == JointCommandKind::store_in_doubt) {
      m_book.on_mark_stored(transaction, now(), commands);
    } else {
      m_book.on_withdrawal_stored(transaction, now(), commands);
    }
    obey_book(commands);
  }
  void cut_power(std::size_t written)
  {
    for (std::size_t i = 0; i < std::min(written, m_unsynced.size()); ++i) {
      write(std::get<1>(m_unsynced[i]), std::get<0>(m_unsynced[i]), std::get<2>(m_unsynced[i]));
    }
    m_unsynced.clear();
    m_lane = JointClearance(JointConfig{});
    m_book = InDoubtBook({}, InDoubtBook::capacity);
    for (const auto& [transaction, stored] : m_disk) {
      if (!stored.resolved) CHECK(m_book.recover_mark(stored.mark));
    }
    InDoubtBook::Commands commands;
    m_book.start(vietnam, laos, Direction::exit, now(), commands);
    obey_book(commands);
  }
  bool is_quiet() const { return m_lane.has_ended() && m_book.size() == 0; }
  std::size_t in_flight() const { return m_network.size(); }
  bool has_unsynced() const { return !m_unsynced.empty(); }
  std::set<std::uint64_t> written(const MemoryLedger& ledger) const
  {
    struct Collector final : CrossingVisitor {
      void on_crossing(std::uint64_t, const Crossing& crossing) override
      {
        CHECK(found.insert(crossing.transaction.value).second);
      }
      std::set<std::uint64_t> found;
    } collector;
    CHECK(ledger.visit_crossings(collector).ok());
    return collector.found;
  }

  std::int64_t clock_ns = 0;
  MemoryLedger vietnam_ledger{vietnam};
  MemoryLedger laos_ledger{laos};
  std::set<std::uint64_t> passed;

private:
  MonotonicTime now() const { return {clock_ns}; }
  void stored(JointClearance& pair, JointCommandKind kind, JointCommands& commands)
  {
    if (kind == JointCommandKind::store_in_doubt) {
      pair.on_mark_stored(now(), commands);
    } else {
      pair.on_withdrawal_stored(now(), commands);
    }
  }
  void write(JointCommandKind kind, TransactionId transaction, const RegistryRequest& mark)
  {
    if (kind == JointCommandKind::store_in_doubt) {
      m_disk[transaction.value] = {false, mark};
    } else {
      m_disk[transaction.value].resolved = true;
    }
  }
  void obey_one(const JointClearance& pair, const JointCommand& command)
  {
    if (command.kind == JointCommandKind::send) {
      m_network.emplace_back(command.side, pair.request(command.side, command.request));
    } else if (command.kind != JointCommandKind::report) {
      m_unsynced.emplace_back(pair.transaction(), command.kind, pair.mark());
    } else if (command.decision == Decision::admit && command.state != JointState::reserved) {
      const std::uint64_t transaction = pair.transaction().value;
      RC_ASSERT(written(vietnam_ledger).count(transaction) == 1U);
      RC_ASSERT(written(laos_ledger).count(transaction) == 1U);
      passed.insert(transaction);
    }
  }
  void obey(JointClearance& pair, const JointCommands& commands)
  {
    bool turned_away = false;
    for (const JointCommand& command : commands) {
      obey_one(pair, command);
      const bool report = command.kind == JointCommandKind::report;
      if (report && command.state == JointState::reserved) m_may_confirm = true;
      turned_away |= report && command.decision != Decision::admit;
    }
    // The lane goes on with the next traveller; the pair takes its course in the book.
    if (turned_away && !pair.has_ended()) {
      CHECK(m_book.take(pair));
      pair = JointClearance(JointConfig{});
    }
  }
  void obey_book(const InDoubtBook::Commands& commands)
  {
    for (const PairCommand& command : commands) {
      const JointClearance* pair = m_book.find(command.transaction);
      CHECK(pair != nullptr);
      obey_one(*pair, command.command);
    }
  }

  RegistryService m_vietnam{vietnam, hours(7), {}, vietnam_ledger, nullptr};
  RegistryService m_laos{laos, hours(7), {}, laos_ledger, nullptr};
  JointClearance m_lane{JointConfig{}};
  bool m_may_confirm = false;
  InDoubtBook m_book{{}, InDoubtBook::capacity};
  std::vector<std::pair<JointSide, RegistryRequest>> m_network;
  std::vector<std::tuple<TransactionId, JointCommandKind, RegistryRequest>> m_unsynced;
  std::map<std::uint64_t, StoredMark> m_disk;
};

RC_GTEST_PROP(InDoubtBook, EndsEveryPairAsBothOrNeither, ())
{
  Site site;
  std::uint64_t count = 0;
  const auto length = *rc::gen::inRange<std::size_t>(0, 300);
  const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
      length, rc::gen::pair(rc::gen::inRange(0, 24), rc::gen::inRange(0, 1000)));
  for (const auto& [what, luck] : steps) {
    const auto which = static_cast<std::size_t>(luck);
    if (what < 4) site.begin(++count);
    if (what >= 4 && what < 10) site.deliver(which, false, false);
    if (what == 10) site.deliver(which, true, false); // answer lost
    if (what == 11) site.deliver(which, false, true); // comes once more later
    if (what == 12) site.lose(which);
    if (what >= 13 && what < 16) site.lane_goes_on(true);
    if (what == 16) site.lane_goes_on(false);
    if (what >= 17 && what < 21) site.sync(true);
    if (what == 21) site.sync(luck % 4 != 0);
    if (what == 22) site.pass_time(milliseconds(luck * 5));
    if (what == 23 && luck % 4 == 0) site.cut_power(which % 3);
  }
  for (int round = 0; round < 400 && !site.is_quiet(); ++round) { // healed
    while (site.has_unsynced()) site.sync(true);
    for (std::size_t left = site.in_flight(); left > 0; --left) site.deliver(0, false, false);
    site.lane_goes_on(true);
    site.pass_time(seconds(1));
  }
  RC_ASSERT(site.is_quiet());
  const auto exits = site.written(site.vietnam_ledger);
  RC_ASSERT(exits == site.written(site.laos_ledger));
  for (const std::uint64_t transaction : site.passed) RC_ASSERT(exits.count(transaction) == 1U);
  RC_TAG(exits.empty() ? "no crossing" : "crossings");
}

} // namespace
} // namespace gatetwin
