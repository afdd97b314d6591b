// SPDX-License-Identifier: Apache-2.0
// A program under test with its output, its messages to a service manager and its end, each waited
// for on a descriptor, with a deadline.
#pragma once
#include "core/hardware/owned_descriptor.hpp"
#include <csignal>
#include <string>
#include <vector>

namespace gatetwin {

class RunningProgram {
public:
  // In `folder`, which gets the notify socket.
  RunningProgram(const std::string& program, const std::vector<std::string>& arguments,
                 const std::string& folder);
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  // False: it ended, or the deadline came, before the text was there.
  bool wait_for_output(const std::string& text, int within_s = 30);
  bool wait_for_notice(const std::string& text, int within_s = 30);
  // Its exit code; -1: it did not end in time, or not by itself.
  int wait_for_end(int within_s = 30);
  // Takes what is there. A program that nobody listens to waits: sd_notify does when nobody reads.
  void listen()
  {
    while (take(0)) {
    }
  }
  void signal(int number) { kill(m_pid, number); }

  const std::string& output() const { return m_output; } // both streams
  const std::string& notices() const { return m_notices; }

private:
  bool wait_until(const std::string& text, const std::string& where, int within_s);
  bool take(int within_ms);

  OwnedDescriptor m_out;
  OwnedDescriptor m_notify;
  OwnedDescriptor m_process;
  pid_t m_pid = -1;
  std::string m_output;
  std::string m_notices;
  bool m_closed = false;
};

} // namespace gatetwin
