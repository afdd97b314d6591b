// SPDX-License-Identifier: Apache-2.0
#include "viz/plan/picture.hpp"
#include <algorithm>
#include <cmath>

namespace gatetwin::viz {
namespace {

constexpr float dot_radius = 0.36F;
constexpr float officer_m_per_s = 1.4F;
constexpr float leaver_m_per_s = 1.2F;

float share_walked(float distance_m, std::int64_t since_ns, std::int64_t now_ns, float m_per_s)
{
  const auto walked = static_cast<float>(static_cast<double>(now_ns - since_ns) * 1e-9) * m_per_s;
  return distance_m <= 0 ? 1 : std::clamp(walked / distance_m, 0.0F, 1.0F);
}

// The same sideways step for the same person, so that walkers don't cover each other.
float step_aside(std::uint64_t number)
{
  const std::uint64_t mixed = number * 0x9E37'79B9'7F4A'7C15ULL >> 40U;
  return static_cast<float>(mixed % 1000) / 500.0F - 1;
}

Point between(Point a, Point b, float share)
{
  return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

float distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

// The place of the i-th of a line that snakes to and fro in its box, its head at the right.
struct LineGrid {
  Box box;
  float cell = 1;
  std::size_t rows = 1;

  LineGrid(const Box& line, std::size_t people) : box(line)
  {
    cell = 1.05F;
    while (capacity() < people && cell > 0.02F) cell *= 0.93F;
    rows = std::max<std::size_t>(1, static_cast<std::size_t>(box.h / cell));
  }
  std::size_t capacity() const
  {
    return static_cast<std::size_t>(box.h / cell) * static_cast<std::size_t>(box.w / cell);
  }
  Point at(std::size_t i) const
  {
    const std::size_t column = i / rows;
    std::size_t row = i % rows;
    if (column % 2 == 1) row = rows - 1 - row;
    const float top = box.y + (box.h - cell * static_cast<float>(rows)) / 2;
    return {box.x + box.w - (static_cast<float>(column) + 0.5F) * cell,
            top + (static_cast<float>(row) + 0.5F) * cell};
  }
};

} // namespace

UnitLook look_of(const UnitNow& unit)
{
  if (unit.alarm_reason != 0) return UnitLook::alarm;
  if (unit.has_gate) {
    switch (unit.gate) {
    case GateState::tailgating:
    case GateState::forced:
    case GateState::obstructed:
    case GateState::emergency: return UnitLook::alarm;
    case GateState::without_power: return UnitLook::out_of_order;
    case GateState::referred: return UnitLook::needs_officer;
    default: break;
    }
  }
  if (unit.officer_reason != 0) return UnitLook::needs_officer;
  switch (unit.state) {
  case journal::UnitState::closed:
  case journal::UnitState::on_break: return UnitLook::closed;
  case journal::UnitState::idle: return UnitLook::idle;
  case journal::UnitState::busy: return UnitLook::busy;
  case journal::UnitState::turnaround: return UnitLook::turnaround;
  case journal::UnitState::blocked: return UnitLook::blocked;
  case journal::UnitState::broken: return UnitLook::out_of_order;
  }
  return UnitLook::closed;
}

// Journals don't say through which entrance somebody came: the nearest of the station's checkpoint
// is taken, by walking distance.
PictureMaker::PictureMaker(const Site& site, const FloorPlan& plan) : m_site(&site), m_plan(&plan)
{
  for (const SiteStation& station : site.stations) {
    std::vector<double> away(site.areas.size(), 1e9);
    away[station.area] = 0;
    for (std::size_t round = 0; round < site.areas.size() && round < 64; ++round) {
      for (const SitePassage& p : site.passages) {
        away[p.from] = std::min(away[p.from], away[p.to] + p.distance_m);
        away[p.to] = std::min(away[p.to], away[p.from] + p.distance_m);
      }
    }
    Point from = plan.way_in[station.area];
    double least = 1e9;
    for (std::size_t e = 0; e < site.entrances.size(); ++e) {
      if (away[site.entrances[e].area] >= least) continue;
      least = away[site.entrances[e].area];
      from = plan.entrances[e];
    }
    m_entrance_of.push_back(from);
  }
}

Point PictureMaker::start_of(const Person& person) const
{
  if (person.from_station < m_plan->stations.size()) {
    const StationPlace& place = m_plan->stations[person.from_station];
    const std::uint32_t first = m_site->stations[person.from_station].first_unit;
    const std::uint32_t position = person.unit - first;
    if (person.unit >= first && position < place.units.size()) {
      const Box& box = place.units[position];
      return {box.x + box.w + 0.5F, box.y + box.h / 2};
    }
    return {place.all.x + place.all.w, place.all.middle().y};
  }
  if (person.station < m_entrance_of.size()) return m_entrance_of[person.station];
  return m_plan->entrances.empty() ? Point{} : m_plan->entrances.front();
}

Point PictureMaker::walking_at(const Person& person, std::int64_t now_ns) const
{
  const Point from = start_of(person);
  if (person.station >= m_plan->stations.size()) return from;
  const Box& line = m_plan->stations[person.station].line;
  const std::uint32_t area = m_site->stations[person.station].area;
  const float aside = step_aside(person.number);
  const Point door{m_plan->way_in[area].x, m_plan->way_in[area].y + aside};
  const Point to{line.x, line.y + line.h * (0.5F + 0.4F * aside)};
  const double took = static_cast<double>(now_ns - person.since_ns);
  const double whole = static_cast<double>(person.until_ns - person.since_ns);
  const auto share = static_cast<float>(whole <= 0 ? 1 : std::clamp(took / whole, 0.0, 1.0));
  Point start = from;
  start.y += aside * 1.5F;
  // Through the door of the area, unless they are in it already.
  if (m_plan->areas[area].contains(from) && from.x > m_plan->areas[area].x + 0.01F) {
    return between(start, to, share);
  }
  const float first = distance(start, door), second = distance(door, to);
  const float at = share * (first + second);
  if (at < first) return between(start, door, at / first);
  return second <= 0 ? to : between(door, to, (at - first) / second);
}

void PictureMaker::add_line(const HallState& state, std::uint32_t station, Picture& into) const
{
  const StationNow& now = state.stations()[station];
  const LineGrid grid(m_plan->stations[station].line, now.waiting);
  const float radius = std::min(dot_radius, grid.cell * 0.42F);
  std::size_t i = 0;
  for (std::uint32_t slot = now.first; slot != nobody; slot = state.slots()[slot].behind) {
    const Person& person = state.slots()[slot];
    into.dots.push_back({grid.at(i++), radius, slot, person.traveller_class, person.phase});
  }
}

void PictureMaker::make(const HallState& state, std::int64_t now_ns, Heat heat, Picture& into) const
{
  into.dots.clear();
  for (std::uint32_t s = 0; s < state.stations().size(); ++s) add_line(state, s, into);
  const auto& slots = state.slots();
  for (std::uint32_t slot = 0; slot < slots.size(); ++slot) {
    const Person& person = slots[slot];
    switch (person.phase) {
    case Phase::walking:
      into.dots.push_back(
          {walking_at(person, now_ns), dot_radius, slot, person.traveller_class, person.phase});
      break;
    case Phase::being_served:
    case Phase::blocked:
    case Phase::served: {
      if (person.unit >= m_site->units.size()) break;
      const SiteUnit& unit = m_site->units[person.unit];
      const Box& box = m_plan->stations[unit.station].units[unit.position];
      // In a gate they stand where the gate says: before it, inside, on their way out.
      float along = person.phase == Phase::being_served ? 0.5F : 1.12F;
      const UnitNow& now = state.units()[person.unit];
      if (now.has_gate && m_site->stations[unit.station].kind == StationKind::e_gate &&
          person.phase == Phase::being_served) {
        along = now.bodies == 0 ? -0.06F : now.gate == GateState::exit_open ? 0.8F : 0.5F;
      }
      into.dots.push_back({{box.x + box.w * along, box.y + box.h / 2},
                           std::min(dot_radius, box.h * 0.36F),
                           slot,
                           person.traveller_class,
                           person.phase});
      break;
    }
    default: break; // in a line already, or outside
    }
  }
  add_leavers(state, now_ns, into);
  add_officers(state, now_ns, into);
  add_heat(state, now_ns, heat, into);
}

// Off they walk to the way out of their area, as far as they get while they are remembered.
void PictureMaker::add_leavers(const HallState& state, std::int64_t now_ns, Picture& into) const
{
  for (const Leaver& one : state.leavers()) {
    if (now_ns - one.left_ns > HallState::leaving_ns || one.unit >= m_site->units.size()) continue;
    const SiteUnit& unit = m_site->units[one.unit];
    const Box& box = m_plan->stations[unit.station].units[unit.position];
    const Point from{box.x + box.w * 1.12F, box.y + box.h / 2};
    Point to = m_plan->way_out[m_site->stations[unit.station].area];
    to.y += step_aside(one.number);
    const float share = share_walked(distance(from, to), one.left_ns, now_ns, leaver_m_per_s);
    if (share >= 1) continue; // out of the door
    into.dots.push_back(
        {between(from, to, share), dot_radius, nobody, one.traveller_class, Phase::walking});
  }
}

// Journals name no officer's place. One stands at the desk of a station's e-gates, goes to the gate
// that has called longest, and comes back.
OfficerDot PictureMaker::officer_at_gates(const HallState& state, std::uint32_t station,
                                          std::int64_t now_ns) const
{
  const StationPlace& place = m_plan->stations[station];
  const std::uint32_t first = m_site->stations[station].first_unit;
  const Box& last = place.units.back();
  const Point desk{last.x + last.w + 0.9F, place.units.front().y - 0.2F};
  const auto gate_side = [&](std::size_t u) {
    const Box& box = place.units[u];
    return Point{box.x + box.w + 0.35F, box.y + box.h / 2};
  };
  const UnitNow* calling = nullptr;
  const UnitNow* done = nullptr;
  for (std::size_t u = 0; u < place.units.size(); ++u) {
    const UnitNow& unit = state.units()[first + u];
    if (needs_officer(unit)) {
      if (calling == nullptr || unit.officer_called_ns < calling->officer_called_ns)
        calling = &unit;
    } else if (done == nullptr || unit.officer_done_ns > done->officer_done_ns) {
      done = &unit;
    }
  }
  const UnitNow* const goal = calling != nullptr ? calling : done;
  if (goal == nullptr || (calling == nullptr && goal->officer_done_ns == INT64_MIN))
    return {desk, false};
  const Point gate = gate_side(static_cast<std::size_t>(goal - &state.units()[first]));
  const float way = distance(desk, gate);
  if (calling != nullptr)
    return {
        between(desk, gate, share_walked(way, goal->officer_called_ns, now_ns, officer_m_per_s)),
        true};
  return {between(gate, desk, share_walked(way, goal->officer_done_ns, now_ns, officer_m_per_s)),
          false};
}

void PictureMaker::add_officers(const HallState& state, std::int64_t now_ns, Picture& into) const
{
  into.officers.clear();
  for (std::uint32_t s = 0; s < m_site->stations.size(); ++s) {
    const SiteStation& station = m_site->stations[s];
    const StationPlace& place = m_plan->stations[s];
    if (place.units.empty()) continue;
    if (station.kind == StationKind::e_gate) {
      if (state.stations()[s].in_service > 0)
        into.officers.push_back(officer_at_gates(state, s, now_ns));
      continue;
    }
    if (station.kind == StationKind::plain) continue; // whoever serves there, if anybody
    for (std::uint32_t u = 0; u < place.units.size(); ++u) {
      const UnitNow& unit = state.units()[station.first_unit + u];
      if (!serves(unit.state)) continue;
      const Box& box = place.units[u];
      into.officers.push_back({{box.x + box.w * 0.86F, box.y + box.h / 2}, false});
    }
  }
}

void PictureMaker::add_heat(const HallState& state, std::int64_t now_ns, Heat heat,
                            Picture& into) const
{
  HeatGrid& grid = into.heat;
  grid.columns = grid.rows = 0;
  grid.value.clear();
  if (heat == Heat::none) return;
  grid.columns = static_cast<std::size_t>(m_plan->all.w / HeatGrid::cell) + 2;
  grid.rows = static_cast<std::size_t>(m_plan->all.h / HeatGrid::cell) + 2;
  grid.value.assign(grid.columns * grid.rows, 0);
  for (const Dot& dot : into.dots) {
    if (dot.at.x < 0 || dot.at.y < 0) continue;
    const auto x = static_cast<std::size_t>(dot.at.x / HeatGrid::cell);
    const auto y = static_cast<std::size_t>(dot.at.y / HeatGrid::cell);
    if (x >= grid.columns || y >= grid.rows) continue;
    float& value = grid.value[y * grid.columns + x];
    if (heat == Heat::density) {
      value += 1;
    } else if (dot.phase == Phase::queueing) {
      const auto waited = static_cast<double>(now_ns - state.slots()[dot.slot].since_ns);
      value = std::max(value, static_cast<float>(waited * 1e-9));
    }
  }
}

std::uint32_t slot_near(const Picture& picture, Point at, float reach)
{
  std::uint32_t found = nobody;
  for (const Dot& dot : picture.dots) {
    const float d = distance(dot.at, at);
    if (d > reach) continue;
    reach = d;
    found = dot.slot;
  }
  return found;
}

} // namespace gatetwin::viz
