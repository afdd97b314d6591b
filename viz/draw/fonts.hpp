// SPDX-License-Identifier: Apache-2.0
// DejaVu Sans with the letters of Vietnamese. ImGui's own font has none of them.
#pragma once
#include <imgui.h>
#include <string>

namespace gatetwin::viz {

constexpr const char* default_font = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

// Into the current context's atlas, in pixels. False: the file can't be read or is no font.
bool load_font(const std::string& path, float size);

// Where a disc and a ring lie in the same atlas: a person on the plan is one square of texture,
// however many there are.
struct Stamp {
  ImVec2 from, to;
};
struct Stamps {
  Stamp disc, ring;
};
const Stamps& stamps();

} // namespace gatetwin::viz
