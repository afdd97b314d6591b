// SPDX-License-Identifier: Apache-2.0
#include "sim/app/designs.hpp"
#include "core/base/build_info.hpp"
#include "core/settings/value_text.hpp"
#include "sim/app/run_names.hpp"
#include "sim/app/simulate.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <numeric>
#include <set>
#include <span>
#include <stdexcept>
#include <unistd.h>

namespace gatetwin::app {

DesignSet load_files(const std::vector<std::string>& files, const ScenarioOptions& common_part,
                     const CommonOptions& common)
{
  DesignSet set;
  ScenarioOptions options = common_part;
  std::set<std::string> names;
  for (const std::string& file : files) {
    options.file = file;
    LoadOutcome loaded = load(options, common);
    if (!loaded.ready) return {{}, loaded.code};
    // The first one's seed is everybody's.
    if (!options.seed) options.seed = loaded.ready->model.seed;
    std::string name = loaded.ready->model.name;
    if (name.empty() || !names.insert(name).second) {
      name = std::filesystem::path(file).stem().string();
      const std::string base = name;
      for (int i = 2; !names.insert(name).second; ++i) name = fmt::format("{} ({})", base, i);
    }
    set.designs.push_back({name, {}, std::move(*loaded.ready)});
  }
  return set;
}

DesignSet load_variants(const ScenarioOptions& scenario,
                        const std::vector<experiment::Settings>& settings,
                        const CommonOptions& common)
{
  DesignSet set;
  for (const experiment::Settings& factors : settings) {
    ScenarioOptions options = scenario;
    for (const auto& [path, value] : factors)
      options.settings.push_back(fmt::format("{}={}", path, value));
    LoadOutcome loaded = load(options, common);
    if (!loaded.ready) {
      if (loaded.code == wrong_use) {
        print_error(fmt::format("the scenario can't be run with {}; see what --set says above",
                                experiment::design_name(factors)),
                    use_color(common.color, STDERR_FILENO));
      }
      return {{}, loaded.code};
    }
    set.designs.push_back({experiment::design_name(factors), factors, std::move(*loaded.ready)});
  }
  return set;
}

VariationSet parse_variations(const std::vector<std::string>& texts, const CommonOptions& common)
{
  VariationSet set;
  std::set<std::string> paths;
  for (const std::string& text : texts) {
    auto parsed = experiment::parse_variation(text);
    std::string fault = parsed.fault;
    if (parsed.variation && !paths.insert(parsed.variation->path).second)
      fault = parsed.variation->path + " is varied twice; write all its values in one --vary";
    if (!fault.empty()) {
      print_error("--vary: " + fault, use_color(common.color, STDERR_FILENO));
      return {{}, wrong_use};
    }
    set.variations.push_back(std::move(*parsed.variation));
  }
  return set;
}

namespace {

WarmUpOutcome longest_warm_up(DesignSet& set, std::span<const std::size_t> designs,
                              const std::string& asked, std::uint64_t replications,
                              unsigned workers, const CommonOptions& common)
{
  std::optional<WarmUpChoice> longest;
  for (const std::size_t d : designs) {
    WarmUpOutcome one = choose_warm_up(asked, set.designs[d].ready, replications, workers, common);
    if (!one.choice) return one;
    if (!longest || one.choice->value_ns > longest->value_ns) longest = one.choice;
  }
  for (Design& design : set.designs) {
    const std::int64_t horizon_ns = design.ready.model.horizon_ns;
    if (horizon_ns > 0 && longest->value_ns >= horizon_ns) {
      print_error(
          fmt::format(
              "{}: its duration is not longer than the warm-up that is left out of all "
              "designs, {}; lengthen it, or say --warm-up TIME",
              design.name,
              format_quantity(static_cast<double>(longest->value_ns) / 1e9, settings::duration)),
          use_color(common.color, STDERR_FILENO));
      return {std::nullopt, wrong_use};
    }
    apply_warm_up(*longest, design.ready);
  }
  return {longest, fine};
}

} // namespace

WarmUpOutcome warm_up_of_all(DesignSet& set, const std::string& asked, std::uint64_t replications,
                             unsigned workers, const CommonOptions& common)
{
  std::vector<std::size_t> all(set.designs.size());
  std::iota(all.begin(), all.end(), 0U);
  return longest_warm_up(set, all, asked, replications, workers, common);
}

WarmUpOutcome warm_up_of_many(DesignSet& set, const std::string& asked, std::uint64_t replications,
                              unsigned workers, const CommonOptions& common)
{
  const std::size_t ends[] = {0, set.designs.size() - 1};
  return longest_warm_up(set, ends, asked, replications, workers, common);
}

namespace {

std::vector<std::string> usual_figures(const DesignSet& set)
{
  std::vector<std::string> texts{"wait_mean", "wait_p95"};
  for (const ServiceLevelModel& level : set.designs.front().ready.model.service_levels) {
    const auto has_it = [&](const Design& design) {
      const auto& levels = design.ready.model.service_levels;
      return std::any_of(levels.begin(), levels.end(),
                         [&](const auto& other) { return other.name == level.name; });
    };
    if (std::all_of(set.designs.begin(), set.designs.end(), has_it))
      texts.push_back("within@" + level.name);
  }
  return texts;
}

} // namespace

FigureSet choose_figures(const DesignSet& set, const std::vector<std::string>& asked,
                         const CommonOptions& common)
{
  FigureSet out;
  const auto refuse = [&](const std::string& text) {
    print_error("--figure: " + text, use_color(common.color, STDERR_FILENO));
    return FigureSet{{}, wrong_use};
  };
  for (const std::string& text : asked.empty() ? usual_figures(set) : asked) {
    const auto parsed = experiment::parse_figure_choice(text);
    if (!parsed.choice) return refuse(parsed.fault);
    for (const Design& design : set.designs) {
      const std::string missing = missing_in(names_of(design.ready.model), *parsed.choice);
      if (!missing.empty()) return refuse(fmt::format("{}: {}: {}", text, design.name, missing));
    }
    out.figures.push_back(*parsed.choice);
  }
  return out;
}

experiment::StudyHead head_of(const DesignSet& set, const std::string& kind)
{
  const BuildInfo& build = build_info();
  experiment::StudyHead head;
  head.kind = kind;
  head.build = {build.version, build.commit, build.core_build_id};
  for (const Design& design : set.designs)
    head.designs.push_back({design.name, to_yaml(design.ready.scenario), design.factors});
  return head;
}

experiment::Simulate simulate_designs(const DesignSet& set)
{
  return [&set](const experiment::StudyTask& task, const std::function<void(double)>& progress) {
    const CheckpointModel& model = set.designs[task.design].ready.model;
    auto record = simulate(model, task.replication, nullptr, progress);
    if (!record) throw std::runtime_error("interrupted");
    return std::move(*record);
  };
}

} // namespace gatetwin::app
