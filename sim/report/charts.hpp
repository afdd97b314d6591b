// SPDX-License-Identifier: Apache-2.0
// Charts as static SVG, drawn here: they need no script and print sharply. Colours (M. Okabe and K.
// Ito) differ for the colour-blind, dashes differ on a black-and-white printer. All texts are
// escaped here.
#pragma once
#include "sim/report/axis.hpp"
#include <span>
#include <string>
#include <vector>

namespace gatetwin {

struct ChartTime {
  double start_s = 0;
  double bucket_s = 0;
  std::size_t buckets = 0;
  std::optional<LocalStart> local;
  Language language = Language::english;
  double end_s() const { return start_s + bucket_s * static_cast<double>(buckets); }
};

struct ChartLine {
  std::string name;
  std::vector<double> values;        // by bucket; NaN: a gap
  std::vector<double> low{}, high{}; // a band around them, as long; empty: none
};

// How the i-th line of a chart is drawn; dash as in SVG's stroke-dasharray, or "none".
struct ChartPen {
  const char* colour;
  const char* dash;
};
ChartPen chart_pen(std::size_t line);

// Lines over time with both axes and a legend; the first is filled below when `filled`.
std::string line_chart(const ChartTime& time, const std::string& title,
                       std::span<const ChartLine> lines, bool filled = false);

// A row of coloured cells per line, 0 to 1: many stations in little room.
std::string heat_chart(const ChartTime& time, const std::string& title,
                       std::span<const ChartLine> rows);

struct ChartBar {
  std::string name;
  std::string text; // at its end
  double value = 0; // 0 to 1
  std::optional<std::pair<double, double>> whisker;
  std::optional<double> mark; // a target
  bool alarm = false;
};
std::string bar_chart(const std::string& title, std::span<const ChartBar> bars, Language language);

// The colour of a share from 0 (light) to 1 (dark red), as "#rrggbb".
std::string heat_colour(double share);

} // namespace gatetwin
