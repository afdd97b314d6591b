// SPDX-License-Identifier: Apache-2.0
// A real gatetwin-centre in a process of its own, with certificates and units made for it, for the
// load generator and the crash campaign.
#pragma once
#include "core/link/certificate_judge.hpp"
#include "core/link/peer_identity.hpp"
#include "tests/core/link/test_certificates.hpp"
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace gatetwin::test {

struct ChildProcess {
  pid_t pid = -1;
  bool running() const { return pid > 0; }
  // Its exit code; 256 + the signal that ended it.
  int wait()
  {
    int status = 0;
    CHECK(::waitpid(pid, &status, 0) == pid);
    pid = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
  }
  int end(int signal)
  {
    CHECK(::kill(pid, signal) == 0);
    return wait();
  }
};

// Standard output goes into `out`, or with -1 to a new pipe whose reading end comes back there.
inline ChildProcess spawn(const std::vector<std::string>& command, int* out = nullptr)
{
  int ends[2] = {-1, -1};
  if (out != nullptr) CHECK(::pipe2(ends, O_CLOEXEC) == 0);
  const pid_t pid = ::fork();
  CHECK(pid >= 0);
  if (pid == 0) {
    if (out != nullptr) ::dup2(ends[1], STDOUT_FILENO);
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    ::execv(words[0], words.data());
    ::_exit(127);
  }
  if (out != nullptr) {
    ::close(ends[1]);
    *out = ends[0];
  }
  return {pid};
}

class CentreProcess {
public:
  // `ledger`: the configuration's words for it.
  CentreProcess(std::string program, std::string folder, std::uint32_t units,
                const std::string& ledger, int port)
      : m_program(std::move(program)), m_folder(std::move(folder)), m_port(port)
  {
    std::filesystem::create_directories(m_folder + "/state");
    const TlsFiles own =
        write_tls_files(m_folder, "centre", m_root,
                        m_root.issue({.uri = "urn:gatetwin:centre:0", .use = "serverAuth"}));
    std::ofstream config(m_folder + "/centre.yaml");
    config << "authority: 0\nname: vn-load\nutc_offset: 7 h\nstate: " << m_folder
           << "/state\nlisten: \"127.0.0.1:" << m_port << "\"\nledger: " << ledger
           << "\nlist_key: " << m_folder << "/list.pub\ntls: { authorities: " << own.authorities
           << ", certificate: " << own.certificate << ", key: " << own.key << " }\nunits:\n";
    for (std::uint32_t unit = 1; unit <= units; ++unit)
      config << "  u" << unit << ": { number: " << unit << ", checkpoint: 1 }\n";
  }
  TlsFiles unit_files(std::uint32_t unit)
  {
    return write_tls_files(m_folder, "unit" + std::to_string(unit), m_root,
                           m_root.issue({.uri = uri_of({PeerRole::unit, unit})}));
  }
  const std::string& folder() const { return m_folder; }
  std::string config() const { return m_folder + "/centre.yaml"; }
  std::string address() const { return "127.0.0.1:" + std::to_string(m_port); }
  std::vector<std::string> command(std::vector<std::string> words) const
  {
    words.insert(words.begin(), m_program);
    return words;
  }

  // False: it ended before it served, with what it printed in `last_words`.
  bool start()
  {
    int out = -1;
    process = spawn(command({"serve", "--config", config()}), &out);
    std::string text;
    char bytes[4096];
    while (text.find("\"serving\"") == std::string::npos) {
      const ssize_t count = ::read(out, bytes, sizeof bytes);
      if (count <= 0) break;
      text.append(bytes, static_cast<std::size_t>(count));
    }
    ::close(m_out);
    m_out = out; // kept open: its log has a reader, whose pipe is drained at the next start
    ::fcntl(m_out, F_SETPIPE_SZ, 1 << 20);
    if (text.find("\"serving\"") != std::string::npos) return true;
    exit_code = process.wait();
    last_words = text;
    return false;
  }

  ChildProcess process;
  std::string last_words;
  int exit_code = 0;

private:
  std::string m_program, m_folder;
  int m_port;
  int m_out = -1;
  TestAuthority m_root{"root"};
};

} // namespace gatetwin::test
