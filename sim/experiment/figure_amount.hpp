// SPDX-License-Identifier: Apache-2.0
// How much of a figure, as people write it on the command line: "10", "10 s", "2.5 min", "95 %".
#pragma once
#include <string>

namespace gatetwin::experiment {

enum class AmountFault : unsigned char { none, no_number, no_time };

struct ParsedAmount {
  double value = 0; // times in s, 0.95 for "95 %"
  bool percent = false;
  AmountFault fault = AmountFault::none;
};

// no_number: it is none, or of no known unit; no_time: it has a unit of time, which the figure does
// not have.
ParsedAmount parse_figure_amount(const std::string& text, bool figure_is_time);

} // namespace gatetwin::experiment
