// SPDX-License-Identifier: Apache-2.0
// What the decoder process gives up before it sees its first frame: files, network, other
// processes, privileges, and more memory and time than a reading needs.
#pragma once
#include "core/base/result.hpp"
#include <cstdint>

namespace gatetwin {

struct ConfinementLimits {
  std::uint64_t address_space_bytes = 1ULL
                                      << 30; // not under AddressSanitizer, which needs terabytes
  std::uint64_t processor_s = 30;            // in the process's whole life
};

// From here on the process can compute, allocate, answer its socket and end. Every other system
// call ends it. A network namespace of its own is added where the kernel allows it to a process
// without privileges; without one there is still no call that opens a socket. Can't be undone.
// Threads are refused: there must be only one.
Status confine(const ConfinementLimits& limits);

} // namespace gatetwin
