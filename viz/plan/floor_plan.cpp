// SPDX-License-Identifier: Apache-2.0
#include "viz/plan/floor_plan.hpp"
#include <algorithm>
#include <cmath>

namespace gatetwin::viz {
namespace {

constexpr float margin = 1.2F;
constexpr float line_width = 26;
constexpr float unit_width = 5;
constexpr float empty_area_width = 14;
constexpr float column_gap = 7;
constexpr float row_gap = 2;

// How many units stand below each other before a second column begins.
constexpr std::uint32_t column_units = 12;

struct StationSize {
  float pitch = 0; // between two units
  std::uint32_t columns = 1;
  float w = 0, h = 0;
};

StationSize size_of(const SiteStation& station)
{
  StationSize size;
  const std::uint32_t units = std::max(1U, station.units);
  size.columns = (units + column_units - 1) / column_units;
  const std::uint32_t rows = (units + size.columns - 1) / size.columns;
  size.pitch = rows > 6 ? 1.7F : 2.1F;
  const float least = 4.2F;
  if (size.pitch * static_cast<float>(rows) < least) size.pitch = least / static_cast<float>(rows);
  size.pitch = std::min(size.pitch, 2.6F);
  size.w = line_width + static_cast<float>(size.columns) * unit_width + 1;
  size.h = title_height + std::max(least, size.pitch * static_cast<float>(rows));
  return size;
}

void place_units(const SiteStation& station, const StationSize& size, StationPlace& place)
{
  const std::uint32_t rows = (std::max(1U, station.units) + size.columns - 1) / size.columns;
  const float x = place.line.x + place.line.w + 1;
  const float inset = std::min(0.25F, size.pitch * 0.12F);
  for (std::uint32_t u = 0; u < station.units; ++u) {
    const std::uint32_t row = u % rows, column = u / rows;
    place.units.push_back({x + static_cast<float>(column) * unit_width,
                           place.line.y + static_cast<float>(row) * size.pitch + inset,
                           unit_width - 0.8F, size.pitch - 2 * inset});
  }
}

// Columns of areas: passages away from the nearest entrance of the checkpoint.
std::vector<std::uint32_t> columns_of(const Site& site)
{
  constexpr std::uint32_t far = 0xFFFF;
  std::vector<std::uint32_t> column(site.areas.size(), far);
  for (const SiteEntrance& entrance : site.entrances) column[entrance.area] = 0;
  for (bool moved = true; moved;) {
    moved = false;
    for (const SitePassage& p : site.passages) {
      if (site.areas[p.from].checkpoint != site.areas[p.to].checkpoint) continue;
      for (const auto& [a, b] : {std::pair(p.from, p.to), std::pair(p.to, p.from)}) {
        if (column[a] == far || column[b] <= column[a] + 1) continue;
        column[b] = column[a] + 1;
        moved = true;
      }
    }
  }
  for (std::uint32_t& c : column) c = c == far ? 0 : c;
  return column;
}

Box area_size(const Site& site, std::uint32_t area)
{
  Box box{0, 0, empty_area_width, title_height + 5};
  float h = title_height;
  for (const SiteStation& station : site.stations) {
    if (station.area != area) continue;
    const StationSize size = size_of(station);
    box.w = std::max(box.w, size.w + 2 * margin);
    h += size.h + margin;
  }
  box.h = std::max(box.h, h + margin / 2);
  return box;
}

// Areas that lead to each other get one number, whatever the way between them.
std::vector<std::uint32_t> blocks_of(const Site& site)
{
  std::vector<std::uint32_t> block(site.areas.size());
  for (std::uint32_t a = 0; a < block.size(); ++a) block[a] = a;
  for (bool moved = true; moved;) {
    moved = false;
    for (const SitePassage& p : site.passages) {
      if (site.areas[p.from].checkpoint != site.areas[p.to].checkpoint) continue;
      if (block[p.from] == block[p.to]) continue;
      block[p.from] = block[p.to] = std::min(block[p.from], block[p.to]);
      moved = true;
    }
  }
  return block;
}

// Places the areas of one block in columns; returns its size.
Box place_block(FloorPlan& plan, const std::vector<std::uint32_t>& members,
                const std::vector<std::uint32_t>& column, Point corner)
{
  std::uint32_t columns = 0;
  for (const std::uint32_t a : members) columns = std::max(columns, column[a] + 1);
  std::vector<float> width(columns, 0), next_y(columns, corner.y);
  for (const std::uint32_t a : members)
    width[column[a]] = std::max(width[column[a]], plan.areas[a].w);
  Box all{corner.x, corner.y, 0, 0};
  float x = corner.x;
  for (std::uint32_t c = 0; c < columns; ++c) {
    for (const std::uint32_t a : members) {
      if (column[a] != c) continue;
      Box& box = plan.areas[a];
      box.x = x;
      box.y = next_y[c];
      box.w = width[c];
      next_y[c] += box.h + row_gap;
      all.w = std::max(all.w, box.x + box.w - corner.x);
      all.h = std::max(all.h, box.y + box.h - corner.y);
    }
    x += width[c] + (width[c] > 0 ? column_gap : 0);
  }
  return all;
}

// The blocks of a checkpoint stand side by side below its name.
void place_checkpoint(const Site& site, FloorPlan& plan, std::uint32_t checkpoint,
                      const std::vector<std::uint32_t>& column,
                      const std::vector<std::uint32_t>& block, Point corner)
{
  Box& all = plan.checkpoints[checkpoint];
  all = {corner.x, corner.y, 0, title_height};
  float x = corner.x;
  for (std::uint32_t b = 0; b < site.areas.size(); ++b) {
    std::vector<std::uint32_t> members;
    for (std::uint32_t a = b; a < site.areas.size(); ++a) {
      if (block[a] == b && site.areas[a].checkpoint == checkpoint) members.push_back(a);
    }
    if (members.empty()) continue;
    const Box placed = place_block(plan, members, column, {x, corner.y + title_height + 0.6F});
    x += placed.w + column_gap;
    all.w = x - column_gap - corner.x;
    all.h = std::max(all.h, placed.y + placed.h - corner.y);
  }
}

// A forecourt is as high as the hall behind it.
void align_first_columns(const Site& site, FloorPlan& plan,
                         const std::vector<std::uint32_t>& column)
{
  for (std::uint32_t a = 0; a < site.areas.size(); ++a) {
    if (column[a] != 0) continue;
    for (const SitePassage& p : site.passages) {
      const std::uint32_t other = p.from == a ? p.to : p.to == a ? p.from : a;
      if (other == a || site.areas[other].checkpoint != site.areas[a].checkpoint) continue;
      plan.areas[a].h = std::max(plan.areas[a].h, plan.areas[other].h);
    }
  }
}

void place_stations(const Site& site, FloorPlan& plan)
{
  std::vector<float> next_y;
  for (const Box& area : plan.areas) next_y.push_back(area.y + title_height);
  plan.stations.resize(site.stations.size());
  for (std::uint32_t s = 0; s < site.stations.size(); ++s) {
    const SiteStation& station = site.stations[s];
    const StationSize size = size_of(station);
    StationPlace& place = plan.stations[s];
    const Box& area = plan.areas[station.area];
    place.all = {area.x + margin, next_y[station.area], area.w - 2 * margin, size.h};
    const float units_w = static_cast<float>(size.columns) * unit_width + 1;
    place.line = {place.all.x, place.all.y + title_height, place.all.w - units_w,
                  size.h - title_height};
    place_units(station, size, place);
    next_y[station.area] += size.h + margin;
  }
}

} // namespace

FloorPlan lay_out(const Site& site)
{
  FloorPlan plan;
  const std::vector<std::uint32_t> column = columns_of(site);
  for (std::uint32_t a = 0; a < site.areas.size(); ++a) plan.areas.push_back(area_size(site, a));
  align_first_columns(site, plan, column);
  plan.checkpoints.resize(site.checkpoints.size());
  // A few checkpoints stand below each other, many in as many columns as rows.
  const std::vector<std::uint32_t> block = blocks_of(site);
  const auto count = static_cast<double>(site.checkpoints.size());
  const auto across = count <= 4 ? std::size_t{1} : static_cast<std::size_t>(std::sqrt(count / 2));
  float top = 0, left = 0, row_height = 0;
  for (std::uint32_t c = 0; c < site.checkpoints.size(); ++c) {
    if (c % across == 0 && c > 0) {
      top += row_height + row_gap;
      left = row_height = 0;
    }
    place_checkpoint(site, plan, c, column, block, {left, top});
    const Box& box = plan.checkpoints[c];
    left += box.w + 2 * column_gap;
    row_height = std::max(row_height, box.h);
    plan.all.w = std::max(plan.all.w, box.x + box.w);
    plan.all.h = std::max(plan.all.h, box.y + box.h);
  }
  place_stations(site, plan);
  for (const Box& area : plan.areas) {
    plan.way_in.push_back({area.x, area.y + area.h / 2});
    plan.way_out.push_back({area.x + area.w, area.y + area.h / 2});
  }
  for (const SiteEntrance& entrance : site.entrances) {
    plan.entrances.push_back(plan.way_in[entrance.area]);
  }
  return plan;
}

} // namespace gatetwin::viz
