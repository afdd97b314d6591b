// SPDX-License-Identifier: Apache-2.0
#include "sim/model/network_flow.hpp"
#include "sim/model/traffic.hpp"
#include "tests/sim/model/built_from.hpp"
#include <gtest/gtest.h>

namespace gatetwin {
namespace {

const char* two_desks = R"(
stations:
  quick: { kind: plain, area: hall, units: 2, service: 20 s }
  slow: { kind: plain, area: hall, units: 1, service: 40 s }
routes: [{ from: road, shortest_wait: [quick, slow] }]
)";

std::vector<double> loads(const CheckpointModel& model, double per_hour)
{
  const ServiceTable service = service_table(model);
  NetworkSolver solver(model, service);
  const NetworkRates& rates = solver.solve({per_hour / 3600}, {2, 1}, {1, 1});
  EXPECT_NEAR((rates.arriving[0][0] + rates.arriving[0][1]) * 3600, per_hour, 1e-6);
  return {rates.arriving[0][0] * 20 / 2, rates.arriving[0][1] * 40};
}

TEST(NetworkFlow, WhoFindsAFreeUnitTakesTheFirstNamed)
{
  const CheckpointModel model = test::hall(test::plain_hall + two_desks);
  const std::vector<double> quiet = loads(model, 36);
  EXPECT_GT(quiet[0], 10 * quiet[1]);
}

TEST(NetworkFlow, WhoFindsAllBusyFillsTheStationsAlike)
{
  const CheckpointModel model = test::hall(test::plain_hall + two_desks);
  const std::vector<double> full = loads(model, 445); // of 450 that both can do
  EXPECT_NEAR(full[0], full[1], 0.02);
  EXPECT_NEAR(full[0], 445 / 450.0, 0.02);
}

TEST(NetworkFlow, WhoGivesUpIsMissingFurtherOn)
{
  const CheckpointModel model = test::hall(test::plain_hall + R"(
stations:
  a: { kind: plain, area: hall, service: 5 s }
  b: { kind: plain, area: hall, service: 5 s }
routes: [{ from: road, to: a }, { from: a, to: b }]
)");
  const ServiceTable service = service_table(model);
  NetworkSolver solver(model, service);
  const NetworkRates& rates = solver.solve({0.1}, {1, 1}, {0.75, 1});
  EXPECT_NEAR(rates.arriving[0][0], 0.1, 1e-12);
  EXPECT_NEAR(rates.arriving[0][1], 0.075, 1e-12);
}

// Everybody's document is damaged, and the booth sends back to the gate: a circle that nobody
// leaves must not end the program.
TEST(NetworkFlow, ACircleThatNobodyLeavesIsOnlyVeryBusy)
{
  const CheckpointModel model =
      test::shipped("hall-egate", {"classes.visitors.habits.expired_document=100 %"});
  const auto traffic = solve_traffic(model, whole_run(model));
  for (const StationTraffic& station : traffic) EXPECT_GE(station.persons_per_s, 0);
}

TEST(NetworkFlow, ReferralsOfTheGateComeToTheBooths)
{
  const CheckpointModel model = test::shipped("quickstart");
  const auto traffic = solve_traffic(model, whole_run(model));
  EXPECT_GT(traffic[2].persons_per_s_by_class[0], 0); // residents, whom only the gate sends there
  EXPECT_LT(traffic[2].persons_per_s_by_class[0], 0.1 * traffic[0].persons_per_s_by_class[0]);
}

} // namespace
} // namespace gatetwin
