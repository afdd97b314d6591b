// SPDX-License-Identifier: Apache-2.0
#include "viz/desk/run_figures.hpp"
#include <algorithm>

namespace gatetwin::viz {
namespace {

using StatFigure = gatetwin::Figure;

const StatFigure* figure_of(const RunResults& results, const char* name, const std::string& station)
{
  const auto found =
      std::find_if(results.figures.begin(), results.figures.end(), [&](const StatFigure& f) {
        return f.name == name && f.station == station && f.traveller_class.empty() &&
               (!station.empty() || (f.direction.empty() && f.authority.empty()));
      });
  return found == results.figures.end() ? nullptr : &*found;
}

const StationResult* station_of(const RunResults& results, const std::string& id)
{
  const auto found = std::find_if(results.stations.begin(), results.stations.end(),
                                  [&](const StationResult& s) { return s.id == id; });
  return found == results.stations.end() ? nullptr : &*found;
}

// The same figure of both results; either may not know it.
template <typename Get>
FigureRow row(FigureKind kind, const std::string& where, const RunResults& now,
              const RunResults* before, const Get& get)
{
  return {kind, where, get(now), before == nullptr ? std::nullopt : get(*before)};
}

std::optional<double> mean_of(const RunResults& r, const char* name, const std::string& station)
{
  const StatFigure* const found = figure_of(r, name, station);
  return found == nullptr ? std::nullopt : found->mean;
}

std::optional<double> p95_of(const RunResults& r, const char* name, const std::string& station)
{
  const StatFigure* const found = figure_of(r, name, station);
  return found == nullptr ? std::nullopt : found->p95;
}

void add_station(const std::string& id, const RunResults& now, const RunResults* before,
                 std::vector<FigureRow>& rows)
{
  const StationResult* const here = station_of(now, id);
  const StationResult* const named = here != nullptr ? here : station_of(*before, id);
  const std::string where = named->title.empty() ? named->id : named->title;
  const auto of_station = [&](auto member) {
    return [&id, member](const RunResults& r) -> std::optional<double> {
      const StationResult* const found = station_of(r, id);
      return found == nullptr ? std::nullopt : member(*found);
    };
  };
  using Maybe = std::optional<double>;
  rows.push_back(row(FigureKind::wait_p95, where, now, before,
                     [&](const RunResults& r) { return p95_of(r, "wait", id); }));
  rows.push_back(row(FigureKind::utilisation, where, now, before,
                     of_station([](const StationResult& s) { return s.utilisation; })));
  rows.push_back(row(
      FigureKind::queue_max, where, now, before,
      of_station([](const StationResult& s) { return Maybe(static_cast<double>(s.queue_max)); })));
  rows.push_back(row(FigureKind::served, where, now, before, of_station([](const StationResult& s) {
                       return Maybe(static_cast<double>(s.served));
                     })));
}

} // namespace

std::vector<FigureRow> figure_rows(const RunResults& now, const RunResults* before)
{
  std::vector<FigureRow> rows;
  rows.push_back(row(FigureKind::wait_mean, {}, now, before,
                     [](const RunResults& r) { return mean_of(r, "wait", {}); }));
  rows.push_back(row(FigureKind::wait_p95, {}, now, before,
                     [](const RunResults& r) { return p95_of(r, "wait", {}); }));
  rows.push_back(row(FigureKind::time_in_system_mean, {}, now, before,
                     [](const RunResults& r) { return mean_of(r, "time_in_system", {}); }));
  for (const ServiceLevelResult& level : now.service_levels) {
    rows.push_back(row(FigureKind::service_level, level.name, now, before,
                       [&](const RunResults& r) -> std::optional<double> {
                         for (const ServiceLevelResult& one : r.service_levels) {
                           if (one.name == level.name) return one.share_within;
                         }
                         return std::nullopt;
                       }));
  }
  std::vector<std::string> stations;
  for (const StationResult& station : now.stations) stations.push_back(station.id);
  std::stable_sort(stations.begin(), stations.end(),
                   [&](const std::string& a, const std::string& b) {
                     return p95_of(now, "wait", a).value_or(0) > p95_of(now, "wait", b).value_or(0);
                   });
  // Stations that the change took away come last.
  if (before != nullptr) {
    for (const StationResult& station : before->stations) {
      if (station_of(now, station.id) == nullptr) stations.push_back(station.id);
    }
  }
  for (const std::string& id : stations) add_station(id, now, before, rows);
  return rows;
}

} // namespace gatetwin::viz
