// SPDX-License-Identifier: Apache-2.0
#include "core/hardware/spawned_program.hpp"
#include "core/base/check.hpp"
#include <cerrno>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

namespace gatetwin {
namespace {

class SpawnActions {
public:
  SpawnActions() { CHECK(posix_spawn_file_actions_init(&m_actions) == 0); }
  ~SpawnActions() { posix_spawn_file_actions_destroy(&m_actions); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
  posix_spawn_file_actions_t* get() { return &m_actions; }

private:
  posix_spawn_file_actions_t m_actions{};
};

// High enough not to be overwritten while the low numbers are given out.
OwnedDescriptor moved_up(int descriptor)
{
  return OwnedDescriptor(fcntl(descriptor, F_DUPFD_CLOEXEC, 16));
}

} // namespace

SpawnedProgram::~SpawnedProgram()
{
  if (m_id <= 0) return;
  kill(m_id, SIGKILL);
  while (waitpid(m_id, nullptr, 0) < 0 && errno == EINTR) {
  }
}

bool SpawnedProgram::start(const std::string& program, const std::vector<std::string>& arguments,
                           int memory)
{
  int ends[2] = {-1, -1};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return false;
  m_socket = OwnedDescriptor(ends[0]);
  const OwnedDescriptor theirs(ends[1]);
  const OwnedDescriptor socket = moved_up(theirs.get()), shared = moved_up(memory);
  return socket.is_open() && shared.is_open() &&
         spawn(program, arguments, socket.get(), shared.get());
}

// Nothing of ours goes along: no other descriptor, no environment, default signals.
bool SpawnedProgram::spawn(const std::string& program, const std::vector<std::string>& arguments,
                           int socket, int memory)
{
  SpawnActions actions;
  const bool planned =
      posix_spawn_file_actions_addopen(actions.get(), 0, "/dev/null", O_RDONLY, 0) == 0 &&
      posix_spawn_file_actions_addopen(actions.get(), 1, "/dev/null", O_WRONLY, 0) == 0 &&
      posix_spawn_file_actions_addopen(actions.get(), 2, "/dev/null", O_WRONLY, 0) == 0 &&
      posix_spawn_file_actions_adddup2(actions.get(), socket, socket_descriptor) == 0 &&
      posix_spawn_file_actions_adddup2(actions.get(), memory, memory_descriptor) == 0 &&
      posix_spawn_file_actions_addclosefrom_np(actions.get(), memory_descriptor + 1) == 0;
  if (!planned) return false;
  posix_spawnattr_t attributes;
  CHECK(posix_spawnattr_init(&attributes) == 0);
  sigset_t every, none;
  sigfillset(&every);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &every);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  std::vector<char*> words;
  words.push_back(const_cast<char*>(program.c_str())); // NOLINT: the call wants it so
  for (const std::string& one : arguments)
    words.push_back(const_cast<char*>(one.c_str())); // NOLINT
  words.push_back(nullptr);
  char* environment[] = {nullptr};
  const int wrong =
      posix_spawn(&m_id, program.c_str(), actions.get(), &attributes, words.data(), environment);
  posix_spawnattr_destroy(&attributes);
  if (wrong != 0) m_id = 0;
  return wrong == 0;
}

} // namespace gatetwin
