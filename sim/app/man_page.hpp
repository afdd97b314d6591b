// SPDX-License-Identifier: Apache-2.0
// Manual pages, in the man macros of roff.
#pragma once
#include "sim/app/command_tree.hpp"

namespace gatetwin::app {

// gatetwin(1), or of a verb with everything below it: gatetwin-sweep(1). `version`: "gatetwin
// 0.1.0".
std::string man_page(const CommandNode& root, const CommandNode& node, const std::string& version);

} // namespace gatetwin::app
