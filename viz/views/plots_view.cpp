// SPDX-License-Identifier: Apache-2.0
#include "viz/views/figure_look.hpp"
#include "viz/views/views.hpp"
#include "viz/words/times.hpp"
#include <algorithm>
#include <array>
#include <numeric>
#include <span>

namespace gatetwin::viz {
namespace {

// The stations with the longest lines, so that a large site's plots stay readable.
std::vector<std::size_t> busiest(const Timeline& timeline, std::size_t most)
{
  std::vector<std::size_t> order(timeline.site().stations.size());
  std::iota(order.begin(), order.end(), 0);
  if (order.size() <= most) return order;
  std::vector<double> peak;
  peak.reserve(order.size());
  for (const std::size_t s : order) peak.push_back(timeline.series().largest(Figure::queue, s + 1));
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return peak[a] > peak[b]; });
  order.resize(most);
  std::sort(order.begin(), order.end());
  return order;
}

// Behind each line what it was in any replication, where the run's results say so.
void add_bands(const Run& run, Figure figure, const std::vector<std::size_t>& stations,
               const Theme& t, Plot& plot)
{
  if (!run.results || (figure != Figure::queue && figure != Figure::wait)) return;
  const TimeSeries& series = run.results->time_series;
  for (std::size_t i = 0; i < stations.size(); ++i) {
    const std::string& id = run.timeline->site().stations[stations[i]].id;
    for (const StationSeries& one : series.stations) {
      if (one.station != id) continue;
      const auto& band = figure == Figure::queue ? one.queue_band : one.wait_band;
      if (!band) continue;
      plot.bands.push_back({with_alpha(series_color(i, t), 0.22F), series.start_s, series.bucket_s,
                            &band->lowest, &band->highest});
    }
  }
}

Plot plot_of(Viewer& viewer, Figure figure, const std::vector<std::size_t>& stations,
             const Theme& t)
{
  const Timeline& timeline = *viewer.run(0).timeline;
  const Series& series = timeline.series();
  Plot plot;
  plot.title = viewer.word(word_of(figure));
  plot.buckets = series.buckets();
  plot.bucket_s = static_cast<double>(series.bucket_ns()) * 1e-9;
  plot.end_s = static_cast<double>(std::max<std::int64_t>(1, viewer.end_ns())) * 1e-9;
  plot.cursor_s = static_cast<double>(viewer.now_ns()) * 1e-9;
  plot.value_text = value_text(figure);
  plot.is_in_seconds = is_in_seconds(figure);
  const Site& site = timeline.site();
  const bool days_long = plot.end_s > 2 * 86'400;
  plot.time_text = [&site, days_long](double s) {
    const auto ns = static_cast<std::int64_t>(s * 1e9);
    return days_long ? clock_text(site, ns).substr(5, 5) : short_clock_text(site, ns);
  };
  if (is_of_the_whole(figure)) {
    plot.lines.push_back({viewer.word(Word::all_stations), t.accent,
                          [&series, figure](std::size_t b, std::size_t n) {
                            return series.value(figure, 0, b, n);
                          }});
    return plot;
  }
  for (std::size_t i = 0; i < stations.size(); ++i) {
    const std::size_t lane = stations[i] + 1;
    plot.lines.push_back({site.stations[stations[i]].name, series_color(i, t),
                          [&series, figure, lane](std::size_t b, std::size_t n) {
                            return series.value(figure, lane, b, n);
                          }});
  }
  add_bands(viewer.run(0), figure, stations, t, plot);
  return plot;
}

} // namespace

void draw_plots(Viewer& viewer, const Theme& t, Rect rect, bool everything)
{
  static constexpr std::array few{Figure::people_inside, Figure::queue, Figure::wait,
                                  Figure::utilisation};
  const std::span<const Figure> figures = everything ? std::span<const Figure>(all_figures) : few;
  const std::vector<std::size_t> stations = busiest(*viewer.run(0).timeline, 7);
  const float gap = 8;
  const bool two_columns = everything && rect.size.x > 640;
  const std::size_t columns = two_columns ? 2 : 1;
  const std::size_t rows = (figures.size() + columns - 1) / columns;
  const float h = (rect.size.y + gap) / static_cast<float>(rows) - gap;
  const float w = (rect.size.x + gap) / static_cast<float>(columns) - gap;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    Plot plot = plot_of(viewer, figures[i], stations, t);
    const std::size_t column = i % columns, row = i / columns;
    const ImVec2 at{rect.at.x + static_cast<float>(column) * (w + gap),
                    rect.at.y + static_cast<float>(row) * (h + gap)};
    double picked_s = 0;
    const bool last_alone = i + 1 == figures.size() && i % columns == 0;
    const ImVec2 size{last_alone ? rect.size.x : w, h};
    if (draw_plot(plot, t, at, size, picked_s)) viewer.go_to(from_seconds(picked_s).ns);
  }
}

} // namespace gatetwin::viz
