// SPDX-License-Identifier: Apache-2.0
#include "viz/timeline/site.hpp"
#include <algorithm>
#include <map>

namespace gatetwin::viz {
namespace {

StationKind kind_of(const std::string& name)
{
  if (name == "e_gate") return StationKind::e_gate;
  if (name == "booth") return StationKind::booth;
  if (name == "barcode_booth") return StationKind::barcode_booth;
  if (name == "one_stop_booth") return StationKind::one_stop_booth;
  return StationKind::plain;
}

const std::string& first_filled(const std::string& title, const std::string& name)
{
  return title.empty() ? name : title;
}

// What all area names of a checkpoint begin with, up to and with a '_': "mc_" of mc_bridge and
// mc_exit_hall. The checkpoint's own name stands above them.
std::string shared_start(const journal::JournalHeader& header, std::uint32_t checkpoint)
{
  std::string start;
  std::size_t areas = 0;
  for (const journal::AreaName& area : header.areas) {
    if (area.checkpoint != checkpoint) continue;
    const std::string own = area.name.substr(0, area.name.find('_') + 1);
    if (areas++ == 0) start = own;
    if (own != start || own.size() == area.name.size()) return {};
  }
  return areas > 1 ? start : std::string();
}

// Areas have names for programs alone: "exit_hall" is shown as "Exit hall", "vn_hall" as "VN hall".
std::string readable(std::string name)
{
  std::replace(name.begin(), name.end(), '_', ' ');
  const auto raise = [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  };
  const std::size_t word = std::min(name.find(' '), name.size());
  const std::size_t raised = word == 2 && word < name.size() ? 2 : std::min<std::size_t>(1, word);
  std::transform(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(raised), name.begin(),
                 raise);
  return name;
}

void add_areas(const journal::JournalHeader& header, Site& site)
{
  const auto checkpoints = static_cast<std::uint32_t>(site.checkpoints.size());
  for (const journal::AreaName& area : header.areas) {
    if (site.areas.size() == max_stations) break;
    const std::string start = shared_start(header, area.checkpoint);
    site.areas.push_back({readable(area.name.substr(start.size())),
                          std::min(area.checkpoint, checkpoints - 1), area.capacity});
  }
  const auto areas = static_cast<std::uint32_t>(site.areas.size());
  for (const journal::Passage& passage : header.passages) {
    if (passage.from >= areas || passage.to >= areas || passage.from == passage.to) continue;
    site.passages.push_back({passage.from, passage.to, passage.distance_mm * 1e-3});
  }
  for (const journal::EntranceName& entrance : header.entrances) {
    if (entrance.area < areas) site.entrances.push_back({entrance.name, entrance.area});
  }
}

// Where no layout is known, each checkpoint is one hall.
std::uint32_t hall_of(std::uint32_t checkpoint, Site& site)
{
  for (std::uint32_t a = 0; a < site.areas.size(); ++a) {
    if (site.areas[a].checkpoint == checkpoint) return a;
  }
  site.areas.push_back({site.checkpoints[checkpoint], checkpoint, 0});
  return static_cast<std::uint32_t>(site.areas.size() - 1);
}

// Records name stations and units by number, so numbers must be positions: a header that says
// otherwise (none that gatetwin writes does) is read as if it named them in its order.
void add_stations(const journal::JournalHeader& header, Site& site)
{
  for (const journal::StationName& from : header.stations) {
    if (site.stations.size() == max_stations) break;
    SiteStation station;
    station.name = first_filled(from.title, from.name);
    station.id = from.name;
    station.kind = kind_of(from.kind);
    station.checkpoint =
        std::min(from.checkpoint, static_cast<std::uint32_t>(site.checkpoints.size() - 1));
    station.area = from.area < site.areas.size() ? from.area : hall_of(station.checkpoint, site);
    station.entry = from.direction == "entry";
    site.stations.push_back(std::move(station));
  }
  for (const journal::UnitName& from : header.units) {
    if (site.units.size() == max_units || from.station >= site.stations.size()) break;
    SiteStation& station = site.stations[from.station];
    if (station.units == 0) station.first_unit = static_cast<std::uint32_t>(site.units.size());
    site.units.push_back({from.name, from.station, station.units++});
  }
}

} // namespace

Site make_site(const journal::JournalHeader& header)
{
  // Zones of the border crossings that gatetwin knows; others are shown in UTC.
  static const std::map<std::string, int> offsets_h{{"Asia/Ho_Chi_Minh", 7}, {"Asia/Saigon", 7},
                                                    {"Asia/Vientiane", 7},   {"Asia/Bangkok", 7},
                                                    {"Asia/Phnom_Penh", 7},  {"Asia/Shanghai", 8}};
  Site site;
  site.scenario = header.scenario;
  site.producer = header.producer;
  site.start.ns = std::clamp<std::int64_t>(header.start.ns, 0, days(70'000).ns);
  if (!header.authorities.empty()) {
    const auto found = offsets_h.find(header.authorities.front().zone);
    if (found != offsets_h.end()) site.utc_offset_ns = hours(found->second).ns;
  }
  const bool titles = header.checkpoint_titles.size() == header.checkpoints.size();
  for (std::size_t c = 0; c < std::min(header.checkpoints.size(), max_stations); ++c) {
    site.checkpoints.push_back(
        first_filled(titles ? header.checkpoint_titles[c] : std::string(), header.checkpoints[c]));
  }
  if (site.checkpoints.empty()) site.checkpoints.push_back(first_filled(site.scenario, "gate"));
  add_areas(header, site);
  add_stations(header, site);
  const bool class_titles = header.class_titles.size() == header.traveller_classes.size();
  for (std::size_t c = 0; c < header.traveller_classes.size() && c < 0xFFFF; ++c) {
    site.classes.push_back(first_filled(class_titles ? header.class_titles[c] : std::string(),
                                        header.traveller_classes[c]));
  }
  return site;
}

} // namespace gatetwin::viz
