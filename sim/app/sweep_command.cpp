// SPDX-License-Identifier: Apache-2.0
// gatetwin sweep: one scenario with many settings, computed by processes of this machine, by the
// ranks of an MPI job, or in parts; the study's file is the same.
#include "core/base/whole_file.hpp"
#include "sim/app/designs.hpp"
#include "sim/app/run_output.hpp"
#include "sim/app/study_session.hpp"
#include "sim/app/sweep_parts.hpp"
#include "sim/experiment/design_table.hpp"
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace gatetwin::app {
namespace {

constexpr std::uint64_t replications_by_default = 10;
constexpr std::size_t most_designs = 100'000;

class SweepCommand {
public:
  SweepCommand(const SweepOptions& options, const CommonOptions& common)
      : m_options(options), m_common(common)
  {
  }
  // What all ranks do: the designs are the same on each.
  ExitCode prepare();
  ExitCode understand(); // its first half, before anything is computed
  ExitCode run(experiment::RankStudy* ranks);
  void take(experiment::RankStudy& ranks)
  {
    ranks.take(simulate_designs(m_set), [] { return InterruptFlag::raised(); });
  }

private:
  ExitCode make_designs();
  ExitCode settings_of(std::vector<experiment::Settings>& out);
  ExitCode answer();
  std::uint64_t count() const
  {
    return m_options.study.replications.value_or(replications_by_default);
  }
  ExitCode refuse(const std::string& text) const
  {
    print_error(text, use_color(m_common.color, STDERR_FILENO));
    return wrong_use;
  }

  const SweepOptions& m_options;
  const CommonOptions& m_common;
  std::optional<Part> m_part;
  DesignSet m_set;
  std::vector<experiment::FigureChoice> m_figures;
  std::unique_ptr<StudySession> m_session;
};

// "PATH=VALUE;PATH=VALUE"
ExitCode SweepCommand::settings_of(std::vector<experiment::Settings>& out)
{
  for (const std::string& text : m_options.designs) {
    experiment::Settings one;
    for (std::size_t from = 0; from <= text.size();) {
      const std::size_t to = std::min(text.find(';', from), text.size());
      const std::string part = text.substr(from, to - from);
      const std::size_t equals = part.find('=');
      if (equals == std::string::npos || equals == 0)
        return refuse(fmt::format("--design \"{}\": not PATH=VALUE;PATH=VALUE", text));
      one.emplace_back(part.substr(0, equals), part.substr(equals + 1));
      from = to + 1;
    }
    const bool same_paths =
        out.empty() || std::equal(one.begin(), one.end(), out[0].begin(), out[0].end(),
                                  [](const auto& a, const auto& b) { return a.first == b.first; });
    if (!same_paths)
      return refuse(
          fmt::format("--design \"{}\": sets other fields than the first one does", text));
    out.push_back(std::move(one));
  }
  return fine;
}

ExitCode SweepCommand::make_designs()
{
  if (m_options.scenario.file.empty())
    return refuse("sweep needs a SCENARIO; see `gatetwin sweep --help` for an example");
  if (m_options.vary.empty() == m_options.designs.empty())
    return refuse(
        "sweep needs --vary PATH=VALUES for a grid, or --design PATH=VALUE;... for a list");
  std::vector<experiment::Settings> settings;
  if (const ExitCode listed = settings_of(settings); listed != fine) return listed;
  if (!m_options.vary.empty()) {
    const VariationSet vary = parse_variations(m_options.vary, m_common);
    if (vary.code != fine) return vary.code;
    double size = 1;
    for (const auto& variation : vary.variations)
      size *= static_cast<double>(variation.values.size());
    const bool hypercube = m_options.latin_hypercube > 0;
    if (!hypercube && size > static_cast<double>(most_designs))
      return refuse(
          fmt::format("--vary gives {:.0f} designs, more than {}; take fewer values, or draw "
                      "some of them with --latin-hypercube N",
                      size, most_designs));
    settings = hypercube ? latin_hypercube(vary.variations, m_options.latin_hypercube,
                                           m_options.scenario.seed.value_or(1))
                         : grid(vary.variations);
  } else if (m_options.latin_hypercube > 0) {
    return refuse("--latin-hypercube draws out of --vary; name the ranges there");
  }
  m_set = load_variants(m_options.scenario, settings, m_common);
  return m_set.code;
}

ExitCode SweepCommand::understand()
{
  if (!m_options.block.empty()) {
    m_part = parse_part(m_options.block);
    if (!m_part) return refuse("--block: not K/N with K from 1 to N; write for example 3/16");
    if (m_options.out_dir.empty()) return refuse("--block needs -o DIR: the folder of all parts");
  }
  if (const ExitCode made = make_designs(); made != fine) return made;
  FigureSet chosen = choose_figures(m_set, m_options.figures, m_common);
  if (chosen.code != fine) return chosen.code;
  m_figures = std::move(chosen.figures);
  return fine;
}

ExitCode SweepCommand::prepare()
{
  if (const ExitCode understood = understand(); understood != fine) return understood;
  return warm_up_of_many(m_set, m_options.warm_up, std::max<std::uint64_t>(2, count()),
                         workers_of(m_options.study), m_common)
      .code;
}

ExitCode SweepCommand::answer()
{
  const experiment::StudyFile& file = m_session->file();
  const auto table = experiment::design_table(file, m_figures);
  if (!table) return cannot_write(m_options.out_dir, table.error().detail, m_common);
  const std::string csv = to_csv(table.value(), file.head());
  const std::string json = to_json(table.value(), file.head());
  const std::string text = to_text(table.value(), file.head(), m_common.language,
                                   use_color(m_common.color, STDOUT_FILENO));
  const std::uint64_t broken = file.violations();
  if (!m_options.out_dir.empty()) {
    const std::filesystem::path dir = m_options.out_dir;
    for (const auto& [name, content] :
         {std::pair("sweep.csv", &csv), std::pair("sweep.json", &json)}) {
      const std::string path = (dir / name).string();
      if (const Status written = write_file_whole(path, *content); !written)
        return cannot_write(path, written.error().detail, m_common);
    }
  }
  if (const ExitCode ended = m_session->finish(); ended != fine) return ended;
  const std::string& shown = m_options.format == OutputFormat::json  ? json
                             : m_options.format == OutputFormat::csv ? csv
                                                                     : text;
  std::fwrite(shown.data(), 1, shown.size(), stdout);
  if (broken > 0) {
    print_error(fmt::format("invariants are broken {} times: see `violations` in the study's table "
                            "`replication`; don't rely on those designs before the reason is found",
                            broken),
                use_color(m_common.color, STDERR_FILENO));
  }
  return broken > 0 || !m_session->lost().empty() ? failed : fine;
}

ExitCode SweepCommand::run(experiment::RankStudy* ranks)
{
  auto opened = StudySession::open(m_options.out_dir, head_of(m_set, "sweep"), m_options.study,
                                   m_common, m_part ? m_part->stem() : "study");
  if (opened.code != fine) {
    if (ranks != nullptr) ranks->send_home();
    return opened.code;
  }
  m_session = std::move(opened.session);
  const auto missing = missing_tasks(m_session->file(), count());
  std::vector<experiment::StudyTask> tasks =
      missing ? missing.value() : std::vector<experiment::StudyTask>{};
  if (m_part) {
    // The part's share of all tasks, without those that are there already.
    std::vector<experiment::StudyTask> all;
    for (std::uint64_t r = 0; r < count(); ++r) {
      for (std::uint32_t d = 0; d < m_set.designs.size(); ++d) all.push_back({d, r});
    }
    const auto mine = tasks_of(*m_part, all);
    std::erase_if(tasks, [&](const auto& task) {
      return std::find(mine.begin(), mine.end(), task) == mine.end();
    });
  }
  const ExitCode computed =
      m_session->compute(tasks, simulate_designs(m_set), experiment::Keep::tables, ranks);
  if (computed != fine) return computed;
  m_session->print_lost();
  if (!m_part) return answer();
  const ExitCode ended = m_session->finish();
  return ended == fine && !m_session->lost().empty() ? failed : ended;
}

ExitCode sweep_on_ranks(SweepCommand& command, const CommonOptions& common)
{
  experiment::RankStudy ranks;
  if (ranks.rank() != 0) {
    command.take(ranks);
    return fine;
  }
  const ExitCode code = command.run(&ranks);
  if (!ranks.has_lost_ranks()) return code;
  print_error("a rank of the MPI job has died; its block was computed here",
              use_color(common.color, STDERR_FILENO));
  std::fflush(nullptr);
  _exit(code); // MPI would wait for the rank for ever
}

} // namespace

ExitCode check_sweep(const SweepOptions& options, const CommonOptions& common)
{
  return SweepCommand(options, common).understand();
}

ExitCode sweep_designs(const SweepOptions& options, const CommonOptions& common)
{
  const InterruptFlag interrupt;
  const bool on_ranks = experiment::started_by_mpirun() && options.block.empty();
  CommonOptions own = common;
  if (on_ranks && experiment::rank_by_mpirun() > 0) {
    own.quiet = true; // what is wrong is wrong on every rank; the first one says it
    if (std::freopen("/dev/null", "w", stderr) == nullptr) return failed;
  }
  SweepCommand command(options, own);
  if (const ExitCode prepared = command.prepare(); prepared != fine) return prepared;
  return on_ranks ? sweep_on_ranks(command, own) : command.run(nullptr);
}

} // namespace gatetwin::app
