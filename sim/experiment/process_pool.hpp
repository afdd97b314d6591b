// SPDX-License-Identifier: Apache-2.0
// Tasks in processes of their own, several at once: SimGrid's engine exists once per process, and a
// task that dies takes nobody along. What a task gives back is bytes.
//
// A child ends by _exit and shares nothing with its parent but what was in memory at the fork; it
// dies with its parent. What stdio had buffered is flushed before the fork.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

namespace gatetwin::experiment {

struct TaskEnd {
  std::uint64_t task = 0;
  bool complete = false;
  std::string bytes; // when complete
  std::string why;   // otherwise: "killed by signal 9 (Killed)", what it threw, ...
};

class ProcessPool {
public:
  // Runs in the child. `progress` may be told the share that is done.
  using Work =
      std::function<std::string(std::uint64_t task, const std::function<void(double)>& progress)>;
  struct Hooks {
    std::function<void(TaskEnd)> on_end;                // in the parent, in the order of ending
    std::function<void(double tasks_done)> on_progress; // with parts of those at work; may be empty
    std::function<bool()> interrupted;                  // looked at several times a second
    int patience_ms = 200; // how long it may be until `interrupted` is looked at again
  };

  ProcessPool(unsigned workers, Work work); // workers >= 1

  // Returns when all tasks have ended, or soon after an interrupt; then what was at work is killed
  // and not reported.
  void run(std::span<const std::uint64_t> tasks, const Hooks& hooks);
  // The same with tasks that are asked for when a worker is free; none ends it.
  using Next = std::function<std::optional<std::uint64_t>()>;
  void run(const Next& next, const Hooks& hooks);

private:
  unsigned m_workers;
  Work m_work;
};

// Processors that this process may use, at least 1.
unsigned usable_processors();

} // namespace gatetwin::experiment
