// SPDX-License-Identifier: Apache-2.0
// One replication of a model, judged and measured: what every verb that simulates is made of. Once
// per process.
#pragma once
#include "core/journal/journal.hpp"
#include "sim/experiment/replication_record.hpp"
#include "sim/model/checkpoint_model.hpp"
#include <functional>
#include <optional>

namespace gatetwin::app {

// `journal` may be null; journal_inputs: it also gets what every unit is told. With two `threads`,
// statistics, checks, digest and journal work in the second. None: interrupted (see InterruptFlag).
// The results lack the effective scenario and wall_s.
std::optional<experiment::ReplicationRecord>
simulate(const CheckpointModel& model, std::uint64_t replication, journal::RecordSink* journal,
         const std::function<void(double)>& progress, unsigned threads = 1,
         bool journal_inputs = false);

} // namespace gatetwin::app
