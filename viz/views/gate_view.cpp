// SPDX-License-Identifier: Apache-2.0
// One transaction of a unit as a timing diagram.
#include "viz/views/views.hpp"
#include "viz/words/records.hpp"
#include "viz/words/terms.hpp"
#include "viz/words/times.hpp"
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace gatetwin::viz {
namespace {

struct Diagram {
  ImDrawList& list;
  const Theme& t;
  float x0, x1;
  std::int64_t from_ns, to_ns;
  float x(std::int64_t ns) const
  {
    const double share = static_cast<double>(ns - from_ns) / static_cast<double>(to_ns - from_ns);
    return x0 + (x1 - x0) * static_cast<float>(std::clamp(share, 0.0, 1.0));
  }
};

using Namer = std::string (*)(int, Language);
using Painter = ImU32 (*)(int, const Theme&);

void draw_lane(const Diagram& d, const char* label, const std::vector<GateSpan>& spans, float y,
               float h, Namer name, Painter color, Language language)
{
  d.list.AddText({d.x0 - ImGui::CalcTextSize(label).x - 10, y + (h - ImGui::GetFontSize()) / 2},
                 d.t.faint, label);
  d.list.AddLine({d.x0, y + h}, {d.x1, y + h}, with_alpha(d.t.border, 0.5F));
  for (const GateSpan& span : spans) {
    if (span.to_ns <= d.from_ns || span.from_ns >= d.to_ns) continue;
    const float a = d.x(span.from_ns), b = d.x(span.to_ns);
    const ImU32 fill = color(span.state, d.t);
    if (fill != 0) d.list.AddRectFilled({a, y + 2}, {std::max(b - 1, a + 1), y + h - 2}, fill, 3);
    const double length_s = static_cast<double>(span.to_ns - span.from_ns) * 1e-9;
    const std::string word = name(span.state, language);
    const std::string longer = word + "  " + span_text(length_s);
    for (const std::string& text : {longer, word}) {
      const float w = ImGui::CalcTextSize(text.c_str()).x;
      if (w + 8 > b - a || word.empty()) continue;
      d.list.AddText({a + 5, y + (h - ImGui::GetFontSize()) / 2}, d.t.text, text.c_str());
      break;
    }
  }
}

std::string state_name(int s, Language l) { return term(to_string(static_cast<GateState>(s)), l); }
ImU32 state_color(int s, const Theme& t)
{
  const auto state = static_cast<GateState>(s);
  if (is_trouble(state)) return with_alpha(t.alarm, 0.75F);
  if (state == GateState::referred || state == GateState::turning_back)
    return with_alpha(t.warning, 0.6F);
  if (state == GateState::idle || state == GateState::starting) return with_alpha(t.border, 0.4F);
  return with_alpha(t.accent, s % 2 == 0 ? 0.5F : 0.32F);
}
std::string door_name(int s, Language l) { return term(to_string(static_cast<DoorState>(s)), l); }
ImU32 door_color(int s, const Theme& t)
{
  switch (static_cast<DoorState>(s)) {
  case DoorState::open: return with_alpha(t.good, 0.7F);
  case DoorState::opening:
  case DoorState::closing: return with_alpha(t.good, 0.35F);
  case DoorState::closed: return with_alpha(t.border, 0.35F);
  default: return with_alpha(t.alarm, 0.75F);
  }
}
std::string body_name(int s, Language) { return std::to_string(s); }
ImU32 body_color(int s, const Theme& t)
{
  if (s == 0) return 0;
  return s == 1 ? with_alpha(t.accent, 0.5F) : with_alpha(t.alarm, 0.75F);
}
std::string exchange_name(int, Language) { return ""; }
ImU32 exchange_color(int s, const Theme& t)
{
  return s == 1 ? with_alpha(t.good, 0.8F) : with_alpha(t.alarm, 0.8F);
}

void draw_time_axis(const Diagram& d, float top, float bottom)
{
  const double range_s = static_cast<double>(d.to_ns - d.from_ns) * 1e-9;
  const double step = nice_step(range_s, 12);
  // Seconds since the transaction began, which is two seconds after the left edge.
  for (double s = std::ceil(-2 / step) * step; s <= range_s - 2; s += step) {
    const float x = d.x(d.from_ns + from_seconds(s + 2).ns);
    d.list.AddLine({x, top}, {x, bottom}, with_alpha(d.t.border, s == 0 ? 0.9F : 0.35F));
    char text[32];
    std::snprintf(text, sizeof text, "%g s", std::fabs(s) < step / 2 ? 0.0 : s);
    d.list.AddText({x - ImGui::CalcTextSize(text).x / 2, bottom + 4}, d.t.faint, text);
  }
}

// Each mark with a tick on the axis; texts in as many rows as there is room for.
void draw_marks(const Diagram& d, const Viewer& viewer, const Site& site, float top, float bottom)
{
  const GateTiming& timing = viewer.timing();
  const float row = ImGui::GetFontSize() * 1.35F;
  const auto rows = static_cast<std::size_t>(std::max(1.0F, (bottom - top) / row));
  std::vector<float> taken(rows, d.x0 - 1000);
  for (const GateMark& mark : timing.marks) {
    if (mark.at_ns < d.from_ns || mark.at_ns > d.to_ns) continue;
    const bool ours = mark.record.subject == timing.transaction || mark.record.subject == 0;
    if (!ours) continue;
    const float x = d.x(mark.at_ns);
    const std::string text = story_text(mark.record, site, viewer.language());
    const float w = ImGui::CalcTextSize(text.c_str()).x + 14;
    const ImU32 color = is_bad_news(mark.record) ? d.t.alarm : d.t.text;
    for (std::size_t r = 0; r < rows; ++r) {
      const float left = x + w <= d.x1 ? x : x - w; // behind its point, or before it
      if (left < taken[r]) continue;
      taken[r] = left + w + (left < x ? 4 : 0);
      const float y = top + static_cast<float>(r) * row;
      d.list.AddLine({x, top}, {x, y + row / 2}, with_alpha(color, 0.25F));
      d.list.AddCircleFilled({x, y + row / 2}, 2.5F, color);
      d.list.AddText({left + (left < x ? 8 : 6), y}, color, text.c_str());
      break;
    }
  }
}

// Each limited phase as a bar from its start, with a post where its time was up.
float draw_limits(const Diagram& d, Viewer& viewer, float top)
{
  const GateTiming& timing = viewer.timing();
  const float row = ImGui::GetFontSize() * 1.45F;
  float y = top;
  if (timing.limits.empty()) return y;
  const char* const head = viewer.word(Word::limits);
  d.list.AddText({d.x0 - ImGui::CalcTextSize(head).x - 10, y}, d.t.faint, head);
  for (const LimitSpan& limit : timing.limits) {
    const ImU32 color = !limit.broken() ? d.t.good : limit.recommended ? d.t.warning : d.t.alarm;
    const float a = d.x(limit.from_ns), b = std::max(d.x(limit.to_ns), a + 2);
    const float post = d.x(limit.limit_ns), h = row * 0.62F, middle = y + h / 2 + 2;
    d.list.AddRectFilled({a, y + 2}, {b, y + 2 + h}, with_alpha(color, 0.55F), 2);
    d.list.AddLine({b, middle}, {std::max(b, post), middle}, with_alpha(color, 0.6F));
    d.list.AddLine({post, y}, {post, y + h + 4}, color, 2.5F);
    const auto seconds_of = [](std::int64_t ns) {
      char text[24];
      std::snprintf(text, sizeof text, "%.3g s", static_cast<double>(ns) * 1e-9);
      return std::string(text);
    };
    const std::string text =
        (limit.broken() ? "! " : "") + limit.name + "  " + seconds_of(limit.to_ns - limit.from_ns) +
        (limit.broken() ? " > " : " / ") + seconds_of(limit.limit_ns - limit.from_ns);
    const float w = ImGui::CalcTextSize(text.c_str()).x;
    const float right = std::max(b, post) + 8;
    // Behind it, in front of it, or where neither has room: in it.
    const bool behind = right + w<d.x1, before = a - w - 8> d.x0;
    const float x = behind ? right : before ? a - w - 8 : a + 6;
    d.list.AddText({x, y}, limit.broken() && (behind || before) ? color : d.t.text, text.c_str());
    if (ImGui::IsMouseHoveringRect({a, y}, {right + w, y + row}) && !limit.title.empty())
      ImGui::SetTooltip("%s", limit.title.c_str());
    y += row;
  }
  return y;
}

} // namespace

void draw_gate(Viewer& viewer, const Theme& t, Rect rect)
{
  ImGui::SetCursorScreenPos({rect.at.x + 4, rect.at.y});
  if (!viewer.unit()) {
    ImGui::TextUnformatted(viewer.word(Word::click_a_gate));
    return;
  }
  const Site& site = viewer.run(0).timeline->site();
  const GateTiming& timing = viewer.timing();
  const SiteUnit& unit = site.units[*viewer.unit()];
  std::string head = site.stations[unit.station].name + "  " + unit.name + "   ";
  head += timing.transaction == 0 ? std::string(viewer.word(Word::no_transaction))
                                  : viewer.word(Word::transaction) + std::string(" ") +
                                        std::to_string(timing.transaction & 0xFF'FFFF'FFFFULL) +
                                        "   " + clock_text(site, timing.from_ns + seconds(2).ns);
  ImGui::TextUnformatted(head.c_str());
  const float label = ImGui::CalcTextSize(viewer.word(Word::bodies)).x + 24;
  if (rect.size.x < label + 80 || timing.to_ns <= timing.from_ns) return;
  const Diagram d{*ImGui::GetWindowDrawList(),
                  t,
                  rect.at.x + label,
                  rect.at.x + rect.size.x - 12,
                  timing.from_ns,
                  timing.to_ns};
  const float line = ImGui::GetFontSize() * 2, top = rect.at.y + line * 1.2F;
  draw_time_axis(d, top, top + line * 5.4F);
  const auto lane = [&](int number, Word lane_name, const std::vector<GateSpan>& spans, Namer name,
                        Painter color) {
    draw_lane(d, viewer.word(lane_name), spans, top + line * 1.1F * static_cast<float>(number),
              line, name, color, viewer.language());
  };
  lane(0, Word::state, timing.states, state_name, state_color);
  lane(1, Word::entry_door, timing.entry, door_name, door_color);
  lane(2, Word::exit_door, timing.exit, door_name, door_color);
  lane(3, Word::bodies, timing.bodies, body_name, body_color);
  lane(4, Word::registry, timing.registry, exchange_name, exchange_color);
  const float below = draw_limits(d, viewer, top + line * 6.4F);
  draw_marks(d, viewer, site, below + (timing.limits.empty() ? 0 : line * 0.3F),
             rect.at.y + rect.size.y);
  const float now = d.x(viewer.now_ns());
  d.list.AddLine({now, top}, {now, top + line * 5.4F}, t.cursor, 2);
}

} // namespace gatetwin::viz
