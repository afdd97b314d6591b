// SPDX-License-Identifier: Apache-2.0
#include "sim/app/simulate.hpp"
#include "core/base/build_info.hpp"
#include "core/journal/run_digest.hpp"
#include "sim/app/run_names.hpp"
#include "sim/app/terminal.hpp"
#include "sim/checkers/checker_set.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/experiment/sink_thread.hpp"
#include "sim/statistics/run_statistics.hpp"
#include <fmt/format.h>

namespace gatetwin::app {
namespace {

void describe(RunResults& results, const CheckpointModel& model)
{
  const BuildInfo& build = build_info();
  results.scenario = model.name;
  results.title = model.title;
  results.question = model.question;
  results.start_time = start_time_text(model);
  results.seed = model.seed;
  results.build = {build.version, build.commit, build.core_build_id};
  results.fidelity = {
      {"scan", model.scan.fidelity == ScanFidelity::frame ? "FRAME" : "PAYLOAD"},
      {"network", model.platform.network == NetworkFidelity::simgrid ? "SIMGRID" : "CLOSED_FORM"}};
}

// The first violations in words: a broken promise must be seen, not searched for.
void add_checks(experiment::ReplicationRecord& record, const checkers::CheckerSet& checks)
{
  RunResults& results = record.results;
  for (const checkers::Invariant* invariant : checks.invariants()) {
    results.checks.push_back({invariant->name(), invariant->examined(), invariant->violations()});
    for (const checkers::Violation& one : invariant->first_violations())
      record.violations.push_back(std::string(invariant->name()) + ": " + to_string(one));
    if (invariant->outstanding() > 0) {
      results.notes.push_back(fmt::format("{}: {} left open, first: {}", invariant->name(),
                                          invariant->outstanding(),
                                          to_string(invariant->first_outstanding().front())));
    }
  }
}

// What became of the pictures of 2D codes; nothing where there were none.
void note_pictures(const CameraCounts& counts, RunResults& results)
{
  if (counts.pictures == 0) return;
  std::string note = fmt::format("pictures of 2D codes: {}", counts.pictures);
  for (std::size_t i = 0; i < counts.read_by.size(); ++i)
    note += fmt::format(", {} read {}", counts.read_by[i], to_string(static_cast<BarcodeStage>(i)));
  results.notes.push_back(note + fmt::format(", {} not read", counts.unread));
}

// Where a population did not suffice, the scenario says less of it than it seems to.
void note_further_persons(const std::vector<std::uint64_t>& by_class, const CheckpointModel& model,
                          RunResults& results)
{
  for (std::size_t c = 0; c < by_class.size(); ++c) {
    if (by_class[c] == 0 || model.classes[c].population == 0) continue;
    results.notes.push_back(
        fmt::format("class {}: a population of {} is too small, {} further persons came because "
                    "all were inside",
                    model.classes[c].name, model.classes[c].population, by_class[c]));
  }
}

} // namespace

std::optional<experiment::ReplicationRecord>
simulate(const CheckpointModel& model, std::uint64_t replication, journal::RecordSink* journal,
         const std::function<void(double)>& progress, unsigned threads, bool journal_inputs)
{
  RunStatistics statistics(describe_run(model));
  checkers::CheckerSet checks;
  journal::RunDigest digest;
  Simulation simulation(model, model.seed, replication);
  std::vector<journal::RecordSink*> sinks{&statistics, &checks, &digest};
  if (journal != nullptr) sinks.push_back(journal);
  std::optional<experiment::SinkThread> second;
  if (threads > 1) {
    second.emplace(std::move(sinks), [&simulation] { return simulation.work_ahead(); });
    sinks = {&*second};
  }
  for (journal::RecordSink* sink : sinks) simulation.add_sink(*sink);
  if (journal_inputs) simulation.journal_inputs();
  simulation.on_progress(progress);
  simulation.set_interrupt(InterruptFlag::flag());
  const RunSummary summary = simulation.run();
  if (second) second->finish();
  checks.finish();
  if (InterruptFlag::raised()) return std::nullopt;
  experiment::ReplicationRecord record;
  record.number = replication;
  describe(record.results, model);
  statistics.fill(record.results, &record.samples);
  record.results.events = summary.events;
  record.results.journal_digest = digest.hex();
  add_checks(record, checks);
  note_pictures(summary.camera, record.results);
  note_further_persons(summary.further_persons, model, record.results);
  record.waits = statistics.wait_series();
  return record;
}

} // namespace gatetwin::app
