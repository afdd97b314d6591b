// SPDX-License-Identifier: Apache-2.0
#include "viz/views/views.hpp"
#include "viz/words/times.hpp"
#include <algorithm>
#include <cstdio>

namespace gatetwin::viz {
namespace {

// The whole journal as a strip: how many people were inside, and where we are.
void draw_strip(Viewer& viewer, const Theme& t, Rect rect)
{
  if (rect.size.x < 20) return;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 end{rect.at.x + rect.size.x, rect.at.y + rect.size.y};
  list.AddRectFilled(rect.at, end, t.panel, 3);
  const Series& series = viewer.run(0).timeline->series();
  const double most = series.largest(Figure::people_inside, 0);
  const auto whole = static_cast<double>(std::max<std::int64_t>(1, viewer.end_ns()));
  for (std::size_t b = 0; b < series.buckets() && most > 0; ++b) {
    const auto from = static_cast<double>(b) * static_cast<double>(series.bucket_ns()) / whole;
    const auto to = static_cast<double>(b + 1) * static_cast<double>(series.bucket_ns()) / whole;
    if (from > 1) break;
    const auto h = static_cast<float>(series.value(Figure::people_inside, 0, b) / most);
    list.AddRectFilled(
        {rect.at.x + rect.size.x * static_cast<float>(from), end.y - h * (rect.size.y - 4)},
        {rect.at.x + rect.size.x * static_cast<float>(std::min(to, 1.0)), end.y},
        with_alpha(t.accent, 0.45F));
  }
  const float x =
      rect.at.x + rect.size.x * static_cast<float>(static_cast<double>(viewer.now_ns()) / whole);
  list.AddLine({x, rect.at.y}, {x, end.y}, t.cursor, 2);
  list.AddTriangleFilled({x - 5, rect.at.y}, {x + 5, rect.at.y}, {x, rect.at.y + 6}, t.cursor);
  ImGui::SetCursorScreenPos(rect.at);
  ImGui::InvisibleButton("scrub", rect.size);
  if (!ImGui::IsItemActive()) return;
  const double share = (ImGui::GetIO().MousePos.x - rect.at.x) / rect.size.x;
  viewer.go_to(static_cast<std::int64_t>(std::clamp(share, 0.0, 1.0) * whole));
}

std::string speed_text(double speed)
{
  char text[32];
  std::snprintf(text, sizeof text, "%.0f\xC3\x97", speed);
  return text;
}

} // namespace

void draw_time_bar(Viewer& viewer, const Theme& t, Rect rect)
{
  ImGui::SetCursorScreenPos(rect.at);
  const char* const play = viewer.word(viewer.playing() ? Word::pause : Word::play);
  if (ImGui::Button((std::string(play) + "##play").c_str())) viewer.press(Key::play_or_pause);
  ImGui::SameLine();
  if (ImGui::Button("\xE2\x80\x93##slower")) viewer.press(Key::slower);
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(speed_text(viewer.speed()).c_str());
  ImGui::SameLine();
  if (ImGui::Button("+##faster")) viewer.press(Key::faster);
  ImGui::SameLine();
  if (ImGui::Button("\xE2\x86\x90##back")) viewer.press(Key::step_back);
  ImGui::SameLine();
  if (ImGui::Button("\xE2\x86\x92##forward")) viewer.press(Key::step_forward);
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  const std::string clock = clock_text(viewer.run(0).timeline->site(), viewer.now_ns());
  ImGui::TextUnformatted(clock.c_str());
  ImGui::SameLine();
  const float x = ImGui::GetCursorScreenPos().x + 8;
  draw_strip(viewer, t, {{x, rect.at.y}, {rect.at.x + rect.size.x - x, rect.size.y}});
}

} // namespace gatetwin::viz
