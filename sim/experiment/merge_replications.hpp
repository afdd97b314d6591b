// SPDX-License-Identifier: Apache-2.0
// Many replications of one scenario as one answer. The order is that of the replications' numbers,
// whoever computed them and whenever, so that equal replications give equal bytes.
//
// Counts (observations, outcomes, flows, served, events, simulated time) are sums over the
// replications. Percentiles are those of all travellers of all replications together, from exact
// histograms; a mean is theirs too. Averages over time (queues, utilisation) are means over the
// replications, maxima the greatest of all. The time series is the mean over the replications at
// each time of the run, its queue_max the greatest.
#pragma once
#include "core/base/result.hpp"
#include "sim/experiment/replication_record.hpp"
#include <functional>

namespace gatetwin::experiment {

// Gives the i-th replication, 0 <= i < count, by rising number: first each record once, in order,
// then each one's samples, so that not all of them need to be in memory. An error ends the merge.
struct RecordSource {
  std::function<Result<ReplicationRecord>(std::size_t i)> record;
  std::function<Result<std::vector<FigureSample>>(std::size_t i)> samples;
};

// count >= 1. All records are of the same scenario. What is about the scenario (title, build, ...)
// is the first one's.
Result<RunResults> merge_replications(std::size_t count, const RecordSource& source);

} // namespace gatetwin::experiment
