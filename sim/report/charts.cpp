// SPDX-License-Identifier: Apache-2.0
#include "sim/report/charts.hpp"
#include "sim/report/html_text.hpp"
#include "sim/results/utf8_text.hpp"
#include <algorithm>
#include <array>
#include <cmath>

namespace gatetwin {
namespace {

constexpr double width = 960;
constexpr double right_edge = 944;

constexpr std::array<ChartPen, 6> pens{{{"#0072b2", "none"},
                                        {"#d55e00", "7 3"},
                                        {"#009e73", "2 3"},
                                        {"#aa4499", "9 3 2 3"},
                                        {"#8a6d00", "4 2"},
                                        {"#444444", "12 4"}}};

std::string svg_open(double height, const std::string& title)
{
  return "<svg class=\"chart\" viewBox=\"0 0 " + coordinate(width) + " " + coordinate(height) +
         "\" role=\"img\" aria-label=\"" + escaped(title) + "\">\n";
}

std::string svg_line(double x1, double y1, double x2, double y2, const char* kind)
{
  return std::string("<line class=\"") + kind + "\" x1=\"" + coordinate(x1) + "\" y1=\"" +
         coordinate(y1) + "\" x2=\"" + coordinate(x2) + "\" y2=\"" + coordinate(y2) + "\"/>\n";
}

std::string svg_text(double x, double y, const char* kind, const std::string& text)
{
  return std::string("<text class=\"") + kind + "\" x=\"" + coordinate(x) + "\" y=\"" +
         coordinate(y) + "\">" + escaped(text) + "</text>\n";
}

// The plot's rectangle, and how values fall into it.
struct Plot {
  double left = 56;
  double top = 44;
  double bottom = 222;
  double from = 0;
  double to = 1;
  double most = 1;
  double x(double time_s) const
  {
    return left + (right_edge - left) * (time_s - from) / (to - from);
  }
  double y(double value) const { return bottom - (bottom - top) * value / most; }
};

std::string time_axis(const Plot& plot, const ChartTime& time)
{
  std::string out = svg_line(plot.left, plot.bottom, right_edge, plot.bottom, "axis");
  for (const AxisMark& mark : time_marks(plot.from, plot.to, time.local, time.language)) {
    const double x = plot.x(mark.at);
    out += svg_line(x, plot.bottom, x, plot.bottom + 5, "axis");
    out += svg_text(x, plot.bottom + 19, "tick middle", mark.text);
  }
  const Word name = time.local ? Word::axis_time_of_day : Word::axis_time_of_run;
  const std::string each = duration_text(time.bucket_s, time.language);
  out += svg_text(right_edge, plot.bottom + 37, "note end",
                  std::string(word(name, time.language)) + "; " +
                      phrase(Word::per_bucket, time.language, {each}));
  return out;
}

std::string value_axis(const Plot& plot, const std::vector<AxisMark>& marks)
{
  std::string out;
  for (const AxisMark& mark : marks) {
    out += svg_line(plot.left, plot.y(mark.at), right_edge, plot.y(mark.at), "grid");
    out += svg_text(plot.left - 8, plot.y(mark.at) + 4, "tick end", mark.text);
  }
  return out;
}

// From one bucket's middle to the next; a gap where there is no value, a dot where one stands
// alone.
std::string path_of(const Plot& plot, const ChartTime& time, const ChartLine& line)
{
  std::string path;
  bool drawing = false;
  for (std::size_t i = 0; i < line.values.size(); ++i) {
    if (!std::isfinite(line.values[i])) {
      drawing = false;
      continue;
    }
    const double middle = time.start_s + (static_cast<double>(i) + 0.5) * time.bucket_s;
    const std::string point = coordinate(plot.x(middle)) + " " + coordinate(plot.y(line.values[i]));
    path += drawing ? "L" : "M";
    path += point;
    if (!drawing) path += "h0.1";
    drawing = true;
  }
  return path;
}

// The area between low and high, in pieces where there is nothing between.
std::string band_of(const Plot& plot, const ChartTime& time, const ChartLine& line)
{
  const auto point = [&](std::size_t i, double value) {
    const double middle = time.start_s + (static_cast<double>(i) + 0.5) * time.bucket_s;
    return coordinate(plot.x(middle)) + " " + coordinate(plot.y(value));
  };
  const std::size_t n = std::min(line.low.size(), line.high.size());
  const auto there = [&](std::size_t i) {
    return i < n && std::isfinite(line.low[i]) && std::isfinite(line.high[i]);
  };
  std::string path;
  for (std::size_t i = 0; i < n; ++i) {
    if (!there(i)) continue;
    const std::size_t first = i;
    path += "M" + point(i, line.high[i]);
    while (there(i + 1)) ++i, path += "L" + point(i, line.high[i]);
    for (std::size_t back = i + 1; back-- > first;) path += "L" + point(back, line.low[back]);
    path += "Z";
  }
  return path;
}

std::string legend(std::span<const ChartLine> lines)
{
  std::string out;
  double x = 56;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const ChartPen pen = chart_pen(i);
    out += std::string("<line x1=\"") + coordinate(x) + "\" y1=\"31\" x2=\"" + coordinate(x + 24) +
           "\" y2=\"31\" stroke=\"" + pen.colour + "\" stroke-dasharray=\"" + pen.dash +
           "\" stroke-width=\"2.5\"/>\n";
    const std::string name = shortened(lines[i].name, 22);
    out += svg_text(x + 30, 35, "legend", name);
    x += 48 + 7.4 * static_cast<double>(display_width(name));
  }
  return out;
}

} // namespace

