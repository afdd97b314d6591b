// SPDX-License-Identifier: Apache-2.0
#include "viz/views/views.hpp"
#include <algorithm>

namespace gatetwin::viz {
namespace {

Word word_of(View view)
{
  switch (view) {
  case View::plan: return Word::plan;
  case View::plots: return Word::plots;
  case View::centre: return Word::centre;
  case View::story: return Word::story;
  case View::gate: return Word::gate;
  case View::compare: return Word::compare;
  case View::scenario: return Word::scenario;
  }
  return Word::plan;
}

// In a new line where the window's edge would cut it.
bool bar_button(const std::string& text, const std::string& id, float width)
{
  const float w = ImGui::CalcTextSize(text.c_str()).x + 2 * ImGui::GetStyle().FramePadding.x;
  const float start = ImGui::GetCursorStartPos().x;
  if (ImGui::GetCursorPosX() > start && ImGui::GetCursorPosX() + w > width - start)
    ImGui::NewLine();
  const bool pressed = ImGui::Button((text + "##" + id).c_str());
  ImGui::SameLine();
  return pressed;
}

void draw_tabs(Viewer& viewer, const Theme& t, float width)
{
  for (std::size_t i = 0; i < view_count; ++i) {
    const auto view = static_cast<View>(i);
    if (view == View::compare && viewer.runs() < 2) continue;
    if (view == View::scenario ? viewer.desk() == nullptr : viewer.runs() == 0) continue;
    const bool here = viewer.view() == view;
    if (here) ImGui::PushStyleColor(ImGuiCol_Button, with_alpha(t.accent, 0.55F));
    if (bar_button(viewer.word(word_of(view)), "tab" + std::to_string(i), width)) viewer.show(view);
    if (here) ImGui::PopStyleColor();
  }
}

std::string status_text(Viewer& viewer)
{
  if (viewer.runs() == 0) return {};
  Timeline& timeline = *viewer.run(0).timeline;
  const HallState& state = viewer.state(0);
  std::string text = std::to_string(state.inside()) + " " + viewer.word(Word::inside) + ", " +
                     std::to_string(state.left()) + " " + viewer.word(Word::left);
  switch (timeline.status()) {
  case TimelineStatus::reading: text += std::string("   ") + viewer.word(Word::reading); break;
  case TimelineStatus::growing: text += std::string("   ") + viewer.word(Word::growing); break;
  case TimelineStatus::damaged:
    text += std::string("   ") + viewer.word(Word::damaged) + ": " + timeline.fault();
    break;
  case TimelineStatus::whole: break;
  }
  return text;
}

void draw_top_bar(Viewer& viewer, const Theme& t, float width)
{
  draw_tabs(viewer, t, width);
  const std::string heat = std::string(viewer.word(Word::heat)) + ": " +
                           viewer.word(static_cast<Word>(static_cast<int>(Word::heat_none) +
                                                         static_cast<int>(viewer.heat())));
  if (bar_button(heat, "heat", width)) viewer.press(Key::next_heat);
  const bool english = viewer.language() == Language::english;
  if (bar_button(english ? "Tiếng Việt" : "English", "language", width))
    viewer.press(Key::next_language);
  if (bar_button(viewer.word(viewer.dark() ? Word::light : Word::dark), "theme", width))
    viewer.press(Key::next_theme);
  const std::string status = status_text(viewer);
  const bool damaged =
      viewer.runs() > 0 && viewer.run(0).timeline->status() == TimelineStatus::damaged;
  const float w = ImGui::CalcTextSize(status.c_str()).x;
  if (ImGui::GetCursorPosX() + w + 12 > width) ImGui::NewLine();
  const float x = std::max(ImGui::GetCursorPosX() + 4, width - w - 12);
  ImGui::SetCursorPosX(x);
  ImGui::AlignTextToFramePadding();
  ImGui::PushStyleColor(ImGuiCol_Text, damaged ? t.alarm : t.faint);
  ImGui::TextUnformatted(status.c_str());
  ImGui::PopStyleColor();
}

void draw_plan_page(Viewer& viewer, const Theme& t, Rect rect)
{
  const bool wide = rect.size.x > 900;
  const float side = wide ? std::min(rect.size.x * 0.34F, 620.0F) : 0;
  const float left = rect.size.x - side - (wide ? 10 : 0);
  const float legend = legend_height(viewer, 0, left);
  draw_plan(viewer, 0, t, {rect.at, {left, rect.size.y - legend - 6}});
  draw_legend(viewer, 0, t, {{rect.at.x, rect.at.y + rect.size.y - legend}, {left, legend}});
  if (wide) {
    draw_plots(viewer, t, {{rect.at.x + left + 10, rect.at.y}, {side, rect.size.y}}, false);
  }
}

void read_keys(Viewer& viewer)
{
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || io.KeyCtrl || ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup))
    return;
  struct Binding {
    int key;
    Key meaning;
    bool repeats; // while it stays down
  };
  constexpr Binding bindings[] = {
      {ImGuiKey_Space, Key::play_or_pause, false}, {ImGuiKey_RightArrow, Key::step_forward, true},
      {ImGuiKey_LeftArrow, Key::step_back, true},  {ImGuiKey_PageDown, Key::page_forward, true},
      {ImGuiKey_PageUp, Key::page_back, true},     {ImGuiKey_Home, Key::to_start, false},
      {ImGuiKey_End, Key::to_end, false},          {ImGuiKey_Escape, Key::whole_plan, false}};
  for (const Binding& binding : bindings) {
    const int index = ImGui::GetKeyIndex(binding.key);
    if (index >= 0 && ImGui::IsKeyPressed(index, binding.repeats)) viewer.press(binding.meaning);
  }
  for (const ImWchar c : io.InputQueueCharacters) {
    switch (c) {
    case '+':
    case '=': viewer.press(Key::faster); break;
    case '-': viewer.press(Key::slower); break;
    case 'h':
    case 'H': viewer.press(Key::next_heat); break;
    case 'l':
    case 'L': viewer.press(Key::next_language); break;
    case 't':
    case 'T': viewer.press(Key::next_theme); break;
    default:
      if (c >= '1' && c < '1' + static_cast<int>(view_count))
        viewer.show(static_cast<View>(c - '1'));
    }
  }
}

} // namespace

void draw_screen(Viewer& viewer, ImVec2 size)
{
  read_keys(viewer);
  viewer.prepare();
  const Theme& t = theme(viewer.dark());
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(size);
  constexpr auto flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus;
  ImGui::Begin("gatetwin", nullptr, flags);
  draw_top_bar(viewer, t, size.x);
  const float top = ImGui::GetCursorPosY() + 4;
  const float bar = ImGui::GetFrameHeight(), edge = 10;
  const Rect page{{edge, top}, {size.x - 2 * edge, size.y - top - bar - 2 * edge}};
  if (page.size.x > 20 && page.size.y > 20) {
    switch (viewer.view()) {
    case View::plan: draw_plan_page(viewer, t, page); break;
    case View::plots: draw_plots(viewer, t, page, true); break;
    case View::centre: draw_centre(viewer, t, page); break;
    case View::story: draw_story(viewer, t, page); break;
    case View::gate: draw_gate(viewer, t, page); break;
    case View::compare: draw_compare(viewer, t, page); break;
    case View::scenario: draw_scenario(viewer, t, page); break;
    }
    if (viewer.runs() > 0)
      draw_time_bar(viewer, t, {{edge, size.y - bar - edge}, {size.x - 2 * edge, bar}});
  }
  ImGui::End();
}

} // namespace gatetwin::viz
