// SPDX-License-Identifier: Apache-2.0
// Where a trace's text goes, piece by piece: a file, the terminal, a test's string.
#pragma once
#include <functional>
#include <string_view>

namespace gatetwin {

using TextOutput = std::function<void(std::string_view)>;

} // namespace gatetwin
