// SPDX-License-Identifier: Apache-2.0
#include "viz/draw/plot.hpp"
#include <algorithm>
#include <cmath>

namespace gatetwin::viz {
namespace {

struct Frame {
  ImVec2 at, size; // of the plotting area
  double least = 0, most = 1, step = 1, end_s = 1;
  std::size_t together = 1; // buckets that are drawn as one point
  float x(double s) const
  {
    return at.x + size.x * static_cast<float>(std::clamp(s / end_s, 0.0, 1.0));
  }
  float y(double v) const
  {
    const double share = (v - least) / (most - least);
    return at.y + size.y * (1 - static_cast<float>(std::clamp(share, 0.0, 1.0)));
  }
};

// At most so many lines across.
void find_range(const Plot& plot, int lines, Frame& frame)
{
  frame.least = frame.most = 0;
  for (const PlotLine& line : plot.lines) {
    for (std::size_t b = 0; b < plot.buckets; b += frame.together) {
      const double v = line.value(b, frame.together);
      if (!std::isfinite(v)) continue;
      frame.most = std::max(frame.most, v);
      frame.least = std::min(frame.least, v);
    }
  }
  for (const PlotBand& band : plot.bands) {
    for (const float v : *band.highest) {
      if (std::isfinite(v)) frame.most = std::max(frame.most, static_cast<double>(v));
    }
  }
  if (frame.most <= frame.least) frame.most = frame.least + 1;
  const double range = frame.most - frame.least;
  const double step = plot.is_in_seconds ? nice_time_step(range, lines) : nice_step(range, lines);
  frame.most = std::ceil(frame.most / step) * step;
  frame.least = std::floor(frame.least / step) * step;
  frame.step = step;
}

void draw_line(const PlotLine& line, const Plot& plot, const Frame& frame, ImDrawList& list)
{
  static std::vector<ImVec2> points;
  const auto flush = [&] {
    if (points.size() == 1) list.AddCircleFilled(points.front(), 1.5F, line.color, 8);
    // Not as one polyline: where it turns back sharply, that gets thinner than a pixel.
    for (std::size_t i = 1; i < points.size(); ++i)
      list.AddLine(points[i - 1], points[i], line.color, 1.8F);
    points.clear();
  };
  for (std::size_t b = 0; b < plot.buckets; b += frame.together) {
    const double v = line.value(b, frame.together);
    if (!std::isfinite(v)) {
      flush();
      continue;
    }
    const auto last = std::min(b + frame.together, plot.buckets);
    const double s = static_cast<double>(b + last) / 2 * plot.bucket_s;
    points.push_back({frame.x(s), frame.y(v)});
  }
  flush();
}

// From the middle of a bucket to the middle of the next, where both are known.
void draw_band(const PlotBand& band, const Frame& frame, ImDrawList& list)
{
  const std::size_t count = std::min(band.lowest->size(), band.highest->size());
  const auto known = [&](std::size_t b) {
    return std::isfinite((*band.lowest)[b]) && std::isfinite((*band.highest)[b]);
  };
  const auto x = [&](std::size_t b) {
    return frame.x(band.start_s + (static_cast<double>(b) + 0.5) * band.bucket_s);
  };
  for (std::size_t b = 0; b + 1 < count; ++b) {
    if (!known(b) || !known(b + 1)) continue;
    list.AddQuadFilled(
        {x(b), frame.y((*band.highest)[b])}, {x(b + 1), frame.y((*band.highest)[b + 1])},
        {x(b + 1), frame.y((*band.lowest)[b + 1])}, {x(b), frame.y((*band.lowest)[b])}, band.color);
  }
}

void draw_axes(const Plot& plot, const Theme& t, const Frame& frame, ImDrawList& list)
{
  for (double v = frame.least; v <= frame.most + frame.step / 2; v += frame.step) {
    const float y = frame.y(v);
    list.AddLine({frame.at.x, y}, {frame.at.x + frame.size.x, y}, with_alpha(t.border, 0.45F));
    const std::string text = plot.value_text(v);
    const ImVec2 size = ImGui::CalcTextSize(text.c_str());
    list.AddText({frame.at.x - size.x - 6, y - size.y / 2}, t.faint, text.c_str());
  }
  const float label_w = ImGui::CalcTextSize(plot.time_text(0).c_str()).x + 18;
  const int fit = std::max(1, static_cast<int>(frame.size.x / label_w));
  const double step_s = std::max(10.0, nice_time_step(plot.end_s, fit));
  for (double s = 0; s <= plot.end_s && s < step_s * 200; s += step_s) {
    const float x = frame.x(s), bottom = frame.at.y + frame.size.y;
    list.AddLine({x, frame.at.y}, {x, bottom}, with_alpha(t.border, 0.25F));
    const std::string text = plot.time_text(s);
    const float w = ImGui::CalcTextSize(text.c_str()).x;
    if (x - w / 2 < frame.at.x - 30 || x + w / 2 > frame.at.x + frame.size.x + 20) continue;
    list.AddText({x - w / 2, bottom + 3}, t.faint, text.c_str());
  }
}

// The title, then each line's name with its value under the cursor, as far as there is room.
void draw_head(const Plot& plot, const Theme& t, ImVec2 at, float width, ImDrawList& list)
{
  list.AddText(at, t.text, plot.title.c_str());
  float x = at.x + ImGui::CalcTextSize(plot.title.c_str()).x + 14;
  const float h = ImGui::GetFontSize();
  const bool has_cursor = plot.cursor_s >= 0 && plot.bucket_s > 0;
  const auto bucket = has_cursor ? static_cast<std::size_t>(plot.cursor_s / plot.bucket_s) : 0;
  for (const PlotLine& line : plot.lines) {
    std::string text = line.name;
    const double v = has_cursor && bucket < plot.buckets ? line.value(bucket, 1) : NAN;
    if (std::isfinite(v)) text += " " + plot.value_text(v);
    const float w = ImGui::CalcTextSize(text.c_str()).x;
    if (x + w + 16 > at.x + width) break;
    list.AddRectFilled({x, at.y + h * 0.3F}, {x + 10, at.y + h * 0.3F + 8}, line.color, 2);
    list.AddText({x + 14, at.y}, t.faint, text.c_str());
    x += w + 28;
  }
}

} // namespace

double nice_step(double range, int most)
{
  if (!(range > 0) || !std::isfinite(range)) return 1;
  double step = std::pow(10, std::floor(std::log10(range / most)));
  for (const double k : {1.0, 2.0, 5.0, 10.0}) {
    if (range / (step * k) <= most) return step * k;
  }
  return step * 10;
}

double nice_time_step(double range_s, int most)
{
  static constexpr double steps_s[] = {
      1,    2,    5,    10,     15,     30,     60,     120,     300,     600,     900,
      1800, 3600, 7200, 10'800, 21'600, 43'200, 86'400, 172'800, 432'000, 864'000, 2'592'000};
  if (range_s <= most) return nice_step(range_s, most);
  for (const double step : steps_s) {
    if (range_s / step <= most) return step;
  }
  return nice_step(range_s, most);
}

bool draw_plot(const Plot& plot, const Theme& t, ImVec2 at, ImVec2 size, double& picked_s)
{
  const float h = ImGui::GetFontSize();
  if (size.x < 120 || size.y < 4 * h) return false; // nothing could be read
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(at, {at.x + size.x, at.y + size.y}, t.panel, 4);
  Frame frame;
  // A point every four pixels, so that lines stay lines.
  frame.together = 1 + plot.buckets * 4 / static_cast<std::size_t>(size.x);
  find_range(plot, std::clamp(static_cast<int>((size.y - 2 * h - 24) / (1.3F * h)), 1, 4), frame);
  frame.end_s = plot.end_s > 0 ? plot.end_s : 1;
  float axis = 0;
  for (double v = frame.least; v <= frame.most + frame.step / 2; v += frame.step) {
    axis = std::max(axis, ImGui::CalcTextSize(plot.value_text(v).c_str()).x);
  }
  frame.at = {at.x + axis + 16, at.y + h + 14};
  frame.size = {size.x - axis - 32, size.y - 2 * h - 24};
  draw_head(plot, t, {at.x + 8, at.y + 5}, size.x - 16, list);
  draw_axes(plot, t, frame, list);
  list.PushClipRect({frame.at.x, frame.at.y - 2},
                    {frame.at.x + frame.size.x + 1, frame.at.y + frame.size.y + 2}, true);
  const ImDrawListFlags flags = list.Flags; // softened edges would show between the pieces
  list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
  for (const PlotBand& band : plot.bands) draw_band(band, frame, list);
  list.Flags = flags;
  for (const PlotLine& line : plot.lines) draw_line(line, plot, frame, list);
  list.PopClipRect();
  if (plot.cursor_s >= 0) {
    const float x = frame.x(plot.cursor_s);
    list.AddLine({x, frame.at.y}, {x, frame.at.y + frame.size.y}, t.cursor, 1.5F);
  }
  const ImGuiIO& io = ImGui::GetIO();
  const bool over = io.MousePos.x >= frame.at.x && io.MousePos.x <= frame.at.x + frame.size.x &&
                    io.MousePos.y >= at.y && io.MousePos.y <= at.y + size.y;
  if (!over || !io.MouseDown[0] || !ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows))
    return false;
  picked_s = static_cast<double>((io.MousePos.x - frame.at.x) / frame.size.x) * frame.end_s;
  return true;
}

void draw_sparkline(const PlotLine& line, std::size_t buckets, double most, const Theme& t,
                    ImVec2 at, ImVec2 size)
{
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddLine({at.x, at.y + size.y}, {at.x + size.x, at.y + size.y}, with_alpha(t.border, 0.6F));
  if (buckets < 2 || most <= 0) return;
  Plot plot;
  plot.buckets = buckets;
  plot.bucket_s = 1;
  const std::size_t together = 1 + buckets * 3 / static_cast<std::size_t>(std::max(1.0F, size.x));
  const Frame frame{at, size, 0, most, most, static_cast<double>(buckets), together};
  list.PushClipRect({at.x, at.y - 1}, {at.x + size.x, at.y + size.y + 1}, true);
  draw_line(line, plot, frame, list);
  list.PopClipRect();
}

} // namespace gatetwin::viz
