// SPDX-License-Identifier: Apache-2.0
#include "viz/draw/fonts.hpp"
#include "viz/views/views.hpp"
#include "viz/words/times.hpp"
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace gatetwin::viz {
namespace {

struct Brush {
  ImDrawList& list;
  const Theme& t;
  PlanScale scale;
  float font; // of titles, in pixels

  void box(const Box& b, ImU32 fill, ImU32 border, float rounding) const
  {
    const ImVec2 a = scale.to_screen({b.x, b.y}), z = scale.to_screen({b.x + b.w, b.y + b.h});
    list.AddRectFilled(a, z, fill, rounding);
    if (border != 0) list.AddRect(a, z, border, rounding);
  }
  bool fits(float width, const std::string& text, float size) const
  {
    return ImGui::GetFont()->CalcTextSizeA(size, FLT_MAX, 0, text.c_str()).x <=
           width * scale.factor + 1;
  }
  // Smaller where that makes it fit, and then cut; nothing where it would be too small to read.
  void text(Point at, float width, ImU32 color, float size, const std::string& text) const
  {
    const float wide = ImGui::GetFont()->CalcTextSizeA(size, FLT_MAX, 0, text.c_str()).x;
    const float room = width * scale.factor;
    if (wide > room) size = std::max(size * room / wide, std::min(size, 8.0F));
    if (size < 7) return;
    const ImVec2 p = scale.to_screen(at);
    const bool cut = !fits(width, text, size);
    if (cut) list.PushClipRect({p.x, p.y - 2}, {p.x + room, p.y + size * 1.4F}, true);
    list.AddText(ImGui::GetFont(), size, p, color, text.c_str());
    if (cut) list.PopClipRect();
  }
};

void draw_passages(const Site& site, const FloorPlan& plan, const Brush& brush)
{
  for (const SitePassage& p : site.passages) {
    const bool forward = plan.areas[p.from].x <= plan.areas[p.to].x;
    const std::uint32_t left = forward ? p.from : p.to, right = forward ? p.to : p.from;
    const Box &a = plan.areas[left], &b = plan.areas[right];
    if (a.x + a.w > b.x) { // of another row, as across the border
      const Point leave = plan.way_out[p.from], arrive = plan.way_in[p.to];
      brush.list.AddLine(brush.scale.to_screen({leave.x - 2, leave.y}),
                         brush.scale.to_screen({arrive.x + 2, arrive.y}), brush.t.area,
                         2.2F * brush.scale.factor);
      continue;
    }
    const ImVec2 from = brush.scale.to_screen({a.x + a.w, b.y + b.h / 2});
    const ImVec2 to = brush.scale.to_screen({b.x, b.y + b.h / 2});
    brush.list.AddRectFilled({from.x, from.y - 2.2F * brush.scale.factor},
                             {to.x, to.y + 2.2F * brush.scale.factor}, brush.t.area);
    const float size = std::min(brush.font, 2.0F * brush.scale.factor);
    brush.text({a.x + a.w + 0.6F, b.y + b.h / 2 + 2.4F}, b.x - a.x - a.w, brush.t.faint, size,
               std::to_string(static_cast<int>(p.distance_m + 0.5)) + " m");
  }
}

void draw_unit(const Site& site, std::uint32_t number, const UnitNow& unit, const Box& box,
               const Brush& brush)
{
  const UnitLook look = look_of(unit);
  brush.box(box, look_color(look, brush.t), look == UnitLook::alarm ? brush.t.text : 0, 2);
  const float h = box.h * brush.scale.factor;
  if (site.stations[site.units[number].station].kind == StationKind::e_gate && h > 4) {
    // Two doors: shut is a bar across, open a gap.
    for (const bool exit : {false, true}) {
      const bool open =
          exit ? unit.gate == GateState::exit_open
               : unit.gate == GateState::entry_open || unit.gate == GateState::turning_back;
      const float x = exit ? box.x + box.w : box.x;
      const ImVec2 a = brush.scale.to_screen({x, box.y});
      const ImVec2 b = brush.scale.to_screen({x, box.y + box.h});
      if (!open) brush.list.AddLine(a, b, brush.t.text, std::max(1.5F, 0.16F * brush.scale.factor));
    }
  }
  const char* sign = look_sign(look);
  if (sign[0] == 0 || h < 8) return;
  const float size = std::min(h, 22.0F);
  const ImVec2 extent = ImGui::GetFont()->CalcTextSizeA(size, FLT_MAX, 0, sign);
  const ImVec2 m = brush.scale.to_screen(box.middle());
  brush.list.AddText(ImGui::GetFont(), size, {m.x - extent.x / 2, m.y - extent.y / 2},
                     look == UnitLook::closed ? brush.t.faint : brush.t.text, sign);
}

std::string station_head(Viewer& viewer, const SiteStation& station, const StationNow& now,
                         std::int64_t longest_ns)
{
  std::string text = station.name;
  text += "   " + std::to_string(now.waiting) + " " + viewer.word(Word::waiting);
  if (now.waiting > 0) text += ", " + span_text(static_cast<double>(longest_ns) * 1e-9);
  if (now.link_down) text += std::string("   ") + viewer.word(Word::link_down);
  return text;
}

// Around the checkpoint that it concerns.
void draw_emergencies(const Viewer& viewer, const Run& run, const HallState& state,
                      const Brush& brush)
{
  for (std::uint32_t c = 0; c < run.plan.checkpoints.size(); ++c) {
    if (!state.emergency(c)) continue;
    const Box& box = run.plan.checkpoints[c];
    brush.box(box, 0, brush.t.alarm, 4);
    brush.text({box.x + box.w / 2, box.y}, box.w / 2, brush.t.alarm, brush.font * 2,
               viewer.word(Word::emergency));
  }
}

void draw_rooms(Viewer& viewer, Run& run, const HallState& state, const Brush& brush)
{
  const Site& site = run.timeline->site();
  const float f = brush.scale.factor;
  // On a small screen as much as a title's room holds.
  const float head = std::min(brush.font, std::max(1.45F * f, std::min(title_height * f, 9.0F)));
  for (std::uint32_t c = 0; c < site.checkpoints.size() && site.checkpoints.size() > 1; ++c) {
    const Box& box = run.plan.checkpoints[c];
    brush.text({box.x, box.y}, box.w, brush.t.text,
               std::min(brush.font * 1.25F, std::max(1.6F * f, std::min(2 * f, 9.0F))),
               site.checkpoints[c]);
  }
  draw_passages(site, run.plan, brush);
  for (std::uint32_t a = 0; a < site.areas.size(); ++a) {
    const Box& box = run.plan.areas[a];
    brush.box(box, brush.t.area, brush.t.border, 4);
    brush.text({box.x + 0.6F, box.y + 0.25F}, box.w - 1, brush.t.faint, head, site.areas[a].name);
  }
  for (std::uint32_t s = 0; s < site.stations.size(); ++s) {
    const StationPlace& place = run.plan.stations[s];
    const StationNow& now = state.stations()[s];
    brush.box(place.all, brush.t.station, 0, 3);
    brush.box(place.line, brush.t.line, 0, 0);
    const std::int64_t longest = state.longest_wait_ns(s, viewer.now_ns());
    const bool bad = now.link_down || now.alarms > 0;
    std::string title = station_head(viewer, site.stations[s], now, longest);
    if (!brush.fits(place.all.w - 0.6F, title, std::min(head, 8.0F)))
      title = site.stations[s].name + "   " + std::to_string(now.waiting);
    brush.text({place.all.x + 0.4F, place.all.y + 0.2F}, place.all.w - 0.6F,
               bad ? brush.t.alarm : brush.t.text, head, title);
    for (std::uint32_t u = 0; u < place.units.size(); ++u) {
      const std::uint32_t number = site.stations[s].first_unit + u;
      draw_unit(site, number, state.units()[number], place.units[u], brush);
    }
  }
}

// Two persons on a square metre stand close; a quarter of an hour is a long wait.
constexpr float most_persons = 8, cell_m2 = HeatGrid::cell * HeatGrid::cell, longest_wait_s = 900;

float heat_alpha(float share) { return 0.35F + 0.5F * share; }

void draw_heat(const Picture& picture, Heat heat, const Brush& brush)
{
  const HeatGrid& grid = picture.heat;
  const float most = heat == Heat::density ? most_persons : longest_wait_s;
  for (std::size_t y = 0; y < grid.rows; ++y) {
    for (std::size_t x = 0; x < grid.columns; ++x) {
      const float value = grid.value[y * grid.columns + x];
      if (!(value > 0)) continue;
      const float share = std::sqrt(std::min(1.0F, value / most));
      brush.box({static_cast<float>(x) * HeatGrid::cell, static_cast<float>(y) * HeatGrid::cell,
                 HeatGrid::cell, HeatGrid::cell},
                heat_color(share, heat_alpha(share)), 0, 0);
    }
  }
}

void draw_people(const Picture& picture, std::uint32_t marked, const Brush& brush)
{
  const Stamps& stamp = stamps();
  ImDrawList& list = brush.list;
  // In portions: an index has 16 bits, and room is kept for all at once.
  constexpr std::size_t portion = 4000;
  for (std::size_t from = 0; from < picture.dots.size(); from += portion) {
    const std::size_t to = std::min(picture.dots.size(), from + portion);
    const auto count = static_cast<int>(to - from);
    list.PrimReserve(count * 6, count * 4);
    for (std::size_t i = from; i < to; ++i) {
      const Dot& dot = picture.dots[i];
      const ImVec2 p = brush.scale.to_screen(dot.at);
      const float r = std::max(1.0F, dot.radius * brush.scale.factor);
      const Stamp& s = dot.phase == Phase::walking && r > 2 ? stamp.ring : stamp.disc;
      list.PrimRectUV({p.x - r, p.y - r}, {p.x + r, p.y + r}, s.from, s.to,
                      class_color(dot.traveller_class, brush.t));
    }
  }
  for (const Dot& dot : picture.dots) {
    const bool is_marked = marked != nobody && dot.slot == marked;
    if (dot.phase != Phase::being_served && !is_marked) continue;
    const float r = dot.radius * brush.scale.factor;
    if (is_marked) {
      list.AddCircle(brush.scale.to_screen(dot.at), r + 4, brush.t.text, 0, 2);
    } else if (r > 3) {
      list.AddCircle(brush.scale.to_screen(dot.at), r, brush.t.text, 0, 1.2F);
    }
  }
}

// Square, so that nobody takes them for travellers.
void draw_officer(ImDrawList& list, const Theme& t, ImVec2 p, float r, bool called)
{
  const ImU32 fill = called ? t.warning : t.text;
  list.AddQuadFilled({p.x, p.y - r}, {p.x + r, p.y}, {p.x, p.y + r}, {p.x - r, p.y}, fill);
  list.AddQuad({p.x, p.y - r}, {p.x + r, p.y}, {p.x, p.y + r}, {p.x - r, p.y}, t.background, 1);
}

void draw_officers(const Picture& picture, const Brush& brush)
{
  for (const OfficerDot& officer : picture.officers) {
    const float r = 0.42F * brush.scale.factor;
    if (r < 2) continue;
    draw_officer(brush.list, brush.t, brush.scale.to_screen(officer.at), r, officer.is_called);
  }
}

void steer(Viewer& viewer, const Run& run, const PlanScale& scale)
{
  const ImGuiIO& io = ImGui::GetIO();
  if (!ImGui::IsItemHovered()) return;
  Camera& camera = viewer.camera();
  const Point under = scale.to_plan(io.MousePos);
  if (camera.zoom <= 1) camera.middle = run.plan.all.middle();
  if (io.MouseWheel != 0) {
    const float before = camera.zoom;
    camera.zoom = std::clamp(camera.zoom * std::pow(1.2F, io.MouseWheel), 1.0F, 60.0F);
    const float keep = before / camera.zoom;
    camera.middle = {under.x + (camera.middle.x - under.x) * keep,
                     under.y + (camera.middle.y - under.y) * keep};
  }
  if (ImGui::IsMouseDragging(0, 3)) {
    camera.middle.x -= io.MouseDelta.x / scale.factor;
    camera.middle.y -= io.MouseDelta.y / scale.factor;
  }
  if (ImGui::IsMouseReleased(0) && io.MouseDragMaxDistanceSqr[0] < 9) {
    viewer.click(under, 6 / scale.factor + 0.3F);
  }
}

} // namespace

PlanScale scale_of(const FloorPlan& plan, const Camera& camera, Rect rect)
{
  const float w = plan.all.w + 2, h = plan.all.h + 2;
  PlanScale scale;
  scale.factor = std::max(0.01F, std::min(rect.size.x / w, rect.size.y / h)) * camera.zoom;
  const Point middle = camera.zoom <= 1 ? plan.all.middle() : camera.middle;
  scale.origin = {rect.at.x + rect.size.x / 2 - middle.x * scale.factor,
                  rect.at.y + rect.size.y / 2 - middle.y * scale.factor};
  return scale;
}

void draw_plan(Viewer& viewer, std::size_t number, const Theme& t, Rect rect)
{
  if (rect.size.x < 8 || rect.size.y < 8) return;
  Run& run = viewer.run(number);
  const HallState& state = viewer.state(number);
  const PlanScale scale = scale_of(run.plan, viewer.camera(), rect);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImGui::SetCursorScreenPos(rect.at);
  ImGui::InvisibleButton(number == 0 ? "plan" : "plan2", rect.size);
  list.PushClipRect(rect.at, {rect.at.x + rect.size.x, rect.at.y + rect.size.y}, true);
  const Brush brush{list, t, scale, ImGui::GetFontSize()};
  draw_rooms(viewer, run, state, brush);
  if (viewer.heat() != Heat::none) draw_heat(run.picture, viewer.heat(), brush);
  std::uint32_t marked = nobody;
  if (number == 0 && viewer.traveller()) {
    if (const Person* person = state.find(*viewer.traveller())) {
      marked = static_cast<std::uint32_t>(person - state.slots().data());
    }
  }
  draw_people(run.picture, marked, brush);
  draw_officers(run.picture, brush);
  draw_emergencies(viewer, run, state, brush);
  list.PopClipRect();
  if (number == 0) steer(viewer, run, scale);
}

namespace {

// Lays out the legend's entries, and draws them if there is a list.
struct LegendPen {
  ImVec2 at;
  float x = 0, y = 0, width = 0, line = 0;
  ImDrawList* list = nullptr;
  const Theme* t = nullptr;

  // Room for one entry: where its sign goes.
  ImVec2 next(const std::string& text)
  {
    const float w = ImGui::CalcTextSize(text.c_str()).x + line + 14;
    if (x > 0 && x + w > width) {
      x = 0;
      y += line;
    }
    const ImVec2 sign{at.x + x + line * 0.4F, at.y + y + line * 0.5F};
    if (list != nullptr) {
      list->AddText({at.x + x + line * 0.85F, at.y + y + (line - ImGui::GetFontSize()) / 2},
                    t->text, text.c_str());
    }
    x += w;
    return sign;
  }
};

void write_legend(Viewer& viewer, std::size_t run, LegendPen& pen)
{
  const Site& site = viewer.run(run).timeline->site();
  const float r = pen.line * 0.26F;
  for (std::size_t c = 0; c < site.classes.size() && c < 12; ++c) {
    const ImVec2 p = pen.next(site.classes[c]);
    if (pen.list != nullptr) pen.list->AddCircleFilled(p, r, class_color(c, *pen.t));
  }
  const Word phases[] = {Word::walking, Word::waiting, Word::being_served};
  for (std::size_t i = 0; i < 3; ++i) {
    const ImVec2 p = pen.next(viewer.word(phases[i]));
    if (pen.list == nullptr) continue;
    if (i == 0) pen.list->AddCircle(p, r * 0.85F, pen.t->faint, 0, r * 0.5F);
    if (i > 0) pen.list->AddCircleFilled(p, r, pen.t->faint);
    if (i == 2) pen.list->AddCircle(p, r, pen.t->text, 0, 1.5F);
  }
  const ImVec2 officer = pen.next(viewer.word(Word::officer));
  if (pen.list != nullptr) draw_officer(*pen.list, *pen.t, officer, r * 1.1F, false);
  for (std::size_t i = 0; i < unit_look_count; ++i) {
    const auto look = static_cast<UnitLook>(i);
    const ImVec2 p = pen.next(viewer.word(look_word(look)));
    if (pen.list == nullptr) continue;
    const float w = pen.line * 0.34F;
    pen.list->AddRectFilled({p.x - w, p.y - r}, {p.x + w, p.y + r}, look_color(look, *pen.t), 2);
    const char* sign = look_sign(look);
    const ImVec2 extent = ImGui::CalcTextSize(sign);
    pen.list->AddText({p.x - extent.x / 2, p.y - extent.y / 2}, pen.t->text, sign);
  }
}

// What the colours of the heat layer stand for; they go by the root of the value.
void write_heat_legend(const Viewer& viewer, LegendPen& pen)
{
  if (viewer.heat() == Heat::none) return;
  for (const float share : {0.25F, 0.5F, 0.75F, 1.0F}) {
    const float part = share * share;
    std::string text = share == 1 ? "> " : "";
    if (viewer.heat() == Heat::density) {
      char number[32];
      std::snprintf(number, sizeof number, "%.2g/m\xC2\xB2", part * most_persons / cell_m2);
      text += number;
    } else {
      text += span_text(part * longest_wait_s);
    }
    const ImVec2 p = pen.next(text);
    if (pen.list == nullptr) continue;
    const float w = pen.line * 0.34F;
    pen.list->AddRectFilled({p.x - w, p.y - w}, {p.x + w, p.y + w},
                            heat_color(share, heat_alpha(share)));
  }
}

} // namespace

float legend_height(Viewer& viewer, std::size_t run, float width)
{
  LegendPen pen;
  pen.width = width;
  pen.line = ImGui::GetFontSize() * 1.5F;
  write_legend(viewer, run, pen);
  write_heat_legend(viewer, pen);
  return pen.y + pen.line;
}

void draw_legend(Viewer& viewer, std::size_t run, const Theme& t, Rect rect)
{
  LegendPen pen;
  pen.at = rect.at;
  pen.width = rect.size.x;
  pen.line = ImGui::GetFontSize() * 1.5F;
  pen.list = ImGui::GetWindowDrawList();
  pen.t = &t;
  write_legend(viewer, run, pen);
  write_heat_legend(viewer, pen);
}

} // namespace gatetwin::viz
