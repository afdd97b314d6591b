// SPDX-License-Identifier: Apache-2.0
// Colours, light and dark, that people with any kind of colour blindness can tell apart: classes of
// travellers from the palette of Okabe and Ito (Color Universal Design, 2008), heat from dark blue
// to yellow, which differ in lightness; and no state is told by colour alone.
#pragma once
#include <cstddef>
#include <cstdint>
#include <imgui.h>

namespace gatetwin::viz {

struct Theme {
  bool dark = true;
  ImU32 background, panel, area, station, line, border, text, faint, accent, busy, alarm, warning,
      good, cursor;
};

const Theme& theme(bool dark);
void apply_style(const Theme& theme, float scale);

ImU32 class_color(std::size_t traveller_class, const Theme& theme);
ImU32 series_color(std::size_t index, const Theme& theme);
// 0 to 1, beyond is cut off.
ImU32 heat_color(float share, float alpha);
ImU32 with_alpha(ImU32 color, float alpha);

} // namespace gatetwin::viz
