// SPDX-License-Identifier: Apache-2.0
#include "sim/phases/phase.hpp"
#include "sim/phases/limits.pb.h"

namespace gatetwin {

static_assert(static_cast<int>(Phase::cycle) == static_cast<int>(limits::cycle) &&
                  phase_count == limits::Phase_ARRAYSIZE,
              "the file's words are the phases, in the same order");

const char* to_string(Phase phase)
{
  return limits::Phase_Name(static_cast<limits::Phase>(phase)).c_str();
}

} // namespace gatetwin
