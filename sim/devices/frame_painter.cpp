// SPDX-License-Identifier: Apache-2.0
#include "sim/devices/frame_painter.hpp"
#include "sim/devices/frame_camera.hpp"
#include <algorithm>
#include <array>
#include <cmath>

namespace gatetwin {
namespace {

constexpr int ink = 35; // grey levels of print, paper and the glass around a pass
constexpr int paper = 215;
constexpr int glass = 60;
constexpr std::uint32_t samples = 3; // per pixel and axis
constexpr double quiet_zone = 4;     // modules of bare paper around the symbol

struct Point {
  double x = 0, y = 0;
};

// From the frame's pixels to the symbol's plane, in modules from its upper left corner.
class Projection {
public:
  Projection(const SymbolModules& symbol, const Scene& scene) : m_scene(scene)
  {
    m_half_width = symbol.width * 0.5;
    m_half_height = symbol.height * 0.5;
    m_cos = portable_cos_degrees(scene.rotation_deg) / scene.module_px;
    m_sin = portable_sin_degrees(scene.rotation_deg) / scene.module_px;
    // A point at height y of the unit plane appears smaller by 1 + k y: at the symbol's far edge
    // 1 - tilt of what it is at the near one.
    const double reach = std::max(symbol.height, symbol.width) * 0.5;
    m_fall = scene.tilt / (2 - scene.tilt) / reach;
  }
  Point to_plane(double x, double y) const
  {
    const double dx = x - (m_scene.width * 0.5 + m_scene.offset_x);
    const double dy = y - (m_scene.height * 0.5 + m_scene.offset_y);
    const double u = m_cos * dx + m_sin * dy;
    const double v = m_cos * dy - m_sin * dx;
    // The inverse of (u, v) / (1 - k v): what lies above the middle is farther away.
    const double scale = 1 / (1 + m_fall * v);
    return {u * scale + m_half_width, v * scale + m_half_height};
  }
  // No point of the symbol and its pass lies farther from its middle, in pixels.
  double reach_px(double modules) const
  {
    return modules * m_scene.module_px / std::max(0.1, 1 - m_scene.tilt) + 2;
  }

private:
  const Scene& m_scene;
  double m_half_width, m_half_height, m_cos, m_sin, m_fall;
};

// What lies in the plane at a point: the symbol, its paper, print beside it, or the glass.
class Sheet {
public:
  Sheet(const SymbolModules& symbol, const Scene& scene)
      : m_symbol(symbol), m_scene(scene), m_scraped_from(symbol.height * (0.5 - scene.damage / 2)),
        m_scraped_to(symbol.height * (0.5 + scene.damage / 2))
  {
  }
  int level(Point at) const
  {
    if (at.x >= 0 && at.y >= 0 && at.x < m_symbol.width && at.y < m_symbol.height) {
      if (at.y >= m_scraped_from && at.y < m_scraped_to) return paper;
      const auto x = static_cast<std::uint32_t>(at.x);
      return m_symbol.is_dark(x, static_cast<std::uint32_t>(at.y)) ? ink : paper;
    }
    if (m_scene.backdrop == Backdrop::paper) return paper;
    return on_pass(at);
  }
  // Far enough from every edge that a whole pixel has one level; else -1.
  int level_around(Point middle) const
  {
    constexpr double farther = 2; // modules: a pixel is smaller
    const bool outside_symbol = middle.x < -farther || middle.y < -farther ||
                                middle.x > m_symbol.width + farther ||
                                middle.y > m_symbol.height + farther;
    if (m_scene.backdrop == Backdrop::paper) return outside_symbol ? paper : -1;
    const bool outside_pass = middle.x < pass_from - farther || middle.y < pass_from - farther ||
                              middle.x > m_symbol.width + pass_margin + farther ||
                              middle.y > m_symbol.height + pass_margin + farther;
    return outside_pass ? glass : -1;
  }
  double reach() const // modules from the middle to the farthest corner
  {
    const double margin = m_scene.backdrop == Backdrop::pass ? pass_margin : quiet_zone;
    return m_symbol.width * 0.5 + m_symbol.height * 0.5 + 2 * margin;
  }
  int around() const { return m_scene.backdrop == Backdrop::pass ? glass : paper; }

private:
  static constexpr double pass_margin = 24; // to the right of and below the symbol, modules
  static constexpr double pass_from = -quiet_zone * 2;

  int on_pass(Point at) const
  {
    const double right = m_symbol.width + pass_margin, bottom = m_symbol.height + pass_margin;
    if (at.x < pass_from || at.x >= right || at.y < pass_from || at.y >= bottom) return glass;
    const double below = at.y - m_symbol.height - 2 * quiet_zone;
    if (below < 0 || at.x < 0) return paper;
    // Lines of print below the symbol, letters as strokes of uneven length.
    const auto line = static_cast<std::uint64_t>(below / 5);
    const double within = below - static_cast<double>(line) * 5;
    if (within > 2.5) return paper;
    const auto letter = static_cast<std::uint64_t>(at.x / 1.5);
    return (mix64(line << 32 | letter) & 3U) == 0 ? paper : ink;
  }

  const SymbolModules& m_symbol;
  const Scene& m_scene;
  double m_scraped_from, m_scraped_to;
};

struct Box {
  std::uint32_t left = 0, top = 0, right = 0, bottom = 0;
};

Box box_around(const Scene& scene, double reach)
{
  const auto within = [](double at, std::uint32_t end) {
    return static_cast<std::uint32_t>(std::clamp(at, 0.0, static_cast<double>(end)));
  };
  const double x = scene.width * 0.5 + scene.offset_x, y = scene.height * 0.5 + scene.offset_y;
  return {within(x - reach, scene.width), within(y - reach, scene.height),
          within(x + reach + 1, scene.width), within(y + reach + 1, scene.height)};
}

int pixel_level(const Sheet& sheet, const Projection& projection, std::uint32_t x, std::uint32_t y)
{
  const int around = sheet.level_around(projection.to_plane(x + 0.5, y + 0.5));
  if (around >= 0) return around;
  constexpr int count = samples * samples;
  int sum = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t column = i % samples, row = i / samples;
    const double right = (column + 0.5) / samples, down = (row + 0.5) / samples;
    sum += sheet.level(projection.to_plane(x + right, y + down));
  }
  return (sum + count / 2) / count;
}

void paint_sheet(GreyPicture& frame, const Sheet& sheet, const Projection& projection,
                 const Scene& scene)
{
  std::fill(frame.pixels.begin(), frame.pixels.end(), static_cast<std::uint8_t>(sheet.around()));
  const Box box = box_around(scene, projection.reach_px(sheet.reach()));
  for (std::uint32_t y = box.top; y < box.bottom; ++y) {
    for (std::uint32_t x = box.left; x < box.right; ++x) {
      frame.pixels[std::size_t{y} * frame.width + x] =
          static_cast<std::uint8_t>(pixel_level(sheet, projection, x, y));
    }
  }
}

} // namespace

GreyPicture paint_frame(const SymbolModules& symbol, const Scene& scene, RandomStream noise)
{
  GreyPicture frame{scene.width, scene.height, {}};
  frame.pixels.resize(std::size_t{scene.width} * scene.height);
  paint_sheet(frame, Sheet(symbol, scene), Projection(symbol, scene), scene);
  photograph(frame, scene, noise);
  return frame;
}

} // namespace gatetwin
