// SPDX-License-Identifier: Apache-2.0
// gatetwin run --replications N, or --precision: many replications of one scenario as one answer.
#include "core/base/build_info.hpp"
#include "core/journal/journal_writer.hpp"
#include "sim/app/command.hpp"
#include "sim/app/load.hpp"
#include "sim/app/run_names.hpp"
#include "sim/app/run_output.hpp"
#include "sim/app/simulate.hpp"
#include "sim/app/study_session.hpp"
#include "sim/app/warm_up_choice.hpp"
#include "sim/experiment/merge_replications.hpp"
#include "sim/experiment/precision.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include <fmt/format.h>
#include <stdexcept>
#include <unistd.h>

namespace gatetwin::app {
namespace {

using experiment::ReplicationRecord;

constexpr std::uint64_t most_by_default = 1000;

class ReplicationsCommand {
public:
  ReplicationsCommand(const RunOptions& options, ReadyScenario& ready, const CommonOptions& common)
      : m_options(options), m_ready(ready), m_common(common)
  {
  }
  ExitCode run();

private:
  ExitCode understand();
  ExitCode open_study();
  ExitCode compute(std::uint64_t count);
  ExitCode compute_to_precision();
  ExitCode merge(std::uint64_t count);
  ExitCode give_answer();
  ReplicationRecord simulate_one(std::uint64_t number, const std::function<void(double)>& progress);
  ExitCode refuse(const std::string& text) const
  {
    print_error(text, use_color(m_common.color, STDERR_FILENO));
    return wrong_use;
  }

