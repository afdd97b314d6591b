// SPDX-License-Identifier: Apache-2.0
#include "viz/draw/painter.hpp"
#include <algorithm>
#include <cmath>

namespace gatetwin::viz {
namespace {

struct Clip {
  int x0, y0, x1, y1;
};

float edge(const ImVec2& a, const ImVec2& b, float x, float y)
{
  return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

float channel(ImU32 color, unsigned shift) { return static_cast<float>(color >> shift & 0xFFU); }

// A pixel on an edge belongs to one of the two triangles that share it: the one to whose upper or
// left side the edge is.
bool owns_edge(const ImVec2& a, const ImVec2& b) { return b.y < a.y || (a.y == b.y && b.x > a.x); }

class TrianglePainter {
public:
  TrianglePainter(const Texture& texture, Image& image) : m_texture(texture), m_image(image) {}

  void paint(const ImDrawVert& a, const ImDrawVert& b0, const ImDrawVert& c0, const Clip& clip)
  {
    const ImDrawVert *b = &b0, *c = &c0;
    float area = edge(a.pos, b->pos, c->pos.x, c->pos.y);
    if (area < 0) {
      std::swap(b, c);
      area = -area;
    }
    if (!(area > 0) || !std::isfinite(area)) return;
    const auto [left, right] = std::minmax({a.pos.x, b->pos.x, c->pos.x});
    const auto [top, bottom] = std::minmax({a.pos.y, b->pos.y, c->pos.y});
    const auto low = [](float v, int least) {
      return v <= static_cast<float>(least) ? least : static_cast<int>(v);
    };
    const auto high = [](float v, int most) {
      return v >= static_cast<float>(most) ? most : static_cast<int>(std::ceil(v));
    };
    const int x0 = low(left, clip.x0), x1 = high(right, clip.x1);
    const int y0 = low(top, clip.y0), y1 = high(bottom, clip.y1);
    const bool flat = a.col == b->col && b->col == c->col && a.uv.x == b->uv.x &&
                      a.uv.x == c->uv.x && a.uv.y == b->uv.y && a.uv.y == c->uv.y;
    const float flat_cover = flat ? cover(a.uv.x, a.uv.y) : 0;
    const bool own_a = owns_edge(b->pos, c->pos), own_b = owns_edge(c->pos, a.pos),
               own_c = owns_edge(a.pos, b->pos);
    for (int y = y0; y < y1; ++y) {
      for (int x = x0; x < x1; ++x) {
        const float px = static_cast<float>(x) + 0.5F, py = static_cast<float>(y) + 0.5F;
        const float wa = edge(b->pos, c->pos, px, py);
        const float wb = edge(c->pos, a.pos, px, py);
        const float wc = edge(a.pos, b->pos, px, py);
        if (wa < 0 || wb < 0 || wc < 0 || (wa == 0 && !own_a) || (wb == 0 && !own_b) ||
            (wc == 0 && !own_c)) {
          continue;
        }
        if (flat) {
          blend(x, y, channel(a.col, IM_COL32_R_SHIFT), channel(a.col, IM_COL32_G_SHIFT),
                channel(a.col, IM_COL32_B_SHIFT), channel(a.col, IM_COL32_A_SHIFT) * flat_cover);
        } else {
          mix(x, y, a, *b, *c, wa / area, wb / area, wc / area);
        }
      }
    }
  }

private:
  float texel(int x, int y) const
  {
    x = std::clamp(x, 0, m_texture.width - 1);
    y = std::clamp(y, 0, m_texture.height - 1);
    return static_cast<float>(
        m_texture.alpha[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_texture.width) +
                        static_cast<std::size_t>(x)]);
  }
  float cover(float u, float v) const
  {
    const float x = u * static_cast<float>(m_texture.width) - 0.5F;
    const float y = v * static_cast<float>(m_texture.height) - 0.5F;
    const float fx = std::floor(x), fy = std::floor(y);
    const int ix = static_cast<int>(fx), iy = static_cast<int>(fy);
    const float tx = x - fx, ty = y - fy;
    const float upper = texel(ix, iy) * (1 - tx) + texel(ix + 1, iy) * tx;
    const float lower = texel(ix, iy + 1) * (1 - tx) + texel(ix + 1, iy + 1) * tx;
    return (upper * (1 - ty) + lower * ty) / 255.0F;
  }
  void mix(int x, int y, const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c, float wa,
           float wb, float wc)
  {
    const auto blended = [&](unsigned shift) {
      return channel(a.col, shift) * wa + channel(b.col, shift) * wb + channel(c.col, shift) * wc;
    };
    const float u = a.uv.x * wa + b.uv.x * wb + c.uv.x * wc;
    const float v = a.uv.y * wa + b.uv.y * wb + c.uv.y * wc;
    blend(x, y, blended(IM_COL32_R_SHIFT), blended(IM_COL32_G_SHIFT), blended(IM_COL32_B_SHIFT),
          blended(IM_COL32_A_SHIFT) * cover(u, v));
  }
  void blend(int x, int y, float r, float g, float b, float alpha)
  {
    std::uint8_t* to =
        &m_image.rgba[(static_cast<std::size_t>(y) * static_cast<std::size_t>(m_image.width) +
                       static_cast<std::size_t>(x)) *
                      4];
    const float share = alpha / 255.0F;
    const auto put = [share](std::uint8_t& old, float fresh) {
      old = static_cast<std::uint8_t>(static_cast<float>(old) * (1 - share) + fresh * share + 0.5F);
    };
    put(to[0], r);
    put(to[1], g);
    put(to[2], b);
  }

  const Texture& m_texture;
  Image& m_image;
};

} // namespace

void paint(const ImDrawData& frame, const Texture& texture, ImU32 background, Image& into)
{
  into.width = std::max(1, static_cast<int>(frame.DisplaySize.x));
  into.height = std::max(1, static_cast<int>(frame.DisplaySize.y));
  into.rgba.resize(static_cast<std::size_t>(into.width) * static_cast<std::size_t>(into.height) *
                   4);
  for (std::size_t i = 0; i < into.rgba.size(); i += 4) {
    into.rgba[i] = static_cast<std::uint8_t>(background >> IM_COL32_R_SHIFT & 0xFFU);
    into.rgba[i + 1] = static_cast<std::uint8_t>(background >> IM_COL32_G_SHIFT & 0xFFU);
    into.rgba[i + 2] = static_cast<std::uint8_t>(background >> IM_COL32_B_SHIFT & 0xFFU);
    into.rgba[i + 3] = 255;
  }
  TrianglePainter painter(texture, into);
  for (int n = 0; n < frame.CmdListsCount; ++n) {
    const ImDrawList& list = *frame.CmdLists[n];
    for (const ImDrawCmd& command : list.CmdBuffer) {
      if (command.UserCallback != nullptr) continue;
      const Clip clip{std::max(0, static_cast<int>(command.ClipRect.x)),
                      std::max(0, static_cast<int>(command.ClipRect.y)),
                      std::min(into.width, static_cast<int>(std::ceil(command.ClipRect.z))),
                      std::min(into.height, static_cast<int>(std::ceil(command.ClipRect.w)))};
      const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
      const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
      for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
        painter.paint(vertices[indices[i]], vertices[indices[i + 1]], vertices[indices[i + 2]],
                      clip);
      }
    }
  }
}

} // namespace gatetwin::viz
