// SPDX-License-Identifier: Apache-2.0
// Whatever the scenario, its bounds keep to what must be true of any.
#include "sim/bound/bound.hpp"
#include "sim/bound/bound_text.hpp"
#include "tests/sim/engine/hand_model.hpp"
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gatetwin {
namespace {

double percent(int low, int high) { return *rc::gen::inRange(low, high) / 100.0; }

Distribution any_service()
{
  const double mean = percent(100, 6000);
  switch (*rc::gen::inRange(0, 4)) {
  case 0: return test::constant(mean);
  case 1: return test::exponential(mean);
  case 2: return test::uniform(mean / 2, mean * 1.5);
  default: return {DistributionKind::lognormal, mean, percent(10, 200), 0, nullptr};
  }
}

// Two to four stations in any order with ways back, one or two classes, steady or by the hour.
CheckpointModel any_model()
{
  test::HandModel made;
  const auto classes = static_cast<Index>(*rc::gen::inRange(1, 3));
  for (Index c = 0; c < classes; ++c)
    made.traveller_class(static_cast<std::uint8_t>(*rc::gen::inRange(0, 2)));
  const auto stations = static_cast<Index>(*rc::gen::inRange(2, 5));
  for (Index s = 0; s < stations; ++s) {
    made.station(static_cast<std::uint32_t>(*rc::gen::inRange(1, 6)),
                 std::vector<Distribution>(classes, any_service()));
  }
  const bool changes = *rc::gen::inRange(0, 2) == 1;
  for (Index c = 0; c < classes; ++c) {
    const Index demand = made.poisson(percent(1, 30), 0, c);
    if (changes) made.m.demands[demand].rates.push_back({test::ns(7200), percent(0, 40)});
    made.from_entrance(c).choices = {made.go(0, 0.6), made.go(1, 0.4)};
    if (*rc::gen::inRange(0, 2) == 1) made.from_entrance(c).rule = RouteRule::shortest_wait;
    for (Index s = 0; s < stations; ++s) {
      const double on = percent(0, 60);
      made.from_station(s, c).choices = {
          made.go(static_cast<Index>(*rc::gen::inRange(0, static_cast<int>(stations))), on),
          made.out(1 - on)};
    }
  }
  if (*rc::gen::inRange(0, 3) == 0)
    made.m.classes[0].patience = test::exponential(percent(500, 60000));
  made.m.horizon_ns = test::ns(4 * 3600.0);
  made.m.drain_limit_ns = test::ns(3600);
  return made.model();
}

RC_GTEST_PROP(BoundProperty, KeepsToWhatHoldsForEveryCheckpoint, ())
{
  const CheckpointModel model = any_model();
  const CheckpointBound found = bound(model);
  RC_ASSERT(found.stations.size() == model.stations.size());
  for (const StationBound& station : found.stations) {
    RC_ASSERT(station.persons_per_s >= -1e-12 && std::isfinite(station.persons_per_s));
    RC_ASSERT(station.utilisation >= -1e-12);
    const WaitBound& wait = station.wait;
    if (wait.mean_s) RC_ASSERT(*wait.mean_s >= 0 && std::isfinite(*wait.mean_s));
    RC_ASSERT(wait.mean_s.has_value() ==
              (wait.validity == Validity::exact || wait.validity == Validity::approximation));
    RC_ASSERT((wait.why_none != NoFormula::none) == (wait.validity == Validity::no_formula));
    if (wait.validity == Validity::exact) RC_ASSERT(wait.caveats.empty());
    if (!found.load_changes && wait.formula == Formula::erlang_c)
      RC_ASSERT(station.utilisation < 1);
    for (const Overload& overload : station.overloads) {
      RC_ASSERT(overload.from_ns <= overload.to_ns && overload.to_ns <= overload.cleared_ns);
      RC_ASSERT(overload.peak_at_ns >= overload.from_ns &&
                overload.peak_at_ns <= overload.cleared_ns);
    }
    for (const ProfilePoint& point : station.profile)
      RC_ASSERT(point.utilisation <= 1 && point.wait_s >= 0 && std::isfinite(point.wait_s));
  }
  RC_ASSERT(found.capacity.bounded);
  RC_ASSERT(found.by_shares.persons_per_hour <=
            found.capacity.persons_per_hour + 0.01); // whole thousandths
  RC_ASSERT(to_json(found, model) == to_json(bound(model), model));
}

RC_GTEST_PROP(BoundProperty, OneMoreUnitNeverMakesSteadyWaitsLonger, ())
{
  test::HandModel made;
  made.traveller_class();
  const auto units = static_cast<std::uint32_t>(*rc::gen::inRange(1, 12));
  const Distribution service = any_service();
  made.station(units, {service});
  made.poisson(percent(5, 95) * units / service.mean(), 0);
  made.from_entrance().choices = {made.go(0)};
  const CheckpointBound few = bound(made.model());
  made.m.stations[0].units = units + 1;
  const CheckpointBound more = bound(made.model());
  RC_ASSERT(*more.stations[0].wait.mean_s <= *few.stations[0].wait.mean_s * (1 + 1e-9));
  RC_ASSERT(more.capacity.persons_per_hour > few.capacity.persons_per_hour);
}

} // namespace
} // namespace gatetwin