ChartPen chart_pen(std::size_t line) { return pens[line % pens.size()]; }

std::string line_chart(const ChartTime& time, const std::string& title,
                       std::span<const ChartLine> lines, bool filled)
{
  Plot plot;
  double most = 0;
  for (const ChartLine& line : lines) {
    for (const std::vector<double>* list : {&line.values, &line.high}) {
      for (const double value : *list) {
        if (std::isfinite(value)) most = std::max(most, value);
      }
    }
  }
  const std::vector<AxisMark> marks = number_marks(most, 5, time.language);
  plot.most = marks.back().at;
  plot.from = time.start_s;
  plot.to = time.end_s();
  std::string out = svg_open(266, title) + svg_text(0, 14, "title", title);
  if (lines.size() > 1) out += legend(lines);
  out += value_axis(plot, marks) + time_axis(plot, time);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string band = band_of(plot, time, lines[i]);
    if (band.empty()) continue;
    out += std::string("<path class=\"spread\" fill=\"") + chart_pen(i).colour +
           "\" fill-opacity=\"0.15\" d=\"" + band + "\"/>\n";
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const ChartPen pen = chart_pen(i);
    const std::string path = path_of(plot, time, lines[i]);
    if (path.empty()) continue;
    if (filled && i == 0 && path.rfind('M') == 0) {
      const double first = time.start_s + 0.5 * time.bucket_s;
      const double last = plot.to - 0.5 * time.bucket_s;
      out += std::string("<path fill=\"") + pen.colour + "\" fill-opacity=\"0.15\" d=\"" + path +
             "L" + coordinate(plot.x(last)) + " " + coordinate(plot.bottom) + "L" +
             coordinate(plot.x(first)) + " " + coordinate(plot.bottom) + "Z\"/>\n";
    }
    out += std::string("<path class=\"line\" stroke=\"") + pen.colour + "\" stroke-dasharray=\"" +
           pen.dash + "\" d=\"" + path + "\"><title>" + escaped(lines[i].name) +
           "</title></path>\n";
  }
  return out + "</svg>\n";
}

