// SPDX-License-Identifier: Apache-2.0
// What `gatetwin optimise` found, as results.
#pragma once
#include "sim/app/designs.hpp"
#include "sim/app/optimise_question.hpp"
#include "sim/experiment/optimum_search.hpp"
#include "sim/experiment/study_file.hpp"
#include "sim/results/run_results.hpp"

namespace gatetwin::app {

struct OptimiseQuestion {
  Quantity minimise;
  std::vector<QuantityLimit> limits; // known and simulated
  double confidence = 0.95;
  double tolerance = 0; // share of a limit
};

struct OptimiseCounts {
  std::uint64_t designs = 0;
  std::uint64_t excluded = 0;
  std::uint64_t overloaded = 0;
};

// Designs are in the order of the search's.
OptimumResult optimum_of(const experiment::OptimumSearch& search, const OptimiseQuestion& question,
                         const OptimiseCounts& counts, const DesignSet& set);
// Replications 0 .. count-1 of a design, whose records are kept, as one answer.
Result<RunResults> results_of_design(const experiment::StudyFile& file, std::size_t design,
                                     std::uint64_t count);

} // namespace gatetwin::app
