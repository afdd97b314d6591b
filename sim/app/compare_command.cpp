// SPDX-License-Identifier: Apache-2.0
// gatetwin compare: several designs under common random numbers.
#include "core/base/whole_file.hpp"
#include "sim/app/designs.hpp"
#include "sim/app/run_names.hpp"
#include "sim/app/run_output.hpp"
#include "sim/app/study_session.hpp"
#include "sim/experiment/comparison_text.hpp"
#include "sim/experiment/merge_replications.hpp"
#include "sim/report/report_page.hpp"
#include "sim/results/results_file.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace gatetwin::app {
namespace {

using experiment::FigureChoice;

constexpr std::uint64_t replications_by_default = 20;

class CompareCommand {
public:
  CompareCommand(const CompareOptions& options, const CommonOptions& common)
      : m_options(options), m_common(common)
  {
  }
  ExitCode run();

private:
  ExitCode load_designs();
  ExitCode gather();
  ExitCode gather_design(std::size_t design, const std::vector<std::uint64_t>& numbers);
  ExitCode write_files(const experiment::Comparison& comparison);
  void print(const experiment::Comparison& comparison) const;
  std::vector<std::string> names() const;
  ExitCode refuse(const std::string& text) const
  {
    print_error(text, use_color(m_common.color, STDERR_FILENO));
    return wrong_use;
  }

