// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/study_run.hpp"
#include "sim/experiment/process_pool.hpp"
#include <algorithm>
#include <set>

namespace gatetwin::experiment {

bool keep_end(StudyFile& file, std::span<const StudyTask> tasks, const TaskEnd& end, Keep keep,
              StudyRunEnd& out)
{
  const StudyTask& task = tasks[end.task];
  std::optional<ReplicationRecord> record;
  if (end.complete) record = decode(end.bytes);
  if (!record) {
    out.lost.push_back({task, end.complete ? "what it sent can't be read" : end.why});
    return false;
  }
  const std::string_view kept = keep == Keep::records ? end.bytes : std::string_view{};
  const Status added = file.add(task.design, *record, kept);
  if (!added && out.file) out.file = added;
  return true;
}

StudyRunEnd run_tasks(StudyFile& file, std::span<const StudyTask> tasks, unsigned workers,
                      Keep keep, const Simulate& simulate, const StudyRunHooks& hooks)
{
  StudyRunEnd out;
  std::vector<std::uint64_t> places(tasks.size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
  ProcessPool pool(workers, [&](std::uint64_t place, const std::function<void(double)>& progress) {
    return encode(simulate(tasks[place], progress));
  });
  const auto stop = [&] {
    out.interrupted = out.interrupted || (hooks.interrupted && hooks.interrupted());
    return out.interrupted || !out.file; // a full disk would lose all that follows
  };
  const auto on_end = [&](const TaskEnd& end) { keep_end(file, tasks, end, keep, out); };
  pool.run(places, {on_end, hooks.on_progress, stop});
  sort_lost(out);
  return out;
}

void sort_lost(StudyRunEnd& end)
{
  std::sort(end.lost.begin(), end.lost.end(), [](const auto& a, const auto& b) {
    return std::pair(a.task.design, a.task.replication) <
           std::pair(b.task.design, b.task.replication);
  });
}

Result<std::vector<StudyTask>> missing_tasks(const StudyFile& file, std::uint64_t count)
{
  std::vector<std::set<std::uint64_t>> there;
  for (std::size_t d = 0; d < file.head().designs.size(); ++d) {
    const auto numbers = file.replications(d);
    if (!numbers) return numbers.error();
    there.emplace_back(numbers.value().begin(), numbers.value().end());
  }
  std::vector<StudyTask> out;
  for (std::uint64_t r = 0; r < count; ++r) {
    for (std::size_t d = 0; d < there.size(); ++d) {
      if (there[d].count(r) == 0) out.push_back({static_cast<std::uint32_t>(d), r});
    }
  }
  return out;
}

} // namespace gatetwin::experiment
