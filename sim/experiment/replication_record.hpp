// SPDX-License-Identifier: Apache-2.0
// One replication's findings, complete enough that many can be added up: its results, and behind
// each figure the exact sums and the histogram. Travels as bytes between processes and into the
// study's file.
#pragma once
#include "sim/results/run_results.hpp"
#include "sim/statistics/figure_sample.hpp"
#include "sim/statistics/run_statistics.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatetwin::experiment {

struct ReplicationRecord {
  std::uint64_t number = 0; // which replication of the seed
  RunResults results;       // effective_scenario is left out of the bytes, and so is wall_s
  std::vector<FigureSample> samples;   // parallel to results.figures
  std::vector<std::string> violations; // the first ones, in words
  RunStatistics::WaitSeries waits;     // for finding the warm-up
};

// Equal records give equal bytes.
std::string encode(const ReplicationRecord& record);
// None when the bytes aren't a record.
std::optional<ReplicationRecord> decode(std::string_view bytes);
// Its samples alone, which is several times faster.
std::optional<std::vector<FigureSample>> decode_samples(std::string_view bytes);

} // namespace gatetwin::experiment
