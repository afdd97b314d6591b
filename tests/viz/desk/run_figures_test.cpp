// SPDX-License-Identifier: Apache-2.0
#include "viz/desk/run_figures.hpp"
#include <algorithm>
#include <gtest/gtest.h>

namespace gatetwin::viz {
namespace {

gatetwin::Figure wait_of(const std::string& station, double mean, double p95)
{
  gatetwin::Figure figure;
  figure.name = "wait";
  figure.station = station;
  figure.direction = station.empty() ? "" : "exit";
  figure.mean = mean;
  figure.p95 = p95;
  return figure;
}

RunResults results(double wait_s, const std::vector<std::string>& stations)
{
  RunResults made;
  made.figures.push_back(wait_of("", wait_s, 2 * wait_s));
  for (const std::string& id : stations) {
    StationResult station;
    station.id = id;
    station.queue_max = 7;
    made.stations.push_back(station);
    made.figures.push_back(wait_of(id, wait_s, id == "slow" ? 900 : 1));
  }
  return made;
}

const FigureRow* row_of(const std::vector<FigureRow>& rows, FigureKind kind,
                        const std::string& where)
{
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const FigureRow& one) {
    return one.kind == kind && one.where == where;
  });
  return found == rows.end() ? nullptr : &*found;
}

TEST(RunFigures, StandBesideThoseOfTheRunBefore)
{
  const RunResults before = results(30, {"fast", "slow", "gone"}),
                   now = results(20, {"fast", "slow"});
  const auto rows = figure_rows(now, &before);
  const FigureRow* wait = row_of(rows, FigureKind::wait_mean, "");
  ASSERT_TRUE(wait);
  EXPECT_EQ(wait->now, 20);
  EXPECT_EQ(wait->before, 30);
  // The longest wait first, what is gone last.
  EXPECT_LT(row_of(rows, FigureKind::wait_p95, "slow"), row_of(rows, FigureKind::wait_p95, "fast"));
  const FigureRow* gone = row_of(rows, FigureKind::queue_max, "gone");
  ASSERT_TRUE(gone);
  EXPECT_FALSE(gone->now);
  EXPECT_EQ(gone->before, 7);
}

TEST(RunFigures, OfAFirstRunHaveNothingBefore)
{
  for (const FigureRow& row : figure_rows(results(20, {"fast"}), nullptr))
    EXPECT_FALSE(row.before) << row.where;
}

} // namespace
} // namespace gatetwin::viz
