// SPDX-License-Identifier: Apache-2.0
// Every order of events that two registries, a lossy network, a store that may fail, a lane and
// power cuts can produce for one joint clearance, within a budget of faults. In each state: nobody
// has passed before both confirmed, and no side is committed while the other is voided. From each
// state: once faults stop, it ends, and both sides are committed or neither is.
//
// The registries here are a few lines of their own; core/registry's service is put to the same test
// in in_doubt_book_test.
#include "core/onestop/joint_clearance.hpp"
#include <gtest/gtest.h>
#include <string>
#include <unordered_set>
#include <vector>

namespace gatetwin {
namespace {

constexpr TransactionId transaction = transaction_id({7}, 1);
constexpr AuthorityId authorities[2]{{0}, {1}};

JointConfig fast_config()
{
  JointConfig config;
  config.reserve_limit = seconds(5);
  config.reserved_limit = seconds(5);
  config.confirm_limit = seconds(5);
  config.first_resend = config.max_resend = seconds(4);
  config.cancel_attempts = 2;
  return config;
}

enum class Held : std::uint8_t { nothing, refused, held, confirmed, cancelled };
enum class Lane : std::uint8_t { waiting, may_decide, decided, turned_away, passed };
// Of a store entry: not written, written but perhaps lost in a power cut, safe.
enum class Entry : std::uint8_t { absent, unsure, safe };

struct Faults {
  int losses = 0;
  int copies = 0;
  int unreached = 0;
  int store_failures = 0;
  int power_cuts = 0;
};

struct World {
  JointClearance pair{fast_config()};
  std::int64_t now_ns = 0;
  Held registry[2]{};
  // In flight, at most two of a kind: request[side][kind], reply[side][kind][admit].
  std::uint8_t request[2][3]{};
  std::uint8_t reply[2][3][2]{};
  Entry mark = Entry::absent;
  Entry resolved = Entry::absent;
  bool mark_pending = false; // the caller owes the pair an answer
  bool withdrawal_pending = false;
  RegistryRequest stored;
  Lane lane = Lane::waiting;
  Faults left;
};

std::size_t index_of(RequestKind kind) { return static_cast<std::size_t>(kind) - 2; }
RequestKind kind_at(std::size_t index) { return static_cast<RequestKind>(index + 2); }

class Explorer {
public:
  std::size_t explore(const Faults& budget)
  {
    World world;
    world.left = budget;
    RegistryRequest crossing;
    crossing.transaction = transaction;
    JointCommands commands;
    world.pair.start(authorities[0], authorities[1], crossing, {0}, commands);
    obey(world, commands);
    m_open.push_back(world);
    while (!m_open.empty() && !testing::Test::HasFailure()) {
      const World next = m_open.back();
      m_open.pop_back();
      if (!m_seen.insert(key_of(next)).second) continue;
      judge(next);
      heal(next);
      expand(next);
    }
    return m_seen.size();
  }
  std::size_t committed = 0;
  std::size_t voided = 0;

private:
  static void obey(World& world, const JointCommands& commands)
  {
    for (const JointCommand& command : commands) {
      const auto side = static_cast<std::size_t>(command.side);
      switch (command.kind) {
      case JointCommandKind::send: {
        std::uint8_t& count = world.request[side][index_of(command.request)];
        if (count < 2) ++count;
        break;
      }
      case JointCommandKind::store_in_doubt:
        world.mark = Entry::unsure;
        world.mark_pending = true;
        world.stored = world.pair.mark();
        break;
      case JointCommandKind::store_withdrawal:
        if (world.resolved == Entry::absent) world.resolved = Entry::unsure;
        world.withdrawal_pending = true;
        break;
      case JointCommandKind::store_resolved:
        if (world.resolved == Entry::absent) world.resolved = Entry::unsure;
        break;
      case JointCommandKind::report: tell_lane(world, command); break;
      }
    }
  }

