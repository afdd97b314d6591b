// SPDX-License-Identifier: Apache-2.0
#include "core/base/random_stream.hpp"
#include "sim/experiment/merge_replications.hpp"
#include "sim/results/results_file.hpp"
#include "tests/sim/experiment/toy_records.hpp"
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>

namespace gatetwin::experiment {
namespace {

using ::testing::Contains;

RunResults merged(const std::vector<ReplicationRecord>& records)
{
  return merge_replications(records.size(), {[&](std::size_t i) { return records[i]; },
                                             [&](std::size_t i) { return records[i].samples; }})
      .value();
}

std::vector<ReplicationRecord> twelve_days(std::vector<std::uint64_t>* all = nullptr)
{
  std::vector<ReplicationRecord> records;
  for (std::uint64_t day = 0; day < 12; ++day) {
    RandomStream draws(1, day, 0, purpose_key("test/waits"));
    std::vector<std::uint64_t> waits;
    for (std::uint64_t i = 0; i < 100 + 10 * day; ++i)
      waits.push_back(static_cast<std::uint64_t>(draws.exponential(5e9)));
    records.push_back(toy_record(day, waits));
    if (all != nullptr) all->insert(all->end(), waits.begin(), waits.end());
  }
  return records;
}

TEST(MergeReplications, FiguresAreThoseOfAllTravellersTogether)
{
  std::vector<std::uint64_t> all;
  const std::vector<ReplicationRecord> records = twelve_days(&all);
  const RunResults sum = merged(records);
  const Figure expected = toy_figure("wait", "", toy_sample(all));
  const Figure& wait = sum.figures.at(0);
  EXPECT_EQ(sum.replications, 12U);
  EXPECT_EQ(wait.count, all.size());
  EXPECT_EQ(wait.mean, expected.mean);
  EXPECT_EQ(wait.sd, expected.sd);
  EXPECT_EQ(wait.p95, expected.p95);
  EXPECT_EQ(wait.max, expected.max);
  ASSERT_TRUE(wait.ci95_mean && wait.ci95_p95);
  EXPECT_LT(wait.ci95_mean->lo, *wait.mean);
  EXPECT_GT(wait.ci95_p95->hi, *wait.p95);
  const ServiceLevelResult& level = sum.service_levels.at(0);
  double within = 0;
  for (const std::uint64_t wait_ns : all) within += wait_ns <= 10'000'000'000U;
  EXPECT_DOUBLE_EQ(*level.share_within, within / static_cast<double>(all.size()));
  EXPECT_NEAR(*level.reached, toy_sample(all).histogram.quantile(0.9) / 1e9, 1e-9);
  EXPECT_TRUE(level.ci95);
}

TEST(MergeReplications, CountsAddUpAndMaximaAreTheGreatest)
{
  const RunResults sum = merged(twelve_days());
  std::uint64_t people = 0;
  for (std::uint64_t day = 0; day < 12; ++day) people += 100 + 10 * day;
  EXPECT_EQ(sum.outcomes.at(0).count, people);
  EXPECT_EQ(sum.checks.at(0).examined, people);
  EXPECT_EQ(sum.stations.at(0).served, people);
  EXPECT_EQ(sum.stations.at(0).queue_max, 11U);
  EXPECT_EQ(sum.events, 12U * 10 + 66);
  EXPECT_DOUBLE_EQ(sum.simulated_s, 1200);
  EXPECT_EQ(sum.journal_digest, "d0");
  EXPECT_FALSE(sum.wall_s);
  EXPECT_THAT(sum.notes, Contains("counts are sums over the replications"));
}

TEST(MergeReplications, OfficersAreAsBusyAsOnTheMeanDay)
{
  std::vector<ReplicationRecord> records = twelve_days();
  double busy = 0;
  for (std::size_t day = 0; day < records.size(); ++day) {
    OfficersResult on_call;
    on_call.station = "gates";
    on_call.post = "on_call";
    on_call.calls = 3;
    on_call.busy_mean = 0.25;
    on_call.busy_max = day % 4;
    on_call.utilisation = 0.2 + 0.01 * static_cast<double>(day % 5);
    on_call.several_share = day == 0 ? 0.12 : 0;
    busy += *on_call.utilisation / 12;
    OfficersResult booth;
    booth.on_duty = 4;
    if (day > 0) booth.utilisation = 0.5; // on the first day it was closed
    records[day].results.officers = {on_call, booth};
  }
  const RunResults sum = merged(records);
  const OfficersResult& on_call = sum.officers.at(0);
  EXPECT_EQ(on_call.calls, 36U);
  EXPECT_DOUBLE_EQ(on_call.busy_mean, 0.25);
  EXPECT_EQ(on_call.busy_max, 3U);
  EXPECT_DOUBLE_EQ(*on_call.utilisation, busy);
  EXPECT_DOUBLE_EQ(*on_call.several_share, 0.01);
  ASSERT_TRUE(on_call.utilisation_ci95);
  EXPECT_LT(on_call.utilisation_ci95->lo, busy);
  EXPECT_FALSE(on_call.on_duty);
  const OfficersResult& booth = sum.officers.at(1);
  EXPECT_DOUBLE_EQ(*booth.on_duty, 4);
  EXPECT_DOUBLE_EQ(*booth.utilisation, 0.5) << "of the days on which it was open";
  EXPECT_FALSE(booth.busy_max || booth.several_share);
}

TEST(MergeReplications, FewReplicationsHaveNoIntervalAndSayWhy)
{
  std::vector<ReplicationRecord> records = twelve_days();
  records.resize(4);
  const RunResults sum = merged(records);
  EXPECT_FALSE(sum.figures.at(0).ci95_mean);
  EXPECT_THAT(sum.figures.at(0).notes, Contains("ci95_mean: fewer than 5 replications"));
  EXPECT_THAT(sum.figures.at(0).notes, Contains("ci95_p95: fewer than 10 replications"));
  EXPECT_THAT(sum.service_levels.at(0).notes, Contains("ci95: fewer than 5 replications"));
}

TEST(MergeReplications, AFigureThatOnlySomeReplicationsHaveIsThere)
{
  std::vector<ReplicationRecord> records = twelve_days();
  records[7].samples.push_back(toy_sample({1'000'000'000}));
  records[7].results.figures.push_back(toy_figure("wait", "booths", records[7].samples.back()));
  const RunResults sum = merged(records);
  ASSERT_EQ(sum.figures.size(), 2U);
  EXPECT_EQ(sum.figures[1].count, 1U);
  EXPECT_FALSE(sum.figures[1].ci95_mean) << "one replication alone has no interval";
}

TEST(MergeReplications, ANoteOfSomeReplicationsSaysWhose)
{
  std::vector<ReplicationRecord> records = twelve_days();
  for (auto& record : records) record.results.notes = {"said by all"};
  records[4].results.notes.emplace_back("said by one");
  const RunResults sum = merged(records);
  EXPECT_THAT(sum.notes, Contains("said by all"));
  EXPECT_THAT(sum.notes, Contains("replication 4: said by one"));
}

TEST(MergeReplications, TheSeriesIsTheMeanCourse)
{
  constexpr float nothing = std::numeric_limits<float>::quiet_NaN();
  std::vector<ReplicationRecord> records{toy_record(0, {1}), toy_record(1, {1})};
  records[0].results.time_series = {
      0, 60, {4, 2}, {1, 1}, {{"booths", {2, 4}, {5, 6}, {10, nothing}, {1, 0.5F}}}};
  records[1].results.time_series = {0, 120, {10}, {3}, {{"booths", {1}, {9}, {20}, {nothing}}}};
  const TimeSeries& mean = merged(records).time_series;
  EXPECT_EQ(mean.bucket_s, 120) << "to the widest";
  EXPECT_THAT(mean.arrivals, ::testing::ElementsAre(8));
  EXPECT_THAT(mean.inside_mean, ::testing::ElementsAre(2));
  const StationSeries& booths = mean.stations.at(0);
  EXPECT_THAT(booths.queue_mean, ::testing::ElementsAre(2));
  EXPECT_THAT(booths.queue_max, ::testing::ElementsAre(9));
  EXPECT_THAT(booths.wait_mean, ::testing::ElementsAre(15));
  EXPECT_THAT(booths.utilisation, ::testing::ElementsAre(0.75F));
}

TEST(MergeReplications, ABandReachesFromTheLightestReplicationToTheHeaviest)
{
  constexpr float nothing = std::numeric_limits<float>::quiet_NaN();
  std::vector<ReplicationRecord> records{toy_record(0, {1}), toy_record(1, {1}),
                                         toy_record(2, {1})};
  records[0].results.time_series = {
      0, 60, {4, 2}, {1, 1}, {{"booths", {2, 4}, {5, 6}, {10, nothing}, {1, 1}}}};
  records[1].results.time_series = {
      0, 60, {4, 2}, {1, 1}, {{"booths", {7, 3}, {5, 6}, {30, nothing}, {1, 1}}}};
  records[2].results.time_series = {0, 60, {4}, {1}, {{"booths", {3}, {5}, {nothing}, {1}}}};
  const TimeSeries sum = merged(records).time_series;
  const StationSeries& booths = sum.stations.at(0);
  ASSERT_TRUE(booths.queue_band && booths.wait_band);
  EXPECT_THAT(booths.queue_band->lowest, ::testing::ElementsAre(2, 0)) << "one had ended";
  EXPECT_THAT(booths.queue_band->highest, ::testing::ElementsAre(7, 4));
  EXPECT_EQ(booths.wait_band->lowest.at(0), 10);
  EXPECT_EQ(booths.wait_band->highest.at(0), 30);
  EXPECT_TRUE(std::isnan(booths.wait_band->lowest.at(1))) << "nobody was served then";
  EXPECT_FALSE(merged({records[0]}).time_series.stations.at(0).queue_band);
}

TEST(MergeReplications, AReplicationThatEndedSoonerHasNobodyInsideAfterwards)
{
  std::vector<ReplicationRecord> records{toy_record(0, {1}), toy_record(1, {1})};
  records[0].results.time_series = {0, 60, {4}, {2}, {{"booths", {2}, {5}, {10}, {1}}}};
  records[1].results.time_series = {
      0, 60, {6, 8}, {2, 6}, {{"booths", {2, 6}, {5, 7}, {10, 30}, {1, 1}}}};
  const TimeSeries mean = merged(records).time_series;
  EXPECT_THAT(mean.arrivals, ::testing::ElementsAre(5, 4));
  EXPECT_THAT(mean.inside_mean, ::testing::ElementsAre(2, 3));
  EXPECT_THAT(mean.stations.at(0).wait_mean, ::testing::ElementsAre(10, 30));
}

TEST(MergeReplications, OneReplicationKeepsItsFigures)
{
  const ReplicationRecord one = toy_record(0, {1, 2, 3});
  const RunResults sum = merged({one});
  EXPECT_EQ(sum.figures.at(0).mean, one.results.figures.at(0).mean);
  EXPECT_EQ(sum.replications, 1U);
}

} // namespace
} // namespace gatetwin::experiment
