// SPDX-License-Identifier: Apache-2.0
// What is on the plan at one moment, in the plan's units: a dot for each person, a state for each
// unit, how crowded and how patient each spot is. No drawing here: views put it on the screen.
#pragma once
#include "viz/plan/floor_plan.hpp"
#include "viz/timeline/hall_state.hpp"
#include <cstdint>
#include <vector>

namespace gatetwin::viz {

struct Dot {
  Point at;
  float radius = 0.35F;
  std::uint32_t slot = 0;
  std::uint16_t traveller_class = 0;
  Phase phase = Phase::gone;
};

// An officer: behind a counter that is open, at the desk of e-gates, or at a gate that needs one.
struct OfficerDot {
  Point at;
  bool is_called = false; // on the way, or there
};

enum class UnitLook : std::uint8_t {
  closed,
  idle,
  busy,
  turnaround,
  blocked,
  needs_officer,
  out_of_order, // broken or without power
  alarm
};
constexpr std::size_t unit_look_count = 8;
UnitLook look_of(const UnitNow& unit);

enum class Heat : std::uint8_t { none, density, wait };

// Squares of two metres over the whole plan.
struct HeatGrid {
  static constexpr float cell = 2;
  std::size_t columns = 0, rows = 0;
  std::vector<float> value; // density: persons; wait: seconds of the longest there
};

struct Picture {
  std::vector<Dot> dots;
  std::vector<OfficerDot> officers;
  HeatGrid heat;
};

class PictureMaker {
public:
  PictureMaker(const Site& site, const FloorPlan& plan);
  // Into a picture whose room is reused from frame to frame.
  void make(const HallState& state, std::int64_t now_ns, Heat heat, Picture& into) const;

private:
  Point start_of(const Person& person) const;
  Point walking_at(const Person& person, std::int64_t now_ns) const;
  void add_line(const HallState& state, std::uint32_t station, Picture& into) const;
  void add_leavers(const HallState& state, std::int64_t now_ns, Picture& into) const;
  void add_officers(const HallState& state, std::int64_t now_ns, Picture& into) const;
  OfficerDot officer_at_gates(const HallState& state, std::uint32_t station,
                              std::int64_t now_ns) const;
  void add_heat(const HallState& state, std::int64_t now_ns, Heat heat, Picture& into) const;

  const Site* m_site;
  const FloorPlan* m_plan;
  std::vector<Point> m_entrance_of; // of each station: where people for it come in
};

// The dot nearest to a point, not further than `reach`; nobody when there is none.
std::uint32_t slot_near(const Picture& picture, Point at, float reach);

} // namespace gatetwin::viz
