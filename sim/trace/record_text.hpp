// SPDX-License-Identifier: Apache-2.0
// A journal record in words, for people who look into a run: one line, names instead of numbers.
#pragma once
#include "core/journal/journal_header.hpp"
#include "core/journal/record.hpp"
#include <string>

namespace gatetwin {

// "00:10:03.250 egates/1 gate_command transaction 42 open_door exit". Numbers that mean nothing to
// this build are shown as numbers.
std::string record_text(const journal::Record& record, const journal::JournalHeader& header);

// What it says besides when, where and whose: "open_door exit".
std::string record_content(const journal::Record& record, const journal::JournalHeader& header);

// "1 d 02:03:04.567" since the start of the run.
std::string run_time_text(std::int64_t time_ns);

} // namespace gatetwin
