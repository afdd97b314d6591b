// SPDX-License-Identifier: Apache-2.0
// Opening hours and rosters of the flow.
#include "tests/sim/engine/one_station.hpp"

namespace gatetwin::test {
namespace {

using journal::QueueExit;
using journal::Record;
using journal::RecordKind;
using journal::UnitState;

TEST(Flow, AUnitThatClosesFinishesThePersonAtHand)
{
  HandModel m = one_station(1, constant(10));
  m.m.stations[0].staff = {{0, ns(5), 1}, {ns(60), ns(1000), 1}};
  m.coach({{0, 2}});
  const FlowRun run = run_flow(m.model());
  EXPECT_EQ(starts_s(run), (Seconds{0, 60}));
  const auto states = run.records.of(RecordKind::unit_state);
  std::vector<std::pair<std::int64_t, UnitState>> seen;
  for (const Record& r : states) {
    seen.emplace_back(whole_s(r.time_ns), static_cast<UnitState>(r.code));
  }
  const std::vector<std::pair<std::int64_t, UnitState>> expected{{0, UnitState::idle},
                                                                 {0, UnitState::busy},
                                                                 {10, UnitState::on_break},
                                                                 {60, UnitState::busy},
                                                                 {70, UnitState::idle}};
  EXPECT_EQ(seen, expected);
}

TEST(Flow, ClosingTurnsTheQueueAwayAndEarlyPeopleWaitForTheOpening)
{
  HandModel m = one_station(1, constant(10));
  m.m.stations[0].open = {{ns(100), ns(125), 0}, {ns(20'000), ns(20'100), 0}};
  m.m.stations[0].opening_wait_ns = ns(200);
  m.coach({{ns(50), 4}, {ns(300), 1}, {ns(19'900), 1}, {ns(30'000), 1}});
  const FlowRun run = run_flow(m.model());
  EXPECT_EQ(starts_s(run), (Seconds{100, 110, 120, 20'000}));
  EXPECT_EQ(run.records.left_as(Outcome::abandoned), 3U);
  std::size_t closed = 0;
  for (const Record& r : run.records.of(RecordKind::queue_left)) {
    if (r.detail == static_cast<std::uint32_t>(QueueExit::closed)) ++closed;
  }
  EXPECT_EQ(closed, 1U);
}

TEST(Flow, AQueueWaitsThroughABreakInTheOpeningHoursThatIsShort)
{
  HandModel m = one_station(1, constant(10));
  m.m.stations[0].open = {{ns(0), ns(15), 0}, {ns(215), ns(224), 0}, {ns(425), ns(500), 0}};
  m.m.stations[0].opening_wait_ns = ns(200);
  m.coach({{0, 4}, {ns(100), 1}});
  const FlowRun run = run_flow(m.model());
  // The break of 200 s is waited for, by who queued and who came in it; one of 201 s is not.
  EXPECT_EQ(starts_s(run), (Seconds{0, 10, 215}));
  EXPECT_EQ(run.records.left_as(Outcome::abandoned), 2U);
  EXPECT_EQ(run.records.of(RecordKind::service_started)[2].value, ns(215)) << "the break counts";
  for (const Record& r : run.records.of(RecordKind::queue_left)) {
    if (r.detail != static_cast<std::uint32_t>(QueueExit::closed)) continue;
    EXPECT_EQ(r.time_ns, ns(224));
  }
}

TEST(Flow, AStationThatServesItsQueueAtClosingTakesNobodyElseAndThenCloses)
{
  HandModel m = one_station(2, constant(10));
  m.m.stations[0].open = {{0, ns(15), 0}, {ns(20'000), ns(20'100), 0}};
  m.m.stations[0].staff = {{0, ns(15), 2}, {ns(20'000), ns(20'100), 1}}; // the shift ends as well
  m.m.stations[0].at_closing = ClosingRule::serve_queue;
  m.coach({{0, 7}, {ns(16), 1}, {ns(20'000), 1}});
  const FlowRun run = run_flow(m.model());
  EXPECT_EQ(starts_s(run), (Seconds{0, 0, 10, 10, 20, 20, 30, 20'000}));
  EXPECT_EQ(run.records.left_as(Outcome::abandoned), 1U) << "who comes after closing time";
  std::vector<std::int64_t> closed;
  for (const Record& r : run.records.of(RecordKind::unit_state)) {
    if (static_cast<UnitState>(r.code) == UnitState::closed) closed.push_back(whole_s(r.time_ns));
  }
  EXPECT_EQ(closed, (Seconds{30, 40}));
}

TEST(Flow, AQueueThatIsServedAtClosingLosesOnlyWhomNobodyOnDutyCanServe)
{
  HandModel m = one_station(2, constant(10));
  m.m.stations[0].open = {{0, ns(15), 0}};
  m.m.stations[0].staff = {{0, ns(15), 1}};
  m.m.stations[0].skills = {0, 1};
  m.m.stations[0].at_closing = ClosingRule::serve_queue;
  m.coach({{0, 3}});
  m.m.stations[0].service.push_back(constant(10));
  m.m.classes[m.traveller_class()].skill = 1;
  m.from_entrance(1).choices = {HandModel::go(0)};
  m.coach({{0, 3}}, 1);
  const FlowRun run = run_flow(m.model());
  EXPECT_EQ(starts_s(run), (Seconds{0, 10, 20}));
  EXPECT_EQ(run.records.left_as(Outcome::abandoned), 3U);
}

} // namespace
} // namespace gatetwin::test
