// SPDX-License-Identifier: Apache-2.0
// gatetwin run, one replication: load, simulate, judge, write, print. Nothing is written before the
// run is over, and every file whole.
#include "core/journal/journal_writer.hpp"
#include "sim/app/command.hpp"
#include "sim/app/load.hpp"
#include "sim/app/run_names.hpp"
#include "sim/app/run_output.hpp"
#include "sim/app/simulate.hpp"
#include "sim/app/warm_up_choice.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include <fmt/format.h>

namespace gatetwin::app {
namespace {

ExitCode run_once(const RunOptions& options, ReadyScenario& ready, const CommonOptions& common)
{
  if (const ExitCode made = make_out_dir(options.out_dir, common); made != fine) return made;
  const InterruptFlag interrupt;
  const WarmUpOutcome warm_up = choose_warm_up(options.warm_up, ready, 1, 1, common);
  if (!warm_up.choice) return warm_up.code;
  apply_warm_up(*warm_up.choice, ready);
  const std::string effective = to_yaml(ready.scenario);

  std::unique_ptr<journal::JournalWriter> file;
  if (!options.journal.empty()) {
    auto made = journal::JournalWriter::create(
        options.journal, describe_journal(ready.model, ready.scenario, ready.model.seed,
                                          options.replication, effective));
    if (!made) return cannot_write(options.journal, made.error().detail, common);
    file = std::move(made).value();
  }
  Progress progress(ready.model.name, common.quiet);
  const double started = elapsed_s();
  auto record = simulate(
      ready.model, options.replication, file.get(),
      [&](double share) { progress.update(share, elapsed_s() - started); }, options.threads,
      options.journal_inputs);
  const double wall_s = elapsed_s() - started;
  progress.finish();
  if (!record) {
    print_note("interrupted: nothing was written, because a part of a run is no answer");
    return interrupted;
  }
  RunResults& results = record->results;
  if (options.replication > 0) {
    results.notes.insert(results.notes.begin(),
                         fmt::format("replication {} of the seed", options.replication));
  }
  results.wall_s = wall_s;
  results.warm_up_s.method = warm_up.choice->method;
  if (!warm_up.choice->note.empty()) results.notes.push_back(warm_up.choice->note);
  results.effective_scenario = to_json(ready.scenario);
  if (file) {
    if (const Status closed = file->close(); !closed)
      return cannot_write(options.journal, closed.error().detail, common);
  }
  const ExitCode written = write_results(results, effective, options.out_dir, common);
  if (written != fine) return written;
  print_results(results, options.format, common);
  print_violations(results, record->violations, common);
  for (const InvariantResult& check : results.checks) {
    if (check.violations > 0) return failed;
  }
  return fine;
}

} // namespace

ExitCode run_scenario(const RunOptions& options, const CommonOptions& common)
{
  LoadOutcome loaded = load(options.scenario, common);
  if (!loaded.ready) return loaded.code;
  const bool several = options.study.replications.value_or(1) > 1 || !options.precision.empty();
  if (several) return run_replications(options, *loaded.ready, common);
  return run_once(options, *loaded.ready, common);
}

} // namespace gatetwin::app
