// SPDX-License-Identifier: Apache-2.0
#include "sim/app/run_names.hpp"
#include "core/base/build_info.hpp"
#include "core/base/calendar_date.hpp"
#include <fmt/format.h>
#include <openssl/sha.h>

namespace gatetwin::app {

std::string start_time_text(const CheckpointModel& model)
{
  if (model.authorities.empty()) return {};
  const Duration offset = model.authorities.front().utc_offset;
  const CalendarDate date = local_date(model.start, offset);
  const std::int64_t second = (model.start - start_of_day(date, offset)).ns / seconds(1).ns;
  const std::int64_t zone_minutes = offset.ns / minutes(1).ns;
  const std::int64_t away = zone_minutes < 0 ? -zone_minutes : zone_minutes;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}", date.year, date.month,
                     date.day, second / 3600, second / 60 % 60, second % 60,
                     zone_minutes < 0 ? '-' : '+', away / 60, away % 60);
}

namespace {

// The journal holds changes only: a unit that begins shut has no record before it opens.
bool opens_later(const StationModel& station)
{
  const TimeTable& open = station.open; // empty: always
  return !open.empty() && open.front().from_ns > 0;
}

} // namespace

RunDescription describe_run(const CheckpointModel& model)
{
  RunDescription run;
  for (const StationModel& station : model.stations) {
    run.stations.push_back({station.name, station.title, gatetwin::to_string(station.kind),
                            model.checkpoints[station.checkpoint].name,
                            gatetwin::to_string(station.direction),
                            model.authorities[station.authority].name, opens_later(station)});
    const auto index = static_cast<std::uint32_t>(run.stations.size() - 1);
    run.station_of_unit.insert(run.station_of_unit.end(), station.units, index);
  }
  for (const CheckpointSiteModel& site : model.checkpoints) {
    run.checkpoints.push_back({site.name, site.title});
  }
  for (const ClassModel& one : model.classes) {
    run.classes.push_back({one.name, one.title, gatetwin::to_string(one.direction)});
  }
  for (const ServiceLevelModel& level : model.service_levels) {
    const auto measure = level.figure == "wait" ? ServiceLevelDescription::Measure::wait
                                                : ServiceLevelDescription::Measure::time_in_system;
    run.service_levels.push_back({level.name, measure, level.station, level.traveller_class,
                                  from_seconds(level.within_s).ns, level.share});
  }
  run.warm_up_ns = model.warm_up_ns;
  run.end_ns = model.horizon_ns;
  return run;
}

RunResults names_of(const CheckpointModel& model)
{
  const RunDescription run = describe_run(model);
  RunResults names;
  for (const StationDescription& d : run.stations) {
    StationResult station;
    station.id = d.name;
    names.stations.push_back(station);
  }
  for (const ClassDescription& d : run.classes)
    names.traveller_classes.push_back({d.name, d.title, d.direction});
  for (const ServiceLevelDescription& d : run.service_levels) {
    ServiceLevelResult level;
    level.name = d.name;
    names.service_levels.push_back(level);
  }
  return names;
}

namespace {

// Where things are, for whoever draws the journal.
void describe_places(const CheckpointModel& model, const scenario::Scenario& scenario,
                     journal::JournalHeader& header)
{
  const auto area_number = [&](const std::string& name) {
    std::uint32_t a = 0;
    while (a < model.areas.size() && model.areas[a].name != name) ++a;
    return a;
  };
  for (const AreaModel& area : model.areas)
    header.areas.push_back({area.name, area.checkpoint, area.capacity});
  for (const scenario::Connection& one : scenario.layout()) {
    header.passages.push_back({area_number(one.from()), area_number(one.to()),
                               static_cast<std::uint32_t>(one.distance() * 1000 + 0.5)});
  }
  for (const EntranceModel& entrance : model.entrances)
    header.entrances.push_back({entrance.name, entrance.area});
  for (const CheckpointSiteModel& site : model.checkpoints)
    header.checkpoint_titles.push_back(site.title);
  for (const ClassModel& one : model.classes) header.class_titles.push_back(one.title);
}

} // namespace

journal::JournalHeader describe_journal(const CheckpointModel& model,
                                        const scenario::Scenario& scenario, std::uint64_t seed,
                                        std::uint64_t replication, const std::string& effective)
{
  const BuildInfo& build = build_info();
  journal::JournalHeader header;
  header.producer = std::string("gatetwin ") + build.version;
  header.commit = build.commit;
  header.core_build_id = build.core_build_id;
  header.start = model.start;
  header.seed = seed;
  header.replication = replication;
  header.scenario = model.name;
  SHA256(reinterpret_cast<const unsigned char*>(effective.data()), effective.size(),
         reinterpret_cast<unsigned char*>(header.scenario_sha256.data()));
  std::uint32_t unit = 0;
  for (std::uint32_t s = 0; s < model.stations.size(); ++s) {
    const StationModel& station = model.stations[s];
    header.stations.push_back({s, station.name, gatetwin::to_string(station.kind),
                               station.checkpoint, gatetwin::to_string(station.direction),
                               station.title, station.area});
    for (std::uint32_t u = 0; u < station.units; ++u) {
      header.units.push_back({unit++, fmt::format("{}/{}", station.name, u + 1), s});
    }
  }
  for (const ClassModel& one : model.classes) header.traveller_classes.push_back(one.name);
  for (std::uint32_t a = 0; a < model.authorities.size(); ++a) {
    header.authorities.push_back({a, model.authorities[a].name, model.authorities[a].zone});
  }
  for (const CheckpointSiteModel& site : model.checkpoints) header.checkpoints.push_back(site.name);
  describe_places(model, scenario, header);
  return header;
}

} // namespace gatetwin::app
