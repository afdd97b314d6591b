// SPDX-License-Identifier: Apache-2.0
// Two runs at the same run time, and what differs.
#include "viz/views/views.hpp"
#include "viz/words/times.hpp"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace gatetwin::viz {
namespace {

// Buckets of two journals may differ in width: both are read by seconds.
double at_second(const Series& series, Figure figure, double s, double length_s)
{
  const double width_s = static_cast<double>(series.bucket_ns()) * 1e-9;
  const auto together = static_cast<std::size_t>(std::max(1.0, length_s / width_s + 0.5));
  const auto bucket = static_cast<std::size_t>(s / width_s);
  return series.value(figure, 0, bucket, together);
}

Plot plot_of(Viewer& viewer, Figure figure, const char* title, bool difference, const Theme& t)
{
  const Series& a = viewer.run(0).timeline->series();
  const Series& b = viewer.run(1).timeline->series();
  const Series& wider = a.bucket_ns() >= b.bucket_ns() ? a : b;
  Plot plot;
  plot.title = title;
  plot.bucket_s = static_cast<double>(wider.bucket_ns()) * 1e-9;
  plot.end_s = static_cast<double>(std::max<std::int64_t>(1, viewer.end_ns())) * 1e-9;
  plot.buckets = static_cast<std::size_t>(plot.end_s / plot.bucket_s) + 1;
  plot.cursor_s = static_cast<double>(viewer.now_ns()) * 1e-9;
  const Site& site = viewer.run(0).timeline->site();
  plot.time_text = [&site](double s) {
    return short_clock_text(site, static_cast<std::int64_t>(s * 1e9));
  };
  plot.value_text = [figure](double v) {
    if (figure == Figure::wait) return v < 0 ? "-" + span_text(-v) : span_text(v);
    char text[32];
    std::snprintf(text, sizeof text, "%.0f", std::round(v) + 0.0); // never -0
    return std::string(text);
  };
  const double width = plot.bucket_s;
  const auto first = [&a, figure, width](std::size_t i, std::size_t n) {
    return at_second(a, figure, static_cast<double>(i) * width, static_cast<double>(n) * width);
  };
  const auto second = [&b, figure, width](std::size_t i, std::size_t n) {
    return at_second(b, figure, static_cast<double>(i) * width, static_cast<double>(n) * width);
  };
  if (difference) {
    plot.lines.push_back(
        {viewer.word(Word::difference), t.warning,
         [first, second](std::size_t i, std::size_t n) { return second(i, n) - first(i, n); }});
    return plot;
  }
  plot.lines.push_back({viewer.run(0).name, series_color(0, t), first});
  plot.lines.push_back({viewer.run(1).name, class_color(0, t), second});
  return plot;
}

void draw_side(Viewer& viewer, std::size_t run, const Theme& t, Rect rect)
{
  const HallState& state = viewer.state(run);
  const float head = ImGui::GetFontSize() * 1.6F;
  const std::string text = viewer.run(run).name + "   " + std::to_string(state.inside()) + " " +
                           viewer.word(Word::inside) + ", " + std::to_string(state.left()) + " " +
                           viewer.word(Word::left);
  ImGui::GetWindowDrawList()->AddText(rect.at, run == 0 ? series_color(0, t) : class_color(0, t),
                                      text.c_str());
  draw_plan(viewer, run, t, {{rect.at.x, rect.at.y + head}, {rect.size.x, rect.size.y - head}});
}

} // namespace

void draw_compare(Viewer& viewer, const Theme& t, Rect rect)
{
  const float gap = 10, upper = rect.size.y * 0.5F, half = (rect.size.x - gap) / 2;
  draw_side(viewer, 0, t, {rect.at, {half, upper}});
  draw_side(viewer, 1, t, {{rect.at.x + half + gap, rect.at.y}, {half, upper}});
  const float top = rect.at.y + upper + gap;
  const float h = (rect.size.y - upper - 2 * gap) / 2;
  struct Pane {
    Figure figure;
    Word title;
    bool difference;
  };
  const Pane panes[] = {{Figure::people_inside, Word::people_inside, false},
                        {Figure::queue, Word::queue, false},
                        {Figure::people_inside, Word::people_inside, true},
                        {Figure::queue, Word::queue, true}};
  for (std::size_t i = 0; i < 4; ++i) {
    std::string title = viewer.word(panes[i].title);
    if (panes[i].difference) title += std::string(", ") + viewer.word(Word::difference);
    const Plot plot = plot_of(viewer, panes[i].figure, title.c_str(), panes[i].difference, t);
    const std::size_t column = i % 2, row = i / 2;
    const ImVec2 at{rect.at.x + static_cast<float>(column) * (half + gap),
                    top + static_cast<float>(row) * (h + gap)};
    double picked_s = 0;
    if (draw_plot(plot, t, at, {half, h}, picked_s)) viewer.go_to(from_seconds(picked_s).ns);
  }
}

} // namespace gatetwin::viz
