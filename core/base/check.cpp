// SPDX-License-Identifier: Apache-2.0
#include "core/base/check.hpp"

namespace gatetwin {

void check_failed(const char* condition, const char* file, int line)
{
  throw CheckFailed(std::string(file) + ":" + std::to_string(line) +
                    ": broken assumption: " + condition);
}

} // namespace gatetwin
