// SPDX-License-Identifier: Apache-2.0
// Parts of the scenario view.
#pragma once
#include "viz/views/views.hpp"
#include <functional>
#include <string>

namespace gatetwin::viz {

// Sections and their items; buttons to copy and remove.
void draw_scenario_sections(Viewer& viewer, const Theme& theme);
// The fields of what is chosen, each with what `gatetwin check` says about it.
void draw_scenario_form(Viewer& viewer, const Theme& theme);
// Run, cancel, progress; figures of this run and the one before.
void draw_scenario_runs(Viewer& viewer, const Theme& theme);

// A popup that asks for a new item's name, kept in the viewer's typing, and what is done with it.
void draw_name_popup(Viewer& viewer, const char* id, const std::function<void()>& act);
// A line that is broken where it would leave the room it has.
void wrapped_text(const std::string& text, ImU32 color);
void plain_text(const std::string& text, ImU32 color);

} // namespace gatetwin::viz