  static void tell_lane(World& world, const JointCommand& command)
  {
    // After a power cut the pair is resolved once more, which changes nothing for who has passed.
    if (command.state == JointState::resolved_committed && world.lane == Lane::passed) return;
    EXPECT_NE(world.lane, Lane::passed) << "told something else after the passage";
    if (command.state == JointState::reserved) {
      EXPECT_EQ(world.lane, Lane::waiting);
      world.lane = Lane::may_decide;
    } else if (command.state == JointState::committed) {
      EXPECT_EQ(world.lane, Lane::decided);
      world.lane = Lane::passed;
    } else if (command.state == JointState::resolved_committed) {
      world.lane = Lane::passed; // the officer lets the traveller go on
    } else {
      EXPECT_NE(command.decision, Decision::admit);
      world.lane = Lane::turned_away;
    }
  }

  // The registry's whole mind: cancelled for good, kept until cancelled.
  static void handle(World& world, std::size_t side, std::size_t kind, bool agrees)
  {
    Held& held = world.registry[side];
    bool admit = false;
    switch (kind_at(kind)) {
    case RequestKind::reserve:
      if (held == Held::nothing) held = agrees ? Held::held : Held::refused;
      admit = held == Held::held || held == Held::confirmed;
      break;
    case RequestKind::confirm:
      if (held == Held::held) held = Held::confirmed;
      admit = held == Held::confirmed;
      break;
    default:
      EXPECT_NE(held, Held::confirmed) << "a cancellation after a confirmation";
      if (held != Held::confirmed) held = Held::cancelled;
      break;
    }
    std::uint8_t& count = world.reply[side][kind][admit ? 1 : 0];
    if (count < 2) ++count;
  }

  static void answer(World& world, std::size_t side, std::size_t kind, bool reached, bool admit)
  {
    JointCommands commands;
    world.pair.on_answer({.side = static_cast<JointSide>(side),
                          .request = kind_at(kind),
                          .transaction = transaction,
                          .reached = reached,
                          .decision = admit ? Decision::admit : Decision::refer},
                         {world.now_ns}, commands);
    obey(world, commands);
  }

  static void pass_time(World& world)
  {
    const MonotonicTime next = world.pair.next_deadline();
    if (next == MonotonicTime::never()) return;
    world.now_ns = next.ns;
    JointCommands commands;
    world.pair.on_time(next, commands);
    obey(world, commands);
  }

  static void store_answers(World& world, bool of_mark, bool stored)
  {
    (of_mark ? world.mark_pending : world.withdrawal_pending) = false;
    if (stored) (of_mark ? world.mark : world.resolved) = Entry::safe;
    // The store is in order: what is safe makes what came before it safe, if it was written at all.
    JointCommands commands;
    if (!stored) {
      world.pair.on_store_failed({world.now_ns}, commands);
    } else if (of_mark) {
      world.pair.on_mark_stored({world.now_ns}, commands);
    } else {
      world.pair.on_withdrawal_stored({world.now_ns}, commands);
    }
    obey(world, commands);
  }

  static void lane_decides(World& world, bool confirms)
  {
    JointCommands commands;
    if (confirms) {
      world.lane = Lane::decided;
      world.pair.confirm({5}, false, {world.now_ns}, commands);
    } else {
      world.pair.cancel(Reason::person_turned_back, {world.now_ns}, commands);
    }
    obey(world, commands);
  }

  static void cut_power(World& world, bool keeps_mark, bool keeps_resolved)
  {
    if (world.mark == Entry::unsure) world.mark = keeps_mark ? Entry::safe : Entry::absent;
    if (world.resolved == Entry::unsure) {
      world.resolved = keeps_resolved ? Entry::safe : Entry::absent;
    }
    world.mark_pending = world.withdrawal_pending = false;
    world.pair = JointClearance(fast_config());
    if (world.lane != Lane::passed) world.lane = Lane::turned_away;
    if (world.mark != Entry::safe || world.resolved == Entry::safe) return;
    JointCommands commands;
    world.pair.recover(authorities[0], authorities[1], world.stored, {world.now_ns}, commands);
    obey(world, commands);
  }

