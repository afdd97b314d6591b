// SPDX-License-Identifier: Apache-2.0
// The answer of a search for the cheapest design: in sentences, as a table and for spreadsheets.
#pragma once
#include "sim/results/results_table.hpp"
#include "sim/results/run_results.hpp"
#include <string>
#include <vector>

namespace gatetwin {

// The first says which design, and how sure that is.
std::vector<std::string> optimum_sentences(const OptimumResult& optimum, Language language);
// A cost or a value: "7", "12.3 s", "97.2 %". `unit`: as in OptimumResult.
std::string optimum_value_text(double value, const std::string& unit, Language language);
std::string optimum_interval_text(const std::optional<Interval>& interval, const std::string& unit,
                                  Language language);
// "keeps the limits", in the language.
std::string optimum_verdict(const OptimumPoint& point, Language language);

// Sentences, then a row for each design that was simulated.
std::string to_table(const OptimumResult& optimum, const TableStyle& style);
// The same rows (RFC 4180).
std::string to_csv(const OptimumResult& optimum);

} // namespace gatetwin
