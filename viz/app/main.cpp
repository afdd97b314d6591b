// SPDX-License-Identifier: Apache-2.0
// gatetwin-viz FILE: what happened at a checkpoint, alive on the screen, or one moment of it as a
// picture; or a scenario to edit, check and run. Exit codes as of gatetwin: 2 wrong usage, 3 a
// journal that can't be read or is damaged or a picture that can't be written, 4 no display, OpenGL
// or font.
#include "core/base/whole_file.hpp"
#include "sim/phases/limits_file.hpp"
#include "sim/results/results_file.hpp"
#include "viz/app/window.hpp"
#include "viz/draw/film_file.hpp"
#include "viz/draw/fonts.hpp"
#include "viz/draw/png_file.hpp"
#include "viz/views/picture_studio.hpp"
#include "viz/words/times.hpp"
#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <unistd.h>

namespace gatetwin::viz {
namespace {

enum ExitCode : int { fine = 0, wrong_use = 2, unreadable = 3, missing = 4 };

struct Options {
  std::string file, journal, scenario, second, screenshot, at, view,
      language = "en", theme = "dark", heat = "none", font = default_font;
  std::string size = "1440x900";
  std::string unit, station;
  std::vector<std::string> figures;
  std::uint64_t traveller = 0;
  bool has_traveller = false;
  bool follow = false;
  float scale = 0;
  int frames = 0;
  int width = 1440, height = 900;
  std::string record, from, to;
  double speed = 60;
  double frames_per_s = 25;
  DeskOptions desk;
  std::string item; // of the scenario, shown first
  bool run_first = false;
  std::string results, limits;
};

int say(ExitCode code, const std::string& text)
{
  std::fprintf(stderr, "gatetwin-viz: error: %s\n", text.c_str());
  return code;
}

bool parse_size(const std::string& text, int& width, int& height)
{
  const std::size_t x = text.find('x');
  if (x == std::string::npos) return false;
  const char *begin = text.data(), *end = begin + text.size();
  const auto first = std::from_chars(begin, begin + x, width);
  const auto second = std::from_chars(begin + x + 1, end, height);
  return first.ec == std::errc() && first.ptr == begin + x && second.ec == std::errc() &&
         second.ptr == end && width >= 1 && height >= 1 && width <= 8192 && height <= 8192;
}

std::unique_ptr<Run> open_run(const std::string& path, const Options& options, int& code)
{
  std::string error;
  // A window shows what is there of a file without an end; a picture of it would be misleading.
  const bool follow = options.follow || (options.screenshot.empty() && options.record.empty());
  auto timeline = Timeline::open(path, follow, error);
  if (!timeline) {
    code = say(unreadable, path + ": " + error);
    return nullptr;
  }
  return std::make_unique<Run>(std::move(timeline), path);
}

// Everything read, or why not.
int read_whole(Viewer& viewer)
{
  viewer.read_everything();
  for (std::size_t i = 0; i < viewer.runs(); ++i) {
    const Run& run = viewer.run(i);
    if (run.timeline->status() != TimelineStatus::damaged) continue;
    return say(unreadable,
               run.name + ": " + run.timeline->fault() +
                   "; open it without --screenshot and --record to see what lies before that");
  }
  return fine;
}

int select_comparison(Viewer& viewer, const Options& options)
{
  Comparison& comparison = viewer.comparison();
  for (std::size_t i = 0; i < options.figures.size(); ++i)
    comparison.figures.at(i) = *parse_figure(options.figures[i]);
  if (options.station.empty()) return fine;
  const auto both =
      stations_of_both(viewer.run(0).timeline->site(), viewer.run(1).timeline->site());
  std::string names;
  for (const ComparedPlace& place : both) {
    if (place.id == options.station) comparison.station = place.id;
    names += (names.empty() ? "" : ", ") + place.id;
  }
  if (!comparison.station.empty()) return fine;
  return say(wrong_use, "--station: both journals know " + (names.empty() ? "none" : names) +
                            ", not " + options.station);
}

int select(Viewer& viewer, const Options& options)
{
  if (viewer.runs() == 0) return fine;
  if (!options.unit.empty()) {
    const auto& units = viewer.run(0).timeline->site().units;
    const auto found = std::find_if(units.begin(), units.end(),
                                    [&](const SiteUnit& u) { return u.name == options.unit; });
    if (found == units.end()) {
      return say(wrong_use, "--unit: there is no unit " + options.unit +
                                (units.empty() ? "" : "; there is " + units.front().name));
    }
    viewer.select_unit(static_cast<std::uint32_t>(found - units.begin()));
  }
  if (options.has_traveller) viewer.select_traveller(options.traveller);
  return select_comparison(viewer, options);
}

int no_font(const Options& options)
{
  return say(missing, options.font + ": can't be read as a font; install fonts-dejavu-core or "
                                     "name another with --font");
}

PictureOptions picture_options(const Options& options)
{
  return {options.width, options.height, options.scale > 0 ? options.scale : 1.0F, options.font};
}

int take_screenshot(Viewer& viewer, const Options& options, std::optional<std::int64_t> at_ns)
{
  viewer.settle();
  if (const int read = read_whole(viewer); read != fine) return read;
  if (at_ns && *at_ns > viewer.end_ns()) {
    return say(wrong_use, "--at: the journal ends after " +
                              span_text(static_cast<double>(viewer.end_ns()) * 1e-9));
  }
  viewer.go_to(at_ns.value_or(viewer.end_ns() / 2));
  if (const int selected = select(viewer, options); selected != fine) return selected;
  const auto image = draw_picture(viewer, picture_options(options));
  if (!image) return no_font(options);
  if (const Status written = write_png(options.screenshot, image.value()); !written) {
    return say(unreadable, options.screenshot + ": " + written.error().detail);
  }
  return fine;
}

// The run times of the film's first and last frame, or why not.
int film_range(const Viewer& viewer, const Options& options, std::int64_t& from_ns,
               std::int64_t& to_ns)
{
  from_ns = 0;
  to_ns = viewer.end_ns();
  const auto read = [&](const char* option, const std::string& text, std::int64_t& into) {
    if (text.empty()) return true;
    const auto time_ns = parse_run_time(text);
    if (!time_ns || *time_ns > viewer.end_ns()) {
      say(wrong_use, std::string(option) +
                         ": a time since the start, as '90 min', '2 h', '1:30:00', up to " +
                         span_text(static_cast<double>(viewer.end_ns()) * 1e-9));
      return false;
    }
    into = *time_ns;
    return true;
  };
  if (!read("--from", options.from, from_ns) || !read("--to", options.to, to_ns)) return wrong_use;
  if (from_ns >= to_ns) return say(wrong_use, "--to: must be later than --from");
  return fine;
}

int record_film(Viewer& viewer, const Options& options)
{
  if (options.width % 2 != 0 || options.height % 2 != 0)
    return say(wrong_use, "--size: a film's width and height are even numbers, as 1440x900");
  if (!options.record.ends_with(".mp4"))
    return say(wrong_use, "--record: a file that ends in .mp4");
  if (const int read = read_whole(viewer); read != fine) return read;
  std::int64_t from_ns = 0, to_ns = 0;
  if (const int range = film_range(viewer, options, from_ns, to_ns); range != fine) return range;
  const double step_ns = 1e9 * options.speed / options.frames_per_s;
  const auto frames = static_cast<std::int64_t>(static_cast<double>(to_ns - from_ns) / step_ns) + 1;
  if (frames > 200'000) {
    return say(wrong_use, "--speed: that makes " + std::to_string(frames) +
                              " frames; at most 200000, so go faster or take a shorter part");
  }
  const auto studio = PictureStudio::open(picture_options(options));
  if (!studio) return no_font(options);
  auto film = FilmFile::create(options.record, options.width, options.height, options.frames_per_s);
  if (!film) {
    return say(film.error().code == ErrorCode::unavailable ? missing : unreadable,
               options.record + ": " + film.error().detail);
  }
  viewer.play_at(options.speed); // as the film's time bar shows
  const bool terminal = isatty(STDERR_FILENO) == 1;
  for (std::int64_t i = 0; i < frames; ++i) {
    viewer.go_to(from_ns + static_cast<std::int64_t>(static_cast<double>(i) * step_ns));
    if (i == 0) {
      if (const int selected = select(viewer, options); selected != fine) return selected;
    }
    film.value()->add(studio.value()->paint(viewer));
    const std::int64_t painted = i + 1;
    if (terminal)
      std::fprintf(stderr, "\rframe %lld of %lld", static_cast<long long>(painted),
                   static_cast<long long>(frames));
  }
  if (terminal) std::fputc('\n', stderr);
  if (const Status written = film.value()->close(); !written)
    return say(unreadable, options.record + ": " + written.error().detail);
  return fine;
}

int open_window(Viewer& viewer, const Options& options, std::optional<std::int64_t> at_ns)
{
  if (options.follow && !at_ns) {
    viewer.set_live(true);
  } else if (at_ns) {
    viewer.read_everything();
    viewer.go_to(*at_ns);
  }
  if (const int selected = select(viewer, options); selected != fine) return selected;
  const Status shown = show_window(
      viewer, {options.width, options.height, options.scale, options.font, options.frames});
  if (shown) return fine;
  if (shown.error().code == ErrorCode::not_found) return no_font(options);
  return say(missing, std::string(shown.error().detail) +
                          "; --screenshot FILE.png makes pictures without one");
}

bool is_scenario(const std::string& file)
{
  return file.ends_with(".yaml") || file.ends_with(".yml") || file.ends_with(".json");
}

// Beside this program, where the build puts it, or wherever the shell finds it.
std::string gatetwin_program()
{
  std::error_code failed;
  const auto here = std::filesystem::read_symlink("/proc/self/exe", failed).parent_path();
  for (const char* const place : {"gatetwin", "../../sim/app/gatetwin"}) {
    const auto file = here / place;
    if (!failed && access(file.c_str(), X_OK) == 0) return file.lexically_normal().string();
  }
  return "gatetwin";
}

// The results of the run that the journal is of, or why not.
int read_results(Run& run, const std::string& file)
{
  if (file.empty()) return fine;
  const auto json = read_file_whole(file, results_file_limit);
  if (!json) return say(unreadable, file + ": " + json.error().detail);
  Diagnostics faults;
  run.results = parse_results(json.value(), file, faults);
  if (!run.results) return say(unreadable, to_string(faults.front()));
  if (run.results->scenario == run.timeline->site().scenario) return fine;
  return say(wrong_use, file + ": results of " + run.results->scenario + ", the journal is of " +
                            run.timeline->site().scenario);
}

// Limits for the gates' diagrams, or why not.
int read_limits(Viewer& viewer, const std::string& file)
{
  if (file.empty()) return fine;
  LoadedLimits loaded = load_limits(file);
  for (const Diagnostic& fault : loaded.diagnostics)
    std::fprintf(stderr, "%s\n", to_string(fault).c_str());
  if (!loaded.set) return loaded.unreadable ? unreadable : wrong_use;
  viewer.set_limits(std::move(*loaded.set));
  return fine;
}

// The scenario on the viewer's desk, or why not.
int open_desk(Viewer& viewer, Options& options)
{
  if (options.scenario.empty()) return fine;
  if (options.desk.program.empty()) options.desk.program = gatetwin_program();
  std::string error;
  auto desk = ScenarioDesk::open(options.scenario, options.desk, error);
  if (!desk) return say(unreadable, options.scenario + ": " + error);
  if (!options.item.empty()) {
    const std::string section = options.item.substr(0, options.item.find('.'));
    desk->select(section, options.item == section ? "" : options.item);
  }
  if (options.run_first) desk->run(1);
  viewer.set_desk(std::move(desk));
  return fine;
}

// Which of both FILE is.
int sort_files(Options& options)
{
  if (!options.file.empty())
    (is_scenario(options.file) ? options.scenario : options.journal) = options.file;
  if (options.journal.empty() && options.scenario.empty())
    return say(wrong_use, "FILE: name a journal (.gtj) or a scenario (.yaml)");
  if (options.journal.empty() && (!options.record.empty() || !options.second.empty()))
    return say(wrong_use, "--record and --compare: need a journal");
  return fine;
}

int run(Options& options)
{
  if (const int sorted = sort_files(options); sorted != fine) return sorted;
  if (options.view.empty()) options.view = options.journal.empty() ? "scenario" : "plan";
  const auto view = parse_view(options.view);
  if (!parse_size(options.size, options.width, options.height)) {
    return say(wrong_use, "--size: WIDTHxHEIGHT in pixels, up to 8192x8192, as 1440x900");
  }
  std::optional<std::int64_t> at_ns;
  if (!options.at.empty()) {
    at_ns = parse_run_time(options.at);
    if (!at_ns)
      return say(wrong_use, "--at: a time since the start, as '90 min', '2 h', '1:30:00'");
  }
  if (*view == View::compare && options.second.empty()) {
    return say(wrong_use, "--view compare: needs a second journal, --compare JOURNAL");
  }
  int code = fine;
  std::unique_ptr<Run> first;
  if (!options.journal.empty()) {
    first = open_run(options.journal, options, code);
    if (!first) return code;
    if (const int read = read_results(*first, options.results); read != fine) return read;
  }
  Viewer viewer(std::move(first));
  if (const int opened = open_desk(viewer, options); opened != fine) return opened;
  if (const int read = read_limits(viewer, options.limits); read != fine) return read;
  if (!options.second.empty()) {
    auto second = open_run(options.second, options, code);
    if (!second) return code;
    viewer.add_second(std::move(second));
  }
  if (options.run_first && !options.screenshot.empty()) viewer.settle();
  viewer.show(*view);
  viewer.set_language(options.language == "vi" ? Language::vietnamese : Language::english);
  viewer.set_dark(options.theme == "dark");
  viewer.set_heat(options.heat == "density" ? Heat::density
                  : options.heat == "wait"  ? Heat::wait
                                            : Heat::none);
  if (!options.record.empty()) return record_film(viewer, options);
  return options.screenshot.empty() ? open_window(viewer, options, at_ns)
                                    : take_screenshot(viewer, options, at_ns);
}

void add_desk_options(CLI::App& app, Options& options)
{
  app.add_option("--scenario", options.scenario, "a scenario beside a journal")
      ->type_name("FILE.yaml");
  app.add_option("--gatetwin", options.desk.program,
                 "the program that checks and runs it; the one beside this if not given")
      ->type_name("PROGRAM");
  app.add_option("--runs", options.desk.runs_folder,
                 "where its runs are kept, each in a folder; out/NAME if not given")
      ->type_name("DIR");
  app.add_option("--item", options.item, "of the scenario, shown first, as stations.egates");
  app.add_flag("--run", options.run_first, "run the scenario at once");
}

void add_film_options(CLI::App& app, Options& options, CLI::Option& record)
{
  app.add_option("--from", options.from,
                 "start of the film, since the run's; without it: the run's")
      ->type_name("TIME")
      ->needs(&record);
  app.add_option("--to", options.to, "end of the film; without it: the run's")
      ->type_name("TIME")
      ->needs(&record);
  app.add_option("--speed", options.speed, "of the film, times as fast as life (60)")
      ->check(CLI::Range(0.01, 100'000.0))
      ->needs(&record);
  app.add_option("--fps", options.frames_per_s, "frames a second of the film (25)")
      ->check(CLI::Range(1.0, 60.0))
      ->needs(&record);
}

} // namespace
} // namespace gatetwin::viz

int main(int argc, char** argv)
{
  using namespace gatetwin::viz;
  Options options;
  CLI::App app("See a checkpoint's journal, a run's or a real gate's; edit and run a scenario",
               "gatetwin-viz");
  app.footer(
      "Example: gatetwin-viz run.gtj --screenshot hall.png --at '90 min' --view plan\n"
      "         gatetwin-viz run.gtj --record hall.mp4 --from '60 min' --to '90 min' --speed 120");
  app.add_option("FILE", options.file,
                 "a journal, as `gatetwin run --journal` writes it, or a scenario (.yaml) to edit "
                 "and run");
  add_desk_options(app, options);
  app.add_option("--results", options.results,
                 "results.json of the same run: bands over its replications in the plots")
      ->type_name("FILE");
  app.add_option("--limits", options.limits, "drawn into a gate's diagram (docs/limits-file.md)")
      ->type_name("FILE");
  auto* compare =
      app.add_option("--compare", options.second, "a second journal, shown beside the first");
  app.add_option("--station", options.station, "that both are compared by; all if not given")
      ->needs(compare);
  app.add_option("--figure", options.figures, "two that both are compared by, as wait,queue")
      ->delimiter(',')
      ->expected(1, 2)
      ->check(CLI::IsMember(figure_names()))
      ->needs(compare);
  auto* screenshot =
      app.add_option("--screenshot", options.screenshot, "write one picture, no window")
          ->type_name("FILE.png");
  auto* record = app.add_option("--record", options.record, "write a film, no window")
                     ->type_name("FILE.mp4")
                     ->excludes(screenshot);
  add_film_options(app, options, *record);
  app.add_option("--at", options.at, "moment, since the start; without it: half-way")
      ->type_name("TIME");
  app.add_option("--view", options.view, "plan, plots, centre, story, gate, compare or scenario")
      ->check(CLI::IsMember({"plan", "plots", "centre", "story", "gate", "compare", "scenario"}));
  app.add_option("--unit", options.unit, "whose transaction the gate view shows, as egates/1");
  auto* traveller =
      app.add_option("--traveller", options.traveller, "whose story is told, by number");
  app.add_option("--heat", options.heat, "none, density or wait")
      ->check(CLI::IsMember({"none", "density", "wait"}));
  app.add_option("--lang", options.language, "en or vi")->check(CLI::IsMember({"en", "vi"}));
  app.add_option("--theme", options.theme, "dark or light")
      ->check(CLI::IsMember({"dark", "light"}));
  app.add_option("--size", options.size, "of window or picture")->type_name("WIDTHxHEIGHT");
  app.add_option("--scale", options.scale, "of text and controls")->check(CLI::Range(0.5F, 4.0F));
  app.add_option("--font", options.font, "a TrueType font with Vietnamese letters");
  app.add_flag("--follow", options.follow, "the file still grows: stay at its end");
  app.add_option("--frames", options.frames, "close the window after so many frames");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : wrong_use;
  }
  options.has_traveller = traveller->count() > 0;
  return run(options);
}