  void expand(const World& from)
  {
    for (std::size_t side = 0; side < 2; ++side) {
      for (std::size_t kind = 0; kind < 3; ++kind) expand_messages(from, side, kind);
    }
    if (from.pair.next_deadline() != MonotonicTime::never()) try_out(from, pass_time);
    for (const bool of_mark : {true, false}) {
      if (!(of_mark ? from.mark_pending : from.withdrawal_pending)) continue;
      try_out(from, [&](World& w) { store_answers(w, of_mark, true); });
      if (from.left.store_failures > 0) {
        try_out(from, [&](World& w) {
          --w.left.store_failures;
          store_answers(w, of_mark, false);
        });
      }
    }
    if (from.lane == Lane::may_decide) {
      try_out(from, [](World& w) { lane_decides(w, true); });
      try_out(from, [](World& w) { lane_decides(w, false); });
    }
    if (from.lane == Lane::waiting || from.lane == Lane::decided) {
      try_out(from, [](World& w) { lane_decides(w, false); }); // at any moment
    }
    if (from.left.power_cuts == 0) return;
    for (const bool keeps_mark : {true, false}) {
      for (const bool keeps_resolved : {true, false}) {
        try_out(from, [&](World& w) {
          --w.left.power_cuts;
          cut_power(w, keeps_mark, keeps_resolved);
        });
      }
    }
  }

  void expand_messages(const World& from, std::size_t side, std::size_t kind)
  {
    if (from.request[side][kind] > 0) {
      for (const bool agrees : {true, false}) {
        if (!agrees && kind_at(kind) != RequestKind::reserve) continue;
        try_out(from, [&](World& w) {
          --w.request[side][kind];
          handle(w, side, kind, agrees);
        });
        if (from.left.copies == 0) continue;
        try_out(from, [&](World& w) {
          --w.left.copies;
          handle(w, side, kind, agrees);
        });
      }
      if (from.left.losses > 0) {
        try_out(from, [&](World& w) {
          --w.left.losses;
          --w.request[side][kind];
        });
      }
    }
    for (const std::size_t admit : {0U, 1U}) {
      if (from.reply[side][kind][admit] == 0) continue;
      try_out(from, [&](World& w) {
        --w.reply[side][kind][admit];
        answer(w, side, kind, true, admit == 1);
      });
      if (from.left.losses > 0) {
        try_out(from, [&](World& w) {
          --w.left.losses;
          --w.reply[side][kind][admit];
        });
      }
    }
    if (from.left.unreached > 0) {
      try_out(from, [&](World& w) {
        --w.left.unreached;
        answer(w, side, kind, false, false);
      });
    }
  }

  template <typename Change> void try_out(const World& from, Change&& change)
  {
    World next = from;
    change(next);
    m_open.push_back(next);
  }

  void judge(const World& world)
  {
    const bool exit = world.registry[0] == Held::confirmed;
    const bool entry = world.registry[1] == Held::confirmed;
    EXPECT_FALSE(exit && world.registry[1] == Held::cancelled);
    EXPECT_FALSE(entry && world.registry[0] == Held::cancelled);
    if (world.lane == Lane::passed) {
      EXPECT_TRUE(exit && entry) << "passed before both";
    }
    // What the unit would know after a power cut right now suffices to finish a half-confirmed
    // pair.
    if (exit != entry) {
      EXPECT_TRUE(world.mark == Entry::safe && world.resolved == Entry::absent);
    }
  }

