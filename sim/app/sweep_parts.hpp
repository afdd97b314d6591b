// SPDX-License-Identifier: Apache-2.0
// A sweep in parts, each of which is one command, for job arrays and GNU parallel: which tasks a
// part has, what its command line is, and how parts become the study.
#pragma once
#include "sim/app/command.hpp"
#include "sim/experiment/study_run.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gatetwin::app {

struct Part {
  std::uint64_t number = 1; // from 1
  std::uint64_t of = 1;
  std::string stem() const; // of its file: "block-3-of-16"
};
// "3/16"; none when it is none.
std::optional<Part> parse_part(const std::string& text);

// The part's share of the tasks, all of `tasks` in their order.
std::vector<experiment::StudyTask> tasks_of(const Part& part,
                                            const std::vector<experiment::StudyTask>& tasks);

// Whether all designs and figures of a sweep can be computed; in sweep_command.cpp. What can't is
// printed.
ExitCode check_sweep(const SweepOptions& options, const CommonOptions& common);

} // namespace gatetwin::app
