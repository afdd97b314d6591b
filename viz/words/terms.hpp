// SPDX-License-Identifier: Apache-2.0
// The core's names of states, checks, reasons and outcomes for people. In English they are the
// journal's own with blanks, so that engineers find them there.
#pragma once
#include "viz/words/words.hpp"
#include <string>
#include <string_view>

namespace gatetwin::viz {

std::string term(std::string_view name, Language language);

} // namespace gatetwin::viz
