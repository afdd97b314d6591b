// SPDX-License-Identifier: Apache-2.0
#include "viz/viewer/viewer.hpp"
#include <algorithm>
#include <array>

namespace gatetwin::viz {
namespace {

constexpr std::array<const char*, view_count> view_names{"plan", "plots",   "centre",  "story",
                                                         "gate", "compare", "scenario"};
constexpr std::array<double, 13> speeds{1,   2,   5,    10,   20,   60,    100,
                                        200, 500, 1000, 2000, 5000, 10'000};

// The file's; runs in folders of their own are all called the same, and get their folder's, too.
std::string short_name(const std::string& path)
{
  const std::size_t slash = path.find_last_of('/');
  if (slash == std::string::npos || path.substr(slash) != "/run.gtj") return path.substr(slash + 1);
  return path.substr(path.find_last_of('/', slash == 0 ? 0 : slash - 1) + 1);
}

} // namespace

std::optional<View> parse_view(std::string_view name)
{
  for (std::size_t i = 0; i < view_names.size(); ++i) {
    if (name == view_names[i]) return static_cast<View>(i);
  }
  return std::nullopt;
}

const char* to_string(View view) { return view_names[static_cast<std::size_t>(view)]; }

Run::Run(std::unique_ptr<Timeline> from, const std::string& path)
    : timeline(std::move(from)), name(short_name(path)), plan(lay_out(timeline->site())),
      maker(timeline->site(), plan)
{
}

Viewer::Viewer(std::unique_ptr<Run> run)
{
  if (run) m_runs.push_back(std::move(run));
}

void Viewer::add_second(std::unique_ptr<Run> run) { m_runs.push_back(std::move(run)); }

void Viewer::set_limits(LimitSet limits)
{
  m_limits = std::move(limits);
  m_timing_at_ns.reset();
}

void Viewer::set_desk(std::unique_ptr<ScenarioDesk> desk) { m_desk = std::move(desk); }

void Viewer::show_finished_runs()
{
  if (!m_desk || m_desk->finished_count() == m_shown_runs) return;
  m_shown_runs = m_desk->finished_count();
  std::vector<std::unique_ptr<Run>> runs;
  for (const FinishedRun& finished : m_desk->finished()) {
    std::string error;
    auto timeline = Timeline::open(finished.journal, false, error);
    if (!timeline) continue;
    runs.push_back(std::make_unique<Run>(std::move(timeline), finished.folder));
    runs.back()->results = finished.results;
  }
  if (runs.empty()) return;
  m_runs = std::move(runs);
  m_traveller.reset();
  m_story.clear();
  m_unit.reset();
  m_timing = {};
  m_camera = {};
  m_now_ns = 0; // until what follows has been read
  m_playing = false;
}

void Viewer::commit_typing()
{
  if (m_desk && !m_typing.path.empty()) m_desk->set_value(m_typing.path, m_typing.text);
  m_typing.path.clear();
}

bool Viewer::may_close()
{
  commit_typing();
  if (m_may_close || !m_desk || !m_desk->has_unsaved()) return true;
  m_typing.asks_to_close = true;
  return false;
}

void Viewer::keep_unsaved()
{
  if (!m_desk || m_may_close) return;
  commit_typing();
  m_desk->keep_unsaved_copy();
}

void Viewer::settle()
{
  if (!m_desk) return;
  m_desk->settle();
  show_finished_runs();
}

std::int64_t Viewer::end_ns() const
{
  std::int64_t end = 0;
  for (const auto& run : m_runs) end = std::max(end, run->timeline->end_ns());
  return end;
}

double Viewer::speed() const { return speeds[m_speed]; }

void Viewer::play_at(double speed)
{
  m_playing = true;
  m_speed = static_cast<std::size_t>(std::lower_bound(speeds.begin(), speeds.end() - 1, speed) -
                                     speeds.begin());
}

const HallState& Viewer::state(std::size_t run)
{
  return m_runs[run]->timeline->state_at(m_now_ns);
}

void Viewer::advance(double elapsed_s, std::size_t records)
{
  if (m_desk) m_desk->advance(elapsed_s);
  show_finished_runs();
  for (const auto& run : m_runs) run->timeline->read_on(records);
  if (m_runs.empty()) return;
  if (m_live) {
    m_now_ns = end_ns();
    return;
  }
  if (!m_playing || !(elapsed_s > 0)) return;
  const double step = std::min(elapsed_s, 0.25) * speed() * 1e9 + m_left_over_ns;
  const auto whole = static_cast<std::int64_t>(step);
  m_left_over_ns = step - static_cast<double>(whole);
  m_now_ns = std::min(m_now_ns + whole, end_ns());
  if (m_now_ns == end_ns() && m_runs.front()->timeline->status() == TimelineStatus::whole) {
    m_playing = false;
  }
}

void Viewer::read_everything()
{
  for (const auto& run : m_runs) {
    while (run->timeline->read_on(1'000'000) == TimelineStatus::reading) {
    }
  }
}

void Viewer::go_to(std::int64_t time_ns)
{
  m_live = false;
  m_now_ns = std::clamp<std::int64_t>(time_ns, 0, end_ns());
}

void Viewer::show(View view)
{
  if (view == View::compare && m_runs.size() < 2) return;
  if (view == View::scenario ? !m_desk : m_runs.empty()) return;
  m_view = view;
}

void Viewer::press(Key key)
{
  const auto step = [&](auto to) {
    if (!m_runs.empty()) go_to((m_runs.front()->timeline.get()->*to)(m_now_ns));
  };
  switch (key) {
  case Key::play_or_pause:
    m_playing = !m_playing;
    m_live = false;
    break;
  case Key::faster: m_speed = std::min(m_speed + 1, speeds.size() - 1); break;
  case Key::slower: m_speed -= m_speed > 0 ? 1 : 0; break;
  case Key::step_forward: step(&Timeline::next_event_ns); break;
  case Key::step_back: step(&Timeline::previous_event_ns); break;
  case Key::page_forward: go_to(m_now_ns + minutes(10).ns); break;
  case Key::page_back: go_to(m_now_ns - minutes(10).ns); break;
  case Key::to_start: go_to(0); break;
  case Key::to_end: go_to(end_ns()); break;
  case Key::next_heat: m_heat = static_cast<Heat>((static_cast<int>(m_heat) + 1) % 3); break;
  case Key::next_language:
    m_language = m_language == Language::english ? Language::vietnamese : Language::english;
    break;
  case Key::next_theme: m_dark = !m_dark; break;
  case Key::whole_plan: m_camera = {}; break;
  }
}

void Viewer::select_traveller(std::uint64_t number)
{
  m_traveller = number;
  const Person* person = state(0).find(number);
  m_traveller_arrived_ns = person == nullptr ? 0 : person->arrived_ns;
  m_story = story_of(*m_runs.front()->timeline, number, m_traveller_arrived_ns,
                     std::max(m_now_ns, m_traveller_arrived_ns) + hours(12).ns);
}

void Viewer::select_unit(std::uint32_t unit)
{
  if (unit >= m_runs.front()->timeline->site().units.size()) return;
  m_unit = unit;
  m_timing_at_ns.reset();
}

void Viewer::select_checkpoint(std::uint32_t checkpoint)
{
  const FloorPlan& plan = m_runs.front()->plan;
  if (checkpoint >= plan.checkpoints.size()) return;
  const Box& box = plan.checkpoints[checkpoint];
  m_camera.middle = box.middle();
  m_camera.zoom =
      std::clamp(std::min(plan.all.w / std::max(1.0F, box.w), plan.all.h / std::max(1.0F, box.h)),
                 1.0F, 40.0F);
  m_view = View::plan;
}

void Viewer::click(Point at, float reach)
{
  Run& run = *m_runs.front();
  const std::uint32_t slot = slot_near(run.picture, at, reach);
  if (slot != nobody && slot < state(0).slots().size()) {
    select_traveller(state(0).slots()[slot].number);
    m_view = View::story;
    return;
  }
  for (std::uint32_t s = 0; s < run.plan.stations.size(); ++s) {
    const auto& units = run.plan.stations[s].units;
    for (std::uint32_t u = 0; u < units.size(); ++u) {
      if (!units[u].contains(at)) continue;
      select_unit(run.timeline->site().stations[s].first_unit + u);
      m_view = View::gate;
      return;
    }
  }
}

void Viewer::prepare()
{
  if (m_runs.empty()) {
    m_view = View::scenario;
    return;
  }
  for (const auto& run : m_runs) {
    run->maker.make(run->timeline->state_at(m_now_ns), m_now_ns, m_heat, run->picture);
  }
  if (m_view == View::story && !m_traveller) {
    // Whoever stands at a unit is worth a look.
    const HallState& now = state(0);
    for (const Person& person : now.slots()) {
      if (person.phase != Phase::being_served) continue;
      select_traveller(person.number);
      break;
    }
  }
  if (m_view != View::gate) return;
  if (!m_unit) {
    const auto& units = state(0).units();
    for (std::uint32_t u = 0; u < units.size() && !m_unit; ++u) {
      if (units[u].has_gate && units[u].state == journal::UnitState::busy) select_unit(u);
    }
    if (!m_unit && !units.empty()) select_unit(0);
  }
  if (m_unit && m_timing_at_ns != m_now_ns) {
    m_timing = timing_of(*m_runs.front()->timeline, *m_unit, m_now_ns, m_limits);
    m_timing_at_ns = m_now_ns;
  }
}

} // namespace gatetwin::viz
