// SPDX-License-Identifier: Apache-2.0
// One of our own programs, started with exactly two descriptors, a socket to this process and
// memory that both see, and nothing else of ours: no other descriptor, no environment, default
// signals. It is ended with this object.
#pragma once
#include "core/hardware/owned_descriptor.hpp"
#include <string>
#include <sys/types.h>
#include <vector>

namespace gatetwin {

class SpawnedProgram {
public:
  // Where the program finds its two.
  static constexpr int socket_descriptor = 3;
  static constexpr int memory_descriptor = 4;

  SpawnedProgram() = default;
  ~SpawnedProgram(); // kills it
  SpawnedProgram(const SpawnedProgram&) = delete;
  SpawnedProgram& operator=(const SpawnedProgram&) = delete;

  bool start(const std::string& program, const std::vector<std::string>& arguments, int memory);
  int socket() const { return m_socket.get(); } // packets, both ways
  pid_t id() const { return m_id; }

private:
  bool spawn(const std::string& program, const std::vector<std::string>& arguments, int socket,
             int memory);
  pid_t m_id = 0;
  OwnedDescriptor m_socket;
};

} // namespace gatetwin
