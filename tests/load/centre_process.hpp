// SPDX-License-Identifier: Apache-2.0
// A real gatetwin-centre in a process of its own, with certificates and units made for it, for the
// load generator and the crash campaign.
#pragma once
#include "core/link/certificate_judge.hpp"
#include "core/link/peer_identity.hpp"
#include "tests/core/link/test_certificates.hpp"
#include <arpa/inet.h>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <string>
#include <sys/prctl.h>
#include <sys/socket.h>
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

// Standard output goes into a new pipe whose reading end comes back in `out`; errors too, if so
// wished.
inline ChildProcess spawn(const std::vector<std::string>& command, int* out = nullptr,
                          bool with_errors = false)
{
  int ends[2] = {-1, -1};
  if (out != nullptr) CHECK(::pipe2(ends, O_CLOEXEC) == 0);
  const pid_t pid = ::fork();
  CHECK(pid >= 0);
  if (pid == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL); // nobody outlives a campaign that was broken off
    if (out != nullptr) ::dup2(ends[1], STDOUT_FILENO);
    if (out != nullptr && with_errors) ::dup2(ends[1], STDERR_FILENO);
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

struct Ended {
  int code = 0;     // 256 + the signal that ended it
  std::string said; // on standard output and standard error
};
// Until it ends.
inline Ended run_program(const std::vector<std::string>& command)
{
  int out = -1;
  ChildProcess process = spawn(command, &out, true);
  Ended ended;
  char bytes[4096];
  for (ssize_t count = 0; (count = ::read(out, bytes, sizeof bytes)) > 0;)
    ended.said.append(bytes, static_cast<std::size_t>(count));
  ::close(out);
  ended.code = process.wait();
  return ended;
}

// Of this machine's loopback; nobody has it now.
inline int free_port()
{
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  CHECK(::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0);
  CHECK(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  ::close(socket);
  return ntohs(address.sin_port);
}

// Where a centre stands, when not in /tmp on this machine's loopback.
struct CentrePlace {
  std::string listen = "127.0.0.1", reached_at = "127.0.0.1";
  std::vector<std::string> before; // words before its command, as of `ip netns exec`
  std::string state;               // folder; empty: beside its configuration
  std::uint32_t checkpoint = 1;    // of its units
  std::string settings;            // further lines of the configuration
  std::uint16_t authority = 0;
  std::string name = "vn-load";
};

class CentreProcess {
public:
  // `ledger`: the configuration's words for it.
  CentreProcess(std::string program, std::string folder, std::uint32_t units,
                const std::string& ledger, int port, CentrePlace place = {})
      : m_program(std::move(program)), m_folder(std::move(folder)), m_place(std::move(place)),
        m_port(port)
  {
    std::filesystem::create_directories(state());
    const TlsFiles own = write_tls_files(
        m_folder, "centre", m_root,
        m_root.issue({.uri = uri_of({PeerRole::centre, m_place.authority}), .use = "serverAuth"}));
    std::ofstream config(m_folder + "/centre.yaml");
    config << "authority: " << m_place.authority << "\nname: " << m_place.name
           << "\nutc_offset: 7 h\nstate: " << state() << "\nlisten: \"" << m_place.listen << ":"
           << m_port << "\"\nledger: " << ledger << "\nlist_key: " << m_folder
           << "/list.pub\ntls: { authorities: " << own.authorities
           << ", certificate: " << own.certificate << ", key: " << own.key << " }\n"
           << m_place.settings << "units:\n";
    for (std::uint32_t unit = 1; unit <= units; ++unit)
      config << "  u" << unit << ": { number: " << unit << ", checkpoint: " << m_place.checkpoint
             << " }\n";
  }
  TlsFiles unit_files(std::uint32_t unit)
  {
    return write_tls_files(m_folder, "unit" + std::to_string(unit), m_root,
                           m_root.issue({.uri = uri_of({PeerRole::unit, unit})}));
  }
  TlsFiles files_of(PeerRole role) // of number 1
  {
    const std::string uri = uri_of({role, 1});
    return write_tls_files(m_folder, uri, m_root, m_root.issue({.uri = uri}));
  }
  const std::string& folder() const { return m_folder; }
  std::string config() const { return m_folder + "/centre.yaml"; }
  std::string state() const { return m_place.state.empty() ? m_folder + "/state" : m_place.state; }
  std::string address() const { return m_place.reached_at + ":" + std::to_string(m_port); }
  std::vector<std::string> command(std::vector<std::string> words) const
  {
    words.insert(words.begin(), m_program);
    return words;
  }

  // False: it ended before it served, with what it printed in `last_words`.
  bool start()
  {
    int out = -1;
    std::vector<std::string> words = m_place.before;
    for (std::string& word : command({"serve", "--config", config()})) words.push_back(word);
    process = spawn(words, &out);
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
  CentrePlace m_place;
  int m_port;
  int m_out = -1;
  TestAuthority m_root{"root"};
};

} // namespace gatetwin::test
