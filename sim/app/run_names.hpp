// SPDX-License-Identifier: Apache-2.0
// The names behind a run's numbers, for those who read its journal: statistics and the journal's
// header.
#pragma once
#include "core/journal/journal_header.hpp"
#include "sim/model/checkpoint_model.hpp"
#include "sim/results/run_results.hpp"
#include "sim/scenario/scenario.pb.h"
#include "sim/statistics/run_description.hpp"
#include <string>

namespace gatetwin::app {

RunDescription describe_run(const CheckpointModel& model);

// Results without any figure: the names of stations, classes and service levels that results of
// this model will have.
RunResults names_of(const CheckpointModel& model);

// `effective` is the scenario as it was run, whose digest goes into the header; `scenario` the same
// with the passages between areas, of which the model keeps only the distances.
journal::JournalHeader describe_journal(const CheckpointModel& model,
                                        const scenario::Scenario& scenario, std::uint64_t seed,
                                        std::uint64_t replication, const std::string& effective);

// ISO 8601 with the offset of the first authority, "2026-06-01T07:00:00+07:00".
std::string start_time_text(const CheckpointModel& model);

} // namespace gatetwin::app
