// SPDX-License-Identifier: Apache-2.0
// Small checkpoints with the default times of devices and people (sim/scenario/phase_defaults.cpp),
// for tests of units.
#pragma once
#include "sim/model/checkpoint_model.hpp"

namespace gatetwin {

inline Distribution constant(double s) { return {DistributionKind::constant, s, 0, 0, nullptr}; }
inline Distribution uniform(double low, double high)
{
  return {DistributionKind::uniform, low, high, 0, nullptr};
}
inline Distribution triangular(double low, double mode, double high)
{
  return {DistributionKind::triangular, low, mode, high, nullptr};
}
inline Distribution lognormal(double mean, double cv)
{
  return {DistributionKind::lognormal, mean, cv, 0, nullptr};
}

inline DeviceTimes gate_times()
{
  DeviceTimes t;
  t.approach = uniform(1, 3);
  t.place_document = triangular(1, 2, 4);
  t.read_document = triangular(1.5, 2.5, 4.5);
  t.read_retry = triangular(2, 3, 5);
  t.take_document = uniform(0.5, 1.5);
  t.door_open = constant(0.6);
  t.walk_in = triangular(1, 1.8, 3.2);
  t.door_close = uniform(0.6, 1);
  t.look_up = triangular(0.3, 0.8, 2);
  t.capture = triangular(0.8, 1.5, 4);
  t.store_sync = uniform(0.002, 0.008);
  t.walk_out = triangular(1.2, 1.8, 3);
  t.officer_response = triangular(5, 15, 40);
  t.officer_handling = lognormal(90, 0.7);
  return t;
}

inline DeviceTimes booth_times()
{
  DeviceTimes t;
  t.approach = uniform(2, 4);
  t.place_document = triangular(1, 2, 4);
  t.typing = lognormal(32, 0.3);
  t.scan = triangular(1, 2, 4);
  t.read_retry = triangular(1.5, 2.5, 5);
  t.inspect = lognormal(18, 0.4);
  t.stamp = triangular(2, 3.3, 5);
  t.store_sync = uniform(0.002, 0.008);
  t.hand_back = triangular(2, 3.3, 5);
  t.officer_response = triangular(5, 15, 40);
  t.officer_handling = lognormal(90, 0.7);
  return t;
}

inline StationModel station(StationKind kind, std::uint32_t units)
{
  StationModel s;
  s.name = "station";
  s.kind = kind;
  s.units = units;
  s.times = kind == StationKind::e_gate ? gate_times() : booth_times();
  if (kind == StationKind::one_stop_booth) s.partner_authority = 1;
  return s;
}

inline ClassModel border_residents(std::uint32_t population)
{
  ClassModel c;
  c.name = "residents";
  c.documents = {{DocumentKind::border_pass, 1}};
  c.population = population;
  return c;
}

inline CheckpointModel checkpoint(StationModel station, ClassModel travellers)
{
  CheckpointModel model;
  model.name = "test";
  model.seed = 11;
  model.start = {1'800'000'000'000'000'000};
  model.horizon_ns = days(40).ns;
  model.authorities = {{"vn", "Vietnam", "Asia/Ho_Chi_Minh", hours(7)},
                       {"la", "Laos", "Asia/Vientiane", hours(7)}};
  model.checkpoints.resize(1);
  model.areas.resize(1);
  model.stations = {std::move(station)};
  model.classes = {std::move(travellers)};
  return model;
}

} // namespace gatetwin
