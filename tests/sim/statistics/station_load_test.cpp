// SPDX-License-Identifier: Apache-2.0
#include "sim/statistics/station_load.hpp"
#include "sim/statistics/time_cells.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

// Two units; one person waits from 10 to 30, two from 30 to 40; a unit serves from 20 to 50.
StationLoad hand_made()
{
  StationLoad load(2);
  load.queue().start_counting(0);
  load.queue().join(10);
  load.move_unit(20, UnitCondition::idle, UnitCondition::busy);
  load.queue().join(30);
  load.queue().leave(40);
  load.queue().leave(40);
  load.move_unit(50, UnitCondition::busy, UnitCondition::idle);
  load.flush(100, 0, 0);
  load.queue().stop_counting(100);
  return load;
}

TEST(StationLoad, IntegratesByHand)
{
  const StationLoad load = hand_made();
  EXPECT_EQ(load.total().time, 100);
  EXPECT_EQ(load.total().queue, 1 * 20 + 2 * 10);
  EXPECT_EQ(load.total().busy, 30);
  EXPECT_EQ(load.queue().max(), 2U);
  EXPECT_EQ(load.queue().joined(), 2U);
  EXPECT_EQ(load.queue().lengths().total(), 100U);
  EXPECT_EQ(load.queue().lengths().quantile(0.70), 0);
  EXPECT_EQ(load.queue().lengths().quantile(0.90), 1);
  EXPECT_EQ(load.queue().lengths().quantile(0.91), 2);
}

TEST(StationLoad, GivesEachCellAndBucketItsPart)
{
  StationLoad load(1);
  load.queue().join(0);
  load.note_wait(7);
  load.flush(10, 0, 0);
  load.queue().join(15);
  load.note_wait(8);
  load.flush(20, 1, 0);
  load.flush(30, 2, 1);
  EXPECT_EQ(load.cells()[0].queue, 10);
  EXPECT_EQ(load.cells()[1].queue, 5 + 10);
  EXPECT_EQ(load.cells()[2].queue, 20);
  EXPECT_EQ(load.buckets()[0].area.queue, 25);
  EXPECT_EQ(load.buckets()[0].queue_max, 2U);
  EXPECT_EQ(load.buckets()[0].wait_ns, 15);
  EXPECT_EQ(load.buckets()[0].waits, 2U);
  EXPECT_EQ(load.buckets()[1].area.queue, 20);
  load.fold_cells();
  EXPECT_EQ(load.cells()[0].queue, 25);
  EXPECT_EQ(load.cells()[1].queue, 20);
  EXPECT_EQ(load.cells()[2].queue, 0);
}

TEST(StationLoad, LeavesOutWhatIsNotCounted)
{
  StationLoad load(1);
  for (const std::int64_t at : {0, 1, 2}) load.queue().join(at);
  load.queue().leave(3);
  load.flush(50, StationLoad::none, 0);
  load.queue().start_counting(50);
  load.flush(60, 0, 0);
  load.queue().stop_counting(60);
  load.queue().join(65);
  load.queue().leave(70);
  load.flush(80, StationLoad::none, 0);
  EXPECT_EQ(load.total().time, 10);
  EXPECT_EQ(load.total().queue, 20);
  EXPECT_EQ(load.queue().max(), 2U) << "as long as it was when counting began";
  EXPECT_EQ(load.queue().joined(), 0U);
  EXPECT_EQ(load.queue().lengths().total(), 10U);
}

TEST(StationLoad, CountsTimeOutOfServiceApart)
{
  StationLoad load(2);
  load.move_unit(40, UnitCondition::idle, UnitCondition::out);
  load.move_unit(60, UnitCondition::idle, UnitCondition::blocked);
  load.flush(100, 0, 0);
  EXPECT_EQ(load.total().out, 60);
  EXPECT_EQ(load.total().blocked, 40);
  EXPECT_EQ(load.total().in_service(2), 140);
}

TEST(QueueLoad, StaysEmptyWhenSomebodyLeavesWhoNeverJoined)
{
  QueueLoad queue;
  queue.leave(10);
  EXPECT_EQ(queue.take_area(20), 0);
}

TEST(QueueLoad, KnowsLongQueuesToo)
{
  QueueLoad queue;
  queue.start_counting(0);
  for (int i = 0; i < 100; ++i) queue.join(0);
  queue.leave(90);
  queue.stop_counting(100);
  EXPECT_EQ(queue.lengths().quantile(0.10), 99);
  EXPECT_EQ(queue.lengths().quantile(0.50), 100);
  EXPECT_EQ(queue.take_area(100), 100 * 90 + 99 * 10);
}

// A level held for most of int64's range, as in a journal whose clock jumped.
TEST(LevelIntegral, IsExactThoughItsSumWraps)
{
  LevelIntegral level(1000);
  constexpr std::int64_t late = std::int64_t{1} << 61;
  level.take_area(late);
  level.step_up(late + 5);
  level.step_down(late + 8);
  EXPECT_EQ(level.take_area(late + 10), 1000 * 10 + 3);
}

TEST(TimeCells, DoublesItsWidthWhenItIsFull)
{
  TimeCells cells(100, 10, 4);
  EXPECT_EQ(cells.end_ns(), 110);
  EXPECT_FALSE(cells.next());
  EXPECT_FALSE(cells.next());
  EXPECT_FALSE(cells.next());
  EXPECT_EQ(cells.end_ns(), 140);
  EXPECT_TRUE(cells.next());
  EXPECT_EQ(cells.width_ns(), 20);
  EXPECT_EQ(cells.current(), 2U);
  EXPECT_EQ(cells.end_ns(), 160);
}

} // namespace
} // namespace gatetwin
