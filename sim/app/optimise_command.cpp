// SPDX-License-Identifier: Apache-2.0
// gatetwin optimise: the cheapest of many designs that keeps its limits, and how sure that is.
#include "sim/app/bound_screen.hpp"
#include "sim/app/designs.hpp"
#include "sim/app/optimise_answer.hpp"
#include "sim/app/optimise_question.hpp"
#include "sim/app/run_output.hpp"
#include "sim/app/study_session.hpp"
#include "sim/experiment/figure_amount.hpp"
#include "sim/results/optimum_text.hpp"
#include "sim/results/results_file.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <unistd.h>

namespace gatetwin::app {
namespace {

using experiment::OptimumSearch;
using experiment::SearchRow;

constexpr std::uint64_t replications_by_default = 100;
constexpr double most_designs = 10'000;

class OptimiseCommand {
public:
  OptimiseCommand(const OptimiseOptions& options, const CommonOptions& common)
      : m_options(options), m_common(common)
  {
  }
  ExitCode run();

private:
  ExitCode understand();
  ExitCode understand_limits();
  ExitCode vary(std::vector<experiment::Settings>& settings);
  ExitCode take_service_levels(const CheckpointModel& model);
  ExitCode make_candidates();
  ExitCode consider(Design design);
  ExitCode refuse_empty() const;
  ExitCode prepare();
  ExitCode search();
  ExitCode compute(const std::vector<OptimumSearch::Request>& wanted);
  ExitCode compute_again(std::size_t design);
  std::optional<std::vector<SearchRow>> rows_of(const OptimumSearch::Request& request) const;
  ExitCode give_answer();
  ExitCode refuse(const std::string& text) const
  {
    print_error(text, use_color(m_common.color, STDERR_FILENO));
    return wrong_use;
  }

