// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/live/running_program.hpp"
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace gatetwin {
namespace {

using Clock = std::chrono::steady_clock;

OwnedDescriptor notify_socket(const std::string& path)
{
  OwnedDescriptor made(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  unlink(path.c_str());
  bind(made.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  return made;
}

} // namespace

RunningProgram::RunningProgram(const std::string& program,
                               const std::vector<std::string>& arguments, const std::string& folder)
    : m_notify(notify_socket(folder + "/notify"))
{
  int pipe_ends[2] = {-1, -1};
  if (pipe2(pipe_ends, O_CLOEXEC) != 0) return;
  m_out = OwnedDescriptor(pipe_ends[0]);
  const OwnedDescriptor write_end(pipe_ends[1]);
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  m_pid = fork();
  if (m_pid == 0) {
    setenv("NOTIFY_SOCKET", (folder + "/notify").c_str(), 1);
    if (chdir(folder.c_str()) != 0) _exit(126);
    dup2(write_end.get(), STDOUT_FILENO);
    dup2(write_end.get(), STDERR_FILENO);
    execv(program.c_str(), argv.data());
    _exit(127);
  }
  m_process = OwnedDescriptor(static_cast<int>(syscall(SYS_pidfd_open, m_pid, 0)));
}

RunningProgram::~RunningProgram()
{
  if (m_pid < 0) return;
  kill(m_pid, SIGKILL);
  waitpid(m_pid, nullptr, 0);
}

// False: nothing came within the time.
bool RunningProgram::take(int within_ms)
{
  pollfd waited[2] = {{m_closed ? -1 : m_out.get(), POLLIN, 0}, {m_notify.get(), POLLIN, 0}};
  if (poll(waited, 2, within_ms) <= 0) return false;
  char bytes[4096];
  if (waited[0].revents != 0) {
    const ssize_t got = read(m_out.get(), bytes, sizeof bytes);
    if (got > 0)
      m_output.append(bytes, static_cast<std::size_t>(got));
    else
      m_closed = true;
  }
  if (waited[1].revents != 0) {
    const ssize_t got = recv(m_notify.get(), bytes, sizeof bytes, 0);
    if (got > 0) m_notices.append(bytes, static_cast<std::size_t>(got)) += '\n';
  }
  return true;
}

bool RunningProgram::wait_until(const std::string& text, const std::string& where, int within_s)
{
  const auto until = Clock::now() + std::chrono::seconds(within_s);
  while (where.find(text) == std::string::npos) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0 || !take(static_cast<int>(left))) return false;
    if (m_closed && where.find(text) == std::string::npos) return false;
  }
  return true;
}

bool RunningProgram::wait_for_output(const std::string& text, int within_s)
{
  return wait_until(text, m_output, within_s);
}

bool RunningProgram::wait_for_notice(const std::string& text, int within_s)
{
  return wait_until(text, m_notices, within_s);
}

int RunningProgram::wait_for_end(int within_s)
{
  const auto until = Clock::now() + std::chrono::seconds(within_s);
  while (!m_closed) { // its output ends with it; else it might wait for us
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0 || !take(static_cast<int>(left))) return -1;
  }
  pollfd waited{m_process.get(), POLLIN, 0};
  if (poll(&waited, 1, within_s * 1000) <= 0) return -1;
  while (take(0)) { // its last notices
  }
  int status = 0;
  if (waitpid(m_pid, &status, 0) != m_pid) return -1;
  m_pid = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace gatetwin
