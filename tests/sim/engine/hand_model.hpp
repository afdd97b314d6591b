// SPDX-License-Identifier: Apache-2.0
// Models made by hand: plain stations in one hall, for theory and for the flow's own tests.
#pragma once
#include "sim/model/checkpoint_model.hpp"
#include <string>
#include <vector>

namespace gatetwin::test {

inline Distribution constant(double s) { return {DistributionKind::constant, s, 0, 0, nullptr}; }
inline Distribution exponential(double mean_s)
{
  return {DistributionKind::exponential, mean_s, 0, 0, nullptr};
}
inline Distribution uniform(double low_s, double high_s)
{
  return {DistributionKind::uniform, low_s, high_s, 0, nullptr};
}
inline std::int64_t ns(double s) { return from_seconds(s).ns; }

class HandModel {
public:
  HandModel()
  {
    m.name = "hand-made";
    m.authorities.push_back({"vn", "", "Asia/Ho_Chi_Minh", hours(7)});
    m.checkpoints.push_back({"cp", "", 0});
    m.areas.push_back({"hall", 0, 0});
    m.entrances.push_back({"in", 0});
  }
  Index area(std::uint32_t capacity, Index checkpoint = 0)
  {
    m.areas.push_back({"area" + std::to_string(m.areas.size()), checkpoint, capacity});
    return static_cast<Index>(m.areas.size() - 1);
  }
  Index traveller_class(std::uint8_t priority = 0)
  {
    ClassModel c;
    c.name = "class" + std::to_string(m.classes.size());
    c.priority = priority;
    c.walking_speed = constant(1.2);
    c.group_size = constant(1);
    m.classes.push_back(c);
    return static_cast<Index>(m.classes.size() - 1);
  }
  // `service` by class.
  Index station(std::uint32_t units, std::vector<Distribution> service, Index in_area = 0)
  {
    StationModel s;
    s.name = "station" + std::to_string(m.stations.size());
    s.area = in_area;
    s.checkpoint = m.areas[in_area].checkpoint;
    s.units = units;
    s.service = std::move(service);
    m.stations.push_back(s);
    return static_cast<Index>(m.stations.size() - 1);
  }
  // `limit` arrivals, 0 for no limit.
  Index poisson(double per_second, std::uint64_t limit, Index of_class = 0, Index entrance = 0)
  {
    DemandModel d;
    d.name = "demand" + std::to_string(m.demands.size());
    d.traveller_class = of_class;
    d.entrance = entrance;
    d.rates.push_back({0, per_second});
    d.limit = limit;
    m.demands.push_back(d);
    return static_cast<Index>(m.demands.size() - 1);
  }
  Index coach(std::vector<ScheduledArrival> arrivals, Index of_class = 0, Index entrance = 0)
  {
    DemandModel d;
    d.name = "demand" + std::to_string(m.demands.size());
    d.traveller_class = of_class;
    d.entrance = entrance;
    d.process = ArrivalProcess::scheduled;
    d.scheduled = std::move(arrivals);
    m.demands.push_back(d);
    return static_cast<Index>(m.demands.size() - 1);
  }
  // To be called after all classes, entrances and stations are there.
  RouteModel& from_entrance(Index of_class = 0, Index entrance = 0)
  {
    size_routes();
    return m.routing.from_entrance[of_class][entrance];
  }
  RouteModel& from_station(Index station, Index of_class = 0, Outcome outcome = Outcome::none)
  {
    size_routes();
    return m.routing.from_station[of_class][station][static_cast<std::size_t>(outcome)];
  }
  static RouteChoice go(Index station, double share = 1, Distribution walk = constant(0))
  {
    RouteChoice choice;
    choice.to_station = station;
    choice.share = share;
    choice.has_walk_time = true;
    choice.walk_time = std::move(walk);
    return choice;
  }
  static RouteChoice out(double share) { return go(no_index, share); }
  const CheckpointModel& model()
  {
    size_routes();
    return m;
  }

  CheckpointModel m;

private:
  void size_routes()
  {
    m.routing.from_entrance.resize(m.classes.size());
    m.routing.from_station.resize(m.classes.size());
    for (auto& by_entrance : m.routing.from_entrance) by_entrance.resize(m.entrances.size());
    for (auto& by_station : m.routing.from_station) by_station.resize(m.stations.size());
  }
};

} // namespace gatetwin::test
