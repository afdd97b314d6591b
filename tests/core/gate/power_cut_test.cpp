// SPDX-License-Identifier: Apache-2.0
// The computer loses its power at any moment of a transaction. What the store had made durable, and
// perhaps a little more, is all that the next start finds; nothing else survives.
// - A door to the secure side was told to open only after its authorisation was durable.
// - Whoever passed has exactly one crossing in the registry after the restart: the gate's own when
// it
//   was durable, else a presumed one, to which an officer is called.
// - A presumed crossing of somebody who did not pass arises only between the authorisation and the
//   passage, and an officer is called to it too.
#include "core/registry/request_content.hpp"
#include "tests/core/gate/unit_bench.hpp"
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <span>

namespace gatetwin {
namespace {

using journal::RecordKind;

constexpr int steps_of_two_persons = 120; // more than they take

// What an authority has written: one crossing for each transaction, whoever says it how often.
class Registry {
public:
  void receive(std::span<const RegistryRequest> sent)
  {
    for (const RegistryRequest& request : sent) {
      if (request.kind != RequestKind::record) continue;
      if (request.reason == Reason::passage_presumed) m_presumed.insert(request.transaction.value);
      const auto [at, first] =
          m_crossings.emplace(request.transaction.value, content_digest(request));
      EXPECT_EQ(at->second, content_digest(request)) << "one key with two contents";
    }
  }
  bool has(TransactionId transaction) const { return m_crossings.contains(transaction.value); }
  bool presumes(TransactionId transaction) const { return m_presumed.contains(transaction.value); }
  const std::set<std::uint64_t>& presumed() const { return m_presumed; }
  std::size_t crossings() const { return m_crossings.size(); }

private:
  std::set<std::uint64_t> m_presumed;
  std::map<std::uint64_t, std::uint64_t> m_crossings;
};

struct Cut {
  std::vector<StoreEntry> written; // in order
  std::size_t acknowledged = 0;    // of them: durable for sure
  std::vector<RegistryRequest> sent;
  std::size_t answered = 0;          // of them: they have arrived for sure
  std::vector<TransactionId> passed; // the exit's sensor saw them go
  std::size_t exits_opened = 0;
  bool over = false;
};

// `steps` of a well-behaved world, then the power fails.
Cut run_until_cut(int steps)
{
  UnitBench bench;
  bench.start();
  Cut cut;
  std::size_t admitted = 0;
  for (int step = 0; step < steps && !cut.over; ++step) {
    const bool leaving = bench.runtime.state() == GateState::exit_open;
    const TransactionId transaction = bench.runtime.transaction();
    const std::size_t opened = bench.hardware.opened(Door::exit);
    EXPECT_TRUE(bench.cooperate());
    if (bench.hardware.opened(Door::exit) > opened) {
      bool durable = false;
      for (std::size_t i = 0; i < bench.acknowledged(); ++i) {
        durable = durable || (bench.store.entries[i].kind == StoreEntryKind::authorisation &&
                              bench.store.entries[i].transaction == transaction);
      }
      EXPECT_TRUE(durable) << "opened before the authorisation was durable, step " << step;
    }
    if (leaving && bench.bodies_inside() == 0 && bench.hardware.opened(Door::exit) > admitted) {
      cut.passed.push_back(transaction);
      ++admitted;
    }
    cut.over = admitted == 2 && bench.runtime.is_ready() && bench.runtime.undelivered() == 0;
  }
  cut.written = bench.store.entries;
  cut.acknowledged = bench.acknowledged();
  cut.sent = bench.link.sent;
  cut.answered = bench.answered();
  cut.exits_opened = bench.hardware.opened(Door::exit);
  return cut;
}

// Started again on the first `found` of what was written, until all is delivered.
void restart(const Cut& cut, std::size_t found, Registry& registry)
{
  UnitBench bench;
  bench.store.durable.assign(cut.written.begin(),
                             cut.written.begin() + static_cast<std::ptrdiff_t>(found));
  bench.start();
  bench.heard();
  EXPECT_EQ(bench.hardware.opened(Door::exit), 0U) << "nothing from before opens a door";
  for (int round = 0; round < 10; ++round) {
    bench.store_all();
    bench.answer_all();
    bench.pass(seconds(10));
  }
  EXPECT_EQ(bench.runtime.undelivered(), 0U);
  registry.receive(bench.link.sent);
  for (const TransactionId transaction : cut.passed)
    EXPECT_TRUE(registry.has(transaction)) << "a passage without a crossing";
  const journal::Record* called = bench.last(RecordKind::officer_called);
  const journal::Record* ended = bench.last(RecordKind::transaction_ended);
  for (const std::uint64_t transaction : registry.presumed()) {
    ASSERT_NE(called, nullptr) << "a presumed crossing, and nobody is told";
    EXPECT_EQ(called->subject, transaction);
    EXPECT_EQ(called->detail, static_cast<std::uint32_t>(Reason::passage_presumed));
    ASSERT_NE(ended, nullptr);
    EXPECT_EQ(ended->subject, transaction);
    EXPECT_EQ(ended->code, static_cast<std::uint16_t>(Outcome::unfinished));
    EXPECT_EQ(ended->detail, static_cast<std::uint32_t>(Reason::passage_presumed));
  }
  bench.person(); // and it serves again
  EXPECT_EQ(bench.hardware.opened(Door::exit), 1U);
}

// The registry knows of somebody who has not passed, or not yet.
std::size_t not_passed(const Registry& registry, const Cut& cut)
{
  std::size_t others = registry.presumed().size();
  for (const TransactionId transaction : cut.passed)
    others -= registry.presumes(transaction) ? 1 : 0;
  return others;
}

TEST(PowerCut, AtEveryMomentLeavesEveryPassageExactlyOneCrossing)
{
  int moments = 0;
  std::size_t presumed = 0, wrongly = 0; // moments
  for (int steps = 0; steps < steps_of_two_persons; ++steps) {
    const Cut cut = run_until_cut(steps);
    for (std::size_t found = cut.acknowledged; found <= cut.written.size(); ++found) {
      SCOPED_TRACE("cut after step " + std::to_string(steps) + ", found " + std::to_string(found));
      Registry registry;
      // What was sent may have arrived, and its answer been lost.
      for (const std::size_t arrived : {cut.answered, cut.sent.size()}) {
        registry.receive(std::span(cut.sent).first(arrived));
        restart(cut, found, registry);
        EXPECT_EQ(registry.crossings(), cut.passed.size() + not_passed(registry, cut));
        EXPECT_LE(registry.presumed().size(), 1U);
        presumed += registry.presumed().size();
        wrongly += not_passed(registry, cut);
      }
      ++moments;
    }
    if (cut.over) {
      EXPECT_GT(moments, 30);
      EXPECT_GT(presumed, wrongly) << "moments just after a passage";
      EXPECT_GT(wrongly, 0U) << "moments just before one";
      return;
    }
  }
  FAIL() << "two persons never came through";
}

} // namespace
} // namespace gatetwin
