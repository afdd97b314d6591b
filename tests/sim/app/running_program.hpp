// SPDX-License-Identifier: Apache-2.0
// The program while it runs: what it says on standard error, and signals to it.
#pragma once
#include "tests/sim/app/command_line.hpp"
#include <csignal>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace gatetwin::test {

// The program at work, started without a shell, so that it can be sent signals.
class Running {
public:
  Running(const std::string& program, const std::string& folder,
          const std::vector<std::string>& arguments)
  {
    int ends[2];
    if (::pipe(ends) != 0) return;
    m_process = ::fork();
    if (m_process == 0) {
      ::dup2(ends[1], STDERR_FILENO);
      const int out = ::open((folder + "/out").c_str(), O_WRONLY | O_CREAT, 0666);
      ::dup2(out, STDOUT_FILENO);
      std::vector<char*> list{const_cast<char*>(program.c_str())};
      for (const std::string& one : arguments) list.push_back(const_cast<char*>(one.c_str()));
      list.push_back(nullptr);
      ::execv(program.c_str(), list.data());
      _exit(127);
    }
    ::close(ends[1]);
    m_errors = ends[0];
  }
  ~Running()
  {
    if (m_process > 0) end_with(SIGKILL);
    ::close(m_errors);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  // Reads what it says until `text` was seen, or it ended.
  bool says(const std::string& text)
  {
    char part[512];
    while (m_said.find(text) == std::string::npos) {
      const ssize_t got = ::read(m_errors, part, sizeof part);
      if (got <= 0) return false;
      m_said.append(part, static_cast<std::size_t>(got));
    }
    return true;
  }
  pid_t process() const { return m_process; }
  int end_with(int signal)
  {
    if (signal != 0) ::kill(m_process, signal);
    says("\n\n(never said)\n"); // to its end
    int status = 0;
    ::waitpid(m_process, &status, 0);
    m_process = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  const std::string& said() const { return m_said; }

private:
  pid_t m_process = -1;
  int m_errors = -1;
  std::string m_said;
};

inline void expect_same_files(const ScratchFolder& folder, const std::string& a,
                              const std::string& b, const std::vector<std::string>& names)
{
  for (const std::string& name : names) {
    const std::string first = text_of(folder.file(a + "/" + name));
    EXPECT_GT(first.size(), 100U) << name;
    EXPECT_TRUE(first == text_of(folder.file(b + "/" + name)))
        << name << " of " << a << " and " << b;
  }
}

} // namespace gatetwin::test
