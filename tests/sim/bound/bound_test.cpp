// SPDX-License-Identifier: Apache-2.0
// Which formula is chosen when, what the figures are by hand, and when a figure is refused.
#include "sim/bound/bound.hpp"
#include "sim/bound/queue_formulas.hpp"
#include "tests/sim/model/built_from.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string week = "start: 2026-06-01 00:00 Asia/Ho_Chi_Minh\nduration: 7 d\n";

// 360 an hour come to `a`; its other keys are given.
CheckpointBound at_one(const std::string& station, const std::string& traveller = "")
{
  return bound(test::hall(R"(checkpoints: { main: { authority: vn } }
areas: { hall: {} }
entrances: { road: hall }
classes: { all: {)" + traveller +
                          R"(} }
demand: { all: { class: all, entrance: road, rate: 360 /h } }
stations: { a: { kind: plain, area: hall, )" +
                          station + R"( } }
routes: [{ from: road, to: a, walk: 0 s }]
)"));
}
const WaitBound& wait_of(const CheckpointBound& bound) { return bound.stations.at(0).wait; }

void expect(const WaitBound& wait, Formula formula, Validity validity, double mean_s)
{
  EXPECT_EQ(to_string(wait.formula), std::string(to_string(formula)));
  EXPECT_EQ(to_string(wait.validity), std::string(to_string(validity)));
  EXPECT_NEAR(wait.mean_s.value_or(-1), mean_s, 1e-9 * (1 + mean_s));
}

TEST(Bound, ChoosesTheExactFormulaWhereItHolds)
{
  expect(wait_of(at_one("units: 4, service: exponential(36 s)")), Formula::erlang_c,
         Validity::exact, mmc_wait_s(4, 3.6, 36));
  expect(wait_of(at_one("service: \"uniform(4 s, 12 s)\"")), Formula::pollaczek_khinchine,
         Validity::exact, mg1_wait_s(0.8, 8, 1.0 / 12));
  expect(wait_of(at_one("units: 4, service: 32 s")), Formula::crommelin, Validity::exact,
         mdc_wait_s(4, 3.2, 32));
  expect(wait_of(at_one("units: 4, service: \"gamma(mean 36 s, cv 1)\"")), Formula::erlang_c,
         Validity::exact, mmc_wait_s(4, 3.6, 36));
}

TEST(Bound, SaysWhereItApproximates)
{
  expect(wait_of(at_one("units: 4, service: \"lognormal(mean 36 s, cv 0.5)\"")),
         Formula::cosmetatos, Validity::approximation, mgc_wait_s(4, 3.6, 36, 0.25));
  expect(wait_of(at_one("units: 4, service: \"lognormal(mean 36 s, cv 1.5)\"")),
         Formula::allen_cunneen, Validity::approximation, ggc_wait_s(4, 3.6, 36, 1, 2.25));
  const CheckpointBound separate = at_one("units: 4, queue: separate, service: exponential(36 s)");
  expect(wait_of(separate), Formula::erlang_c, Validity::approximation, mmc_wait_s(4, 3.6, 36));
  EXPECT_THAT(wait_of(separate).caveats, ElementsAre(Caveat::separate_queues));
}

TEST(Bound, GroupsBreakdownsAndPatienceHaveTheirFormulas)
{
  expect(wait_of(at_one("service: exponential(8 s)", "group_size: 4")), Formula::burke_groups,
         Validity::exact, group_wait_s(0.8, 8, 1, {4, 16}));
  expect(wait_of(at_one("units: 3, service: exponential(20 s)", "group_size: 4")),
         Formula::group_chain, Validity::exact, group_mmc_wait_s(3, 2, 20, {0, 0, 0, 1}));
  expect(wait_of(at_one("service: exponential(5 s), "
                        "breakdown: { every: exponential(100 s), repair: exponential(20 s) }")),
         Formula::breaking_server, Validity::exact, breaking_mm1_wait_s(0.5, 5, 100, 20));
  const Losses losses = impatient_wait(3, 3.3, 33, 66, 0);
  const CheckpointBound tired =
      at_one("units: 3, service: exponential(33 s)", "patience: exponential(66 s)");
  expect(wait_of(tired), Formula::erlang_a, Validity::exact, losses.wait_served_s);
  EXPECT_NEAR(wait_of(tired).abandoning, losses.abandoning, 1e-9);
  const Losses full = impatient_wait(1, 0.9, 9, 0, 4);
  const CheckpointBound shy = at_one("service: exponential(9 s)", "balk_at: 4");
  expect(wait_of(shy), Formula::finite_queue, Validity::exact, full.wait_served_s);
  EXPECT_NEAR(wait_of(shy).balking, full.balking, 1e-9);
}

TEST(Bound, PrioritiesAreCobhams)
{
  const CheckpointBound found = bound(test::hall(R"(checkpoints: { main: { authority: vn } }
areas: { hall: {} }
entrances: { road: hall }
classes: { crew: { priority: 1 }, others: {} }
demand:
  crew: { class: crew, entrance: road, rate: 180 /h }
  others: { class: others, entrance: road, rate: 180 /h }
stations:
  a:
    kind: plain
    area: hall
    service: uniform(5 s, 15 s)
    service_by_class: { crew: exponential(6 s) }
routes: [{ from: road, to: a, walk: 0 s }]
)"));
  const double residual = 0.05 * 36 + 0.05 * (100 + 100.0 / 12) / 2;
  EXPECT_EQ(wait_of(found).validity, Validity::exact);
  EXPECT_NEAR(*wait_of(found).mean_s_by_class[0], residual / 0.7, 1e-9);
  EXPECT_NEAR(*wait_of(found).mean_s_by_class[1], residual / (0.7 * 0.2), 1e-9);
}

TEST(Bound, ANetworkOfExponentialQueuesIsExactAroundACircle)
{
  const CheckpointBound found = bound(test::hall(test::plain_hall + R"(
stations:
  a: { kind: plain, area: hall, units: 3, service: exponential(16 s) }
  b: { kind: plain, area: hall, service: exponential(8 s) }
  c: { kind: plain, area: hall, service: 5 s }
routes:
  - { from: road, to: a }
  - { from: a, choices: { b: 60 %, exit: 40 % } }
  - { from: b, choices: { a: 30 %, c: 20 %, exit: 50 % } }
)"));
  const double a = 0.1 / 0.82; // a = 0.1 + 0.3 * 0.6 a
  expect(found.stations[0].wait, Formula::erlang_c, Validity::exact, mmc_wait_s(3, 16 * a, 16));
  expect(found.stations[1].wait, Formula::erlang_c, Validity::exact, mmc_wait_s(1, 0.6 * a * 8, 8));
  expect(found.stations[2].wait, Formula::pollaczek_khinchine, Validity::exact,
         mg1_wait_s(0.12 * a * 5, 5, 0));
}

TEST(Bound, WhatComesOutOfAnotherQueueIsNotPoisson)
{
  const CheckpointBound found = bound(test::hall(test::plain_hall + R"(
stations:
  a: { kind: plain, area: hall, service: 8 s }
  b: { kind: plain, area: hall, service: exponential(8 s) }
routes:
  - { from: road, to: a }
  - { from: a, to: b }
)"));
  const WaitBound& second = found.stations[1].wait;
  EXPECT_EQ(second.formula, Formula::allen_cunneen);
  EXPECT_THAT(second.caveats, ElementsAre(Caveat::arrivals));
  EXPECT_LT(*second.mean_s, mmc_wait_s(1, 0.8, 8)); // evenly served, so they come more evenly
}

TEST(Bound, RefusesWhereNoFormulaHolds)
{
  const CheckpointBound full = at_one("units: 4, service: exponential(36 s), queue_capacity: 5");
  EXPECT_EQ(wait_of(full).validity, Validity::no_formula);
  EXPECT_EQ(wait_of(full).why_none, NoFormula::blocking);
  EXPECT_FALSE(wait_of(full).mean_s);
  EXPECT_NEAR(full.stations[0].utilisation, 0.9, 1e-12); // which is known all the same
  const CheckpointBound roomy = at_one("units: 4, service: exponential(20 s), queue_capacity: 50");
  EXPECT_EQ(wait_of(roomy).validity, Validity::approximation);
  EXPECT_THAT(wait_of(roomy).caveats, Contains(Caveat::room));
}

TEST(Bound, AStationBehindAFullOneIsRefusedToo)
{
  const CheckpointBound found = bound(test::hall(test::plain_hall + R"(
stations:
  a: { kind: plain, area: hall, service: exponential(5 s) }
  b: { kind: plain, area: hall, service: exponential(9 s), queue_capacity: 2 }
routes: [{ from: road, to: a }, { from: a, to: b }]
)"));
  EXPECT_EQ(found.stations[0].wait.why_none, NoFormula::blocking);
}

TEST(Bound, AnOverloadOfAWeekSaysHowLongItLasts)
{
  const CheckpointBound found =
      at_one("units: 3, service: exponential(36 s)"); // 300 of 360 an hour
  const StationBound& station = found.stations[0];
  EXPECT_NEAR(station.utilisation, 1.2, 1e-6);
  ASSERT_EQ(station.overloads.size(), 1U);
  const Overload& overload = station.overloads[0];
  EXPECT_EQ(overload.from_ns, 0);
  EXPECT_NEAR(static_cast<double>(overload.to_ns) * 1e-9, 7 * 86400, 61);
  EXPECT_NEAR(overload.peak_backlog, 60 * 24 * 7, 60);
  EXPECT_NEAR(overload.longest_wait_s, 60.0 * 24 * 7 / 300 * 3600, 600);
  EXPECT_EQ(wait_of(found).formula, Formula::backlog);
}

TEST(Bound, AnOverloadWithoutEndIsInfinite)
{
  const CheckpointModel model = test::shipped("checkpoint-60", {"stations.gates.units=9"});
  const CheckpointBound found = bound(model);
  EXPECT_EQ(wait_of(found).validity, Validity::infinite);
  EXPECT_FALSE(wait_of(found).mean_s);
  // No more than 1,800 an hour come through to the booths.
  EXPECT_NEAR(found.stations[1].persons_per_s * 3600, 1800 * 0.08, 1e-6);
}

TEST(Bound, ThePlannersFiguresOfTheShippedQueue)
{
  const CheckpointBound found = bound(test::shipped("single-queue-theory"));
  EXPECT_FALSE(found.load_changes);
  EXPECT_NEAR(*wait_of(found).mean_s, 118.163, 1e-3);
  EXPECT_TRUE(wait_of(found).p95_exact);
  EXPECT_DOUBLE_EQ(found.capacity.persons_per_hour, 240);
  EXPECT_NEAR(found.by_shares.persons_per_hour, 240, 1e-6);
}

TEST(Bound, StationsOfOneChoiceShareTheirQueue)
{
  const CheckpointBound found = bound(test::shipped("hall-egate"));
  EXPECT_THAT(found.stations[1].shares_queue_with, ElementsAre(2U));
  EXPECT_THAT(found.stations[0].shares_queue_with, IsEmpty());
  EXPECT_EQ(found.stations[1].wait.mean_s, found.stations[2].wait.mean_s);
  // A few of those whom the gate does not recognise come to the booths: between 2 and 6 % of 400.
  const double referred = found.stations[0].persons_per_s * 3600 - 60;
  EXPECT_GT(referred, 8);
  EXPECT_LT(referred, 24);
}

TEST(Bound, CapacityByTheWaitIsWhereTheChoiceIsFull)
{
  // Two desks to choose between, 30 and 60 s: 180 an hour in all, whatever the first guess.
  const CheckpointBound found = bound(test::hall(test::plain_hall + R"(
stations:
  quick: { kind: plain, area: hall, service: exponential(30 s) }
  slow: { kind: plain, area: hall, service: exponential(60 s) }
routes: [{ from: road, shortest_wait: [quick, slow] }]
)"));
  EXPECT_NEAR(found.by_shares.persons_per_hour, 180, 1);
  EXPECT_NEAR(found.capacity.persons_per_hour, 180, 1e-6);
}

} // namespace
} // namespace gatetwin
