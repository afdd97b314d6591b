// SPDX-License-Identifier: Apache-2.0
// The options that mean the same at every verb, declared once.
#pragma once
#include "sim/app/command.hpp"
#include <CLI/CLI.hpp>
#include <string>

namespace gatetwin::app {

// Digits and no more: the parser would take -1 for the largest number there is, and 010 for eight.
extern const CLI::Validator whole_number;
// "0" and "-3" are slips that deserve a sentence, not a type error.
std::string at_least_one(const std::string& text);

void add_scenario_options(CLI::App& verb, ScenarioOptions& options);
void add_study_options(CLI::App& verb, StudyOptions& options);
void add_warm_up(CLI::App& verb, std::string& warm_up);
void add_format(CLI::App& verb, OutputFormat& format);
// Of the command itself; they may stand behind a verb, too.
void add_common(CLI::App& app, CommonOptions& common);

} // namespace gatetwin::app
