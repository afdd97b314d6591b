// SPDX-License-Identifier: Apache-2.0
// Two runs at the same run time, and what differs.
#include "viz/views/figure_look.hpp"
#include "viz/views/views.hpp"
#include "viz/words/times.hpp"
#include <algorithm>
#include <cmath>
#include <limits>

namespace gatetwin::viz {
namespace {

// Buckets of two journals may differ in width: both are read by seconds.
double at_second(const Series& series, Figure figure, std::size_t lane, double s, double length_s)
{
  const double width_s = static_cast<double>(series.bucket_ns()) * 1e-9;
  const auto together = static_cast<std::size_t>(std::max(1.0, length_s / width_s + 0.5));
  const auto bucket = static_cast<std::size_t>(s / width_s);
  return series.value(figure, lane, bucket, together);
}

std::function<std::string(double)> difference_text(Figure figure)
{
  return [text = value_text(figure)](double v) {
    const std::string amount = text(std::fabs(v));
    return v < 0 && amount != text(0) ? "-" + amount : amount;
  };
}

Plot plot_of(Viewer& viewer, const ComparedPlace& place, Figure figure, bool difference,
             const Theme& t)
{
  const Series& a = viewer.run(0).timeline->series();
  const Series& b = viewer.run(1).timeline->series();
  const Series& wider = a.bucket_ns() >= b.bucket_ns() ? a : b;
  Plot plot;
  plot.title = place.id.empty() ? viewer.word(word_of(figure))
                                : place.name + ", " + viewer.word(word_of(figure));
  if (difference) plot.title += std::string(", ") + viewer.word(Word::difference);
  plot.bucket_s = static_cast<double>(wider.bucket_ns()) * 1e-9;
  plot.end_s = static_cast<double>(std::max<std::int64_t>(1, viewer.end_ns())) * 1e-9;
  plot.buckets = static_cast<std::size_t>(plot.end_s / plot.bucket_s) + 1;
  plot.cursor_s = static_cast<double>(viewer.now_ns()) * 1e-9;
  plot.is_in_seconds = is_in_seconds(figure);
  const Site& site = viewer.run(0).timeline->site();
  plot.time_text = [&site](double s) {
    return short_clock_text(site, static_cast<std::int64_t>(s * 1e9));
  };
  const double width = plot.bucket_s;
  const auto line = [figure, width](const Series& of, std::size_t lane) {
    return [&of, figure, width, lane](std::size_t i, std::size_t n) {
      return at_second(of, figure, lane, static_cast<double>(i) * width,
                       static_cast<double>(n) * width);
    };
  };
  const auto first = line(a, place.lanes[0]), second = line(b, place.lanes[1]);
  if (difference) {
    plot.value_text = difference_text(figure);
    plot.lines.push_back(
        {viewer.word(Word::difference), t.warning,
         [first, second](std::size_t i, std::size_t n) { return second(i, n) - first(i, n); }});
    return plot;
  }
  plot.value_text = value_text(figure);
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

// Of which place, and which two figures.
void draw_choices(Viewer& viewer, const std::vector<ComparedPlace>& stations,
                  const ComparedPlace& place, Rect rect)
{
  Comparison& comparison = viewer.comparison();
  const float gap = ImGui::GetFontSize() * 0.5F, width = (rect.size.x - 2 * gap) / 3;
  const auto combo = [&](int at, const std::string& shown) {
    ImGui::SetCursorScreenPos({rect.at.x + static_cast<float>(at) * (width + gap), rect.at.y});
    ImGui::SetNextItemWidth(width);
    return ImGui::BeginCombo(("##compared" + std::to_string(at)).c_str(), shown.c_str());
  };
  const char* whole = viewer.word(Word::all_stations);
  if (combo(0, place.id.empty() ? whole : place.name)) {
    if (ImGui::Selectable(whole, place.id.empty())) comparison.station.clear();
    for (const ComparedPlace& one : stations) {
      if (ImGui::Selectable((one.name + "##" + one.id).c_str(), one.id == place.id))
        comparison.station = one.id;
    }
    ImGui::EndCombo();
  }
  for (std::size_t i = 0; i < comparison.figures.size(); ++i) {
    const Figure shown = comparison.figure(i);
    if (!combo(static_cast<int>(i) + 1, viewer.word(word_of(shown)))) continue;
    for (const Figure figure : all_figures) {
      if (!place.id.empty() && figure == Figure::people_inside) continue;
      if (ImGui::Selectable(viewer.word(word_of(figure)), figure == shown))
        comparison.figures[i] = figure;
    }
    ImGui::EndCombo();
  }
}

} // namespace

void draw_compare(Viewer& viewer, const Theme& t, Rect rect)
{
  const Site& first = viewer.run(0).timeline->site();
  const Site& second = viewer.run(1).timeline->site();
  const ComparedPlace place = chosen_place(viewer.comparison(), first, second);
  if (place.id.empty()) viewer.comparison().station.clear(); // one that another pair of runs had
  const float gap = 10, upper = rect.size.y * 0.5F, half = (rect.size.x - gap) / 2;
  draw_side(viewer, 0, t, {rect.at, {half, upper}});
  draw_side(viewer, 1, t, {{rect.at.x + half + gap, rect.at.y}, {half, upper}});
  const float controls = ImGui::GetFrameHeight();
  draw_choices(viewer, stations_of_both(first, second), place,
               {{rect.at.x, rect.at.y + upper + gap}, {rect.size.x, controls}});
  const float top = rect.at.y + upper + 2 * gap + controls;
  const float h = (rect.at.y + rect.size.y - top - gap) / 2;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::size_t column = i % 2, row = i / 2;
    const Plot plot = plot_of(viewer, place, viewer.comparison().figure(column), row == 1, t);
    const ImVec2 at{rect.at.x + static_cast<float>(column) * (half + gap),
                    top + static_cast<float>(row) * (h + gap)};
    double picked_s = 0;
    if (draw_plot(plot, t, at, {half, h}, picked_s)) viewer.go_to(from_seconds(picked_s).ns);
  }
}

} // namespace gatetwin::viz
