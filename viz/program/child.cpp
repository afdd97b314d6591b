// SPDX-License-Identifier: Apache-2.0
#include "viz/program/child.hpp"
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

extern char** environ; // NOLINT(readability-redundant-declaration): POSIX declares it nowhere

namespace gatetwin::viz {
namespace {

class Descriptor {
public:
  explicit Descriptor(int number) : m_number(number) {}
  ~Descriptor()
  {
    if (m_number >= 0) close(m_number);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return m_number; }
  int release() { return std::exchange(m_number, -1); }

private:
  int m_number;
};

// A file without a name that holds the input: the child may read it as slowly as it likes.
int input_file(const std::string& input)
{
  if (input.empty()) return open("/dev/null", O_RDONLY | O_CLOEXEC);
  const char* folder = std::getenv("TMPDIR"); // NOLINT(concurrency-mt-unsafe): one thread
  std::string name = std::string(folder == nullptr ? "/tmp" : folder) + "/gatetwin-viz-XXXXXX";
  const int descriptor = mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) return -1;
  unlink(name.c_str());
  for (std::size_t done = 0; done < input.size();) {
    const ssize_t written = write(descriptor, input.data() + done, input.size() - done);
    if (written <= 0) {
      close(descriptor);
      return -1;
    }
    done += static_cast<std::size_t>(written);
  }
  lseek(descriptor, 0, SEEK_SET);
  return descriptor;
}

class SpawnPlan {
public:
  SpawnPlan()
  {
    posix_spawn_file_actions_init(&m_actions);
    posix_spawnattr_init(&m_attributes);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&m_attributes, &signals);
    sigaddset(&signals, SIGINT); // a shell in the background ignores it
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGPIPE);
    posix_spawnattr_setsigdefault(&m_attributes, &signals);
    posix_spawnattr_setpgroup(&m_attributes, 0);
    posix_spawnattr_setflags(
        &m_attributes,
        static_cast<short>(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK));
  }
  ~SpawnPlan()
  {
    posix_spawn_file_actions_destroy(&m_actions);
    posix_spawnattr_destroy(&m_attributes);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  void connect(int from, int to) { posix_spawn_file_actions_adddup2(&m_actions, from, to); }
  int run(pid_t& pid, const std::vector<std::string>& command) const
  {
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& one : command) arguments.push_back(const_cast<char*>(one.c_str()));
    arguments.push_back(nullptr);
    return posix_spawnp(&pid, arguments.front(), &m_actions, &m_attributes, arguments.data(),
                        environ);
  }

private:
  posix_spawn_file_actions_t m_actions{};
  posix_spawnattr_t m_attributes{};
};

} // namespace

Result<std::unique_ptr<Child>> Child::start(const std::vector<std::string>& command,
                                            const std::string& input)
{
  CHECK(!command.empty());
  std::array<int, 2> out{-1, -1}, err{-1, -1};
  const Descriptor in(input_file(input));
  if (in.number() < 0) return Error{ErrorCode::io, "no temporary file"};
  if (pipe2(out.data(), O_CLOEXEC) != 0) return Error{ErrorCode::io, "no pipe"};
  Descriptor out_read(out[0]);
  const Descriptor out_write(out[1]);
  if (pipe2(err.data(), O_CLOEXEC) != 0) return Error{ErrorCode::io, "no pipe"};
  Descriptor err_read(err[0]);
  const Descriptor err_write(err[1]);
  SpawnPlan plan;
  plan.connect(in.number(), STDIN_FILENO);
  plan.connect(out_write.number(), STDOUT_FILENO);
  plan.connect(err_write.number(), STDERR_FILENO);
  pid_t pid = 0;
  const int failed = plan.run(pid, command);
  if (failed == ENOENT || failed == EACCES) return Error{ErrorCode::not_found, "no such program"};
  if (failed != 0) return Error{ErrorCode::io, "the program can't be started"};
  fcntl(out_read.number(), F_SETFL, O_NONBLOCK);
  fcntl(err_read.number(), F_SETFL, O_NONBLOCK);
  return std::unique_ptr<Child>(new Child(pid, out_read.release(), err_read.release()));
}

Child::Child(int pid, int out, int err) : m_pid(pid)
{
  m_out.descriptor = out;
  m_err.descriptor = err;
}

Child::~Child()
{
  if (m_pid > 0) {
    kill();
    reap(true);
  }
  for (Stream* stream : {&m_out, &m_err}) {
    if (stream->descriptor >= 0) close(stream->descriptor);
  }
}

void Child::drain(Stream& stream)
{
  std::array<char, 65536> buffer;
  while (stream.descriptor >= 0) {
    const ssize_t got = read(stream.descriptor, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
    if (got <= 0) {
      close(stream.descriptor);
      stream.descriptor = -1;
      return;
    }
    const auto more = static_cast<std::size_t>(got);
    if (stream.text.size() + more <= child_output_limit) stream.text.append(buffer.data(), more);
  }
}

void Child::reap(bool wait)
{
  int status = 0;
  pid_t got = 0;
  do got = waitpid(m_pid, &status, wait ? 0 : WNOHANG);
  while (got < 0 && errno == EINTR);
  if (got == 0) return;
  m_exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  m_pid = 0;
}

bool Child::poll(int wait_ms)
{
  if (m_pid <= 0) return false;
  std::array<pollfd, 2> watched{pollfd{m_out.descriptor, POLLIN, 0},
                                pollfd{m_err.descriptor, POLLIN, 0}};
  if (wait_ms > 0) ::poll(watched.data(), watched.size(), wait_ms);
  drain(m_out);
  drain(m_err);
  // Whoever closed both is about to end; who ended may have left something in the pipes.
  reap(wait_ms > 0 && m_out.descriptor < 0 && m_err.descriptor < 0);
  if (m_pid > 0) return true;
  drain(m_out);
  drain(m_err);
  return false;
}

void Child::interrupt()
{
  if (m_pid > 0) ::kill(-m_pid, SIGINT);
}

void Child::kill()
{
  if (m_pid > 0) ::kill(-m_pid, SIGKILL);
}

} // namespace gatetwin::viz
