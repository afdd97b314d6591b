// SPDX-License-Identifier: Apache-2.0
// How the command ends; scripts rely on it.
#pragma once

namespace gatetwin::app {

enum ExitCode : int {
  fine = 0,
  failed = 1,     // it ran, but a limit, check or invariant failed
  wrong_use = 2,  // wrong usage, or a faulty scenario
  unreadable = 3, // input can't be read or is damaged; output can't be written
  missing = 4,    // a needed device, server or library is not there
  interrupted = 130
};

} // namespace gatetwin::app