  // Faults stop: messages arrive, the store writes, the lane goes on.
  void heal(World world)
  {
    for (int step = 0; step < 60; ++step) {
      for (std::size_t side = 0; side < 2; ++side) {
        for (std::size_t kind = 0; kind < 3; ++kind) {
          for (; world.request[side][kind] > 0; --world.request[side][kind]) {
            handle(world, side, kind, true);
          }
          for (const std::size_t admit : {0U, 1U}) {
            for (; world.reply[side][kind][admit] > 0; --world.reply[side][kind][admit]) {
              answer(world, side, kind, true, admit == 1);
            }
          }
        }
      }
      if (world.mark_pending) store_answers(world, true, true);
      if (world.withdrawal_pending) store_answers(world, false, true);
      if (world.lane == Lane::may_decide) lane_decides(world, true);
      judge(world);
      if (world.pair.has_ended()) break;
      pass_time(world);
    }
    EXPECT_TRUE(world.pair.has_ended()) << "no end after healing";
    const bool exit = world.registry[0] == Held::confirmed;
    const bool entry = world.registry[1] == Held::confirmed;
    EXPECT_EQ(exit, entry);
    ++(exit ? committed : voided);
  }

  static std::string key_of(const World& world)
  {
    std::string key;
    const auto add = [&](std::int64_t value) { key += std::to_string(value) + ","; };
    const auto relative = [&](MonotonicTime time) {
      add(time == MonotonicTime::never() ? -1 : (time.ns - world.now_ns) / 1'000'000);
    };
    const JointProgress progress = world.pair.progress();
    add(progress.phase);
    add(static_cast<std::int64_t>(progress.state));
    relative(progress.limit);
    relative(progress.next_store);
    const bool counts = !world.pair.is_in_doubt(); // how often it asked matters for cancelling only
    for (std::size_t side = 0; side < 2; ++side) {
      add(progress.sides[side].word);
      add(progress.sides[side].broken);
      add(counts ? progress.sides[side].asked : 0);
      relative(progress.sides[side].next_ask);
      add(static_cast<std::int64_t>(world.registry[side]));
      for (std::size_t kind = 0; kind < 3; ++kind) {
        add(world.request[side][kind]);
        add(world.reply[side][kind][0] * 4 + world.reply[side][kind][1]);
      }
    }
    add(static_cast<std::int64_t>(world.mark) * 4 + static_cast<std::int64_t>(world.resolved));
    add(world.mark_pending * 2 + world.withdrawal_pending);
    add(static_cast<std::int64_t>(world.lane));
    for (const int left : {world.left.losses, world.left.copies, world.left.unreached,
                           world.left.store_failures, world.left.power_cuts}) {
      add(left);
    }
    return key;
  }

  std::vector<World> m_open;
  std::unordered_set<std::string> m_seen;
};

void explore(const Faults& budget, std::size_t at_least)
{
  Explorer explorer;
  const std::size_t states = explorer.explore(budget);
  EXPECT_GE(states, at_least) << "the exploration does not reach what it claims to";
  EXPECT_GT(explorer.committed, 0U);
  EXPECT_GT(explorer.voided, 0U);
  testing::Test::RecordProperty("states", static_cast<int>(states));
}

TEST(JointExploration, HoldsForEveryOrderWithoutFaults) { explore({}, 100); }

TEST(JointExploration, HoldsForEveryOrderOfLosses) { explore({.losses = 2}, 1000); }

TEST(JointExploration, HoldsForEveryOrderOfCopies) { explore({.copies = 2}, 1000); }

TEST(JointExploration, HoldsForEveryOrderWithAPowerCut)
{
  explore({.losses = 1, .power_cuts = 1}, 1000);
}

TEST(JointExploration, HoldsForEveryOrderWithStoreFailuresAndAPowerCut)
{
  explore({.store_failures = 1, .power_cuts = 1}, 1000);
}

TEST(JointExploration, HoldsForEveryOrderWhenAuthoritiesAreUnreachable)
{
  explore({.losses = 1, .unreached = 1}, 1000);
}

} // namespace
} // namespace gatetwin
