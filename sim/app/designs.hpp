// SPDX-License-Identifier: Apache-2.0
// The designs that a verb compares or varies: scenarios that were loaded and checked, each with its
// name and what was varied in it. All have one seed, so that their replications have the same
// travellers with the same luck, and one warm-up.
#pragma once
#include "sim/app/command.hpp"
#include "sim/app/load.hpp"
#include "sim/app/warm_up_choice.hpp"
#include "sim/experiment/figure_choice.hpp"
#include "sim/experiment/study_run.hpp"
#include "sim/experiment/variation.hpp"
#include <string>
#include <vector>

namespace gatetwin::app {

struct Design {
  std::string name;
  experiment::Settings factors;
  ReadyScenario ready;
};

struct DesignSet {
  std::vector<Design> designs; // empty when something is faulty; that was printed
  ExitCode code = fine;
};

// A design for each file.
DesignSet load_files(const std::vector<std::string>& files, const ScenarioOptions& common_part,
                     const CommonOptions& common);
// A design for each of `settings`, on top of the one scenario.
DesignSet load_variants(const ScenarioOptions& scenario,
                        const std::vector<experiment::Settings>& settings,
                        const CommonOptions& common);
// The parsed --vary options; empty with a code when one is faulty.
struct VariationSet {
  std::vector<experiment::Variation> variations;
  ExitCode code = fine;
};
VariationSet parse_variations(const std::vector<std::string>& texts, const CommonOptions& common);

// The longest that any of them needs, for all. What was chosen, or nothing with a code.
WarmUpOutcome warm_up_of_all(DesignSet& set, const std::string& asked, std::uint64_t replications,
                             unsigned workers, const CommonOptions& common);
// Of many designs, only the first and the last are asked.
WarmUpOutcome warm_up_of_many(DesignSet& set, const std::string& asked, std::uint64_t replications,
                              unsigned workers, const CommonOptions& common);

// The figures that are asked for; without any: mean and p95 of the waits, and the service levels
// that all designs have.
struct FigureSet {
  std::vector<experiment::FigureChoice> figures;
  ExitCode code = fine;
};
FigureSet choose_figures(const DesignSet& set, const std::vector<std::string>& asked,
                         const CommonOptions& common);

experiment::StudyHead head_of(const DesignSet& set, const std::string& kind);
// In a process of its own.
experiment::Simulate simulate_designs(const DesignSet& set);

} // namespace gatetwin::app
