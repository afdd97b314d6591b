// SPDX-License-Identifier: Apache-2.0
// gatetwin run: load, simulate, judge, write, print. Nothing is written before the run is over, and
// every file whole.
#include "core/base/build_info.hpp"
#include "core/journal/journal_writer.hpp"
#include "core/journal/run_digest.hpp"
#include "sim/app/command.hpp"
#include "sim/app/load.hpp"
#include "sim/app/run_names.hpp"
#include "sim/checkers/checker_set.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/report/report_page.hpp"
#include "sim/results/results_file.hpp"
#include "sim/results/results_table.hpp"
#include "sim/results/whole_file.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include "sim/statistics/run_statistics.hpp"
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <span>
#include <unistd.h>

namespace gatetwin::app {
namespace {

namespace fs = std::filesystem;

ExitCode cannot_write(const std::string& path, const std::string& why, const CommonOptions& common)
{
  print_error(fmt::format("{}: can't be written: {}", path, why),
              use_color(common.color, STDERR_FILENO));
  return unreadable;
}

// Everything that listens to a run.
struct Listeners {
  RunStatistics statistics;
  checkers::CheckerSet checks;
  journal::RunDigest digest;
  std::unique_ptr<journal::JournalWriter> file; // null: none was asked for
};

// What cost time would be lost if the folder could not be made afterwards, so it is made first.
ExitCode make_out_dir(const RunOptions& options, const CommonOptions& common)
{
  if (options.out_dir.empty()) return fine;
  std::error_code error;
  fs::create_directories(options.out_dir, error);
  if (error) return cannot_write(options.out_dir, error.message(), common);
  if (access(options.out_dir.c_str(), W_OK) != 0)
    return cannot_write(options.out_dir, "no permission", common);
  return fine;
}

void fill_results(RunResults& results, const ReadyScenario& ready, const RunOptions& options,
                  Listeners& listeners, const RunSummary& summary)
{
  const CheckpointModel& model = ready.model;
  const BuildInfo& build = build_info();
  results.scenario = model.name;
  results.title = model.title;
  results.question = model.question;
  results.start_time = start_time_text(model);
  results.seed = model.seed;
  results.build = {build.version, build.commit, build.core_build_id};
  results.fidelity = {
      {"scan", "PAYLOAD"},
      {"network", model.platform.network == NetworkFidelity::simgrid ? "SIMGRID" : "CLOSED_FORM"}};
  if (options.replication > 0) {
    results.notes.push_back(fmt::format("replication {} of the seed", options.replication));
  }
  listeners.statistics.fill(results);
  results.events = summary.events;
  results.journal_digest = listeners.digest.hex();
  for (const checkers::Invariant* invariant : listeners.checks.invariants()) {
    results.checks.push_back({invariant->name(), invariant->examined(), invariant->violations()});
    if (invariant->outstanding() > 0) {
      results.notes.push_back(fmt::format("{}: {} left open, first: {}", invariant->name(),
                                          invariant->outstanding(),
                                          to_string(invariant->first_outstanding().front())));
    }
  }
  results.effective_scenario = to_json(ready.scenario);
}

// The first violations in words: a broken promise must be seen, not searched for.
void print_violations(const Listeners& listeners, const CommonOptions& common)
{
  for (const checkers::Invariant* invariant : listeners.checks.invariants()) {
    if (invariant->holds()) continue;
    print_error(fmt::format("{} is broken {} times", invariant->name(), invariant->violations()),
                use_color(common.color, STDERR_FILENO));
    for (const checkers::Violation& one : invariant->first_violations())
      print_note("  " + to_string(one));
  }
}

ExitCode write_results(const RunResults& results, const std::string& effective,
                       const RunOptions& options, const CommonOptions& common)
{
  if (options.out_dir.empty()) return fine;
  const fs::path dir = options.out_dir;
  const std::pair<fs::path, std::string> files[] = {
      {dir / "results.json", to_json(results)},
      {dir / "report.html", report_page(std::span(&results, 1), common.language)},
      {dir / "effective.yaml", effective}};
  for (const auto& [path, text] : files) {
    if (const Status written = write_file_whole(path.string(), text); !written) {
      return cannot_write(path.string(), written.error().detail, common);
    }
  }
  return fine;
}

void print_results(const RunResults& results, const RunOptions& options,
                   const CommonOptions& common)
{
  std::string text;
  switch (options.format) {
  case OutputFormat::json: text = to_json(results); break;
  case OutputFormat::csv: text = figures_csv(results); break;
  case OutputFormat::text:
    text = to_table(results, {common.language, use_color(common.color, STDOUT_FILENO)});
    break;
  }
  std::fwrite(text.data(), 1, text.size(), stdout);
}

} // namespace

ExitCode run_scenario(const RunOptions& options, const CommonOptions& common)
{
  const LoadOutcome loaded = load(options.scenario, common);
  if (!loaded.ready) return loaded.code;
  const CheckpointModel& model = loaded.ready->model;
  const std::string effective = to_yaml(loaded.ready->scenario);
  if (const ExitCode made = make_out_dir(options, common); made != fine) return made;

  Listeners listeners{RunStatistics(describe_run(model)), {}, {}, nullptr};
  if (!options.journal.empty()) {
    auto file = journal::JournalWriter::create(
        options.journal, describe_journal(model, model.seed, options.replication, effective));
    if (!file) return cannot_write(options.journal, file.error().detail, common);
    listeners.file = std::move(file).value();
  }

  const InterruptFlag interrupt;
  Progress progress(model.name, common.quiet);
  Simulation simulation(model, model.seed, options.replication);
  simulation.add_sink(listeners.statistics);
  simulation.add_sink(listeners.checks);
  simulation.add_sink(listeners.digest);
  if (listeners.file) simulation.add_sink(*listeners.file);
  const double started = elapsed_s();
  simulation.on_progress([&](double share) { progress.update(share, elapsed_s() - started); });
  simulation.set_interrupt(InterruptFlag::flag());
  const RunSummary summary = simulation.run();
  listeners.checks.finish();
  const double wall_s = elapsed_s() - started;
  progress.finish();
  if (InterruptFlag::raised()) {
    print_note("interrupted: nothing was written, because a part of a run is no answer");
    return interrupted;
  }

  RunResults results;
  fill_results(results, *loaded.ready, options, listeners, summary);
  results.wall_s = wall_s;
  if (listeners.file) {
    if (const Status closed = listeners.file->close(); !closed) {
      return cannot_write(options.journal, closed.error().detail, common);
    }
  }
  if (const ExitCode written = write_results(results, effective, options, common); written != fine)
    return written;
  print_results(results, options, common);
  print_violations(listeners, common);
  return listeners.checks.hold() ? fine : failed;
}

} // namespace gatetwin::app
