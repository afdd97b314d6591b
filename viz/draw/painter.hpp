// SPDX-License-Identifier: Apache-2.0
// Paints a frame of ImGui's triangles into memory, so that pictures need neither a display nor a
// graphics card, and the same frame is the same pixels on every machine.
#pragma once
#include <cstdint>
#include <imgui.h>
#include <vector>

namespace gatetwin::viz {

struct Image {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgba; // rows from the top
};

// One texture is known: the font's atlas, alpha only, as ImFontAtlas::GetTexDataAsAlpha8 gives it.
struct Texture {
  int width = 0, height = 0;
  const std::uint8_t* alpha = nullptr;
};

void paint(const ImDrawData& frame, const Texture& texture, ImU32 background, Image& into);

} // namespace gatetwin::viz
