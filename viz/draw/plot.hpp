// SPDX-License-Identifier: Apache-2.0
// Plots over time, drawn with ImDrawList: lines over one time axis with one cursor.
#pragma once
#include "viz/draw/theme.hpp"
#include <functional>
#include <imgui.h>
#include <string>
#include <vector>

namespace gatetwin::viz {

struct PlotLine {
  std::string name;
  ImU32 color = 0;
  // Of so many buckets from one on; not a number: the line is interrupted.
  std::function<double(std::size_t bucket, std::size_t together)> value;
};

// What lies behind a line: the least and the most of each bucket, NaN where nothing is known.
struct PlotBand {
  ImU32 color = 0;
  double start_s = 0, bucket_s = 1;
  const std::vector<float>* lowest = nullptr;
  const std::vector<float>* highest = nullptr; // as many
};

struct Plot {
  std::string title;
  std::vector<PlotLine> lines;
  std::vector<PlotBand> bands;
  std::size_t buckets = 0;
  double bucket_s = 1; // width
  double end_s = 1;    // of the time axis, which starts at 0
  double cursor_s = -1;
  bool is_in_seconds = false;                    // lines at whole minutes and hours
  std::function<std::string(double)> value_text; // of the vertical axis
  std::function<std::string(double)> time_text;  // of a second of the run
};

// A step of 1, 2 or 5 times a power of ten that gives at most `most` lines.
double nice_step(double range, int most);
// The same for seconds: of seconds, minutes, hours or days.
double nice_time_step(double range_s, int most);

// Into the rectangle. True with `picked_s` while the plot is clicked or dragged.
bool draw_plot(const Plot& plot, const Theme& theme, ImVec2 at, ImVec2 size, double& picked_s);

// A small line without axes.
void draw_sparkline(const PlotLine& line, std::size_t buckets, double most, const Theme& theme,
                    ImVec2 at, ImVec2 size);

} // namespace gatetwin::viz
