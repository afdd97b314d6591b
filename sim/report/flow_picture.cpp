// SPDX-License-Identifier: Apache-2.0
#include "sim/report/flow_picture.hpp"
#include "sim/report/charts.hpp"
#include "sim/report/flow_layout.hpp"
#include "sim/report/html_text.hpp"
#include "sim/results/answer.hpp"
#include <algorithm>

namespace gatetwin {
namespace {

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
    // Nearer to the end that has fewer bands, where labels don't crowd.
    const bool near_end = band.from == 0;
    const double x = near_end ? to.x - 8 : from.x + from.width + 8;
    const double y = near_end ? band.to_y : band.from_y;
    out += text(x, y + 4, near_end ? "halo end" : "halo", count_text(band.count, language));
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
  double y = box.y + box.height / 2 - 18;
  out +=
      text(middle, y, "name strong middle", shortened(station_title(results, station.id), columns));
  const std::string kind = std::to_string(station.servers) + " × " + term(station.kind, language);
  out += text(middle, y + 16, "tick middle", shortened(kind, columns + 4));
  if (wait != nullptr && wait->mean) {
    out += text(middle, y + 32, worst ? "tick alarm middle" : "tick middle",
                shortened(term("wait", language) + " " + short_duration_text(*wait->mean, language),
                          columns + 4));
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

} // namespace

std::string flow_picture(const RunResults& results, Language language)
{
  const FlowLayout layout = lay_out_flow(results);
  if (layout.bands.empty() || layout.boxes.size() < 3) return "";
  const StationResult* worst = bottleneck(results);
  std::string out = "<svg class=\"chart flow\" viewBox=\"0 0 " + coordinate(layout.width) + " " +
                    coordinate(layout.height) + "\" role=\"img\" aria-label=\"" +
                    escaped(word(Word::way_through, language)) + "\">\n";
  out += draw_bands(results, layout, language);
  for (std::size_t i = 0; i < layout.boxes.size(); ++i) {
    const FlowBox& box = layout.boxes[i];
    if (i >= 2) {
      const bool mark = layout.boxes.size() > 3 && box.station == worst;
      out += draw_station(results, box, mark, language);
      continue;
    }
    out += "<rect class=\"edge\" x=\"" + coordinate(box.x) + "\" y=\"" + coordinate(box.y) +
           "\" width=\"" + coordinate(box.width) + "\" height=\"" + coordinate(box.height) +
           "\" rx=\"3\"/>\n";
    const bool left = i == 0;
    out += text(left ? 0 : layout.width, box.y - 8, left ? "halo" : "halo end",
                word(left ? Word::arriving : Word::leaving, language));
  }
  return out + "</svg>\n";
}

} // namespace gatetwin
