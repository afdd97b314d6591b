// SPDX-License-Identifier: Apache-2.0
// All that the viewer knows besides the journals: which moment and which view is shown, what is
// selected, the language. Views draw it; keys and clicks change it through here, so that a test can
// drive it without a window. With two journals, both are shown at the same run time.
#pragma once
#include "sim/results/run_results.hpp"
#include "viz/desk/scenario_desk.hpp"
#include "viz/plan/floor_plan.hpp"
#include "viz/plan/picture.hpp"
#include "viz/plan/story.hpp"
#include "viz/timeline/timeline.hpp"
#include "viz/viewer/comparison.hpp"
#include "viz/words/words.hpp"
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin::viz {

enum class View : std::uint8_t { plan, plots, centre, story, gate, compare, scenario };
std::optional<View> parse_view(std::string_view name);
const char* to_string(View view);
constexpr std::size_t view_count = 7;

enum class Key : std::uint8_t {
  play_or_pause,
  faster,
  slower,
  step_forward,
  step_back,
  page_forward, // 10 minutes
  page_back,
  to_start,
  to_end,
  next_heat,
  next_language,
  next_theme,
  whole_plan // undo zooming
};

// One journal with all that is drawn from it.
struct Run {
  Run(std::unique_ptr<Timeline> from, const std::string& path);
  std::unique_ptr<Timeline> timeline;
  std::string name; // of its file
  FloorPlan plan;
  PictureMaker maker;
  Picture picture;
  std::optional<RunResults> results; // of the same run, with bands over its replications
};

// Part of the plan that is shown: a factor over what fits, and the point in the middle.
struct Camera {
  float zoom = 1;
  Point middle;
};

// What is typed in the scenario view and not a change yet.
struct ScenarioTyping {
  std::string path; // of the field in work; empty: none
  std::string text;
  std::string new_name;
  int replications = 1;
  bool as_text = false; // the whole text, not the form
  bool asks_to_close = false;
};

class Viewer {
public:
  explicit Viewer(std::unique_ptr<Run> run); // null: a scenario that was not run yet
  void add_second(std::unique_ptr<Run> run);
  // The scenario's runs are shown as they end, the newest beside the one before.
  void set_desk(std::unique_ptr<ScenarioDesk> desk);

  // Real time has passed: reads on, for as long as a frame can bear, and moves on if it plays.
  void advance(double elapsed_s, std::size_t records = 60'000);
  void read_everything(); // until all that is there now was read
  void press(Key key);
  void go_to(std::int64_t time_ns);
  void show(View view);
  // What stands at a point of the first run's plan, if anything does: shows its story or timing.
  void click(Point at, float reach);
  void select_checkpoint(std::uint32_t checkpoint); // and shows it on the plan
  void select_unit(std::uint32_t unit);
  void select_traveller(std::uint64_t number);
  // Fills pictures, stories and diagrams for the moment at hand.
  void prepare();

  std::int64_t now_ns() const { return m_now_ns; }
  std::int64_t end_ns() const;
  double speed() const;
  bool playing() const { return m_playing; }
  View view() const { return m_view; }
  Heat heat() const { return m_heat; }
  Language language() const { return m_language; }
  bool dark() const { return m_dark; }
  void set_language(Language language) { m_language = language; }
  void set_dark(bool dark) { m_dark = dark; }
  void set_heat(Heat heat) { m_heat = heat; }
  void set_limits(LimitSet limits); // drawn into gates' diagrams
  bool has_limits() const { return !m_limits.limits.empty(); }
  void set_live(bool live) { m_live = live; }
  void play_at(double speed); // or at the next speed there is
  Camera& camera() { return m_camera; }
  Comparison& comparison() { return m_comparison; }

  ScenarioDesk* desk() { return m_desk.get(); } // null: no scenario is open
  ScenarioTyping& typing() { return m_typing; }
  // What is typed becomes a change of the scenario.
  void commit_typing();
  // False: there are unsaved changes, and the user is asked first.
  bool may_close();
  void close_anyway() { m_may_close = true; }
  bool closes_now() const { return m_may_close; }
  void keep_unsaved(); // in a copy beside the scenario, unless it was to be discarded
  void settle();       // waits for the desk's programs

  std::size_t runs() const { return m_runs.size(); }
  Run& run(std::size_t i) { return *m_runs[i]; }
  const HallState& state(std::size_t run); // at the moment at hand
  std::optional<std::uint64_t> traveller() const { return m_traveller; }
  std::optional<std::uint32_t> unit() const { return m_unit; }
  const std::vector<StoryStep>& story() const { return m_story; }
  const GateTiming& timing() const { return m_timing; }
  const char* word(Word w) const { return viz::word(w, m_language); }

private:
  void show_finished_runs();

  std::vector<std::unique_ptr<Run>> m_runs;
  std::unique_ptr<ScenarioDesk> m_desk;
  unsigned m_shown_runs = 0; // of the desk's
  ScenarioTyping m_typing;
  bool m_may_close = false;
  std::int64_t m_now_ns = 0;
  double m_left_over_ns = 0;
  bool m_playing = false;
  bool m_live = false; // stays at the end of a journal that grows
  std::size_t m_speed = 4;
  View m_view = View::plan;
  Heat m_heat = Heat::none;
  Language m_language = Language::english;
  bool m_dark = true;
  Camera m_camera;
  Comparison m_comparison;
  std::optional<std::uint64_t> m_traveller;
  std::int64_t m_traveller_arrived_ns = 0;
  std::optional<std::uint32_t> m_unit;
  std::vector<StoryStep> m_story;
  GateTiming m_timing;
  LimitSet m_limits;
  std::optional<std::int64_t> m_timing_at_ns;
};

} // namespace gatetwin::viz
