// SPDX-License-Identifier: Apache-2.0
// The floor plan of a site, laid out by itself: journals say which areas are connected and where
// stations stand, not where walls are. Each checkpoint is a row; its areas stand in columns by how
// many passages they are away from an entrance; in an area the stations stand below each other, the
// line before a station to the left of its units, so that people go from left to right. Units of
// length are about metres, y downwards.
#pragma once
#include "viz/timeline/site.hpp"
#include <vector>

namespace gatetwin::viz {

struct Point {
  float x = 0, y = 0;
};
struct Box {
  float x = 0, y = 0, w = 0, h = 0;
  bool contains(Point p) const { return p.x >= x && p.x < x + w && p.y >= y && p.y < y + h; }
  Point middle() const { return {x + w / 2, y + h / 2}; }
};

struct StationPlace {
  Box all;  // with its title
  Box line; // where people wait
  std::vector<Box> units;
};

struct FloorPlan {
  Box all;
  std::vector<Box> checkpoints;
  std::vector<Box> areas;
  std::vector<Point> way_in; // of each area: where people come in
  std::vector<Point> way_out;
  std::vector<StationPlace> stations;
  std::vector<Point> entrances; // one each; never empty for an area people come into
};

constexpr float title_height = 1.7F; // above areas, stations and checkpoints

FloorPlan lay_out(const Site& site);

} // namespace gatetwin::viz
