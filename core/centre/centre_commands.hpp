// SPDX-License-Identifier: Apache-2.0
// The commands of gatetwin-centre beside `serve`, by what they are about; each adds itself to the
// program's command line.
#pragma once
#include <CLI/CLI.hpp>

namespace gatetwin {

void add_list_commands(CLI::App& app);     // watch-list, lists, documents
void add_one_stop_commands(CLI::App& app); // one-stop
void add_audit_commands(CLI::App& app);    // audit
void add_event_commands(CLI::App& app);    // follow
void add_name_commands(CLI::App& app);     // names
void add_history_commands(CLI::App& app);  // history
void add_presumed_commands(CLI::App& app); // presumed

} // namespace gatetwin
