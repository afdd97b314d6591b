// SPDX-License-Identifier: Apache-2.0
#include "sim/report/flow_picture.hpp"
#include "sim/report/charts.hpp"
#include "sim/report/flow_layout.hpp"
#include "sim/report/flow_parts.hpp"
#include "sim/report/html_text.hpp"
#include "sim/results/answer.hpp"
#include <algorithm>
#include <span>
#include <vector>

namespace gatetwin {
namespace {

constexpr double page_width = 960;
constexpr double panel_gap = 40;

std::string text(double x, double y, const char* kind, const std::string& words)
{
  return std::string("<text class=\"") + kind + "\" x=\"" + coordinate(x) + "\" y=\"" +
         coordinate(y) + "\">" + escaped(words) + "</text>\n";
}

std::string name_of(const RunResults& results, const FlowBox& box, Language language)
{
  if (box.station == nullptr) return word(Word::outside, language);
  return station_title(results, box.id);
}

std::string band_path(const FlowLayout& layout, const FlowBand& band)
{
  const FlowBox& from = layout.boxes[band.from];
  const FlowBox& to = layout.boxes[band.to];
  const double x1 = from.x + from.width;
  const double x2 = to.x;
  const auto point = [](double x, double y) { return coordinate(x) + " " + coordinate(y); };
  if (!band.back) {
    std::string path = "M" + point(x1, band.from_y);
    double x = x1;
    double y = band.from_y;
    const auto curve_to = [&](double to_x, double to_y) {
      const double middle = (x + to_x) / 2;
      path += "C" + point(middle, y) + " " + point(middle, to_y) + " " + point(to_x, to_y);
      x = to_x;
      y = to_y;
    };
    for (const FlowPass& pass : band.passes) {
      curve_to(pass.x1, pass.y);
      path += "L" + point(pass.x2, pass.y);
      x = pass.x2;
    }
    curve_to(x2, band.to_y);
    return path;
  }
  // A way back runs below everything.
  const double below = layout.height - 14;
  return "M" + point(x1, band.from_y) + "C" + point(x1 + 50, band.from_y) + " " +
         point(x1 + 50, below) + " " + point(x1 - from.width / 2, below) + "L" +
         point(x2 + to.width / 2, below) + "C" + point(x2 - 50, below) + " " +
         point(x2 - 50, band.to_y) + " " + point(x2, band.to_y);
}

std::string draw_bands(const RunResults& results, const FlowLayout& layout, Language language)
{
  std::string out;
  for (const FlowBand& band : layout.bands) {
    const std::string what = name_of(results, layout.boxes[band.from], language) + " → " +
                             name_of(results, layout.boxes[band.to], language) + ": " +
                             count_text(band.count, language);
    out += std::string("<path class=\"band") + (band.back ? " back" : "") + "\" stroke-width=\"" +
           coordinate(band.thickness) + "\" d=\"" + band_path(layout, band) + "\"><title>" +
           escaped(what) + "</title></path>\n";
  }
  for (const FlowBand& band : layout.bands) { // over all bands
    if (band.back || band.thickness < 3) continue;
    const FlowBox& from = layout.boxes[band.from];
    const FlowBox& to = layout.boxes[band.to];
    const std::string count = count_text(band.count, language);
    // Where labels don't crowd: on the straight beside the boxes that it passes, else at the end
    // that has fewer bands.
    if (band.from == 0 && !band.passes.empty()) {
      const FlowPass& pass = band.passes.front();
      out += text((pass.x1 + pass.x2) / 2, pass.y + 4, "halo middle", count);
    } else if (band.from == 0) {
      out += text(to.x - 8, band.to_y + 4, "halo end", count);
    } else {
      out += text(from.x + from.width + 8, band.from_y + 4, "halo", count);
    }
  }
  return out;
}

std::string draw_station(const RunResults& results, const FlowBox& box, bool worst,
                         Language language)
{
  const StationResult& station = *box.station;
  const Figure* wait = find_figure(results, "wait", station.id);
  const double busy = std::clamp(station.utilisation.value_or(0), 0.0, 1.0);
  const auto columns = static_cast<std::size_t>(box.width / 7.6);
  std::string out = std::string("<g><title>") + escaped(station_title(results, station.id)) +
                    "</title><rect class=\"" + (worst ? "box worst" : "box") + "\" x=\"" +
                    coordinate(box.x) + "\" y=\"" + coordinate(box.y) + "\" width=\"" +
                    coordinate(box.width) + "\" height=\"" + coordinate(box.height) +
                    "\" rx=\"6\"/>\n";
  const double middle = box.x + box.width / 2;
  double y = box.y + box.height / 2 - 18 - 8 * (static_cast<double>(box.name.size()) - 1);
  for (std::size_t line = 0; line < box.name.size(); ++line) {
    if (line > 0) y += 16;
    out += text(middle, y, "name strong middle", box.name[line]);
  }
  const std::string kind = std::to_string(station.servers) + " × " + term(station.kind, language);
  out += text(middle, y + 16, "tick middle", shortened(kind, columns + 4));
  if (wait != nullptr && wait->mean) {
    const std::string mean = short_duration_text(*wait->mean, language);
    out += text(middle, y + 32, worst ? "tick alarm middle" : "tick middle",
                shortened(phrase(Word::box_wait, language, {mean}), columns + 4));
  }
  y += 40; // how busy, as a small bar
  const double bar = box.width - 24;
  out += "<rect class=\"track\" x=\"" + coordinate(box.x + 12) + "\" y=\"" + coordinate(y) +
         "\" width=\"" + coordinate(bar) + "\" height=\"6\"/>\n<rect fill=\"" + heat_colour(busy) +
         "\" x=\"" + coordinate(box.x + 12) + "\" y=\"" + coordinate(y) + "\" width=\"" +
         coordinate(bar * busy) + "\" height=\"6\"/>\n";
  if (worst) {
    out += text(middle, box.y - 8, "name alarm middle", bottleneck_mark(station, language));
  }
  return out + "</g>\n";
}

std::string draw_edge(const FlowLayout& layout, const FlowBox& box, bool left, Language language)
{
  return "<rect class=\"edge\" x=\"" + coordinate(box.x) + "\" y=\"" + coordinate(box.y) +
         "\" width=\"" + coordinate(box.width) + "\" height=\"" + coordinate(box.height) +
         "\" rx=\"3\"/>\n" +
         text(left ? 0 : layout.width, 16, left ? "halo" : "halo end",
              word(left ? Word::arriving : Word::leaving, language));
}

// One part, or two beside each other, and its heading.
struct Panel {
  FlowLayout layout;
  std::string title;
};

std::string draw_panel(const RunResults& results, const Panel& panel, Language language)
{
  std::string out = draw_bands(results, panel.layout, language);
  const StationResult* worst = results.stations.size() > 1 ? bottleneck(results) : nullptr;
  const std::vector<FlowBox>& boxes = panel.layout.boxes;
  for (std::size_t i = 2; i < boxes.size(); ++i) {
    out += draw_station(results, boxes[i], boxes[i].station == worst, language);
  }
  return out + draw_edge(panel.layout, boxes[0], true, language) +
         draw_edge(panel.layout, boxes[1], false, language);
}

// A picture of its own, so that a page can end between two rows.
std::string draw_row(const RunResults& results, std::span<const Panel> row, Language language)
{
  constexpr double title_height = 30;
  double height = 0;
  double top = 0;
  std::string label;
  for (const Panel& panel : row) {
    height = std::max(height, panel.layout.height);
    if (!panel.title.empty()) top = title_height;
    label += (label.empty() ? "" : "; ") + panel.title;
  }
  std::string out = "<svg class=\"chart flow\" viewBox=\"0 0 " + coordinate(page_width) + " " +
                    coordinate(top + height) + "\" role=\"img\" aria-label=\"" +
                    escaped(word(Word::way_through, language)) +
                    escaped(label.empty() ? "" : ": " + label) + "\">\n";
  double x = 0;
  for (const Panel& panel : row) {
    out += "<g transform=\"translate(" + coordinate(x) + " 0)\">\n" +
           text(0, 16, "title", panel.title) + "</g>\n<g transform=\"translate(" + coordinate(x) +
           " " + coordinate(top) + ")\">\n" + draw_panel(results, panel, language) + "</g>\n";
    x += panel.layout.width + panel_gap;
  }
  return out + "</svg>\n";
}

std::vector<Panel> lay_out_panels(const RunResults& results, Language language)
{
  const std::vector<FlowPart> parts = flow_parts(results, language);
  FlowFrame frame;
  for (const FlowResult& flow : results.flows) frame.most = std::max(frame.most, flow.count);
  std::vector<Panel> panels;
  for (const FlowPart& part : parts) {
    frame.stations = &part.stations;
    frame.width = page_width;
    FlowLayout layout = lay_out_flow(results, frame);
    // Two columns of boxes are readable on half of the page.
    if (parts.size() > 1 && layout.columns() <= 2) {
      frame.width = (page_width - panel_gap) / 2;
      layout = lay_out_flow(results, frame);
    }
    panels.push_back({std::move(layout), part.title});
  }
  return panels;
}

} // namespace

std::string flow_picture(const RunResults& results, Language language)
{
  const std::vector<Panel> panels = lay_out_panels(results, language);
  std::string out;
  for (std::size_t i = 0; i < panels.size();) {
    const bool halves = i + 1 < panels.size() && panels[i].layout.width < page_width &&
                        panels[i + 1].layout.width < page_width;
    const std::size_t count = halves ? 2 : 1;
    out += draw_row(results, std::span(panels).subspan(i, count), language);
    i += count;
  }
  return out;
}

} // namespace gatetwin
