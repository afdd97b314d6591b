// SPDX-License-Identifier: Apache-2.0
// The place a journal tells of, from its header: checkpoints, areas, stations, units, classes, by
// number, every number within bounds. What the header leaves out is filled in, so that a real
// gate's journal, which knows no layout, can be looked at like any other.
#pragma once
#include "core/base/time.hpp"
#include "core/journal/journal_header.hpp"
#include <cstdint>
#include <string>
#include <vector>

namespace gatetwin::viz {

enum class StationKind : std::uint8_t { plain, e_gate, booth, barcode_booth, one_stop_booth };

struct SiteStation {
  std::string name; // for people
  std::string id;   // as scenario and results name it
  StationKind kind = StationKind::plain;
  std::uint32_t checkpoint = 0;
  std::uint32_t area = 0;
  std::uint32_t first_unit = 0;
  std::uint32_t units = 0;
  bool entry = false; // into the country
};
struct SiteArea {
  std::string name; // for people
  std::uint32_t checkpoint = 0;
  std::uint32_t capacity = 0; // 0: unlimited
};
struct SitePassage {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  double distance_m = 0;
};
struct SiteEntrance {
  std::string name;
  std::uint32_t area = 0;
};
struct SiteUnit {
  std::string name;
  std::uint32_t station = 0;
  std::uint32_t position = 0; // in its station
};

struct Site {
  std::string scenario; // may be empty
  std::string producer;
  WallTime start;
  std::int64_t utc_offset_ns = 0; // of its first authority's zone, where it is known
  std::vector<std::string> checkpoints;
  std::vector<SiteArea> areas;
  std::vector<SitePassage> passages;
  std::vector<SiteEntrance> entrances;
  std::vector<SiteStation> stations;
  std::vector<SiteUnit> units;
  std::vector<std::string> classes;
};

// At most so many stations, units and areas are kept; a header that claims more is cut off there.
constexpr std::size_t max_stations = 2000;
constexpr std::size_t max_units = 20'000;

Site make_site(const journal::JournalHeader& header);

} // namespace gatetwin::viz
