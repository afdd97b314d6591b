// SPDX-License-Identifier: Apache-2.0
// The command centre: every checkpoint with its stations, whoever waits longest first.
#include "viz/views/views.hpp"
#include "viz/words/times.hpp"
#include <algorithm>
#include <array>
#include <numeric>

namespace gatetwin::viz {
namespace {

struct Row {
  std::uint32_t station = 0;
  std::int64_t longest_ns = 0;
};

// Alarms and lost lines come before any wait.
bool worse(const HallState& state, const Row& a, const Row& b)
{
  const StationNow &x = state.stations()[a.station], &y = state.stations()[b.station];
  const auto trouble = [](const StationNow& s) { return s.alarms > 0 || s.link_down; };
  if (trouble(x) != trouble(y)) return trouble(x);
  if (a.longest_ns != b.longest_ns) return a.longest_ns > b.longest_ns;
  return x.waiting > y.waiting;
}

void cell_text(const std::string& text) { ImGui::TextUnformatted(text.c_str()); }

void draw_row(Viewer& viewer, const HallState& state, const Row& row, const Theme& t, float line)
{
  const Timeline& timeline = *viewer.run(0).timeline;
  const SiteStation& station = timeline.site().stations[row.station];
  const StationNow& now = state.stations()[row.station];
  ImGui::TableNextRow(0, line);
  ImGui::TableNextColumn();
  ImGui::AlignTextToFramePadding();
  const std::string id =
      timeline.site().checkpoints[station.checkpoint] + "##" + std::to_string(row.station);
  if (ImGui::Selectable(id.c_str(), false, ImGuiSelectableFlags_SpanAllColumns)) {
    viewer.select_checkpoint(station.checkpoint);
  }
  ImGui::TableNextColumn();
  cell_text(station.name);
  ImGui::TableNextColumn();
  cell_text(std::to_string(now.waiting));
  ImGui::TableNextColumn();
  const double longest_s = static_cast<double>(row.longest_ns) * 1e-9;
  const ImU32 color = longest_s > 900 ? t.alarm : longest_s > 300 ? t.warning : t.text;
  ImGui::TextColored(ImGui::ColorConvertU32ToFloat4(color), "%s",
                     now.waiting == 0 ? "-" : span_text(longest_s).c_str());
  ImGui::TableNextColumn();
  cell_text(std::to_string(now.in_service) + " / " + std::to_string(station.units));
  ImGui::TableNextColumn();
  cell_text(std::to_string(now.served));
  ImGui::TableNextColumn();
  if (now.alarms > 0) {
    ImGui::TextColored(ImGui::ColorConvertU32ToFloat4(t.alarm), "! %u", now.alarms);
  } else if (now.link_down) {
    ImGui::TextColored(ImGui::ColorConvertU32ToFloat4(t.alarm), "%s", viewer.word(Word::link_down));
  } else {
    cell_text("-");
  }
  ImGui::TableNextColumn();
  const Series& series = timeline.series();
  const std::size_t lane = row.station + std::size_t{1};
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const PlotLine spark{"", t.accent, [&series, lane](std::size_t b, std::size_t n) {
                         return series.value(Figure::queue, lane, b, n);
                       }};
  const ImVec2 size{std::max(10.0F, ImGui::GetContentRegionAvail().x - 4), line - 6};
  draw_sparkline(spark, series.buckets(), series.largest(Figure::queue, lane), t, at, size);
  const double share =
      static_cast<double>(viewer.now_ns()) /
      (static_cast<double>(series.buckets()) * static_cast<double>(series.bucket_ns()));
  const float x = at.x + size.x * static_cast<float>(std::clamp(share, 0.0, 1.0));
  ImGui::GetWindowDrawList()->AddLine({x, at.y}, {x, at.y + size.y}, t.cursor, 1.5F);
}

// Of what can stand in them, so that nothing is cut; the line over time takes the rest.
std::array<float, 7> column_widths(Viewer& viewer)
{
  const Site& site = viewer.run(0).timeline->site();
  const auto width = [](const std::string& text) { return ImGui::CalcTextSize(text.c_str()).x; };
  std::array<float, 7> widths{0,
                              0,
                              width("00000"),
                              width("00:00 min"),
                              width("000 / 000"),
                              width("000000"),
                              width("! 0000")};
  const auto& stations = viewer.state(0).stations();
  if (std::any_of(stations.begin(), stations.end(),
                  [](const StationNow& now) { return now.link_down; }))
    widths[6] = std::max(widths[6], width(viewer.word(Word::link_down)));
  for (const std::string& name : site.checkpoints) widths[0] = std::max(widths[0], width(name));
  for (const SiteStation& station : site.stations)
    widths[1] = std::max(widths[1], width(station.name));
  return widths;
}

} // namespace

void draw_centre(Viewer& viewer, const Theme& t, Rect rect)
{
  const HallState& state = viewer.state(0);
  std::vector<Row> rows;
  for (std::uint32_t s = 0; s < state.stations().size(); ++s) {
    rows.push_back({s, state.longest_wait_ns(s, viewer.now_ns())});
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [&](const Row& a, const Row& b) { return worse(state, a, b); });
  ImGui::SetCursorScreenPos(rect.at);
  constexpr auto flags = ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH |
                         ImGuiTableFlags_ScrollY | ImGuiTableFlags_SizingFixedFit;
  if (!ImGui::BeginTable("centre", 8, flags, rect.size)) return;
  const Word heads[] = {Word::checkpoint, Word::station, Word::queue,  Word::longest_wait,
                        Word::in_service, Word::served,  Word::alarms, Word::queue_over_time};
  const std::array<float, 7> widths = column_widths(viewer);
  for (std::size_t i = 0; i < 7; ++i) {
    const float head = ImGui::CalcTextSize(viewer.word(heads[i])).x;
    ImGui::TableSetupColumn(viewer.word(heads[i]), ImGuiTableColumnFlags_WidthFixed,
                            std::max(head, widths[i]));
  }
  ImGui::TableSetupColumn(viewer.word(heads[7]), ImGuiTableColumnFlags_WidthStretch);
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableHeadersRow();
  for (const Row& row : rows) draw_row(viewer, state, row, t, ImGui::GetFontSize() * 1.9F);
  ImGui::EndTable();
}

} // namespace gatetwin::viz
