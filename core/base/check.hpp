// SPDX-License-Identifier: Apache-2.0
// CHECK(condition): for our own bugs only, always on, also in production. It throws CheckFailed;
// GateRuntime catches it at the edge of a turn and puts that one lane into its safe state. Never
// use it for bad input.
#pragma once
#include <stdexcept>
#include <string>

namespace gatetwin {

class CheckFailed : public std::logic_error {
public:
  using std::logic_error::logic_error;
};

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

} // namespace gatetwin

#define CHECK(condition)                                                                           \
  do {                                                                                             \
    if (!(condition)) [[unlikely]]                                                                 \
      ::gatetwin::check_failed(#condition, __FILE__, __LINE__);                                    \
  } while (false)