std::string heat_colour(double share)
{
  // Light yellow, orange, dark red: lightness falls all the way, so that it also tells in grey.
  struct Stop {
    double at;
    std::array<double, 3> rgb;
  };
  static constexpr std::array<Stop, 4> stops{{{0.0, {247, 247, 242}},
                                              {0.5, {253, 212, 126}},
                                              {0.85, {240, 120, 60}},
                                              {1.0, {150, 10, 30}}}};
  const double s = std::clamp(share, 0.0, 1.0);
  std::size_t k = 1;
  while (k + 1 < stops.size() && s > stops[k].at) ++k;
  const double part = (s - stops[k - 1].at) / (stops[k].at - stops[k - 1].at);
  std::string out = "#";
  for (std::size_t c = 0; c < 3; ++c) {
    const double value = stops[k - 1].rgb[c] + part * (stops[k].rgb[c] - stops[k - 1].rgb[c]);
    const auto byte = static_cast<unsigned>(value + 0.5);
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

std::string heat_chart(const ChartTime& time, const std::string& title,
                       std::span<const ChartLine> rows)
{
  constexpr double row_height = 22;
  Plot plot;
  plot.left = 190;
  plot.top = 44;
  plot.bottom = plot.top + row_height * static_cast<double>(rows.size());
  plot.from = time.start_s;
  plot.to = time.end_s();
  std::string out = svg_open(plot.bottom + 44, title) + svg_text(0, 14, "title", title);
  for (int i = 0; i <= 10; ++i) { // the scale
    const double x = plot.left + 18 * i;
    out += "<rect x=\"" + coordinate(x) + "\" y=\"22\" width=\"18\" height=\"10\" fill=\"" +
           heat_colour(i / 10.0) + "\"/>\n";
  }
  out += svg_text(plot.left - 6, 31, "tick end", "0 %");
  out += svg_text(plot.left + 18 * 11 + 6, 31, "tick", "100 %");
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const double y = plot.top + row_height * static_cast<double>(r);
    out += svg_text(plot.left - 8, y + 15, "tick end", shortened(rows[r].name, 26));
    const std::vector<double>& values = rows[r].values;
    for (std::size_t i = 0; i < values.size();) {
      // Neighbours of one colour are one rectangle.
      const bool shown = std::isfinite(values[i]);
      const std::string colour = shown ? heat_colour(std::round(values[i] * 50) / 50) : "";
      std::size_t next = i + 1;
      while (next < values.size() && std::isfinite(values[next]) == shown &&
             (!shown || heat_colour(std::round(values[next] * 50) / 50) == colour)) {
        ++next;
      }
      const double from = plot.x(time.start_s + static_cast<double>(i) * time.bucket_s);
      const double to = plot.x(time.start_s + static_cast<double>(next) * time.bucket_s);
      out += "<rect x=\"" + coordinate(from) + "\" y=\"" + coordinate(y + 1) + "\" width=\"" +
             coordinate(to - from + 0.2) + "\" height=\"" + coordinate(row_height - 2) +
             (shown ? "\" fill=\"" + colour : std::string("\" class=\"closed")) + "\"/>\n";
      i = next;
    }
  }
  return out + time_axis(plot, time) + "</svg>\n";
}

std::string bar_chart(const std::string& title, std::span<const ChartBar> bars, Language language)
{
  constexpr double row_height = 28;
  constexpr double left = 230;
  constexpr double right = 780;
  const double bottom = 26 + row_height * static_cast<double>(bars.size());
  const auto x = [&](double share) { return left + (right - left) * std::clamp(share, 0.0, 1.0); };
  std::string out = svg_open(bottom + 26, title) + svg_text(0, 14, "title", title);
  for (int i = 0; i <= 4; ++i) {
    out += svg_line(x(i / 4.0), 24, x(i / 4.0), bottom, "grid");
    out +=
        svg_text(x(i / 4.0), bottom + 16, "tick middle", number_text(25 * i, 0, language) + " %");
  }
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const ChartBar& bar = bars[i];
    const double y = 28 + row_height * static_cast<double>(i);
    out += svg_text(left - 10, y + 15, "name end", shortened(bar.name, 32));
    out += std::string("<rect class=\"") + (bar.alarm ? "bar alarm" : "bar") + "\" x=\"" +
           coordinate(left) + "\" y=\"" + coordinate(y) + "\" width=\"" +
           coordinate(x(bar.value) - left) + "\" height=\"20\"/>\n";
    if (bar.whisker) {
      out += svg_line(x(bar.whisker->first), y + 10, x(bar.whisker->second), y + 10, "whisker");
      for (const double end : {bar.whisker->first, bar.whisker->second}) {
        out += svg_line(x(end), y + 6, x(end), y + 14, "whisker");
      }
    }
    if (bar.mark) out += svg_line(x(*bar.mark), y - 3, x(*bar.mark), y + 23, "mark");
    out += svg_text(right + 12, y + 15, bar.alarm ? "name alarm" : "name", bar.text);
  }
  return out + "</svg>\n";
}

} // namespace gatetwin
