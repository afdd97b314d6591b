// SPDX-License-Identifier: Apache-2.0
#include "viz/draw/theme.hpp"
#include <algorithm>
#include <array>
#include <cmath>

namespace gatetwin::viz {
namespace {

constexpr ImU32 rgb(std::uint32_t hex, std::uint32_t alpha = 255)
{
  return IM_COL32(hex >> 16U & 0xFFU, hex >> 8U & 0xFFU, hex & 0xFFU, alpha);
}

Theme make(bool dark)
{
  Theme t{};
  t.dark = dark;
  t.background = dark ? rgb(0x14181F) : rgb(0xF4F5F7);
  t.panel = dark ? rgb(0x1B212A) : rgb(0xFFFFFF);
  t.area = dark ? rgb(0x1E2630) : rgb(0xFFFFFF);
  t.station = dark ? rgb(0x27313D) : rgb(0xEDF1F5);
  t.line = dark ? rgb(0x2F3B49) : rgb(0xE1E7ED);
  t.border = dark ? rgb(0x4A5868) : rgb(0xB4BEC9);
  t.text = dark ? rgb(0xE8ECF1) : rgb(0x1A222C);
  t.faint = dark ? rgb(0x93A1B1) : rgb(0x5B6875);
  t.accent = dark ? rgb(0x56B4E9) : rgb(0x0072B2);
  t.busy = dark ? rgb(0x3B6282) : rgb(0xA9C3DA);
  t.alarm = dark ? rgb(0xFF4D4D) : rgb(0xC81E1E);
  t.warning = dark ? rgb(0xF0B429) : rgb(0xB27700);
  t.good = dark ? rgb(0x2BB58A) : rgb(0x00795A);
  t.cursor = dark ? rgb(0xFFFFFF, 200) : rgb(0x1A222C, 200);
  return t;
}

ImVec4 vec(ImU32 color) { return ImGui::ColorConvertU32ToFloat4(color); }

} // namespace

const Theme& theme(bool dark)
{
  static const Theme on_dark = make(true), on_light = make(false);
  return dark ? on_dark : on_light;
}

void apply_style(const Theme& t, float scale)
{
  ImGuiStyle style;
  t.dark ? ImGui::StyleColorsDark(&style) : ImGui::StyleColorsLight(&style);
  style.WindowRounding = style.ChildRounding = 0;
  style.FrameRounding = 4;
  style.WindowBorderSize = 0;
  style.WindowPadding = {10, 8};
  style.FramePadding = {8, 4};
  style.ItemSpacing = {8, 6};
  style.Colors[ImGuiCol_WindowBg] = vec(t.background);
  style.Colors[ImGuiCol_ChildBg] = vec(t.background);
  style.Colors[ImGuiCol_Text] = vec(t.text);
  style.Colors[ImGuiCol_TextDisabled] = vec(t.faint);
  style.Colors[ImGuiCol_Button] = vec(t.station);
  style.Colors[ImGuiCol_ButtonHovered] = vec(t.border);
  style.Colors[ImGuiCol_ButtonActive] = vec(with_alpha(t.accent, 0.7F));
  style.Colors[ImGuiCol_Header] = vec(with_alpha(t.accent, 0.25F));
  style.Colors[ImGuiCol_HeaderHovered] = vec(with_alpha(t.accent, 0.4F));
  style.Colors[ImGuiCol_TableHeaderBg] = vec(t.station);
  style.Colors[ImGuiCol_TableRowBg] = vec(t.background);
  style.Colors[ImGuiCol_TableRowBgAlt] = vec(t.panel);
  style.Colors[ImGuiCol_TableBorderLight] = style.Colors[ImGuiCol_TableBorderStrong] =
      vec(t.border);
  style.ScaleAllSizes(scale);
  ImGui::GetStyle() = style;
}

ImU32 class_color(std::size_t traveller_class, const Theme& t)
{
  static constexpr std::array<ImU32, 7> on_dark{rgb(0xE69F00), rgb(0x56B4E9), rgb(0x00B98A),
                                                rgb(0xF0E442), rgb(0xE078B0), rgb(0x6C8CFF),
                                                rgb(0xFF8A50)};
  static constexpr std::array<ImU32, 7> on_light{rgb(0xC77F00), rgb(0x0072B2), rgb(0x00805F),
                                                 rgb(0x8A7F00), rgb(0xB4488A), rgb(0x3A4FC4),
                                                 rgb(0xC24A00)};
  return (t.dark ? on_dark : on_light)[traveller_class % on_dark.size()];
}

ImU32 series_color(std::size_t index, const Theme& t) { return class_color(index + 1, t); }

ImU32 with_alpha(ImU32 color, float alpha)
{
  const auto a = static_cast<ImU32>(std::clamp(alpha, 0.0F, 1.0F) * 255.0F + 0.5F);
  return (color & ~IM_COL32_A_MASK) | a << IM_COL32_A_SHIFT;
}

ImU32 heat_color(float share, float alpha)
{
  // Stops of a map whose lightness grows evenly.
  static constexpr std::array<std::array<float, 3>, 5> stops{
      {{0, 34, 78}, {87, 92, 109}, {148, 142, 119}, {203, 186, 105}, {254, 232, 56}}};
  if (!(share > 0)) share = 0;
  const float at = std::min(share, 1.0F) * 4;
  const auto i = std::min<std::size_t>(3, static_cast<std::size_t>(at));
  const float part = at - static_cast<float>(i);
  std::array<ImU32, 3> c{};
  for (std::size_t k = 0; k < 3; ++k) {
    c[k] = static_cast<ImU32>(stops[i][k] + (stops[i + 1][k] - stops[i][k]) * part);
  }
  return with_alpha(IM_COL32(c[0], c[1], c[2], 255), alpha);
}

} // namespace gatetwin::viz
