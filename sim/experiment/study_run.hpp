// SPDX-License-Identifier: Apache-2.0
// Computes replications of a study's designs in processes of their own and keeps each in the
// study's file as it ends.
#pragma once
#include "sim/experiment/process_pool.hpp"
#include "sim/experiment/study_file.hpp"
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace gatetwin::experiment {

struct StudyTask {
  std::uint32_t design = 0;
  std::uint64_t replication = 0;
  bool operator==(const StudyTask&) const = default;
};

// Simulates one; in a process of its own. What it throws is why the replication is lost.
using Simulate = std::function<ReplicationRecord(const StudyTask& task,
                                                 const std::function<void(double)>& progress)>;

struct LostReplication {
  StudyTask task;
  std::string why;
};

struct StudyRunHooks {
  std::function<void(double tasks_done)> on_progress;
  std::function<bool()> interrupted;
};

struct StudyRunEnd {
  bool interrupted = false;
  std::vector<LostReplication> lost; // by design and number
  Status file = success();           // what keeping them met with
};

StudyRunEnd run_tasks(StudyFile& file, std::span<const StudyTask> tasks, unsigned workers,
                      Keep keep, const Simulate& simulate, const StudyRunHooks& hooks);

void sort_lost(StudyRunEnd& end); // by design and number

// Keeps what a task gave; the same for every way of computing. False: it could not be read, and is
// among `lost` then.
bool keep_end(StudyFile& file, std::span<const StudyTask> tasks, const TaskEnd& end, Keep keep,
              StudyRunEnd& out);

// Replications 0 .. count-1 of each design that the file does not have yet, number by number, so
// that all designs grow alike.
Result<std::vector<StudyTask>> missing_tasks(const StudyFile& file, std::uint64_t count);

} // namespace gatetwin::experiment
