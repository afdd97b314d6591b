// SPDX-License-Identifier: Apache-2.0
#include "sim/engine/flow.hpp"
#include "tests/sim/engine/one_station.hpp"
#include <map>

namespace gatetwin::test {
namespace {

using journal::QueueExit;
using journal::Record;
using journal::RecordKind;
using journal::UnitState;

TEST(Flow, ServesInTheOrderOfArrival)
{
  HandModel m = one_station(2, constant(10));
  m.coach({{0, 1}, {ns(1), 1}, {ns(2), 1}, {ns(3), 2}});
  const FlowRun run = run_flow(m.model());
  EXPECT_EQ(starts_s(run), (Seconds{0, 1, 10, 11, 20}));
  std::uint64_t expected = 0;
  for (const Record& r : run.records.of(RecordKind::service_started))
    EXPECT_EQ(r.subject, ++expected);
  EXPECT_EQ(run.records.left_as(Outcome::admitted), 5U);
  EXPECT_EQ(run.ended_ns, ns(30));
}

TEST(Flow, WritesEveryStepOfAVisit)
{
  HandModel m = one_station(1, constant(10));
  m.m.routing.from_entrance[0][0].choices = {HandModel::go(0, 1, constant(4))};
  m.coach({{ns(1), 1}});
  const FlowRun run = run_flow(m.model());
  std::vector<std::pair<RecordKind, std::int64_t>> seen;
  for (const Record& r : run.records.all) seen.emplace_back(r.kind, r.value);
  const std::vector<std::pair<RecordKind, std::int64_t>> expected{
      {RecordKind::unit_state, 0}, // closed before
      {RecordKind::traveller_arrived, -1},
      {RecordKind::walk_started, ns(4)},
      {RecordKind::queue_joined, 1},
      {RecordKind::queue_left, 0},
      {RecordKind::service_started, 0},
      {RecordKind::unit_state, static_cast<std::int64_t>(UnitState::idle)},
      {RecordKind::service_ended, ns(10)},
      {RecordKind::traveller_left, ns(14)},
      {RecordKind::unit_state, static_cast<std::int64_t>(UnitState::busy)}};
  EXPECT_EQ(seen, expected);
}

TEST(Flow, EverybodyWhoArrivesLeavesOrIsStillInside)
{
  HandModel m;
  m.traveller_class();
  m.m.classes[0].patience = exponential(20);
  m.m.classes[0].balk_at = 12;
  m.m.classes[0].group_size = uniform(1, 4);
  m.station(3, {exponential(8)});
  m.station(2, {exponential(5)}, m.area(6));
  m.m.stations[1].breakdown = {true, exponential(100), exponential(20)};
  m.poisson(0.3, 0);
  m.m.horizon_ns = ns(20'000);
  m.m.drain = false;
  m.from_entrance().choices = {m.go(0, 1, uniform(1, 5))};
  m.from_station(0).choices = {m.go(1, 0.6, uniform(1, 5)), m.out(0.4)};
  m.from_station(1).choices = {m.go(0, 0.1), m.out(0.9)};
  const FlowRun run = run_flow(m.model());
  std::map<std::uint64_t, int> inside;
  for (const Record& r : run.records.all) {
    if (r.kind == RecordKind::traveller_arrived) ++inside[r.subject];
    if (r.kind == RecordKind::traveller_left) --inside[r.subject];
  }
  std::uint32_t count = 0;
  for (const auto& [traveller, balance] : inside) {
    EXPECT_TRUE(balance == 0 || balance == 1);
    count += static_cast<std::uint32_t>(balance);
  }
  EXPECT_EQ(inside.size(), run.arrived);
  EXPECT_EQ(count, run.still_inside);
  EXPECT_GT(run.records.left_as(Outcome::abandoned), 100U);
  EXPECT_GT(run.records.of(RecordKind::blocked).size(), 100U);
  EXPECT_EQ(run.ended_ns, ns(20'000));
  EXPECT_LT(run.slots, 200U);
}

TEST(Flow, CallsTheHighestPriorityFirstAndNeverInterrupts)
{
  HandModel m;
  m.traveller_class(0);
  m.traveller_class(5);
  m.station(1, {constant(10), constant(10)});
  m.coach({{0, 3}}, 0);
  m.coach({{ns(1), 2}}, 1);
  m.from_entrance(0).choices = {m.go(0)};
  m.from_entrance(1).choices = {m.go(0)};
  const FlowRun run = run_flow(m.model());
  std::vector<std::uint64_t> order;
  for (const Record& r : run.records.of(RecordKind::service_started)) order.push_back(r.subject);
  EXPECT_EQ(order, (std::vector<std::uint64_t>{1, 4, 5, 2, 3}));
}

TEST(Flow, UnitsTakeOnlyThoseWhomTheyCanServe)
{
  HandModel m;
  m.traveller_class();
  m.traveller_class();
  m.m.classes[1].skill = 2;
  m.station(2, {constant(10), constant(10)});
  m.m.stations[0].skills = {1, 3};
  m.coach({{0, 2}}, 1);
  m.coach({{ns(1), 2}}, 0);
  m.from_entrance(0).choices = {m.go(0)};
  m.from_entrance(1).choices = {m.go(0)};
  const FlowRun run = run_flow(m.model());
  for (const Record& r : run.records.of(RecordKind::service_started)) {
    if (r.code == 1) {
      EXPECT_EQ(r.unit, 1U);
    }
  }
  EXPECT_EQ(starts_s(run), (Seconds{0, 1, 10, 11}));
}

// Averages over time are taken over the duration, so hours and shifts must go on until its end.
TEST(Flow, LastsItsDurationThoughEverybodyHasLeft)
{
  HandModel m = one_station(1, constant(10));
  m.m.stations[0].open = {{0, ns(60), 0}, {ns(80), ns(200), 0}};
  m.m.horizon_ns = ns(100);
  m.coach({{ns(1), 1}});
  for (const bool drain : {true, false}) {
    m.m.drain = drain;
    const FlowRun run = run_flow(m.model());
    EXPECT_EQ(run.ended_ns, ns(100));
    EXPECT_EQ(run.still_inside, 0U);
    Seconds changes;
    for (const Record& r : run.records.of(RecordKind::unit_state))
      changes.push_back(whole_s(r.time_ns));
    EXPECT_EQ(changes, (Seconds{0, 1, 11, 60, 80}));
  }
}

TEST(Flow, LastsItsDurationThoughNobodyComes)
{
  for (const std::int64_t drain_limit_ns : {ns(0), ns(1000)}) {
    HandModel m = one_station(1, constant(10));
    m.m.horizon_ns = ns(100);
    m.m.drain_limit_ns = drain_limit_ns;
    m.poisson(1e-12, 0);
    EXPECT_EQ(run_flow(m.model()).ended_ns, ns(100));
  }
}

// A break that ends while the counter is broken opens no queue before it.
TEST(Flow, NobodyQueuesBeforeAUnitThatIsBrokenWhenItsShiftBegins)
{
  HandModel m = one_station(2, constant(10));
  m.m.stations[0].queue = QueueRule::separate_shortest;
  m.m.stations[0].staff = {{0, ns(10), 2}, {ns(20), ns(9000), 2}};
  m.m.faults.push_back({FaultKind::unit_breakdown, ns(5), ns(1000), no_index, no_index, 0, 0});
  m.coach({{ns(15), 2}, {ns(25), 4}}); // the first two during the break
  const FlowRun run = run_flow(m.model());
  EXPECT_EQ(starts_s(run), (Seconds{20, 30, 40, 50, 60, 70}));
  for (const Record& r : run.records.of(RecordKind::service_started)) EXPECT_EQ(r.unit, 1U);
}

TEST(Flow, JoinsTheShortestOfSeparateQueuesAndLeavesAClosingOne)
{
  HandModel m = one_station(2, constant(10));
  m.m.stations[0].queue = QueueRule::separate_shortest;
  m.m.stations[0].staff = {{0, ns(15), 2}, {ns(15), ns(1000), 1}};
  m.coach({{0, 6}});
  const FlowRun run = run_flow(m.model());
  std::map<std::uint32_t, Seconds> starts;
  for (const Record& r : run.records.of(RecordKind::service_started)) {
    starts[r.unit].push_back(whole_s(r.time_ns));
  }
  EXPECT_EQ(starts[0], (Seconds{0, 10, 20, 30}));
  EXPECT_EQ(starts[1], (Seconds{0, 10}));
}

TEST(Flow, BlocksTheUnitWhoseNextPlaceIsFullAndFreesInOrder)
{
  HandModel m;
  m.traveller_class();
  m.station(2, {constant(1)});
  m.station(1, {constant(10)}, m.area(1));
  m.coach({{0, 3}});
  m.from_entrance().choices = {m.go(0)};
  m.from_station(0).choices = {m.go(1)};
  const FlowRun run = run_flow(m.model());
  std::vector<std::pair<std::uint64_t, std::int64_t>> freed;
  for (const Record& r : run.records.of(RecordKind::unblocked)) {
    freed.emplace_back(r.subject, whole_s(r.value));
  }
  EXPECT_EQ(freed, (std::vector<std::pair<std::uint64_t, std::int64_t>>{{2, 10}, {3, 19}}));
  EXPECT_EQ(run.ended_ns, ns(31));
  EXPECT_EQ(run.records.left_as(Outcome::admitted), 3U);
}

TEST(Flow, KeepsPeopleOutsideWhileTheQueueIsFull)
{
  HandModel m = one_station(1, constant(10));
  m.m.stations[0].queue_capacity = 2;
  m.coach({{0, 5}});
  const FlowRun run = run_flow(m.model());
  for (const Record& r : run.records.of(RecordKind::queue_joined)) EXPECT_LE(r.value, 2);
  EXPECT_EQ(run.records.of(RecordKind::blocked).size(), 2U);
  EXPECT_EQ(run.records.left_as(Outcome::admitted), 5U);
  EXPECT_EQ(run.ended_ns, ns(50));
}

TEST(Flow, EndsWhenPeopleBlockEachOtherForGood)
{
  HandModel m;
  m.traveller_class();
  m.station(1, {constant(1)}, m.area(1));
  m.station(1, {constant(1)}, m.area(1));
  m.m.stations[0].breakdown = {true, exponential(100), exponential(20)};
  m.m.entrances.push_back({"other", 0});
  m.coach({{0, 1}}, 0, 0);
  m.coach({{0, 1}}, 0, 1);
  m.from_entrance(0, 0).choices = {m.go(0)};
  m.from_entrance(0, 1).choices = {m.go(1)};
  m.from_station(0).choices = {m.go(1)};
  m.from_station(1).choices = {m.go(0)};
  EXPECT_EQ(run_flow(m.model()).still_inside, 2U);
}

TEST(Flow, ImpatientPeopleLeaveTheQueueAndNobodyServesThem)
{
  HandModel m = one_station(1, constant(10));
  m.m.classes[0].patience = constant(15);
  m.coach({{0, 4}});
  const FlowRun run = run_flow(m.model());
  EXPECT_EQ(starts_s(run), (Seconds{0, 10}));
  EXPECT_EQ(run.records.left_as(Outcome::abandoned), 2U);
  for (const Record& r : run.records.of(RecordKind::queue_left)) {
    if (r.detail == static_cast<std::uint32_t>(QueueExit::reneged)) {
      EXPECT_EQ(r.value, ns(15));
    }
  }
}

TEST(Flow, PeopleWhoFindALongQueueDoNotJoin)
{
  HandModel m = one_station(1, constant(10));
  m.m.classes[0].balk_at = 2;
  m.coach({{0, 5}});
  const FlowRun run = run_flow(m.model());
  EXPECT_EQ(run.records.of(RecordKind::service_started).size(), 3U);
  EXPECT_EQ(run.records.left_as(Outcome::abandoned), 2U);
}

TEST(Flow, AGroupLeavesWithItsLastMember)
{
  HandModel m = one_station(1, constant(10));
  m.m.classes[0].leaves_together = true;
  m.coach({{0, 3}, {ns(1), 1}});
  const FlowRun run = run_flow(m.model());
  std::map<std::uint64_t, std::int64_t> left;
  for (const Record& r : run.records.of(RecordKind::traveller_left)) {
    left[r.subject] = whole_s(r.time_ns);
  }
  EXPECT_EQ(left, (std::map<std::uint64_t, std::int64_t>{{1, 30}, {2, 30}, {3, 30}, {4, 40}}));
  const auto arrived = run.records.of(RecordKind::traveller_arrived);
  EXPECT_EQ(arrived[0].value, 1);
  EXPECT_EQ(arrived[2].value, 1);
  EXPECT_EQ(arrived[3].value, -1);
}

TEST(Flow, ABrokenServerGoesOnWhereItStopped)
{
  HandModel m = one_station(1, constant(10));
  m.m.faults.push_back(
      {FaultKind::unit_breakdown, ns(4), ns(104), no_index, no_index, 0, no_index});
  m.coach({{0, 2}});
  const FlowRun run = run_flow(m.model());
  EXPECT_EQ(starts_s(run), (Seconds{0, 110}));
  EXPECT_EQ(run.records.of(RecordKind::service_ended)[0].value, ns(110));
}

TEST(Flow, FireAlarmEmptiesTheCheckpointAndKeepsItShutUntilReset)
{
  HandModel m;
  m.traveller_class();
  m.station(1, {constant(10)});
  m.station(1, {constant(10)}, m.area(1));
  m.m.faults.push_back({FaultKind::fire_alarm, ns(15), ns(100), no_index, 0, no_index, no_index});
  m.coach({{0, 5}, {ns(50), 1}});
  m.from_entrance().choices = {m.go(0, 1, constant(1))};
  m.from_station(0).choices = {m.go(1)};
  const FlowRun run = run_flow(m.model());
  EXPECT_EQ(run.records.left_as(Outcome::evacuated), 5U);
  EXPECT_EQ(run.records.left_as(Outcome::admitted), 1U);
  for (const Record& r : run.records.of(RecordKind::traveller_left)) {
    if (r.detail == static_cast<std::uint32_t>(Outcome::evacuated)) {
      EXPECT_EQ(r.time_ns, ns(15));
    }
  }
  EXPECT_EQ(run.ended_ns, ns(121));
  EXPECT_EQ(run.records.of(RecordKind::emergency).size(), 2U);
}

TEST(Flow, FireAlarmSaysAtWhichCheckpoint)
{
  HandModel m;
  m.traveller_class();
  m.m.checkpoints.push_back(m.m.checkpoints[0]);
  m.station(1, {constant(10)});
  m.station(1, {constant(10)}, m.area(0, 1));
  m.m.faults.push_back({FaultKind::fire_alarm, ns(15), ns(100), no_index, 1, no_index, no_index});
  m.coach({{0, 2}, {ns(120), 1}}); // the last keeps the run going until the reset
  m.from_entrance().choices = {HandModel::go(0)};
  const FlowRun run = run_flow(m.model());
  ASSERT_EQ(run.records.of(RecordKind::emergency).size(), 2U);
  for (const Record& r : run.records.of(RecordKind::emergency)) EXPECT_EQ(r.detail, 1U);
  EXPECT_EQ(run.records.left_as(Outcome::admitted), 3U) << "nobody else is evacuated";
}

TEST(Flow, TakesTheShortestWaitWhenTheRouteSaysSo)
{
  HandModel m;
  m.traveller_class();
  m.station(1, {constant(10)});
  m.station(2, {constant(10)});
  m.coach({{0, 6}});
  m.from_entrance().rule = RouteRule::shortest_wait;
  m.from_entrance().choices = {m.go(0), m.go(1)};
  const FlowRun run = run_flow(m.model());
  EXPECT_EQ(run.ended_ns, ns(20));
}

TEST(Flow, WalksByDistanceAndSpeed)
{
  HandModel m = one_station(1, constant(10));
  m.m.classes[0].walking_speed = constant(1.25);
  RouteChoice leg;
  leg.to_station = 0;
  leg.distance_m = 50;
  m.m.routing.from_entrance[0][0].choices = {leg};
  m.coach({{0, 1}});
  EXPECT_EQ(starts_s(run_flow(m.model())), (Seconds{40}));
}

TEST(Flow, SameSeedWritesTheSameRecords)
{
  HandModel m = one_station(2, exponential(3));
  m.poisson(0.6, 2000);
  const auto a = run_flow(m.model(), 5).records.all;
  const auto b = run_flow(m.model(), 5).records.all;
  const auto c = run_flow(m.model(), 6).records.all;
  const auto same = [](const auto& x, const auto& y) {
    return x.size() == y.size() &&
           std::equal(x.begin(), x.end(), y.begin(), [](const Record& r, const Record& s) {
             return r.time_ns == s.time_ns && r.kind == s.kind && r.subject == s.subject &&
                    r.value == s.value;
           });
  };
  EXPECT_TRUE(same(a, b));
  EXPECT_FALSE(same(a, c));
}

// Adding a unit at one station moves nobody's arrival, walk or service anywhere.
TEST(Flow, AnotherUnitChangesNobodysLuck)
{
  const auto run_with = [](std::uint32_t units) {
    HandModel m;
    m.traveller_class();
    m.m.classes[0].patience = exponential(60);
    m.station(units, {exponential(8)});
    m.station(4, {exponential(10)});
    m.poisson(0.2, 3000);
    m.from_entrance().choices = {m.go(0, 1, uniform(1, 5))};
    m.from_station(0).choices = {m.go(1, 0.5, uniform(1, 5)), m.out(0.5)};
    return run_flow(m.model());
  };
  const FlowRun few = run_with(2), many = run_with(3);
  std::map<std::pair<std::uint64_t, std::uint32_t>, std::int64_t> service;
  std::map<std::uint64_t, std::int64_t> arrival;
  for (const Record& r : few.records.of(RecordKind::service_ended))
    service[{r.subject, r.station}] = r.value;
  for (const Record& r : few.records.of(RecordKind::traveller_arrived))
    arrival[r.subject] = r.time_ns;
  std::size_t compared = 0;
  for (const Record& r : many.records.of(RecordKind::traveller_arrived))
    EXPECT_EQ(arrival[r.subject], r.time_ns);
  for (const Record& r : many.records.of(RecordKind::service_ended)) {
    const auto found = service.find({r.subject, r.station});
    if (found == service.end()) continue; // had run out of patience in the smaller hall
    EXPECT_EQ(found->second, r.value);
    ++compared;
  }
  EXPECT_GT(compared, 3500U);
}

TEST(Flow, MemoryFollowsHowManyAreInside)
{
  HandModel m = one_station(4, exponential(8));
  m.poisson(0.4, 50'000);
  EXPECT_LT(run_flow(m.model()).slots, 150U);
}

TEST(Flow, ArrivalsFollowTheRateTable)
{
  HandModel m = one_station(1000, constant(0.001));
  m.poisson(0, 0);
  m.m.demands[0].rates = {{0, 1.0}, {ns(1000), 0}, {ns(2000), 4.0}, {ns(3000), 0}};
  m.m.horizon_ns = ns(4000);
  const FlowRun run = run_flow(m.model());
  std::array<std::size_t, 4> count{};
  for (const Record& r : run.records.of(RecordKind::traveller_arrived)) {
    ++count[static_cast<std::size_t>(r.time_ns / ns(1000))];
  }
  EXPECT_NEAR(static_cast<double>(count[0]), 1000, 4 * 32);
  EXPECT_EQ(count[1], 0U);
  EXPECT_NEAR(static_cast<double>(count[2]), 4000, 4 * 64);
  EXPECT_EQ(count[3], 0U);
}

} // namespace
} // namespace gatetwin::test
