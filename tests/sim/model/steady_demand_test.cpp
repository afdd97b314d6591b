// SPDX-License-Identifier: Apache-2.0
#include "sim/model/steady_demand.hpp"
#include "tests/sim/model/built_from.hpp"

namespace gatetwin {
namespace {

CheckpointModel with(const std::string& more)
{
  return test::hall(test::plain_hall +
                    "stations: { counter: { kind: plain, area: hall, units: 2, service: 10 s } }\n"
                    "routes: [ { from: road, to: counter } ]\n" +
                    more);
}

TEST(SteadyDemand, OneRateAllTheTimeIsSteady)
{
  EXPECT_TRUE(has_steady_demand(with("")));
  EXPECT_TRUE(has_steady_demand(test::shipped("single-queue-theory")));
}

TEST(SteadyDemand, ADayWithHoursAndPeaksIsNot)
{
  EXPECT_FALSE(has_steady_demand(test::shipped("three-pilot-gates")));
  EXPECT_FALSE(has_steady_demand(test::shipped("quickstart")));
}

TEST(SteadyDemand, WhatChangesOneThingEndsIt)
{
  CheckpointModel model = with("");
  model.faults.push_back({});
  EXPECT_FALSE(has_steady_demand(model)) << "a planned fault";
  model = with("");
  model.demands[0].rates.push_back({3'600'000'000'000, 0.2});
  EXPECT_FALSE(has_steady_demand(model)) << "another rate after an hour";
  model = with("");
  model.demands[0].limit = 100;
  EXPECT_FALSE(has_steady_demand(model)) << "arrivals that stop";
  model = with("");
  model.horizon_ns = 0;
  EXPECT_FALSE(has_steady_demand(model)) << "no end";
  model = with("");
  model.stations.emplace_back();
  model.stations.back().staff = {{0, model.horizon_ns / 2, 1}};
  EXPECT_FALSE(has_steady_demand(model)) << "officers who leave";
}

} // namespace
} // namespace gatetwin
