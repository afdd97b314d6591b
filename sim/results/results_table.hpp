// SPDX-License-Identifier: Apache-2.0
// Results as text for a terminal: the answer in sentences first, then tables with aligned columns.
// Texts of the scenario are made harmless for the terminal.
#pragma once
#include "sim/results/run_results.hpp"
#include "sim/results/wording.hpp"
#include <string>

namespace gatetwin {

struct TableStyle {
  Language language = Language::english;
  bool colour = false; // ANSI sequences: bold headings, red and green verdicts
};

std::string to_table(const RunResults& results, const TableStyle& style);

} // namespace gatetwin
