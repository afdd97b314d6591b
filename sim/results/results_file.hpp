// SPDX-License-Identifier: Apache-2.0
// RunResults as the JSON object of schema "gatetwin.results/1", and back. Equal results give equal
// bytes. Reading is strict: every key must be there, none that is unknown, each of its type; all
// faults are named in one pass, with the path of the value ("figures[3].count").
#pragma once
#include "core/base/diagnostic.hpp"
#include "sim/results/run_results.hpp"
#include <optional>
#include <string>
#include <string_view>

namespace gatetwin {

enum class ResultsForm : unsigned char {
  full,
  canonical // without build and wall_s, in which two equal runs may differ: for comparing bytes
};

std::string to_json(const RunResults& results, ResultsForm form = ResultsForm::full);

constexpr std::size_t results_file_limit = std::size_t{256} << 20;

// None when there is a fault; then `faults` has at least one entry. `file` names the source in
// them. Reads the full form.
std::optional<RunResults> parse_results(std::string_view json, const std::string& file,
                                        Diagnostics& faults);

// The figures as a table for spreadsheets (RFC 4180), a row each, with a header; empty cells for
// null. A text that a spreadsheet would take for a formula gets an apostrophe in front.
std::string figures_csv(const RunResults& results);

// Cells of such tables: a text, quoted where it must be; a number, empty for none; an interval as
// two cells.
std::string csv_text(const std::string& text);
std::string csv_number(const std::optional<double>& value);
std::string csv_interval(const std::optional<Interval>& interval);

} // namespace gatetwin
