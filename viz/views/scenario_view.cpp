// SPDX-License-Identifier: Apache-2.0
#include "viz/views/scenario_view.hpp"
#include <algorithm>
#include <functional>
#include <imgui_stdlib.h>

namespace gatetwin::viz {
namespace {

Word word_of_section(const std::string& name)
{
  static const std::pair<const char*, Word> words[] = {{"authorities", Word::authorities},
                                                       {"checkpoints", Word::checkpoints},
                                                       {"areas", Word::areas},
                                                       {"layout", Word::layout},
                                                       {"entrances", Word::entrances},
                                                       {"stations", Word::stations},
                                                       {"classes", Word::classes},
                                                       {"profiles", Word::profiles},
                                                       {"demand", Word::demand},
                                                       {"routes", Word::routes},
                                                       {"faults", Word::faults},
                                                       {"registry", Word::registry},
                                                       {"platform", Word::platform},
                                                       {"service_levels", Word::service_levels},
                                                       {"scan", Word::barcodes}};
  for (const auto& [key, word] : words) {
    if (name == key) return word;
  }
  return Word::general;
}

bool has_fault(const ScenarioDesk& desk, const FormSection& section,
               const std::vector<FormSection>& all)
{
  if (!section.name.empty()) return desk.is_faulty_below(section.name);
  return std::any_of(desk.faults().begin(), desk.faults().end(), [&](const ScenarioFault& fault) {
    if (fault.path.empty()) return false;
    const std::string first = split_path(fault.path).front();
    return std::none_of(all.begin(), all.end(),
                        [&](const FormSection& other) { return other.name == first; });
  });
}

std::string label_of(const Viewer& viewer, const FormSection& section)
{
  const Word word = word_of_section(section.name);
  std::string label =
      section.name.empty() || word != Word::general ? viewer.word(word) : section.name;
  // Some words stand in lower case elsewhere; Vietnamese ones begin with a capital already.
  if (label.front() >= 'a' && label.front() <= 'z')
    label.front() = static_cast<char>(label.front() - 'a' + 'A');
  if (section.has_items && !section.items.empty())
    label += "  " + std::to_string(section.items.size());
  return label;
}

void draw_item_buttons(Viewer& viewer, const FormSection& section)
{
  ScenarioDesk& desk = *viewer.desk();
  const bool named = section.field->is_named;
  const std::string path = desk.item();
  const auto made = [&](const std::string& name) {
    if (desk.message().empty()) desk.select(section.name, join_path(section.name, name));
  };
  if (ImGui::SmallButton(viewer.word(Word::add))) ImGui::OpenPopup("new");
  draw_name_popup(viewer, "new", [&] {
    desk.add_empty(join_path(section.name, viewer.typing().new_name));
    made(viewer.typing().new_name);
  });
  if (path.empty()) return;
  ImGui::SameLine();
  if (ImGui::SmallButton(viewer.word(Word::copy))) {
    if (named)
      ImGui::OpenPopup("copy");
    else
      desk.duplicate(path, "");
  }
  draw_name_popup(viewer, "copy", [&] {
    desk.duplicate(path, viewer.typing().new_name);
    made(viewer.typing().new_name);
  });
  ImGui::SameLine();
  if (ImGui::SmallButton(viewer.word(Word::remove))) desk.remove(path);
}

void draw_items(Viewer& viewer, const FormSection& section, const Theme& t)
{
  ScenarioDesk& desk = *viewer.desk();
  ImGui::Indent(10);
  for (const FormItem& item : section.items) {
    const bool bad = desk.is_faulty_below(item.path);
    ImGui::PushStyleColor(ImGuiCol_Text, bad ? t.alarm : item.is_own ? t.text : t.faint);
    const std::string shown =
        (bad ? "! " : "") + (item.title.empty() ? item.name : item.title) + "##" + item.path;
    if (ImGui::Selectable(shown.c_str(), desk.item() == item.path)) {
      viewer.commit_typing();
      desk.select(section.name, item.path);
    }
    if (ImGui::IsItemHovered() && !item.is_own)
      ImGui::SetTooltip("%s: %s", item.name.c_str(), viewer.word(Word::from_base));
    else if (ImGui::IsItemHovered())
      ImGui::SetTooltip("%s", item.name.c_str());
    ImGui::PopStyleColor();
  }
  draw_item_buttons(viewer, section);
  ImGui::Unindent(10);
}

void draw_check_state(Viewer& viewer, const Theme& t)
{
  const ScenarioDesk& desk = *viewer.desk();
  switch (desk.check_state()) {
  case CheckState::waiting:
  case CheckState::running: plain_text(viewer.word(Word::checking), t.faint); break;
  case CheckState::fine: plain_text(viewer.word(Word::no_faults), t.good); break;
  case CheckState::impossible: plain_text(viewer.word(Word::no_check), t.warning); break;
  case CheckState::faulty: plain_text("! " + std::to_string(desk.faults().size()), t.alarm); break;
  }
}

bool button(const char* text, bool enabled)
{
  ImGui::BeginDisabled(!enabled);
  const bool pressed = ImGui::Button(text);
  ImGui::EndDisabled();
  ImGui::SameLine();
  return pressed;
}

void draw_tools(Viewer& viewer, const Theme& t)
{
  ScenarioDesk& desk = *viewer.desk();
  ScenarioTyping& typing = viewer.typing();
  if (button(viewer.word(Word::save), desk.has_unsaved())) {
    viewer.commit_typing();
    desk.save();
  }
  if (button(viewer.word(Word::undo), desk.text().can_undo())) desk.undo();
  if (button(viewer.word(Word::redo), desk.text().can_redo())) desk.redo();
  if (button(viewer.word(typing.as_text ? Word::as_form : Word::as_text), true)) {
    viewer.commit_typing();
    typing.as_text = !typing.as_text;
  }
  ImGui::AlignTextToFramePadding();
  plain_text(desk.file().name(), t.text);
  ImGui::SameLine();
  if (desk.has_unsaved()) {
    plain_text(std::string("\xE2\x80\xA2 ") + viewer.word(Word::unsaved), t.warning);
    ImGui::SameLine();
  }
  draw_check_state(viewer, t);
}

// A sentence with two answers; 0: none yet.
int ask(const char* question, const char* first, const char* second, const Theme& t)
{
  ImGui::AlignTextToFramePadding();
  plain_text(question, t.warning);
  ImGui::SameLine();
  if (ImGui::SmallButton(first)) return 1;
  ImGui::SameLine();
  return ImGui::SmallButton(second) ? 2 : 0;
}

void draw_questions(Viewer& viewer, const Theme& t)
{
  ScenarioDesk& desk = *viewer.desk();
  if (desk.has_recovered()) {
    const int answer = ask(viewer.word(Word::recovered), viewer.word(Word::restore),
                           viewer.word(Word::discard), t);
    if (answer == 1) desk.take_recovered();
    if (answer == 2) desk.drop_recovered();
  }
  if (desk.changed_on_disk()) {
    const int answer = ask(viewer.word(Word::changed_on_disk), viewer.word(Word::reload),
                           viewer.word(Word::keep_mine), t);
    if (answer == 1) desk.reload();
    if (answer == 2) desk.keep_mine();
  }
  if (!desk.message().empty())
    wrapped_text(desk.message(), t.alarm);
  else if (!desk.text().is_readable())
    wrapped_text(desk.text().fault(), t.alarm);
}

void draw_faults(Viewer& viewer, const Theme& t)
{
  ScenarioDesk& desk = *viewer.desk();
  for (const ScenarioFault& fault : desk.faults()) {
    const std::string where = (fault.file.empty() ? desk.file().name() : fault.file) +
                              (fault.line > 0 ? ":" + std::to_string(fault.line) : "");
    ImGui::PushStyleColor(ImGuiCol_Text, t.alarm);
    ImGui::PushID(&fault);
    const std::string text = "! " + where + "   " + fault.message;
    if (ImGui::Selectable(text.c_str())) {
      viewer.typing().as_text = false;
      desk.go_to(fault);
      ImGui::PopID();
      ImGui::PopStyleColor();
      return;
    }
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", fault.message.c_str());
    ImGui::PopID();
    ImGui::PopStyleColor();
  }
}

void draw_text(Viewer& viewer)
{
  ScenarioDesk& desk = *viewer.desk();
  std::string text = desk.text().text();
  ImGui::PushStyleColor(ImGuiCol_FrameBg, 0); // as still as the page of a book
  const bool typed = ImGui::InputTextMultiline("##text", &text, ImGui::GetContentRegionAvail(),
                                               ImGuiInputTextFlags_AllowTabInput);
  ImGui::PopStyleColor();
  if (typed) desk.type_all(std::move(text));
}

void draw_close_question(Viewer& viewer, const Theme& t)
{
  ScenarioTyping& typing = viewer.typing();
  const char* const id = "###close";
  if (typing.asks_to_close && !ImGui::IsPopupOpen(id)) ImGui::OpenPopup(id);
  if (!ImGui::BeginPopupModal(id, nullptr, ImGuiWindowFlags_AlwaysAutoResize)) return;
  plain_text(viewer.word(Word::unsaved_question), t.text);
  ImGui::Spacing();
  const auto answered = [&] {
    typing.asks_to_close = false;
    ImGui::CloseCurrentPopup();
  };
  if (ImGui::Button(viewer.word(Word::save_and_close))) {
    viewer.desk()->save();
    if (!viewer.desk()->has_unsaved()) viewer.close_anyway();
    answered();
  }
  ImGui::SameLine();
  if (ImGui::Button(viewer.word(Word::close_unsaved))) {
    viewer.desk()->discard_unsaved();
    viewer.close_anyway();
    answered();
  }
  ImGui::SameLine();
  if (ImGui::Button(viewer.word(Word::go_back))) answered();
  ImGui::EndPopup();
}

void read_scenario_keys(Viewer& viewer)
{
  const ImGuiIO& io = ImGui::GetIO();
  constexpr int f5 = 294; // as GLFW numbers keys; letters are their own
  const bool here = viewer.view() == View::scenario;
  if (here && ImGui::IsKeyPressed(f5, false) && !viewer.desk()->is_running()) {
    viewer.commit_typing();
    viewer.desk()->run(static_cast<unsigned>(viewer.typing().replications));
  }
  if (!io.KeyCtrl) return;
  if (ImGui::IsKeyPressed('S', false)) {
    viewer.commit_typing();
    viewer.desk()->save();
  }
  if (!here || io.WantTextInput) return;
  if (ImGui::IsKeyPressed('Z')) viewer.desk()->undo();
  if (ImGui::IsKeyPressed('Y')) viewer.desk()->redo();
}

} // namespace

void draw_name_popup(Viewer& viewer, const char* id, const std::function<void()>& act)
{
  if (!ImGui::BeginPopup(id)) return;
  ScenarioTyping& typing = viewer.typing();
  if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(ImGui::GetFontSize() * 14);
  const bool entered =
      ImGui::InputTextWithHint("##new-name", viewer.word(Word::new_name), &typing.new_name,
                               ImGuiInputTextFlags_EnterReturnsTrue);
  ImGui::SameLine();
  if ((ImGui::Button(viewer.word(Word::add)) || entered) && !typing.new_name.empty()) {
    act();
    typing.new_name.clear();
    ImGui::CloseCurrentPopup();
  }
  ImGui::EndPopup();
}

void plain_text(const std::string& text, ImU32 color)
{
  ImGui::PushStyleColor(ImGuiCol_Text, color);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopStyleColor();
}

void wrapped_text(const std::string& text, ImU32 color)
{
  ImGui::PushTextWrapPos(0);
  plain_text(text, color);
  ImGui::PopTextWrapPos();
}

void draw_scenario_sections(Viewer& viewer, const Theme& t)
{
  ScenarioDesk& desk = *viewer.desk();
  const std::vector<FormSection> sections = desk.sections(); // buttons change what is there
  for (const FormSection& section : sections) {
    const bool chosen = desk.section() == section.name;
    const bool bad = has_fault(desk, section, sections);
    if (bad) ImGui::PushStyleColor(ImGuiCol_Text, t.alarm);
    const std::string label =
        (bad ? "! " : "") + label_of(viewer, section) + "##section-" + section.name;
    if (ImGui::Selectable(label.c_str(), chosen && desk.item().empty())) {
      viewer.commit_typing();
      desk.select(section.name, "");
    }
    if (bad) ImGui::PopStyleColor();
    if (chosen && section.has_items) draw_items(viewer, section, t);
  }
}

void draw_scenario(Viewer& viewer, const Theme& t, Rect rect)
{
  ScenarioDesk& desk = *viewer.desk();
  read_scenario_keys(viewer);
  ImGui::SetCursorScreenPos(rect.at);
  ImGui::BeginChild("scenario", rect.size, false, ImGuiWindowFlags_NoScrollbar);
  draw_tools(viewer, t);
  draw_questions(viewer, t);
  const float font = ImGui::GetFontSize();
  const float faults_h = desk.faults().empty()
                             ? 0
                             : std::min(6.0F, static_cast<float>(desk.faults().size()) + 0.7F) *
                                   ImGui::GetTextLineHeightWithSpacing();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float h = std::max(1.0F, room.y - faults_h - (faults_h > 0 ? 6 : 0));
  const bool wide = room.x > font * 55;
  const float left = std::min(font * 15, room.x * 0.22F);
  const float right = wide ? std::min(font * 29, room.x * 0.33F) : 0;
  const float middle = room.x - left - right - (wide ? 16 : 8);
  ImGui::BeginChild("sections", {left, h}, true);
  draw_scenario_sections(viewer, t);
  ImGui::EndChild();
  ImGui::SameLine(0, 8);
  ImGui::BeginChild("form", {std::max(1.0F, middle), h}, true);
  if (viewer.typing().as_text || desk.schema() == nullptr)
    draw_text(viewer);
  else
    draw_scenario_form(viewer, t);
  ImGui::EndChild();
  if (wide) {
    ImGui::SameLine(0, 8);
    ImGui::BeginChild("runs", {right, h}, true);
    draw_scenario_runs(viewer, t);
    ImGui::EndChild();
  }
  if (faults_h > 0) {
    ImGui::BeginChild("faults", {room.x, faults_h}, true);
    draw_faults(viewer, t);
    ImGui::EndChild();
  }
  draw_close_question(viewer, t);
  ImGui::EndChild();
}

} // namespace gatetwin::viz
