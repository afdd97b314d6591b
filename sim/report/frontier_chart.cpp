// SPDX-License-Identifier: Apache-2.0
#include "sim/report/frontier_chart.hpp"
#include "sim/report/axis.hpp"
#include "sim/report/html_text.hpp"
#include "sim/results/optimum_text.hpp"
#include <algorithm>
#include <cmath>

namespace gatetwin {
namespace {

constexpr double left = 70;
constexpr double right = 944;
constexpr double top = 30;
constexpr double bottom = 330;

const char* colour_of(const std::string& verdict)
{
  if (verdict == "best" || verdict == "meets") return "#009e73";
  return verdict == "misses" ? "#d55e00" : "#777777";
}

struct Shape {
  double fewest = 0; // cost at the left edge
  double dearest = 1;
  double most = 1; // value at the upper edge
  double in_unit = 1;
  double x(double cost) const
  {
    return left + 30 + (right - left - 60) * (cost - fewest) / (dearest - fewest);
  }
  double y(double value) const
  {
    return bottom - (bottom - top) * std::clamp(value / in_unit / most, 0.0, 1.0);
  }
};

std::string line(double x1, double y1, double x2, double y2, const std::string& kind)
{
  return "<line " + kind + " x1=\"" + coordinate(x1) + "\" y1=\"" + coordinate(y1) + "\" x2=\"" +
         coordinate(x2) + "\" y2=\"" + coordinate(y2) + "\"/>\n";
}

std::string text(double x, double y, const char* kind, const std::string& content)
{
  return std::string("<text class=\"") + kind + "\" x=\"" + coordinate(x) + "\" y=\"" +
         coordinate(y) + "\">" + escaped(content) + "</text>\n";
}

// Overloaded designs would press all others to the ground: values far beyond the limit stand at the
// upper edge.
double most_shown(const OptimumResult& optimum)
{
  double most = 0;
  for (const OptimumPoint& p : optimum.points) {
    if (!p.value || !std::isfinite(*p.value)) continue;
    most = std::max({most, *p.value, p.value_ci95 ? p.value_ci95->hi : 0});
  }
  if (optimum.limit && *optimum.limit > 0) {
    most = std::max(most, 1.15 * *optimum.limit);
    if (optimum.at_most) most = std::min(most, 3 * *optimum.limit);
  }
  return most;
}

std::string cost_axis(const OptimumResult& optimum, const Shape& shape, Language language)
{
  std::string out = line(left, bottom, right, bottom, "class=\"axis\"");
  std::vector<double> costs;
  for (const OptimumPoint& p : optimum.points) costs.push_back(p.cost);
  std::sort(costs.begin(), costs.end());
  double last = -1e9;
  for (const double cost : costs) {
    const double x = shape.x(cost);
    if (x - last < 60) continue;
    last = x;
    out += line(x, bottom, x, bottom + 5, "class=\"axis\"");
    out +=
        text(x, bottom + 19, "tick middle", optimum_value_text(cost, optimum.cost_unit, language));
  }
  return out +
         text(right, bottom + 38, "note end",
              std::string(word(Word::cost, language)) + ": " + shortened(optimum.minimise, 60));
}

std::string value_axis(const std::vector<AxisMark>& marks, const Shape& shape)
{
  std::string out;
  for (const AxisMark& mark : marks) {
    const double y = shape.y(mark.at * shape.in_unit);
    out += line(left, y, right, y, "class=\"grid\"") + text(left - 8, y + 4, "tick end", mark.text);
  }
  return out;
}

std::string point_mark(const OptimumPoint& p, const OptimumResult& optimum, const Shape& shape,
                       Language language)
{
  const double x = shape.x(p.cost);
  const double y = shape.y(*p.value);
  const std::string colour = colour_of(p.verdict);
  std::string out;
  if (p.value_ci95) {
    out += line(x, shape.y(p.value_ci95->lo), x, shape.y(p.value_ci95->hi),
                "stroke=\"" + colour + "\" stroke-width=\"1.5\"");
  }
  const double size = p.verdict == "best" ? 8 : 5; // shapes tell in print: a square misses
  const std::string about =
      p.design + ": " + optimum_value_text(p.cost, optimum.cost_unit, language) + ", " +
      optimum_value_text(*p.value, optimum.unit, language) + ", " + optimum_verdict(p, language);
  const bool round = p.verdict != "misses";
  out += "<rect x=\"" + coordinate(x - size) + "\" y=\"" + coordinate(y - size) + "\" width=\"" +
         coordinate(2 * size) + "\" height=\"" + coordinate(2 * size) + "\" rx=\"" +
         (round ? coordinate(size) : "0") + "\" fill=\"" + (p.on_frontier ? colour : "#ffffff") +
         "\" stroke=\"" + colour + "\" stroke-width=\"2\"><title>" + escaped(about) +
         "</title></rect>\n";
  if (p.verdict == "best") out += text(x + 14, y - 12, "legend", shortened(p.design, 40));
  return out;
}

std::string frontier_line(const std::vector<const OptimumPoint*>& points, const Shape& shape)
{
  std::string path;
  for (const OptimumPoint* p : points) {
    if (!p->on_frontier) continue;
    path += (path.empty() ? "M" : "L") + coordinate(shape.x(p->cost)) + " " +
            coordinate(shape.y(*p->value));
  }
  return path.empty()
             ? ""
             : "<path fill=\"none\" stroke=\"#0072b2\" stroke-width=\"1.5\" d=\"" + path + "\"/>\n";
}

} // namespace

std::string frontier_chart(const OptimumResult& optimum, Language language)
{
  std::vector<const OptimumPoint*> points;
  for (const OptimumPoint& p : optimum.points) {
    if (p.value && std::isfinite(*p.value) && std::isfinite(p.cost)) points.push_back(&p);
  }
  if (points.empty()) return "";
  std::stable_sort(points.begin(), points.end(),
                   [](const auto* a, const auto* b) { return a->cost < b->cost; });
  Shape shape;
  shape.fewest = points.front()->cost;
  shape.dearest = std::max(points.back()->cost, shape.fewest + 1e-9);
  double most = most_shown(optimum);
  std::string name = optimum.figure;
  if (optimum.unit == "s") {
    const TimeUnit unit = unit_for_axis(most, language);
    shape.in_unit = unit.seconds;
    name += ", " + unit.name;
  } else if (optimum.unit == "share") {
    shape.in_unit = 0.01;
    name += ", %";
    most = std::min(most, 1.0);
  }
  const std::vector<AxisMark> marks = number_marks(most / shape.in_unit, 6, language);
  shape.most = marks.back().at;
  std::string out = "<svg class=\"chart\" viewBox=\"0 0 960 372\" role=\"img\" aria-label=\"" +
                    escaped(word(Word::frontier, language)) + "\">\n" +
                    text(0, 14, "title", shortened(name, 90)) + value_axis(marks, shape) +
                    cost_axis(optimum, shape, language);
  if (optimum.limit) {
    const double y = shape.y(*optimum.limit);
    out +=
        line(left, y, right, y, "stroke=\"#000000\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\"");
  }
  out += frontier_line(points, shape);
  for (const OptimumPoint* p : points) out += point_mark(*p, optimum, shape, language);
  return out + "</svg>\n";
}

} // namespace gatetwin
