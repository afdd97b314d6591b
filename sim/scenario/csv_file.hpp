// SPDX-License-Identifier: Apache-2.0
// The two kinds of CSV file that a scenario may name: counted arrivals (columns from,to,persons
// with a header line) and samples of a time (one a line; an optional header; without a unit in
// seconds). Empty lines and lines that begin with
// '#' are skipped.
#pragma once
#include "core/settings/message_reader.hpp"
#include "sim/scenario/scenario.pb.h"
#include <optional>
#include <string>
#include <vector>

namespace gatetwin {

// The file lies beside the one that names it; faults are reported at the line of either. The node
// is the value that names the file.
std::optional<std::vector<double>> read_samples(const YamlNode& node, const std::string& file,
                                                const FieldRule& rule, const std::string& path,
                                                ReadContext& context);
bool read_counts_file(const YamlNode& node, const std::string& path, scenario::Counts& counts,
                      ReadContext& context);

} // namespace gatetwin
