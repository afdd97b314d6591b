// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/study_run.hpp"
#include "sim/experiment/process_pool.hpp"
#include <algorithm>
#include <set>

namespace gatetwin::experiment {

StudyRunEnd run_tasks(StudyFile& file, std::span<const StudyTask> tasks, unsigned workers,
                      Keep keep, const Simulate& simulate, const StudyRunHooks& hooks)
{
  StudyRunEnd out;
  std::vector<std::uint64_t> places(tasks.size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
  ProcessPool pool(workers, [&](std::uint64_t place, const std::function<void(double)>& progress) {
    return encode(simulate(tasks[place], progress));
  });
  const auto lose = [&](const StudyTask& task, const std::string& why) {
    out.lost.push_back({task, why});
  };
  const auto on_end = [&](TaskEnd end) {
    const StudyTask& task = tasks[end.task];
    if (!end.complete) return lose(task, end.why);
    const std::optional<ReplicationRecord> record = decode(end.bytes);
    if (!record) return lose(task, "what it sent can't be read");
    const std::string_view kept = keep == Keep::records ? end.bytes : std::string_view{};
    const Status added = file.add(task.design, *record, kept);
    if (!added && out.file) out.file = added;
  };
  const auto stop = [&] {
    out.interrupted = out.interrupted || (hooks.interrupted && hooks.interrupted());
    return out.interrupted || !out.file; // a full disk would lose all that follows
  };
  pool.run(places, {on_end, hooks.on_progress, stop});
  std::sort(out.lost.begin(), out.lost.end(), [](const auto& a, const auto& b) {
    return std::pair(a.task.design, a.task.replication) <
           std::pair(b.task.design, b.task.replication);
  });
  return out;
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
