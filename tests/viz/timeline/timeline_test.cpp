// SPDX-License-Identifier: Apache-2.0
#include "tests/viz/timeline/small_journal.hpp"
#include "viz/timeline/timeline.hpp"
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

namespace gatetwin::viz {
namespace {

std::unique_ptr<Timeline> open_all(const std::string& path)
{
  std::string error;
  auto timeline = Timeline::open(path, false, error);
  EXPECT_TRUE(timeline) << error;
  while (timeline && timeline->read_on(100'000) == TimelineStatus::reading) {
  }
  return timeline;
}

void expect_same(const HallState& a, const HallState& b, std::int64_t at_ns)
{
  EXPECT_EQ(a.inside(), b.inside()) << at_ns;
  EXPECT_EQ(a.arrived(), b.arrived()) << at_ns;
  EXPECT_EQ(a.left(), b.left()) << at_ns;
  for (std::size_t s = 0; s < a.stations().size(); ++s) {
    EXPECT_EQ(a.stations()[s].waiting, b.stations()[s].waiting) << at_ns;
    EXPECT_EQ(a.stations()[s].served, b.stations()[s].served) << at_ns;
  }
}

TEST(Timeline, ShowsAnyMomentAsIfEverythingBeforeHadJustHappened)
{
  const auto records = small_records(12'000); // several keyframes
  const auto timeline = open_all(write_journal("jump.gtj", records));
  ASSERT_EQ(timeline->status(), TimelineStatus::whole);
  EXPECT_GT(timeline->keyframes(), 3U);
  // To and fro, at and between records, before the first and after the last.
  for (const std::int64_t s : {100'000, 20, 119'990, 60'003, 60'002, 0, 31, 90'000, 400'000, 43}) {
    const std::int64_t at = s * second_ns;
    HallState expected(timeline->site());
    for (const Record& r : records) {
      if (r.time_ns <= at) expected.apply(r);
    }
    expect_same(timeline->state_at(at), expected, at);
  }
}

TEST(Timeline, GoesOnReadingAfterItShowedAnEarlierMoment)
{
  const auto records = small_records(3000);
  const std::string path = write_journal("between.gtj", records);
  std::string error;
  const auto timeline = Timeline::open(path, false, error);
  ASSERT_TRUE(timeline) << error;
  std::int64_t at = 0;
  while (timeline->read_on(500) == TimelineStatus::reading) {
    timeline->state_at(at += 7 * second_ns);
    timeline->next_event_ns(at);
  }
  EXPECT_EQ(timeline->records(), records.size());
  EXPECT_EQ(timeline->end_ns(), records.back().time_ns);
  EXPECT_EQ(timeline->state_at(timeline->end_ns()).left(), 3000U);
}

TEST(Timeline, StepsFromEventToEvent)
{
  const auto timeline = open_all(write_journal("step.gtj", small_records(20)));
  EXPECT_EQ(timeline->next_event_ns(10 * second_ns), 20 * second_ns);
  EXPECT_EQ(timeline->next_event_ns(31 * second_ns), 34 * second_ns);
  EXPECT_EQ(timeline->previous_event_ns(34 * second_ns), 30 * second_ns);
  EXPECT_EQ(timeline->previous_event_ns(timeline->next_event_ns(90 * second_ns)), 90 * second_ns);
  EXPECT_EQ(timeline->previous_event_ns(0), 0);
  EXPECT_EQ(timeline->next_event_ns(timeline->end_ns()), timeline->end_ns());
}

TEST(Timeline, KeepsNoMoreKeyframesHoweverLongTheJournal)
{
  // A hall in which a hundred thousand people are still inside: each keyframe is large.
  std::vector<Record> records;
  for (std::uint64_t n = 1; n <= 400'000; ++n) {
    records.push_back({.time_ns = static_cast<std::int64_t>(n) * 1'000'000,
                       .subject = n % 100'000,
                       .value = -1,
                       .kind = RecordKind::traveller_arrived});
  }
  const auto timeline = open_all(write_journal("full.gtj", records, 4096));
  EXPECT_LE(timeline->keyframes(), Timeline::keyframe_limit);
  EXPECT_LE(timeline->keyframe_bytes(), Timeline::keyframe_budget_bytes);
  EXPECT_EQ(timeline->state_at(50'000 * std::int64_t{1'000'000}).inside(), 50'000U);
}

TEST(Timeline, FollowsAFileThatGrows)
{
  const std::string path = viewer_scratch("grows.gtj");
  auto writer = journal::JournalWriter::create(
      path, small_header(), journal::WriterOptions::live_file(journal::Durability::page_cache));
  ASSERT_TRUE(writer.ok());
  const auto records = small_records(100);
  const auto half = records.size() / 2;
  writer.value()->on_records(std::span(records).first(half));
  ASSERT_TRUE(writer.value()->flush().ok());
  std::string error;
  const auto timeline = Timeline::open(path, true, error);
  ASSERT_TRUE(timeline) << error;
  EXPECT_EQ(timeline->read_on(1'000'000), TimelineStatus::growing);
  EXPECT_EQ(timeline->records(), half);
  timeline->state_at(15 * second_ns);
  writer.value()->on_records(std::span(records).subspan(half));
  ASSERT_TRUE(writer.value()->close().ok());
  EXPECT_EQ(timeline->read_on(1'000'000), TimelineStatus::whole);
  EXPECT_EQ(timeline->records(), records.size());
}

TEST(Timeline, ShowsWhatLiesBeforeTheDamage)
{
  const auto records = small_records(500);
  const std::string path = write_journal("damaged.gtj", records);
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(path) * 2 / 3));
  file.put('\x5A');
  file.put('\x5A');
  file.close();
  const auto timeline = open_all(path);
  EXPECT_EQ(timeline->status(), TimelineStatus::damaged);
  EXPECT_NE(timeline->fault().find("broken chain"), std::string::npos) << timeline->fault();
  EXPECT_GT(timeline->records(), 1000U);
  EXPECT_EQ(timeline->state_at(31 * second_ns).stations()[0].waiting, 1U);
}

TEST(Timeline, SaysWhyAFileCannotBeShown)
{
  std::string error;
  EXPECT_FALSE(Timeline::open("/nowhere/at/all.gtj", false, error));
  EXPECT_NE(error.find("can't be read"), std::string::npos);
  const std::string path = viewer_scratch("text.gtj");
  std::ofstream(path) << "this is a letter, not a journal";
  EXPECT_FALSE(Timeline::open(path, true, error));
  EXPECT_NE(error.find("not a journal"), std::string::npos) << error;
  std::ofstream(path, std::ios::trunc).close();
  EXPECT_FALSE(Timeline::open(path, true, error));
  EXPECT_NE(error.find("nothing has been written"), std::string::npos) << error;
}

TEST(Series, GivesFiguresOfTheMomentsTheyBelongTo)
{
  const auto timeline = open_all(write_journal("series.gtj", small_records(300)));
  const Series& series = timeline->series();
  const auto bucket = static_cast<std::size_t>(1500 * second_ns / series.bucket_ns());
  // One arrives every 10 s and stays for 43 s; each waits for 4 s.
  EXPECT_NEAR(series.value(Figure::people_inside, 0, bucket, 10), 4.3, 0.1);
  EXPECT_NEAR(series.value(Figure::queue, 1, bucket, 10), 0.4, 0.05);
  EXPECT_DOUBLE_EQ(series.value(Figure::wait, 1, bucket, 10), 4);
  EXPECT_NEAR(series.value(Figure::throughput, 1, bucket, 10), 360, 20);
  EXPECT_TRUE(std::isnan(series.value(Figure::wait, 2, bucket)));
  EXPECT_LE(series.buckets(), Series::bucket_limit);
}

} // namespace
} // namespace gatetwin::viz
