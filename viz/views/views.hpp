// SPDX-License-Identifier: Apache-2.0
// The views: each draws the viewer's state into a rectangle of the current ImGui window and hands
// clicks back to it. None keeps anything of its own.
#pragma once
#include "viz/draw/plot.hpp"
#include "viz/draw/theme.hpp"
#include "viz/viewer/viewer.hpp"
#include <imgui.h>

namespace gatetwin::viz {

struct Rect {
  ImVec2 at, size;
};

// From the plan's units to the screen.
struct PlanScale {
  ImVec2 origin;
  float factor = 1;
  ImVec2 to_screen(Point p) const { return {origin.x + p.x * factor, origin.y + p.y * factor}; }
  Point to_plan(ImVec2 p) const { return {(p.x - origin.x) / factor, (p.y - origin.y) / factor}; }
};
PlanScale scale_of(const FloorPlan& plan, const Camera& camera, Rect rect);

void draw_plan(Viewer& viewer, std::size_t run, const Theme& theme, Rect rect);
void draw_legend(Viewer& viewer, std::size_t run, const Theme& theme, Rect rect);
float legend_height(Viewer& viewer, std::size_t run, float width);
void draw_plots(Viewer& viewer, const Theme& theme, Rect rect, bool all_figures);
void draw_centre(Viewer& viewer, const Theme& theme, Rect rect);
void draw_story(Viewer& viewer, const Theme& theme, Rect rect);
void draw_gate(Viewer& viewer, const Theme& theme, Rect rect);
void draw_compare(Viewer& viewer, const Theme& theme, Rect rect);
void draw_scenario(Viewer& viewer, const Theme& theme, Rect rect);
void draw_time_bar(Viewer& viewer, const Theme& theme, Rect rect);

ImU32 look_color(UnitLook look, const Theme& theme);
const char* look_sign(UnitLook look); // told without colour
Word look_word(UnitLook look);

// Everything, as one frame of the given size in pixels.
void draw_screen(Viewer& viewer, ImVec2 size);

} // namespace gatetwin::viz
