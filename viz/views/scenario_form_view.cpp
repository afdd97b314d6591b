// SPDX-License-Identifier: Apache-2.0
#include "viz/views/scenario_view.hpp"
#include "viz/words/fields.hpp"
#include <algorithm>
#include <imgui_stdlib.h>

namespace gatetwin::viz {
namespace {

constexpr int explanation_column = 3; // behind name, value and the button to remove it

// What a row asks for; done after the table, because rows change by it.
struct Wish {
  enum class Kind { none, set, remove, add, add_item, add_value } kind = Kind::none;
  std::string path, value;
};

bool is_inside(const std::string& path, const std::string& group)
{
  return path.size() > group.size() && path.starts_with(group) && path[group.size()] == '.';
}

std::string choice_name(const FormRow& row, const std::string& choice, Language language)
{
  return row.is_word(choice) ? value_name(choice, row.has_names(), language) : choice;
}

void draw_choices(const FormRow& row, Language language, const Theme& t, Wish& wish)
{
  const std::string shown = choice_name(row, row.is_set ? row.text : row.otherwise, language);
  if (!row.is_set) ImGui::PushStyleColor(ImGuiCol_Text, t.faint);
  ImGui::SetNextItemWidth(-1);
  const bool open = ImGui::BeginCombo("##value", shown.c_str());
  if (!row.is_set) ImGui::PopStyleColor();
  if (!open) {
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", shown.c_str()); // the column may be narrow
    return;
  }
  for (const std::string& choice : row.choices) {
    if (ImGui::Selectable(choice_name(row, choice, language).c_str(),
                          row.is_set && choice == row.text))
      wish = {Wish::Kind::set, row.path, choice};
  }
  ImGui::EndCombo();
}

void draw_steps(const FormRow& row, Wish& wish)
{
  const std::string& from = row.is_set ? row.text : row.otherwise;
  const float w = ImGui::GetFrameHeight();
  ImGui::SameLine(0, 2);
  if (ImGui::Button("\xE2\x80\x93", {w, 0})) // a dash as wide as the plus
    wish = {Wish::Kind::set, row.path, stepped(from, -1)};
  ImGui::SameLine(0, 2);
  if (ImGui::Button("+", {w, 0})) wish = {Wish::Kind::set, row.path, stepped(from, 1)};
}

void draw_input(Viewer& viewer, const FormRow& row, const Theme& t, Wish& wish)
{
  ScenarioTyping& typing = viewer.typing();
  const bool mine = typing.path == row.path;
  std::string text = mine ? typing.text : row.text;
  const std::string& from = row.is_set ? row.text : row.otherwise;
  const bool steps = stepped(from, 1) != from && !row.is_fixed;
  // An early word on it; what counts is what `gatetwin check` says a moment later.
  const bool odd = mine && !text.empty() && row.field != nullptr && !row.field->scalars.empty() &&
                   !row.field->allows(text);
  if (odd) ImGui::PushStyleColor(ImGuiCol_Text, t.alarm);
  const float buttons = steps ? 2 * (ImGui::GetFrameHeight() + 2) : 0;
  ImGui::SetNextItemWidth(std::max(20.0F, ImGui::GetContentRegionAvail().x - buttons));
  const ImGuiInputTextFlags flags = row.is_fixed ? ImGuiInputTextFlags_ReadOnly : 0;
  const bool changed = ImGui::InputTextWithHint("##value", row.otherwise.c_str(), &text, flags);
  if (odd) ImGui::PopStyleColor();
  if (changed) {
    typing.path = row.path;
    typing.text = text;
  }
  if (ImGui::IsItemDeactivated() && typing.path == row.path) {
    wish = {text.empty() && row.is_set && !row.is_scalar_item ? Wish::Kind::remove
                                                              : Wish::Kind::set,
            row.path, text};
    if (text.empty() && !row.is_set) wish = {};
    typing.path.clear();
  }
  if (steps) draw_steps(row, wish);
}

void draw_value(Viewer& viewer, const FormRow& row, const Theme& t, Wish& wish)
{
  if (row.choices.empty() || row.is_fixed)
    draw_input(viewer, row, t, wish);
  else
    draw_choices(row, viewer.language(), t, wish);
}

std::string explanation_of(const Viewer& viewer, const FormRow& row)
{
  if (row.field == nullptr) return {};
  std::string text = field_explanation(row.field->description, viewer.language());
  const std::string units = row.field->units();
  return units.empty() || row.kind != FormRow::Kind::value ? text : "[" + units + "] " + text;
}

void draw_explanation(Viewer& viewer, const FormRow& row, const Theme& t)
{
  if (const ScenarioFault* const fault = viewer.desk()->fault_at(row.path)) {
    wrapped_text("! " + fault->message, t.alarm);
    return;
  }
  const std::string text = explanation_of(viewer, row);
  if (text.empty()) return;
  ImGui::AlignTextToFramePadding();
  wrapped_text(text, t.faint);
  if (row.field == nullptr || !row.field->has_distribution() || !ImGui::IsItemHovered()) return;
  ImGui::BeginTooltip();
  ImGui::TextUnformatted("30 s\nuniform(5 s, 15 s)\ntriangular(12 s, 17 s, 25 s)\n"
                         "exponential(45 s)\nlognormal(mean 60 s, cv 0.5)\n"
                         "gamma(mean 60 s, cv 0.5)\nempirical(waits.csv)");
  ImGui::EndTooltip();
}

// The name as it stands in the file, and what it means where there is no column for that.
void draw_name_tip(const Viewer& viewer, const FormRow& row, bool is_translated)
{
  const std::string meaning =
      ImGui::TableGetColumnCount() > explanation_column ? "" : explanation_of(viewer, row);
  if ((!is_translated && meaning.empty()) || !ImGui::IsItemHovered()) return;
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(ImGui::GetFontSize() * 28);
  ImGui::TextUnformatted(row.name.c_str());
  if (!meaning.empty()) ImGui::TextUnformatted(meaning.c_str());
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

// The name in the first column; whether what lies below is to be drawn.
bool draw_name(Viewer& viewer, const FormRow& row, const Theme& t)
{
  const ScenarioDesk& desk = *viewer.desk();
  const bool bad = desk.is_faulty_below(row.path) || !row.is_known;
  ImGui::PushStyleColor(ImGuiCol_Text, bad ? t.alarm : row.is_set ? t.text : t.faint);
  ImGui::AlignTextToFramePadding();
  const float indent = static_cast<float>(row.depth) * ImGui::GetFontSize();
  if (indent > 0) ImGui::Indent(indent);
  bool open = false;
  const Language language = viewer.language();
  const std::string shown = row.field != nullptr ? field_name(row.field->owner, row.name, language)
                            : row.name_is_word   ? value_name(row.name, false, language)
                                                 : row.name;
  const std::string name = (bad ? "! " : "") + shown;
  if (row.kind == FormRow::Kind::value) {
    ImGui::TextUnformatted(name.c_str());
  } else {
    if (is_inside(desk.focused(), row.path)) ImGui::SetNextItemOpen(true);
    open = ImGui::TreeNodeEx((name + "###" + row.path).c_str(),
                             ImGuiTreeNodeFlags_NoTreePushOnOpen | ImGuiTreeNodeFlags_FramePadding);
  }
  if (indent > 0) ImGui::Unindent(indent);
  ImGui::PopStyleColor();
  draw_name_tip(viewer, row, shown != row.name);
  return open;
}

// One more item: chosen from what there is, or by a name that is typed.
void draw_new_item(Viewer& viewer, const FormRow& row, Wish& wish)
{
  const bool asks = row.field != nullptr && (row.field->is_named || !row.choices.empty());
  if (ImGui::SmallButton("+")) {
    if (asks)
      ImGui::OpenPopup("new");
    else
      wish = {Wish::Kind::add, row.path, {}};
  }
  ImGui::SameLine();
  if (!asks) return;
  const auto kind = row.field->is_named ? Wish::Kind::add_item : Wish::Kind::add_value;
  if (row.choices.empty()) {
    draw_name_popup(viewer, "new", [&] { wish = {kind, row.path, viewer.typing().new_name}; });
  } else if (ImGui::BeginPopup("new")) {
    for (const std::string& choice : row.choices) {
      if (ImGui::Selectable(choice_name(row, choice, viewer.language()).c_str()))
        wish = {kind, row.path, choice};
    }
    ImGui::EndPopup();
  }
}

void draw_group_value(Viewer& viewer, const FormRow& row, bool open, const Theme& t, Wish& wish)
{
  ImGui::AlignTextToFramePadding();
  if (row.kind == FormRow::Kind::items) draw_new_item(viewer, row, wish);
  if (!open) plain_text(row.is_set ? row.text : row.otherwise, row.is_set ? t.text : t.faint);
}

void draw_row(Viewer& viewer, const FormRow& row, const Theme& t, bool& open, Wish& wish)
{
  ScenarioDesk& desk = *viewer.desk();
  ImGui::TableNextRow();
  if (row.path == desk.focused()) {
    ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0, with_alpha(t.alarm, 0.2F));
    ImGui::SetScrollHereY(0.4F);
  }
  ImGui::PushID(row.path.c_str());
  ImGui::TableNextColumn();
  open = draw_name(viewer, row, t);
  ImGui::TableNextColumn();
  if (row.kind == FormRow::Kind::value)
    draw_value(viewer, row, t, wish);
  else
    draw_group_value(viewer, row, open, t, wish);
  ImGui::TableNextColumn();
  if (row.is_set && !row.is_fixed && ImGui::SmallButton("\xC3\x97"))
    wish = {Wish::Kind::remove, row.path, {}};
  if (ImGui::TableGetColumnCount() > explanation_column) {
    ImGui::TableNextColumn();
    draw_explanation(viewer, row, t);
  }
  ImGui::PopID();
}

void fulfil(ScenarioDesk& desk, const Wish& wish)
{
  switch (wish.kind) {
  case Wish::Kind::none: break;
  case Wish::Kind::set: desk.set_value(wish.path, wish.value); break;
  case Wish::Kind::remove: desk.remove(wish.path); break;
  case Wish::Kind::add: desk.add_to_list(wish.path); break;
  case Wish::Kind::add_item: desk.add_item(wish.path, wish.value, false); break;
  case Wish::Kind::add_value: desk.add_item(wish.path, wish.value, true); break;
  }
}

} // namespace

void draw_scenario_form(Viewer& viewer, const Theme& t)
{
  ScenarioDesk& desk = *viewer.desk();
  if (desk.rows().empty()) {
    plain_text(viewer.word(Word::more_fields), t.faint);
    return;
  }
  constexpr auto flags =
      ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_SizingStretchProp | ImGuiTableFlags_Resizable;
  Wish wish;
  const std::string focused = desk.focused();
  // Where room is short, explanations are under the mouse.
  const bool wide = ImGui::GetContentRegionAvail().x > ImGui::GetFontSize() * 34;
  const int columns = explanation_column + (wide ? 1 : 0);
  if (!ImGui::BeginTable(wide ? "fields" : "narrow", columns, flags)) return;
  ImGui::TableSetupColumn("name", 0, 1.8F);
  ImGui::TableSetupColumn("value", 0, 2.2F);
  ImGui::TableSetupColumn("remove", ImGuiTableColumnFlags_WidthFixed, ImGui::GetFontSize() * 1.8F);
  if (wide) ImGui::TableSetupColumn("explanation", 0, 3);
  int closed_depth = 1000; // what is deeper lies in a group that is closed
  for (const FormRow& row : desk.rows()) {
    if (row.depth > closed_depth) continue;
    closed_depth = 1000;
    bool open = false;
    draw_row(viewer, row, t, open, wish);
    if (row.kind != FormRow::Kind::value && !open) closed_depth = row.depth;
  }
  ImGui::EndTable();
  if (wish.kind != Wish::Kind::none) {
    desk.forget_focus();
    fulfil(desk, wish);
  }
}

} // namespace gatetwin::viz