  const OptimiseOptions& m_options;
  const CommonOptions& m_common;
  ScenarioOptions m_scenario;
  std::vector<std::string> m_paths;
  OptimiseQuestion m_question;
  std::vector<std::string> m_level_names; // of --subject-to, looked up in the model
  OptimiseCounts m_counts;
  DesignSet m_set; // what may be simulated
  experiment::SearchProblem m_problem;
  WarmUpChoice m_warm_up;
  std::unique_ptr<StudySession> m_session;
  std::unique_ptr<OptimumSearch> m_search;
};

std::optional<double> share_in(const std::string& text)
{
  const auto amount = experiment::parse_figure_amount(text, false);
  if (amount.fault != experiment::AmountFault::none) return std::nullopt;
  return amount.value;
}

ExitCode OptimiseCommand::understand()
{
  if (m_options.vary.empty())
    return refuse("optimise needs --vary PATH=LO..HI: what may be chosen, and from where to where");
  if (m_options.minimise.empty())
    return refuse("optimise needs --minimise QUANTITY: what it costs, for example units, officers "
                  "or 'officers + 0.2 units@egates'");
  const std::uint64_t most = m_options.study.replications.value_or(replications_by_default);
  if (most < experiment::least_to_meet)
    return refuse(fmt::format("--replications {}: with fewer than {} replications of a design "
                              "nothing is certain",
                              most, experiment::least_to_meet));
  const auto confidence = share_in(m_options.confidence);
  if (!confidence || *confidence < 0.5 || *confidence > 0.9999)
    return refuse("--confidence: \"" + m_options.confidence +
                  "\" is not between 50 % and 99.99 %; write for example 95%");
  const auto tolerance = share_in(m_options.tolerance);
  if (!tolerance || *tolerance < 0 || *tolerance > 0.5)
    return refuse("--tolerance: \"" + m_options.tolerance +
                  "\" is not between 0 % and 50 % of a limit; write for example 2%");
  m_problem.most = most;
  m_problem.error = 1 - *confidence;
  m_problem.steps_beyond = m_options.frontier;
  m_question.confidence = *confidence;
  m_question.tolerance = *tolerance;
  return fine;
}

ExitCode OptimiseCommand::vary(std::vector<experiment::Settings>& settings)
{
  const VariationSet set = parse_variations(m_options.vary, m_common);
  if (set.code != fine) return set.code;
  double size = 1;
  for (const experiment::Variation& variation : set.variations) {
    m_paths.push_back(variation.path);
    size *= static_cast<double>(variation.values.size());
    for (const std::string& value : variation.values) {
      if (value.find_first_not_of("0123456789") == std::string::npos) continue;
      return refuse(fmt::format("--vary {}: \"{}\" is no whole number; optimise chooses numbers of "
                                "units and officers, `gatetwin sweep` varies anything",
                                variation.path, value));
    }
  }
  if (size > most_designs)
    return refuse(
        fmt::format("--vary gives {:.0f} designs, more than {:.0f}; take narrower ranges, "
                    "or a step: LO..HI/STEP",
                    size, most_designs));
  settings = experiment::grid(set.variations);
  return fine;
}

ExitCode OptimiseCommand::understand_limits()
{
  auto cost = parse_quantity_sum(m_options.minimise, m_paths);
  if (!cost.quantity) return refuse("--minimise: " + cost.fault);
  for (const QuantityTerm& term : cost.quantity->terms) {
    if (term.kind == QuantityTerm::Kind::figure &&
        term.choice.stat == experiment::FigureChoice::Stat::within)
      return refuse("--minimise: " + term.choice.text +
                    " is better when it is more; ask for it with --subject-to '" +
                    term.choice.text + " >= 95 %'");
  }
  m_question.minimise = std::move(*cost.quantity);
  m_problem.cost_is_simulated = m_question.minimise.is_simulated();
  for (const std::string& text : m_options.subject_to) {
    ParsedLimit parsed = parse_limit(text, m_paths);
    if (!parsed.fault.empty()) return refuse("--subject-to: " + parsed.fault);
    if (!parsed.service_level.empty()) m_level_names.push_back(parsed.service_level);
    if (!parsed.setting.empty()) m_scenario.settings.push_back(parsed.setting);
    if (parsed.limit) m_question.limits.push_back(std::move(*parsed.limit));
  }
  return fine;
}

// Service levels that are named, or all when no limit is.
ExitCode OptimiseCommand::take_service_levels(const CheckpointModel& model)
{
  std::string known;
  for (const ServiceLevelModel& level : model.service_levels) {
    known += (known.empty() ? "" : ", ") + level.name;
    if (m_options.subject_to.empty()) m_question.limits.push_back(limit_of(level));
  }
  for (const std::string& name : m_level_names) {
    const auto found = std::find_if(model.service_levels.begin(), model.service_levels.end(),
                                    [&](const auto& level) { return level.name == name; });
    if (found == model.service_levels.end())
      return refuse(
          fmt::format("--subject-to: \"{}\" is neither FIGURE<=AMOUNT nor a service level; "
                      "write for example 'wait_p95 <= 10 min'; service levels of the "
                      "scenario: {}",
                      name.substr(0, 80), known.empty() ? "none" : known));
    m_question.limits.push_back(limit_of(*found));
  }
  const std::string missing = missing_in(model, m_question.minimise);
  if (!missing.empty()) return refuse("--minimise " + m_question.minimise.text + ": " + missing);
  for (const QuantityLimit& limit : m_question.limits) {
    const std::string lacks = missing_in(model, limit.quantity);
    if (!lacks.empty()) return refuse("--subject-to '" + limit.text + "': " + lacks);
  }
  const bool any_simulated = std::any_of(m_question.limits.begin(), m_question.limits.end(),
                                         [](const auto& l) { return l.quantity.is_simulated(); });
  if (!any_simulated && !m_problem.cost_is_simulated)
    return refuse("nothing of this needs a simulation: limit a wait or a share with --subject-to, "
                  "for example 'wait_p95 <= 10 min' or 'within 30 min >= 95 %'");
  return fine;
}

ExitCode OptimiseCommand::consider(Design design)
{
  const CheckpointModel& model = design.ready.model;
  for (const QuantityLimit& limit : m_question.limits) {
    if (limit.quantity.is_simulated()) continue;
    const double value = known_part(model, design.factors, limit.quantity);
    const double over = limit.at_most ? value - limit.amount : limit.amount - value;
    if (over <= 1e-9) continue;
    ++m_counts.excluded;
    return fine;
  }
  const BoundOutlook outlook = look_ahead(model, m_question.limits);
  if (outlook.hopeless && !m_options.no_bound) {
    ++m_counts.overloaded;
    return fine;
  }
  m_problem.known_cost.push_back(known_part(model, design.factors, m_question.minimise));
  m_problem.promise.push_back(outlook.wait_s);
  m_set.designs.push_back(std::move(design));
  return fine;
}

ExitCode OptimiseCommand::refuse_empty() const
{
  if (m_counts.excluded == m_counts.designs)
    return refuse("no design of --vary keeps the limits on units, officers and settings; widen "
                  "--vary or loosen --subject-to");
  return refuse(
      fmt::format("by formula no design of --vary can keep the limits: the load of all {} "
                  "exceeds what they can do by so much that people wait at least twice "
                  "as long; widen --vary upwards (`gatetwin bound` shows which station "
                  "is short), or see for yourself with --no-bound",
                  m_counts.overloaded));
}

ExitCode OptimiseCommand::make_candidates()
{
  std::vector<experiment::Settings> settings;
  if (const ExitCode varied = vary(settings); varied != fine) return varied;
  m_scenario = m_options.scenario;
  if (const ExitCode understood = understand_limits(); understood != fine) return understood;
  m_counts.designs = settings.size();
  Progress progress(fmt::format("bounds of {} designs", settings.size()), m_common.quiet);
  for (std::size_t i = 0; i < settings.size(); ++i) {
    if (InterruptFlag::raised()) {
      print_note("interrupted: nothing was simulated yet");
      return interrupted;
    }
    DesignSet one = load_variants(m_scenario, {settings[i]}, m_common);
    if (one.code != fine) return one.code;
    if (i == 0) {
      const ExitCode known = take_service_levels(one.designs[0].ready.model);
      if (known != fine) return known;
    }
    if (const ExitCode done = consider(std::move(one.designs[0])); done != fine) return done;
    if (settings.size() > 50)
      progress.update(static_cast<double>(i + 1) / static_cast<double>(settings.size()),
                      elapsed_s());
  }
  progress.finish();
  return m_set.designs.empty() ? refuse_empty() : fine;
}

ExitCode OptimiseCommand::prepare()
{
  if (const ExitCode understood = understand(); understood != fine) return understood;
  if (const ExitCode made = make_candidates(); made != fine) return made;
  if (const ExitCode made = make_out_dir(m_options.out_dir, m_common); made != fine) return made;
  for (const QuantityLimit& limit : m_question.limits) {
    if (limit.quantity.is_simulated())
      m_problem.limits.push_back(
          {limit.amount, limit.at_most, m_question.tolerance * std::abs(limit.amount)});
  }
  const WarmUpOutcome warm_up = warm_up_of_many(m_set, m_options.warm_up, m_problem.most,
                                                workers_of(m_options.study), m_common);
  if (!warm_up.choice) return warm_up.code;
  m_warm_up = *warm_up.choice;
  auto opened =
      StudySession::open(m_options.out_dir, head_of(m_set, "optimise"), m_options.study, m_common);
  if (opened.code != fine) return opened.code;
  m_session = std::move(opened.session);
  if (const Status indexed = m_session->file().index_designs(); !indexed)
    return cannot_write(m_options.out_dir, indexed.error().detail, m_common);
  return fine;
}

ExitCode OptimiseCommand::compute(const std::vector<OptimumSearch::Request>& wanted)
{
  std::vector<experiment::StudyTask> tasks;
  std::uint64_t most = 0;
  for (const OptimumSearch::Request& request : wanted) {
    const auto there = m_session->file().replications(request.design);
    if (!there) return cannot_write(m_options.out_dir, there.error().detail, m_common);
    most = std::max(most, request.replications);
    for (std::uint64_t r = 0; r < request.replications; ++r) {
      if (!std::binary_search(there.value().begin(), there.value().end(), r))
        tasks.push_back({static_cast<std::uint32_t>(request.design), r});
    }
  }
  if (tasks.empty()) return fine;
  const std::string step =
      m_problem.cost_is_simulated
          ? std::string("all costs")
          : fmt::format("cost {} of {}", m_search->level() + 1, m_search->levels());
  const std::string what =
      fmt::format("{}: designs {}, replications of each {}", step, wanted.size(), most);
  const ExitCode computed =
      m_session->compute(tasks, simulate_designs(m_set), experiment::Keep::records, nullptr, what);
  if (computed != fine) return computed;
  m_session->print_lost();
  return m_session->lost().empty() ? fine : failed;
}

// The records that a search that was gone on with had let go.
ExitCode OptimiseCommand::compute_again(std::size_t design)
{
  experiment::StudyFile& file = m_session->file();
  if (file.has_all_records(design)) return fine;
  const std::uint64_t count = m_search->rows(design).size();
  if (const Status gone = file.forget(design); !gone)
    return cannot_write(m_options.out_dir, gone.error().detail, m_common);
  return compute({{design, count}});
}

std::optional<std::vector<SearchRow>>
OptimiseCommand::rows_of(const OptimumSearch::Request& request) const
{
  const experiment::StudyFile& file = m_session->file();
  const Design& design = m_set.designs[request.design];
  std::vector<SearchRow> rows(request.replications);
  const auto add = [&](const Quantity& quantity, auto place) {
    const double known = known_part(design.ready.model, design.factors, quantity);
    for (SearchRow& row : rows) place(row) = known;
    for (const QuantityTerm& term : quantity.terms) {
      if (term.kind != QuantityTerm::Kind::figure) continue;
      const auto values = file.values(term.choice, request.design);
      if (!values || values.value().size() < rows.size()) return false;
      for (std::size_t r = 0; r < rows.size(); ++r) {
        std::optional<double>& sum = place(rows[r]);
        const std::optional<double>& value = values.value()[r];
        sum = sum && value ? std::optional(*sum + term.factor * *value) : std::nullopt;
      }
    }
    return true;
  };
  if (m_problem.cost_is_simulated) {
    const bool added = add(
        m_question.minimise, [](SearchRow & row) -> auto& { return row.cost; });
    if (!added) return std::nullopt;
    for (SearchRow& row : rows) { // the search adds what is known
      if (row.cost) *row.cost -= m_problem.known_cost[request.design];
    }
  }
  std::size_t k = 0;
  for (const QuantityLimit& limit : m_question.limits) {
    if (!limit.quantity.is_simulated()) continue;
    for (SearchRow& row : rows) row.limits.resize(k + 1);
    if (!add(
            limit.quantity, [k](SearchRow & row) -> auto& { return row.limits[k]; }))
      return std::nullopt;
    ++k;
  }
  return rows;
}

ExitCode OptimiseCommand::search()
{
  m_search = std::make_unique<OptimumSearch>(m_problem);
  while (!m_search->wanted().empty()) {
    const std::vector<OptimumSearch::Request> wanted = m_search->wanted();
    if (const ExitCode computed = compute(wanted); computed != fine) return computed;
    std::vector<std::vector<SearchRow>> rows;
    for (const OptimumSearch::Request& request : wanted) {
      auto of_design = rows_of(request);
      if (!of_design) {
        print_error("the study is damaged: figures are missing in it",
                    use_color(m_common.color, STDERR_FILENO));
        return unreadable;
      }
      rows.push_back(std::move(*of_design));
    }
    m_search->take(rows);
    for (const OptimumSearch::Request& request : wanted) {
      const OptimumSearch::State state = m_search->state(request.design);
      if (state != OptimumSearch::State::misses && state != OptimumSearch::State::worse) continue;
      if (const Status let_go = m_session->file().drop_records(request.design); !let_go)
        return cannot_write(m_options.out_dir, let_go.error().detail, m_common);
    }
  }
  return fine;
}

ExitCode OptimiseCommand::give_answer()
{
  const std::size_t shown = m_search->best().value_or(m_search->nearest());
  if (const ExitCode again = compute_again(shown); again != fine) return again;
  const Design& design = m_set.designs[shown];
  auto merged = results_of_design(m_session->file(), shown, m_search->rows(shown).size());
  if (!merged) {
    print_error(fmt::format("the study: {}", merged.error().detail),
                use_color(m_common.color, STDERR_FILENO));
    return unreadable;
  }
  RunResults results = std::move(merged).value();
  results.warm_up_s = {m_warm_up.method, static_cast<double>(m_warm_up.value_ns) / 1e9};
  if (!m_warm_up.note.empty()) results.notes.push_back(m_warm_up.note);
  results.effective_scenario = to_json(design.ready.scenario);
  results.title = (results.title.empty() ? results.scenario : results.title) + ": " + design.name;
  results.optimum = optimum_of(*m_search, m_question, m_counts, m_set);
  const std::uint64_t broken = m_session->file().violations();
  const ExitCode written =
      write_results(results, to_yaml(design.ready.scenario), m_options.out_dir, m_common);
  if (written != fine) return written;
  for (std::size_t d = 0; d < m_set.designs.size(); ++d) {
    if (d == shown || m_search->rows(d).empty()) continue;
    if (const Status let_go = m_session->file().drop_records(d); !let_go)
      return cannot_write(m_options.out_dir, let_go.error().detail, m_common);
  }
  if (const ExitCode ended = m_session->finish(); ended != fine) return ended;
  std::string text;
  switch (m_options.format) {
  case OutputFormat::json: text = gatetwin::to_json(results); break;
  case OutputFormat::csv: text = to_csv(*results.optimum); break;
  case OutputFormat::text:
    text =
        to_table(*results.optimum, {m_common.language, use_color(m_common.color, STDOUT_FILENO)});
    break;
  }
  std::fwrite(text.data(), 1, text.size(), stdout);
  if (broken > 0)
    print_error(fmt::format("invariants are broken {} times: don't rely on this answer before the "
                            "reason is found",
                            broken),
                use_color(m_common.color, STDERR_FILENO));
  return broken > 0 || !results.optimum->settled ? failed : fine;
}

ExitCode OptimiseCommand::run()
{
  const InterruptFlag interrupt;
  if (const ExitCode prepared = prepare(); prepared != fine) return prepared;
  if (const ExitCode searched = search(); searched != fine) return searched;
  return give_answer();
}

} // namespace

ExitCode optimise_design(const OptimiseOptions& options, const CommonOptions& common)
{
  return OptimiseCommand(options, common).run();
}

} // namespace gatetwin::app