  const RunOptions& m_options;
  ReadyScenario& m_ready;
  const CommonOptions& m_common;
  std::optional<experiment::PrecisionTarget> m_target;
  WarmUpChoice m_warm_up;
  std::string m_effective;
  std::unique_ptr<StudySession> m_session;
  std::optional<RunResults> m_results;
  std::vector<std::string> m_violations;
  bool m_precise = true;
};

ExitCode ReplicationsCommand::understand()
{
  if (!m_options.journal.empty() && m_options.study.resume) {
    return refuse("--journal with --resume: replication 0 may be there already, without a journal; "
                  "`gatetwin run SCENARIO --journal FILE` writes it alone");
  }
  if (m_options.precision.empty()) return fine;
  const auto parsed = experiment::parse_precision(m_options.precision);
  if (!parsed.target) return refuse("--precision: " + parsed.fault);
  m_target = parsed.target;
  const RunResults known = names_of(m_ready.model);
  const std::string missing = missing_in(known, m_target->figure);
  return missing.empty() ? fine : refuse("--precision: " + missing);
}

ExitCode ReplicationsCommand::open_study()
{
  const std::uint64_t least =
      m_target ? experiment::first_replications : *m_options.study.replications;
  const WarmUpOutcome warm_up =
      choose_warm_up(m_options.warm_up, m_ready, least, workers_of(m_options.study), m_common);
  if (!warm_up.choice) return warm_up.code;
  m_warm_up = *warm_up.choice;
  apply_warm_up(m_warm_up, m_ready);
  m_effective = to_yaml(m_ready.scenario);
  const BuildInfo& build = build_info();
  experiment::StudyHead head;
  head.kind = "run";
  head.build = {build.version, build.commit, build.core_build_id};
  head.designs.push_back({m_ready.model.name, m_effective, {}});
  auto opened = StudySession::open(m_options.out_dir, head, m_options.study, m_common);
  m_session = std::move(opened.session);
  return opened.code;
}

// In a process of its own.
ReplicationRecord ReplicationsCommand::simulate_one(std::uint64_t number,
                                                    const std::function<void(double)>& progress)
{
  std::unique_ptr<journal::JournalWriter> file;
  if (number == 0 && !m_options.journal.empty()) {
    auto made = journal::JournalWriter::create(
        m_options.journal,
        describe_journal(m_ready.model, m_ready.scenario, m_ready.model.seed, 0, m_effective));
    if (!made) throw std::runtime_error(m_options.journal + ": " + made.error().detail);
    file = std::move(made).value();
  }
  auto record = simulate(m_ready.model, number, file.get(), progress);
  if (!record) throw std::runtime_error("interrupted");
  if (file) {
    if (const Status closed = file->close(); !closed)
      throw std::runtime_error(m_options.journal + ": " + closed.error().detail);
  }
  return std::move(*record);
}

ExitCode ReplicationsCommand::compute(std::uint64_t count)
{
  const auto one = [this](const experiment::StudyTask& task, const auto& progress) {
    return simulate_one(task.replication, progress);
  };
  return m_session->compute(count, one, experiment::Keep::records);
}

ExitCode ReplicationsCommand::merge(std::uint64_t count)
{
  const experiment::StudyFile& file = m_session->file();
  auto numbers = file.replications(0);
  if (!numbers) return cannot_write(m_options.out_dir, numbers.error().detail, m_common);
  std::vector<std::uint64_t> wanted;
  for (const std::uint64_t number : numbers.value()) {
    if (number < count) wanted.push_back(number);
  }
  m_results.reset();
  m_violations.clear();
  if (wanted.empty()) return fine;
  const auto record = [&](std::size_t i) {
    auto one = file.record(0, wanted[i]);
    if (!one) return one;
    for (const std::string& violation : one.value().violations) {
      if (m_violations.size() < 20)
        m_violations.push_back(fmt::format("replication {}: {}", wanted[i], violation));
    }
    return one;
  };
  auto merged = experiment::merge_replications(
      wanted.size(), {record, [&](std::size_t i) { return file.samples(0, wanted[i]); }});
  if (!merged) {
    print_error(fmt::format("{}: the study: {}", m_options.out_dir, merged.error().detail),
                use_color(m_common.color, STDERR_FILENO));
    return unreadable;
  }
  m_results = std::move(merged).value();
  return fine;
}

ExitCode ReplicationsCommand::compute_to_precision()
{
  const std::uint64_t most = m_options.study.replications.value_or(most_by_default);
  std::uint64_t count = std::min(experiment::first_replications, most);
  for (;;) {
    if (const ExitCode done = compute(count); done != fine) return done;
    if (const ExitCode merged = merge(count); merged != fine) return merged;
    if (!m_results || !m_session->lost().empty()) return fine;
    const std::optional<double> over = experiment::excess(*m_results, *m_target);
    m_precise = over && *over <= 1;
    if (m_precise || count >= most) return fine;
    count = experiment::next_replications(count, over, most);
  }
}

ExitCode ReplicationsCommand::give_answer()
{
  m_session->print_lost();
  if (!m_results) {
    print_error("no replication is complete, so there is no answer",
                use_color(m_common.color, STDERR_FILENO));
    return failed;
  }
  RunResults& results = *m_results;
  results.warm_up_s = {m_warm_up.method, static_cast<double>(m_warm_up.value_ns) / 1e9};
  results.effective_scenario = to_json(m_ready.scenario);
  if (!m_warm_up.note.empty()) results.notes.push_back(m_warm_up.note);
  for (const auto& lost : m_session->lost()) results.notes.push_back(m_session->lost_note(lost));
  const bool complete = m_session->lost().empty();
  if (!m_precise && complete)
    results.notes.push_back(fmt::format("precision not reached: {} with {} replications",
                                        m_options.precision, results.replications));
  const ExitCode written = write_results(results, m_effective, m_options.out_dir, m_common);
  if (written != fine) return written;
  if (const ExitCode ended = m_session->finish(); ended != fine) return ended;
  print_results(results, m_options.format, m_common);
  print_violations(results, m_violations, m_common);
  bool broken = false;
  for (const InvariantResult& check : results.checks) broken = broken || check.violations > 0;
  return broken || !complete || !m_precise ? failed : fine;
}

ExitCode ReplicationsCommand::run()
{
  const InterruptFlag interrupt;
  if (const ExitCode understood = understand(); understood != fine) return understood;
  if (const ExitCode made = make_out_dir(m_options.out_dir, m_common); made != fine) return made;
  if (const ExitCode opened = open_study(); opened != fine) return opened;
  ExitCode done = fine;
  if (m_target) {
    done = compute_to_precision();
  } else {
    done = compute(*m_options.study.replications);
    if (done == fine) done = merge(*m_options.study.replications);
  }
  return done == fine ? give_answer() : done;
}

} // namespace

ExitCode run_replications(const RunOptions& options, ReadyScenario& ready,
                          const CommonOptions& common)
{
  return ReplicationsCommand(options, ready, common).run();
}

} // namespace gatetwin::app
