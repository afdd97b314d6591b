// SPDX-License-Identifier: Apache-2.0
// Scripts that let a shell complete gatetwin's verbs, options, their values and files.
#pragma once
#include "sim/app/command_tree.hpp"
#include <optional>

namespace gatetwin::app {

enum class Shell : unsigned char { bash, zsh, fish };
std::string completion_script(const CommandNode& root, Shell shell);

} // namespace gatetwin::app
