// SPDX-License-Identifier: Apache-2.0
// What a verb that simulates leaves behind: files in the folder that was asked for, and the answer
// on standard output.
#pragma once
#include "sim/app/command.hpp"
#include "sim/results/run_results.hpp"
#include <span>
#include <string>
#include <vector>

namespace gatetwin::app {

ExitCode cannot_write(const std::string& path, const std::string& why, const CommonOptions& common);

// What cost time would be lost if the folder could not be made afterwards, so it is made first.
// An empty name: nothing to do.
ExitCode make_out_dir(const std::string& dir, const CommonOptions& common);

// results.json, report.html and effective.yaml; nothing without a folder.
ExitCode write_results(const RunResults& results, const std::string& effective,
                       const std::string& dir, const CommonOptions& common);
void print_results(const RunResults& results, OutputFormat format, const CommonOptions& common);
// A broken invariant must be seen, not searched for.
void print_violations(const RunResults& results, std::span<const std::string> first,
                      const CommonOptions& common);

} // namespace gatetwin::app