  const CompareOptions& m_options;
  const CommonOptions& m_common;
  DesignSet m_set;
  WarmUpChoice m_warm_up;
  std::vector<FigureChoice> m_figures;
  std::unique_ptr<StudySession> m_session;
  std::vector<experiment::FigureValues> m_values;
  std::vector<RunResults> m_results; // of each design
  std::vector<std::string> m_violations;
};

ExitCode CompareCommand::load_designs()
{
  ScenarioOptions scenario;
  scenario.settings = m_options.settings;
  scenario.seed = m_options.seed;
  if (m_options.vary.empty()) {
    if (m_options.files.size() < 2)
      return refuse("compare needs two scenarios at least, or one and --vary PATH=V1,V2");
    m_set = load_files(m_options.files, scenario, m_common);
    return m_set.code;
  }
  if (m_options.files.size() != 1)
    return refuse("--vary makes the designs out of one scenario; name one file");
  const VariationSet vary = parse_variations(m_options.vary, m_common);
  if (vary.code != fine) return vary.code;
  const auto settings = experiment::grid(vary.variations);
  if (settings.size() < 2 || settings.size() > 50) {
    return refuse(
        fmt::format("--vary gives {} designs; compare takes 2 to 50 (`gatetwin sweep` takes "
                    "more)",
                    settings.size()));
  }
  scenario.file = m_options.files.front();
  m_set = load_variants(scenario, settings, m_common);
  return m_set.code;
}

std::vector<std::string> CompareCommand::names() const
{
  std::vector<std::string> out;
  for (const Design& design : m_set.designs) out.push_back(design.name);
  return out;
}

// Replications that every design has: only these can be paired.
ExitCode CompareCommand::gather()
{
  std::vector<std::uint64_t> numbers;
  for (std::size_t d = 0; d < m_set.designs.size(); ++d) {
    const auto there = m_session->file().replications(d);
    if (!there) return cannot_write(m_options.out_dir, there.error().detail, m_common);
    const std::uint64_t count = m_options.study.replications.value_or(replications_by_default);
    std::vector<std::uint64_t> both;
    for (const std::uint64_t number : there.value()) {
      const bool wanted = number < count;
      if (wanted && (d == 0 || std::binary_search(numbers.begin(), numbers.end(), number)))
        both.push_back(number);
    }
    numbers = std::move(both);
  }
  if (numbers.empty()) {
    print_error("no replication is complete for all designs, so there is nothing to compare",
                use_color(m_common.color, STDERR_FILENO));
    return failed;
  }
  for (const FigureChoice& figure : m_figures)
    m_values.push_back({figure, std::vector(m_set.designs.size(),
                                            std::vector<std::optional<double>>(numbers.size()))});
  for (std::size_t d = 0; d < m_set.designs.size(); ++d) {
    if (const ExitCode done = gather_design(d, numbers); done != fine) return done;
  }
  return fine;
}

ExitCode CompareCommand::gather_design(std::size_t design,
                                       const std::vector<std::uint64_t>& numbers)
{
  const experiment::StudyFile& file = m_session->file();
  const Design& one = m_set.designs[design];
  const auto record = [&](std::size_t i) {
    auto found = file.record(design, numbers[i]);
    if (!found) return found;
    for (experiment::FigureValues& values : m_values)
      values.values[design][i] = value_of(found.value().results, values.figure);
    for (const std::string& violation : found.value().violations) {
      if (m_violations.size() < 20)
        m_violations.push_back(
            fmt::format("{}, replication {}: {}", one.name, numbers[i], violation));
    }
    return found;
  };
  auto merged = experiment::merge_replications(
      numbers.size(), {record, [&](std::size_t i) { return file.samples(design, numbers[i]); }});
  if (!merged) {
    print_error(fmt::format("the study: {}", merged.error().detail),
                use_color(m_common.color, STDERR_FILENO));
    return unreadable;
  }
  RunResults results = std::move(merged).value();
  results.warm_up_s = {m_warm_up.method, static_cast<double>(m_warm_up.value_ns) / 1e9};
  results.effective_scenario = to_json(one.ready.scenario);
  // Pages and files say which design it is.
  if (!one.factors.empty()) {
    results.title = (results.title.empty() ? results.scenario : results.title) + ": " + one.name;
  }
  for (const auto& lost : m_session->lost()) {
    if (lost.task.design == design) results.notes.push_back(m_session->lost_note(lost));
  }
  m_results.push_back(std::move(results));
  return fine;
}

ExitCode CompareCommand::write_files(const experiment::Comparison& comparison)
{
  if (m_options.out_dir.empty()) return fine;
  const std::filesystem::path dir = m_options.out_dir;
  std::vector<std::pair<std::filesystem::path, std::string>> files{
      {dir / "comparison.json", to_json(comparison, names())},
      {dir / "report.html", report_page(m_results, m_common.language)}};
  for (std::size_t d = 0; d < m_results.size(); ++d)
    files.emplace_back(dir / fmt::format("design-{}.results.json", d + 1),
                       gatetwin::to_json(m_results[d]));
  for (const auto& [path, text] : files) {
    if (const Status written = write_file_whole(path.string(), text); !written)
      return cannot_write(path.string(), written.error().detail, m_common);
  }
  return m_session->finish();
}

void CompareCommand::print(const experiment::Comparison& comparison) const
{
  std::string text;
  switch (m_options.format) {
  case OutputFormat::json: text = to_json(comparison, names()); break;
  case OutputFormat::csv: text = to_csv(comparison, names()); break;
  case OutputFormat::text:
    text =
        to_text(comparison, names(), m_common.language, use_color(m_common.color, STDOUT_FILENO));
    break;
  }
  std::fwrite(text.data(), 1, text.size(), stdout);
}

ExitCode CompareCommand::run()
{
  if (const ExitCode loaded = load_designs(); loaded != fine) return loaded;
  FigureSet chosen = choose_figures(m_set, m_options.figures, m_common);
  if (chosen.code != fine) return chosen.code;
  m_figures = std::move(chosen.figures);
  if (const ExitCode made = make_out_dir(m_options.out_dir, m_common); made != fine) return made;
  const InterruptFlag interrupt;
  const std::uint64_t count = m_options.study.replications.value_or(replications_by_default);
  const WarmUpOutcome warm_up =
      warm_up_of_all(m_set, m_options.warm_up, std::max<std::uint64_t>(2, count),
                     workers_of(m_options.study), m_common);
  if (!warm_up.choice) return warm_up.code;
  m_warm_up = *warm_up.choice;
  auto opened =
      StudySession::open(m_options.out_dir, head_of(m_set, "compare"), m_options.study, m_common);
  if (opened.code != fine) return opened.code;
  m_session = std::move(opened.session);
  const ExitCode computed =
      m_session->compute(count, simulate_designs(m_set), experiment::Keep::records);
  if (computed != fine) return computed;
  m_session->print_lost();
  if (const ExitCode gathered = gather(); gathered != fine) return gathered;
  const experiment::Comparison comparison = experiment::compare(m_values);
  if (const ExitCode written = write_files(comparison); written != fine) return written;
  print(comparison);
  bool broken = false;
  for (const RunResults& results : m_results) {
    for (const InvariantResult& check : results.checks) broken = broken || check.violations > 0;
  }
  if (broken) {
    print_error("invariants are broken: don't rely on this comparison before the reason is found",
                use_color(m_common.color, STDERR_FILENO));
    for (const std::string& one : m_violations) print_note("  " + one);
  }
  return broken || !m_session->lost().empty() ? failed : fine;
}

} // namespace

ExitCode compare_designs(const CompareOptions& options, const CommonOptions& common)
{
  return CompareCommand(options, common).run();
}

} // namespace gatetwin::app
