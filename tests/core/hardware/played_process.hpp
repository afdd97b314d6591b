// SPDX-License-Identifier: Apache-2.0
// A device's counterpart in a process of its own, which the test tells what to do: a line to it, a
// line back. It ends when the test does.
#pragma once
#include "core/hardware/owned_descriptor.hpp"
#include <cstring>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string>
#include <sys/socket.h>
#include <sys/wait.h>
#include <vector>

namespace gatetwin::test {

class PlayedProcess {
public:
  explicit PlayedProcess(std::vector<std::string> command)
  {
    int ends[2] = {-1, -1};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    m_socket = OwnedDescriptor(ends[0]);
    const OwnedDescriptor theirs(ends[1]);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, theirs.get(), 0);
    posix_spawn_file_actions_adddup2(&actions, theirs.get(), 1);
    std::vector<char*> arguments;
    for (std::string& one : command) arguments.push_back(one.data());
    arguments.push_back(nullptr);
    EXPECT_EQ(::posix_spawn(&m_id, arguments[0], &actions, nullptr, arguments.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
  }
  ~PlayedProcess() { kill(); }
  PlayedProcess(const PlayedProcess&) = delete;
  PlayedProcess& operator=(const PlayedProcess&) = delete;

  void say(const std::string& line)
  {
    const std::string bytes = line + "\n";
    EXPECT_EQ(::send(m_socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  // One line there, one back.
  std::string tell(const std::string& line)
  {
    say(line);
    return hear();
  }
  std::string hear()
  {
    std::size_t end;
    while ((end = m_heard.find('\n')) == std::string::npos) {
      pollfd one{m_socket.get(), POLLIN, 0};
      if (::poll(&one, 1, 20'000) != 1) {
        ADD_FAILURE() << "the counterpart says nothing";
        return {};
      }
      char bytes[512];
      const ssize_t count = ::read(m_socket.get(), bytes, sizeof bytes);
      if (count <= 0) {
        ADD_FAILURE() << "the counterpart has gone";
        return {};
      }
      m_heard.append(bytes, static_cast<std::size_t>(count));
    }
    const std::string line = m_heard.substr(0, end);
    m_heard.erase(0, end + 1);
    return line;
  }
  void stop() { ::kill(m_id, SIGSTOP); }
  void go_on() { ::kill(m_id, SIGCONT); }
  void kill()
  {
    if (m_id <= 0) return;
    ::kill(m_id, SIGKILL);
    ::waitpid(m_id, nullptr, 0);
    m_id = 0;
  }
  pid_t id() const { return m_id; }

private:
  OwnedDescriptor m_socket;
  std::string m_heard;
  pid_t m_id = 0;
};

} // namespace gatetwin::test
