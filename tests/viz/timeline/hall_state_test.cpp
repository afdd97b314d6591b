// SPDX-License-Identifier: Apache-2.0
#include "tests/viz/timeline/small_journal.hpp"
#include "viz/timeline/hall_state.hpp"
#include <gtest/gtest.h>

namespace gatetwin::viz {
namespace {

HallState after(std::int64_t until_ns, const Site& site, std::uint64_t travellers = 5)
{
  HallState state(site);
  for (const Record& r : small_records(travellers)) {
    if (r.time_ns <= until_ns) state.apply(r);
  }
  return state;
}

TEST(HallState, FollowsATravellerThroughEachPhase)
{
  const Site site = make_site(small_header());
  const auto phase_at = [&](std::int64_t s) { return after(s * second_ns, site).find(1)->phase; };
  EXPECT_EQ(phase_at(12), Phase::walking);
  EXPECT_EQ(phase_at(31), Phase::queueing);
  EXPECT_EQ(phase_at(40), Phase::being_served);
  EXPECT_EQ(after(60 * second_ns, site).find(1), nullptr);
}

TEST(HallState, CountsWhoIsWhere)
{
  const Site site = make_site(small_header());
  const HallState state = after(34 * second_ns, site);
  EXPECT_EQ(state.arrived(), 3U);
  EXPECT_EQ(state.inside(), 3U);
  EXPECT_EQ(state.stations()[0].walking_here, 2U);
  EXPECT_EQ(state.stations()[0].waiting, 0U);
  EXPECT_EQ(state.stations()[0].in_service, 2U);
  EXPECT_EQ(after(31 * second_ns, site).stations()[0].waiting, 1U);
  EXPECT_EQ(after(31 * second_ns, site).longest_wait_ns(0, 33 * second_ns), 3 * second_ns);
  EXPECT_EQ(after(1000 * second_ns, site).inside(), 0U);
  EXPECT_EQ(after(1000 * second_ns, site).left(), 5U);
}

TEST(HallState, KeepsTheOrderOfTheLineWhenSomebodyLeavesItsMiddle)
{
  const Site site = make_site(small_header());
  HallState state(site);
  for (std::uint64_t n = 1; n <= 4; ++n) {
    state.apply({.subject = n, .station = 0, .kind = RecordKind::queue_joined});
  }
  state.apply({.subject = 2, .station = 0, .kind = RecordKind::queue_left, .detail = 1});
  std::vector<std::uint64_t> order;
  for (auto s = state.stations()[0].first; s != nobody; s = state.slots()[s].behind) {
    order.push_back(state.slots()[s].number);
  }
  EXPECT_EQ(order, (std::vector<std::uint64_t>{1, 3, 4}));
  EXPECT_EQ(state.stations()[0].waiting, 3U);
}

TEST(HallState, KeepsAnAlarmUntilThatAlarmIsCleared)
{
  const Site site = make_site(small_header());
  HallState state(site);
  state.apply({.value = 1, .unit = 1, .kind = RecordKind::alarm, .detail = 1500});
  EXPECT_EQ(state.units()[1].alarm_reason, 1500U);
  EXPECT_EQ(state.stations()[0].alarms, 1U);
  state.apply({.value = 0, .unit = 1, .kind = RecordKind::alarm, .detail = 1505});
  EXPECT_EQ(state.stations()[0].alarms, 1U);
  state.apply({.value = 0, .unit = 1, .kind = RecordKind::alarm, .detail = 1500});
  EXPECT_EQ(state.stations()[0].alarms, 0U);
}

TEST(HallState, KeepsAnEmergencyWhereItIsUntilItsReset)
{
  journal::JournalHeader header = small_header();
  header.checkpoints = {"here", "there"};
  const Site site = make_site(header);
  HallState state(site);
  state.apply({.kind = RecordKind::emergency, .code = 1, .detail = 1});
  EXPECT_FALSE(state.emergency(0));
  EXPECT_TRUE(state.emergency(1));
  state.apply({.kind = RecordKind::emergency, .code = 0, .detail = 0});
  EXPECT_TRUE(state.emergency(1));
  state.apply({.kind = RecordKind::emergency, .code = 0, .detail = 1});
  EXPECT_FALSE(state.emergency(1));
  state.apply({.kind = RecordKind::emergency, .code = 1, .detail = 2});
  EXPECT_EQ(state.ignored(), 1U);
}

TEST(HallState, IgnoresNumbersThatTheHeaderDoesNotKnow)
{
  const Site site = make_site(small_header());
  HallState state(site);
  state.apply({.subject = 1, .station = 77, .kind = RecordKind::queue_joined});
  state.apply({.subject = 1, .unit = 9, .station = 0, .kind = RecordKind::service_started});
  state.apply({.unit = 1, .kind = RecordKind::unit_state, .code = 99});
  state.apply({.unit = 12, .kind = RecordKind::gate_state, .code = 2});
  EXPECT_EQ(state.ignored(), 4U);
  EXPECT_EQ(state.inside(), 0U);
}

TEST(Site, IsWithinBoundsWhateverTheHeaderSays)
{
  journal::JournalHeader header = small_header();
  header.stations[0].area = 99;
  header.stations[1].checkpoint = 99;
  header.passages.push_back({0, 42, 1});
  header.entrances.push_back({"nowhere", 42});
  header.units.push_back({3, "lost", 42});
  const Site site = make_site(header);
  EXPECT_LT(site.stations[0].area, site.areas.size());
  EXPECT_LT(site.stations[1].checkpoint, site.checkpoints.size());
  EXPECT_EQ(site.passages.size(), 1U);
  EXPECT_EQ(site.entrances.size(), 1U);
  EXPECT_EQ(site.units.size(), 3U);
  EXPECT_EQ(make_site(journal::JournalHeader{}).checkpoints.size(), 1U);
}

} // namespace
} // namespace gatetwin::viz
