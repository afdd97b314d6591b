// SPDX-License-Identifier: Apache-2.0
// No text is cut at its side: each letter lies inside what it is clipped to.
#include "tests/viz/timeline/small_journal.hpp"
#include "viz/draw/fonts.hpp"
#include "viz/views/picture_studio.hpp"
#include <gtest/gtest.h>
#include <imgui.h>

namespace gatetwin::viz {
namespace {

struct Quad {
  ImVec2 low, high; // on the screen
  ImVec2 uv_low, uv_high;
};

Quad quad_of(const ImDrawList& list, const ImDrawCmd& command, unsigned first)
{
  Quad quad{{FLT_MAX, FLT_MAX}, {-FLT_MAX, -FLT_MAX}, {2, 2}, {-1, -1}};
  for (unsigned i = 0; i < 6; ++i) {
    const ImDrawIdx index = list.IdxBuffer[static_cast<int>(command.IdxOffset + first + i)];
    const ImDrawVert& v = list.VtxBuffer[static_cast<int>(command.VtxOffset + index)];
    quad.low = {std::min(quad.low.x, v.pos.x), std::min(quad.low.y, v.pos.y)};
    quad.high = {std::max(quad.high.x, v.pos.x), std::max(quad.high.y, v.pos.y)};
    quad.uv_low = {std::min(quad.uv_low.x, v.uv.x), std::min(quad.uv_low.y, v.uv.y)};
    quad.uv_high = {std::max(quad.uv_high.x, v.uv.x), std::max(quad.uv_high.y, v.uv.y)};
  }
  return quad;
}

// A letter is a quad with the texture of exactly one glyph of the font.
bool is_letter(const Quad& quad)
{
  for (const ImFontGlyph& glyph : ImGui::GetFont()->Glyphs) {
    if (glyph.Visible == 0) continue;
    const bool same =
        std::abs(glyph.U0 - quad.uv_low.x) < 1e-5F && std::abs(glyph.V0 - quad.uv_low.y) < 1e-5F &&
        std::abs(glyph.U1 - quad.uv_high.x) < 1e-5F && std::abs(glyph.V1 - quad.uv_high.y) < 1e-5F;
    if (same) return true;
  }
  return false;
}

struct Letters {
  std::size_t all = 0, cut = 0;
};

Letters letters_on_screen()
{
  Letters letters;
  const ImDrawData& data = *ImGui::GetDrawData();
  for (int l = 0; l < data.CmdListsCount; ++l) {
    const ImDrawList& list = *data.CmdLists[l];
    for (const ImDrawCmd& command : list.CmdBuffer) {
      for (unsigned first = 0; first + 6 <= command.ElemCount;) {
        const Quad quad = quad_of(list, command, first);
        if (!is_letter(quad)) {
          first += 3;
          continue;
        }
        first += 6;
        ++letters.all;
        const bool outside =
            quad.low.x < command.ClipRect.x - 1.5F || quad.high.x > command.ClipRect.z + 1.5F;
        letters.cut += outside ? 1U : 0U;
      }
    }
  }
  return letters;
}

TEST(Pixels, NoTextIsCut)
{
  const std::pair<int, int> sizes[] = {{1440, 900}, {1024, 640}};
  for (const auto& [width, height] : sizes) {
    std::string error;
    const std::string path = write_journal("cut_text.gtj", small_records(100));
    Viewer viewer(std::make_unique<viz::Run>(Timeline::open(path, false, error), path));
    viewer.read_everything();
    viewer.go_to(400 * second_ns);
    auto studio = PictureStudio::open({width, height, 1, default_font});
    ASSERT_TRUE(studio.ok());
    for (const View view : {View::plan, View::plots, View::centre, View::story, View::gate}) {
      viewer.show(view);
      for (int language = 0; language < 2; ++language) {
        viewer.press(Key::next_language);
        studio.value()->paint(viewer);
        const Letters letters = letters_on_screen();
        EXPECT_GT(letters.all, 60U) << to_string(view);
        EXPECT_EQ(letters.cut, 0U) << to_string(view) << " " << width << " " << language;
      }
    }
  }
}

} // namespace
} // namespace gatetwin::viz
