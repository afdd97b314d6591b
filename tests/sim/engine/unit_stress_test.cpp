// SPDX-License-Identifier: Apache-2.0
// Thousands of travellers with every habit, through gates and booths whose devices, doors, power,
// registry and hours fail at drawn moments. Safety while it lasts: one authorisation, one passage,
// and by the right person. Liveness once all is healed: nobody is stuck, every crossing is in the
// registry once, every unit serves again.
#include "core/base/siphash.hpp"
#include "sim/engine/gate_unit.hpp"
#include "tests/sim/engine/hand_driven_world.hpp"
#include "tests/sim/engine/unit_models.hpp"
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace gatetwin {
namespace {

using journal::Record;
using journal::RecordKind;

// Judges as the records come; keeps nothing that grows with their number but the transactions.
class Judge : public journal::RecordSink {
public:
  void on_records(std::span<const Record> batch) override
  {
    digest = siphash24({digest, 1}, std::as_bytes(batch));
    for (const Record& record : batch) look_at(record);
  }
  std::uint64_t digest = 0;
  int passages = 0, consumed = 0, violations = 0, bodies = 0;
  std::set<std::pair<std::uint64_t, std::uint16_t>> delivered; // transaction, authority

private:
  void look_at(const Record& r)
  {
    switch (r.kind) {
    case RecordKind::body_entered: ++bodies; break;
    case RecordKind::body_left_public: --bodies; break;
    case RecordKind::body_left_secure:
      --bodies;
      if ((r.subject & follower_bit) != 0) break;
      ++passages;
      violations += m_authorised[r.unit] != r.ref;
      m_authorised[r.unit] = 0;
      break;
    case RecordKind::authorisation_stored:
      violations += !m_transactions.insert(r.subject).second;
      m_authorised[r.unit] = r.ref;
      break;
    case RecordKind::authorisation_consumed: ++consumed; break;
    case RecordKind::crossing_committed:
      violations += !delivered.insert({r.subject, r.code}).second;
      break;
    default: break;
    }
  }
  std::map<std::uint32_t, std::uint64_t> m_authorised;
  std::set<std::uint64_t> m_transactions;
};

StationModel drawn_station(StationKind kind, RandomStream& luck)
{
  StationModel s = station(kind, 3);
  const auto share = [&luck] { return luck.chance(0.4) ? luck.uniform(0, 0.1) : 0.0; };
  s.faults = {share(), share(), share(), share(), share(), share(), 0};
  if (luck.chance(0.5)) s.offline.rule = OfflineRule::admit_low_risk;
  if (luck.chance(0.3)) s.gate.emergency_releases_exit = true;
  if (luck.chance(0.3)) s.gate.capture_attempts = 2;
  if (luck.chance(0.3)) s.times.officer_handling = constant(5);
  return s;
}

CheckpointModel drawn_model(StationKind kind, bool one_stop, std::uint64_t seed)
{
  RandomStream luck(seed, 0, 0, purpose_key("stress"));
  const auto share = [&luck] { return luck.chance(0.5) ? luck.uniform(0, 0.08) : 0.0; };
  ClassModel c = border_residents(200);
  c.documents = {{DocumentKind::border_pass, 0.6}, {DocumentKind::passport, 0.4}};
  c.habits = {share(), share(), share(), share(), share(), share(),
              share(), share(), share(), share(), share()};
  StationModel drawn = drawn_station(kind, luck);
  if (one_stop) drawn.partner_authority = 1;
  CheckpointModel model = checkpoint(drawn, c);
  model.seed = seed;
  return model;
}

// Half of the runs have no troubles at all, or the way without them would not be tested to the end.
void draw_troubles(HandDrivenWorld& world, std::uint64_t seed, Duration span)
{
  RandomStream luck(seed, 0, 1, purpose_key("stress"));
  if (luck.chance(0.3)) return;
  const auto moment = [&] {
    return MonotonicTime{
        static_cast<std::int64_t>(luck.below(static_cast<std::uint64_t>(span.ns)))};
  };
  const auto during = [&](auto begin, auto end) {
    const MonotonicTime from = moment();
    world.at(from, begin);
    world.at(from + from_seconds(luck.uniform(0.1, 1) * luck.uniform(1, 600)), end);
  };
  for (int i = 0; i < 20; ++i) {
    ServedUnit& unit = world.unit(static_cast<Index>(luck.below(world.unit_count())));
    switch (luck.below(5)) {
    case 0: during([&unit] { unit.set_broken(true); }, [&unit] { unit.set_broken(false); }); break;
    case 1:
      during([&unit] { unit.set_emergency(true); }, [&unit] { unit.set_emergency(false); });
      break;
    case 2: during([&unit] { unit.set_power(false); }, [&unit] { unit.set_power(true); }); break;
    case 3:
      during([&unit] { unit.set_in_service(false); }, [&unit] { unit.set_in_service(true); });
      break;
    default:
      during([&world] { world.set_registry_up(false); }, [&world] { world.set_registry_up(true); });
      break;
    }
  }
}

struct Verdict {
  std::uint64_t digest = 0;
  int admitted = 0;
};

Verdict run(StationKind kind, std::uint64_t seed, std::uint64_t travellers, bool one_stop = false)
{
  SCOPED_TRACE("seed " + std::to_string(seed));
  const CheckpointModel model = drawn_model(kind, one_stop, seed);
  HandDrivenWorld world(model);
  Judge judge;
  world.journal().add_sink(judge);
  const bool gates = kind == StationKind::e_gate;
  draw_troubles(world, seed, from_seconds(static_cast<double>(travellers) / 3 * (gates ? 20 : 60)));
  world.bring(0, travellers);
  world.run_until_quiet(hours(24 * 7));
  world.set_registry_up(true);
  world.run_for(minutes(30));
  EXPECT_EQ(world.waiting(), 0U);
  EXPECT_EQ(world.visits().size(), travellers);
  for (const auto& visit : world.visits()) EXPECT_EQ(visit.endings, 1);
  EXPECT_TRUE(world.all_at_rest());
  EXPECT_EQ(judge.violations, 0);
  EXPECT_EQ(judge.bodies, 0) << "everybody who entered left";
  const auto admitted = static_cast<std::uint64_t>(world.count(Outcome::admitted));
  if (gates) {
    EXPECT_EQ(judge.passages, static_cast<int>(admitted));
  }
  if (one_stop) {
    // Once both authorities have committed, a fire alarm can evacuate the person, but not the pair.
    EXPECT_EQ(world.ledger(0).crossings(), world.ledger(1).crossings());
    EXPECT_EQ(judge.delivered.size(), 2 * world.ledger(0).crossings());
    EXPECT_GE(world.ledger(0).crossings(), admitted);
    EXPECT_LE(world.ledger(0).crossings(),
              admitted + static_cast<std::uint64_t>(world.count(Outcome::evacuated)));
  } else {
    EXPECT_EQ(world.ledger(0).crossings(), admitted);
    EXPECT_EQ(judge.delivered.size(), admitted);
  }
  world.bring(0, 30); // every unit serves again
  world.run_until_quiet(hours(24));
  EXPECT_EQ(world.visits().size(), travellers + 30);
  return {judge.digest, world.count(Outcome::admitted)};
}

TEST(UnitStress, NobodyIsStuckAtAGate)
{
  int admitted = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed)
    admitted += run(StationKind::e_gate, seed, 300).admitted;
  EXPECT_GT(admitted, 6000);
}

TEST(UnitStress, NobodyIsStuckAtABooth)
{
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    run(StationKind::booth, seed, 150);
    run(StationKind::barcode_booth, seed, 150);
  }
}

TEST(UnitStress, NobodyIsStuckAtAOneStopBooth)
{
  for (std::uint64_t seed = 1; seed <= 15; ++seed)
    run(StationKind::one_stop_booth, seed, 150, true);
}

TEST(UnitStress, NobodyIsStuckAtAOneStopGate)
{
  int admitted = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed)
    admitted += run(StationKind::e_gate, seed, 200, true).admitted;
  EXPECT_GT(admitted, 2000);
}

TEST(UnitStress, TroubleHasTheSameDigestTwice)
{
  for (std::uint64_t seed = 101; seed <= 105; ++seed) {
    EXPECT_EQ(run(StationKind::e_gate, seed, 200).digest,
              run(StationKind::e_gate, seed, 200).digest);
  }
}

} // namespace
} // namespace gatetwin
