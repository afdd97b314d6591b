// SPDX-License-Identifier: Apache-2.0
#include "viz/views/views.hpp"
#include "viz/words/records.hpp"
#include "viz/words/times.hpp"

namespace gatetwin::viz {

void draw_story(Viewer& viewer, const Theme& t, Rect rect)
{
  ImGui::SetCursorScreenPos({rect.at.x + 4, rect.at.y});
  if (!viewer.traveller()) {
    ImGui::TextUnformatted(viewer.word(Word::click_a_person));
    return;
  }
  const Site& site = viewer.run(0).timeline->site();
  ImGui::Text("%s %llu", viewer.word(Word::story),
              static_cast<unsigned long long>(*viewer.traveller()));
  const float head = ImGui::GetFontSize() * 1.8F;
  ImGui::SetCursorScreenPos({rect.at.x, rect.at.y + head});
  constexpr auto flags = ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH |
                         ImGuiTableFlags_ScrollY | ImGuiTableFlags_SizingStretchProp;
  if (!ImGui::BeginTable("story", 4, flags, {rect.size.x, rect.size.y - head})) return;
  ImGui::TableSetupColumn(viewer.word(Word::time), 0, 1.5F);
  ImGui::TableSetupColumn("+", 0, 0.9F);
  ImGui::TableSetupColumn(viewer.word(Word::where), 0, 1.6F);
  ImGui::TableSetupColumn(viewer.word(Word::what), 0, 5);
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableHeadersRow();
  std::int64_t first_ns = viewer.story().empty() ? 0 : viewer.story().front().record.time_ns;
  for (const StoryStep& step : viewer.story()) {
    const journal::Record& r = step.record;
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    const ImU32 color = r.time_ns > viewer.now_ns() ? t.faint : is_bad_news(r) ? t.alarm : t.text;
    ImGui::PushStyleColor(ImGuiCol_Text, color);
    const std::string id = clock_text(site, r.time_ns).substr(11) + "##" +
                           std::to_string(&step - viewer.story().data());
    if (ImGui::Selectable(id.c_str(), false, ImGuiSelectableFlags_SpanAllColumns)) {
      viewer.go_to(r.time_ns);
    }
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(span_text(static_cast<double>(r.time_ns - first_ns) * 1e-9).c_str());
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(place_text(r, site).c_str());
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(
        ((is_bad_news(r) ? "! " : "") + story_text(r, site, viewer.language())).c_str());
    ImGui::PopStyleColor();
  }
  ImGui::EndTable();
}

} // namespace gatetwin::viz
