// SPDX-License-Identifier: Apache-2.0
// A fault in something a person wrote (scenario, configuration): where, what, and what would be
// right.
#pragma once
#include <string>
#include <vector>

namespace gatetwin {

struct Diagnostic {
  std::string file;
  int line = 0;   // 1-based; 0 when the fault belongs to the whole file
  int column = 0; // 1-based
  std::string message;
  std::string hint; // what would be right; may be empty
};
using Diagnostics = std::vector<Diagnostic>;

// "FILE:LINE:COL: error: MESSAGE; HINT" as compilers print it, so that editors can jump there.
std::string to_string(const Diagnostic& diagnostic);

} // namespace gatetwin
