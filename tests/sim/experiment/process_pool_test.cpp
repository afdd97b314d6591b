// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/process_pool.hpp"
#include <csignal>
#include <gtest/gtest.h>
#include <map>
#include <stdexcept>
#include <unistd.h>
#include <vector>

namespace gatetwin::experiment {
namespace {

std::map<std::uint64_t, TaskEnd> run(unsigned workers, const std::vector<std::uint64_t>& tasks,
                                     const ProcessPool::Work& work)
{
  std::map<std::uint64_t, TaskEnd> ends;
  ProcessPool(workers, work)
      .run(tasks, {[&](TaskEnd end) { ends[end.task] = std::move(end); }, {}, {}});
  return ends;
}

TEST(ProcessPool, EveryTaskEndsOnceWithWhatItGave)
{
  const auto work = [](std::uint64_t task, const auto& progress) {
    progress(0.5);
    return std::string(task * 100'000, static_cast<char>('a' + task)); // more than a pipe holds
  };
  for (const unsigned workers : {1U, 3U}) {
    const auto ends = run(workers, {0, 1, 2, 3, 4}, work);
    ASSERT_EQ(ends.size(), 5U);
    for (const auto& [task, end] : ends) {
      EXPECT_TRUE(end.complete) << end.why;
      EXPECT_EQ(end.bytes, std::string(task * 100'000, static_cast<char>('a' + task)));
    }
  }
}

TEST(ProcessPool, ATaskThatDiesIsNamedAndTakesNobodyAlong)
{
  const auto work = [](std::uint64_t task, const auto&) -> std::string {
    if (task == 1) ::kill(::getpid(), SIGKILL);
    if (task == 2) throw std::runtime_error("no such luck");
    if (task == 3) _exit(0); // well, but without a word
    return "fine";
  };
  const auto ends = run(2, {0, 1, 2, 3, 4}, work);
  ASSERT_EQ(ends.size(), 5U);
  EXPECT_TRUE(ends.at(0).complete);
  EXPECT_TRUE(ends.at(4).complete);
  EXPECT_EQ(ends.at(1).why, "killed by signal 9 (Killed)");
  EXPECT_EQ(ends.at(2).why, "no such luck");
  EXPECT_EQ(ends.at(3).why, "ended with code 0 before it was done");
}

TEST(ProcessPool, AResultThatWasSentByAProcessThatDiedAfterwardsDoesNotCount)
{
  const auto work = [](std::uint64_t, const auto& progress) -> std::string {
    progress(1);
    ::raise(SIGSEGV);
    return "";
  };
  EXPECT_FALSE(run(1, {0}, work).at(0).complete);
}

TEST(ProcessPool, AnInterruptEndsWhatIsAtWorkAndKeepsWhatWasDone)
{
  int done = 0;
  const auto work = [](std::uint64_t task, const auto&) -> std::string {
    if (task == 1) ::pause(); // until it is killed
    return "fine";
  };
  const std::vector<std::uint64_t> tasks{0, 1, 2};
  ProcessPool(1, work).run(
      tasks, {[&](TaskEnd end) { done += end.complete; }, {}, [&] { return done == 1; }});
  EXPECT_EQ(done, 1);
}

TEST(ProcessPool, ProgressCountsTasksAtWorkByTheirShare)
{
  double most = 0;
  const auto work = [](std::uint64_t, const auto& progress) -> std::string {
    progress(0.25);
    return "fine";
  };
  const std::vector<std::uint64_t> tasks{0, 1};
  ProcessPool(1, work).run(
      tasks, {[](const TaskEnd&) {}, [&](double d) { most = std::max(most, d); }, {}});
  EXPECT_DOUBLE_EQ(most, 2);
}

TEST(ProcessPool, ThereIsAtLeastOneProcessor) { EXPECT_GE(usable_processors(), 1U); }

} // namespace
} // namespace gatetwin::experiment
