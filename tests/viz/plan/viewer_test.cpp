// SPDX-License-Identifier: Apache-2.0
#include "tests/viz/timeline/small_journal.hpp"
#include "viz/viewer/viewer.hpp"
#include <gtest/gtest.h>

namespace gatetwin::viz {
namespace {

std::unique_ptr<Run> open_run(const std::string& name, std::uint64_t travellers = 100)
{
  std::string error;
  const std::string path = write_journal(name, small_records(travellers));
  auto timeline = Timeline::open(path, false, error);
  EXPECT_TRUE(timeline) << error;
  return std::make_unique<Run>(std::move(timeline), path);
}

TEST(Viewer, PlaysAsFastAsItsSpeedSaysAndStopsAtTheEnd)
{
  Viewer viewer(open_run("play.gtj"));
  viewer.read_everything();
  viewer.press(Key::play_or_pause);
  const double speed = viewer.speed();
  viewer.advance(0.1);
  EXPECT_NEAR(static_cast<double>(viewer.now_ns()), speed * 0.1e9, 2);
  viewer.press(Key::faster);
  EXPECT_GT(viewer.speed(), speed);
  for (int i = 0; i < 40; ++i) viewer.press(Key::faster);
  EXPECT_EQ(viewer.speed(), 10'000);
  for (int i = 0; i < 40; ++i) viewer.advance(0.2);
  EXPECT_EQ(viewer.now_ns(), viewer.end_ns());
  EXPECT_FALSE(viewer.playing());
}

TEST(Viewer, TellsTheStoryOfWhoIsClicked)
{
  Viewer viewer(open_run("click.gtj"));
  viewer.read_everything();
  viewer.go_to(36 * second_ns);
  viewer.prepare();
  const HallState& state = viewer.state(0);
  Point at{};
  for (const Dot& dot : viewer.run(0).picture.dots) {
    if (dot.slot != nobody && state.slots()[dot.slot].number == 1) at = dot.at;
  }
  viewer.click(at, 0.3F);
  ASSERT_EQ(viewer.traveller(), std::optional<std::uint64_t>(1));
  EXPECT_EQ(viewer.view(), View::story);
  ASSERT_EQ(viewer.story().size(), 7U);
  EXPECT_EQ(viewer.story().front().record.kind, RecordKind::traveller_arrived);
  EXPECT_EQ(viewer.story().back().record.kind, RecordKind::traveller_left);
}

TEST(Viewer, OpensAGateThatIsClicked)
{
  Viewer viewer(open_run("gate.gtj"));
  viewer.read_everything();
  viewer.prepare();
  viewer.click(viewer.run(0).plan.stations[1].units[0].middle(), 0.1F);
  EXPECT_EQ(viewer.unit(), std::optional<std::uint32_t>(2));
  EXPECT_EQ(viewer.view(), View::gate);
}

TEST(Viewer, ShowsTwoRunsAtTheSameTime)
{
  Viewer viewer(open_run("first.gtj", 100));
  viewer.show(View::compare);
  EXPECT_EQ(viewer.view(), View::plan); // there is nothing to compare with yet
  viewer.add_second(open_run("second.gtj", 200));
  viewer.read_everything();
  viewer.show(View::compare);
  EXPECT_EQ(viewer.view(), View::compare);
  viewer.go_to(1500 * second_ns);
  EXPECT_EQ(viewer.state(0).inside(), 0U);
  EXPECT_GT(viewer.state(1).inside(), 0U);
}

TEST(Comparison, KnowsTheStationsOfBothByTheirIds)
{
  Site first, second;
  first.stations.resize(3);
  first.stations[0] = {.name = "Booths", .id = "booths"};
  first.stations[1] = {.name = "E-gates", .id = "egates"};
  second.stations.resize(2);
  second.stations[0] = {.name = "Gates", .id = "egates"};
  second.stations[1] = {.name = "Desk", .id = "desk"};
  const auto both = stations_of_both(first, second);
  ASSERT_EQ(both.size(), 1U) << "without an id nobody knows which is which";
  EXPECT_EQ(both[0].name, "E-gates");
  EXPECT_EQ(both[0].lanes, (std::array<std::size_t, 2>{2, 1}));
  Comparison comparison;
  EXPECT_EQ(chosen_place(comparison, first, second).id, "");
  EXPECT_EQ(comparison.figure(0), Figure::people_inside);
  comparison.station = "egates";
  EXPECT_EQ(chosen_place(comparison, first, second).lanes[0], 2U);
  EXPECT_EQ(comparison.figure(0), Figure::wait) << "nobody counts the people inside a station";
  comparison.station = "desk";
  const ComparedPlace whole = chosen_place(comparison, first, second);
  EXPECT_EQ(whole.id, "");
  EXPECT_EQ(whole.lanes, (std::array<std::size_t, 2>{0, 0}));
}

TEST(Comparison, NamesItsFigures)
{
  EXPECT_EQ(figure_names().size(), figure_count);
  for (const std::string& name : figure_names()) EXPECT_TRUE(parse_figure(name)) << name;
  EXPECT_EQ(parse_figure("wait"), Figure::wait);
  EXPECT_EQ(parse_figure("waits"), std::nullopt);
}

TEST(GateTiming, HoldsTheDoorsAndStatesOfOneTransaction)
{
  const auto at = [](std::int64_t s, Record r) {
    r.time_ns = s * second_ns;
    r.unit = 0;
    return r;
  };
  const std::vector<Record> records{
      at(10, {.subject = 5, .kind = RecordKind::transaction_started}),
      at(10, {.subject = 5, .kind = RecordKind::gate_state, .code = 3}),
      at(12, {.subject = 5, .kind = RecordKind::registry_request}),
      at(13, {.subject = 5, .value = second_ns, .kind = RecordKind::registry_answer}),
      at(14, {.subject = 5,
              .kind = RecordKind::gate_event,
              .code = static_cast<std::uint16_t>(GateEventKind::door_changed),
              .detail = door_detail(Door::entry, DoorState::open)}),
      at(20, {.subject = 5, .kind = RecordKind::transaction_ended, .code = 1}),
      at(50, {.subject = 6, .kind = RecordKind::transaction_started})};
  std::string error;
  const auto timeline = Timeline::open(write_journal("timing.gtj", records), false, error);
  ASSERT_TRUE(timeline) << error;
  timeline->read_on(1000);
  const GateTiming timing = timing_of(*timeline, 0, 15 * second_ns);
  EXPECT_EQ(timing.transaction, 5U);
  EXPECT_EQ(timing.from_ns, 8 * second_ns);
  EXPECT_EQ(timing.to_ns, 22 * second_ns);
  ASSERT_EQ(timing.registry.size(), 1U);
  EXPECT_EQ(timing.registry[0].to_ns - timing.registry[0].from_ns, second_ns);
  EXPECT_EQ(timing.registry[0].state, 1);
  ASSERT_EQ(timing.entry.size(), 1U);
  EXPECT_EQ(timing.entry[0].state, static_cast<int>(DoorState::open));
}

} // namespace
} // namespace gatetwin::viz
