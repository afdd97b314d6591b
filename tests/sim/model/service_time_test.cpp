// SPDX-License-Identifier: Apache-2.0
#include "core/base/portable_math.hpp"
#include "sim/model/service_time.hpp"
#include "tests/sim/model/built_from.hpp"
#include <gtest/gtest.h>
#include <numeric>

namespace gatetwin {
namespace {

double share(const ServiceTime& time, Outcome outcome)
{
  return time.outcome_share[static_cast<std::size_t>(outcome)];
}

Index station(const CheckpointModel& model, const std::string& name)
{
  for (Index s = 0; s < model.stations.size(); ++s) {
    if (model.stations[s].name == name) return s;
  }
  ADD_FAILURE() << name;
  return 0;
}

TEST(ServiceTime, APlainStationHasItsOwn)
{
  const CheckpointModel model = test::shipped("checkpoint-60");
  const ServiceTime booth = service_time(model, station(model, "booths"), 0, 1);
  EXPECT_NEAR(booth.mean_s, 60, 1e-12);
  EXPECT_NEAR(booth.variance_s2, 900, 1e-9);
  EXPECT_EQ(share(booth, Outcome::none), 1);
}

TEST(ServiceTime, AGateWithoutFaultsAddsUpItsPhases)
{
  CheckpointModel model = test::shipped("hall-egate");
  const Index gates = station(model, "egates");
  model.stations[gates].faults = {};
  model.classes[1].habits = {};
  const ServiceTime time = service_time(model, gates, 1, 0);
  const DeviceTimes& t = model.stations[gates].times;
  double sum = 0, variance = 0; // the registry answers while the document is taken
  for (const Distribution* phase :
       {&t.approach, &t.place_document, &t.read_document, &t.take_document, &t.door_open,
        &t.walk_in, &t.door_close, &t.look_up, &t.capture, &t.store_sync, &t.door_open, &t.walk_out,
        &t.door_close}) {
    sum += phase->mean();
    variance += phase->variance();
  }
  EXPECT_NEAR(time.mean_s, sum, 1e-9);
  EXPECT_NEAR(time.variance_s2, variance, 1e-9);
  EXPECT_NEAR(share(time, Outcome::admitted), 1, 1e-12);
}

TEST(ServiceTime, FaultsAndHabitsRefer)
{
  CheckpointModel model = test::shipped("hall-egate");
  const Index gates = station(model, "egates");
  model.stations[gates].faults = {};
  model.classes[1].habits = {};
  const double well = service_time(model, gates, 1, 0).mean_s;
  model.classes[1].habits.expired_document = 0.1;
  const ServiceTime expired = service_time(model, gates, 1, 0);
  EXPECT_NEAR(share(expired, Outcome::referred), 0.1, 1e-12);
  EXPECT_GT(expired.mean_s, well + 5); // the gate waits for an officer
  model.classes[1].habits = {};
  model.stations[gates].faults.false_non_match = 0.02;
  const ServiceTime mistaken = service_time(model, gates, 1, 0);
  // Most are let out after a minute; an officer is there before that for a few, and admits them.
  EXPECT_GT(share(mistaken, Outcome::referred), 0.012);
  EXPECT_LT(share(mistaken, Outcome::referred), 0.02);
  EXPECT_NEAR(mistaken.mean_s, well + 0.02 * 57, 0.3);
  EXPECT_NEAR(std::accumulate(mistaken.outcome_share.begin(), mistaken.outcome_share.end(), 0.0), 1,
              1e-12);
}

TEST(ServiceTime, AStampTakesItsTimeWhereOneIsDue)
{
  const CheckpointModel model = test::shipped("hall-manual");
  const double without = service_time(model, 0, 0, 0).mean_s;
  EXPECT_NEAR(service_time(model, 0, 0, 1).mean_s - without, (2 + 3.3 + 5) / 3, 1e-9);
  EXPECT_NEAR(service_time(model, 0, 1, 1).mean_s, without, 1e-9); // a passport gets none
}

TEST(ServiceTime, StampsAreDueAsOftenAsPersonsCross)
{
  constexpr double day = 86400, ten_days = 10 * day;
  // Before the first ten days are over, everybody's first crossing.
  EXPECT_NEAR(stamp_due_share(1 / day, ten_days, 5 * day), (1 - portable_exp(-5)) / 5, 1e-9);
  // In the long run one in ten days and a gap.
  EXPECT_NEAR(stamp_due_share(1 / day, ten_days, 3000 * day), 1.0 / 11, 1e-3);
  EXPECT_EQ(stamp_due_share(0, ten_days, day), 1);
  EXPECT_EQ(stamp_due_share(1 / day, 0, day), 1);
}

} // namespace
} // namespace gatetwin
