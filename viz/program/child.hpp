// SPDX-License-Identifier: Apache-2.0
// A program in the background: what it prints is taken as it comes, without waiting; it can be
// interrupted. It is a process group of its own, so that its workers end with it.
#pragma once
#include "core/base/result.hpp"
#include <memory>
#include <string>
#include <vector>

namespace gatetwin::viz {

class Child {
public:
  // `input` is its standard input. Not found: no such program; io: it can't be started.
  static Result<std::unique_ptr<Child>> start(const std::vector<std::string>& command,
                                              const std::string& input = {});
  ~Child(); // kills what still runs
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Takes what has been printed since; true while it runs. At most `wait_ms` for news.
  bool poll(int wait_ms = 0);
  bool is_running() const { return m_pid > 0; }
  void interrupt(); // as Ctrl-C does
  void kill();

  // Of what ran: as a shell says it, 128 and the signal's number when one ended it.
  int exit_code() const { return m_exit_code; }
  const std::string& out() const { return m_out.text; }
  const std::string& err() const { return m_err.text; }

private:
  struct Stream {
    int descriptor = -1;
    std::string text;
  };
  Child(int pid, int out, int err);
  static void drain(Stream& stream);
  void reap(bool wait);

  int m_pid = 0;
  int m_exit_code = -1;
  Stream m_out, m_err;
};

constexpr std::size_t child_output_limit = std::size_t{64} << 20U; // bytes kept of each stream

} // namespace gatetwin::viz
