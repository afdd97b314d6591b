// SPDX-License-Identifier: Apache-2.0
#include "viz/draw/fonts.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <vector>

namespace gatetwin::viz {
namespace {

// ImGui takes a font at its word, and reads where its tables point: what is no font is seen here.
bool looks_like_a_font(const std::vector<char>& bytes)
{
  if (bytes.size() < 1024) return false;
  static constexpr std::array<char, 4> true_type{0, 1, 0, 0};
  return std::memcmp(bytes.data(), true_type.data(), 4) == 0 ||
         std::memcmp(bytes.data(), "true", 4) == 0 || std::memcmp(bytes.data(), "OTTO", 4) == 0;
}

constexpr int stamp_size = 32;
Stamps the_stamps;

Stamp draw_stamp(ImFontAtlas& atlas, int id, float hole)
{
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  atlas.GetTexDataAsAlpha8(&pixels, &width, &height);
  const ImFontAtlasCustomRect& rect = *atlas.GetCustomRectByIndex(id);
  constexpr float middle = stamp_size / 2.0F;
  for (int y = 0; y < stamp_size; ++y) {
    for (int x = 0; x < stamp_size; ++x) {
      const float r =
          std::hypot(static_cast<float>(x) + 0.5F - middle, static_cast<float>(y) + 0.5F - middle);
      const float outside = std::clamp(middle - 1 - r + 0.5F, 0.0F, 1.0F);
      const float inside = hole <= 0 ? 1 : std::clamp(r - hole * middle + 0.5F, 0.0F, 1.0F);
      pixels[(rect.Y + y) * width + rect.X + x] =
          static_cast<unsigned char>(outside * inside * 255);
    }
  }
  Stamp stamp;
  atlas.CalcCustomRectUV(&rect, &stamp.from, &stamp.to);
  return stamp;
}

} // namespace

const Stamps& stamps() { return the_stamps; }

bool load_font(const std::string& path, float size)
{
  std::ifstream in(path, std::ios::binary);
  const std::vector<char> bytes(std::istreambuf_iterator<char>(in), {});
  if (!in.good() && bytes.empty()) return false;
  if (!looks_like_a_font(bytes)) return false;
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  static ImVector<ImWchar> ranges; // must live as long as the atlas
  if (ranges.empty()) {
    ImFontGlyphRangesBuilder builder;
    builder.AddRanges(atlas.GetGlyphRangesVietnamese());
    builder.AddText("\xE2\x86\x90\xE2\x86\x92\xE2\x96\xB6\xE2\x80\x93\xE2\x80\x94\xC3\x97");
    builder.BuildRanges(&ranges);
  }
  ImFontConfig config;
  config.OversampleH = 2;
  void* copy = IM_ALLOC(bytes.size()); // the atlas frees it
  std::memcpy(copy, bytes.data(), bytes.size());
  if (atlas.AddFontFromMemoryTTF(copy, static_cast<int>(bytes.size()), size, &config,
                                 ranges.Data) == nullptr) {
    return false;
  }
  const int disc = atlas.AddCustomRectRegular(stamp_size, stamp_size);
  const int ring = atlas.AddCustomRectRegular(stamp_size, stamp_size);
  if (!atlas.Build()) return false;
  the_stamps = {draw_stamp(atlas, disc, 0), draw_stamp(atlas, ring, 0.52F)};
  return true;
}

} // namespace gatetwin::viz
