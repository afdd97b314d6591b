// SPDX-License-Identifier: Apache-2.0
#include "sim/experiment/process_pool.hpp"
#include "core/base/check.hpp"
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace gatetwin::experiment {
namespace {

// What a child says, as (kind, length, bytes).
enum class Say : char { progress = 'p', result = 'r', failure = 'f' };

bool send(int to, Say kind, const std::string& bytes)
{
  std::string frame(1, static_cast<char>(kind));
  const std::uint64_t size = bytes.size();
  frame.append(reinterpret_cast<const char*>(&size), sizeof size);
  frame += bytes;
  const char* at = frame.data();
  std::size_t left = frame.size();
  while (left > 0) {
    const ssize_t sent = ::write(to, at, left);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    at += sent;
    left -= static_cast<std::size_t>(sent);
  }
  return true;
}

[[noreturn]] void be_child(int to, std::uint64_t task, const ProcessPool::Work& work)
{
  const auto progress = [to](double share) {
    send(to, Say::progress,
         std::string(reinterpret_cast<const char*>(&share), sizeof share)); // lost if nobody reads
  };
  bool sent = false;
  try {
    sent = send(to, Say::result, work(task, progress));
  } catch (const std::bad_alloc&) {
    send(to, Say::failure, "not enough memory");
  } catch (const std::exception& error) {
    send(to, Say::failure, error.what());
  }
  std::fflush(stderr);
  _exit(sent ? 0 : 1);
}

std::string how_it_ended(int status)
{
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    const char* name = sigdescr_np(signal);
    return "killed by signal " + std::to_string(signal) + " (" +
           (name != nullptr ? name : "unknown") + ")";
  }
  return "ended with code " + std::to_string(WEXITSTATUS(status)) + " before it was done";
}

// One child at work, as its parent sees it.
struct Child {
  pid_t process = 0;
  int from = -1;
  std::uint64_t task = 0;
  std::string heard; // bytes that aren't a whole frame yet
  double share = 0;
  bool complete = false;
  std::string result;
  std::string failure;

  void take_frames()
  {
    constexpr std::size_t head = 1 + sizeof(std::uint64_t);
    while (heard.size() >= head) {
      std::uint64_t size = 0;
      std::memcpy(&size, heard.data() + 1, sizeof size);
      if (heard.size() - head < size) return;
      const auto kind = static_cast<Say>(heard[0]);
      std::string bytes = heard.substr(head, size);
      heard.erase(0, head + size);
      if (kind == Say::progress && size == sizeof share)
        std::memcpy(&share, bytes.data(), sizeof share);
      if (kind == Say::failure) {
        failure = std::move(bytes);
      } else if (kind == Say::result) {
        result = std::move(bytes);
        complete = true;
      }
    }
  }
  // False at the end of what it says.
  bool listen()
  {
    char part[1 << 16];
    const ssize_t got = ::read(from, part, sizeof part);
    if (got < 0 && errno == EINTR) return true;
    if (got <= 0) return false;
    heard.append(part, static_cast<std::size_t>(got));
    take_frames();
    return true;
  }
  TaskEnd end()
  {
    ::close(std::exchange(from, -1));
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    const bool well = complete && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (well) return {task, true, std::move(result), {}};
    return {task, false, {}, failure.empty() ? how_it_ended(status) : failure};
  }
  void kill_it()
  {
    ::kill(process, SIGKILL);
    end();
  }
};

// False when the system refuses a pipe or a process.
bool start(Child& child, std::uint64_t task, const ProcessPool::Work& work)
{
  int ends[2];
  if (::pipe(ends) != 0) return false;
  std::fflush(nullptr); // else both would print what is buffered
  const pid_t parent = ::getpid();
  const pid_t process = ::fork();
  if (process < 0) {
    ::close(ends[0]);
    ::close(ends[1]);
    return false;
  }
  if (process == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) _exit(1); // it died before the line above
    ::close(ends[0]);
    be_child(ends[1], task, work);
  }
  ::close(ends[1]);
  child.process = process;
  child.from = ends[0];
  child.task = task;
  return true;
}

class Shift {
public:
  Shift(const ProcessPool::Next& next, unsigned workers, const ProcessPool::Work& work,
        const ProcessPool::Hooks& hooks)
      : m_next(next), m_workers(workers), m_work(work), m_hooks(hooks)
  {
  }
  void run()
  {
    for (bool more = true; more || !m_children.empty();) {
      if (m_hooks.interrupted && m_hooks.interrupted()) {
        for (Child& child : m_children) child.kill_it();
        return;
      }
      while (more && m_children.size() < m_workers) {
        const std::optional<std::uint64_t> task = m_next();
        more = task.has_value();
        if (more) begin(*task);
      }
      if (!m_children.empty()) wait_for_news();
    }
  }

private:
  void begin(std::uint64_t task)
  {
    Child child;
    if (start(child, task, m_work)) {
      m_children.push_back(std::move(child));
    } else {
      report({task, false, {}, std::string("no process could be made: ") + strerrordesc_np(errno)});
    }
  }
  void wait_for_news()
  {
    std::vector<pollfd> ears;
    for (const Child& child : m_children) ears.push_back({child.from, POLLIN, 0});
    ::poll(ears.data(), ears.size(), m_hooks.patience_ms); // an interrupt ends it at once
    for (std::size_t i = ears.size(); i-- > 0;) {
      if (ears[i].revents == 0 || m_children[i].listen()) continue;
      report(m_children[i].end());
      m_children.erase(m_children.begin() + static_cast<std::ptrdiff_t>(i));
    }
    double done = static_cast<double>(m_done);
    for (const Child& child : m_children) done += child.share;
    if (m_hooks.on_progress) m_hooks.on_progress(done);
  }
  void report(TaskEnd end)
  {
    ++m_done;
    m_hooks.on_end(std::move(end));
  }

  const ProcessPool::Next& m_next;
  unsigned m_workers;
  const ProcessPool::Work& m_work;
  const ProcessPool::Hooks& m_hooks;
  std::vector<Child> m_children;
  std::size_t m_done = 0;
};

} // namespace

ProcessPool::ProcessPool(unsigned workers, Work work) : m_workers(workers), m_work(std::move(work))
{
  CHECK(workers >= 1);
}

void ProcessPool::run(std::span<const std::uint64_t> tasks, const Hooks& hooks)
{
  std::size_t at = 0;
  run(
      [&]() -> std::optional<std::uint64_t> {
        if (at == tasks.size()) return std::nullopt;
        return tasks[at++];
      },
      hooks);
}

void ProcessPool::run(const Next& next, const Hooks& hooks)
{
  Shift(next, m_workers, m_work, hooks).run();
}

unsigned usable_processors()
{
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  return static_cast<unsigned>(std::max(1, CPU_COUNT(&set)));
}

} // namespace gatetwin::experiment
