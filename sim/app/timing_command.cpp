// SPDX-License-Identifier: Apache-2.0
// gatetwin timing: each phase of a transaction against its limit, of a journal or of a run made for
// it.
#include "core/settings/value_text.hpp"
#include "sim/app/journal_file.hpp"
#include "sim/app/load.hpp"
#include "sim/app/run_names.hpp"
#include "sim/app/simulate.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include "sim/timing/timing_text.hpp"
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <unistd.h>

namespace gatetwin::app {
namespace {

struct Timed {
  std::string name;
  journal::JournalHeader header;
  std::unique_ptr<PhaseTimes> times;
};

// Done when `times` is set; otherwise what was wrong has been printed, and this is how to end.
ExitCode measure_journal(const std::string& path, const std::string& unit, const LimitSet& limits,
                         const CommonOptions& common, Timed& into)
{
  const auto open = open_journal(path, common);
  if (!open) return unreadable;
  into.name = path;
  into.header = open->reader->header();
  std::optional<std::uint32_t> only;
  if (!unit.empty()) {
    only = find_unit(unit, into.header, common);
    if (!only) return wrong_use;
  }
  auto times = std::make_unique<PhaseTimes>(into.header, limits, only);
  journal::ReadStatus status = open->reader->next();
  for (; status == journal::ReadStatus::ready; status = open->reader->next()) {
    times->on_records(open->reader->records());
    if (InterruptFlag::raised()) return interrupted;
  }
  if (const ExitCode code = end_of_reading(path, *open->reader, status, common); code != fine)
    return code;
  into.times = std::move(times);
  return fine;
}

ExitCode measure_scenario(const TimingOptions& options, const LimitSet& limits,
                          const CommonOptions& common, Timed& into)
{
  const LoadOutcome loaded = load(options.scenario, common);
  if (!loaded.ready) return loaded.code;
  const CheckpointModel& model = loaded.ready->model;
  into.name = model.name;
  into.header = describe_journal(model, loaded.ready->scenario, model.seed, 0,
                                 to_yaml(loaded.ready->scenario));
  std::optional<std::uint32_t> only;
  if (!options.unit.empty()) {
    only = find_unit(options.unit, into.header, common);
    if (!only) return wrong_use;
  }
  auto times = std::make_unique<PhaseTimes>(into.header, limits, only);
  if (!simulate(model, 0, times.get(), {})) return interrupted;
  into.times = std::move(times);
  return fine;
}

ExitCode load_the_limits(const std::string& path, const CommonOptions& common, LimitSet& into)
{
  LoadedLimits loaded = load_limits(path);
  if (loaded.set) {
    into = std::move(*loaded.set);
    return fine;
  }
  if (loaded.unreadable) {
    report_error(fmt::format("{}: {}", path, loaded.diagnostics.front().message), common);
    return unreadable;
  }
  print_all(loaded.diagnostics);
  return wrong_use;
}

bool parse_tolerance(const TimingOptions& options, std::optional<double>& tolerance,
                     const CommonOptions& common)
{
  if (options.tolerance.empty()) return true;
  if (options.against.empty()) {
    report_error("--tolerance needs --against: what is to agree with what?", common);
    return false;
  }
  const auto share = parse_quantity(options.tolerance, settings::Measure::share);
  if (!share || !(*share.value > 0)) {
    report_error(
        fmt::format("--tolerance: \"{}\" is not a share above 0, such as 10 %", options.tolerance),
        common);
    return false;
  }
  tolerance = *share.value;
  return true;
}

} // namespace

ExitCode time_phases(const TimingOptions& options, const CommonOptions& common)
{
  TimingReport report;
  LimitSet limits;
  if (!parse_tolerance(options, report.tolerance, common)) return wrong_use;
  if (!options.limits.empty()) {
    if (const ExitCode code = load_the_limits(options.limits, common, limits); code != fine)
      return code;
    report.limits_title = limits.title;
    report.has_limits = true;
  }
  const std::string& file = options.scenario.file;
  const bool is_journal = looks_like_journal(file);
  if (is_journal && (!options.scenario.settings.empty() || options.scenario.seed)) {
    report_error(fmt::format("--set and --seed are for scenarios; {} is a journal", file), common);
    return wrong_use;
  }
  Timed here, against;
  const ExitCode code = is_journal ? measure_journal(file, options.unit, limits, common, here)
                                   : measure_scenario(options, limits, common, here);
  if (code != fine) return code;
  report.here = {here.name, &here.header, here.times.get()};
  if (!options.against.empty()) {
    const ExitCode other = measure_journal(options.against, options.unit, limits, common, against);
    if (other != fine) return other;
    report.against = TimedJournal{against.name, &against.header, against.times.get()};
  }
  std::string text;
  switch (options.format) {
  case OutputFormat::json: text = to_json(report); break;
  case OutputFormat::csv: text = to_csv(report); break;
  case OutputFormat::text:
    text = to_table(report, {common.language, use_color(common.color, STDOUT_FILENO)});
    break;
  }
  std::fwrite(text.data(), 1, text.size(), stdout);
  return report.failed() ? failed : fine;
}

} // namespace gatetwin::app
