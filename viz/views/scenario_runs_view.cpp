// SPDX-License-Identifier: Apache-2.0
#include "viz/views/scenario_view.hpp"
#include "viz/words/times.hpp"
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace gatetwin::viz {
namespace {

Word word_of(FigureKind kind)
{
  switch (kind) {
  case FigureKind::wait_mean: return Word::wait;
  case FigureKind::wait_p95: return Word::wait_p95;
  case FigureKind::time_in_system_mean: return Word::time_in_system;
  case FigureKind::served: return Word::served;
  case FigureKind::utilisation: return Word::utilisation;
  case FigureKind::queue_max: return Word::longest_queue;
  case FigureKind::service_level: return Word::within_limit;
  }
  return Word::wait;
}

std::string value_text(FigureKind kind, std::optional<double> value)
{
  if (!value) return "\xE2\x80\x93";
  char text[32];
  switch (kind) {
  case FigureKind::served:
  case FigureKind::queue_max: std::snprintf(text, sizeof text, "%.0f", *value); return text;
  case FigureKind::utilisation:
  case FigureKind::service_level:
    std::snprintf(text, sizeof text, "%.1f %%", *value * 100);
    return text;
  default: return span_text(*value);
  }
}

// Less waiting and queueing is better; more of those within their limit, too.
bool is_better(const FigureRow& row)
{
  const bool more = *row.now > *row.before;
  return row.kind == FigureKind::service_level ? more : !more;
}

void draw_change(const FigureRow& row, const Theme& t)
{
  if (!row.now || !row.before) return;
  const double change = *row.now - *row.before;
  const std::string size = value_text(row.kind, std::abs(change));
  if (size == value_text(row.kind, 0.0)) {
    plain_text("=", t.faint);
    return;
  }
  const bool judged = row.kind != FigureKind::served && row.kind != FigureKind::utilisation;
  const ImU32 color = !judged ? t.text : is_better(row) ? t.good : t.warning;
  plain_text((change > 0 ? "+" : "\xE2\x80\x93") + size, color);
}

void draw_figures(Viewer& viewer, const std::vector<FigureRow>& rows, const Theme& t)
{
  constexpr auto flags = ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH |
                         ImGuiTableFlags_ScrollY | ImGuiTableFlags_SizingStretchProp;
  if (!ImGui::BeginTable("figures", 4, flags, ImGui::GetContentRegionAvail())) return;
  ImGui::TableSetupColumn(viewer.word(Word::figure), 0, 3);
  ImGui::TableSetupColumn(viewer.word(Word::before), 0, 1.2F);
  ImGui::TableSetupColumn(viewer.word(Word::this_run), 0, 1.2F);
  ImGui::TableSetupColumn(viewer.word(Word::change), 0, 1.2F);
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableHeadersRow();
  std::string where;
  for (const FigureRow& row : rows) {
    if (row.where != where) {
      where = row.where;
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      wrapped_text(where, t.accent);
    }
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    plain_text((where.empty() ? "" : "  ") + std::string(viewer.word(word_of(row.kind))), t.text);
    ImGui::TableNextColumn();
    plain_text(value_text(row.kind, row.before), t.faint);
    ImGui::TableNextColumn();
    plain_text(value_text(row.kind, row.now), t.text);
    ImGui::TableNextColumn();
    draw_change(row, t);
  }
  ImGui::EndTable();
}

void draw_run_button(Viewer& viewer)
{
  ScenarioDesk& desk = *viewer.desk();
  ScenarioTyping& typing = viewer.typing();
  if (desk.is_running()) {
    if (ImGui::Button(viewer.word(desk.is_cancelling() ? Word::cancelling : Word::cancel)))
      desk.cancel_run();
    ImGui::SameLine();
    char share[16];
    std::snprintf(share, sizeof share, "%.0f %%", desk.progress() * 100);
    ImGui::ProgressBar(static_cast<float>(desk.progress()), {-1, 0}, share);
    return;
  }
  const bool can =
      desk.check_state() != CheckState::faulty && desk.check_state() != CheckState::impossible;
  ImGui::BeginDisabled(!can);
  if (ImGui::Button((std::string(viewer.word(Word::run_it)) + "  F5##run").c_str())) {
    viewer.commit_typing();
    desk.run(static_cast<unsigned>(typing.replications));
  }
  ImGui::EndDisabled();
  ImGui::SameLine();
  ImGui::SetNextItemWidth(ImGui::GetFontSize() * 7);
  ImGui::InputInt("##replications", &typing.replications);
  typing.replications = std::clamp(typing.replications, 1, 1000);
  ImGui::SameLine();
  ImGui::TextUnformatted(viewer.word(Word::replications));
}

} // namespace

void draw_scenario_runs(Viewer& viewer, const Theme& t)
{
  ScenarioDesk& desk = *viewer.desk();
  draw_run_button(viewer);
  if (!desk.run_message().empty()) wrapped_text(desk.run_message(), t.warning);
  if (desk.finished().empty()) {
    if (!desk.is_running()) wrapped_text(viewer.word(Word::no_run_yet), t.faint);
    return;
  }
  plain_text(desk.finished().front().folder, t.faint);
  ImGui::SameLine();
  if (ImGui::SmallButton((std::string(viewer.word(Word::show_plan)) + "##plan").c_str()))
    viewer.show(View::plan);
  if (desk.finished().size() > 1) {
    ImGui::SameLine();
    if (ImGui::SmallButton((std::string(viewer.word(Word::show_compare)) + "##compare").c_str()))
      viewer.show(View::compare);
  }
  draw_figures(viewer, desk.figures(), t);
}

} // namespace gatetwin::viz
